//! What an organisation asks of families, field by field, and what becomes of an edit.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::fields::Field;
use crate::calendar::SchoolYear;

/// Whether a field is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It is not shown, and takes no answer.
    Hidden,
    /// It may be left empty.
    Optional,
    /// Without it nothing can be booked.
    Required,
}

/// When an edit takes effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EditEffect {
    /// As soon as the family saves it.
    #[default]
    AtOnce,
    /// When staff accept it; what stood there holds meanwhile. A first answer, which nothing stands in the stead of, takes
    /// effect at once.
    AfterAcceptance,
}

/// What holds for one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldRule {
    /// Whether it is asked.
    pub need: Need,
    /// When an edit takes effect.
    #[serde(default)]
    pub edits: EditEffect,
}

/// How families come into the portal. An organisation chooses one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// Parents create their accounts of their own accord; nobody is invited.
    SignUp,
    /// The organisation invites the families that it knows; nobody creates an account.
    #[default]
    Invitation,
    /// Either.
    Both,
}

impl Entry {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::SignUp, Self::Invitation, Self::Both];

    /// Whether parents may create an account of their own accord.
    #[must_use]
    pub const fn signs_up(self) -> bool {
        matches!(self, Self::SignUp | Self::Both)
    }

    /// Whether the organisation may invite families.
    #[must_use]
    pub const fn invites(self) -> bool {
        matches!(self, Self::Invitation | Self::Both)
    }
}

/// What an organisation asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FilePolicy {
    /// How families come into the portal.
    #[serde(default)]
    pub entry: Entry,
    /// What holds for a field in every year that says nothing else.
    #[serde(default)]
    pub fields: BTreeMap<Field, FieldRule>,
    /// What holds for a field in one school year.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub years: BTreeMap<SchoolYear, BTreeMap<Field, FieldRule>>,
}

impl FilePolicy {
    /// What holds for a field in a school year. What is essential is required; what is not named is hidden.
    #[must_use]
    pub fn rule(&self, field: Field, year: SchoolYear) -> FieldRule {
        let of_year = self.years.get(&year).and_then(|fields| fields.get(&field));
        let named = of_year.or_else(|| self.fields.get(&field)).copied();
        let rule = named.unwrap_or(FieldRule { need: Need::Hidden, edits: EditEffect::AtOnce });
        if field.is_essential() { FieldRule { need: Need::Required, ..rule } } else { rule }
    }

    /// What holds for every field in a school year.
    #[must_use]
    pub fn rules(&self, year: SchoolYear) -> BTreeMap<Field, FieldRule> {
        Field::ALL.into_iter().map(|field| (field, self.rule(field, year))).collect()
    }
}
