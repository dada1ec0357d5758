//! The announcements as the server told them last, what is being written, what was just done.

use std::sync::Arc;

use client::{Client, Error, PageRequest};
use leptos::prelude::*;
use shared::ids::AnnouncementId;
use shared::problem::ProblemCode;
use shared::staff::Permission;
use shared::wire::AnnouncementSummary;

use crate::session::{Session, use_session};

/// Announcements of a page.
const ROWS: u32 = 20;

/// What stands in the place of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    Nothing,
    New,
    One(AnnouncementId),
}

/// What is done about one in the dialog.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Publish,
    Withdraw,
    Delete,
}

type Answer = Option<Result<Vec<AnnouncementSummary>, Arc<Error>>>;

/// The desk; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) session: Session,
    pub(super) answer: RwSignal<Answer>,
    next: RwSignal<Option<String>>,
    pub(super) writing: RwSignal<Writing>,
    /// What the dialog is about; it belongs to the page, since cards are made anew with the list.
    pub(super) doing: RwSignal<Option<(Deed, AnnouncementSummary)>>,
    /// Whether the dialog is open.
    pub(super) open: RwSignal<bool>,
    /// Key of the sentence that says what was just done, and to which title.
    pub(super) done: RwSignal<Option<(&'static str, String)>>,
}

impl Desk {
    /// Nothing known yet.
    pub(super) fn new() -> Self {
        Self {
            session: use_session(),
            answer: RwSignal::new(None),
            next: RwSignal::new(None),
            writing: RwSignal::new(Writing::Nothing),
            doing: RwSignal::new(None),
            open: RwSignal::new(false),
            done: RwSignal::new(None),
        }
    }

    /// Asks for the newest; what was there stays until the answer comes.
    pub(super) async fn load(self) {
        let asked = PageRequest { cursor: None, limit: Some(ROWS) };
        let answer = self.session.call(async |client: &Client| client.list_announcements(&asked).await).await;
        let answer = answer.map(|page| {
            let _ = self.next.try_set(page.next_cursor);
            page.items
        });
        let _ = self.answer.try_set(Some(answer.map_err(Arc::new)));
    }

    /// Asks for older ones too.
    pub(super) async fn more(self) {
        let asked = PageRequest { cursor: self.next.get_untracked(), limit: Some(ROWS) };
        let page = self.session.call(async |client: &Client| client.list_announcements(&asked).await).await;
        match page {
            Ok(page) => {
                let _ = self.next.try_set(page.next_cursor);
                let _ = self.answer.try_update(|answer| {
                    if let Some(Ok(known)) = answer {
                        known.extend(page.items);
                    }
                });
            }
            Err(error) => {
                let _ = self.answer.try_set(Some(Err(Arc::new(error))));
            }
        }
    }

    /// Opens the dialog.
    pub(super) fn begin(self, deed: Deed, row: AnnouncementSummary) {
        self.doing.set(Some((deed, row)));
        self.open.set(true);
    }

    /// Does what the dialog asked about, and asks for the list before it is told: nobody is offered what can no longer be
    /// done. Gives the key of the sentence; too late is a sentence too.
    pub(super) async fn carry_out(
        self,
        deed: impl Future<Output = Result<&'static str, Error>>,
    ) -> Result<&'static str, Error> {
        let told = match deed.await {
            Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => "announcing.overtaken",
            answer => answer?,
        };
        self.load().await;
        Ok(told)
    }

    /// Says what was done to which, of which title, and closes the dialog, unless it is about another by now.
    pub(super) fn tell(self, id: AnnouncementId, key: &'static str, title: String) {
        if self.doing.try_with_untracked(|doing| doing.as_ref().is_some_and(|(_, row)| row.id == id))
            == Some(true)
        {
            let _ = self.open.try_set(false);
        }
        let _ = self.done.try_set(Some((key, title)));
    }

    /// Whether there are older ones; a view that asks follows it.
    pub(super) fn has_more(self) -> bool {
        self.next.with(Option::is_some)
    }

    /// Whether one may write any; a view that asks follows it.
    pub(super) fn may_write(self) -> bool {
        self.session.may(Permission::WriteAnnouncements)
    }
}
