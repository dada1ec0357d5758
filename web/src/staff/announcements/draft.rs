//! What is being written: texts, whom for, until when.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::announcements::{Audience, SchoolClass};
use shared::calendar::SchoolYear;
use shared::wire::{Announcement, AnnouncementText};

use crate::form::Wrong;

pub(super) const TITLE_FR: &str = "title-fr";
pub(super) const BODY_FR: &str = "body-fr";
pub(super) const TITLE_EN: &str = "title-en";
pub(super) const BODY_EN: &str = "body-en";
pub(super) const AUDIENCE: &str = "audience";
pub(super) const UNTIL: &str = "shown-until";

/// How long a new announcement is shown, in days.
const SHOWN: u64 = 14;

/// Codes of what an audience is made of.
pub(super) const EVERYONE: &str = "everyone";
pub(super) const FACILITIES: &str = "facilities";
pub(super) const CLASSES: &str = "classes";

/// What is written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub(super) title_fr: RwSignal<String>,
    pub(super) body_fr: RwSignal<String>,
    pub(super) title_en: RwSignal<String>,
    pub(super) body_en: RwSignal<String>,
    /// Everyone, facilities or classes.
    pub(super) kind: RwSignal<String>,
    pub(super) facilities: RwSignal<BTreeSet<String>>,
    pub(super) classes: RwSignal<BTreeSet<String>>,
    /// Empty: the present one.
    pub(super) school_year: RwSignal<String>,
    pub(super) until: RwSignal<String>,
}

impl Draft {
    /// Of a new announcement, written on a day by somebody who may write to everyone, or not.
    pub(super) fn new(today: NaiveDate, to_everyone: bool) -> Self {
        let until = today.checked_add_days(Days::new(SHOWN)).unwrap_or(today);
        let text = || RwSignal::new(String::new());
        Self {
            title_fr: text(),
            body_fr: text(),
            title_en: text(),
            body_en: text(),
            kind: RwSignal::new(if to_everyone { EVERYONE } else { FACILITIES }.to_owned()),
            facilities: RwSignal::new(BTreeSet::new()),
            classes: RwSignal::new(BTreeSet::new()),
            school_year: text(),
            until: RwSignal::new(until.to_string()),
        }
    }

    /// As it is known.
    pub(super) fn of(known: &Announcement) -> Self {
        let summary = &known.summary;
        let draft = Self::new(summary.shown_until, true);
        draft.title_fr.set(summary.title.clone());
        draft.body_fr.set(known.body_fr.clone());
        draft.title_en.set(known.title_en.clone());
        draft.body_en.set(known.body_en.clone());
        draft.until.set(summary.shown_until.to_string());
        draft.school_year.set(summary.school_year.to_string());
        match &summary.audience {
            Audience::Everyone => {}
            Audience::Facilities(ids) => {
                draft.kind.set(FACILITIES.to_owned());
                draft.facilities.set(ids.iter().map(ToString::to_string).collect());
            }
            Audience::Classes(classes) => {
                draft.kind.set(CLASSES.to_owned());
                draft.classes.set(classes.iter().map(class_code).collect());
            }
        }
        draft
    }

    /// As it is sent; none while no day is written.
    pub(super) fn text(self) -> Option<AnnouncementText> {
        let audience = match self.kind.get_untracked().as_str() {
            FACILITIES => {
                let ids = self.facilities.get_untracked();
                Audience::Facilities(ids.iter().filter_map(|id| id.parse().ok()).collect())
            }
            CLASSES => {
                let codes = self.classes.get_untracked();
                Audience::Classes(codes.iter().filter_map(|code| class_of(code)).collect())
            }
            _ => Audience::Everyone,
        };
        Some(AnnouncementText {
            title_fr: self.title_fr.get_untracked().trim().to_owned(),
            body_fr: self.body_fr.get_untracked().trim().to_owned(),
            title_en: self.title_en.get_untracked().trim().to_owned(),
            body_en: self.body_en.get_untracked().trim().to_owned(),
            audience,
            school_year: self.school_year.get_untracked().parse::<SchoolYear>().ok(),
            shown_until: self.until.get_untracked().parse().ok()?,
        })
    }

    /// What is wrong with it, by field, as far as it is seen before sending.
    pub(super) fn wrong(self, today: NaiveDate) -> [(&'static str, Option<Wrong>); 6] {
        let said = |wrong: bool, key| wrong.then_some(Wrong::Said(key));
        let empty = |text: RwSignal<String>| text.with_untracked(|text| text.trim().is_empty());
        let day = self.until.get_untracked().parse::<NaiveDate>();
        let unaddressed = match self.kind.get_untracked().as_str() {
            FACILITIES => self.facilities.with_untracked(BTreeSet::is_empty),
            CLASSES => self.classes.with_untracked(BTreeSet::is_empty),
            _ => false,
        };
        let [titled, written] = [self.title_en, self.body_en].map(|text| !empty(text));
        [
            (TITLE_FR, said(empty(self.title_fr), "announcing.title_missing")),
            (BODY_FR, said(empty(self.body_fr), "announcing.body_missing")),
            (TITLE_EN, said(!titled && written, "announcing.title_en_missing")),
            (BODY_EN, said(titled && !written, "announcing.body_en_missing")),
            (AUDIENCE, said(unaddressed, "announcing.audience_missing")),
            (UNTIL, said(day.is_err() || day.is_ok_and(|day| day < today), "announcing.until_past")),
        ]
    }
}

/// The code of a class among the choices.
pub(super) fn class_code(class: &SchoolClass) -> String {
    [&class.school_id.to_string(), "|", class.class_name.as_deref().unwrap_or_default()].concat()
}

/// The class of a code.
pub(super) fn class_of(code: &str) -> Option<SchoolClass> {
    let (school, class) = code.split_once('|')?;
    let class_name = Some(class.to_owned()).filter(|class| !class.is_empty());
    Some(SchoolClass { school_id: school.parse().ok()?, class_name })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_is_found_by_its_code() {
        let school_id = uuid::Uuid::from_u128(7).into();
        for class_name in [None, Some("CP | A".to_owned())] {
            let class = SchoolClass { school_id, class_name };
            assert_eq!(class_of(&class_code(&class)), Some(class));
        }
        assert_eq!(class_of("nothing"), None);
    }
}
