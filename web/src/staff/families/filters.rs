//! What one looks families up by: a field for anything that is known of them, and what their files and schools are.

use leptos::prelude::*;

use super::asked::{ACCOUNTS, Asked, STATES, state_name};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Frame, described_by};

const Q: &str = "families-q";
const CLASS: &str = "families-class";

/// The form. A choice is followed at once, words when they are sent.
#[component]
pub(super) fn Filters(
    /// What is asked now.
    asked: RwSignal<Asked>,
    /// Asks for others.
    ask: Callback<Asked>,
) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (q, class) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // what the way back brings stands in the fields again
    Effect::new(move |_| {
        let asked = asked.get();
        q.set(asked.q);
        class.set(asked.class);
    });
    let written =
        move || Asked { q: q.get_untracked(), class: class.get_untracked(), ..asked.get_untracked() };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask.run(written());
    };
    let clear = Callback::new(move |()| ask.run(Asked::default()));
    let states = move || {
        let named = STATES.map(|(code, state)| (code.to_owned(), i18n.text(state_name(state), &[])));
        let any = i18n.text("families.any_file", &[]);
        std::iter::once((String::new(), any)).chain(named).collect::<Vec<_>>()
    };
    let schools = move || {
        let named = organisation.schools().into_iter().map(|(id, name)| (id.to_string(), name));
        let any = i18n.text("families.any", &[]);
        std::iter::once((String::new(), any)).chain(named).collect::<Vec<_>>()
    };
    let accounts = move || {
        let named = ACCOUNTS.map(|(code, key)| (code.to_owned(), i18n.text(key, &[])));
        let any = i18n.text("families.any_account", &[]);
        std::iter::once((String::new(), any)).chain(named).collect::<Vec<_>>()
    };
    let years = move || {
        let years = organisation.school_years().into_iter();
        years.map(|year| (year.to_string(), year.to_string())).collect::<Vec<_>>()
    };
    let year = move || match asked.with(|asked| asked.year.clone()) {
        year if year.is_empty() => {
            organisation.school_year().map(|year| year.to_string()).unwrap_or_default()
        }
        year => year,
    };
    view! {
        <form class="filters" role="search" on:submit=submit novalidate>
            <div class="filters-words">
                <Words id=Q label="families.q" hint="families.q_hint" value=q />
                <Button submit=true icon="search" label=t("families.search") />
            </div>
            <div class="filters-choices">
                <Select
                    id="families-state"
                    label="families.state"
                    options=Signal::derive(states)
                    chosen=Signal::derive(move || asked.with(|asked| asked.state.clone()))
                    choose=Callback::new(move |state| ask.run(Asked { state, ..written() }))
                />
                <Select
                    id="families-school"
                    label="families.school"
                    options=Signal::derive(schools)
                    chosen=Signal::derive(move || asked.with(|asked| asked.school.clone()))
                    choose=Callback::new(move |school| ask.run(Asked { school, ..written() }))
                />
                <Words id=CLASS label="families.class" hint="" value=class />
                <Select
                    id="families-account"
                    label="families.account"
                    options=Signal::derive(accounts)
                    chosen=Signal::derive(move || asked.with(|asked| asked.account.clone()))
                    choose=Callback::new(move |account| ask.run(Asked { account, ..written() }))
                />
                <Select
                    id="families-year"
                    label="families.year"
                    options=Signal::derive(years)
                    chosen=Signal::derive(year)
                    choose=Callback::new(move |year| ask.run(Asked { year, ..written() }))
                />
            </div>
            <Show when=move || asked.with(Asked::is_narrow)>
                <div><Button kind=ButtonKind::Quiet icon="x" label=t("families.clear") on_press=clear /></div>
            </Show>
        </form>
    }
}

/// Words that one looks for; none is needed.
#[component]
fn Words(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    let hint = has_hint.then(|| t(hint));
    view! {
        <Frame id label=t(label) hint error=Signal::stored(None)>
            <input
                class="input"
                id=id
                type="search"
                autocomplete="off"
                spellcheck="false"
                maxlength="100"
                aria-describedby=described_by(id, has_hint, false)
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        </Frame>
    }
}

/// One of some.
#[component]
fn Select(
    id: &'static str,
    label: &'static str,
    /// Codes and names.
    options: Signal<Vec<(String, String)>>,
    chosen: Signal<String>,
    choose: Callback<String>,
) -> impl IntoView {
    let line = move |(code, name): (String, String)| {
        let known = code.clone();
        view! { <option value=code selected=move || chosen.with(|chosen| *chosen == known)>{name}</option> }
    };
    view! {
        <Frame id label=t(label) hint=None error=Signal::stored(None)>
            <select class="input" id=id on:change:target=move |event| choose.run(event.target().value())>
                {move || options.get().into_iter().map(line).collect_view()}
            </select>
        </Frame>
    }
}
