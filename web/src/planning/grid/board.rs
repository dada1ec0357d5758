//! Where the focus is in the grid: one stop for the tab key, moved by arrows, headers included.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::planning::model::{Grid, Stroke};
use crate::planning::planner::Planner;

/// The attribute that says where an element stands, `row.column`; `-1` is a header.
pub(super) const AT: &str = "data-at";

/// A row and a column; -1 for headers.
pub(super) type At = (i32, i32);

/// Where the focus is, or is to be after a change of days.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Place {
    /// Row and column of the tab stop.
    pub(super) at: At,
    /// The day to focus once it is on screen.
    pub(super) wanted: Option<NaiveDate>,
}

/// A laid grid and what happens in it.
#[derive(Clone, Copy)]
pub(super) struct Board {
    pub(super) planner: Planner,
    pub(super) grid: StoredValue<Arc<Grid>>,
    pub(super) table: NodeRef<html::Table>,
    pub(super) focus: StoredValue<Place>,
    /// A stroke painted by keys.
    pub(super) painting: StoredValue<Option<Stroke>>,
}

/// Row and column as [`AT`] says them.
pub(super) fn at_text((row, column): At) -> String {
    [row.to_string(), column.to_string()].join(".")
}

/// Where an event happened, if in a cell or header.
pub(super) fn at_of(event: &web_sys::Event) -> Option<At> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let found = target.closest("[data-at]").ok()??;
    let text = found.get_attribute(AT)?;
    let (row, column) = text.split_once('.')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}

/// Row and column of a cell; none of a header.
pub(super) fn cell_of((row, column): At) -> Option<(usize, usize)> {
    Some((usize::try_from(row).ok()?, usize::try_from(column).ok()?))
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

impl Board {
    /// How many rows and columns there are.
    pub(super) fn size(self) -> At {
        self.grid.with_value(|grid| (number(grid.rows.len()), number(grid.days.len())))
    }

    /// The nearest place there is; the corner is none.
    pub(super) fn clamp(self, (row, column): At) -> At {
        let (rows, columns) = self.size();
        let (row, column) = (row.clamp(-1, rows - 1), column.clamp(-1, columns - 1));
        if (row, column) == (-1, -1) { (0, -1) } else { (row, column) }
    }

    /// The nearest cell.
    pub(super) fn clamp_to_cells(self, (row, column): At) -> At {
        let (rows, columns) = self.size();
        (row.clamp(0, rows - 1), column.clamp(0, columns - 1))
    }

    fn element(self, at: At) -> Option<web_sys::HtmlElement> {
        let table = self.table.get_untracked()?;
        let selector = ["[data-at='", &at_text(at), "']"].concat();
        table.query_selector(&selector).ok()??.dyn_into().ok()
    }

    /// Moves the focus; the tab stop follows.
    pub(super) fn focus(self, at: At) {
        if let Some(element) = self.element(at) {
            let _ = element.focus();
        }
    }

    /// The tab stop follows the focus.
    pub(super) fn note_focus(self, at: At) {
        let before = self.focus.with_value(|focus| focus.at);
        if before == at {
            return;
        }
        if let Some(before) = self.element(before) {
            before.set_tab_index(-1);
        }
        if let Some(element) = self.element(at) {
            element.set_tab_index(0);
        }
        self.focus.update_value(|focus| focus.at = at);
    }

    /// The tab stop of a fresh grid, and whether it is to be focused.
    pub(super) fn settle_focus(self) -> bool {
        let Place { at, wanted } = self.focus.get_value();
        let column = wanted.map(|day| number(self.grid.with_value(|grid| grid.column_near(day))));
        let at = self.clamp((at.0, column.unwrap_or(at.1)));
        self.focus.set_value(Place { at, wanted: None });
        wanted.is_some()
    }
}
