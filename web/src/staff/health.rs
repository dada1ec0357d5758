//! The health of a child: not shown before somebody asks, since every look is recorded.

use std::sync::Arc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::families::{Field, Section};
use shared::ids::{ChildId, HouseholdId};
use shared::staff::Permission;
use shared::wire::ChildHealth;

use super::answers::{answer, field_label};
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// A button, and what it brings.
#[component]
pub(super) fn Health(
    /// Of which household.
    household: HouseholdId,
    /// Whose.
    child: ChildId,
    /// In which school year it is asked.
    year: SchoolYear,
    /// The child's name.
    name: String,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let answered = RwSignal::new(None::<Result<ChildHealth, Arc<client::Error>>>);
    let busy = RwSignal::new(false);
    let may = Memo::new(move |_| session.may(Permission::CheckFamilies));
    let look = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let get = async |client: &Client| client.get_child_health(household, child, Some(year)).await;
            let answer = session.call(get).await.map_err(Arc::new);
            let _ = busy.try_set(false);
            let _ = answered.try_set(Some(answer));
        });
    });
    let about = Signal::stored(name);
    move || match answered.get() {
        _ if !may.get() => view! { <p class="muted">{t("health.not_permitted")}</p> }.into_any(),
        Some(Ok(health)) => view! { <Told health /> }.into_any(),
        other => {
            let failed = other.and_then(Result::err).map(|error| {
                view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
            });
            view! {
                {failed}
                <p class="muted">{t("health.recorded")}</p>
                <div><Button kind=ButtonKind::Plain icon="eye" label=t("health.look") about busy on_press=look /></div>
            }
            .into_any()
        }
    }
}

#[component]
fn Told(health: ChildHealth) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let line = move |field: Field| {
        let (old, waiting) = (health.values.get(&field).cloned(), health.waiting.get(&field).cloned());
        (old.is_some() || waiting.is_some()).then(|| {
            let words = move |value: &Option<shared::families::FieldValue>| match value {
                Some(value) => answer(i18n, organisation, field, value),
                None => i18n.text("answer.empty", &[]),
            };
            let now = move || words(&old);
            let next = waiting.map(|next| {
                view! { <span class="change-new">{t("answer.asked")} " " {move || words(&next)}</span> }
            });
            view! { <div><dt>{move || field_label(i18n, field)}</dt><dd>{now} " " {next}</dd></div> }
        })
    };
    view! { <dl class="facts">{Section::Health.fields().map(line).collect_view()}</dl> }
}
