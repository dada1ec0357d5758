//! A server under test.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::panic::{AssertUnwindSafe, resume_unwind};

use api::clock::Clock;
use api::config::{Config, MailDelivery};
use api::db::Db;
use api::entities::{history, jobs};
use api::{Running, serve};
use chrono::{DateTime, Utc};
use client::Client;
use futures_util::FutureExt;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use shared::wire::Mail;

use crate::databases::{Backend, Database};
use crate::family::Family;
use crate::fixtures::{START, at};
use crate::http::Raw;
use crate::wait::{eventually, on_runtime};

/// The words of the screens of staff.
const STAFF_TEXTS: [&str; 2] =
    [include_str!("../../web/locales/staff/fr.json"), include_str!("../../web/locales/staff/en.json")];

/// A server in this process, on a database of its own, with a clock that stands still until it is set.
pub struct App {
    /// Its clock.
    pub clock: Clock,
    /// Its settings.
    pub config: Config,
    running: Running,
    http: reqwest::Client,
    database: Database,
}

impl App {
    /// Runs a test on a database; fails it also when it leaves work behind that could not be done.
    pub fn run(backend: Backend, test: impl AsyncFnOnce(&Self)) {
        Self::run_with(backend, |_| (), test);
    }

    /// Runs a test with other settings.
    pub fn run_with(backend: Backend, change: impl FnOnce(&mut Config), test: impl AsyncFnOnce(&Self)) {
        let database = Database::with_fixtures(backend);
        on_runtime(async {
            let app = Self::start(database, change).await;
            // a test that has failed must not leave a server behind that slows the others down
            let tested = AssertUnwindSafe(test(&app)).catch_unwind().await;
            match tested {
                Ok(()) => app.finish().await,
                Err(failure) => {
                    drop(app.stop().await);
                    resume_unwind(failure);
                }
            }
        });
    }

    /// Starts a server on a database.
    pub async fn start(database: Database, change: impl FnOnce(&mut Config)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut config = config(&database, listener.local_addr().unwrap());
        change(&mut config);
        let clock = Clock::standing_at(at(START));
        let running = serve(config.clone(), listener, clock.clone()).await.expect("the server starts");
        Self { clock, config, running, http: http(), database }
    }

    /// Another server over the same database, with the same keys and its own clock at the same instant.
    pub async fn replica(&self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = listener.local_addr().unwrap();
        let config = Config { listen, public_url: format!("http://{listen}"), ..self.config.clone() };
        let clock = Clock::standing_at(self.clock.now());
        let running = serve(config.clone(), listener, clock.clone()).await.expect("the replica starts");
        Self { clock, config, running, http: http(), database: self.database.beside() }
    }

    /// Waits until all work is done, then stops.
    pub async fn finish(self) {
        // a test that moved the clock back has left work behind that is due only later
        let waiting = Self::jobs(jobs::JobState::Waiting).all(self.db().reader()).await.unwrap();
        if let Some(last) = waiting.iter().map(|job| job.created_at).max() {
            self.set_to(last.max(self.clock.now()));
        }
        self.idle().await;
        for state in [jobs::JobState::Failed, jobs::JobState::Waiting] {
            let left = Self::jobs(state).all(self.db().reader()).await.unwrap();
            assert!(left.is_empty(), "left over: {left:?}");
        }
        self.every_event_has_a_sentence().await;
        self.stop().await;
    }

    /// Waits until all work that is due has been tried.
    pub async fn idle(&self) {
        eventually("the worker has tried everything", async || {
            let untried = Self::jobs(jobs::JobState::Waiting).filter(jobs::Column::LastError.is_null());
            (untried.count(self.db().reader()).await.unwrap() == 0).then_some(())
        })
        .await;
    }

    /// Stops, whatever is left to be done; the database stays as long as what is given.
    pub async fn stop(self) -> Database {
        self.running.stop().await.expect("the server stops");
        self.database
    }

    /// What the history tells of a household, staff read in words, in both languages.
    async fn every_event_has_a_sentence(&self) {
        let told: Vec<(String, String)> = history::Entity::find()
            .select_only()
            .column(history::Column::SubjectType)
            .column(history::Column::Action)
            .distinct()
            .filter(history::Column::HouseholdId.is_not_null())
            .into_tuple()
            .all(self.db().reader())
            .await
            .unwrap();
        for texts in STAFF_TEXTS {
            let texts: BTreeMap<String, String> = serde_json::from_str(texts).unwrap();
            for (subject, action) in &told {
                assert!(texts.contains_key(&format!("event.{subject}.{action}")), "{subject} {action}");
            }
        }
    }

    fn jobs(state: jobs::JobState) -> sea_orm::Select<jobs::Entity> {
        jobs::Entity::find().filter(jobs::Column::State.eq(state))
    }

    /// Which database it runs on.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.database.backend
    }

    /// The database behind the doors, to look at what cannot be seen through them.
    #[must_use]
    pub fn db(&self) -> &Db {
        self.running.db()
    }

    /// Where it answers, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.running.address())
    }

    /// A client that is not signed in.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::with(self.http.clone(), self.base())
    }

    /// A request on a path below `/api`.
    #[must_use]
    pub fn raw(&self, method: &str, path: &str) -> Raw {
        Raw::new(&self.http, method, format!("{}/api{path}", self.base()))
    }

    /// Moves the clock to an instant by the clocks of Paris.
    pub fn set(&self, instant: &str) {
        self.set_to(at(instant));
    }

    /// Moves the clock.
    pub fn set_to(&self, instant: DateTime<Utc>) {
        assert!(self.clock.set(instant));
    }

    /// Signs a guardian in and fetches what the family may know.
    pub async fn family(&self, email: &str) -> Family {
        Family::sign_in(self.client(), email).await
    }

    /// Runs requests and tells how many statements they sent.
    pub async fn statements<T>(&self, requests: impl Future<Output = T>) -> (T, u64) {
        let before = self.db().statements();
        let done = requests.await;
        (done, self.db().statements() - before)
    }

    /// All mails, newest first, once none is waiting any more.
    pub async fn mails(&self) -> Vec<Mail> {
        let client = self.client();
        eventually("mails are delivered", async || {
            let page = client.list_mails(&client::PageRequest::default()).await.expect("mails");
            let sent = page.items.iter().all(|mail| mail.sent_at.is_some());
            let mut mails = Vec::new();
            for summary in page.items.into_iter().filter(|_| sent) {
                mails.push(client.get_mail(summary.id).await.expect("a mail"));
            }
            sent.then_some(mails)
        })
        .await
    }
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

/// Settings for tests: quick to look for work, small, away from everything else on the machine.
fn config(database: &Database, listen: SocketAddr) -> Config {
    let mut config = Config {
        listen,
        public_url: format!("http://{listen}"),
        data_dir: database.folder.path().to_owned(),
        ..Config::default()
    };
    config.database.url = Some(database.url.clone());
    config.database.max_connections = 6;
    config.http.workers = Some(2);
    config.worker.poll_milliseconds = 20;
    config.mail.delivery = MailDelivery::Viewer;
    "portail@example.org".clone_into(&mut config.mail.from_address);
    config
}
