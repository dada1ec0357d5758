//! The keyboard of the grid.

use chrono::{Days, Months, NaiveDate};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::board::{At, Board, at_of, cell_of};
use crate::planning::model::{Address, Command, Filter, Range, Stroke, command, monday};
use crate::planning::planner::{Planner, Sheet};

/// How many weeks without anything open are passed over at most.
const PASSED_OVER: u64 = 12;

fn command_of(event: &web_sys::KeyboardEvent) -> Option<Command> {
    if event.alt_key() {
        return None;
    }
    command(&event.key(), event.shift_key(), event.ctrl_key() || event.meta_key())
}

/// Undo, redo and help, wherever the focus is on the page, but in fields.
pub(super) fn everywhere(planner: Planner) {
    let handle = window_event_listener(leptos::ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let in_field =
            target.is_some_and(|target| target.matches("input, textarea, select").unwrap_or(false));
        if in_field || planner.sheet.get_untracked().is_some() {
            return;
        }
        match command_of(&event) {
            Some(Command::Undo) => planner.undo(),
            Some(Command::Redo) => planner.redo(),
            Some(Command::Help) => planner.sheet.set(Some(Sheet::Keys)),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// A key goes down in the grid.
pub(super) fn down(board: Board, event: &web_sys::KeyboardEvent) {
    let (Some(command), Some(at)) = (command_of(event), at_of(event)) else { return };
    let cell = cell_of(at);
    if !matches!(command, Command::Paint(..) | Command::Abandon) {
        commit(board);
    }
    match (command, cell) {
        (Command::Move(rows, columns), _) => board.focus(board.clamp((at.0 + rows, at.1 + columns))),
        (Command::Start(all), _) => board.focus(board.clamp_to_cells((if all { 0 } else { at.0 }, 0))),
        (Command::End(all), _) => {
            board.focus(board.clamp_to_cells((if all { i32::MAX } else { at.0 }, i32::MAX)));
        }
        (Command::Week(weeks), _) => turn(board, at, |day| in_weeks(day, weeks)),
        (Command::Month(months), _) => turn(board, at, |day| in_months(day, months)),
        (Command::Toggle, Some(cell)) => {
            if let Some(place) = board.grid.with_value(|grid| grid.place(cell)) {
                board.planner.tap(place);
            }
        }
        (Command::Paint(rows, columns), Some(_)) => paint(board, at, (rows, columns)),
        (Command::PaintRow, Some(cell)) => paint_all(board, cell, true),
        (Command::PaintColumn, Some(cell)) => paint_all(board, cell, false),
        (Command::DaySheet, Some((_, column))) => {
            let day = board.grid.with_value(|grid| grid.days.get(column).copied());
            board.planner.sheet.set(day.map(Sheet::Day));
        }
        (Command::Abandon, _) => abandon(board),
        // headers are plain buttons; undo, redo and help are listened to everywhere
        _ => return,
    }
    event.prevent_default();
}

/// A key goes up in the grid: a stroke ends with the shift key; the browser's own press by the space key is not ours.
pub(super) fn up(board: Board, event: &web_sys::KeyboardEvent) {
    match event.key().as_str() {
        "Shift" => commit(board),
        " " if at_of(event).and_then(cell_of).is_some() => event.prevent_default(),
        _ => {}
    }
}

fn take(board: Board) -> Option<Stroke> {
    board.painting.try_update_value(Option::take).flatten()
}

fn commit(board: Board) {
    if let Some(stroke) = take(board) {
        board.planner.end_stroke(stroke);
    }
}

fn abandon(board: Board) {
    if let Some(stroke) = take(board) {
        let (row, column) = stroke.anchor();
        board.planner.abandon_stroke(stroke);
        board.focus((i32::try_from(row).unwrap_or(0), i32::try_from(column).unwrap_or(0)));
    }
}

fn paint(board: Board, at: At, by: At) {
    let planner = board.planner;
    let Some(from) = cell_of(at) else { return };
    let to = board.clamp_to_cells((at.0 + by.0, at.1 + by.1));
    let Some(reached) = cell_of(to) else { return };
    board.grid.with_value(|grid| {
        let stroke = take(board).or_else(|| planner.begin_stroke(grid, from));
        let Some(mut stroke) = stroke else { return };
        planner.lead_stroke(&mut stroke, grid, reached);
        board.painting.set_value(Some(stroke));
    });
    board.focus(to);
}

/// Paints a whole row or column, with the value of the focused cell, else of the first that can change.
fn paint_all(board: Board, (row, column): (usize, usize), whole_row: bool) {
    let planner = board.planner;
    let painted = board.grid.with_value(|grid| {
        let along = |n: usize| if whole_row { (row, n) } else { (n, column) };
        let length = if whole_row { grid.days.len() } else { grid.rows.len() };
        let value = |at| planner.begin_stroke(grid, at).map(|stroke| stroke.wanted());
        let wanted = value((row, column)).or_else(|| (0..length).find_map(|n| value(along(n))))?;
        let mut stroke = Stroke::of(wanted, along(0));
        planner.lead_stroke(&mut stroke, grid, along(length.saturating_sub(1)));
        Some(stroke)
    });
    if let Some(stroke) = painted {
        planner.end_stroke(stroke);
    }
}

fn in_weeks(day: NaiveDate, weeks: i32) -> NaiveDate {
    let days = Days::new(7 * u64::from(weeks.unsigned_abs()));
    if weeks < 0 { day - days } else { day + days }
}

fn in_months(day: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    if months < 0 { day - count } else { day + count }
}

/// Moves the focus to another day, on screen or not; weeks in which nothing opens are passed over.
fn turn(board: Board, at: At, to: impl Fn(NaiveDate) -> NaiveDate) {
    let planner = board.planner;
    let column = usize::try_from(at.1).unwrap_or(0);
    let Some(from) = board.grid.with_value(|grid| grid.days.get(column).copied()) else { return };
    let wanted = to(from);
    let forward = wanted > from;
    let Some(day) = open_day(planner, wanted, forward) else {
        planner.announce(planner.i18n.text("planning.calendar_ends", &[]));
        return;
    };
    let on_screen = board.grid.with_value(|grid| grid.days.iter().position(|shown| *shown == day));
    if let Some(column) = on_screen {
        board.focus((at.0, i32::try_from(column).unwrap_or_default()));
    } else {
        board.focus.update_value(|focus| focus.wanted = Some(day));
        planner.show_day(day);
    }
}

/// The open day nearest to a day within its week; that of the next weeks on the way where there is none.
fn open_day(planner: Planner, wanted: NaiveDate, forward: bool) -> Option<NaiveDate> {
    let facts = planner.ask(|desk| desk.facts().clone())?;
    let Address { facility, child, .. } = planner.address.get_untracked();
    let organisation = &facts.organisation;
    for week in 0..PASSED_OVER {
        let away = Days::new(7 * week);
        let from = if forward { monday(wanted) + away } else { monday(wanted) - away };
        let range = Range { from, to: from + Days::new(6) };
        if range.to < organisation.sessions_from || organisation.sessions_until <= range.from {
            return None;
        }
        let days = Planner::grid_of(&facts, Filter { facility, child }, range).days;
        let same_weekday =
            from + Days::new(u64::from(chrono::Datelike::weekday(&wanted).num_days_from_monday()));
        if let Some(day) = days.iter().find(|day| **day >= same_weekday).or(days.last()) {
            return Some(*day);
        }
    }
    None
}
