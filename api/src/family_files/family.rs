//! A household with everybody in it, as the database has it: the one place that knows where an answer is kept.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
use shared::calendar::SchoolYear;
use shared::documents::CalledFor;
use shared::families::{
    Child, FamilyFile, Field, FieldValue, FileState, FileSubject, Grade, Schooling, Section, missing,
};
use shared::ids::{ChildId, GuardianId, HouseholdId};
use shared::organisation::Organisation;
use uuid::Uuid;

use super::store;
use crate::documents;
use crate::entities::family_files::FileState as Kept;
use crate::entities::{
    child_grades, children, family_files, guardians, health_records, household_children, household_guardians,
    households,
};
use crate::error::Error;
use crate::vault::Vault;

/// Answers by field.
pub type Answers = BTreeMap<Field, FieldValue>;

/// A household, its guardians and children, and how far its files are.
pub struct Family {
    pub(super) household: households::Model,
    pub(super) guardians: Vec<(guardians::Model, household_guardians::Model)>,
    pub(super) children: Vec<(children::Model, household_children::Model)>,
    pub(super) grades: Vec<child_grades::Model>,
    pub(super) health: Vec<health_records::Model>,
    pub(super) files: Vec<family_files::Model>,
}

impl Family {
    /// Loads a household as `db` sees it. Five statements.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]; those of the database.
    pub async fn load(db: &impl ConnectionTrait, household: HouseholdId) -> Result<Self, Error> {
        let (row, files) = store::household(db, household.0).await?.ok_or(Error::NotFound)?;
        let children = store::children(db, household.0).await?;
        let ids: Vec<Uuid> = children.iter().map(|(child, _)| child.id).collect();
        Ok(Self {
            household: row,
            guardians: store::guardians(db, household.0).await?,
            grades: store::grades(db, &ids).await?,
            health: store::health(db, &ids).await?,
            children,
            files,
        })
    }

    /// Of whom the file tells, in the order of the file.
    #[must_use]
    pub fn subjects(&self) -> Vec<FileSubject> {
        let guardians = self.guardians.iter().map(|(row, _)| FileSubject::Guardian(row.id.into()));
        let children = self.children.iter().map(|(row, _)| FileSubject::Child(row.id.into()));
        guardians.chain([FileSubject::Household]).chain(children).collect()
    }

    /// The children as the rules see them, the eldest first.
    ///
    /// # Errors
    ///
    /// When the database holds what nobody wrote.
    pub fn children(&self) -> Result<Vec<Child>, Error> {
        let child = |(row, _): &(children::Model, _)| {
            let grades = self.grades.iter().filter(|grade| grade.child_id == row.id);
            Ok(Child {
                id: row.id.into(),
                first_name: row.first_name.clone(),
                last_name: row.last_name.clone(),
                birth_date: row.birth_date,
                resident: self.household.is_resident(),
                schoolings: grades.map(schooling).collect::<Result<_, Error>>()?,
            })
        };
        self.children.iter().map(child).collect()
    }

    /// Which documents with a condition are asked about its children.
    ///
    /// # Errors
    ///
    /// When a record of health does not open, or the database holds what nobody wrote.
    pub fn called_for(&self, vault: &Vault, organisation: &Organisation) -> Result<Vec<CalledFor>, Error> {
        let children = self.children.iter().map(|(child, _)| child);
        documents::called_for(vault, organisation, children, &self.health)
    }

    /// What somebody has answered, health apart; of schooling, in that school year.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the household has no such subject; when the database holds what nobody wrote.
    pub fn answers(&self, subject: FileSubject, year: SchoolYear) -> Result<Answers, Error> {
        let text = |text: &str| FieldValue::Text(text.to_owned());
        match subject {
            FileSubject::Household => details(&self.household.details),
            FileSubject::Guardian(id) => {
                let (row, _) = self.guardian(id)?;
                let mut answers = details(&row.details)?;
                answers.insert(Field::GuardianFirstName, text(&row.first_name));
                answers.insert(Field::GuardianLastName, text(&row.last_name));
                if let Some(phone) = &row.phone {
                    answers.insert(Field::GuardianPhone, text(phone));
                }
                Ok(answers)
            }
            FileSubject::Child(id) => {
                let (row, _) = self.child(id)?;
                let mut answers = details(&row.details)?;
                answers.insert(Field::ChildFirstName, text(&row.first_name));
                answers.insert(Field::ChildLastName, text(&row.last_name));
                answers.insert(Field::ChildBirthDate, text(&row.birth_date.to_string()));
                let year = year.to_string();
                let of_year =
                    |grade: &&child_grades::Model| grade.child_id == row.id && grade.school_year == year;
                if let Some(grade) = self.grades.iter().find(of_year) {
                    answers.insert(Field::ChildSchool, text(&grade.school_id.to_string()));
                    answers.insert(Field::ChildGrade, text(&grade.grade));
                    if let Some(class) = &grade.class_name {
                        answers.insert(Field::ChildClass, text(class));
                    }
                }
                Ok(answers)
            }
        }
    }

    /// Which fields somebody has answered, health among them.
    fn answered(&self, subject: FileSubject, year: SchoolYear) -> Result<BTreeSet<Field>, Error> {
        let mut fields: BTreeSet<Field> = self.answers(subject, year)?.into_keys().collect();
        if let FileSubject::Child(id) = subject
            && let Some(record) = self.health.iter().find(|record| record.child_id == id.0)
        {
            let answered: Vec<Field> = serde_json::from_value(record.answered.clone())
                .context("reading which fields are answered")?;
            fields.extend(answered);
        }
        Ok(fields)
    }

    /// How far the file of a school year is, and what it lacks.
    ///
    /// # Errors
    ///
    /// When the database holds what nobody wrote.
    pub fn file(&self, organisation: &Organisation, year: SchoolYear) -> Result<FamilyFile, Error> {
        let children = self.children()?.into_iter();
        let later: Vec<ChildId> =
            children.filter(|child| organisation.begins_after(child, year)).map(|child| child.id).collect();
        let mut subjects = self.subjects();
        subjects.retain(|subject| !matches!(subject, FileSubject::Child(id) if later.contains(id)));
        let answered = subjects.iter().map(|subject| Ok((*subject, self.answered(*subject, year)?)));
        let answered: BTreeMap<FileSubject, BTreeSet<Field>> = answered.collect::<Result<_, Error>>()?;
        let missing = missing(&organisation.file, year, subjects, |subject, field| {
            answered.get(&subject).is_some_and(|fields| fields.contains(&field))
        });
        let row = self.row(year);
        let came_after = |member: &household_children::Model| match (member.added_at, row) {
            // where nobody knows when it was validated, it was not for who was added by the family
            (Some(came), Some(row)) => {
                row.decided_at.map_or(row.state == Kept::Validated, |decided| came > decided)
            }
            _ => false,
        };
        let here = self.children.iter().filter(|(child, _)| !later.contains(&child.id.into()));
        let unchecked =
            here.filter(|(_, member)| came_after(member)).map(|(child, _)| child.id.into()).collect();
        let state = row.map_or(FileState::Incomplete, |row| state(row.state));
        let is_asked = row.is_some_and(|row| row.message.is_some());
        let sent_back = state == FileState::Incomplete && is_asked;
        Ok(FamilyFile { school_year: year, state, missing, unchecked, later, sent_back })
    }

    /// The files of all school years that sessions are planned for.
    ///
    /// # Errors
    ///
    /// When the database holds what nobody wrote.
    pub fn files(&self, organisation: &Organisation) -> Result<Vec<FamilyFile>, Error> {
        organisation.school_years().into_iter().map(|year| self.file(organisation, year)).collect()
    }

    /// When something happens that staff have not seen in deciding: requests may arrive before a decision and be
    /// carried out after it.
    pub(super) fn after_decisions(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let decided = self.files.iter().filter_map(|row| row.decided_at);
        decided.map(|decided| decided + TimeDelta::microseconds(1)).fold(now, DateTime::max)
    }

    /// When a decision is taken that has seen what there is of a school year's file and of all children.
    pub(super) fn after_submissions(&self, year: SchoolYear, now: DateTime<Utc>) -> DateTime<Utc> {
        let came = self.children.iter().filter_map(|(_, member)| member.added_at);
        came.chain(self.row(year).and_then(|row| row.submitted_at)).fold(now, DateTime::max)
    }

    /// Of whom a decision on a file says nothing: children who begin only later, and whom no later file has validated.
    pub(super) fn not_decided_on(&self, file: &FamilyFile) -> Vec<ChildId> {
        let year = file.school_year.to_string();
        let validated_later = |member: &household_children::Model| {
            self.files
                .iter()
                .filter(|row| row.school_year > year && row.state == Kept::Validated)
                .any(|row| row.decided_at.zip(member.added_at).is_none_or(|(decided, came)| came <= decided))
        };
        let later = self
            .children
            .iter()
            .filter(|(child, member)| file.begins_later(child.id.into()) && !validated_later(member));
        later.map(|(child, _)| child.id.into()).collect()
    }

    /// The row of a school year's file, if it has one.
    pub(super) fn row(&self, year: SchoolYear) -> Option<&family_files::Model> {
        let year = year.to_string();
        self.files.iter().find(|row| row.school_year == year)
    }

    /// One of its guardians.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]
    pub(super) fn guardian(
        &self,
        id: GuardianId,
    ) -> Result<&(guardians::Model, household_guardians::Model), Error> {
        self.guardians.iter().find(|(row, _)| row.id == id.0).ok_or(Error::NotFound)
    }

    /// One of its children.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]
    pub(super) fn child(&self, id: ChildId) -> Result<&(children::Model, household_children::Model), Error> {
        self.children.iter().find(|(row, _)| row.id == id.0).ok_or(Error::NotFound)
    }

    /// How often the row of a subject was edited.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]
    pub(super) fn version(&self, subject: FileSubject) -> Result<i32, Error> {
        Ok(match subject {
            FileSubject::Household => self.household.version,
            FileSubject::Guardian(id) => self.guardian(id)?.0.version,
            FileSubject::Child(id) => self.child(id)?.0.version,
        })
    }
}

/// Whether a field is kept in `details`, in a column of its own, or with the schooling or the health of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the JSON of its owner.
    Details,
    /// In a column.
    Column,
    /// With school and grade of a year.
    Schooling,
    /// Sealed.
    Health,
}

/// Where the answer to a field is kept.
#[must_use]
pub const fn place(field: Field) -> Place {
    match field.section() {
        Section::Health => Place::Health,
        Section::Schooling => Place::Schooling,
        _ if field.is_essential() || matches!(field, Field::GuardianPhone) => Place::Column,
        _ => Place::Details,
    }
}

/// Answers that a row holds; of its owner's fields alone.
///
/// # Errors
///
/// When the database holds what nobody wrote.
pub fn details(json: &serde_json::Value) -> Result<Answers, Error> {
    Ok(serde_json::from_value(json.clone()).context("reading answers")?)
}

pub(super) const fn state(state: family_files::FileState) -> FileState {
    match state {
        family_files::FileState::Incomplete => FileState::Incomplete,
        family_files::FileState::Received => FileState::Received,
        family_files::FileState::Validated => FileState::Validated,
    }
}

/// How far a file is, as rows have it.
pub(super) const fn kept(state: FileState) -> family_files::FileState {
    match state {
        FileState::Incomplete => family_files::FileState::Incomplete,
        FileState::Received => family_files::FileState::Received,
        FileState::Validated => family_files::FileState::Validated,
    }
}

/// Where a child goes to school, as a row has it.
///
/// # Errors
///
/// When the database holds what nobody wrote.
pub fn schooling(row: &child_grades::Model) -> Result<Schooling, Error> {
    Ok(Schooling {
        school_year: row.school_year.parse().context("reading a school year")?,
        school_id: row.school_id.into(),
        grade: Grade::from_code(&row.grade).with_context(|| format!("no grade {}", row.grade))?,
    })
}

/// Kind and id of a subject as rows name it.
pub(super) const fn subject_key(subject: FileSubject, household: HouseholdId) -> (&'static str, Uuid) {
    match subject {
        FileSubject::Household => ("household", household.0),
        FileSubject::Guardian(id) => ("guardian", id.0),
        FileSubject::Child(id) => ("child", id.0),
    }
}
