//! One request to erase, with what it would do.

use leptos::prelude::*;
use shared::catalogue::{format_day_with_year, format_instant};
use shared::wire::ErasureToDecide;

use super::page::Desk;
use crate::browser::clock::Clock;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::staff::paths;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// The card of a request.
#[component]
pub(super) fn Request(desk: Desk, request: ErasureToDecide) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let clock: Clock = expect_context();
    let (asked_at, due_on) = (request.erasure.asked_at, request.erasure.due_on);
    let day = move || format_day_with_year(i18n.language(), due_on);
    let asked = move || {
        let at = format_instant(i18n.language(), asked_at, organisation.time_zone());
        i18n.text("erasures.asked", &[("at", at), ("day", day())])
    };
    let overdue = move || {
        let late = organisation.day_of(clock.now()) > due_on;
        late.then(|| {
            view! { <Notice tone=Tone::Danger><p>{move || i18n.text("erasures.overdue", &[("day", day())])}</p></Notice> }
        })
    };
    let names = move |key: &'static str, names: Vec<String>| {
        let names = names.join(", ");
        (!names.is_empty()).then(|| view! { <p>{move || i18n.text(key, &[("names", names.clone())])}</p> })
    };
    let coming = i64::try_from(request.coming_bookings).unwrap_or(i64::MAX);
    let coming =
        (coming > 0).then(|| view! { <p>{move || i18n.count("erasures.bookings", coming, &[])}</p> });
    let message = request.erasure.message.clone();
    let message = (!message.is_empty())
        .then(|| view! { <p>{move || i18n.text("erasures.message", &[("text", message.clone())])}</p> });
    let file = [paths::FILES, "/", &request.household_id.to_string()].concat();
    let whose = Signal::stored(request.household_name.clone());
    let known = StoredValue::new(request.clone());
    let begin = move |dialog: RwSignal<bool>| {
        Callback::new(move |()| {
            desk.deciding.set(Some(known.get_value()));
            dialog.set(true);
        })
    };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="house" /><h2>{request.household_name.clone()}</h2></div>
            {overdue}
            <p>{asked}</p>
            {message}
            {names("erasures.guardians", request.guardians.clone())}
            {names("erasures.shared", request.shared_children.clone())}
            {coming}
            <div>
                <Link href=file class="link-line"><Icon name="folder-open" /><span>{t("erasures.open")}</span></Link>
            </div>
            <div class="row">
                <Button kind=ButtonKind::Plain icon="trash-2" label=t("erasures.confirm") about=whose on_press=begin(desk.confirming) />
                <Button kind=ButtonKind::Quiet icon="x" label=t("erasures.refuse") about=whose on_press=begin(desk.refusing) />
            </div>
        </section>
    }
}
