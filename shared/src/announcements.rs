//! Announcements: whom one is for, and whether a household is among them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::activities::Facility;
use crate::calendar::SchoolYear;
use crate::folding::fold;
use crate::ids::{FacilityId, SchoolId};
use crate::organisation::Organisation;

/// A class of a school, or the whole school.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SchoolClass {
    /// Which school.
    pub school_id: SchoolId,
    /// What the class is called, capitals and accents aside; nothing: the whole school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class_name: Option<String>,
}

/// Whom an announcement is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// All families that have not left.
    Everyone,
    /// The families of children whose school one of these facilities takes children from.
    Facilities(Vec<FacilityId>),
    /// The families of children who are in one of these classes.
    Classes(Vec<SchoolClass>),
}

impl Audience {
    /// The facility that an announcement is from, when it is for the families of exactly one.
    #[must_use]
    pub fn only_facility<'a>(&self, organisation: &'a Organisation) -> Option<&'a Facility> {
        match self {
            Self::Facilities(ids) => match ids.as_slice() {
                [id] => organisation.facility(*id),
                _ => None,
            },
            Self::Everyone | Self::Classes(_) => None,
        }
    }
}

/// Where a child of a household goes to school in a school year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    school_year: SchoolYear,
    school_id: SchoolId,
    /// Folded.
    class: Option<String>,
}

impl Place {
    /// A place of a child.
    #[must_use]
    pub fn new(school_year: SchoolYear, school_id: SchoolId, class_name: Option<&str>) -> Self {
        Self { school_year, school_id, class: class_name.map(class_key) }
    }
}

/// A class name as two of them are compared.
#[must_use]
pub fn class_key(name: &str) -> String {
    fold(name.trim())
}

/// An audience in a school year, as the organisation is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    school_year: SchoolYear,
    whom: Whom,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Whom {
    Everyone,
    /// The children of every school.
    EverySchool,
    Schools(BTreeSet<SchoolId>),
    Classes(BTreeSet<(SchoolId, Option<String>)>),
}

impl Addressed {
    /// Whom an audience names in a school year.
    #[must_use]
    pub fn of(audience: &Audience, school_year: SchoolYear, organisation: &Organisation) -> Self {
        let whom = match audience {
            Audience::Everyone => Whom::Everyone,
            Audience::Facilities(ids) => {
                organisation.schools_served(ids).map_or(Whom::EverySchool, Whom::Schools)
            }
            Audience::Classes(classes) => Whom::Classes(
                classes
                    .iter()
                    .map(|class| (class.school_id, class.class_name.as_deref().map(class_key)))
                    .collect(),
            ),
        };
        Self { school_year, whom }
    }

    /// Whether a household is among them, by the places of all its children in all school years. Everyone are also those
    /// of whom no child goes to school yet; not those whose children are in no school year from this one on.
    #[must_use]
    pub fn includes(&self, places: &[Place]) -> bool {
        match &self.whom {
            Whom::Everyone => {
                places.is_empty() || places.iter().any(|place| place.school_year >= self.school_year)
            }
            Whom::EverySchool => self.places(places).next().is_some(),
            Whom::Schools(schools) => self.places(places).any(|place| schools.contains(&place.school_id)),
            Whom::Classes(classes) => self.places(places).any(|place| {
                classes.contains(&(place.school_id, None))
                    || place.class.is_some() && classes.contains(&(place.school_id, place.class.clone()))
            }),
        }
    }

    fn places<'a>(&self, places: &'a [Place]) -> impl Iterator<Item = &'a Place> + use<'a> {
        let year = self.school_year;
        places.iter().filter(move |place| place.school_year == year)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const YEAR: SchoolYear = SchoolYear::starting_in(2026);

    fn school(n: u128) -> SchoolId {
        Uuid::from_u128(n).into()
    }

    fn place(year: u16, n: u128, class: &str) -> Place {
        Place::new(SchoolYear::starting_in(year), school(n), Some(class).filter(|class| !class.is_empty()))
    }

    fn classes(classes: &[(u128, &str)]) -> Addressed {
        let whom =
            classes.iter().map(|(n, class)| (school(*n), (!class.is_empty()).then(|| class_key(class))));
        Addressed { school_year: YEAR, whom: Whom::Classes(whom.collect()) }
    }

    #[test]
    fn a_class_is_found_without_accents_and_capitals_and_only_in_its_school_and_year() {
        let cp = classes(&[(1, "CP Élodie")]);
        assert!(cp.includes(&[place(2026, 1, " cp elodie")]));
        assert!(!cp.includes(&[place(2026, 2, "CP Élodie")]), "another school");
        assert!(!cp.includes(&[place(2025, 1, "CP Élodie"), place(2027, 1, "CP Élodie")]), "another year");
        assert!(!cp.includes(&[place(2026, 1, "CP Élodie B")]), "another class");
        assert!(!cp.includes(&[place(2026, 1, "")]), "no class is known");
        assert!(classes(&[(1, "")]).includes(&[place(2026, 1, "")]), "the whole school");
    }

    #[test]
    fn everyone_has_not_left() {
        let everyone = Addressed { school_year: YEAR, whom: Whom::Everyone };
        assert!(everyone.includes(&[]), "who has just come");
        assert!(everyone.includes(&[place(2027, 1, "")]), "who comes next year");
        assert!(!everyone.includes(&[place(2025, 1, "")]), "who left");
    }

    #[test]
    fn a_facility_has_the_families_of_its_schools() {
        let facility = Addressed { school_year: YEAR, whom: Whom::Schools([school(1)].into()) };
        assert!(facility.includes(&[place(2026, 2, ""), place(2026, 1, "")]));
        assert!(!facility.includes(&[place(2026, 2, "")]));
        assert!(!facility.includes(&[]));
        let every = Addressed { school_year: YEAR, whom: Whom::EverySchool };
        assert!(every.includes(&[place(2026, 2, "")]) && !every.includes(&[place(2025, 2, "")]));
    }
}
