//! A section of the file being corrected on behalf of the family.

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::families::{FileSubject, Section};
use shared::problem::ProblemCode;
use shared::wire::{FamilyFileSheet, FileEdit};

use super::desk::{Draft, HouseholdDesk, Open, asked, use_household_desk};
use crate::failure::Failure;
use crate::fields::{
    Answers, AskedField, FieldEditor, Others, Typed, Values, check_fields, difference, overlaid,
};
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Loading};

/// The form of a section, once what stands there is known: of health that is asked for, and the look recorded.
#[component]
pub(in crate::staff) fn SectionForm(
    /// The file.
    sheet: FamilyFileSheet,
    /// Of whom.
    subject: FileSubject,
    /// Which section.
    section: Section,
) -> impl IntoView {
    let desk = use_household_desk()?;
    let FileSubject::Child(child) = subject else {
        return Some(view! { <Editor desk sheet subject section health=Values::new() /> }.into_any());
    };
    if !section.is_health() {
        return Some(view! { <Editor desk sheet subject section health=Values::new() /> }.into_any());
    }
    let told = RwSignal::new(None);
    let year = sheet.file.school_year;
    let sheet = StoredValue::new(sheet);
    let look = Callback::new(move |()| {
        told.set(None);
        spawn_local(async move {
            let get =
                async |client: &Client| client.get_child_health(desk.household, child, Some(year)).await;
            let answer = desk.session.call(get).await.map_err(std::sync::Arc::new);
            let _ = told.try_set(Some(answer));
        });
    });
    look.run(());
    let form = move || match told.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=look /> }.into_any(),
        Some(Ok(health)) => {
            view! { <Editor desk sheet=sheet.get_value() subject section health=health.values /> }.into_any()
        }
    };
    Some(view! { {form} }.into_any())
}

/// What becomes of sending.
enum Answer {
    Taken,
    /// Somebody else was faster.
    Changed,
}

#[component]
fn Editor(
    desk: HouseholdDesk,
    sheet: FamilyFileSheet,
    subject: FileSubject,
    section: Section,
    health: Values,
) -> impl IntoView {
    let part = sheet.parts.iter().find(|part| part.subject == subject)?;
    let mut stands: Values = part.values.clone();
    stands.extend(health);
    stands.retain(|field, _| field.section() == section);
    let (version, year) = (part.version, sheet.file.school_year);
    let of = (Open::Section(subject, section), year);
    let fields = asked(&sheet, section);
    // read again while something was being written: what was not touched follows what stands there now, what was typed stays
    let (answers, others) = match desk.draft(of) {
        None => (Answers::new(stands.clone()), None),
        Some(draft) => {
            let (before, _) = draft.stood;
            let changed = difference(&before, &stands);
            let touched = difference(&before, &draft.typed);
            let told = draft.overtaken || !changed.is_empty();
            (Answers::new(overlaid(stands.clone(), &touched)), told.then_some(changed))
        }
    };
    let stood = StoredValue::new((stands, version));
    Effect::new(move |_| {
        desk.keep(Draft { of, stood: stood.get_value(), typed: answers.typed(), overtaken: false });
    });
    let form = Form::new(&[]);
    let send = Callback::new({
        let fields = fields.clone();
        move |()| {
            let Some(values) = check_fields(form, answers, &fields, desk.today()) else { return };
            let values: Typed = stood.with_value(|(stood, _)| {
                values.into_iter().filter(|(field, value)| stood.get(field) != value.as_ref()).collect()
            });
            if values.is_empty() {
                desk.close();
                return;
            }
            let edit = FileEdit { subject, school_year: year, values };
            let call = async move {
                let write = async |client: &Client| {
                    client.update_family_file_of_household(desk.household, version, &edit).await
                };
                match desk.session.call(write).await {
                    Ok(_) => Ok(Answer::Taken),
                    Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => Ok(Answer::Changed),
                    Err(error) => Err(error),
                }
            };
            form.send(call, move |answer| match answer {
                Answer::Taken => desk.did(form, "household.saved"),
                Answer::Changed => desk.overtaken(),
            });
        }
    });
    let close = Callback::new(move |()| desk.close());
    let editor = move |asked: &AskedField| view! { <FieldEditor form asked=*asked answers /> };
    Some(view! {
        <FormFrame form on_submit=send>
            {others.map(|changed| view! { <Others changed /> })}
            {fields.iter().map(editor).collect_view()}
            <div class="row">
                <Button submit=true icon="check" label=t("household.save") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    })
}
