//! What both households tell differently.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use shared::families::{FileState, FileSubject};
use shared::organisation::Organisation;
use shared::wire::{MergeConflict, MergeSide, MergeSubject};
use uuid::Uuid;

use super::{Same, Sides};
use crate::carry_over::CarryOver;
use crate::entities::change_requests::Model as ChangeRequest;
use crate::entities::family_files;
use crate::error::Error;
use crate::family_files::changes;
use crate::family_files::family::state;
use crate::family_files::health;
use crate::vault::Vault;

/// How far a file is, the further the greater.
pub(super) const fn rank(state: FileState) -> u8 {
    match state {
        FileState::Incomplete => 0,
        FileState::Received => 1,
        FileState::Validated => 2,
    }
}

impl Sides {
    /// Everything that differs in the files, in their order.
    ///
    /// # Errors
    ///
    /// Those of the database and of what is sealed.
    pub async fn conflicts(
        &self,
        db: &impl ConnectionTrait,
        vault: &Vault,
        organisation: &Organisation,
        same: &Same,
        over: &CarryOver,
    ) -> Result<Vec<MergeConflict>, Error> {
        let mut found = Vec::new();
        if let (Some(resident), Some(other)) = (self.kept.household.resident, self.other.household.resident)
            && resident != other
        {
            found.push(MergeConflict::Resident { resident });
        }
        let mut pairs = vec![(MergeSubject::Household, FileSubject::Household, FileSubject::Household)];
        pairs.extend(same.guardians.iter().map(|one| {
            (
                MergeSubject::Guardian(one.kept),
                FileSubject::Guardian(one.kept),
                FileSubject::Guardian(one.other),
            )
        }));
        pairs.extend(same.children.iter().map(|one| {
            (MergeSubject::Child(one.kept), FileSubject::Child(one.kept), FileSubject::Child(one.other))
        }));
        for (told, kept, other) in pairs {
            self.answers(vault, organisation, over.now, (told, kept, other), &mut found)?;
        }
        for one in &same.guardians {
            if let (Some(kept), Some(other)) = (self.account(one.kept), self.account(one.other)) {
                let closed = match one.account {
                    Some(MergeSide::Kept) => other.email.clone(),
                    Some(MergeSide::Other) => kept.email.clone(),
                    None => continue,
                };
                found.push(MergeConflict::Account { guardian_id: one.kept, closed });
            }
        }
        for other in &self.other.files {
            if let Some(kept) = self.kept.files.iter().find(|row| row.school_year == other.school_year) {
                found.push(file(kept, other)?);
            }
        }
        for (kept, other) in self.both_waiting(db, over).await? {
            let subject = match changes::subject_of(&kept)? {
                FileSubject::Household => MergeSubject::Household,
                FileSubject::Guardian(id) => MergeSubject::Guardian(over.guardian(id.0).into()),
                FileSubject::Child(id) => MergeSubject::Child(over.child(id.0).into()),
            };
            drop(other);
            let conflict = MergeConflict::ChangeRequest { subject };
            if !found.contains(&conflict) {
                found.push(conflict);
            }
        }
        Ok(found)
    }

    fn answers(
        &self,
        vault: &Vault,
        organisation: &Organisation,
        now: DateTime<Utc>,
        (told, kept, other): (MergeSubject, FileSubject, FileSubject),
        found: &mut Vec<MergeConflict>,
    ) -> Result<(), Error> {
        for year in Self::years(organisation, now) {
            let mut here = self.kept.answers(kept, year)?;
            let mut there = self.other.answers(other, year)?;
            if let (FileSubject::Child(kept), FileSubject::Child(other)) = (kept, other) {
                here.extend(health::open(vault, &self.kept, kept)?);
                there.extend(health::open(vault, &self.other, other)?);
            }
            for (field, theirs) in there {
                let shown = !field.section().is_health();
                // of health not even whether both say the same
                let Some(ours) = here.get(&field).filter(|ours| !shown || **ours != theirs) else { continue };
                let conflict = MergeConflict::Answer {
                    subject: told,
                    field,
                    kept: shown.then(|| ours.clone()),
                    other: shown.then_some(theirs),
                };
                if !found.contains(&conflict) {
                    found.push(conflict);
                }
            }
        }
        Ok(())
    }

    /// Edits of one subject and school year that wait in both: the later first.
    pub(super) async fn both_waiting(
        &self,
        db: &impl ConnectionTrait,
        over: &CarryOver,
    ) -> Result<Vec<(ChangeRequest, ChangeRequest)>, Error> {
        let here = changes::waiting(db, over.kept).await?;
        let there = changes::waiting(db, over.other).await?;
        let key = |row: &ChangeRequest| -> (String, Uuid, String) {
            let id = match row.subject_type.as_str() {
                "household" => over.kept.0,
                "guardian" => over.guardian(row.subject_id),
                _ => over.child(row.subject_id),
            };
            (row.subject_type.clone(), id, row.school_year.clone())
        };
        let mut both = Vec::new();
        for other in there {
            if let Some(kept) = here.iter().find(|row| key(row) == key(&other)) {
                let newer = other.created_at > kept.created_at;
                both.push(if newer { (other, kept.clone()) } else { (kept.clone(), other) });
            }
        }
        Ok(both)
    }
}

fn file(kept: &family_files::Model, other: &family_files::Model) -> Result<MergeConflict, Error> {
    let (ours, theirs) = (state(kept.state), state(other.state));
    Ok(MergeConflict::File {
        school_year: kept.school_year.parse().map_err(Error::internal)?,
        kept: ours,
        other: theirs,
        result: if rank(theirs) > rank(ours) { theirs } else { ours },
    })
}
