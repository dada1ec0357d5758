//! Which id stands for which code of the configuration; ids stay when a file is imported again.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::entities::{activities, document_types, facilities, schools, slots};
use crate::error::Error;

/// The ids of one kind of thing by code, and which of them are new.
#[derive(Debug, Default)]
pub(super) struct Codes {
    known: BTreeMap<String, Uuid>,
    new: BTreeMap<String, Uuid>,
}

impl Codes {
    fn known(rows: impl IntoIterator<Item = (String, Uuid)>) -> Self {
        Self { known: rows.into_iter().collect(), new: BTreeMap::new() }
    }

    /// The id of a code, made now if there is none yet.
    pub(super) fn id_of(&mut self, code: &str, new_id: &dyn Fn() -> Uuid) -> Uuid {
        if let Some(id) = self.get(code) {
            return id;
        }
        let id = new_id();
        self.new.insert(code.to_owned(), id);
        id
    }

    /// The id of a code, if it has one.
    pub(super) fn get(&self, code: &str) -> Option<Uuid> {
        self.known.get(code).or_else(|| self.new.get(code)).copied()
    }

    /// Every code.
    fn all(&self) -> impl Iterator<Item = &str> {
        self.known.keys().chain(self.new.keys()).map(String::as_str)
    }

    /// What was made.
    pub(super) fn made(&self) -> impl Iterator<Item = (&str, Uuid)> {
        self.new.iter().map(|(code, id)| (code.as_str(), *id))
    }
}

/// The ids of everything a configuration names.
#[derive(Debug, Default)]
pub struct Identities {
    pub(super) schools: Codes,
    pub(super) facilities: Codes,
    pub(super) activities: Codes,
    /// By `activity/slot`.
    pub(super) slots: Codes,
    pub(super) documents: Codes,
}

impl Identities {
    /// Those the database holds.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, Error> {
        let schools = schools::Entity::find().all(connection).await?;
        let facilities = facilities::Entity::find().all(connection).await?;
        let activities = activities::Entity::find().all(connection).await?;
        let slots = slots::Entity::find().all(connection).await?;
        let documents = document_types::Entity::find().all(connection).await?;
        let code_of: BTreeMap<Uuid, &str> =
            activities.iter().map(|row| (row.id, row.code.as_str())).collect();
        let slots = slots.into_iter().filter_map(|row| {
            let activity = code_of.get(&row.activity_id)?;
            Some((format!("{activity}/{}", row.code), row.id))
        });
        Ok(Self {
            slots: Codes::known(slots),
            documents: Codes::known(documents.into_iter().map(|row| (row.code, row.id))),
            schools: Codes::known(schools.into_iter().map(|row| (row.code, row.id))),
            facilities: Codes::known(facilities.into_iter().map(|row| (row.code, row.id))),
            activities: Codes::known(activities.iter().map(|row| (row.code.clone(), row.id))),
        })
    }

    /// The id of a school.
    #[must_use]
    pub fn school(&self, code: &str) -> Option<Uuid> {
        self.schools.get(code)
    }

    /// The id of a facility.
    #[must_use]
    pub fn facility(&self, code: &str) -> Option<Uuid> {
        self.facilities.get(code)
    }

    /// The id of a type of document.
    #[must_use]
    pub fn document(&self, code: &str) -> Option<Uuid> {
        self.documents.get(code)
    }

    /// All slots, as `activity/slot`.
    pub fn slot_codes(&self) -> impl Iterator<Item = &str> {
        self.slots.all()
    }

    /// The id of a slot, by `activity/slot`.
    #[must_use]
    pub fn slot(&self, code: &str) -> Option<Uuid> {
        self.slots.get(code)
    }
}
