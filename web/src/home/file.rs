//! What keeps the family's file from being complete, on one card.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bookings::Facts;
use shared::calendar::SchoolYear;
use shared::documents::{Concerned, missing_of_household};
use shared::families::{FamilyFile, FileState};

use super::digest::Week;
use crate::family_file::year_path;
use crate::i18n::{t, use_i18n};
use crate::router::{Link, paths};
use crate::ui::Icon;

/// What the files of this school year and those to come ask for.
struct Asking {
    /// How many answers the first of them lacks that lacks any, and where they are given.
    answers: Option<(usize, SchoolYear)>,
    /// How many documents are missing for the first for which any is.
    documents: usize,
    /// The present one, where nothing but sending it is left to do in it.
    to_send: Option<SchoolYear>,
}

impl Asking {
    fn of(facts: &Facts, week: Week) -> Self {
        let organisation = &facts.organisation;
        let present = organisation.calendar.school_year(week.today).ok();
        let coming = || facts.files.iter().filter(|file| Some(file.school_year) >= present);
        let of = Concerned {
            guardians: &facts.guardians,
            children: &facts.children,
            called_for: &facts.called_for,
        };
        let documents = |file: &FamilyFile| {
            missing_of_household(organisation, of, &facts.documents, file.school_year, week.today).len()
        };
        let to_send = |file: &&FamilyFile| {
            organisation.needs_validation()
                && present == Some(file.school_year)
                && file.missing.is_empty()
                && file.state == FileState::Incomplete
        };
        let lacks = coming().map(|file| (file.missing.len(), file.school_year)).find(|(count, _)| *count > 0);
        Self {
            answers: lacks,
            documents: coming().map(documents).find(|count| *count > 0).unwrap_or_default(),
            to_send: coming().find(to_send).map(|file| file.school_year),
        }
    }
}

/// One card with a link to each place where something is to be done; nothing where the file asks for nothing.
#[component]
pub(super) fn FileCard(facts: Arc<Facts>, week: Week) -> impl IntoView {
    let i18n = use_i18n();
    let Asking { answers, documents, to_send } = Asking::of(&facts, week);
    let lacks = answers.map_or(0, |(count, _)| count) + documents;
    let file = match (answers, to_send) {
        (Some((_, year)), _) => Some((year_path(year), "home.file.complete", "arrow-right")),
        (None, Some(year)) => Some((year_path(year), "home.file.to_send", "send")),
        (None, None) => None,
    };
    if lacks == 0 && file.is_none() {
        return None;
    }
    let count = i64::try_from(lacks).unwrap_or(i64::MAX);
    let title = move || match count {
        0 => i18n.text("home.file.send", &[]),
        n => i18n.count("home.file.missing", n, &[]),
    };
    let documents =
        (documents > 0).then(|| (paths::DOCUMENTS.to_owned(), "planning.why.documents", "file-text"));
    let links = file.into_iter().chain(documents).enumerate().map(|(place, (path, label, icon))| {
        let class = if place == 0 { "button" } else { "button button--plain" };
        view! { <Link href=path class=class><Icon name=icon /><span>{t(label)}</span></Link> }
    });
    Some(view! {
        <section class="card deadline-card">
            <h2>{title}</h2>
            <p>{t("home.file.why")}</p>
            <div class="row">{links.collect_view()}</div>
        </section>
    })
}
