//! The basket bar: how much is chosen and not sent, the way back, the way on. It comes with the first choice.

use leptos::prelude::*;

use super::model::Counts;
use super::planner::{Sheet, use_planner};
use super::sending::use_sending;
use super::words;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Icon};

/// The bar at the foot of the page.
#[component]
pub(super) fn BasketBar() -> impl IntoView {
    let planner = use_planner();
    let sending = use_sending();
    let basket = Memo::new(move |_| {
        planner.basket_changed.track();
        planner.facts_changed.track();
        planner.ask(|desk| (desk.basket().counts(), desk.basket().can_undo())).unwrap_or_default()
    });
    let shown = move || basket.get().0.total() > 0;
    let said = move || {
        let Counts { additions, cancellations } = basket.get().0;
        let count = |key: &str, n: usize| (n > 0).then(|| planner.i18n.count(key, words::number(n), &[]));
        let parts = [count("planning.additions", additions), count("planning.cancellations", cancellations)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let undo = Callback::new(move |()| planner.undo());
    let check = Callback::new(move |()| {
        sending.review();
        planner.sheet.set(Some(Sheet::Recap));
    });
    view! {
        <Show when=shown>
            <section class="basket" aria-label=t("planning.basket")>
                <p class="basket-count">
                    <Icon name="shopping-basket" />
                    <span>
                        <strong>{said}</strong>
                        <small>{t("planning.not_sent")}</small>
                    </span>
                </p>
                <div class="basket-tools">
                    <Show when=move || basket.get().1>
                        <Button kind=ButtonKind::Plain icon="undo-2" label=t("planning.undo") on_press=undo />
                    </Show>
                    <Button icon="check" label=t("planning.check") on_press=check />
                </div>
            </section>
        </Show>
    }
}
