//! A child, or another guardian, comes into the household: who they are, and what the organisation requires of them.

use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldOwner, FieldValue, Need, Section};
use shared::wire::{FamilyFileSheet, NewMember};

use super::address::{Address, View, year_path};
use super::beginning::{BeginningField, Chosen, YEAR};
use super::desk::{FileDesk, asked, use_desk};
use super::edit::focus_first;
use super::kept;
use crate::fields::{Answers, AskedField, FieldEditor, Values, check_fields};
use crate::form::{Form, FormFrame, OnceKey};
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Icon, Notice, Site, Tone, focus};

/// All of who they are and, of a child, of the school; of the rest what is required: the rest can follow.
fn fields(sheet: &FamilyFileSheet, owner: FieldOwner) -> Vec<AskedField> {
    let whole = |section| matches!(section, Section::Guardian | Section::Child | Section::Schooling);
    let sections = Section::ALL.into_iter().filter(|section| section.owner() == owner);
    let all = sections.flat_map(|section| asked(sheet, section, false));
    all.filter(|asked| whole(asked.field.section()) || asked.need == Need::Required).collect()
}

/// The form for somebody new.
#[component]
pub(super) fn AddMember(owner: FieldOwner) -> impl IntoView {
    let desk = use_desk();
    if !desk.whose.may_edit {
        return Some(view! { <Notice tone=Tone::Warning><p>{t("file.only_looks")}</p></Notice> }.into_any());
    }
    let site = expect_context::<Site>();
    let sheet = desk.sheet.get_untracked()?;
    let is_child = owner == FieldOwner::Child;
    let chosen = Chosen::of(&sheet, owner);
    let year = chosen.year;
    // what is asked follows the school year
    let fields = Memo::new(move |_| desk.sheet().map(|sheet| fields(&sheet, owner)).unwrap_or_default());
    let name = Address { year: None, view: View::Add(owner) }.path();
    let typed = kept::kept(desk, &name);
    let again = RwSignal::new(typed.is_some());
    let answers = Answers::new(kept::overlaid(Values::new(), &typed.unwrap_or_default()));
    // what the form began with
    let base = StoredValue::new(Values::new());
    let kept_name = name.clone();
    Effect::new(move |_| {
        let typed = answers.typed();
        kept::keep(desk, &kept_name, base.with_value(|base| kept::difference(base, &typed)));
    });
    let form = Form::new(&[("values", "")]);
    // the same person sent again is one person; another one is not
    let attempt = OnceKey::<NewMember>::new();
    let added = RwSignal::new(None::<String>);
    let send = Callback::new({
        let name = name.clone();
        move |another: bool| {
            let fields = fields.get_untracked();
            let Some(values) = check_fields(form, answers, &fields, desk.today()) else { return };
            let values = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
            let year = year.get_untracked();
            let new = NewMember { school_year: year, values };
            let key = attempt.key_for(&new);
            let name = name.clone();
            form.send(create(desk, is_child, key, new), move |()| {
                kept::forget(desk, &name);
                if another {
                    // brothers and sisters mostly have the same name
                    let typed = untrack(|| answers.typed());
                    let begins: Values =
                        typed.get_key_value(&Field::ChildLastName).into_iter().map(owned).collect();
                    base.set_value(begins.clone());
                    answers.replace(begins);
                    again.set(false);
                    added.set(Some(text_of(&typed, Field::ChildFirstName)));
                    return;
                }
                site.tell_next(if is_child { "file.child_added" } else { "file.guardian_added" });
                desk.router.go(&year_path(year));
            });
        }
    });
    // the choice of a year comes first: on a phone it would be above what is seen
    if is_child && chosen.is_asked() {
        focus_first(YEAR);
    } else if let Some(first) = fields.with_untracked(|fields| fields.first().copied()) {
        focus_first(first.field.code());
    }
    let cancel = move |_| kept::forget(desk, &name);
    let lead = if is_child { "file.add_child_lead" } else { "file.add_guardian_lead" };
    let choice = is_child.then(|| view! { <BeginningField chosen /> });
    let view = view! {
        <div class="file-section">
            {move || added.get().map(|first| view! { <Added first /> })}
            <p>{t(lead)}</p>
            <div class="card">
                <FormFrame form on_submit=Callback::new(move |()| send.run(false))>
                    <Show when=move || again.get()><Notice><p>{t("file.again")}</p></Notice></Show>
                    {choice}
                    {move || view! { <Editors fields=fields.get() form answers year /> }}
                    <div class="row">
                        <Button submit=true icon="plus" label=t("file.add") busy=form.busy() />
                        {is_child.then(|| view! {
                            <Button
                                kind=ButtonKind::Plain
                                icon="plus"
                                label=t("file.add_and_next")
                                busy=form.busy()
                                on_press=Callback::new(move |()| send.run(true))
                            />
                        })}
                        <a class="button button--quiet" href=move || year_path(year.get()) on:click=cancel>
                            <Icon name="x" /><span>{t("file.cancel")}</span>
                        </a>
                    </div>
                </FormFrame>
            </div>
        </div>
    };
    Some(view.into_any())
}

/// The editors; those that a school year has each for itself stand under its name.
#[component]
fn Editors(fields: Vec<AskedField>, form: Form, answers: Answers, year: Signal<SchoolYear>) -> impl IntoView {
    let i18n = use_desk().i18n;
    let editor = move |asked: &AskedField| view! { <FieldEditor form asked=*asked answers /> };
    let of_year = |asked: &AskedField| asked.field.section() == Section::Schooling;
    let legend = move || i18n.text("file.schooling_in", &[("year", year.get().to_string())]);
    let groups = fields.chunk_by(|one, next| of_year(one) == of_year(next));
    let group = |fields: &[AskedField]| {
        let editors = fields.iter().map(editor).collect_view();
        if fields.first().is_some_and(of_year) {
            view! { <fieldset class="of-year"><legend>{legend}</legend>{editors}</fieldset> }.into_any()
        } else {
            editors.into_any()
        }
    };
    groups.map(group).collect_view()
}

/// That a child is there, and the next one may follow.
#[component]
fn Added(first: String) -> impl IntoView {
    let i18n = use_desk().i18n;
    // the button that was pressed stands below
    let frame = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            focus(&frame);
            frame.scroll_into_view();
        }
    });
    view! {
        <div tabindex="-1" node_ref=frame>
            <Notice tone=Tone::Success>
                <p>{move || i18n.text("file.child_added_next", &[("name", first.clone())])}</p>
            </Notice>
        </div>
    }
}

fn owned((field, value): (&Field, &FieldValue)) -> (Field, FieldValue) {
    (*field, value.clone())
}

fn text_of(values: &Values, field: Field) -> String {
    match values.get(&field) {
        Some(FieldValue::Text(text)) => text.trim().to_owned(),
        _ => String::new(),
    }
}

/// Adds somebody, and asks for the file with them in it.
async fn create(desk: FileDesk, is_child: bool, key: String, new: NewMember) -> Result<(), client::Error> {
    let (household, year) = (desk.whose.household, new.school_year);
    let answer = desk
        .session
        .call(async |client: &client::Client| {
            if is_child {
                client.create_child(household, &key, &new).await
            } else {
                client.create_guardian(household, &key, &new).await
            }
        })
        .await;
    answer?;
    desk.show(Some(year)).await;
    Ok(())
}
