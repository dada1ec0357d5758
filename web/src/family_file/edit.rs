//! A part of the file being changed: nothing typed is lost, whatever others change meanwhile.

use leptos::prelude::*;
use shared::families::{EditEffect, Field, FileSubject, Section};
use shared::problem::ProblemCode;
use shared::wire::{FamilyFileSheet, FileEdit, FileEditResult};

use super::address::View;
use super::desk::{FileDesk, asked, part, use_desk};
use super::kept::{self, Typed};
use crate::fields::{Answers, AskedField, FieldEditor, Others, Values, check_fields};
use crate::form::{Form, FormFrame};
use crate::i18n::t;
use crate::ui::{Button, Icon, Notice, Site, focus};

/// What became of sending.
enum Answer {
    Taken(FileEditResult),
    /// Somebody else was faster.
    Changed,
}

/// What stands in the fields of a section, what waits for staff over what holds; and the version to change it with.
pub(super) fn stands(
    sheet: &FamilyFileSheet,
    section: Section,
    subject: FileSubject,
) -> Option<(Values, i32)> {
    let part = part(sheet, subject)?;
    let here = |field: &Field| field.section() == section;
    let mut values: Values = part.values.clone();
    if let Some(waiting) = &part.waiting {
        values = kept::overlaid(values, &waiting.values);
    }
    values.retain(|field, _| here(field));
    Some((values, part.version))
}

/// The form of a section.
#[component]
pub(super) fn EditForm(section: Section, subject: FileSubject, field: Option<Field>) -> impl IntoView {
    let desk = use_desk();
    let site = expect_context::<Site>();
    let sheet = desk.sheet.get_untracked()?;
    let own = part(&sheet, subject).is_some_and(|part| part.is_me);
    let fields = asked(&sheet, section, own);
    let year = sheet.file.school_year;
    let (stood, version) = stands(&sheet, section, subject)?;
    let waits = fields.iter().any(|asked| {
        stood.contains_key(&asked.field)
            && sheet.rules.get(&asked.field).is_some_and(|rule| rule.edits == EditEffect::AfterAcceptance)
    });
    let name = View::Part { section, subject, edit: true, field: None };
    let name = super::address::Address { year: Some(year), view: name }.path();
    let typed = kept::kept(desk, &name);
    let again = typed.is_some();
    let answers = Answers::new(kept::overlaid(stood.clone(), &typed.unwrap_or_default()));
    // what the form began from, and the version of it
    let base = StoredValue::new((stood, version));
    let kept_name = name.clone();
    Effect::new(move |_| {
        let typed = answers.typed();
        kept::keep(desk, &kept_name, base.with_value(|(stood, _)| kept::difference(stood, &typed)));
    });
    let others = RwSignal::new(None::<Typed>);
    let form = Form::new(&[]);
    let read = View::Part { section, subject, edit: false, field: None };
    let kept_name = name.clone();
    let leave = move |said: Option<&'static str>| {
        kept::forget(desk, &kept_name);
        if let Some(said) = said {
            site.tell_next(said);
        }
        let to = untrack(|| desk.path(read));
        desk.router.replace(&to);
    };
    let (close, leave) = (leave.clone(), StoredValue::new(leave));
    let send = Callback::new({
        let fields = fields.clone();
        move |()| {
            let Some(values) = check_fields(form, answers, &fields, desk.today()) else { return };
            let version = base.with_value(|(_, version)| *version);
            let values: Typed = base.with_value(|(stood, _)| {
                values.into_iter().filter(|(field, value)| stood.get(field) != value.as_ref()).collect()
            });
            if values.is_empty() {
                leave.with_value(|leave| leave(None));
                return;
            }
            let edit = FileEdit { subject, school_year: year, values };
            form.send(save(desk, version, edit), move |answer| match answer {
                Answer::Taken(result) => {
                    let said = if result.waiting.is_empty() { "file.saved" } else { "file.saved_waiting" };
                    leave.try_with_value(|leave| leave(Some(said)));
                }
                Answer::Changed => {
                    let Some(sheet) = desk.sheet.try_get_untracked().flatten() else { return };
                    if let Some((now, version)) = stands(&sheet, section, subject) {
                        let (before, _) = base.get_value();
                        let typed = untrack(|| answers.typed());
                        let changed = kept::difference(&before, &now);
                        // what was not touched follows what stands there now; what was typed stays
                        let touched = kept::difference(&before, &typed);
                        base.set_value((now.clone(), version));
                        answers.replace(kept::overlaid(now, &touched));
                        others.set(Some(changed));
                    }
                }
            });
        }
    });
    focus_first(field.map_or(fields.first()?.field.code(), Field::code));
    let editor = move |asked: &AskedField| view! { <FieldEditor form asked=*asked answers /> };
    let cancel = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        close(None);
    };
    Some(view! {
        <div class="card">
            <FormFrame form on_submit=send>
                {again.then(|| view! { <Notice><p>{t("file.again")}</p></Notice> })}
                {move || others.get().map(|changed| view! { <Others changed /> })}
                {waits.then(|| view! {
                    <p class="row-note"><Icon name="hourglass" /><span>{t("file.will_wait")}</span></p>
                })}
                {fields.iter().map(editor).collect_view()}
                <div class="row">
                    <Button submit=true icon="check" label=t("file.save") busy=form.busy() />
                    <a class="button button--quiet" href=desk.path(read) on:click=cancel>
                        <Icon name="x" /><span>{t("file.cancel")}</span>
                    </a>
                </div>
            </FormFrame>
        </div>
    })
}

/// Sends an edit, and asks for the file as it is then.
async fn save(desk: FileDesk, version: i32, edit: FileEdit) -> Result<Answer, client::Error> {
    let household = desk.whose.household;
    let answer = desk
        .session
        .call(async |client: &client::Client| client.update_family_file(household, version, &edit).await)
        .await;
    let answer = match answer {
        Ok(result) => Answer::Taken(result),
        Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => Answer::Changed,
        Err(error) => return Err(error),
    };
    desk.reload().await;
    Ok(answer)
}

/// The focus goes to a field once the page has settled: the page's heading takes it first.
pub(super) fn focus_first(id: &'static str) {
    Effect::new(move |_| {
        request_animation_frame(move || {
            if let Some(input) = document().get_element_by_id(id) {
                focus(&input);
                input.scroll_into_view();
            }
        });
    });
}
