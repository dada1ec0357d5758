//! What is being written about somebody: names, role, facilities.

use std::collections::BTreeSet;

use leptos::prelude::*;
use shared::ids::FacilityId;
use shared::staff::Role;
use shared::wire::{StaffMember, StaffMemberUpdate};

use crate::form::{Form, Wrong};
use crate::i18n::t;
use crate::organisation::use_organisation;
use crate::staff::{role_name, role_says};
use crate::ui::{CheckField, Choice, RadioField, TextField};

pub(super) const FIRST_NAME: &str = "first-name";
pub(super) const LAST_NAME: &str = "last-name";
pub(super) const ROLE: &str = "role";
pub(super) const FACILITIES: &str = "facilities";

/// What is written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    first_name: RwSignal<String>,
    last_name: RwSignal<String>,
    role: RwSignal<String>,
    facilities: RwSignal<BTreeSet<String>>,
}

impl Draft {
    /// Of somebody new.
    pub(super) fn new() -> Self {
        Self {
            first_name: RwSignal::new(String::new()),
            last_name: RwSignal::new(String::new()),
            role: RwSignal::new(Role::Agent.code().to_owned()),
            facilities: RwSignal::new(BTreeSet::new()),
        }
    }

    /// Takes what is known of somebody.
    pub(super) fn fill(self, member: &StaffMember) {
        self.first_name.set(member.first_name.clone());
        self.last_name.set(member.last_name.clone());
        self.role.set(member.role.code().to_owned());
        self.facilities.set(member.facilities.iter().map(ToString::to_string).collect());
    }

    fn role(self) -> Role {
        Role::from_code(&self.role.get()).unwrap_or(Role::Reader)
    }

    /// As it is sent.
    pub(super) fn update(self) -> StaffMemberUpdate {
        let role = untrack(|| self.role());
        let facilities = self.facilities.get_untracked();
        let facilities = facilities.iter().filter_map(|id| id.parse().ok());
        StaffMemberUpdate {
            first_name: self.first_name.get_untracked().trim().to_owned(),
            last_name: self.last_name.get_untracked().trim().to_owned(),
            role,
            facilities: if role.has_facilities() { facilities.collect() } else { Vec::new() },
        }
    }
}

/// What is wrong with it, by field, as far as it is seen before sending.
pub(super) fn wrong(update: &StaffMemberUpdate) -> [(&'static str, Option<Wrong>); 3] {
    let missing = |text: &str| text.is_empty().then_some(Wrong::Said("form.missing"));
    let placeless = update.role.has_facilities() && update.facilities.is_empty();
    [
        (FIRST_NAME, missing(&update.first_name)),
        (LAST_NAME, missing(&update.last_name)),
        (FACILITIES, placeless.then_some(Wrong::Said("team.facilities_missing"))),
    ]
}

/// The fields.
#[component]
pub(super) fn DraftFields(draft: Draft, form: Form) -> impl IntoView {
    let roles = Role::ALL.map(|role| Choice {
        code: role.code().to_owned(),
        label: t(role_name(role)),
        says: Some(t(role_says(role))),
    });
    let with_facilities = Memo::new(move |_| draft.role().has_facilities());
    view! {
        <div class="pair">
            <TextField id=FIRST_NAME label=t("team.first_name") value=draft.first_name error=form.error(FIRST_NAME) />
            <TextField id=LAST_NAME label=t("team.last_name") value=draft.last_name error=form.error(LAST_NAME) />
        </div>
        <RadioField id=ROLE legend=t("team.role") choices=roles.to_vec() value=draft.role error=form.error(ROLE) />
        <Show when=move || with_facilities.get()>
            <Facilities value=draft.facilities error=form.error(FACILITIES) />
        </Show>
    }
}

/// The facilities of a referent, as soon as they are known.
#[component]
fn Facilities(value: RwSignal<BTreeSet<String>>, error: Signal<Option<String>>) -> impl IntoView {
    let organisation = use_organisation();
    let choice = |(id, name): (FacilityId, String)| Choice {
        code: id.to_string(),
        label: Signal::stored(name),
        says: None,
    };
    move || {
        let choices = organisation.facilities().into_iter().map(choice).collect::<Vec<_>>();
        view! { <CheckField id=FACILITIES legend=t("team.facilities") choices value error /> }
    }
}
