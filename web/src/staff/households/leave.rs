//! A child leaves, or somebody who was entered by mistake is taken out.

use client::Client;
use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::FileSubject;
use shared::wire::{ChildDeparture, FilePart};

use super::desk::{HouseholdDesk, Open, use_household_desk};
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Icon};

const TAKE_OUT: &str = "take-out";

/// What may be said of somebody's leaving.
#[component]
pub(in crate::staff) fn Leaving(
    /// What the file tells of them.
    part: FilePart,
    /// Their name.
    name: String,
    /// The school year that is shown.
    year: SchoolYear,
) -> impl IntoView {
    let desk = use_household_desk()?;
    let open = match part.subject {
        FileSubject::Child(id) => Open::ChildLeaves(id),
        FileSubject::Guardian(id) => Open::GuardianLeaves(id),
        FileSubject::Household => return None,
    };
    let i18n = use_i18n();
    let gone = part.gone_from.map(|from| {
        let text = move || i18n.text("household.gone", &[("year", from.to_string())]);
        view! { <p class="state state--waits"><Icon name="log-out" /><span>{text}</span></p> }
    });
    let begin = Callback::new(move |()| desk.begin(open));
    let label = match (open, part.gone_from) {
        (Open::ChildLeaves(_), _) => "household.leaves",
        _ => "household.take_out",
    };
    let (about, part) = (Signal::stored(name), StoredValue::new(part));
    let body = move || {
        if desk.open.get() == Some(open) {
            view! { <LeaveForm desk part=part.get_value() year /> }.into_any()
        } else {
            view! {
                <div><Button kind=ButtonKind::Quiet icon="log-out" label=t(label) about on_press=begin /></div>
            }
            .into_any()
        }
    };
    Some(view! { {gone} {body} })
}

#[component]
fn LeaveForm(desk: HouseholdDesk, part: FilePart, year: SchoolYear) -> impl IntoView {
    let i18n = use_i18n();
    let form = Form::new(&[("child", TAKE_OUT), ("guardian", TAKE_OUT)]);
    let (household, version, subject) = (desk.household, part.version, part.subject);
    let is_gone = part.gone_from.is_some();
    let mark = Callback::new(move |()| {
        let FileSubject::Child(child) = subject else { return };
        let departure = ChildDeparture { school_year: year, gone: !is_gone };
        let call = async move {
            let mark = async |client: &Client| {
                client.update_child_departure(household, child, version, &departure).await
            };
            desk.session.call(mark).await
        };
        form.send(call, move |marked| {
            let said = match (is_gone, marked.bookings) {
                (true, _) => "household.came_back",
                (false, 0) => "household.left",
                (false, _) => "household.left_with_places",
            };
            desk.did(form, said);
        });
    });
    let take_out = Callback::new(move |()| {
        let call = async move {
            let remove = async |client: &Client| match subject {
                FileSubject::Child(child) => client.remove_child(household, child, version).await,
                FileSubject::Guardian(guardian) => client.remove_guardian(household, guardian, version).await,
                FileSubject::Household => Ok(()),
            };
            desk.session.call(remove).await
        };
        form.send(call, move |()| desk.did(form, "household.taken_out"));
    });
    let close = Callback::new(move |()| desk.open.set(None));
    let is_child = matches!(subject, FileSubject::Child(_));
    let leaves = is_child.then(|| {
        let key = if is_gone { "household.come_back" } else { "household.mark_left" };
        let label = Signal::derive(move || i18n.text(key, &[("year", year.to_string())]));
        view! {
            <p class="muted">{t("household.leaves_says")}</p>
            <div><Button icon="log-out" label busy=form.busy() on_press=mark /></div>
        }
    });
    view! {
        <FormFrame form on_submit=close>
            {leaves}
            <p class="muted" id=TAKE_OUT tabindex="-1">{t("household.take_out_says")}</p>
            <div class="row">
                <Button kind=ButtonKind::Plain icon="trash-2" label=t("household.take_out") busy=form.busy() on_press=take_out />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
}
