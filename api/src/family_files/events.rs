//! What the history tells of a household: what was done, to whom, what of it changed and how it was decided, never what is
//! known of health.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use shared::families::Field;
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::text::Text;
use shared::wire::{DocumentDecision, EventVerdict, HouseholdEvent};
use uuid::Uuid;

use super::erase::NOBODY;
use crate::entities::{change_requests, children, documents, guardians, history};
use crate::error::Error;

/// What was done to a household, newest first, after an entry of the history.
pub(super) async fn rows(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<history::Model>, Error> {
    let mut rows = history::Entity::find()
        .filter(history::Column::HouseholdId.eq(household.0))
        .order_by_desc(history::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        rows = rows.filter(history::Column::Id.lt(after));
    }
    Ok(rows.all(db).await?)
}

/// What it takes to tell what entries are about: names as they are now.
pub(super) struct Subjects {
    people: BTreeMap<Uuid, String>,
    /// About whom, and which type.
    documents: BTreeMap<Uuid, (Option<Uuid>, Option<Text>)>,
    /// About whom, and which fields.
    change_requests: BTreeMap<Uuid, (Uuid, BTreeSet<Field>)>,
}

impl Subjects {
    /// Loads them, in few statements.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        organisation: &Organisation,
        rows: &[history::Model],
    ) -> Result<Self, Error> {
        let of_kind = |kind: &'static str| {
            rows.iter().filter(move |row| row.subject_type == kind).map(|row| row.subject_id)
        };
        let kind_of = |row: &documents::Model| {
            let kind = organisation.documents.iter().find(|kind| kind.id.0 == row.type_id);
            kind.map(|kind| kind.name.clone())
        };
        let documents = documents::Entity::find()
            .filter(documents::Column::Id.is_in(of_kind("document")))
            .all(db)
            .await?;
        let documents: BTreeMap<_, _> = documents
            .into_iter()
            .map(|row| (row.id, (row.child_id.or(row.guardian_id), kind_of(&row))))
            .collect();
        let asked = change_requests::Entity::find()
            .filter(change_requests::Column::Id.is_in(of_kind("change_request")))
            .all(db)
            .await?;
        let asked: BTreeMap<Uuid, (Uuid, BTreeSet<Field>)> = asked
            .into_iter()
            .map(|row| (row.id, (row.subject_id, serde_json::from_value(row.fields).unwrap_or_default())))
            .collect();
        let mut ids: BTreeSet<Uuid> = of_kind("child").chain(of_kind("guardian")).collect();
        ids.extend(
            documents.values().filter_map(|(whom, _)| *whom).chain(asked.values().map(|(whom, _)| *whom)),
        );
        ids.extend(rows.iter().filter_map(child_in));
        let mut people = BTreeMap::new();
        let mut name = |id, first_name: &str, last_name: &str| {
            if last_name != NOBODY {
                people.insert(id, format!("{first_name} {last_name}"));
            }
        };
        let found = children::Entity::find().filter(children::Column::Id.is_in(ids.iter().copied()));
        for row in found.all(db).await? {
            name(row.id, &row.first_name, &row.last_name);
        }
        let found = guardians::Entity::find().filter(guardians::Column::Id.is_in(ids));
        for row in found.all(db).await? {
            name(row.id, &row.first_name, &row.last_name);
        }
        Ok(Self { people, documents, change_requests: asked })
    }

    /// One entry, by whom as the names say.
    pub(super) fn event(&self, row: history::Model, names: &BTreeMap<Uuid, String>) -> HouseholdEvent {
        let document = self.documents.get(&row.subject_id);
        let asked = self.change_requests.get(&row.subject_id);
        let whom = match row.subject_type.as_str() {
            "document" => document.and_then(|(whom, _)| *whom),
            "change_request" => asked.map(|(whom, _)| *whom),
            _ => child_in(&row).or(Some(row.subject_id)),
        };
        let known = whom.and_then(|id| self.people.get(&id).cloned());
        HouseholdEvent {
            at: row.at,
            by: row.account_id.map(Into::into),
            by_name: row.account_id.and_then(|id| names.get(&id).cloned()),
            name: known.or_else(|| Some(row.before.as_ref()?.get(NAME)?.as_str()?.to_owned())),
            document: document.and_then(|(_, kind)| kind.clone()),
            // a decision on a change request says nothing of what it was about
            fields: match (fields(&row), asked) {
                (told, Some((_, asked))) if told.is_empty() => asked.iter().copied().collect(),
                (told, _) => told,
            },
            verdict: row.after.as_ref().and_then(|after| verdict(&row, after)),
            said: row.after.as_ref().and_then(said),
            subject: row.subject_type,
            action: row.action,
        }
    }
}

/// Under what the history keeps the name of somebody who is no more.
pub(super) const NAME: &str = "name";

/// The child that an entry about something else names: a place booked.
fn child_in(row: &history::Model) -> Option<Uuid> {
    row.after.as_ref()?.get("child_id")?.as_str()?.parse().ok()
}

/// The fields that changed, or are asked to.
fn fields(row: &history::Model) -> Vec<Field> {
    let keys = |told: &Option<Value>| -> Vec<String> {
        let told = told.as_ref().and_then(Value::as_object);
        told.map(|told| told.keys().cloned().collect()).unwrap_or_default()
    };
    let asked = row.after.as_ref().and_then(|after| after.get("fields")?.as_array().cloned());
    let asked = asked.unwrap_or_default().into_iter().filter_map(|code| Some(code.as_str()?.to_owned()));
    let named: BTreeSet<String> =
        keys(&row.before).into_iter().chain(keys(&row.after)).chain(asked).collect();
    // in the order of the file
    Field::ALL.into_iter().filter(|field| named.contains(field.code())).collect()
}

fn verdict(row: &history::Model, after: &Value) -> Option<EventVerdict> {
    let accepted = match (row.subject_type.as_str(), row.action.as_str()) {
        ("document", "decided") => {
            let decision: DocumentDecision = serde_json::from_value(after.clone()).ok()?;
            matches!(decision, DocumentDecision::Accepted { .. })
        }
        ("erasure", "decided") => after.get("confirmed")?.as_bool()?,
        _ => return None,
    };
    Some(if accepted { EventVerdict::Accepted } else { EventVerdict::Refused })
}

/// What staff said with a decision: to the family, or why although something was missing.
fn said(after: &Value) -> Option<String> {
    let texts = ["despite", "message", "reason"].into_iter().filter_map(|key| after.get(key)?.as_str());
    texts.filter(|text| !text.is_empty()).map(str::to_owned).next()
}
