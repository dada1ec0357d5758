//! What is asked of a household, and what it has sent.

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::calendar::SchoolYear;
use shared::documents::{AskedDocument, Concerned, Sent, SentDocument, asked_documents};
use shared::ids::HouseholdId;
use shared::organisation::Organisation;
use shared::wire::{DocumentActivity, DocumentPerson, HouseholdDocument, HouseholdDocuments};

use super::{called_for, family, show};
use crate::auth::{SignedIn, household};
use crate::config::Config;
use crate::db::Db;
use crate::entities::documents::{Model, Verdict};
use crate::error::Error;
use crate::http::Received;
use crate::organisation::Snapshots;
use crate::vault::Vault;

/// Every document that is asked of a household, for this school year and those planned after it, with how far each is.
///
/// What the other household of a child has sent about the child counts for both; its content is only theirs.
#[utoipa::path(
    operation_id = "list_documents",
    tag = "documents",
    security(("access_token" = [])),
    params(("household_id" = HouseholdId, Path, description = "The household.")),
    responses(
        (status = 200, description = "What is asked, by type.", body = HouseholdDocuments,
            example = json!({ "server_time_ms": 1_788_249_600_000_i64, "school_year": "2026-2027", "limit_bytes": 15_000_000,
                "types": [{ "id": "0197c9a2-0000-7000-8000-0000000000aa", "name": { "fr": "Attestation d’assurance" },
                    "owner": "child", "required": true, "validity": { "kind": "school_year" },
                    "formats": ["pdf", "jpeg", "png"], "needs_acceptance": false, "reminder_days": 30 }],
                "guardians": [{ "id": "0197c9a2-0000-7000-8000-000000000002", "first_name": "Claire",
                    "last_name": "Martin" }],
                "children": [{ "id": "0197c9a2-0000-7000-8000-000000000001", "first_name": "Lina",
                    "last_name": "Martin" }],
                "items": [{ "type_id": "0197c9a2-0000-7000-8000-0000000000aa",
                    "subject": { "child": "0197c9a2-0000-7000-8000-000000000001" }, "school_year": "2026-2027",
                    "required": true, "satisfied": false, "state": { "code": "missing" }, "elsewhere": false }] })),
        (status = 404, description = "`not_found`: no household of this account."),
    )
)]
#[get("/households/{household_id}/documents")]
pub(super) async fn list_documents(
    received: Received,
    signed_in: SignedIn,
    household_id: web::Path<HouseholdId>,
    config: web::Data<Config>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
) -> Result<HttpResponse, Error> {
    let tx = db.read_tx().await?;
    household(&tx, signed_in.account_id, *household_id).await?;
    let organisation = snapshots.current(&tx).await?;
    let mut documents = documents(&tx, &vault, &organisation, *household_id, received.at).await?;
    documents.limit_bytes = u64::try_from(config.documents.limit_bytes).unwrap_or(u64::MAX);
    Ok(HttpResponse::Ok().json(documents))
}

/// What was sent, as a row and as the rules see it.
type Row = (Model, SentDocument);

/// What is asked of a household, and what it has sent; `limit_bytes` is left open.
pub(super) async fn documents(
    db: &impl ConnectionTrait,
    vault: &Vault,
    organisation: &Organisation,
    household: HouseholdId,
    now: DateTime<Utc>,
) -> Result<HouseholdDocuments, Error> {
    let guardians = family::guardians(db, household).await?;
    let children = family::children(db, household).await?;
    let rows = family::sent(db, household, children.iter().map(|child| child.id.0)).await?;
    let rows: Vec<Row> = rows
        .into_iter()
        .map(|row| family::as_sent(&row, organisation).map(|sent| (row, sent)))
        .collect::<Result<_, _>>()?;
    let guardian_ids: Vec<_> = guardians.iter().map(|row| row.id.into()).collect();
    let called_for =
        called_for::load(db, vault, organisation, children.iter().map(|child| child.id.0)).await?;
    let of = Concerned { guardians: &guardian_ids, children: &children, called_for: &called_for };
    let mut asked: Vec<AskedDocument> = Vec::new();
    for year in years(organisation, now) {
        let of_year = asked_documents(organisation, of, year);
        // what is good for several years is asked once
        asked.extend(of_year.into_iter().filter(|one| !asked.contains(one)).collect::<Vec<_>>());
    }
    let items =
        asked.into_iter().filter_map(|asked| item(organisation, household, asked, &rows, now).transpose());
    Ok(HouseholdDocuments {
        server_time_ms: now.timestamp_millis(),
        school_year: organisation.calendar.school_year(organisation.today(now)).ok(),
        limit_bytes: 0,
        items: items.collect::<Result<_, _>>()?,
        types: organisation.documents.clone(),
        activities: activities(organisation),
        guardians: guardians
            .into_iter()
            .map(|row| DocumentPerson {
                id: row.id.into(),
                first_name: row.first_name,
                last_name: row.last_name,
            })
            .collect(),
        children: children
            .into_iter()
            .map(|child| DocumentPerson {
                id: child.id,
                first_name: child.first_name,
                last_name: child.last_name,
            })
            .collect(),
    })
}

/// The activities that types name.
fn activities(organisation: &Organisation) -> Vec<DocumentActivity> {
    let kinds = &organisation.documents;
    let named = organisation
        .activities
        .iter()
        .filter(|activity| kinds.iter().any(|kind| kind.activities.contains(&activity.id)));
    named.map(|activity| DocumentActivity { id: activity.id, name: activity.name.clone() }).collect()
}

/// The school years planned that are not over.
fn years(organisation: &Organisation, now: DateTime<Utc>) -> Vec<SchoolYear> {
    let today = organisation.today(now);
    let is_over = |year| organisation.calendar.bounds(year).is_some_and(|(_, until)| until <= today);
    organisation.school_years().into_iter().filter(|year| !is_over(*year)).collect()
}

fn item(
    organisation: &Organisation,
    household: HouseholdId,
    asked: AskedDocument,
    rows: &[Row],
    now: DateTime<Utc>,
) -> Result<Option<HouseholdDocument>, Error> {
    let day = organisation.today(now);
    let Some(kind) = organisation.document(asked.type_id) else { return Ok(None) };
    let here = Sent { kind, calendar: &organisation.calendar, day };
    let of_it: Vec<&Row> = rows.iter().filter(|(_, sent)| asked.is_answered_by(sent)).collect();
    let own: Vec<&Row> = of_it.iter().copied().filter(|(row, _)| row.household_id == household.0).collect();
    // what counts of another household's counts here; what staff refused there is only theirs
    let counts = |(row, _): &&Row| row.household_id != household.0 && row.verdict != Verdict::Refused;
    let theirs: Vec<&Row> = of_it.iter().copied().filter(counts).collect();
    let elsewhere = own.is_empty() && !theirs.is_empty();
    let told = if elsewhere { &theirs } else { &own };
    let newest = own.last().map(|(row, _)| row);
    let in_force = own.iter().rev().skip(1).find(|(row, sent)| {
        row.verdict == Verdict::Accepted && sent.satisfies(kind, &organisation.calendar, day)
    });
    let show = |row: &Model| show::document(row, organisation, day);
    Ok(Some(HouseholdDocument {
        asked,
        required: kind.required,
        satisfied: here.satisfies(of_it.iter().map(|(_, sent)| sent)),
        state: here.state(told.iter().map(|(_, sent)| sent)),
        document: newest.map(show).transpose()?,
        in_force: in_force.map(|(row, _)| show(row)).transpose()?,
        elsewhere,
    }))
}
