//! Staff add a child or another guardian.

use client::Client;
use leptos::prelude::*;
use shared::families::{FieldOwner, Section};
use shared::wire::{FamilyFileSheet, NewMember};

use super::desk::{HouseholdDesk, Open, asked, use_household_desk};
use super::known::KnownChild;
use crate::fields::{Answers, AskedField, FieldEditor, Values, check_fields};
use crate::form::{Form, FormFrame, OnceKey};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind};

/// Three buttons, or the form of one.
#[component]
pub(in crate::staff) fn Adding(
    /// The file.
    sheet: FamilyFileSheet,
) -> impl IntoView {
    let desk = use_household_desk()?;
    let sheet = StoredValue::new(sheet);
    let child = Callback::new(move |()| desk.begin(Open::Child));
    let known = Callback::new(move |()| desk.begin(Open::KnownChild));
    let guardian = Callback::new(move |()| desk.begin(Open::Guardian));
    Some(move || {
        match desk.open.get() {
        Some(Open::Child) => {
            view! { <AddForm desk sheet=sheet.get_value() owner=FieldOwner::Child /> }.into_any()
        }
        Some(Open::KnownChild) => view! { <KnownChild desk sheet=sheet.get_value() /> }.into_any(),
        Some(Open::Guardian) => {
            view! { <AddForm desk sheet=sheet.get_value() owner=FieldOwner::Guardian /> }.into_any()
        }
        _ => view! {
            <div class="row">
                <Button kind=ButtonKind::Plain icon="plus" label=t("household.add_child") on_press=child />
                <Button kind=ButtonKind::Plain icon="repeat" label=t("household.known") on_press=known />
                <Button kind=ButtonKind::Plain icon="user-plus" label=t("household.add_guardian") on_press=guardian />
            </div>
        }
        .into_any(),
    }
    })
}

/// Who they are, and of a child the school.
pub(super) fn fields_of(sheet: &FamilyFileSheet, owner: FieldOwner) -> Vec<AskedField> {
    let sections = [Section::Guardian, Section::Address, Section::Child, Section::Schooling];
    let own = sections.into_iter().filter(|section| section.owner() == owner);
    own.flat_map(|section| asked(sheet, section)).collect()
}

#[component]
fn AddForm(desk: HouseholdDesk, sheet: FamilyFileSheet, owner: FieldOwner) -> impl IntoView {
    let fields: Vec<AskedField> = fields_of(&sheet, owner);
    let year = sheet.file.school_year;
    let is_child = owner == FieldOwner::Child;
    let answers = Answers::new(Values::new());
    let form = Form::new(&[("values", "")]);
    // the same person sent again is one person; another one is not
    let attempt = OnceKey::<NewMember>::new();
    let send = Callback::new({
        let fields = fields.clone();
        move |()| {
            let Some(values) = check_fields(form, answers, &fields, desk.today()) else { return };
            let values = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
            let new = NewMember { school_year: year, values };
            let key = attempt.key_for(&new);
            let call = async move {
                let add = async |client: &Client| {
                    if is_child {
                        client.create_child_of_household(desk.household, &key, &new).await
                    } else {
                        client.create_guardian_of_household(desk.household, &key, &new).await
                    }
                };
                desk.session.call(add).await
            };
            let said = if is_child { "household.child_added" } else { "household.guardian_added" };
            form.send(call, move |_| desk.did(form, said));
        }
    });
    let close = Callback::new(move |()| desk.open.set(None));
    let editor = move |asked: &AskedField| view! { <FieldEditor form asked=*asked answers /> };
    let title = if is_child { "household.add_child" } else { "household.add_guardian" };
    view! {
        <section class="part">
            <h3>{t(title)}</h3>
            <FormFrame form on_submit=send>
                {fields.iter().map(editor).collect_view()}
                <div class="row">
                    <Button submit=true icon="plus" label=t("household.add") busy=form.busy() />
                    <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
                </div>
            </FormFrame>
        </section>
    }
}
