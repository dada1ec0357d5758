//! The worker: takes due jobs, runs their handlers, tries again with back-off.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;
use tokio::time::Instant;

use super::queue::{self, End};
use super::{Handlers, Job};
use crate::clock::Clock;
use crate::config::WorkerConfig;
use crate::db::Db;
use crate::entities::jobs::Model;

/// How often what is no longer needed is removed.
const CLEANING: Duration = Duration::from_hours(1);
/// The longest that one attempt may take.
const LONGEST_WORK: Duration = Duration::from_mins(15);
/// The longest pause between two attempts.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

/// A worker of one process.
pub struct Worker {
    db: Db,
    clock: Clock,
    handlers: Arc<Handlers>,
    settings: WorkerConfig,
}

impl Worker {
    /// A worker that can do what `handlers` can.
    #[must_use]
    pub fn new(db: Db, clock: Clock, handlers: Handlers, settings: WorkerConfig) -> Self {
        Self { db, clock, handlers: Arc::new(handlers), settings }
    }

    /// Works until `stop` turns true; what is under way is finished first.
    pub async fn run(&self, stop: watch::Receiver<bool>) {
        let lanes = (0..self.settings.concurrency).map(|_| self.lane(stop.clone()));
        let all = futures_util::future::join_all(lanes);
        tokio::join!(all, self.keep_clean(stop.clone()));
    }

    async fn lane(&self, mut stop: watch::Receiver<bool>) {
        let pause = Duration::from_millis(self.settings.poll_milliseconds);
        while !*stop.borrow() {
            match self.step().await {
                Ok(true) => {}
                Ok(false) => {
                    let _ = tokio::time::timeout(pause, stop.wait_for(|stop| *stop)).await;
                }
                Err(error) => {
                    tracing::error!(%error, "the worker cannot read its queue");
                    let _ =
                        tokio::time::timeout(pause.max(Duration::from_secs(2)), stop.wait_for(|stop| *stop))
                            .await;
                }
            }
        }
    }

    /// Does one job, if one is due.
    ///
    /// # Errors
    ///
    /// When the queue cannot be read or written; what a handler answers is no error of the worker.
    pub async fn step(&self) -> Result<bool, crate::error::Error> {
        let lease = TimeDelta::seconds(self.settings.lease_seconds.into());
        let Some(job) = queue::take(&self.db, self.clock.now(), lease).await? else { return Ok(false) };
        let end = self.attempt(&job).await;
        queue::finish(&self.db, &job, self.clock.now(), end).await?;
        Ok(true)
    }

    async fn attempt(&self, job: &Model) -> End {
        let attempt = u32::try_from(job.attempts).unwrap_or(u32::MAX);
        let Some(handler) = self.handlers.by_kind.get(job.kind.as_str()) else {
            tracing::error!(job = %job.id, kind = job.kind, "no handler");
            return End::GivenUp { error: format!("no handler for {}", job.kind) };
        };
        let work = handler(Job { id: job.id, attempt, payload: job.payload.clone() });
        let error = match tokio::time::timeout(LONGEST_WORK, self.keeping_lease(job, work)).await {
            Ok(Ok(())) => return End::Done,
            Ok(Err(error)) => format!("{error:#}"),
            Err(_) => format!("took longer than {LONGEST_WORK:?}"),
        };
        if attempt >= self.settings.max_attempts {
            tracing::error!(job = %job.id, kind = job.kind, attempt, error, "gave up a job");
            return End::GivenUp { error };
        }
        tracing::warn!(job = %job.id, kind = job.kind, attempt, error, "a job failed, to be tried again");
        End::Again { at: self.clock.now() + pause_after(attempt), error }
    }

    /// Renews the lease while the work goes on: only a dead worker loses its job.
    async fn keeping_lease<T>(&self, job: &Model, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let lease = TimeDelta::seconds(self.settings.lease_seconds.into());
        let pause = Duration::from_secs(self.settings.lease_seconds.into()) / 3;
        loop {
            if let Ok(done) = tokio::time::timeout(pause, &mut work).await {
                return done;
            }
            if let Err(error) = queue::renew(&self.db, job, self.clock.now() + lease).await {
                tracing::warn!(job = %job.id, %error, "renewing a lease");
            }
        }
    }

    async fn keep_clean(&self, mut stop: watch::Receiver<bool>) {
        let mut next = Instant::now();
        while !*stop.borrow() {
            if Instant::now() >= next {
                next = Instant::now() + CLEANING;
                if let Err(error) = queue::clean(&self.db, self.clock.now()).await {
                    tracing::warn!(%error, "removing jobs done long ago");
                }
                for (what, cleaner) in &self.handlers.cleaners {
                    if let Err(error) = cleaner().await {
                        tracing::warn!(error = format!("{error:#}"), "removing {what}");
                    }
                }
            }
            let _ = tokio::time::timeout_at(next, stop.wait_for(|stop| *stop)).await;
        }
    }
}

/// 5 seconds, then twice as long each time, an hour at most.
fn pause_after(attempt: u32) -> TimeDelta {
    let seconds = 5_i64.saturating_mul(1_i64 << attempt.saturating_sub(1).min(20));
    TimeDelta::seconds(seconds).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use sea_orm::EntityTrait;

    use super::*;
    use crate::entities::jobs::{self, JobState};
    use crate::jobs::enqueue;
    use crate::testing::World;

    #[test]
    fn pauses_grow_to_an_hour() {
        let pauses: Vec<_> = [1, 2, 3, 10, 11, 60].map(|attempt| pause_after(attempt).num_seconds()).into();
        assert_eq!(pauses, [5, 10, 20, 2560, 3600, 3600]);
    }

    async fn queue(world: &World, kind: &str) {
        let now = world.clock.now();
        let queued = world.db.write(async |tx| enqueue(tx, &world.clock, now, kind, &kind).await).await;
        queued.unwrap();
    }

    async fn only(world: &World) -> Model {
        jobs::Entity::find().one(world.db.reader()).await.unwrap().unwrap()
    }

    fn worker(world: &World, handlers: Handlers) -> Worker {
        Worker::new(world.db.clone(), world.clock.clone(), handlers, world.config.worker.clone())
    }

    #[actix_web::test]
    async fn a_failed_job_is_tried_again_after_a_pause_and_then_done_once() {
        let world = World::new().await;
        queue(&world, "greet").await;
        let attempts = Arc::new(Mutex::new(Vec::new()));
        let seen = attempts.clone();
        let worker = worker(
            &world,
            Handlers::default().on("greet", move |job| {
                seen.lock().unwrap().push((job.id, job.attempt));
                let first = job.attempt == 1;
                async move {
                    anyhow::ensure!(!first, "not yet");
                    Ok(())
                }
            }),
        );
        assert!(worker.step().await.unwrap());
        assert!(!worker.step().await.unwrap(), "the pause is kept");
        let waiting = only(&world).await;
        assert_eq!((waiting.state, waiting.last_error.as_deref()), (JobState::Waiting, Some("not yet")));
        world.clock.set(world.clock.now() + TimeDelta::seconds(5));
        assert!(worker.step().await.unwrap());
        assert!(!worker.step().await.unwrap());
        let done = only(&world).await;
        assert_eq!(
            (done.state, done.last_error, done.finished_at),
            (JobState::Done, None, Some(world.clock.now()))
        );
        assert_eq!(*attempts.lock().unwrap(), [(done.id, 1), (done.id, 2)]);
    }

    #[actix_web::test]
    async fn the_job_of_a_dead_worker_is_taken_when_its_lease_ends_and_the_late_one_changes_nothing() {
        let world = World::new().await;
        queue(&world, "greet").await;
        let lease = TimeDelta::seconds(world.config.worker.lease_seconds.into());
        let dead = queue::take(&world.db, world.clock.now(), lease).await.unwrap().unwrap();
        assert!(queue::take(&world.db, world.clock.now(), lease).await.unwrap().is_none(), "it is taken");
        world.clock.set(world.clock.now() + lease);
        let taken = queue::take(&world.db, world.clock.now(), lease).await.unwrap().unwrap();
        assert_eq!((taken.id, taken.attempts), (dead.id, 2));
        queue::finish(&world.db, &dead, world.clock.now(), End::Done).await.unwrap();
        assert_eq!(only(&world).await.state, JobState::Waiting, "the dead one came back");
        queue::finish(&world.db, &taken, world.clock.now(), End::Done).await.unwrap();
        assert_eq!(only(&world).await.state, JobState::Done);
    }

    #[actix_web::test]
    async fn a_job_that_takes_long_keeps_its_lease() {
        let mut world = World::new().await;
        world.config.worker.lease_seconds = 2;
        queue(&world, "slow").await;
        let lease = TimeDelta::seconds(2);
        let job = queue::take(&world.db, world.clock.now(), lease).await.unwrap().unwrap();
        world.clock.set(world.clock.now() + lease);
        let until = world.clock.now() + lease;
        let renewed = async {
            while only(&world).await.run_at != until {
                tokio::task::yield_now().await;
            }
        };
        worker(&world, Handlers::default()).keeping_lease(&job, renewed).await;
        assert!(queue::take(&world.db, world.clock.now(), lease).await.unwrap().is_none());
    }

    #[actix_web::test]
    async fn a_hopeless_job_is_given_up_and_stays_for_the_operator() {
        let world = World::new().await;
        queue(&world, "unknown").await;
        assert!(worker(&world, Handlers::default()).step().await.unwrap());
        let failed = only(&world).await;
        assert_eq!(
            (failed.state, failed.last_error.as_deref()),
            (JobState::Failed, Some("no handler for unknown"))
        );
        world.clock.set(world.clock.now() + TimeDelta::days(365));
        queue::clean(&world.db, world.clock.now()).await.unwrap();
        assert_eq!(only(&world).await.state, JobState::Failed);
    }
}
