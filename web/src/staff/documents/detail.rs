//! A document: what it is, whose, until when it counts, and itself.

use leptos::prelude::*;
use shared::catalogue::{format_day_with_year, format_instant};
use shared::wire::{DocumentToCheck, OnlookerSubject};

use super::until::UntilField;
use super::viewer::Viewer;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::staff::onlookers::Onlookers;
use crate::staff::paths;
use crate::staff::queue::Queue;
use crate::ui::Icon;

/// What an agent looks at before deciding.
#[component]
pub(super) fn Detail(
    /// Where it waits.
    queue: Queue<DocumentToCheck>,
    /// The document.
    document: DocumentToCheck,
    /// Whether one's role permits deciding.
    may_decide: Memo<bool>,
) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let sent = document.document.clone();
    let at = sent.received_at;
    let received = move || format_instant(i18n.language(), at, organisation.time_zone());
    let year = sent.asked.school_year.map(|year| {
        view! { <div><dt>{t("pieces.year")}</dt><dd>{year.to_string()}</dd></div> }
    });
    let last_day = sent.expires_on.and_then(|day| day.pred_opt());
    let until = move || match last_day {
        Some(day) => format_day_with_year(i18n.language(), day),
        None => i18n.text("pieces.for_ever", &[]),
    };
    let file = [paths::FILES, "/", &document.household_id.to_string()].concat();
    let household = document.household_name.clone();
    let waiting = StoredValue::new(document);
    view! {
        <Onlookers subject=OnlookerSubject::Document id=sent.id.0 />
        <dl class="facts">
            {year}
            <div><dt>{t("pieces.received_at")}</dt><dd>{received}</dd></div>
            <Show when=move || !may_decide.get()>
                <div><dt>{t("pieces.until_type")}</dt><dd>{until}</dd></div>
            </Show>
        </dl>
        <Show when=move || may_decide.get()>
            <UntilField deciding=queue.deciding document=waiting.get_value() />
        </Show>
        <Viewer id=sent.id name=sent.name media_type=sent.media_type />
        <div><Link href=file class="link-line"><Icon name="folder-open" /><span>{household}</span></Link></div>
    }
}
