//! What keeps the family's file from being complete, on one card.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bookings::Facts;
use shared::families::{FamilyFile, FileState};

use super::digest::Week;
use crate::family_file::year_path;
use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::ui::Icon;

/// The file that asks for something: the first of this year and those to come that lacks an answer, else one to be sent.
fn asking(facts: &Facts, week: Week) -> Option<&FamilyFile> {
    let organisation = &facts.organisation;
    let present = organisation.calendar.school_year(week.today).ok();
    let coming = || facts.files.iter().filter(|file| Some(file.school_year) >= present);
    let to_send = |file: &&FamilyFile| {
        organisation.needs_validation()
            && present == Some(file.school_year)
            && file.missing.is_empty()
            && file.state == FileState::Incomplete
    };
    coming().find(|file| !file.missing.is_empty()).or_else(|| coming().find(to_send))
}

/// One card with one link; nothing where the file asks for nothing.
#[component]
pub(super) fn FileCard(facts: Arc<Facts>, week: Week) -> impl IntoView {
    let i18n = use_i18n();
    let file = asking(&facts, week)?;
    let count = i64::try_from(file.missing.len()).unwrap_or(i64::MAX);
    let path = year_path(file.school_year);
    let title = move || match count {
        0 => i18n.text("home.file.send", &[]),
        n => i18n.count("home.file.missing", n, &[]),
    };
    let (label, icon) =
        if count == 0 { (t("home.file.to_send"), "send") } else { (t("home.file.complete"), "arrow-right") };
    Some(view! {
        <section class="card deadline-card">
            <h2>{title}</h2>
            <p>{t("home.file.why")}</p>
            <div><Link href=path class="button"><Icon name=icon /><span>{label}</span></Link></div>
        </section>
    })
}
