//! Change requests: edits of a subject that wait for staff, kept sealed.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject};
use shared::ids::{AccountId, HouseholdId};
use shared::wire::RefusedChange;
use uuid::Uuid;

use super::apply::{judge_schooling, with};
use super::edit::Changes;
use super::family::{Answers, Place, place, subject_key};
use crate::clock::Clock;
use crate::entities::change_requests::{ActiveModel, ChangeState, Column, Entity, Model};
use crate::error::Error;
use crate::vault::{Vault, row};

/// How long a family finds in its file that an edit was refused: the mail says it once, and mails get lost.
const REFUSAL_TOLD: TimeDelta = TimeDelta::days(30);

/// One field: what stood there when it was written, and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Change {
    pub(super) old: Option<FieldValue>,
    pub(super) new: Option<FieldValue>,
}

/// Who edits, when.
#[derive(Clone, Copy)]
pub(super) struct Editor<'a> {
    pub(super) clock: &'a Clock,
    pub(super) vault: &'a Vault,
    pub(super) now: DateTime<Utc>,
    pub(super) account_id: AccountId,
}

fn context(id: Uuid) -> String {
    row::<Entity>(id)
}

/// What a change request asks for.
///
/// # Errors
///
/// When it does not open.
pub(super) fn open(vault: &Vault, row: &Model) -> Result<BTreeMap<Field, Change>, Error> {
    let opened = vault.open(&context(row.id), &row.sealed)?;
    Ok(serde_json::from_slice(&opened).context("reading a change request")?)
}

/// Those of a household that wait.
pub(super) async fn waiting(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::State.eq(ChangeState::Waiting))
        .order_by_asc(Column::SchoolYear)
        .all(db)
        .await
}

/// Those of a household that wait, and those that staff decided on, oldest first.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    household: HouseholdId,
) -> Result<(Vec<Model>, Vec<Model>), DbErr> {
    let rows = Entity::find()
        .filter(Column::HouseholdId.eq(household.0))
        .filter(Column::State.ne(ChangeState::Withdrawn))
        .order_by_asc(Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().partition(|row| row.state == ChangeState::Waiting))
}

/// The last one of a subject and a school year that was refused lately, of which nothing was asked for again since.
///
/// # Errors
///
/// When the database holds what nobody wrote.
pub(super) fn refused(
    (waiting, decided): &(Vec<Model>, Vec<Model>),
    household: HouseholdId,
    subject: FileSubject,
    year: SchoolYear,
    now: DateTime<Utc>,
) -> Result<Option<RefusedChange>, Error> {
    let year = year.to_string();
    let of_year = |rows| of_subject(rows, household, subject).filter(|row| row.school_year == year);
    let Some(row) = of_year(decided).rfind(|row| row.state == ChangeState::Refused) else { return Ok(None) };
    let Some(at) = row.decided_at.filter(|at| *at + REFUSAL_TOLD > now) else { return Ok(None) };
    let fields = |row: &Model| -> Result<BTreeSet<Field>, Error> {
        Ok(serde_json::from_value(row.fields.clone()).context("reading which fields an edit changes")?)
    };
    let wanted = fields(row)?;
    for later in of_year(waiting).chain(of_year(decided)).filter(|other| other.created_at > at) {
        if !wanted.is_disjoint(&fields(later)?) {
            return Ok(None);
        }
    }
    let reason = row.reason.clone().unwrap_or_default();
    Ok(Some(RefusedChange { at, fields: wanted.into_iter().collect(), reason }))
}

/// Those of a subject among them, one a school year.
pub(super) fn of_subject(
    rows: &[Model],
    household: HouseholdId,
    subject: FileSubject,
) -> impl DoubleEndedIterator<Item = &Model> {
    let (kind, id) = subject_key(subject, household);
    rows.iter().filter(move |row| row.subject_type == kind && row.subject_id == id)
}

/// The one of a subject and a school year among them: school, grade and class in it are those of that year.
pub(super) fn of_year(
    rows: &[Model],
    household: HouseholdId,
    subject: FileSubject,
    year: SchoolYear,
) -> Option<&Model> {
    let year = year.to_string();
    of_subject(rows, household, subject).find(|row| row.school_year == year)
}

/// The subject of a change request.
pub(super) fn subject_of(row: &Model) -> Result<FileSubject, Error> {
    match row.subject_type.as_str() {
        "household" => Ok(FileSubject::Household),
        "guardian" => Ok(FileSubject::Guardian(row.subject_id.into())),
        "child" => Ok(FileSubject::Child(row.subject_id.into())),
        other => Err(Error::internal(format!("no subject {other}"))),
    }
}

/// An edit of a subject, judged.
#[derive(Clone, Copy)]
pub(super) struct Waits<'a> {
    pub(super) household: HouseholdId,
    pub(super) subject: FileSubject,
    pub(super) year: SchoolYear,
    /// What stands there.
    pub(super) present: &'a Answers,
    /// What has just taken effect.
    pub(super) at_once: &'a Changes,
    /// What is to wait.
    pub(super) waiting: &'a Changes,
}

/// What has become of the change request of a subject.
pub(super) struct Merged {
    pub(super) id: Uuid,
    /// What it asks for now; nothing: it is taken back.
    pub(super) fields: Vec<Field>,
}

/// Lets new edits of a subject wait, together with those of the same school year that wait already; what took effect at
/// once waits no longer. Nothing left: the request is taken back. Nothing when it is as before.
///
/// # Errors
///
/// [`Error::InvalidValue`] when staff could not accept it: school and grade belong together. When one that waits does not
/// open; those of the database.
pub(super) async fn merge(
    tx: &impl ConnectionTrait,
    by: Editor<'_>,
    edit: Waits<'_>,
) -> Result<Option<Merged>, Error> {
    let Waits { household, subject, year, present, at_once, waiting: waiting_now } = edit;
    let rows = waiting(tx, household).await?;
    let known = of_year(&rows, household, subject, year);
    let mut changes = known.map(|row| open(by.vault, row)).transpose()?.unwrap_or_default();
    let before = changes.clone();
    changes.retain(|field, _| !at_once.contains_key(field));
    for (field, new) in waiting_now {
        changes.insert(*field, Change { old: present.get(field).cloned(), new: new.clone() });
    }
    if changes == before {
        return Ok(None);
    }
    if changes.keys().any(|field| place(*field) == Place::Schooling) {
        let asked: Changes = changes.iter().map(|(field, change)| (*field, change.new.clone())).collect();
        judge_schooling(&with(with(present.clone(), at_once), &asked))?;
    }
    let (kind, subject_id) = subject_key(subject, household);
    let id = known.map_or_else(|| by.clock.new_id(by.now), |row| row.id);
    let fields: Vec<Field> = changes.keys().copied().collect();
    let text = serde_json::to_vec(&changes).map_err(Error::internal)?;
    let sealed = by.vault.seal(&context(id), &text)?;
    match known {
        None => {
            let row = ActiveModel {
                id: Set(id),
                household_id: Set(household.0),
                subject_type: Set(kind.to_owned()),
                subject_id: Set(subject_id),
                school_year: Set(year.to_string()),
                fields: Set(json!(&fields)),
                sealed: Set(sealed),
                state: Set(ChangeState::Waiting),
                created_at: Set(by.now),
                created_by: Set(by.account_id.0),
                decided_at: Set(None),
                decided_by: Set(None),
                reason: Set(None),
                version: Set(1),
            };
            Entity::insert(row).exec_without_returning(tx).await?;
        }
        Some(known) if changes.is_empty() => {
            let end = End { state: ChangeState::Withdrawn, reason: None };
            finish(tx, known, by.account_id, by.now, end).await?;
        }
        Some(known) => {
            let mut row = known.clone().into_active_model();
            row.fields = Set(json!(&fields));
            row.sealed = Set(sealed);
            row.created_at = Set(by.now);
            row.created_by = Set(by.account_id.0);
            row.version = Set(known.version + 1);
            Entity::update(row).exec(tx).await?;
        }
    }
    Ok(Some(Merged { id, fields }))
}

/// What a change request asks for with what stands there now, where that is no more what stood there when it was written:
/// whoever accepts has not seen what they replace. Nothing when they have, or when it stands there already.
pub(super) fn overtaken(
    asked: &BTreeMap<Field, Change>,
    present: &Answers,
) -> Option<BTreeMap<Field, Change>> {
    let now = |(field, change): (&Field, &Change)| {
        let old = present.get(field).cloned();
        let old = if old == change.new { change.old.clone() } else { old };
        (*field, Change { old, new: change.new.clone() })
    };
    let shown: BTreeMap<Field, Change> = asked.iter().map(now).collect();
    (shown != *asked).then_some(shown)
}

/// Lets a change request that waits show what stands there now, under its next version.
///
/// # Errors
///
/// When it cannot be sealed; those of the database.
pub(super) async fn show_anew(
    tx: &impl ConnectionTrait,
    vault: &Vault,
    row: &Model,
    shown: &BTreeMap<Field, Change>,
) -> Result<(), Error> {
    let text = serde_json::to_vec(shown).map_err(Error::internal)?;
    let mut row = row.clone().into_active_model();
    row.sealed = Set(vault.seal(&context(*row.id.as_ref()), &text)?);
    row.version = Set(row.version.as_ref() + 1);
    Entity::update(row).exec(tx).await?;
    Ok(())
}

/// How a change request ends.
pub(super) struct End {
    pub(super) state: ChangeState,
    pub(super) reason: Option<String>,
}

/// Ends a change request that waits and has still this version.
///
/// # Errors
///
/// [`Error::ChangedMeanwhile`]; those of the database.
pub(super) async fn finish(
    tx: &impl ConnectionTrait,
    row: &Model,
    by: AccountId,
    now: DateTime<Utc>,
    end: End,
) -> Result<(), Error> {
    let done = Entity::update_many()
        .col_expr(Column::State, sea_orm::sea_query::Expr::value(end.state))
        .col_expr(Column::Reason, end.reason.into())
        .col_expr(Column::DecidedAt, now.into())
        .col_expr(Column::DecidedBy, by.0.into())
        .col_expr(Column::Version, (row.version + 1).into())
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version))
        .filter(Column::State.eq(ChangeState::Waiting))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::ChangedMeanwhile) }
}
