//! How good a password is: a bar, and the same in words.

use leptos::prelude::*;
use shared::catalogue::{self, password_fault_sentence};
use shared::passwords::{PasswordFault, Strength};
use shared::wire::PasswordEstimate;

use crate::i18n::use_i18n;

/// Steps of the bar that are filled, and the look of the whole.
const fn look(strength: Strength) -> (usize, &'static str) {
    match strength {
        Strength::VeryWeak => (1, "strength strength--weak"),
        Strength::Weak => (2, "strength strength--weak"),
        Strength::Fair => (3, "strength strength--fair"),
        Strength::Strong => (4, "strength strength--strong"),
        Strength::VeryStrong => (5, "strength strength--strong"),
    }
}

/// The bar and the words; nothing while the strength is unknown. The words are told when they change, which they do
/// after a pause only.
#[component]
pub(super) fn StrengthMeter(
    /// What the server said last.
    estimate: Signal<Option<PasswordEstimate>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let bar = move || {
        estimate.get().map(|estimate| {
            let (filled, class) = look(estimate.strength);
            let step = |number| view! { <span class=(number < filled).then_some("full")></span> };
            view! {
                <div class=class aria-hidden="true">
                    {(0..Strength::ALL.len()).map(step).collect_view()}
                </div>
            }
        })
    };
    let words = move || {
        estimate.get().map(|estimate| {
            let language = i18n.language();
            let strength = catalogue::strength(language, estimate.strength);
            let said = i18n.text("new_password.strength", &[("strength", strength)]);
            // that it is short is what the rule above says already
            let advice = estimate
                .fault
                .filter(|fault| *fault == PasswordFault::TooGuessable)
                .map(|fault| password_fault_sentence(language, fault));
            view! { <strong>{said}</strong>{advice.map(|advice| view! { " " {advice} })} }
        })
    };
    view! {
        <div class="strength-frame">
            {bar}
            <p class="field-hint" role="status">{words}</p>
        </div>
    }
}
