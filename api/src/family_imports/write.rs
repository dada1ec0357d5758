//! Writing a plan: many rows in few statements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, Iterable};
use serde_json::{Value, json};
use shared::calendar::SchoolYear;
use shared::catalogue::{Language, household_name};
use shared::families::{Field, FieldValue};
use shared::ids::SchoolId;
use uuid::Uuid;

use super::changes::PersonPlan;
use super::known::Known;
use super::plan::{HouseholdPlan, Plan};
use crate::clock::Clock;
use crate::db::bulk::insert_all;
use crate::entities::{
    child_grades, children, guardians, health_records, history, household_children, household_guardians,
    households,
};
use crate::error::Error;
use crate::family_files::{Answers, Place, place, sealed_health};
use crate::history::By;
use crate::vault::Vault;

/// Who imports, when.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) clock: &'a Clock,
    pub(super) vault: &'a Vault,
    pub(super) now: DateTime<Utc>,
    pub(super) by: By<'a>,
    pub(super) year: SchoolYear,
}

#[derive(Default)]
struct Rows {
    households: Vec<households::ActiveModel>,
    guardians: Vec<guardians::ActiveModel>,
    guardian_links: Vec<household_guardians::ActiveModel>,
    children: Vec<children::ActiveModel>,
    child_links: Vec<household_children::ActiveModel>,
    grades: Vec<child_grades::ActiveModel>,
    health: Vec<health_records::ActiveModel>,
    history: Vec<history::ActiveModel>,
    /// People whom several households of the file have, by address or number: they are made once.
    made: HashMap<String, Uuid>,
}

/// Writes a plan that has no fault; the addresses to invite.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn write(
    tx: &impl ConnectionTrait,
    writer: Writer<'_>,
    known: &Known,
    plan: &Plan,
) -> Result<Vec<String>, Error> {
    let mut rows = Rows::default();
    for household in &plan.households {
        let id = writer.household(known, household, &mut rows);
        for person in &household.guardians {
            writer.guardian(known, id, person, &mut rows);
        }
        for person in &household.children {
            writer.child(known, id, person, &mut rows)?;
        }
    }
    let id = households::Column::Id;
    insert_all(tx, rows.households, Some(all_but(id))).await?;
    insert_all(tx, rows.guardians, Some(all_but(guardians::Column::Id))).await?;
    let key = [household_guardians::Column::HouseholdId, household_guardians::Column::GuardianId];
    insert_all(tx, rows.guardian_links, Some(OnConflict::columns(key).do_nothing().to_owned())).await?;
    insert_all(tx, rows.children, Some(all_but(children::Column::Id))).await?;
    let key = [household_children::Column::HouseholdId, household_children::Column::ChildId];
    insert_all(tx, rows.child_links, Some(OnConflict::columns(key).do_nothing().to_owned())).await?;
    let update = OnConflict::columns([child_grades::Column::ChildId, child_grades::Column::SchoolYear])
        .update_columns([
            child_grades::Column::SchoolId,
            child_grades::Column::Grade,
            child_grades::Column::ClassName,
        ])
        .to_owned();
    insert_all(tx, rows.grades, Some(update)).await?;
    insert_all(tx, rows.health, Some(all_but(health_records::Column::ChildId))).await?;
    insert_all(tx, rows.history, None).await?;
    let told_of = plan.households.iter().flat_map(|household| &household.guardians);
    // somebody of two households is invited once
    let addresses: BTreeSet<_> = told_of.filter_map(|person| person.invite_to.clone()).collect();
    Ok(addresses.into_iter().collect())
}

/// On a row that is there, everything but its key is written anew.
fn all_but<C: ColumnTrait + Iterable>(key: C) -> OnConflict {
    let others = C::iter().filter(|column| column.as_str() != key.as_str());
    OnConflict::column(key).update_columns(others).to_owned()
}

fn details(answers: &Answers) -> Value {
    let kept = answers.iter().filter(|(field, _)| place(**field) == Place::Details);
    json!(kept.collect::<BTreeMap<_, _>>())
}

impl Writer<'_> {
    fn new_id(&self) -> Uuid {
        self.clock.new_id(self.now)
    }

    fn household(&self, known: &Known, plan: &HouseholdPlan, rows: &mut Rows) -> Uuid {
        let row = plan.known.and_then(|id| known.households.get(&id));
        let id = row.map_or_else(|| self.new_id(), |row| row.id);
        if !plan.is_written {
            return id;
        }
        let mut model = row.map_or_else(
            || {
                let last_name =
                    plan.guardians.first().and_then(|person| person.text(Field::GuardianLastName));
                households::Model {
                    id,
                    external_id: None,
                    name: household_name(Language::default(), &last_name.unwrap_or_default()),
                    resident: None,
                    created_at: self.now,
                    details: json!({}),
                    version: 0,
                    payer_id: None,
                    roles_version: 1,
                }
            },
            Clone::clone,
        );
        model.external_id.get_or_insert_with(|| plan.number.clone());
        if let Some(name) = &plan.name {
            model.name.clone_from(name);
        }
        model.resident = plan.resident.or(model.resident);
        model.details = json!(plan.details);
        model.version += 1;
        rows.households.push(model.into_active_model().reset_all());
        self.tell(id, ("household", id), row.is_none(), &plan.changed, &plan.details, rows);
        id
    }

    fn guardian(&self, known: &Known, household: Uuid, plan: &PersonPlan, rows: &mut Rows) {
        let row = plan.known.and_then(|id| known.guardians.get(&id));
        let names = [plan.number.as_ref().map(|number| ["n", number].concat()), plan.email.clone()];
        let made = names.iter().flatten().find_map(|name| rows.made.get(name)).copied();
        let id = row.map(|row| row.id).or(made).unwrap_or_else(|| self.new_id());
        if plan.joins {
            rows.guardian_links.push(household_guardians::ActiveModel {
                household_id: Set(household),
                guardian_id: Set(id),
                may_book: Set(true),
                may_pick_up: Set(true),
            });
        }
        if !plan.is_changed() || made.is_some() {
            return;
        }
        rows.made.extend(names.into_iter().flatten().map(|name| (name, id)));
        let mut model = row.map_or_else(
            || guardians::Model {
                id,
                external_id: None,
                account_id: None,
                first_name: String::new(),
                last_name: String::new(),
                email: None,
                phone: None,
                created_at: self.now,
                details: json!({}),
                version: 0,
                account_closed_at: None,
            },
            Clone::clone,
        );
        model.external_id = plan.number.clone().or(model.external_id);
        model.email = plan.email.clone().or(model.email);
        model.account_id = model.account_id.or(plan.account);
        model.first_name = plan.text(Field::GuardianFirstName).unwrap_or_default();
        model.last_name = plan.text(Field::GuardianLastName).unwrap_or_default();
        model.phone = plan.text(Field::GuardianPhone);
        model.details = details(&plan.answers);
        model.version += 1;
        rows.guardians.push(model.into_active_model().reset_all());
        self.tell(household, ("guardian", id), row.is_none(), &plan.changed, &plan.answers, rows);
    }

    fn child(&self, known: &Known, household: Uuid, plan: &PersonPlan, rows: &mut Rows) -> Result<(), Error> {
        let row = plan.known.and_then(|id| known.children.get(&id));
        let name = plan.number.as_ref().map(|number| ["c", number].concat());
        let made = name.as_ref().and_then(|name| rows.made.get(name)).copied();
        let id = row.map(|row| row.id).or(made).unwrap_or_else(|| self.new_id());
        if plan.joins {
            rows.child_links.push(household_children::ActiveModel {
                household_id: Set(household),
                child_id: Set(id),
                added_at: Set(None),
            });
        }
        if !plan.is_changed() || made.is_some() {
            return Ok(());
        }
        rows.made.extend(name.map(|name| (name, id)));
        let day = plan.text(Field::ChildBirthDate).unwrap_or_default();
        let birth_date = day.parse().map_err(Error::internal)?;
        let mut model = row.map_or_else(
            || children::Model {
                id,
                external_id: None,
                first_name: String::new(),
                last_name: String::new(),
                birth_date,
                created_at: self.now,
                details: json!({}),
                version: 0,
            },
            Clone::clone,
        );
        model.external_id = plan.number.clone().or(model.external_id);
        model.first_name = plan.text(Field::ChildFirstName).unwrap_or_default();
        model.last_name = plan.text(Field::ChildLastName).unwrap_or_default();
        model.birth_date = birth_date;
        model.details = details(&plan.answers);
        model.version += 1;
        rows.children.push(model.into_active_model().reset_all());
        if plan.changes(Place::Schooling)
            && let (Some(school), Some(grade)) = (plan.text(Field::ChildSchool), plan.text(Field::ChildGrade))
        {
            let school: SchoolId = school.parse().map_err(Error::internal)?;
            rows.grades.push(child_grades::ActiveModel {
                child_id: Set(id),
                school_year: Set(self.year.to_string()),
                school_id: Set(school.0),
                grade: Set(grade),
                class_name: Set(plan.text(Field::ChildClass)),
            });
        }
        if plan.changes(Place::Health) {
            let told: Answers = plan
                .answers
                .iter()
                .filter(|(field, _)| place(**field) == Place::Health)
                .map(|(field, value)| (*field, value.clone()))
                .collect();
            rows.health.push(sealed_health(self.vault, id, &told)?);
        }
        self.tell(household, ("child", id), row.is_none(), &plan.changed, &plan.answers, rows);
        Ok(())
    }

    fn tell(
        &self,
        household: Uuid,
        (kind, id): (&str, Uuid),
        is_new: bool,
        changed: &BTreeMap<Field, Option<FieldValue>>,
        answers: &Answers,
        rows: &mut Rows,
    ) {
        let shown = |field: &Field, value: Option<&FieldValue>| {
            let value = if field.section().is_health() { json!("health") } else { json!(value) };
            (field.code().to_owned(), value)
        };
        let before: serde_json::Map<_, _> =
            changed.iter().map(|(field, old)| shown(field, old.as_ref())).collect();
        let after: serde_json::Map<_, _> =
            changed.keys().map(|field| shown(field, answers.get(field))).collect();
        rows.history.push(history::ActiveModel {
            id: Set(self.new_id()),
            at: Set(self.now),
            account_id: Set(self.by.account_id.map(|id| id.0)),
            household_id: Set(Some(household)),
            request_id: Set(self.by.request_id.to_owned()),
            subject_type: Set(kind.to_owned()),
            subject_id: Set(id),
            action: Set(if is_new { "imported" } else { "edited" }.to_owned()),
            before: Set((!is_new).then(|| before.into())),
            after: Set(Some(after.into())),
        });
    }
}
