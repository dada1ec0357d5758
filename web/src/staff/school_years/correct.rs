//! What staff know better about a child: its school, grade and class, or that it leaves.

use leptos::prelude::*;
use shared::families::{Grade, Promotion};
use shared::ids::ChildId;
use shared::limits::MAX_CLASS;
use shared::wire::PromotionCorrection;

use super::desk::Desk;
use super::plan::{Outcome, outcome};
use super::words::{child_name, grade_name, place};
use crate::form::{Form, FormFrame, Wrong};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Choice, Dialog, Frame, RadioField};

const WHAT: &str = "year-what";
const SCHOOL: &str = "year-to-school";
const GRADE: &str = "year-to-grade";
const CLASS: &str = "year-to-class";
const GOES: &str = "goes";
const LEAVES: &str = "leaves";

/// The dialog, while somebody is corrected.
#[component]
pub(super) fn Correct(desk: Desk) -> impl IntoView {
    let open = RwSignal::new(false);
    // each tells the other, and only what it does not know
    Effect::new(move |_| {
        let wanted = desk.correcting.get().is_some();
        if open.get_untracked() != wanted {
            open.set(wanted);
        }
    });
    Effect::new(move |_| {
        if !open.get() && desk.correcting.with_untracked(Option::is_some) {
            desk.correcting.set(None);
        }
    });
    let title = Signal::derive(move || {
        let line = desk.correcting.get().and_then(|child| desk.line(child));
        line.as_ref().map(child_name).unwrap_or_default()
    });
    view! {
        <Dialog open title>
            {move || desk.correcting.get().map(|child| view! { <CorrectForm desk child /> })}
        </Dialog>
    }
}

#[component]
fn CorrectForm(desk: Desk, child: ChildId) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let Some(line) = untrack(|| desk.line(child)) else { return ().into_any() };
    let text = || RwSignal::new(String::new());
    let (what, school, grade, class) = (RwSignal::new(GOES.to_owned()), text(), text(), text());
    match untrack(|| desk.corrections.with(|corrections| outcome(&line, corrections))) {
        Outcome::Goes { school: id, grade: to, class: name } => {
            school.set(id.to_string());
            grade.set(to.code().to_owned());
            class.set(name.unwrap_or_default());
        }
        Outcome::Undecided(to) => grade.set(to.code().to_owned()),
        Outcome::Leaves | Outcome::Left | Outcome::Known { .. } => what.set(LEAVES.to_owned()),
    }
    if let (true, Some(to)) = (grade.with_untracked(String::is_empty), line.from.grade.next()) {
        grade.set(to.code().to_owned());
    }
    let form = Form::new(&[]);
    let goes = Memo::new(move |_| what.with(|what| what == GOES));
    let has_left = line.left;
    let send = Callback::new(move |()| {
        let name = class.with_untracked(|class| class.trim().to_owned());
        let id = school.with_untracked(|school| school.parse().ok());
        let to = grade.with_untracked(|grade| Grade::from_code(grade));
        let goes = goes.get_untracked();
        let wrong = |is_wrong: bool, key| (goes && is_wrong).then_some(Wrong::Said(key));
        let right = form.check([
            (SCHOOL, wrong(id.is_none(), "year.school_missing")),
            (GRADE, wrong(to.is_none(), "year.grade_missing")),
            (CLASS, wrong(name.chars().count() > MAX_CLASS, "year.class_too_long")),
        ]);
        if right {
            let class_name = Some(name).filter(|name| goes && !name.is_empty());
            let (school_id, grade) = (id.filter(|_| goes), to.filter(|_| goes));
            // whoever has left already, leaves without being told again
            let told = (goes || !has_left).then_some(PromotionCorrection {
                child_id: child,
                school_id,
                grade,
                class_name,
            });
            desk.correct(child, told);
            desk.correcting.set(None);
        }
    });
    let restore = Callback::new(move |()| {
        desk.correct(child, None);
        desk.correcting.set(None);
    });
    let close = Callback::new(move |()| desk.correcting.set(None));
    let corrected = untrack(|| desk.corrections.with(|corrections| corrections.contains_key(&child)));
    let from = line.from.clone();
    let class_now = line.class_name.clone();
    let now = move || {
        let there = place(i18n, organisation, from.school_id, from.grade, class_now.as_deref());
        i18n.text("year.now", &[("place", there)])
    };
    let choose = matches!(line.proposed, Promotion::ChooseSchool { .. });
    let choice = |code: &str, key| Choice { code: code.to_owned(), label: t(key), says: None };
    let choices = vec![choice(GOES, "year.goes_to"), choice(LEAVES, "year.leaves")];
    let schools = Signal::derive(move || {
        organisation.schools().into_iter().map(|(id, name)| (id.to_string(), name)).collect::<Vec<_>>()
    });
    let grades = Signal::derive(move || {
        Grade::ALL
            .map(|grade| (grade.code().to_owned(), grade_name(i18n, grade)))
            .into_iter()
            .collect::<Vec<_>>()
    });
    view! {
        <p class="muted">{now}</p>
        {choose.then(|| view! { <p>{t("year.choose_school")}</p> })}
        <FormFrame form on_submit=send>
            <RadioField id=WHAT legend=t("year.to") choices value=what />
            <Show when=move || goes.get()>
                <Pick id=SCHOOL label="families.school" options=schools value=school error=form.error(SCHOOL) />
                <Pick id=GRADE label="year.grade" options=grades value=grade error=form.error(GRADE) />
                <Frame id=CLASS label=t("year.class") hint=None error=form.error(CLASS)>
                    <input
                        class="input"
                        id=CLASS
                        autocomplete="off"
                        prop:value=class
                        on:input:target=move |event| class.set(event.target().value())
                    />
                </Frame>
            </Show>
            <div class="row">
                <Button submit=true icon="check" label=t("year.keep") />
                {corrected.then(|| view! {
                    <Button kind=ButtonKind::Plain icon="undo-2" label=t("year.restore") on_press=restore />
                })}
                <Button kind=ButtonKind::Quiet icon="x" label=t("desk.cancel") on_press=close />
            </div>
        </FormFrame>
    }
    .into_any()
}

/// One of a list.
#[component]
fn Pick(
    id: &'static str,
    label: &'static str,
    /// Codes and names.
    options: Signal<Vec<(String, String)>>,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let line = move |(code, name): (String, String)| {
        let known = code.clone();
        view! { <option value=code selected=move || value.with(|value| *value == known)>{name}</option> }
    };
    view! {
        <Frame id label=t(label) hint=None error>
            <select
                class="input"
                id=id
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change:target=move |event| value.set(event.target().value())
            >
                <option value="" selected=move || value.with(String::is_empty)>{t("field.choose")}</option>
                {move || options.get().into_iter().map(line).collect_view()}
            </select>
        </Frame>
    }
}
