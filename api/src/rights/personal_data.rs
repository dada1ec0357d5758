//! What is held on a household, for how long, and what its guardians may do about it.

use actix_web::{HttpResponse, get, web};
use sea_orm::sea_query::Query as Select;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use shared::families::Contact;
use shared::ids::{AccountId, HouseholdId};
use shared::wire::{DataCategory, DataKept, ErasureFate, KeptFor, PersonalData};

use super::store::{self, Whose, count};
use crate::auth::{SignedIn, household};
use crate::config::{Config, RetentionConfig};
use crate::db::Db;
use crate::entities::{
    accounts, announcement_readings, bookings, change_requests, documents, exports, guardians,
    health_records, history, household_children, household_guardians, household_notes, mails, messages,
    sign_ins,
};
use crate::error::Error;

/// What the organisation holds on a household, how long each kind is kept, what becomes of it when the household is erased,
/// whom to write to, and how far the export and the erasure that were asked for are.
#[utoipa::path(
    operation_id = "get_personal_data",
    tag = "rights",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 200, description = "What is held.", body = PersonalData, example = json!({
            "household_id": "0197c9a2-0000-7000-8000-0000000000cc",
            "categories": [{ "category": "health", "held": 2, "kept_for": { "days": 31 }, "on_erasure": "erased" }],
            "officer": { "name": "Déléguée à la protection des données", "email": "dpo@commune.example" },
            "exports": [{ "id": "0197c9a2-0000-7000-8000-0000000000ee", "state": "waiting",
                "asked_at": "2026-09-01T08:00:00Z" }] })),
        (status = 404, description = "`not_found`: no household of this account."),
    )
)]
#[get("/households/{household_id}/personal_data")]
pub(super) async fn get_personal_data(
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    config: web::Data<Config>,
    db: web::Data<Db>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    let account = signed_in.account_id;
    household(&tx, account, *household_id).await?;
    let mut categories = Vec::new();
    for category in DataCategory::ALL {
        let (kept_for, on_erasure) = rule(&config.retention, category);
        let held = held(&tx, *household_id, account, category).await?;
        categories.push(DataKept { category, held, kept_for, on_erasure });
    }
    let exports = store::exports(&tx, *household_id, Whose::Guardian(account)).await?;
    let erasure = store::newest_erasure(&tx, *household_id).await?;
    tx.commit().await?;
    let answer = PersonalData {
        household_id: *household_id,
        categories,
        officer: officer(&config),
        exports: exports.iter().map(store::shown_export).collect(),
        erasure: erasure.map(store::shown_erasure),
    };
    Ok(HttpResponse::Ok().json(answer))
}

fn officer(config: &Config) -> Option<Contact> {
    let rights = &config.rights;
    let name = rights.officer_name.clone().or_else(|| rights.officer_email.clone())?;
    Some(Contact { name, phone: rights.officer_phone.clone(), email: rights.officer_email.clone() })
}

/// How long a kind of data is kept, and what erasing does to it.
fn rule(settings: &RetentionConfig, category: DataCategory) -> (KeptFor, ErasureFate) {
    use DataCategory as Of;
    match category {
        Of::Accounts => (KeptFor::Months(settings.inactive_account_months), ErasureFate::Erased),
        Of::Family => (KeptFor::Months(settings.family_months), ErasureFate::Erased),
        Of::Health => (KeptFor::Days(settings.health_days), ErasureFate::Erased),
        Of::Documents => (KeptFor::Days(settings.documents_days), ErasureFate::Erased),
        Of::ChangeRequests => (KeptFor::Months(settings.change_request_months), ErasureFate::Erased),
        Of::Bookings => (KeptFor::Years(settings.booking_years), ErasureFate::Pseudonymised),
        Of::Messages => (KeptFor::Months(settings.message_months), ErasureFate::Erased),
        Of::Mails => (KeptFor::Months(settings.mail_months), ErasureFate::Erased),
        Of::Announcements => (KeptFor::Months(settings.announcement_months), ErasureFate::Erased),
        Of::Notes => (KeptFor::Months(settings.note_months), ErasureFate::Erased),
        Of::SignIns => (KeptFor::Months(settings.sign_in_months), ErasureFate::Erased),
        Of::History => (KeptFor::Months(settings.history_months), ErasureFate::Emptied),
        Of::Exports => (KeptFor::Days(settings.export_days), ErasureFate::Erased),
    }
}

/// How many rows of a kind there are. Of accounts, mails, announcements read and sign-ins only those of whoever asks: the other guardian's are
/// theirs.
async fn held(
    db: &impl ConnectionTrait,
    household: HouseholdId,
    account: AccountId,
    category: DataCategory,
) -> Result<u64, Error> {
    use DataCategory as Of;
    let of = |column: &dyn Fn() -> sea_orm::sea_query::SimpleExpr| Condition::all().add(column());
    let id = household.0;
    let children = Select::select()
        .column(household_children::Column::ChildId)
        .from(household_children::Entity)
        .and_where(household_children::Column::HouseholdId.eq(id))
        .to_owned();
    match category {
        Of::Accounts => count::<accounts::Entity>(db, of(&|| accounts::Column::Id.eq(account.0))).await,
        Of::Family => {
            let people = count::<household_guardians::Entity>(
                db,
                of(&|| household_guardians::Column::HouseholdId.eq(id)),
            );
            let children = count::<household_children::Entity>(
                db,
                of(&|| household_children::Column::HouseholdId.eq(id)),
            );
            Ok(people.await? + children.await?)
        }
        Of::Health => {
            let which = of(&|| health_records::Column::ChildId.in_subquery(children.clone()));
            count::<health_records::Entity>(db, which).await
        }
        Of::Documents => count::<documents::Entity>(db, of(&|| documents::Column::HouseholdId.eq(id))).await,
        Of::ChangeRequests => {
            count::<change_requests::Entity>(db, of(&|| change_requests::Column::HouseholdId.eq(id))).await
        }
        Of::Bookings => count::<bookings::Entity>(db, of(&|| bookings::Column::HouseholdId.eq(id))).await,
        Of::Messages => count::<messages::Entity>(db, of(&|| messages::Column::HouseholdId.eq(id))).await,
        Of::Mails => {
            let addresses = own_addresses(db, account).await?;
            count::<mails::Entity>(db, of(&|| mails::Column::ToAddress.is_in(addresses.clone()))).await
        }
        Of::Announcements => {
            let read_by = of(&|| announcement_readings::Column::AccountId.eq(account.0));
            count::<announcement_readings::Entity>(db, read_by).await
        }
        Of::Notes => {
            count::<household_notes::Entity>(db, of(&|| household_notes::Column::HouseholdId.eq(id))).await
        }
        Of::SignIns => count::<sign_ins::Entity>(db, of(&|| sign_ins::Column::AccountId.eq(account.0))).await,
        Of::History => count::<history::Entity>(db, of(&|| history::Column::HouseholdId.eq(id))).await,
        Of::Exports => {
            count::<exports::Entity>(db, store::exports_of(household, Whose::Guardian(account))).await
        }
    }
}

/// The mail addresses of an account: to sign in with, and as the organisation knows its guardian.
pub(super) async fn own_addresses(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<Vec<String>, Error> {
    let row = accounts::Entity::find_by_id(account.0).one(db).await?;
    let guardian =
        guardians::Entity::find().filter(guardians::Column::AccountId.eq(account.0)).one(db).await?;
    let known = guardian.and_then(|guardian| guardian.email);
    Ok(row.map(|row| row.email).into_iter().chain(known).collect())
}
