//! The editor of one field, by the kind of answers that it takes.

use leptos::prelude::*;
use shared::families::{Field, FieldKind, FieldValue, Need};

use super::answers::Answers;
use super::choices::{SeveralEditor, SingleEditor};
use super::people::PeopleEditor;
use super::select::{GradeEditor, SchoolEditor};
use super::words::{hint, label};
use super::written::{LineEditor, LinesEditor};
use crate::form::Form;
use crate::i18n::use_i18n;

/// A field that is asked, and of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedField {
    /// Which.
    pub field: Field,
    /// Whether it may be left empty.
    pub need: Need,
    /// Whether it is about whoever types, so that the browser may fill in what it knows of them.
    pub own: bool,
}

/// What the parts of an editor share.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub(super) asked: AskedField,
    pub(super) answers: Answers,
    pub(super) label: Signal<String>,
    pub(super) hint: Option<Signal<String>>,
    pub(super) error: Signal<Option<String>>,
    form: Form,
}

impl Editing {
    pub(super) fn field(self) -> Field {
        self.asked.field
    }

    /// The id of what takes the focus; that of groups begins with it.
    pub(super) fn id(self) -> &'static str {
        self.asked.field.code()
    }

    pub(super) fn required(self) -> bool {
        self.asked.need == Need::Required
    }

    pub(super) fn set(self, value: Option<FieldValue>) {
        self.set_beside(self.asked.field, value);
    }

    /// Notes the answer to another field of the form; one that is not asked is not sent.
    pub(super) fn set_beside(self, field: Field, value: Option<FieldValue>) {
        self.answers.set(field, value);
        self.form.changed(field.code());
    }
}

/// An editor of a field. Its id is the field's code: one form at a time on a page.
#[component]
pub fn FieldEditor(
    /// The form around it, which says what is wrong.
    form: Form,
    /// Which field.
    asked: AskedField,
    /// Where its answer is kept.
    answers: Answers,
) -> impl IntoView {
    let i18n = use_i18n();
    let field = asked.field;
    let optional = asked.need != Need::Required;
    let editing = Editing {
        asked,
        answers,
        label: Signal::derive(move || {
            let name = label(i18n, field);
            if optional { i18n.text("field.optional", &[("field", name)]) } else { name }
        }),
        hint: hint(field).map(|key| Signal::derive(move || i18n.text(key, &[]))),
        error: form.error(field.code()),
        form,
    };
    match field.kind() {
        FieldKind::Name
        | FieldKind::Line(_)
        | FieldKind::Phone
        | FieldKind::PostalCode
        | FieldKind::CafNumber
        | FieldKind::BirthDate => view! { <LineEditor editing /> }.into_any(),
        FieldKind::Text(_) => view! { <LinesEditor editing /> }.into_any(),
        FieldKind::YesNo => view! { <SingleEditor editing codes=None /> }.into_any(),
        FieldKind::Choice(codes) => view! { <SingleEditor editing codes=Some(codes) /> }.into_any(),
        FieldKind::Several(codes) => view! { <SeveralEditor editing codes /> }.into_any(),
        FieldKind::People => view! { <PeopleEditor editing /> }.into_any(),
        FieldKind::School => view! { <SchoolEditor editing /> }.into_any(),
        FieldKind::Grade => view! { <GradeEditor editing /> }.into_any(),
    }
}
