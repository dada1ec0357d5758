//! Fields and answers in words.

use leptos::prelude::*;
use shared::catalogue::{field_name, format_day_with_year};
use shared::families::{Field, FieldKind, FieldValue, PickupPerson};
use shared::wire::PublicOrganisation;

use crate::i18n::{I18n, capital, use_i18n};
use crate::organisation::{OrganisationFacts, use_organisation};

/// What stands before a field.
#[must_use]
pub fn label(i18n: I18n, field: Field) -> String {
    capital(&field_name(i18n.language(), field))
}

/// The key of why a field is asked, or of how its answer looks, where that is not plain.
pub(super) const fn hint(field: Field) -> Option<&'static str> {
    Some(match field {
        Field::GuardianPhone => "field_hint.guardian_phone",
        Field::AddressLine => "field_hint.address_line",
        Field::CafNumber => "field_hint.caf_number",
        Field::SocialScheme => "field_hint.social_scheme",
        Field::FamilySituation => "field_hint.family_situation",
        Field::ChildBirthDate => "field_hint.child_birth_date",
        Field::ChildAllergies => "field_hint.child_allergies",
        Field::ChildPai => "field_hint.child_pai",
        Field::ChildDiet => "field_hint.child_diet",
        Field::ChildDoctor => "field_hint.child_doctor",
        Field::ChildHealthNotes => "field_hint.child_health_notes",
        Field::ChildPickup => "field_hint.child_pickup",
        Field::ChildHospital => "field_hint.child_hospital",
        _ => return None,
    })
}

/// The name of an answer to choose.
pub(super) fn choice(i18n: I18n, field: Field, code: &str) -> String {
    i18n.text(&["field.", field.code(), ".", code].concat(), &[])
}

/// The name of a grade.
pub(super) fn grade(i18n: I18n, code: &str) -> String {
    capital(&i18n.domain_text(&["grade.", code].concat()))
}

/// An answer in words, a line for each thing told.
#[must_use]
pub fn in_words(
    i18n: I18n,
    organisation: OrganisationFacts,
    field: Field,
    value: &FieldValue,
) -> Vec<String> {
    match value {
        FieldValue::Flag(true) => vec![i18n.text("field.yes", &[])],
        FieldValue::Flag(false) => vec![i18n.text("field.no", &[])],
        FieldValue::Several(codes) if codes.is_empty() => vec![choice(i18n, field, "none")],
        FieldValue::Several(codes) => {
            let names: Vec<_> = codes.iter().map(|code| choice(i18n, field, code)).collect();
            vec![names.join(", ")]
        }
        FieldValue::People(people) if people.is_empty() => vec![choice(i18n, field, "none")],
        FieldValue::People(people) => people.iter().map(person).collect(),
        FieldValue::Text(text) => written(i18n, organisation, field, text),
    }
}

fn written(i18n: I18n, organisation: OrganisationFacts, field: Field, text: &str) -> Vec<String> {
    let school = |facts: &PublicOrganisation| {
        facts.schools.iter().find(|school| school.id.to_string() == text).map(|school| school.name.clone())
    };
    let one = match field.kind() {
        FieldKind::Choice(_) => choice(i18n, field, text),
        FieldKind::Grade => grade(i18n, text),
        FieldKind::BirthDate => match text.parse() {
            Ok(day) => capital(&format_day_with_year(i18n.language(), day)),
            Err(_) => text.to_owned(),
        },
        FieldKind::School => organisation
            .answer()
            .with(|answer| answer.as_ref().and_then(|answer| school(answer.as_ref().ok()?)))
            .unwrap_or_default(),
        _ => return text.lines().map(str::to_owned).collect(),
    };
    vec![one]
}

fn person(person: &PickupPerson) -> String {
    let told = [&person.name, &person.relation, &person.phone];
    told.into_iter().filter(|it| !it.is_empty()).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// An answer, to be read.
#[component]
pub fn FieldReading(
    /// To which field.
    field: Field,
    /// The answer.
    value: FieldValue,
) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    move || {
        let lines = in_words(i18n, organisation, field, &value);
        lines.into_iter().map(|line| view! { <span class="answer">{line}</span> }).collect_view()
    }
}
