//! The page “files”: all families.

use leptos::prelude::*;

use super::asked::Asked;
use super::filters::Filters;
use super::found::Found;
use super::list::Families;
use crate::i18n::t;
use crate::router::use_router;
use crate::session::use_session;
use crate::staff::paths;
use crate::ui::Page;

/// Looking families up.
#[component]
pub fn FamiliesPage() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let found = Found::new(session, untrack(|| Asked::read(router)));
    let ask = Callback::new(move |asked: Asked| router.replace(&asked.address()));
    Effect::new(move |_| {
        let asked = Asked::read(router);
        // the address of another page says nothing here
        if router.path() == paths::FAMILIES && found.asked.with_untracked(|now| *now != asked) {
            found.ask(asked);
        }
    });
    view! {
        <Page title=t("desk.nav.families") lead=t("families.lead")>
            <div class="stack">
                <Filters asked=found.asked ask />
                <Families found />
            </div>
        </Page>
    }
}
