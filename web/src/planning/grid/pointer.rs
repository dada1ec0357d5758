//! Mouse and touch: a tap is a click; a stroke begins once the pointer has moved enough.
//!
//! Touch: vertical movement scrolls the page (`touch-action: pan-y`), and the browser then cancels the pointer;
//! horizontal movement paints. The pointer's capture is released, else it would stay with the first cell. Pointer events
//! of no size come from assistive technologies; they are left to the click that follows.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::board::{Board, at_of, cell_of};
use crate::planning::model::Stroke;

/// Pixels that a mouse moves before it paints.
const MOUSE: f64 = 4.0;
/// Pixels that a finger moves sideways before it paints.
const TOUCH: f64 = 8.0;

/// A pointer that is down.
#[derive(Clone, Debug)]
struct Press {
    id: i32,
    touch: bool,
    from: (f64, f64),
    cell: (usize, usize),
    stroke: Option<Stroke>,
}

/// What pointers do in a grid.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    board: Board,
    press: StoredValue<Option<Press>>,
    /// A stroke just ended: the click that may follow is part of it.
    ended: StoredValue<bool>,
}

/// Listens to pointers wherever they go once they are down.
pub(super) fn listen(board: Board) -> Pointer {
    let pointer = Pointer { board, press: StoredValue::new(None), ended: StoredValue::new(false) };
    let handles = [
        window_event_listener(leptos::ev::pointermove, move |event| pointer.moved(&event)),
        window_event_listener(leptos::ev::pointerup, move |event| pointer.up(&event)),
        window_event_listener(leptos::ev::pointercancel, move |event| pointer.cancelled(&event)),
        window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                pointer.abandon();
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(leptos::prelude::WindowListenerHandle::remove));
    pointer
}

impl Pointer {
    /// A pointer goes down.
    pub(super) fn down(self, event: &web_sys::PointerEvent) {
        self.ended.set_value(false);
        let without_size = event.width() == 0 && event.height() == 0;
        if event.button() != 0 || !event.is_primary() || without_size {
            return;
        }
        let Some(cell) = at_of(event).and_then(cell_of) else { return };
        let touch = event.pointer_type() != "mouse";
        if touch
            && let Some(target) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        {
            let _ = target.release_pointer_capture(event.pointer_id());
        }
        let from = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.press.set_value(Some(Press { id: event.pointer_id(), touch, from, cell, stroke: None }));
    }

    fn moved(self, event: &web_sys::PointerEvent) {
        let is_ours =
            |press: &Option<Press>| press.as_ref().is_some_and(|press| press.id == event.pointer_id());
        if !self.press.with_value(is_ours) {
            return;
        }
        let Some(mut press) = self.press.try_update_value(Option::take).flatten() else { return };
        if !press.touch && event.buttons() == 0 {
            // the button went up where we could not see it
            return self.end(press);
        }
        if press.stroke.is_none() && far_enough(&press, event) {
            let begun = self.board.grid.with_value(|grid| self.board.planner.begin_stroke(grid, press.cell));
            // nothing can be painted from here; a click that follows on the same cell is still one
            let Some(mut stroke) = begun else { return };
            self.lead(&mut stroke, press.cell);
            press.stroke = Some(stroke);
        }
        if let Some(stroke) = &mut press.stroke
            && let Some(cell) = at_of(event).and_then(cell_of)
            && stroke.reached() != cell
        {
            self.lead(stroke, cell);
        }
        self.press.set_value(Some(press));
    }

    fn lead(self, stroke: &mut Stroke, to: (usize, usize)) {
        self.board.grid.with_value(|grid| self.board.planner.lead_stroke(stroke, grid, to));
    }

    fn take(self, event: &web_sys::PointerEvent) -> Option<Press> {
        let press = self.press.try_update_value(Option::take).flatten()?;
        (press.id == event.pointer_id()).then_some(press)
    }

    fn up(self, event: &web_sys::PointerEvent) {
        if let Some(press) = self.take(event) {
            self.end(press);
        }
    }

    fn end(self, press: Press) {
        if let Some(stroke) = press.stroke {
            self.ended.set_value(true);
            self.board.planner.end_stroke(stroke);
        }
    }

    fn cancelled(self, event: &web_sys::PointerEvent) {
        if let Some(stroke) = self.take(event).and_then(|press| press.stroke) {
            self.board.planner.abandon_stroke(stroke);
        }
    }

    /// Esc during a stroke.
    fn abandon(self) {
        let stroke = self.press.try_update_value(Option::take).flatten().and_then(|press| press.stroke);
        if let Some(stroke) = stroke {
            self.ended.set_value(true);
            self.board.planner.abandon_stroke(stroke);
        }
    }

    /// Whether a click is only the end of a stroke.
    pub(super) fn swallows_click(self) -> bool {
        self.ended.try_update_value(|ended| std::mem::replace(ended, false)).unwrap_or(false)
    }
}

fn far_enough(press: &Press, event: &web_sys::PointerEvent) -> bool {
    let across = (f64::from(event.client_x()) - press.from.0).abs();
    let down = (f64::from(event.client_y()) - press.from.1).abs();
    if press.touch { across >= TOUCH && across > down } else { across.max(down) >= MOUSE }
}
