//! Opening a school year.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::StatusCode;
use actix_web::http::header::IF_MATCH;
use actix_web::{HttpRequest, HttpResponse, post, web};
use sea_orm::{ActiveValue::Set, DatabaseTransaction};
use serde_json::json;
use shared::calendar::SchoolYear;
use shared::families::{Grade, Promotion};
use shared::ids::SchoolId;
use shared::limits::MAX_CLASS;
use shared::organisation::Organisation;
use shared::problem::FieldError;
use shared::text::visible;
use shared::wire::{PromotionCorrection, PromotionLine, SchoolYearOpened, SchoolYearOpening};
use uuid::Uuid;

use super::store;
use crate::auth::{OpenSchoolYears, Require};
use crate::clock::Clock;
use crate::db::Db;
use crate::db::bulk::insert_all;
use crate::entities::{child_departures, child_grades, family_files};
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::organisation::Snapshots;

/// Most corrections in one request.
const MAX_CORRECTIONS: usize = 3_000;

/// Opens a school year: children of the year before go one grade higher, as proposed or corrected; what is told already
/// stays, and a correction of it is named as overtaken; files are carried over with what staff said to them, so that nothing is asked twice. Opening again does what was
/// left. Administrators.
#[utoipa::path(
    operation_id = "open_school_year",
    tag = "school_years",
    security(("access_token" = ["open_school_years"])),
    params(
        ("school_year" = SchoolYear, Path, description = "The year."),
        ("If-Match" = String, Header, description = "The `ETag` of the first page of `list_promotions`.", example = "\"2f1e4cd0a9b7\""),
        IdempotencyKey,
    ),
    request_body(content = SchoolYearOpening, example = json!({ "corrections": [
        { "child_id": "0197c9a2-0000-7000-8000-000000000001", "school_id": "0197c9a2-0000-7000-8000-0000000000e1", "grade": "cp", "class_name": "CP A" },
        { "child_id": "0197c9a2-0000-7000-8000-000000000002" }] })),
    responses(
        (status = 201, description = "Opened.", body = SchoolYearOpened,
            example = json!({ "school_year": "2027-2028", "promoted": 412, "known": 3, "leaving": 58, "undecided": 0, "files": 300 })),
        (status = 404, description = "`not_found`: the year or the one before is not planned, or a correction names a child \
            that is not promoted."),
        (status = 412, description = "`changed_meanwhile`: what was shown of a child is no more so."),
        (status = 422, description = "`too_many_lines`; `invalid_value`: `corrections[n]` is `twice`, or its `school_id` is \
            `unknown`, its `class_name` is `too_long`, `empty` or `invalid_characters`, or it has a school without a grade or a class \
            without a school (`incomplete`); `idempotency_key_reused`"),
    )
)]
#[post("/school_years/{school_year}/opening")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn open_school_year(
    request: HttpRequest,
    received: Received,
    staff: Require<OpenSchoolYears>,
    key: IdempotencyKey,
    year: web::Path<SchoolYear>,
    body: Json<SchoolYearOpening>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let max_lines = MAX_CORRECTIONS;
    if body.0.corrections.len() > max_lines {
        return Err(Error::TooManyLines { max_lines });
    }
    let account_id = staff.signed_in.account_id;
    let seen = request.headers().get(IF_MATCH).and_then(|value| value.to_str().ok());
    let seen = seen.ok_or(Error::ChangedMeanwhile)?.trim().to_owned();
    let request_hash = fingerprint(&(*year, &seen, &body.0))?;
    let asked = Once { account_id, operation: "open_school_year", key: &key, request_hash };
    once(&db, &received, asked, async |tx| {
        let organisation = snapshots.current(tx).await?;
        let corrections = checked(&organisation, &body.0.corrections)?;
        let opened = open(tx, &organisation, *year, &seen, corrections).await?;
        let deed = Deed::by(&staff.signed_in, &received, ("school_year", Uuid::nil()), "opened");
        record(tx, &clock, received.at, &deed, None, Some(json!(opened))).await?;
        Ok((StatusCode::CREATED, opened))
    })
    .await
}

/// Where a child goes, its class where that is known.
type Target = (SchoolId, Grade, Option<String>);
/// Where children go, by their ids; nowhere: they leave.
type Corrections = BTreeMap<Uuid, (usize, Option<Target>)>;

fn checked(organisation: &Organisation, lines: &[PromotionCorrection]) -> Result<Corrections, Error> {
    let mut found = Corrections::new();
    let mut errors = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut find = |field: &str, code: &str, detail: &str| {
            let field = format!("corrections[{index}]{field}");
            errors.push(FieldError { field, code: code.to_owned(), detail: detail.to_owned() });
        };
        let target = match (line.school_id, line.grade) {
            (None, None) if line.class_name.is_none() => None,
            (Some(school), Some(grade)) => {
                if organisation.school(school).is_none() {
                    find(".school_id", "unknown", "no such school");
                }
                let class = line.class_name.as_deref().map(visible);
                let class = class.as_deref().map(str::trim);
                if let Some(code) = class.and_then(class_fault) {
                    find(".class_name", code, "1 to 50 characters, no control characters");
                }
                Some((school, grade, class.map(str::to_owned)))
            }
            _ => {
                find("", "incomplete", "school and grade belong together, and a class to them");
                None
            }
        };
        if found.insert(line.child_id.0, (index, target)).is_some() {
            find("", "twice", "one line a child");
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(Error::InvalidValue(errors)) }
}

fn class_fault(class: &str) -> Option<&'static str> {
    match class.chars().count() {
        0 => Some("empty"),
        length if length > MAX_CLASS => Some("too_long"),
        _ => class.chars().any(char::is_control).then_some("invalid_characters"),
    }
}

async fn open(
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    year: SchoolYear,
    seen: &str,
    mut corrections: Corrections,
) -> Result<SchoolYearOpened, Error> {
    let (mut known, mut leaving, mut undecided) = (0, 0, 0);
    let (mut rows, mut departures, mut returns) = (Vec::new(), Vec::new(), Vec::new());
    let mut overtaken = Vec::new();
    let lines = store::lines(tx, organisation, year).await?;
    if store::etag(&lines)? != seen {
        return Err(Error::ChangedMeanwhile);
    }
    for line in lines {
        let corrected = corrections.remove(&line.child_id.0).map(|(_, target)| target);
        // whoever has left comes back only by a correction
        if line.known.is_some() || (line.left && !matches!(corrected, Some(Some(_)))) {
            known += 1;
            overtaken
                .extend(corrected.filter(|wanted| !is_so(&line, wanted.as_ref())).map(|_| line.child_id));
            continue;
        }
        if line.left {
            returns.push(line.child_id.0);
        }
        let target = match (corrected, line.proposed) {
            (Some(target), _) => target,
            (None, Promotion::GoesTo { school_id, grade }) => Some((school_id, grade, None)),
            (None, Promotion::Leaves) => None,
            (None, Promotion::ChooseSchool { .. }) => {
                undecided += 1;
                continue;
            }
        };
        let Some((school_id, grade, class_name)) = target else {
            leaving += 1;
            departures.push(child_departures::ActiveModel {
                child_id: Set(line.child_id.0),
                school_year: Set(year.to_string()),
            });
            continue;
        };
        rows.push(child_grades::ActiveModel {
            child_id: Set(line.child_id.0),
            school_year: Set(year.to_string()),
            school_id: Set(school_id.0),
            grade: Set(grade.code().to_owned()),
            // classes are made anew
            class_name: Set(class_name),
        });
    }
    if let Some((index, _)) = corrections.values().next() {
        let field = format!("corrections[{index}].child_id");
        return Err(Error::unknown(&field, "no child of the year before"));
    }
    let promoted = count(rows.len())?;
    insert_all(tx, rows, None).await?;
    insert_all(tx, departures, None).await?;
    store::take_back(tx, year, returns).await?;
    let files = carry_files(tx, organisation, year).await?;
    Ok(SchoolYearOpened { school_year: year, promoted, known, leaving, undecided, files, overtaken })
}

/// Whether it is told already what a correction wants.
fn is_so(line: &PromotionLine, wanted: Option<&Target>) -> bool {
    match (&line.known, wanted) {
        (Some(known), Some((school, grade, _))) => (known.school_id, known.grade) == (*school, *grade),
        (None, None) => line.left,
        _ => false,
    }
}

/// Files that the new year does not have yet, as they stand in the year before.
async fn carry_files(
    tx: &DatabaseTransaction,
    organisation: &Organisation,
    year: SchoolYear,
) -> Result<u32, Error> {
    let old = store::files(tx, store::before(organisation, year)?).await?;
    let there: BTreeSet<Uuid> =
        store::files(tx, year).await?.into_iter().map(|row| row.household_id).collect();
    let carried = old.into_iter().filter(|row| !there.contains(&row.household_id));
    let rows: Vec<_> = carried
        .map(|row| family_files::ActiveModel {
            household_id: Set(row.household_id),
            school_year: Set(year.to_string()),
            state: Set(row.state),
            submitted_at: Set(row.submitted_at),
            // as before: a child who came since is still to be checked
            decided_at: Set(row.decided_at),
            message: Set(row.message),
            version: Set(1),
        })
        .collect();
    let files = count(rows.len())?;
    insert_all(tx, rows, None).await?;
    Ok(files)
}

fn count(rows: usize) -> Result<u32, Error> {
    u32::try_from(rows).map_err(Error::internal)
}
