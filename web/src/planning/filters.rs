//! Of which children and of which facility the rows are.

use leptos::prelude::*;
use shared::ids::{ChildId, FacilityId};

use super::model::{Address, Filter, rows};
use super::planner::{Planner, use_planner};
use crate::i18n::t;
use crate::ui::{Avatar, AvatarSize, PersonName};

impl Planner {
    /// The facilities that have a row for one of the children in the school year on screen.
    fn facilities(self) -> Vec<(FacilityId, String)> {
        let Some(facts) = self.facts() else { return Vec::new() };
        let range = self.range();
        let year = facts.organisation.calendar.school_year(range.from).ok();
        let rows = rows(&facts, Filter::default(), year, range.from);
        let organisation = &facts.organisation;
        let used: Vec<FacilityId> = organisation
            .activities
            .iter()
            .filter(|activity| rows.iter().any(|row| row.activity_id == activity.id))
            .map(|activity| activity.facility_id)
            .collect();
        let used = organisation.facilities.iter().filter(|facility| used.contains(&facility.id));
        used.map(|facility| (facility.id, facility.name.clone())).collect()
    }

    fn children(self) -> Vec<(ChildId, String)> {
        let facts = self.facts();
        let children = facts.iter().flat_map(|facts| &facts.children);
        children.map(|child| (child.id, child.first_name.clone())).collect()
    }

    fn filter(self, filter: impl FnOnce(&mut Address)) {
        let mut address = Address { day: None, ..self.address.get_untracked() };
        filter(&mut address);
        self.go.run(address);
    }
}

/// A choice between the children; none where there is one.
#[component]
pub(super) fn ChildFilter() -> impl IntoView {
    let planner = use_planner();
    let children = Memo::new(move |_| planner.children());
    let several = Memo::new(move |_| children.with(Vec::len) > 1);
    view! {
        <Show when=move || several.get()>
            <ChildChoice children />
        </Show>
    }
}

/// A choice between the facilities; none where there is one.
#[component]
pub(super) fn FacilityFilter() -> impl IntoView {
    let planner = use_planner();
    let facilities = Memo::new(move |_| planner.facilities());
    let several = Memo::new(move |_| facilities.with(Vec::len) > 1);
    view! {
        <Show when=move || several.get()>
            <FacilityChoice facilities />
        </Show>
    }
}

#[component]
fn ChildChoice(children: Memo<Vec<(ChildId, String)>>) -> impl IntoView {
    let planner = use_planner();
    let shown = Memo::new(move |_| planner.address.get().child);
    let pressed = move |child: Option<ChildId>| move || if shown.get() == child { "true" } else { "false" };
    let choose = move |child: Option<ChildId>| planner.filter(|address| address.child = child);
    let chip = move |(position, (id, name)): (usize, (ChildId, String))| {
        view! {
            <button
                type="button"
                class="choice"
                aria-pressed=pressed(Some(id))
                on:click=move |_| choose(Some(id))
            >
                <Avatar name=name.clone() position size=AvatarSize::Small />
                <PersonName name />
            </button>
        }
    };
    view! {
        <div class="choices" role="group" aria-label=t("planning.children")>
            <button type="button" class="choice" aria-pressed=pressed(None) on:click=move |_| choose(None)>
                {t("planning.all_children")}
            </button>
            {move || children.get().into_iter().enumerate().map(chip).collect_view()}
        </div>
    }
}

#[component]
fn FacilityChoice(facilities: Memo<Vec<(FacilityId, String)>>) -> impl IntoView {
    let planner = use_planner();
    let shown = Memo::new(move |_| planner.address.get().facility);
    let option = move |(id, name): (FacilityId, String)| {
        view! { <option value=id.to_string() selected=move || shown.get() == Some(id)>{name}</option> }
    };
    let choose = move |event: leptos::ev::Targeted<leptos::ev::Event, web_sys::HtmlSelectElement>| {
        let facility = event.target().value().parse().ok();
        planner.filter(|address| address.facility = facility);
    };
    view! {
        <label class="planning-facility">
            <span class="visually-hidden">{t("planning.facility")}</span>
            <select class="select" on:change:target=choose>
                <option value="" selected=move || shown.get().is_none()>{t("planning.all_facilities")}</option>
                {move || facilities.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}
