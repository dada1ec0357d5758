//! Staff make a household for a family that does not do so by itself.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post, web};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use serde_json::json;
use shared::catalogue::{Language, household_name};
use shared::families::{Field, FileSubject};
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::wire::{HouseholdCreated, NewHousehold};
use uuid::Uuid;

use super::{NewAddress, perhaps_same};
use crate::auth::{EditFamilies, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::entities::households;
use crate::error::Error;
use crate::family_files::edit::{Changes, Rules};
use crate::family_files::family::{Answers, Family};
use crate::family_files::newcomers::{MOST, details, insert_child, insert_guardian, text};
use crate::family_files::sheet::year_of;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Makes a household with its guardians and children, whose accounts can be attached later. Only names and days of birth
/// must be told: what else is required is missing in the file. Administrators, agents, and referents for children whom their
/// facilities serve.
#[utoipa::path(
    operation_id = "create_household",
    tag = "family_files",
    security(("access_token" = ["edit_families"])),
    params(IdempotencyKey),
    request_body(content = NewHousehold, example = json!({ "school_year": "2026-2027", "resident": true,
        "values": { "address_city": "Void-Vacon" },
        "guardians": [{ "values": { "guardian_first_name": "Odile", "guardian_last_name": "Petit" } }],
        "children": [{ "values": { "child_first_name": "Tom", "child_last_name": "Petit",
            "child_birth_date": "2019-05-04" } }] })),
    responses(
        (status = 201, description = "Made.", body = HouseholdCreated,
            example = json!({ "household_id": "0197c9a2-0000-7000-8000-0000000000cc",
                "guardians": ["0197c9a2-0000-7000-8000-000000000009"],
                "children": ["0197c9a2-0000-7000-8000-000000000001"], "perhaps_same": [] })),
        (status = 422, description = "`invalid_value`: `values.<field>`, `guardians[0].values.<field>` and \
            `children[0].values.<field>` as for `update_family_file`; `guardians[0].email` is `invalid_email`, `taken` or `own`; \
            `guardians` or `children` is `out_of_range`; `children[1].values` `exists` twice; `children` is `elsewhere`: none \
            of a referent's; `school_year` is `unknown`; `idempotency_key_reused`"),
    )
)]
#[post("/family_files")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(in crate::family_files) async fn create_household(
    received: Received,
    staff: Require<EditFamilies>,
    key: IdempotencyKey,
    body: Json<NewHousehold>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let new = body.0;
    if !(1..=MOST).contains(&new.guardians.len()) {
        return Err(Error::invalid("guardians", "out_of_range", format!("1 to {MOST}")));
    }
    if new.children.len() > MOST {
        return Err(Error::invalid("children", "out_of_range", format!("at most {MOST}")));
    }
    let account_id = staff.signed_in.account_id;
    let request_hash = fingerprint(&new)?;
    let asked = Once { account_id, operation: "create_household", key: &key, request_hash };
    let making = Making { received: &received, staff: &staff, clock: &clock, vault: &vault };
    once(&db, &received, asked, async |tx| {
        Ok((StatusCode::CREATED, making.make(tx, &snapshots, &new).await?))
    })
    .await
}

struct Making<'a> {
    received: &'a Received,
    staff: &'a Require<EditFamilies>,
    clock: &'a Clock,
    vault: &'a Vault,
}

impl Making<'_> {
    async fn make(
        &self,
        tx: &DatabaseTransaction,
        snapshots: &Snapshots,
        new: &NewHousehold,
    ) -> Result<HouseholdCreated, Error> {
        let now = self.received.at;
        let organisation = snapshots.current(tx).await?;
        let year = year_of(&organisation, Some(new.school_year), now)?;
        let rules = Rules { organisation: &organisation, year, today: organisation.today(now) };
        let judged = Judged::judge(&rules, new)?;
        let id = HouseholdId(self.clock.new_id(now));
        let last_name = judged.guardians.first().map(|values| text(values, Field::GuardianLastName));
        let row = households::ActiveModel {
            id: Set(id.0),
            external_id: Set(None),
            name: Set(household_name(Language::default(), &last_name.unwrap_or_default())),
            resident: Set(new.resident),
            created_at: Set(now),
            details: Set(json!(details(&judged.household))),
            version: Set(1),
            payer_id: Set(None),
            roles_version: Set(1),
        };
        households::Entity::insert(row).exec_without_returning(tx).await?;
        self.tell(tx, id, ("household", id.0)).await?;
        let (mut guardians, by) = (Vec::new(), self.staff.signed_in.account_id);
        for (index, (values, asked)) in judged.guardians.iter().zip(&new.guardians).enumerate() {
            let (mut account, mut email) = (None, None);
            if let Some(address) = &asked.email {
                let field = format!("guardians[{index}].email");
                // those before are written already: two of one address are found too
                let address = NewAddress::judge(tx, &field, address, None, by).await?;
                (account, email) = (address.account, Some(address.email));
            }
            let guardian = GuardianId(self.clock.new_id(now));
            insert_guardian(tx, now, (id, guardian), (account, email), values).await?;
            self.tell(tx, id, ("guardian", guardian.0)).await?;
            guardians.push(guardian);
        }
        let mut children = Vec::new();
        for values in &judged.children {
            let child = ChildId(self.clock.new_id(now));
            insert_child(tx, self.vault, now, (id, child), None, year, values).await?;
            self.tell(tx, id, ("child", child.0)).await?;
            children.push(child);
        }
        let scope = self.staff.scope(tx, &organisation, now).await?;
        scope.permit(tx, id).await.map_err(|error| match error {
            Error::NotFound => Error::invalid("children", "elsewhere", "none that your facilities serve"),
            other => other,
        })?;
        let family = Family::load(tx, id).await?;
        let perhaps_same = perhaps_same(tx, &scope, &family).await?;
        Ok(HouseholdCreated { household_id: id, guardians, children, perhaps_same })
    }

    async fn tell(
        &self,
        tx: &DatabaseTransaction,
        household: HouseholdId,
        subject: (&str, Uuid),
    ) -> Result<(), Error> {
        let deed = Deed {
            household: Some(household),
            ..Deed::by(&self.staff.signed_in, self.received, subject, "added")
        };
        record(tx, self.clock, self.received.at, &deed, None, None).await
    }
}

/// Answers, judged.
struct Judged {
    household: Answers,
    guardians: Vec<Answers>,
    children: Vec<Answers>,
}

impl Judged {
    /// Judges everybody, and names everything that is wrong.
    fn judge(rules: &Rules<'_>, new: &NewHousehold) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let mut kept = |prefix: String, judged: Result<Answers, Error>| match judged {
            Ok(answers) => Ok(answers),
            Err(Error::InvalidValue(more)) => {
                errors.extend(more.into_iter().map(|mut error| {
                    error.field.insert_str(0, &prefix);
                    error
                }));
                Ok(Answers::new())
            }
            Err(other) => Err(other),
        };
        let given: Changes = new.values.iter().map(|(field, value)| (*field, Some(value.clone()))).collect();
        let household = rules.judge(FileSubject::Household, &Answers::new(), &given).map(|edit| {
            edit.at_once.into_iter().filter_map(|(field, value)| Some((field, value?))).collect()
        });
        let household = kept(String::new(), household)?;
        let mut guardians = Vec::new();
        for (index, guardian) in new.guardians.iter().enumerate() {
            let subject = FileSubject::Guardian(GuardianId(Uuid::nil()));
            let judged = rules.judge_new(subject, &guardian.values);
            guardians.push(kept(format!("guardians[{index}]."), judged)?);
        }
        let (mut children, mut known) = (Vec::new(), BTreeSet::new());
        for (index, child) in new.children.iter().enumerate() {
            let subject = FileSubject::Child(ChildId(Uuid::nil()));
            let judged = rules.judge_new(subject, &child.values).and_then(|answers| {
                let name = shared::families::folded(&text(&answers, Field::ChildFirstName));
                if known.insert((name, text(&answers, Field::ChildBirthDate))) {
                    Ok(answers)
                } else {
                    Err(Error::invalid("values", "exists", "a child of that name and day of birth"))
                }
            });
            children.push(kept(format!("children[{index}]."), judged)?);
        }
        if errors.is_empty() {
            Ok(Self { household, guardians, children })
        } else {
            Err(Error::InvalidValue(errors))
        }
    }
}
