//! The families that were found, page by page. What comes for an earlier question is left aside.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::FamilyFileSummary;

use super::asked::Asked;
use crate::session::Session;

/// How far the search is.
#[derive(Clone)]
pub(super) enum Stage {
    Under,
    Here,
    Failed(Arc<Error>),
}

/// What was found.
#[derive(Clone, Copy)]
pub(super) struct Found {
    session: Session,
    pub(super) asked: RwSignal<Asked>,
    pub(super) files: RwSignal<Vec<FamilyFileSummary>>,
    pub(super) more: RwSignal<Option<String>>,
    pub(super) stage: RwSignal<Stage>,
}

impl Found {
    /// Nothing asked yet.
    pub(super) fn new(session: Session, asked: Asked) -> Self {
        let found = Self {
            session,
            asked: RwSignal::new(asked),
            files: RwSignal::new(Vec::new()),
            more: RwSignal::new(None),
            stage: RwSignal::new(Stage::Under),
        };
        found.load();
        found
    }

    /// Asks for others.
    pub(super) fn ask(self, asked: Asked) {
        self.asked.set(asked);
        self.files.set(Vec::new());
        self.more.set(None);
        self.load();
    }

    /// The next page.
    pub(super) fn load(self) {
        self.stage.set(Stage::Under);
        let asked = self.asked.get_untracked();
        let request = asked.request(self.more.get_untracked());
        spawn_local(async move {
            let list = async |client: &Client| client.list_family_files(&request).await;
            let answer = self.session.call(list).await;
            if self.asked.try_get_untracked() != Some(asked) {
                return;
            }
            let stage = match answer {
                Ok(page) => {
                    let _ = self.files.try_update(|files| files.extend(page.items));
                    let _ = self.more.try_set(page.next_cursor);
                    Stage::Here
                }
                Err(error) => Stage::Failed(Arc::new(error)),
            };
            let _ = self.stage.try_set(stage);
        });
    }
}
