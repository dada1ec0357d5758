//! Drawings of the help page, made of the very cells of the grid.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{CellLook, CellMark, Icon};

/// One step of a drawing: a cell and the word under it.
fn step((look, key): (CellLook, &'static str)) -> impl IntoView {
    view! {
        <span class="figure-step">
            <CellMark look />
            <span class="small">{t(key)}</span>
        </span>
    }
}

/// What a cell becomes, from left to right.
#[component]
pub(super) fn Becoming(
    /// The states it passes through, each with the key of its word.
    steps: Vec<(CellLook, &'static str)>,
) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let drawing = steps.into_iter().enumerate().map(|(index, one)| {
        view! {
            {step(one)}
            {(index < last).then(|| view! { <Icon name="arrow-right" /> })}
        }
    });
    view! { <div class="figure">{drawing.collect_view()}</div> }
}
