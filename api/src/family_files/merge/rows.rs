//! Carrying the rows of files over.

use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};
use shared::families::FileState;
use shared::wire::{MergeCounts, MergeSide, SameGuardian};
use uuid::Uuid;

use super::conflicts::rank;
use super::{Same, Sides};
use crate::carry_over::CarryOver;
use crate::entities::change_requests::{self, ChangeState};
use crate::entities::merged_records::{self, Kind};
use crate::entities::{family_files, history, household_children, household_guardians, household_notes};
use crate::error::Error;
use crate::family_files::changes::{self, End};
use crate::family_files::family::state;
use crate::vault::Vault;

/// How many notes, edits and deeds go over.
///
/// # Errors
///
/// Those of the database.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    over: &CarryOver,
    counts: &mut MergeCounts,
) -> Result<(), Error> {
    let other = over.other.0;
    counts.notes = household_notes::Entity::find()
        .filter(household_notes::Column::HouseholdId.eq(other))
        .count(db)
        .await?;
    counts.change_requests = change_requests::Entity::find()
        .filter(change_requests::Column::HouseholdId.eq(other))
        .count(db)
        .await?;
    counts.history = history::Entity::find().filter(history::Column::HouseholdId.eq(other)).count(db).await?;
    Ok(())
}

impl Sides {
    /// How many rows of files go over.
    ///
    /// # Errors
    ///
    /// Those of the database.
    pub async fn count_rows(
        &self,
        db: &impl ConnectionTrait,
        same: &Same,
        over: &CarryOver,
        counts: &mut MergeCounts,
    ) -> Result<(), Error> {
        self.count(same, counts);
        count(db, over, counts).await
    }

    /// The account that signs in as a guardian from now on, and the one that is closed before.
    #[must_use]
    pub fn accounts_of(&self, same: &SameGuardian) -> (Option<Uuid>, Option<Uuid>) {
        let id = |guardian| self.account(guardian).map(|account| account.id);
        match (id(same.kept), id(same.other)) {
            (Some(kept), Some(other)) if same.account == Some(MergeSide::Other) => (Some(other), Some(kept)),
            (Some(kept), Some(other)) => (Some(kept), Some(other)),
            (kept, other) => (kept.or(other), None),
        }
    }

    /// Carries everything of files over, once the rows of other features name what stays, and accounts are closed.
    ///
    /// # Errors
    ///
    /// Those of the database and of what is sealed.
    pub async fn carry_over(
        &self,
        tx: &impl ConnectionTrait,
        vault: &Vault,
        same: &Same,
        over: &CarryOver,
    ) -> Result<(), Error> {
        for (_, earlier) in self.both_waiting(tx, over).await? {
            let end = End { state: ChangeState::Withdrawn, reason: None };
            changes::finish(tx, &earlier, over.by, over.now, end).await?;
        }
        let subject = change_requests::Column::SubjectId;
        over.household::<change_requests::Entity>(tx, change_requests::Column::HouseholdId).await?;
        over.household::<change_requests::Entity>(tx, subject).await?;
        over.children::<change_requests::Entity>(tx, subject).await?;
        over.guardians::<change_requests::Entity>(tx, subject).await?;
        over.household::<household_notes::Entity>(tx, household_notes::Column::HouseholdId).await?;
        over.household::<history::Entity>(tx, history::Column::HouseholdId).await?;
        let to_check = self.files(tx, over).await?;
        self.members(tx, same, over, to_check).await?;
        self.remember(tx, over).await?;
        for one in &same.children {
            self.merge_child(tx, vault, one).await?;
        }
        for one in &same.guardians {
            self.merge_guardian(tx, one, self.accounts_of(one).0).await?;
        }
        self.merge_household(tx).await
    }

    /// Of two files of a year the further one holds; whose children are to be checked besides, if any.
    async fn files(&self, tx: &impl ConnectionTrait, over: &CarryOver) -> Result<Option<MergeSide>, Error> {
        let mut to_check = None;
        let of_other = family_files::Entity::delete_many();
        of_other.filter(family_files::Column::HouseholdId.eq(over.other.0)).exec(tx).await?;
        let years = self.kept.files.iter().chain(&self.other.files).map(|row| row.school_year.as_str());
        let years: std::collections::BTreeSet<&str> = years.collect();
        for year in years {
            let find =
                |rows: &[family_files::Model]| rows.iter().find(|row| row.school_year == year).cloned();
            let (kept, other) = (find(&self.kept.files), find(&self.other.files));
            let progress =
                |row: &Option<family_files::Model>| row.as_ref().map_or(0, |row| rank(state(row.state)));
            let other_wins = progress(&other) > progress(&kept);
            let version = [&kept, &other].into_iter().flatten().map(|row| row.version).max().unwrap_or(0) + 1;
            let submitted = [&kept, &other].into_iter().flatten().filter_map(|row| row.submitted_at).max();
            let validated = rank(FileState::Validated);
            let Some(wins) = (if other_wins { other.clone() } else { kept.clone() }) else { continue };
            let mut row = wins.into_active_model().reset_all();
            row.household_id = Set(over.kept.0);
            row.version = Set(version);
            if progress(&kept).max(progress(&other)) == validated && progress(&kept) != progress(&other) {
                let loser = if other_wins { &self.kept } else { &self.other };
                if !loser.children.is_empty() {
                    to_check = Some(if other_wins { MergeSide::Kept } else { MergeSide::Other });
                    // in the queue of staff again, for whom has come
                    row.submitted_at = Set(Some(over.now));
                }
            } else {
                row.submitted_at = Set(submitted);
            }
            let key = [family_files::Column::HouseholdId, family_files::Column::SchoolYear];
            let all = [
                family_files::Column::State,
                family_files::Column::SubmittedAt,
                family_files::Column::DecidedAt,
                family_files::Column::Message,
                family_files::Column::Version,
            ];
            let update = OnConflict::columns(key).update_columns(all).to_owned();
            family_files::Entity::insert(row).on_conflict(update).exec_without_returning(tx).await?;
        }
        Ok(to_check)
    }

    /// Who belongs to the household that stays.
    async fn members(
        &self,
        tx: &impl ConnectionTrait,
        same: &Same,
        over: &CarryOver,
        to_check: Option<MergeSide>,
    ) -> Result<(), Error> {
        household_children::Entity::delete_many()
            .filter(household_children::Column::HouseholdId.eq(over.other.0))
            .exec(tx)
            .await?;
        let is_same = |id: Uuid| same.children.iter().any(|one| one.kept.0 == id || one.other.0 == id);
        for (child, member) in &self.other.children {
            if is_same(child.id) || self.kept.children.iter().any(|(row, _)| row.id == child.id) {
                continue;
            }
            let added_at = if to_check == Some(MergeSide::Other) { Some(over.now) } else { member.added_at };
            let row = household_children::ActiveModel {
                household_id: Set(over.kept.0),
                child_id: Set(child.id),
                added_at: Set(added_at),
            };
            household_children::Entity::insert(row).exec_without_returning(tx).await?;
        }
        if to_check == Some(MergeSide::Kept) {
            let alone = self
                .kept
                .children
                .iter()
                .map(|(row, _)| row.id)
                .filter(|id| !is_same(*id) && !self.other.children.iter().any(|(row, _)| row.id == *id));
            household_children::Entity::update_many()
                .col_expr(household_children::Column::AddedAt, Expr::value(Some(over.now)))
                .filter(household_children::Column::HouseholdId.eq(over.kept.0))
                .filter(household_children::Column::ChildId.is_in(alone))
                .exec(tx)
                .await?;
        }
        household_guardians::Entity::delete_many()
            .filter(household_guardians::Column::HouseholdId.eq(over.other.0))
            .exec(tx)
            .await?;
        for (guardian, right) in &self.other.guardians {
            let stays = over.guardian(guardian.id);
            let key = [household_guardians::Column::HouseholdId, household_guardians::Column::GuardianId];
            let row = household_guardians::ActiveModel {
                household_id: Set(over.kept.0),
                guardian_id: Set(stays),
                may_book: Set(right.may_book),
                may_pick_up: Set(right.may_pick_up),
            };
            // whoever might book for one of both may book for what they have become
            let known = OnConflict::columns(key)
                .value(
                    household_guardians::Column::MayBook,
                    Expr::cust("household_guardians.may_book OR excluded.may_book"),
                )
                .value(
                    household_guardians::Column::MayPickUp,
                    Expr::cust("household_guardians.may_pick_up OR excluded.may_pick_up"),
                )
                .to_owned();
            household_guardians::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
        }
        Ok(())
    }

    /// Writes down where the ids went that are no more, also those that had gone to them before.
    async fn remember(&self, tx: &impl ConnectionTrait, over: &CarryOver) -> Result<(), Error> {
        let household =
            (Kind::Household, over.other.0, over.kept.0, self.other.household.external_id.clone());
        let mut gone = vec![household];
        for (kept, other) in &over.children {
            gone.push((Kind::Child, other.0, kept.0, self.other.child(*other)?.0.external_id.clone()));
        }
        for (kept, other) in &over.guardians {
            gone.push((Kind::Guardian, other.0, kept.0, self.other.guardian(*other)?.0.external_id.clone()));
        }
        for (kind, old, new, external_id) in gone {
            merged_records::Entity::update_many()
                .col_expr(merged_records::Column::NewId, Expr::value(new))
                .filter(merged_records::Column::NewId.eq(old))
                .exec(tx)
                .await?;
            let row = merged_records::ActiveModel {
                old_id: Set(old),
                kind: Set(kind),
                external_id: Set(external_id),
                new_id: Set(new),
                merged_at: Set(over.now),
                merged_by: Set(Some(over.by.0)),
            };
            row.insert(tx).await?;
        }
        Ok(())
    }
}
