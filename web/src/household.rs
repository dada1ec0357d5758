//! Which household is shown. Most guardians have one; those of several choose, and the choice is kept.

use leptos::prelude::*;
use shared::ids::HouseholdId;
use shared::wire::AccountHousehold;

use crate::browser::storage;
use crate::i18n::t;
use crate::session::Session;
use crate::ui::PersonName;

/// The households of the account and the one shown; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Households {
    session: Session,
    chosen: RwSignal<Option<HouseholdId>>,
}

impl Households {
    /// With the choice this browser remembers.
    #[must_use]
    pub fn new(session: Session) -> Self {
        let chosen = storage::get(storage::HOUSEHOLD).and_then(|id| id.parse().ok());
        Self { session, chosen: RwSignal::new(chosen) }
    }

    /// All of the account's.
    #[must_use]
    pub fn all(self) -> Vec<AccountHousehold> {
        self.session.account().map(|account| account.households).unwrap_or_default()
    }

    /// The one shown: the chosen one if it is the account's, else the first; none where the account has none.
    #[must_use]
    pub fn shown(self) -> Option<AccountHousehold> {
        let mut all = self.all();
        let chosen = self.chosen.get();
        let place = all.iter().position(|household| Some(household.id) == chosen).unwrap_or(0);
        (place < all.len()).then(|| all.swap_remove(place))
    }

    fn choose(self, id: HouseholdId) {
        storage::set(storage::HOUSEHOLD, &id.to_string());
        self.chosen.set(Some(id));
    }
}

/// The households, inside any component.
#[must_use]
pub fn use_households() -> Households {
    expect_context()
}

/// A choice between households; nothing where there is no choice.
#[component]
pub fn HouseholdChoice() -> impl IntoView {
    let households = use_households();
    let shown = Memo::new(move |_| households.shown().map(|household| household.id));
    let option = move |household: AccountHousehold| {
        let id = household.id;
        view! {
            <button
                type="button"
                class="choice"
                aria-pressed=move || if shown.get() == Some(id) { "true" } else { "false" }
                on:click=move |_| households.choose(id)
            >
                <PersonName name=household.name />
            </button>
        }
    };
    view! {
        <Show when=move || households.all().len().gt(&1)>
            <div class="choices" role="group" aria-label=t("home.household_choice")>
                {move || households.all().into_iter().map(option).collect_view()}
            </div>
        </Show>
    }
}
