//! What came of it: the number to quote, what was done, what was refused and what can be done about that.

use std::sync::Arc;

use leptos::prelude::*;
use shared::bookings::{Action, RefusalCode};

use super::groups::{Groups, RefusedGroups};
use crate::contact::ContactLines;
use crate::i18n::t;
use crate::planning::model::Place;
use crate::planning::planner::use_planner;
use crate::planning::sending::Receipt;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Icon, Notice, Tone};

/// What to do about a refusal.
fn advice(code: RefusalCode) -> &'static str {
    match code {
        RefusalCode::Full => "planning.advice.full",
        RefusalCode::ExclusiveSlot | RefusalCode::CompanionSlot | RefusalCode::NeededBySlot => {
            "planning.advice.conflict"
        }
        RefusalCode::WindowNotOpen => "planning.advice.later",
        _ => "planning.advice.ask",
    }
}

/// What came of sending.
#[component]
pub(super) fn Outcome(receipt: Arc<Receipt>) -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let session = use_session();
    let Receipt { number, done, refused } = (*receipt).clone();
    let something = !done.is_empty();
    let account = untrack(|| session.account());
    let mail = account.filter(|_| something).map(|account| account.email);
    let success = something.then(move || {
        let number = number.map(|number| {
            view! { <p>{t("planning.receipt")} " " <strong class="recap-number">{number}</strong></p> }
        });
        let mail = mail.map(|email| move || i18n.text("planning.mail", &[("email", email.clone())]));
        view! {
            <Notice tone=Tone::Success>
                {number}
                {mail.map(|mail| view! { <p>{mail}</p> })}
            </Notice>
        }
    });
    let places: Vec<Place> = refused.iter().flat_map(|part| &part.lines).map(Place::of).collect();
    let problems = (!refused.is_empty()).then(move || {
        let first = refused.first().map(|part| part.refusal.clone());
        let advice = first.as_ref().map(|refusal| t(advice(refusal.code)));
        let contact = first.and_then(|refusal| refusal.contact);
        let drop_them = Callback::new(move |()| planner.drop_choices(&places));
        let some_left = move || {
            planner.basket_changed.track();
            planner.ask(|desk| desk.basket().counts().total()).unwrap_or_default() > 0
        };
        view! {
            <Notice tone=Tone::Danger>
                <h3>{t("planning.done.refused")}</h3>
                <RefusedGroups refused=refused.clone() />
                <p>{advice}</p>
                {contact.map(|contact| view! { <ContactLines contact /> })}
                <Show when=some_left fallback=move || view! { <p><Icon name="check" /> {t("planning.done.dropped")}</p> }>
                    <p>{t("planning.done.kept")}</p>
                    <div>
                        <Button kind=ButtonKind::Plain icon="x" label=t("planning.recap.drop") on_press=drop_them />
                    </div>
                </Show>
            </Notice>
        }
    });
    let close = Callback::new(move |()| planner.sheet.set(None));
    view! {
        {success}
        {problems}
        <Groups groups=done.clone() action=Action::Book heading="planning.done.booked" />
        <Groups groups=done action=Action::Cancel heading="planning.done.cancelled" />
        <div class="recap-foot">
            <Button icon="check" label=t("planning.finish") on_press=close />
        </div>
    }
}
