//! The rows: grouped by child, each with its header that opens what can be done with the row.

use leptos::prelude::*;

use super::board::{Board, at_text};
use super::cell::GridCell;
use super::head::week_starts;
use crate::planning::model::Row;
use crate::ui::{Avatar, AvatarSize, Icon};

/// One group of rows for each child.
#[component]
pub(super) fn Groups(board: Board) -> impl IntoView {
    let rows = board.grid.with_value(|grid| grid.rows.clone());
    let rows: Vec<(usize, Row)> = rows.into_iter().enumerate().collect();
    rows.chunk_by(|(_, one), (_, other)| one.child_id == other.child_id)
        .map(|group| view! { <Group board rows=group.to_vec() /> })
        .collect_view()
}

#[component]
fn Group(board: Board, rows: Vec<(usize, Row)>) -> impl IntoView {
    let child = rows.first().map(|(_, row)| (row.child.clone(), row.position));
    let (child, position) = child.unwrap_or_default();
    let id = ["planning-child-", &position.to_string()].concat();
    let labelled = id.clone();
    let columns = board.grid.with_value(|grid| grid.days.len() + 1);
    view! {
        <tbody role="rowgroup" aria-labelledby=labelled class="grid-group">
            <tr role="row" class="grid-child">
                <th role="rowheader" scope="rowgroup" colspan=columns aria-colspan=columns id=id>
                    <Avatar name=child.clone() position size=AvatarSize::Small />
                    <span>{child}</span>
                </th>
            </tr>
            {rows.into_iter().map(|(at, row)| view! { <SlotRow board at row /> }).collect_view()}
        </tbody>
    }
}

#[component]
fn SlotRow(board: Board, at: usize, row: Row) -> impl IntoView {
    let i18n = board.planner.i18n;
    let header = (i32::try_from(at).unwrap_or_default(), -1);
    let tab = if board.focus.with_value(|focus| focus.at == header) { "0" } else { "-1" };
    let days = board.grid.with_value(|grid| grid.days.clone());
    let cells = days.iter().zip(week_starts(&days)).enumerate();
    let cells = cells.map(|(column, (day, starts))| {
        view! { <GridCell board at=(at, column) row=row.clone() day=*day starts /> }
    });
    let cells = cells.collect_view();
    let named = row.clone();
    let slot = move || row.slot.get(i18n.language()).to_owned();
    // a slot called like its activity is named once
    let activity = {
        let row = named.clone();
        move || {
            Some(row.activity.get(i18n.language()).to_owned())
                .filter(|name| name != row.slot.get(i18n.language()))
        }
    };
    let label = move || {
        let language = i18n.language();
        let slot = [named.slot.get(language), named.activity.get(language)].join(", ");
        i18n.text("planning.row_label", &[("slot", slot), ("child", named.child.clone())])
    };
    view! {
        <tr role="row" class="grid-row">
            <th role="rowheader" scope="row" class="grid-slot-head">
                <button
                    type="button"
                    class="grid-slot"
                    data-at=at_text(header)
                    tabindex=tab
                    aria-haspopup="dialog"
                    aria-label=label
                >
                    <span class="grid-slot-name">
                        <span>{slot}</span>
                        {move || activity().map(|name| view! { <small>{name}</small> })}
                    </span>
                    <Icon name="chevron-down" />
                </button>
            </th>
            {cells}
        </tr>
    }
}
