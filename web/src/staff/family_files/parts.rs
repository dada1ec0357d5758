//! The parts of a file: each guardian, the household, each child, in sections with their answers.

use leptos::prelude::*;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldValue, FileSubject, Section};
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::{FamilyFileSheet, FilePart};

use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::router::Link;
use crate::staff::answers::{answer, field_label, section_name};
use crate::staff::health::Health;
use crate::staff::households::{AddressOf, Leaving, Open, SectionForm, use_household_desk};
use crate::staff::paths;
use crate::ui::{Button, ButtonKind, Icon};

/// All parts.
#[component]
pub(super) fn Parts(sheet: FamilyFileSheet) -> impl IntoView {
    let (household, name) = (sheet.household_id, sheet.name.clone());
    let asked: Vec<Field> = sheet.rules.keys().copied().collect();
    let missing = sheet.file.missing.clone();
    let whole = StoredValue::new(sheet.clone());
    let part = move |part: FilePart| {
        let lacks: Vec<Field> = missing
            .iter()
            .filter(|missing| missing.subject == part.subject)
            .map(|missing| missing.field)
            .collect();
        let name = person(&part).unwrap_or_else(|| name.clone());
        view! { <Part household part name asked=asked.clone() lacks whole /> }
    };
    sheet.parts.into_iter().map(part).collect_view()
}

/// The name that a part tells of somebody.
pub(in crate::staff) fn person(part: &FilePart) -> Option<String> {
    let of = |field| match part.values.get(&field) {
        Some(FieldValue::Text(text)) => Some(text.clone()),
        _ => None,
    };
    let (first, last) = match part.subject {
        FileSubject::Household => return None,
        FileSubject::Guardian(_) => (Field::GuardianFirstName, Field::GuardianLastName),
        FileSubject::Child(_) => (Field::ChildFirstName, Field::ChildLastName),
    };
    let names: Vec<_> = [of(first), of(last)].into_iter().flatten().collect();
    (!names.is_empty()).then(|| names.join(" "))
}

#[component]
fn Part(
    household: HouseholdId,
    part: FilePart,
    name: String,
    asked: Vec<Field>,
    lacks: Vec<Field>,
    whole: StoredValue<FamilyFileSheet>,
) -> impl IntoView {
    let subject = part.subject;
    let about = name.clone();
    let (kind, icon) = match part.subject {
        FileSubject::Household => ("part.household", "house"),
        FileSubject::Guardian(_) => ("part.guardian", "circle-user-round"),
        FileSubject::Child(_) => ("part.child", "users-round"),
    };
    let email = part.email.clone().map(|email| view! { <p class="muted whom small">{email}</p> });
    let waits = part.waiting.is_some().then(|| {
        view! {
            <p class="state state--waits">
                <Icon name="hourglass" />
                <span>{t("files.waiting")} " " <Link href=paths::CHANGES>{t("desk.nav.changes")}</Link></span>
            </p>
        }
    });
    let sections = Section::ALL.into_iter().filter(|section| section.owner() == part.subject.owner());
    let shown = sections.filter_map(|section| {
        let fields: Vec<_> = section.fields().filter(|field| asked.contains(field)).collect();
        if fields.is_empty() {
            return None;
        }
        let (part, lacks, name) = (part.clone(), lacks.clone(), name.clone());
        let content = move || match part.subject {
            FileSubject::Child(child) if section.is_health() => {
                let told = part.sealed.len();
                let lacking =
                    fields.iter().filter(|field| lacks.contains(field)).copied().collect::<Vec<_>>();
                let year = whole.with_value(|sheet| sheet.file.school_year);
                view! { <Sealed household child year name=name.clone() told lacking /> }.into_any()
            }
            _ => {
                let line = |field: &Field| {
                    let value = part.values.get(field).cloned();
                    view! { <Line field=*field value lacks=lacks.contains(field) /> }
                };
                view! { <dl class="facts">{fields.iter().map(line).collect_view()}</dl> }.into_any()
            }
        };
        Some(view! { <SectionOf section subject about=about.clone() whole>{content()}</SectionOf> })
    });
    let shown = shown.collect_view();
    let desk = use_household_desk().filter(|desk| untrack(|| desk.may(Permission::EditFamilies)));
    let account = match subject {
        FileSubject::Guardian(guardian) if desk.is_some() => {
            Some(view! { <AddressOf part=part.clone() guardian name=name.clone() /> })
        }
        _ => None,
    };
    let leaving = desk.map(|_| {
        let year = whole.with_value(|sheet| sheet.file.school_year);
        view! { <Leaving part=part.clone() name=name.clone() year /> }
    });
    view! {
        <section class="part">
            <h3><Icon name=icon /><span>{name.clone()} " " <span class="muted">{t(kind)}</span></span></h3>
            {email}
            {waits}
            {account}
            {shown}
            {leaving}
        </section>
    }
}

#[component]
fn SectionOf(
    section: Section,
    subject: FileSubject,
    about: String,
    whole: StoredValue<FamilyFileSheet>,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let desk = use_household_desk().filter(|desk| untrack(|| desk.may(Permission::EditFamilies)));
    let open = Open::Section(subject, section);
    let is_open = move || desk.is_some_and(|desk| desk.open.get() == Some(open));
    let pencil = desk.map(|desk| {
        let begin = Callback::new(move |()| desk.begin(open));
        let what = Signal::derive(move || [section_name(i18n, section), about.clone()].join(", "));
        view! {
            <Show when=move || !is_open()>
                <div><Button kind=ButtonKind::Quiet icon="pencil" label=t("household.edit") about=what on_press=begin /></div>
            </Show>
        }
    });
    let content = move || {
        if is_open() {
            view! { <SectionForm sheet=whole.get_value() subject section /> }.into_any()
        } else {
            children().into_any()
        }
    };
    view! {
        <div class="part-section">
            <h4>{move || section_name(i18n, section)}</h4>
            {content}
            {pencil}
        </div>
    }
}

#[component]
fn Line(field: Field, value: Option<FieldValue>, lacks: bool) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let told = move || match &value {
        Some(value) => answer(i18n, organisation, field, value),
        None if lacks => i18n.text("answer.missing", &[]),
        None => i18n.text("answer.empty", &[]),
    };
    view! {
        <div>
            <dt>{move || field_label(i18n, field)}</dt>
            <dd class:lacks=lacks>{told}</dd>
        </div>
    }
}

/// Health: how much the family told, and a way to look.
#[component]
fn Sealed(
    household: HouseholdId,
    child: shared::ids::ChildId,
    year: SchoolYear,
    name: String,
    told: usize,
    lacking: Vec<Field>,
) -> impl IntoView {
    let i18n = use_i18n();
    let count = i64::try_from(told).unwrap_or(i64::MAX);
    let lacks = (!lacking.is_empty()).then(|| {
        let names =
            move || lacking.iter().map(|field| field_label(i18n, *field)).collect::<Vec<_>>().join(", ");
        view! { <p class="lacks">{t("answer.missing")} " " {names}</p> }
    });
    view! {
        <p>{move || i18n.count("health.told", count, &[])}</p>
        {lacks}
        {(told > 0).then(|| view! { <Health household child year name /> })}
    }
}
