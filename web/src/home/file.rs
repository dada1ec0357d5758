//! What keeps the family's file from being complete, on a card for each school year in which something is.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use shared::bookings::Facts;
use shared::calendar::SchoolYear;
use shared::documents::{Concerned, awaits_staff, missing_of_household};
use shared::families::{Beginning, FamilyFile, FileState};

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
    /// Whether staff have asked for more.
    sent_back: bool,
    /// Whether the family has told something of this year.
    told: bool,
}

impl Asking {
    fn of(facts: &Facts, file: &FamilyFile, beginning: &Beginning, today: NaiveDate) -> Self {
        let (organisation, year) = (&facts.organisation, file.school_year);
        let of = Concerned {
            guardians: &facts.guardians,
            children: &facts.children,
            called_for: &facts.called_for,
        };
        let missing = missing_of_household(organisation, of, &facts.documents, year, today).into_iter();
        let to_bring = missing.filter(|asked| !awaits_staff(organisation, asked, &facts.documents, today));
        let told = is_told(facts, file);
        // a family that comes only later has nothing to do before
        let present = beginning.school_years.first().and_then(|present| facts.file(*present));
        let only_later = || !present.is_some_and(|present| is_told(facts, present));
        let awaited = present.is_some_and(|present| present.school_year == year)
            || (told && (year <= beginning.suggested || only_later()));
        let to_send = organisation.needs_validation() && is_to_send(file, facts.children.len(), awaited);
        Self {
            year,
            answers: file.missing.len(),
            documents: to_bring.count(),
            to_send,
            sent_back: file.sent_back,
            told,
        }
    }

    /// Of the present school year and those after it, those that ask for something.
    fn all(facts: &Facts, now: DateTime<Utc>) -> Vec<Self> {
        let Some(beginning) = facts.organisation.beginning(now) else { return Vec::new() };
        let today = facts.organisation.today(now);
        let coming = facts.files.iter().filter(|file| beginning.school_years.contains(&file.school_year));
        let of: Vec<Self> = coming.map(|file| Self::of(facts, file, &beginning, today)).collect();
        let asks = |asking: &Self| asking.lacks() > 0 || asking.to_send;
        let files = of.iter().map(|it| FileAtWork { year: it.year, told: it.told, asks: asks(it) });
        let years = asking(files);
        of.into_iter().filter(|asking| years.contains(&asking.year)).collect()
    }

    const fn lacks(self) -> usize {
        self.answers + self.documents
    }
}

/// Whether the family has told something of a file's school year: where a child goes to school, or that it is complete.
fn is_told(facts: &Facts, file: &FamilyFile) -> bool {
    file.state != FileState::Incomplete
        || facts.children.iter().any(|child| child.schooling(file.school_year).is_some())
}

/// A card for each school year, with a link to each place where something is to be done; nothing where no file asks for
/// anything.
#[component]
pub(super) fn FileCards(facts: Arc<Facts>, now: DateTime<Utc>) -> impl IntoView {
    let several = facts.files.len() > 1;
    let all = Asking::all(&facts, now).into_iter();
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
        (0, true) if asking.sent_back => Some((path(), "home.file.see_asked", "arrow-right")),
        (0, true) => Some((path(), "home.file.to_send", "send")),
        _ => Some((path(), "home.file.complete", "arrow-right")),
    };
    let lacks = i64::try_from(asking.lacks()).unwrap_or(i64::MAX);
    let title = move || {
        let year = [("year", asking.year.to_string())];
        match (lacks, names_year) {
            (0, false) if asking.sent_back => i18n.text("home.file.asked", &[]),
            (0, true) if asking.sent_back => i18n.text("home.file.asked_year", &year),
            (0, false) => i18n.text("home.file.send", &[]),
            (0, true) => i18n.text("home.file.send_year", &year),
            (n, false) => i18n.count("home.file.missing", n, &[]),
            (n, true) => i18n.count("home.file.missing_year", n, &year),
        }
    };
    let documents =
        (asking.documents > 0).then(|| (paths::DOCUMENTS.to_owned(), "planning.why.documents", "file-text"));
    // what is missing before what is sent
    let (first, second) = if asking.answers == 0 { (documents, file) } else { (file, documents) };
    let links = first.into_iter().chain(second).enumerate().map(|(place, (path, label, icon))| {
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
