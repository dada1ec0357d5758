//! Sending, fetching and taking back: what is under way at each thing that is asked, and what came of it.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use client::{Client, Error, Upload};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::documents::AskedDocument;
use shared::families::FileSubject;
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::wire::{Document, DocumentSubmission, HouseholdDocuments};
use web_sys::File;

use crate::browser::{files, random};
use crate::session::Session;

/// A file on its way: the same key until the server has answered.
struct Parcel {
    key: String,
    submission: DocumentSubmission,
    content: Vec<u8>,
}

/// What is under way at one thing that is asked, or came of it.
#[derive(Clone)]
pub(super) enum Step {
    /// The file is read and shrunk.
    Preparing,
    /// It is on its way: what has left, in percent.
    Sending(ArcRwSignal<u8>),
    /// What is kept is fetched.
    Fetching,
    /// It is being taken back.
    Removing,
    /// It has arrived.
    Sent,
    /// The file cannot be read.
    Unreadable,
    /// The file is larger than the server takes.
    TooLarge,
    /// The server refused, or did not answer: what it was can be sent again.
    Failed(Arc<Error>, bool),
}

/// What was done that leaves nothing behind to say it at.
#[derive(Clone, Copy)]
pub(super) enum Done {
    Removed,
}

/// Who sends, and so by which operations.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// A guardian of the household.
    Family,
    /// Staff, for a family that has its documents on paper.
    Staff,
}

type Answer = Option<Result<Arc<HouseholdDocuments>, Arc<Error>>>;

/// The documents of a household as the server told them last, and what is under way.
#[derive(Clone, Copy)]
pub struct Desk {
    session: Session,
    household: HouseholdId,
    sender: Sender,
    /// Whether whoever looks may send, and a guardian take back.
    pub may_send: bool,
    /// What the server said.
    pub answer: RwSignal<Answer>,
    pub(super) done: RwSignal<Option<Done>>,
    steps: RwSignal<BTreeMap<AskedDocument, Step>>,
    /// What could not be sent, to be sent again.
    parcels: StoredValue<BTreeMap<AskedDocument, Rc<Parcel>>, LocalStorage>,
}

impl Desk {
    /// Of a household, not asked yet.
    #[must_use]
    pub fn new(session: Session, household: HouseholdId, sender: Sender, may_send: bool) -> Self {
        Self {
            session,
            household,
            sender,
            may_send,
            answer: RwSignal::new(None),
            done: RwSignal::new(None),
            steps: RwSignal::new(BTreeMap::new()),
            parcels: StoredValue::new_local(BTreeMap::new()),
        }
    }

    /// Asks the server; what was there stays until the answer comes.
    pub async fn load(self) {
        let Self { household, sender, .. } = self;
        let list = async |client: &Client| match sender {
            Sender::Family => client.list_documents(household).await,
            Sender::Staff => client.list_documents_of_household(household).await,
        };
        let answer = self.session.call(list).await;
        let _ = self.answer.try_set(Some(answer.map(Arc::new).map_err(Arc::new)));
    }

    /// What is under way at one thing.
    pub(super) fn step(self, asked: AskedDocument) -> Option<Step> {
        self.steps.with(|steps| steps.get(&asked).cloned())
    }

    fn set(self, asked: AskedDocument, step: Option<Step>) {
        let _ = self.steps.try_update(|steps| match step {
            Some(step) => steps.insert(asked, step),
            None => steps.remove(&asked),
        });
    }

    /// Whether something is under way at one thing: a second press does nothing.
    fn is_busy(self, asked: AskedDocument) -> bool {
        let step = self.steps.with_untracked(|steps| steps.get(&asked).cloned());
        matches!(step, Some(Step::Preparing | Step::Sending(_) | Step::Fetching | Step::Removing))
    }

    /// Sends a file that was chosen.
    pub(super) fn send(self, asked: AskedDocument, file: File, limit_bytes: u64) {
        if self.is_busy(asked) {
            return;
        }
        self.done.set(None);
        self.set(asked, Some(Step::Preparing));
        spawn_local(async move {
            let Some(chosen) = files::read(file).await else {
                return self.set(asked, Some(Step::Unreadable));
            };
            if u64::try_from(chosen.content.len()).is_ok_and(|length| length > limit_bytes) {
                return self.set(asked, Some(Step::TooLarge));
            }
            let parcel = Parcel {
                key: random::uuid().to_string(),
                submission: submission(asked, chosen.name),
                content: chosen.content,
            };
            self.parcels.update_value(|parcels| {
                parcels.insert(asked, Rc::new(parcel));
            });
            self.deliver(asked).await;
        });
    }

    /// Sends again what did not arrive.
    pub(super) fn send_again(self, asked: AskedDocument) {
        if !self.is_busy(asked) {
            spawn_local(self.deliver(asked));
        }
    }

    async fn deliver(self, asked: AskedDocument) {
        let Some(parcel) = self.parcels.with_value(|parcels| parcels.get(&asked).cloned()) else { return };
        let percent = ArcRwSignal::new(0);
        self.set(asked, Some(Step::Sending(percent.clone())));
        let Self { household, sender, .. } = self;
        let sent = self
            .session
            .call(async |client: &Client| {
                let percent = percent.clone();
                let file = Upload::from(parcel.content.clone()).telling(move |told| percent.set(told));
                let Parcel { key, submission, .. } = &*parcel;
                match sender {
                    Sender::Family => client.create_document(household, key, submission, file).await,
                    Sender::Staff => {
                        client.create_document_of_household(household, key, submission, file).await
                    }
                }
            })
            .await;
        let step = match sent {
            Ok(_) => Step::Sent,
            Err(error) => {
                // what was not taken because others are sent may be taken a moment later
                let again = error.is_transient() || error.code() == Some(ProblemCode::TooManyAttempts);
                Step::Failed(Arc::new(error), again)
            }
        };
        if !matches!(step, Step::Failed(_, true)) {
            self.parcels.update_value(|parcels| {
                parcels.remove(&asked);
            });
        }
        let arrived = matches!(step, Step::Sent);
        self.set(asked, Some(step));
        if arrived {
            self.load().await;
        }
    }

    /// Gives the owner what is kept.
    pub(super) fn fetch(self, asked: AskedDocument, document: Document) {
        if self.is_busy(asked) {
            return;
        }
        self.set(asked, Some(Step::Fetching));
        let (household, id) = (self.household, document.id);
        spawn_local(async move {
            let content = self
                .session
                .call(async |client: &Client| client.get_household_document_content(household, id).await)
                .await;
            match content {
                Ok(content) => {
                    files::save(&document.name, &document.media_type, &content);
                    self.set(asked, None);
                }
                Err(error) => self.set(asked, Some(Step::Failed(Arc::new(error), false))),
            }
        });
    }

    /// Takes a document back.
    pub(super) fn remove(self, asked: AskedDocument, document: &Document) {
        if self.is_busy(asked) {
            return;
        }
        self.set(asked, Some(Step::Removing));
        let (household, id) = (self.household, document.id);
        spawn_local(async move {
            let removed =
                self.session.call(async |client: &Client| client.delete_document(household, id).await).await;
            match removed {
                Ok(()) => {
                    self.set(asked, None);
                    self.load().await;
                    let _ = self.done.try_set(Some(Done::Removed));
                }
                Err(error) => self.set(asked, Some(Step::Failed(Arc::new(error), false))),
            }
        });
    }
}

fn submission(asked: AskedDocument, name: String) -> DocumentSubmission {
    let (guardian_id, child_id) = match asked.subject {
        FileSubject::Household => (None, None),
        FileSubject::Guardian(id) => (Some(id), None),
        FileSubject::Child(id) => (None, Some(id)),
    };
    DocumentSubmission { type_id: asked.type_id, guardian_id, child_id, school_year: asked.school_year, name }
}
