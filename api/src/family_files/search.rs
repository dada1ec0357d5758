//! Looking families up: by the names of household, guardians and children, by mail addresses and telephone numbers,
//! without minding accents and capitals. The database keeps what is looked for folded (migration 16).

use sea_orm::sea_query::{Alias, Expr, ExprTrait, LikeExpr, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    RelationTrait,
};
use shared::calendar::SchoolYear;
use shared::folding::{dialled, fold};
use shared::ids::SchoolId;

use crate::entities::{accounts, child_grades, children, guardians, household_children, household_guardians};
use crate::entities::{family_files, households};
use crate::error::Error;

/// Longest search, in characters.
const LONGEST: usize = 100;
/// Words looked for; those after are left out.
const MOST_WORDS: usize = 6;

/// The households that a search is about: each of its words is part of something that is known of them.
///
/// # Errors
///
/// [`Error::InvalidValue`] when `q` is `too_long` or has `invalid_characters`.
pub(super) fn found_by(q: &str) -> Result<Condition, Error> {
    if q.chars().count() > LONGEST {
        return Err(Error::invalid("q", "too_long", format!("at most {LONGEST} characters")));
    }
    no_controls("q", q)?;
    if let Some(digits) = dialled(q) {
        return Ok(Condition::any().add(of_guardians(contains(guardians::Entity, "dialled", &digits))));
    }
    let folded = fold(q);
    let words = folded.split_whitespace().take(MOST_WORDS).map(|word| {
        Condition::any()
            .add(contains(households::Entity, "folded", word))
            .add(of_guardians(contains(guardians::Entity, "folded", word)))
            .add(of_accounts(contains(accounts::Entity, "folded", word)))
            .add(of_children(contains(children::Entity, "folded", word)))
    });
    Ok(words.fold(Condition::all(), Condition::add))
}

/// `PostgreSQL` knows no text with a zero in it, and nobody looks for other control characters.
fn no_controls(field: &str, text: &str) -> Result<(), Error> {
    if text.chars().any(char::is_control) {
        return Err(Error::invalid(field, "invalid_characters", "no control characters"));
    }
    Ok(())
}

/// The households of which a child goes to a school, or into a class that is called so, in a school year. Classes are few: what
/// is looked for is folded here, alike on both databases.
///
/// # Errors
///
/// [`Error::InvalidValue`] when `class` has `invalid_characters`; those of the database.
pub(super) async fn at_school(
    db: &impl ConnectionTrait,
    year: SchoolYear,
    school: Option<SchoolId>,
    class: &str,
) -> Result<Condition, Error> {
    no_controls("class", class)?;
    let mut grades = child_grades::Entity::find()
        .select_only()
        .filter(child_grades::Column::SchoolYear.eq(year.to_string()));
    if let Some(school) = school {
        grades = grades.filter(child_grades::Column::SchoolId.eq(school.0));
    }
    if !class.is_empty() {
        let called = grades.clone().column(child_grades::Column::ClassName).distinct();
        let called: Vec<Option<String>> = called.into_tuple().all(db).await?;
        let wanted = fold(class);
        let called = called.into_iter().flatten().filter(|name| fold(name).contains(&wanted));
        grades = grades.filter(child_grades::Column::ClassName.is_in(called));
    }
    let grades = grades.column(child_grades::Column::ChildId);
    let members = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::HouseholdId)
        .filter(household_children::Column::ChildId.in_subquery(grades.into_query()));
    Ok(Condition::all().add(households::Column::Id.in_subquery(members.into_query())))
}

/// The households whose file of a year is so far; without a row it is incomplete.
pub(super) fn in_state(year: SchoolYear, state: family_files::FileState) -> Condition {
    use family_files::{Column, FileState as State};
    let of_year = family_files::Entity::find()
        .select_only()
        .column(Column::HouseholdId)
        .filter(Column::SchoolYear.eq(year.to_string()));
    let rows = match state {
        State::Incomplete => of_year.filter(Column::State.ne(State::Incomplete)),
        other => of_year.filter(Column::State.eq(other)),
    };
    let id = households::Column::Id;
    Condition::all().add(match state {
        State::Incomplete => id.not_in_subquery(rows.into_query()),
        _ => id.in_subquery(rows.into_query()),
    })
}

/// The households of which no guardian has an account.
pub(super) fn without_account() -> SimpleExpr {
    households::Column::Id.not_in_subquery(with_accounts(Condition::all()))
}

/// The households of which a guardian has an account and has never set its password, or was never invited while another was.
pub(super) fn with_unopened_account() -> Condition {
    let unopened = Condition::all().add(accounts::Column::PasswordHash.is_null());
    let never_invited = guardians::Column::AccountId
        .is_null()
        .and(guardians::Column::AccountClosedAt.is_null())
        .and(guardians::Column::Email.is_not_null());
    let beside_one =
        Condition::all().add(of_guardians(never_invited)).add(household(with_accounts(Condition::all())));
    Condition::any().add(household(with_accounts(unopened))).add(beside_one)
}

/// The households of which a guardian has an account and has set its password, and which have never submitted a file of a year
/// or of a later one: who comes for September has nothing to send before.
pub(super) fn come_and_not_submitted(year: SchoolYear) -> Condition {
    use family_files::{Column, Entity, FileState as State};
    let come = Condition::all().add(accounts::Column::PasswordHash.is_not_null());
    let submitted = Entity::find()
        .select_only()
        .column(Column::HouseholdId)
        .filter(Column::SchoolYear.gte(year.to_string()))
        .filter(
            Condition::any().add(Column::State.ne(State::Incomplete)).add(Column::SubmittedAt.is_not_null()),
        );
    Condition::all()
        .add(household(with_accounts(come)))
        .add(households::Column::Id.not_in_subquery(submitted.into_query()))
}

/// Households of which a guardian has an account that is not closed and of which something is so.
fn with_accounts(which: Condition) -> SelectStatement {
    let accounts = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .filter(accounts::Column::ClosedAt.is_null())
        .filter(which);
    household_guardians::Entity::find()
        .select_only()
        .column(household_guardians::Column::HouseholdId)
        .join(JoinType::InnerJoin, household_guardians::Relation::Guardian.def())
        .filter(guardians::Column::AccountId.in_subquery(accounts.into_query()))
        .into_query()
}

/// Whether a column holds a text somewhere; what is looked for is no pattern.
fn contains(table: impl EntityTrait, column: &'static str, text: &str) -> SimpleExpr {
    Expr::col((table, Alias::new(column))).like(pattern(text))
}

fn pattern(text: &str) -> LikeExpr {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

fn household(query: SelectStatement) -> SimpleExpr {
    households::Column::Id.in_subquery(query)
}

fn of_guardians(which: SimpleExpr) -> SimpleExpr {
    let members = household_guardians::Entity::find()
        .select_only()
        .column(household_guardians::Column::HouseholdId)
        .join(JoinType::InnerJoin, household_guardians::Relation::Guardian.def())
        .filter(which);
    household(members.into_query())
}

fn of_accounts(which: SimpleExpr) -> SimpleExpr {
    let accounts = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .filter(accounts::Column::ClosedAt.is_null())
        .filter(which);
    of_guardians(guardians::Column::AccountId.in_subquery(accounts.into_query()))
}

fn of_children(which: SimpleExpr) -> SimpleExpr {
    let members = household_children::Entity::find()
        .select_only()
        .column(household_children::Column::HouseholdId)
        .join(JoinType::InnerJoin, household_children::Relation::Child.def())
        .filter(which);
    household(members.into_query())
}
