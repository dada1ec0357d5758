//! The lists of `household.json`.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveEnum, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde_json::Value;
use shared::catalogue::Language;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use uuid::Uuid;

use super::pack::Document;
use crate::entities::{
    accounts, announcement_readings, custodies, documents, erasures, guardian_invitations, history,
    household_notes, mails, second_factors, sign_ins,
};
use crate::error::Error;
use crate::storage::Key;

/// An account, without what lets somebody sign in.
#[derive(Debug, Serialize)]
pub(super) struct AccountRow {
    pub(super) id: Uuid,
    email: String,
    language: String,
    created_at: DateTime<Utc>,
    second_factor: bool,
    sign_ins: Vec<SignInRow>,
    announcements_read: Vec<ReadingRow>,
}

/// An announcement that was read.
#[derive(Debug, Serialize)]
struct ReadingRow {
    announcement_id: Uuid,
    read_at: DateTime<Utc>,
}

#[derive(Debug, Serialize)]
struct SignInRow {
    at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    browser: String,
}

/// Accounts, and the addresses they sign in with.
pub(super) async fn accounts(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<(Vec<AccountRow>, Vec<String>), Error> {
    let of = |column: accounts::Column| column.is_in(ids.iter().copied());
    let rows = accounts::Entity::find().filter(of(accounts::Column::Id)).all(db).await?;
    let sign_ins = sign_ins::Entity::find()
        .filter(sign_ins::Column::AccountId.is_in(ids.iter().copied()))
        .order_by_asc(sign_ins::Column::Id)
        .all(db)
        .await?;
    let factors = second_factors::Entity::find()
        .filter(second_factors::Column::AccountId.is_in(ids.iter().copied()))
        .filter(second_factors::Column::ConfirmedAt.is_not_null())
        .all(db)
        .await?;
    let read = announcement_readings::Entity::find()
        .filter(announcement_readings::Column::AccountId.is_in(ids.iter().copied()))
        .order_by_asc(announcement_readings::Column::ReadAt)
        .all(db)
        .await?;
    let addresses = rows.iter().map(|row| row.email.clone()).collect();
    let told = rows.into_iter().map(|row| AccountRow {
        second_factor: factors.iter().any(|factor| factor.account_id == row.id),
        sign_ins: sign_ins
            .iter()
            .filter(|sign_in| sign_in.account_id == row.id)
            .map(|sign_in| SignInRow {
                at: sign_in.created_at,
                last_seen_at: sign_in.last_seen_at,
                ended_at: sign_in.revoked_at,
                browser: sign_in.user_agent.clone(),
            })
            .collect(),
        announcements_read: read
            .iter()
            .filter(|reading| reading.account_id == row.id)
            .map(|reading| ReadingRow { announcement_id: reading.announcement_id, read_at: reading.read_at })
            .collect(),
        id: row.id,
        email: row.email,
        language: row.locale,
        created_at: row.created_at,
    });
    Ok((told.collect(), addresses))
}

/// A document, and its path in the zip.
#[derive(Debug, Serialize)]
pub(super) struct DocumentRow {
    id: Uuid,
    kind: Option<String>,
    guardian_id: Option<Uuid>,
    child_id: Option<Uuid>,
    school_year: Option<String>,
    file: String,
    media_type: String,
    size: i32,
    sha256: String,
    received_at: DateTime<Utc>,
    verdict: String,
    reason: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

pub(super) async fn documents(
    db: &impl ConnectionTrait,
    organisation: &Organisation,
    household: HouseholdId,
) -> Result<(Vec<DocumentRow>, Vec<Document>), Error> {
    let rows = documents::Entity::find()
        .filter(documents::Column::HouseholdId.eq(household.0))
        .order_by_asc(documents::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| {
        let path = format!("documents/{}-{}", row.id, row.name.replace(['/', '\\', ':'], "_"));
        let kind = organisation.document(row.type_id.into());
        let sealed = row.sealed_by.is_some().then(|| row.clone());
        let told = DocumentRow {
            id: row.id,
            kind: kind.map(|kind| kind.name.get(Language::Fr).to_owned()),
            guardian_id: row.guardian_id,
            child_id: row.child_id,
            school_year: row.school_year,
            file: path.clone(),
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            received_at: row.received_at,
            verdict: row.verdict.to_value(),
            reason: row.reason,
            decided_at: row.decided_at,
        };
        (told, Document { path, key: Key(row.object_key), sealed })
    });
    Ok(told.unzip())
}

/// A mail that was sent; of one that lets its reader act, not the text.
#[derive(Debug, Serialize)]
pub(super) struct MailRow {
    queued_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
    to: String,
    subject: String,
    text: Option<String>,
}

pub(super) async fn mails(db: &impl ConnectionTrait, addresses: &[String]) -> Result<Vec<MailRow>, Error> {
    let rows = mails::Entity::find()
        .filter(mails::Column::ToAddress.is_in(addresses.iter().map(String::as_str)))
        .order_by_asc(mails::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| MailRow {
        queued_at: row.created_at,
        sent_at: row.sent_at,
        to: row.to_address,
        subject: row.subject,
        text: (!row.secret).then_some(row.text_body),
    });
    Ok(told.collect())
}

/// A request to erase.
#[derive(Debug, Serialize)]
pub(super) struct ErasureRow {
    asked_at: DateTime<Utc>,
    state: String,
    message: String,
    reason: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

pub(super) async fn erasures(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<ErasureRow>, Error> {
    let rows = erasures::Entity::find()
        .filter(erasures::Column::HouseholdId.eq(household.0))
        .order_by_asc(erasures::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| ErasureRow {
        asked_at: row.asked_at,
        state: row.state.to_value(),
        message: row.message,
        reason: row.reason,
        decided_at: row.decided_at,
    });
    Ok(told.collect())
}

/// Something that was done. Of staff only that it was one of them: who it was is theirs.
#[derive(Debug, Serialize)]
pub(super) struct EventRow {
    at: DateTime<Utc>,
    by: &'static str,
    subject: String,
    subject_id: Uuid,
    action: String,
    before: Option<Value>,
    after: Option<Value>,
}

/// What was done to a household, and to the accounts `own` besides; `all` are those of its guardians.
pub(super) async fn history(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    own: &[Uuid],
    all: &[Uuid],
) -> Result<Vec<EventRow>, Error> {
    let of_accounts = Condition::all()
        .add(history::Column::HouseholdId.is_null())
        .add(history::Column::SubjectType.eq("account"))
        .add(history::Column::SubjectId.is_in(own.iter().copied()));
    let rows = history::Entity::find()
        .filter(Condition::any().add(history::Column::HouseholdId.eq(household.0)).add(of_accounts))
        .order_by_asc(history::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| EventRow {
        at: row.at,
        by: match row.account_id {
            None => "portal",
            Some(id) if all.contains(&id) => "guardian",
            Some(_) => "staff",
        },
        subject: row.subject_type,
        subject_id: row.subject_id,
        action: row.action,
        before: row.before,
        after: row.after,
    });
    Ok(told.collect())
}

/// A note of staff.
#[derive(Debug, Serialize)]
pub(super) struct NoteRow {
    at: DateTime<Utc>,
    text: String,
}

pub(super) async fn notes(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<NoteRow>, Error> {
    let rows = household_notes::Entity::find()
        .filter(household_notes::Column::HouseholdId.eq(household.0))
        .order_by_asc(household_notes::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| NoteRow { at: row.at, text: row.text }).collect())
}

/// Whom a guardian invited.
#[derive(Debug, Serialize)]
pub(super) struct InvitationRow {
    first_name: String,
    last_name: String,
    email: String,
    sent_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

/// The invitations of a household, the first first.
pub(super) async fn invitations(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<InvitationRow>, Error> {
    let rows = guardian_invitations::Entity::find()
        .filter(guardian_invitations::Column::HouseholdId.eq(household.0))
        .order_by_asc(guardian_invitations::Column::Id)
        .all(db)
        .await?;
    let told = rows.into_iter().map(|row| InvitationRow {
        first_name: row.first_name,
        last_name: row.last_name,
        email: row.email,
        sent_at: row.sent_at,
        ended_at: row.ended_at,
    });
    Ok(told.collect())
}

/// Whose the days of a child are.
#[derive(Debug, Serialize)]
pub(super) struct CalendarRow {
    child_id: Uuid,
    /// Whether `ours` of the calendar is this household; else it is the other one.
    is_ours: bool,
    calendar: Option<Value>,
    proposal: Option<Value>,
}

/// The calendars of the children whose days a household shares with another.
pub(super) async fn calendars(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<Vec<CalendarRow>, Error> {
    let of_it = Condition::any()
        .add(custodies::Column::HouseholdId.eq(household.0))
        .add(custodies::Column::OtherHouseholdId.eq(household.0));
    let rows =
        custodies::Entity::find().filter(of_it).order_by_asc(custodies::Column::ChildId).all(db).await?;
    let told = rows.into_iter().map(|row| CalendarRow {
        child_id: row.child_id,
        is_ours: row.household_id == household.0,
        calendar: row.calendar,
        proposal: row.proposal,
    });
    Ok(told.collect())
}
