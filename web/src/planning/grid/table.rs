//! The table of a grid and its events, listened to in one place.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::board::{At, Board, Place, at_of, cell_of};
use super::head::Head;
use super::rows::Groups;
use super::{keyboard, pointer};
use crate::i18n::t;
use crate::planning::model::{Grid, Span};
use crate::planning::planner::{Sheet, use_planner};

/// A grid, laid out.
#[component]
pub(super) fn Laid(grid: Arc<Grid>, focus: StoredValue<Place>) -> impl IntoView {
    let planner = use_planner();
    planner.lay(&grid);
    let columns = grid.days.len().to_string();
    let board = Board {
        planner,
        grid: StoredValue::new(grid),
        table: NodeRef::<html::Table>::new(),
        focus,
        painting: StoredValue::new(None),
    };
    let to_focus = board.settle_focus();
    Effect::new(move |_| {
        if board.table.get().is_some() && to_focus {
            board.focus(focus.with_value(|focus| focus.at));
        }
    });
    let pointer = pointer::listen(board);
    let press = move |event: leptos::ev::MouseEvent| {
        if pointer.swallows_click() {
            return;
        }
        if let Some(at) = at_of(&event) {
            activate(board, at);
        }
    };
    view! {
        <table
            role="grid"
            class="grid"
            class:grid--stacked=move || planner.span.get() == Span::Week
            class:grid--month=move || planner.span.get() == Span::Month
            style:--columns=columns
            aria-label=t("planning.title")
            aria-describedby="planning-keys"
            node_ref=board.table
            on:click=press
            on:keydown=move |event| keyboard::down(board, &event)
            on:keyup=move |event| keyboard::up(board, &event)
            on:focusin=move |event| {
                if let Some(at) = at_of(&event) {
                    board.note_focus(at);
                }
            }
            on:pointerdown=move |event| pointer.down(&event)
        >
            <Head board />
            <Groups board />
        </table>
        <p class="visually-hidden" id="planning-keys">{t("planning.keys_hint")}</p>
    }
}

/// A tap, a click or the keyboard's own press on something of the grid.
fn activate(board: Board, at: At) {
    let planner = board.planner;
    match (cell_of(at), at) {
        (Some(cell), _) => {
            if let Some(place) = board.grid.with_value(|grid| grid.place(cell)) {
                planner.tap(place);
            }
        }
        (None, (-1, column)) => {
            let day = usize::try_from(column).ok();
            let day = day.and_then(|column| board.grid.with_value(|grid| grid.days.get(column).copied()));
            planner.sheet.set(day.map(Sheet::Day));
        }
        (None, (row, _)) => {
            let row = usize::try_from(row).ok();
            let row = row.and_then(|row| {
                board.grid.with_value(|grid| grid.rows.get(row).map(|row| (row.child_id, row.slot_id)))
            });
            planner.sheet.set(row.map(|(child, slot)| Sheet::Row(child, slot)));
        }
    }
}
