//! Work outside the request: a row written in the transaction of what it follows from, done by the worker at least
//! once, with a stable id.

mod queue;
mod worker;

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;

use serde_json::Value;
use uuid::Uuid;

pub use queue::{enqueue, enqueue_all, forget};
pub use worker::Worker;

/// What a handler works on.
#[derive(Clone, Debug)]
pub struct Job {
    /// Stable over attempts.
    pub id: Uuid,
    /// Which attempt it is, from 1.
    pub attempt: u32,
    /// What was enqueued.
    pub payload: Value,
}

/// What a handler answers: an error means “again later”.
pub type Outcome<'a> = Pin<Box<dyn Future<Output = anyhow::Result<()>> + 'a>>;
type Handler = Box<dyn Fn(Job) -> Outcome<'static> + Send + Sync>;
type Cleaner = Box<dyn Fn() -> Outcome<'static> + Send + Sync>;

/// What the worker can do; `app.rs` fills it.
#[derive(Default)]
pub struct Handlers {
    by_kind: HashMap<&'static str, Handler>,
    cleaners: Vec<(&'static str, Cleaner)>,
}

impl Handlers {
    /// Lets `handler` do the jobs of `kind`.
    #[must_use]
    pub fn on<F>(mut self, kind: &'static str, handler: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = anyhow::Result<()>> + 'static,
    {
        self.by_kind.insert(kind, Box::new(move |job| Box::pin(handler(job))));
        self
    }

    /// Runs `cleaner` now and then: it removes what is no longer needed.
    #[must_use]
    pub fn clean<F>(mut self, what: &'static str, cleaner: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = anyhow::Result<()>> + 'static,
    {
        self.cleaners.push((what, Box::new(move || Box::pin(cleaner()))));
        self
    }
}
