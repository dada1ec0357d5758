//! Of which school year school and grade of a child who comes are told.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::{Beginning, FieldOwner};
use shared::wire::FamilyFileSheet;

use super::address::{Address, View};
use super::desk::use_desk;
use crate::i18n::t;
use crate::ui::{Choice, RadioField};

/// The id of the choice.
pub(super) const YEAR: &str = "beginning-year";
/// School years begin in September.
const SEPTEMBER: u32 = 9;

/// The school year that is chosen; of a guardian, that of the file that is shown.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    /// The years there are.
    years: StoredValue<Vec<SchoolYear>>,
    /// As its field has it.
    written: RwSignal<String>,
    pub(super) year: Signal<SchoolYear>,
}

/// The one that the address names where a child may begin in it, else the one that is suggested.
fn begins(beginning: &Beginning, named: Option<SchoolYear>) -> SchoolYear {
    named.filter(|year| beginning.school_years.contains(year)).unwrap_or(beginning.suggested)
}

impl Chosen {
    /// What is chosen first. For a child the address is brought to it, and the file with it, now and whenever another is
    /// chosen.
    pub(super) fn of(sheet: &FamilyFileSheet, owner: FieldOwner) -> Self {
        let desk = use_desk();
        let is_child = owner == FieldOwner::Child;
        let named = move || desk.router.parameter("year").and_then(|year| year.parse().ok());
        let first = if is_child { begins(&sheet.beginning, untrack(named)) } else { sheet.file.school_year };
        let written = RwSignal::new(first.to_string());
        let year = Signal::derive(move || written.with(|year| year.parse()).unwrap_or(first));
        if is_child {
            Effect::new(move |_| {
                let year = year.get();
                if untrack(named) != Some(year) {
                    let to = Address { year: Some(year), view: View::Add(owner) }.path();
                    desk.router.replace(&to);
                }
            });
        }
        Self { years: StoredValue::new(sheet.beginning.school_years.clone()), written, year }
    }

    /// Whether there is a choice.
    pub(super) fn is_asked(self) -> bool {
        self.years.with_value(|years| years.len() > 1)
    }
}

/// The choice, where there is one.
#[component]
pub(super) fn BeginningField(chosen: Chosen) -> impl IntoView {
    let desk = use_desk();
    let today = desk.today();
    let choice = |year: SchoolYear| {
        let key = if has_begun(year, today) { "file.begins.present" } else { "file.begins.coming" };
        let says = move || desk.i18n.text(key, &[("first", year.first_year().to_string())]);
        let name = year.to_string();
        Choice {
            code: name.clone(),
            label: Signal::derive(move || name.clone()),
            says: Some(Signal::derive(says)),
        }
    };
    let choices: Vec<Choice> = chosen.years.with_value(|years| years.iter().copied().map(choice).collect());
    chosen.is_asked().then(|| {
        view! { <RadioField id=YEAR legend=t("file.begins") choices value=chosen.written /> }
    })
}

fn has_begun(year: SchoolYear, today: NaiveDate) -> bool {
    NaiveDate::from_ymd_opt(year.first_year().into(), SEPTEMBER, 1).is_some_and(|first| first <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_decides_unless_no_child_can_begin_in_that_year() {
        let year = SchoolYear::starting_in;
        let beginning = Beginning { school_years: vec![year(2026), year(2027)], suggested: year(2027) };
        assert_eq!(begins(&beginning, None), year(2027));
        assert_eq!(begins(&beginning, Some(year(2026))), year(2026));
        assert_eq!(begins(&beginning, Some(year(2025))), year(2027));
    }

    #[test]
    fn a_school_year_has_begun_from_september_on() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!has_begun(SchoolYear::starting_in(2027), day("2027-08-31")));
        assert!(has_begun(SchoolYear::starting_in(2027), day("2027-09-01")));
    }
}
