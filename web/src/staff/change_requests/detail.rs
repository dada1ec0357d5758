//! A change request: what stands there and what is to stand there, side by side.

use leptos::prelude::*;
use shared::catalogue::format_instant;
use shared::families::FileSubject;
use shared::wire::{ChangeRequest, FieldChange, OnlookerSubject};

use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::staff::answers::{answer, field_label};
use crate::staff::health::Health;
use crate::staff::onlookers::Onlookers;
use crate::staff::paths;
use crate::ui::Icon;

/// Its fields, old and new.
#[component]
pub(super) fn Detail(
    /// The change request.
    request: ChangeRequest,
) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (id, at) = (request.id, request.created_at);
    let asked = move || {
        let at = format_instant(i18n.language(), at, organisation.time_zone());
        i18n.text("changes.asked", &[("at", at)])
    };
    let file = [paths::FILES, "/", &request.household_id.to_string()].concat();
    let health = match request.subject {
        FileSubject::Child(child) if request.changes.iter().any(|it| it.field.section().is_health()) => {
            let (household, year) = (request.household_id, request.school_year);
            Some(view! { <Health household child year name=request.subject_name.clone() /> })
        }
        _ => None,
    };
    let open = request.changes.into_iter().filter(|change| !change.field.section().is_health());
    let rows = open.map(|change| view! { <Row change /> }).collect_view();
    view! {
        <Onlookers subject=OnlookerSubject::ChangeRequest id=id.0 />
        <p class="muted">{asked}</p>
        <table class="table changes" role="table" aria-label=t("changes.compared")>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t("changes.field")}</th>
                    <th role="columnheader" scope="col">{t("changes.old")}</th>
                    <th role="columnheader" scope="col">{t("changes.new")}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
        {health}
        <div><Link href=file class="link-line"><Icon name="folder-open" /><span>{request.household}</span></Link></div>
    }
}

#[component]
fn Row(change: FieldChange) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let FieldChange { field, old, new } = change;
    let words = move |value: &Option<shared::families::FieldValue>| match value {
        Some(value) => answer(i18n, organisation, field, value),
        None => i18n.text("answer.empty", &[]),
    };
    let (before, after) = (move || words(&old), move || words(&new));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{move || field_label(i18n, field)}</th>
            <td role="cell">
                <span class="change-label">{t("changes.old")}</span>
                <span class="change-old">{before}</span>
            </td>
            <td role="cell">
                <span class="change-label">{t("changes.new")}</span>
                <span class="change-new">{after}</span>
            </td>
        </tr>
    }
}
