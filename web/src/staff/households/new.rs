//! The page “new family”: a guardian, the address, a child; everything else follows in the file.

use std::collections::BTreeSet;
use std::sync::Arc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::families::{Field, FieldOwner, Need, Section};
use shared::staff::Permission;
use shared::wire::{NewChild, NewGuardian, NewHousehold, SignUpForm};

use crate::browser::clock::use_clock;
use crate::failure::Failure;
use crate::fields::{Answers, AskedField, FieldEditor, Values, check_fields};
use crate::form::{Form, FormFrame, OnceKey, email_wrong};
use crate::i18n::t;
use crate::organisation::use_organisation;
use crate::router::use_router;
use crate::session::use_session;
use crate::staff::family_files::YearField;
use crate::staff::paths;
use crate::ui::{Button, CheckField, Choice, Loading, Notice, Page, Site, TextField};

const EMAIL: &str = "new-email";
const RESIDENT: &str = "new-resident";

/// The fields that are asked of somebody new, in three groups.
const SECTIONS: [(&str, &[Section]); 3] = [
    ("household.new.guardian", &[Section::Guardian]),
    ("household.new.address", &[Section::Address]),
    ("household.new.child", &[Section::Child, Section::Schooling]),
];

/// A form for a family that the organisation writes down.
#[component]
pub fn NewHouseholdPage() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::EditFamilies));
    view! {
        <Page title=t("household.new") lead=t("household.new.lead")>
            <Show when=move || may.get() fallback=|| view! { <Notice><p>{t("household.not_permitted")}</p></Notice> }>
                <NewForm />
            </Show>
        </Page>
    }
}

/// What is written; it stays when another school year asks for other things.
#[derive(Clone, Copy)]
struct Written {
    answers: Answers,
    email: RwSignal<String>,
    resident: RwSignal<BTreeSet<String>>,
}

#[component]
fn NewForm() -> impl IntoView {
    let (session, organisation) = (use_session(), use_organisation());
    let answer = RwSignal::new(None);
    let chosen = RwSignal::new(None::<SchoolYear>);
    let written = Written {
        answers: Answers::new(Values::new()),
        email: RwSignal::new(String::new()),
        resident: RwSignal::new(BTreeSet::new()),
    };
    let year = Memo::new(move |_| chosen.get().or_else(|| Some(organisation.beginning()?.suggested)));
    let ask = Callback::new(move |()| {
        let asked = year.get_untracked();
        spawn_local(async move {
            let get = async |client: &Client| client.get_household_form(asked).await;
            let form = session.call(get).await.map_err(Arc::new);
            // only the answer to what was chosen last
            if year.try_get_untracked() == Some(asked) {
                let _ = answer.try_set(Some(form));
            }
        });
    });
    // which year is suggested is known with the organisation
    let known = Memo::new(move |_| organisation.answer().with(Option::is_some));
    Effect::new(move |_| {
        year.track();
        if known.get() {
            ask.run(());
        }
    });
    let years = move || organisation.beginning().map(|beginning| beginning.school_years).unwrap_or_default();
    let choose = Callback::new(move |year| chosen.set(Some(year)));
    let field = move || {
        // the field itself shows what is chosen in it
        let (years, shown) = (years(), year.get_untracked()?);
        let hint = t("household.new.year");
        (years.len() > 1).then(|| view! { <YearField years shown choose hint /> })
    };
    let fields = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(form)) => view! { <Fields form written /> }.into_any(),
    };
    view! { <div class="stack">{field} {fields}</div> }
}

/// The fields of some sections that the organisation asks; only names must be told.
fn asked(form: &SignUpForm, sections: &[Section]) -> Vec<AskedField> {
    let fields = sections.iter().flat_map(|section| section.fields());
    let shown = fields.filter(|field| form.rules.contains_key(field));
    let need = |field: Field| if field.is_essential() { Need::Required } else { Need::Optional };
    shown.map(|field| AskedField { field, need: need(field), own: false }).collect()
}

#[component]
fn Fields(
    /// What is asked.
    form: SignUpForm,
    /// What is written.
    written: Written,
) -> impl IntoView {
    let (session, router, site) = (use_session(), use_router(), expect_context::<Site>());
    let (clock, organisation) = (use_clock(), use_organisation());
    let year = form.school_year;
    let groups = SECTIONS.map(|(title, sections)| (title, asked(&form, sections)));
    let all: Vec<AskedField> = groups.iter().flat_map(|(_, fields)| fields.iter().copied()).collect();
    let Written { answers, email, resident } = written;
    let form = Form::new(&[("guardians[0].email", EMAIL), ("children", "child_school")]);
    // the same family sent again is one family
    let attempt = OnceKey::<NewHousehold>::new();
    let send = Callback::new(move |()| {
        let today = untrack(|| organisation.day_of(clock.now()));
        let address = email.get_untracked().trim().to_owned();
        let wrong = if address.is_empty() { None } else { email_wrong(&address) };
        let checked = check_fields(form, answers, &all, today);
        if !form.check_also([(EMAIL, wrong)]) {
            return;
        }
        let Some(values) = checked else { return };
        let of = |owner: FieldOwner| -> Values {
            let mine = values.iter().filter(|(field, _)| field.owner() == owner);
            mine.filter_map(|(field, value)| Some((*field, value.clone()?))).collect()
        };
        let email = (!address.is_empty()).then_some(address);
        let new = NewHousehold {
            school_year: year,
            // not said is not “no”: it is to be checked
            resident: resident.with_untracked(|chosen| chosen.contains(RESIDENT).then_some(true)),
            values: of(FieldOwner::Household),
            guardians: vec![NewGuardian { values: of(FieldOwner::Guardian), email }],
            children: vec![NewChild { values: of(FieldOwner::Child) }],
        };
        let key = attempt.key_for(&new);
        let call = async move {
            session.call(async |client: &Client| client.create_household(&key, &new).await).await
        };
        form.send(call, move |made| {
            site.tell_next("household.made");
            router.go(&format!("{}/{}", paths::FILES, made.household_id));
        });
    });
    let lives_here = || {
        let label = t("household.resident");
        vec![Choice { code: RESIDENT.to_owned(), label, says: Some(t("household.resident_says")) }]
    };
    let group = move |(title, fields): (&'static str, Vec<AskedField>)| {
        let own = fields.first().map(|asked| asked.field.owner());
        let editor = move |asked: &AskedField| view! { <FieldEditor form asked=*asked answers /> };
        let beside = match own {
            Some(FieldOwner::Guardian) => view! {
                <TextField
                    id=EMAIL
                    kind="email"
                    label=t("household.email_optional")
                    hint=t("household.email_hint")
                    value=email
                    error=form.error(EMAIL)
                />
            }
            .into_any(),
            Some(FieldOwner::Household) | None => view! {
                <CheckField id=RESIDENT legend=t("household.territory") choices=lives_here() value=resident />
            }
            .into_any(),
            Some(FieldOwner::Child) => ().into_any(),
        };
        view! {
            <section class="card">
                <h2>{t(title)}</h2>
                <div class="stack">{fields.iter().map(editor).collect_view()} {beside}</div>
            </section>
        }
    };
    view! {
        <FormFrame form on_submit=send>
            {groups.map(group).collect_view()}
            <p class="muted">{t("household.new.rest")}</p>
            <div><Button submit=true icon="user-plus" label=t("household.new.submit") busy=form.busy() /></div>
        </FormFrame>
    }
}
