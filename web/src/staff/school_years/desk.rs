//! The opening under way: all children of the year before, what staff know better, and how far it is. Corrections survive a
//! reload of the tab.

use std::sync::Arc;

use client::{Cached, Client, Error, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::ids::ChildId;
use shared::problem::ProblemCode;
use shared::wire::{PromotionCorrection, PromotionLine, SchoolYearOpened, SchoolYearOpening};

use super::plan::{Corrections, Tally, tally};
use crate::browser::tab;
use crate::form::OnceKey;
use crate::session::{Session, use_session};

/// Children asked for at a time.
const PAGE: u32 = 200;

/// How far reading the children is.
#[derive(Clone)]
pub(super) enum Stage {
    Under,
    Here,
    Failed(Arc<Error>),
}

/// The opening of one year.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    session: Session,
    pub(super) year: SchoolYear,
    pub(super) lines: RwSignal<Vec<PromotionLine>>,
    pub(super) stage: RwSignal<Stage>,
    pub(super) corrections: RwSignal<Corrections>,
    pub(super) tally: Memo<Tally>,
    /// Whom the dialog corrects.
    pub(super) correcting: RwSignal<Option<ChildId>>,
    pub(super) sending: RwSignal<bool>,
    pub(super) refused: RwSignal<Option<Arc<Error>>>,
    pub(super) opened: RwSignal<Option<SchoolYearOpened>>,
    /// The key of what was sent last: the same is done once.
    sent: OnceKey<SchoolYearOpening>,
    /// By which it is told that something has changed since the children were read.
    etag: StoredValue<String>,
}

impl Desk {
    /// Reads the children.
    pub(super) fn of(year: SchoolYear) -> Self {
        let (lines, corrections) = (RwSignal::new(Vec::new()), RwSignal::new(kept(year)));
        let desk = Self {
            session: use_session(),
            year,
            lines,
            stage: RwSignal::new(Stage::Under),
            corrections,
            tally: Memo::new(move |_| {
                lines.with(|lines| corrections.with(|corrections| tally(lines, corrections)))
            }),
            correcting: RwSignal::new(None),
            sending: RwSignal::new(false),
            refused: RwSignal::new(None),
            opened: RwSignal::new(None),
            sent: OnceKey::new(),
            etag: StoredValue::new(String::new()),
        };
        desk.read();
        desk
    }

    /// Reads all children, page after page.
    pub(super) fn read(self) {
        self.stage.set(Stage::Under);
        spawn_local(async move {
            let (mut lines, mut cursor, mut first) = (Vec::new(), None, None);
            let stage = loop {
                let page = PageRequest { cursor: cursor.take(), limit: Some(PAGE) };
                let list = async |client: &Client| client.list_promotions(self.year, &page).await;
                match self.session.call(list).await {
                    // nothing was known before: it is always fresh
                    Ok(Cached::Unchanged) => {}
                    Ok(Cached::Fresh { value: page, etag }) => {
                        // that of the first page: what changes between two is found when the year is opened
                        first = first.or(etag);
                        lines.extend(page.items);
                        cursor = page.next_cursor;
                    }
                    Err(error) => break Stage::Failed(Arc::new(error)),
                }
                if cursor.is_none() {
                    // as a class list is read
                    lines.sort_by_cached_key(|line: &PromotionLine| {
                        (shared::folding::fold(&line.last_name), shared::folding::fold(&line.first_name))
                    });
                    let _ = self.etag.try_set_value(first.unwrap_or_default());
                    let _ = self.lines.try_set(lines);
                    break Stage::Here;
                }
            };
            let _ = self.stage.try_set(stage);
        });
    }

    /// One of the children.
    pub(super) fn line(self, child: ChildId) -> Option<PromotionLine> {
        self.lines.with(|lines| lines.iter().find(|line| line.child_id == child).cloned())
    }

    /// Notes what staff know better of a child; nothing: the proposal holds.
    pub(super) fn correct(self, child: ChildId, correction: Option<PromotionCorrection>) {
        self.corrections.update(|corrections| {
            match correction {
                Some(correction) => corrections.insert(child, correction),
                None => corrections.remove(&child),
            };
        });
        let all =
            self.corrections.with_untracked(|corrections| corrections.values().cloned().collect::<Vec<_>>());
        match serde_json::to_string(&all) {
            Ok(text) if !all.is_empty() => tab::set(&name(self.year), &text),
            _ => tab::remove(&name(self.year)),
        }
    }

    /// Opens the year.
    pub(super) fn open(self) {
        let corrections = self.corrections.with_untracked(|known| known.values().cloned().collect());
        let opening = SchoolYearOpening { corrections };
        let key = self.sent.key_for(&opening);
        self.refused.set(None);
        self.sending.set(true);
        spawn_local(async move {
            let etag = self.etag.try_get_value().unwrap_or_default();
            let open =
                async |client: &Client| client.open_school_year(self.year, &key, &etag, &opening).await;
            let answer = self.session.call(open).await;
            let _ = self.sending.try_set(false);
            match answer {
                Ok(opened) => {
                    tab::remove(&name(self.year));
                    let _ = self.opened.try_set(Some(opened));
                }
                Err(error) => {
                    let overtaken = error.code() == Some(ProblemCode::ChangedMeanwhile);
                    let _ = self.refused.try_set(Some(Arc::new(error)));
                    if overtaken {
                        // what is sent next is another request
                        self.sent.end();
                        self.read();
                    }
                }
            }
        });
    }

    /// Begins anew, with what is told now; what is still wanted of whom nothing is told stays.
    pub(super) fn again(self) {
        self.opened.set(None);
        self.corrections.set(Corrections::new());
        self.sent.end();
        self.read();
    }
}

fn name(year: SchoolYear) -> String {
    [tab::SCHOOL_YEAR, &year.to_string()].concat()
}

fn kept(year: SchoolYear) -> Corrections {
    let kept =
        tab::get(&name(year)).and_then(|text| serde_json::from_str::<Vec<PromotionCorrection>>(&text).ok());
    kept.unwrap_or_default().into_iter().map(|correction| (correction.child_id, correction)).collect()
}
