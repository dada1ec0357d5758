//! What families answer, in words.

use shared::catalogue::{Language, field_name, format_day_with_year};
use shared::families::{Field, FieldKind, FieldValue, Section};

use crate::i18n::I18n;
use crate::organisation::OrganisationFacts;

/// The name of a field, as it stands before its answer.
pub(super) fn field_label(i18n: I18n, field: Field) -> String {
    let name = field_name(i18n.language(), field);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The name of a part of the file.
pub(super) fn section_name(i18n: I18n, section: Section) -> String {
    i18n.text(&["section.", section.code()].concat(), &[])
}

/// An answer in words.
pub(super) fn answer(
    i18n: I18n,
    organisation: OrganisationFacts,
    field: Field,
    value: &FieldValue,
) -> String {
    match value {
        FieldValue::Flag(yes) => i18n.text(if *yes { "answer.yes" } else { "answer.no" }, &[]),
        FieldValue::Several(codes) if codes.is_empty() => i18n.text("answer.none", &[]),
        FieldValue::Several(codes) => {
            codes.iter().map(|code| choice(i18n, field, code)).collect::<Vec<_>>().join(", ")
        }
        FieldValue::People(people) if people.is_empty() => i18n.text("answer.nobody", &[]),
        FieldValue::People(people) => {
            let told = people.iter().map(|person| {
                let of = [&person.name, &person.relation, &person.phone];
                of.into_iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ")
            });
            told.collect::<Vec<_>>().join(" ; ")
        }
        FieldValue::Text(text) => written(i18n, organisation, field, text),
    }
}

fn written(i18n: I18n, organisation: OrganisationFacts, field: Field, text: &str) -> String {
    let known = match field.kind() {
        FieldKind::Choice(_) => Some(choice(i18n, field, text)),
        FieldKind::School => text.parse().ok().and_then(|id| organisation.school_name(id)),
        FieldKind::Grade => Some(i18n.domain_text(&["grade.", text].concat())),
        FieldKind::BirthDate => text.parse().ok().map(|day| day_in_words(i18n.language(), day)),
        _ => None,
    };
    known.unwrap_or_else(|| text.to_owned())
}

fn day_in_words(language: Language, day: chrono::NaiveDate) -> String {
    format_day_with_year(language, day)
}

fn choice(i18n: I18n, field: Field, code: &str) -> String {
    i18n.text(&["field.", field.code(), ".", code].concat(), &[])
}
