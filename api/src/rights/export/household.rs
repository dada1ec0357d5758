//! `household.json`: everything held on a household, but what is another's. `docs/personal-data.md` describes it.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::pack::Document;
use super::places::{self, BookingRow, MessageRow, RequestRow};
use super::rows::{
    self, AccountRow, CalendarRow, DocumentRow, ErasureRow, EventRow, InvitationRow, MailRow, NoteRow,
};
use crate::entities::exports;
use crate::error::Error;
use crate::family_files::{FamilyCopy, copy};
use crate::vault::Vault;

/// The form of the file; another number, another form.
const FORMAT: &str = "ribambelle-household-1";

/// What is in the file.
#[derive(Debug, Serialize)]
pub(super) struct HouseholdCopy {
    format: &'static str,
    made_at: DateTime<Utc>,
    organisation: String,
    #[serde(flatten)]
    family: FamilyCopy,
    accounts: Vec<AccountRow>,
    documents: Vec<DocumentRow>,
    requests: Vec<RequestRow>,
    bookings: Vec<BookingRow>,
    messages: Vec<MessageRow>,
    mails: Vec<MailRow>,
    erasures: Vec<ErasureRow>,
    invitations: Vec<InvitationRow>,
    calendars: Vec<CalendarRow>,
    history: Vec<EventRow>,
    /// How many notes staff have written; a guardian asks for them, since somebody has to read first whether they tell of
    /// others (GDPR, article 15(4)).
    notes_held: usize,
    /// They, in a copy that staff hand out.
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<NoteRow>>,
}

impl HouseholdCopy {
    /// The children whose health is told.
    pub(super) fn children(&self) -> Vec<Uuid> {
        self.family.children.iter().map(|child| child.id).collect()
    }
}

/// Reads everything, and where the documents are.
///
/// # Errors
///
/// When something sealed does not open; those of the database.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    export: &exports::Model,
    now: DateTime<Utc>,
) -> Result<(HouseholdCopy, Vec<Document>), Error> {
    let household = HouseholdId(export.household_id);
    let family = copy(db, vault, organisation, household).await?;
    // the other guardian's account and mails are theirs; staff hand a copy out to whoever they have made sure of
    let asking = |id: &Uuid| export.guardian_id.is_none_or(|guardian| guardian == *id);
    let whose = family.guardians.iter().filter(|guardian| asking(&guardian.id));
    let (accounts, known): (Vec<_>, Vec<_>) =
        whose.map(|guardian| (guardian.account_id, guardian.email.clone())).unzip();
    let accounts: Vec<Uuid> = accounts.into_iter().flatten().collect();
    let all: Vec<Uuid> = family.guardians.iter().filter_map(|guardian| guardian.account_id).collect();
    let (accounts, addresses) = rows::accounts(db, &accounts).await?;
    let addresses: Vec<String> = addresses.into_iter().chain(known.into_iter().flatten()).collect();
    let (documents, files) = rows::documents(db, organisation, household).await?;
    let notes = rows::notes(db, household).await?;
    let own: Vec<Uuid> = accounts.iter().map(|account| account.id).collect();
    let copy = HouseholdCopy {
        format: FORMAT,
        made_at: now,
        organisation: organisation.name.clone(),
        documents,
        requests: places::requests(db, organisation, household).await?,
        bookings: places::bookings(db, organisation, household).await?,
        messages: places::messages(db, organisation, household).await?,
        mails: rows::mails(db, &addresses).await?,
        erasures: rows::erasures(db, household).await?,
        invitations: rows::invitations(db, household).await?,
        calendars: rows::calendars(db, household).await?,
        history: rows::history(db, household, &own, &all).await?,
        notes_held: notes.len(),
        notes: export.guardian_id.is_none().then_some(notes),
        family,
        accounts,
    };
    Ok((copy, files))
}
