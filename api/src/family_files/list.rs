//! The files of a school year, for staff.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
};
use serde::Deserialize;
use shared::calendar::SchoolYear;
use shared::families::FileState;
use shared::ids::SchoolId;
use shared::wire::{FamilyFileSummary, Page};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::erase::inhabited;
use super::family::{kept, state};
use super::people::{children_of, guardians_of};
use super::search::{
    at_school, come_and_not_submitted, found_by, in_state, with_unopened_account, without_account,
};
use super::sheet::year_of;
use crate::auth::{ReadFamilies, Require};
use crate::db::Db;
use crate::entities::{family_files, households};
use crate::error::Error;
use crate::http::{PageQuery, Query, Received, page};
use crate::organisation::Snapshots;

/// Which files are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Only {
    /// Those that families have submitted since staff last decided.
    #[default]
    ToCheck,
    /// Those of all families.
    All,
}

/// What is known of the accounts of a family's guardians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum AccountsOf {
    /// No guardian has an account.
    None,
    /// A guardian has one and has never set its password, or is known by an address and has none while another guardian has one.
    NeverOpened,
    /// A guardian has one and has set its password, and the family has never submitted the file of the school year.
    NotSubmitted,
}

/// Which page of which files is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FilesQuery {
    /// Of which school year; the present one when absent.
    #[param(example = "2026-2027")]
    school_year: Option<SchoolYear>,
    /// `to_check` when absent.
    #[param(inline)]
    #[serde(default)]
    only: Only,
    /// Of which families: words of the names of household, guardians and children, mail addresses, or part of a telephone
    /// number; accents and capitals do not count. At most 100 characters.
    #[param(example = "elodie martin")]
    #[serde(default)]
    q: String,
    /// How far the file is.
    #[param(inline)]
    state: Option<FileState>,
    /// The school of one of the children in that school year.
    #[param(value_type = Option<String>)]
    school_id: Option<SchoolId>,
    /// Part of the name of the class of one of the children in that school year.
    #[param(example = "CP A")]
    #[serde(default)]
    class: String,
    /// Only families of which this is so.
    #[param(inline)]
    account: Option<AccountsOf>,
    /// `next_cursor` of the page before; none for the first.
    cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// The files of a school year: those to check, or of all families; of a referent, of the families their facilities serve.
#[utoipa::path(
    operation_id = "list_family_files",
    tag = "family_files",
    security(("access_token" = ["read_families"])),
    params(FilesQuery),
    responses(
        (status = 200, description = "A page: those to check in the order in which they were submitted, those of all families in \
            the order in which households were registered.", body = Page<FamilyFileSummary>,
            example = json!({ "items": [{ "household_id": "0197c9a2-0000-7000-8000-0000000000cc", "name": "Famille Martin",
                "school_year": "2026-2027", "state": "received", "version": 1, "submitted_at": "2026-09-01T08:00:00Z",
                "children": ["Lina", "Adam"], "guardians": ["Claire Martin"] }] })),
        (status = 422, description = "`invalid_value`: `limit` is `out_of_range`, `school_year` is `unknown`, `q` is `too_long` or \
            `invalid_characters`, `class` is `invalid_characters`"),
    )
)]
#[get("/family_files")]
pub(super) async fn list_family_files(
    received: Received,
    staff: Require<ReadFamilies>,
    query: Query<FilesQuery>,
    db: web::Data<Db>,
    snapshots: web::Data<Snapshots>,
) -> Result<HttpResponse, Error> {
    let FilesQuery { school_year, only, q, state: wanted, school_id, class, account, cursor, limit } =
        query.0;
    let paging = PageQuery { cursor, limit };
    let (limit, after) = (paging.limit()?, paging.after()?);
    let tx = db.read_tx().await?;
    let organisation = snapshots.current(&tx).await?;
    let year = year_of(&organisation, school_year, received.at)?;
    let scope = staff.scope(&tx, &organisation, received.at).await?;
    let mut asked =
        Condition::all().add(scope.on(households::Column::Id)).add(inhabited(households::Column::Id));
    if !q.trim().is_empty() {
        asked = asked.add(found_by(q.trim())?);
    }
    if let Some(wanted) = wanted {
        asked = asked.add(in_state(year, kept(wanted)));
    }
    if school_id.is_some() || !class.trim().is_empty() {
        asked = asked.add(at_school(&tx, year, school_id, class.trim()).await?);
    }
    match account {
        Some(AccountsOf::None) => asked = asked.add(without_account()),
        Some(AccountsOf::NeverOpened) => asked = asked.add(with_unopened_account()),
        Some(AccountsOf::NotSubmitted) => asked = asked.add(come_and_not_submitted(year)),
        None => {}
    }
    let rows = match only {
        Only::ToCheck => to_check(&tx, year, asked, after, limit + 1).await?,
        Only::All => of_all(&tx, asked, after, limit + 1).await?,
    };
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut files = files_of(&tx, &ids, year).await?;
    let mut first_names = children_of(&tx, &ids).await?;
    let mut guardians = guardians_of(&tx, &ids).await?;
    tx.commit().await?;
    let show = |row: households::Model| {
        let file = files.remove(&row.id);
        FamilyFileSummary {
            household_id: row.id.into(),
            name: row.name,
            school_year: year,
            state: file.as_ref().map_or(FileState::Incomplete, |file| state(file.state)),
            version: file.as_ref().map_or(0, |file| file.version),
            submitted_at: file.and_then(|file| file.submitted_at),
            children: first_names.remove(&row.id).unwrap_or_default(),
            guardians: guardians.names.remove(&row.id).unwrap_or_default(),
            not_come: guardians.not_come.remove(&row.id).unwrap_or_default(),
        }
    };
    Ok(HttpResponse::Ok().json(page(rows, limit, |row| row.id, show)))
}

/// The files of a year that wait for staff, of some households.
pub(super) fn waiting_files(year: SchoolYear, of: Condition) -> Select<family_files::Entity> {
    use family_files::{Column, Entity, FileState as State};
    let again = Condition::all()
        .add(Column::State.eq(State::Validated))
        .add(Expr::col(Column::SubmittedAt).gt(Expr::col(Column::DecidedAt)));
    let among = households::Entity::find().select_only().column(households::Column::Id).filter(of);
    Entity::find()
        .filter(Column::SchoolYear.eq(year.to_string()))
        .filter(Condition::any().add(Column::State.eq(State::Received)).add(again))
        .filter(Column::HouseholdId.in_subquery(among.into_query()))
}

/// Households as they were registered.
async fn of_all(
    db: &impl ConnectionTrait,
    asked: Condition,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<households::Model>, Error> {
    let mut rows = households::Entity::find().filter(asked).order_by_asc(households::Column::Id).limit(limit);
    if let Some(after) = after {
        rows = rows.filter(households::Column::Id.gt(after));
    }
    Ok(rows.all(db).await?)
}

/// The households whose file of a year waits for staff, in the order in which families submitted them: who has waited longest
/// comes first.
async fn to_check(
    db: &impl ConnectionTrait,
    year: SchoolYear,
    asked: Condition,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<households::Model>, Error> {
    use family_files::{Column, Entity};
    let mut files = waiting_files(year, asked)
        // nobody knows when those came that were imported: before all others
        .order_by_desc(Column::SubmittedAt.is_null())
        .order_by_asc(Column::SubmittedAt)
        .order_by_asc(Column::HouseholdId)
        .limit(limit);
    if let Some(after) = after {
        // it keeps its place when it is decided meanwhile
        let last = Entity::find_by_id((after, year.to_string())).one(db).await?;
        let id = Column::HouseholdId.gt(after);
        files = files.filter(match last.and_then(|row| row.submitted_at) {
            Some(at) => {
                Condition::any().add(Column::SubmittedAt.gt(at)).add(Column::SubmittedAt.eq(at).and(id))
            }
            None => Condition::any().add(Column::SubmittedAt.is_not_null()).add(id),
        });
    }
    let order: Vec<Uuid> = files.all(db).await?.into_iter().map(|row| row.household_id).collect();
    let rows = households::Entity::find().filter(households::Column::Id.is_in(order.iter().copied()));
    let mut rows = rows.all(db).await?;
    rows.sort_by_key(|row| order.iter().position(|id| *id == row.id));
    Ok(rows)
}

async fn files_of(
    db: &impl ConnectionTrait,
    households: &[Uuid],
    year: SchoolYear,
) -> Result<BTreeMap<Uuid, family_files::Model>, Error> {
    let rows = family_files::Entity::find()
        .filter(family_files::Column::SchoolYear.eq(year.to_string()))
        .filter(family_files::Column::HouseholdId.is_in(households.iter().copied()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.household_id, row)).collect())
}
