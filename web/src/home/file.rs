//! What keeps the family's file from being complete, on a card for each school year in which something is.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::bookings::Facts;
use shared::calendar::SchoolYear;
use shared::documents::{Concerned, awaits_staff, missing_of_household};
use shared::families::{FamilyFile, FileState};

use super::digest::Week;
use crate::family_file::{FileAtWork, asking, is_to_send, year_path};
use crate::i18n::{t, use_i18n};
use crate::router::{Link, paths};
use crate::ui::Icon;

/// What the file of a school year asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asking {
    year: SchoolYear,
    /// How many answers it lacks.
    answers: usize,
    /// How many documents the family has still to send.
    documents: usize,
    /// Whether nothing but sending it is left to do, as to answers.
    to_send: bool,
    /// Whether the family has told something of this year.
    told: bool,
}

impl Asking {
    fn of(facts: &Facts, file: &FamilyFile, present: Option<SchoolYear>, today: NaiveDate) -> Self {
        let (organisation, year) = (&facts.organisation, file.school_year);
        let of = Concerned {
            guardians: &facts.guardians,
            children: &facts.children,
            called_for: &facts.called_for,
        };
        let missing = missing_of_household(organisation, of, &facts.documents, year, today).into_iter();
        let to_bring = missing.filter(|asked| !awaits_staff(organisation, asked, &facts.documents, today));
        let told = file.state != FileState::Incomplete
            || facts.children.iter().any(|child| child.schooling(year).is_some());
        let to_send = organisation.needs_validation()
            && is_to_send(file, facts.children.len(), told || present == Some(year));
        Self { year, answers: file.missing.len(), documents: to_bring.count(), to_send, told }
    }

    /// Of the present school year and those after it, those that ask for something.
    fn all(facts: &Facts, today: NaiveDate) -> Vec<Self> {
        let present = facts.organisation.calendar.school_year(today).ok();
        let coming = facts.files.iter().filter(|file| Some(file.school_year) >= present);
        let of = coming.map(|file| Self::of(facts, file, present, today));
        let of: Vec<Self> = of.collect();
        let asks = |asking: &Self| asking.lacks() > 0 || asking.to_send;
        let files = of.iter().map(|it| FileAtWork { year: it.year, told: it.told, asks: asks(it) });
        let years = asking(files);
        of.into_iter().filter(|asking| years.contains(&asking.year)).collect()
    }

    const fn lacks(self) -> usize {
        self.answers + self.documents
    }
}

/// A card for each school year, with a link to each place where something is to be done; nothing where no file asks for
/// anything.
#[component]
pub(super) fn FileCards(facts: Arc<Facts>, week: Week) -> impl IntoView {
    let several = facts.files.len() > 1;
    let all = Asking::all(&facts, week.today).into_iter();
    all.map(|asking| view! { <FileCard asking names_year=several /> }).collect_view()
}

#[component]
fn FileCard(
    asking: Asking,
    /// Whether there are other years.
    names_year: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let path = || year_path(asking.year);
    let file = match (asking.answers, asking.to_send) {
        (0, false) => None,
        (0, true) => Some((path(), "home.file.to_send", "send")),
        _ => Some((path(), "home.file.complete", "arrow-right")),
    };
    let lacks = i64::try_from(asking.lacks()).unwrap_or(i64::MAX);
    let title = move || {
        let year = [("year", asking.year.to_string())];
        match (lacks, names_year) {
            (0, false) => i18n.text("home.file.send", &[]),
            (0, true) => i18n.text("home.file.send_year", &year),
            (n, false) => i18n.count("home.file.missing", n, &[]),
            (n, true) => i18n.count("home.file.missing_year", n, &year),
        }
    };
    let documents =
        (asking.documents > 0).then(|| (paths::DOCUMENTS.to_owned(), "planning.why.documents", "file-text"));
    let links = file.into_iter().chain(documents).enumerate().map(|(place, (path, label, icon))| {
        let class = if place == 0 { "button" } else { "button button--plain" };
        view! { <Link href=path class=class><Icon name=icon /><span>{t(label)}</span></Link> }
    });
    view! {
        <section class="card deadline-card">
            <h2>{title}</h2>
            <p>{t("home.file.why")}</p>
            <div class="row">{links.collect_view()}</div>
        </section>
    }
}
