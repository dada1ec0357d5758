//! Dialogs: the browser's own `<dialog>`, which keeps the focus inside, gives it back, and closes on Esc.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::IconButton;
use crate::i18n::t;

/// A dialog over the page; with `sheet`, it rises from the foot of a phone.
#[component]
pub fn Dialog(
    /// Whether it is open; set to false when the user closes it.
    open: RwSignal<bool>,
    /// Its heading, which takes the focus.
    #[prop(into)]
    title: Signal<String>,
    /// A bottom sheet on a phone, a dialog elsewhere.
    #[prop(optional)]
    sheet: bool,
    /// Only what it holds closes it: neither Esc, nor a press beside it, nor a cross.
    #[prop(optional)]
    modal_only: bool,
    /// What it holds; made when it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let heading = NodeRef::<html::H2>::new();
    let children = StoredValue::new(children);
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        if open.get() {
            // refused when it is open already, which is what was asked
            let _ = dialog.show_modal();
            if let Some(heading) = heading.get() {
                let _ = heading.focus();
            }
        } else {
            dialog.close();
        }
    });
    let press = move |event: leptos::ev::MouseEvent| {
        let backdrop =
            event.target().is_some_and(|target| target.dyn_ref::<web_sys::HtmlDialogElement>().is_some());
        if backdrop && !modal_only {
            open.set(false);
        }
    };
    // Esc: told at once, since what the browser tells of the closing comes a moment after it, when the next key may
    // have been pressed already
    let cancel = move |event: leptos::ev::Event| {
        if modal_only {
            event.prevent_default();
        } else {
            open.set(false);
        }
    };
    let closed = move |_| {
        // told late: it may be open again
        let Some(dialog) = node.get_untracked().filter(|dialog| !dialog.open()) else { return };
        if !open.get_untracked() {
            return;
        }
        if modal_only {
            // browsers let nobody be kept from closing twice in a row
            let _ = dialog.show_modal();
        } else {
            open.set(false);
        }
    };
    let id = StoredValue::new(unique_id());
    view! {
        <dialog
            class=if sheet { "dialog dialog--sheet" } else { "dialog" }
            node_ref=node
            aria-labelledby=id.get_value()
            on:cancel=cancel
            on:close=closed
            on:click=press
        >
            <Show when=move || open.get()>
                <div class="dialog-head">
                    <h2 tabindex="-1" node_ref=heading id=id.get_value()>{title}</h2>
                    {(!modal_only).then(|| view! {
                        <IconButton
                            label=t("dialog.close")
                            icon="x"
                            on_press=Callback::new(move |()| open.set(false))
                        />
                    })}
                </div>
                <div class="dialog-body">{children.with_value(|children| children())}</div>
            </Show>
        </dialog>
    }
}

/// An id no other dialog of this page has.
fn unique_id() -> String {
    use std::cell::Cell;
    thread_local! {
        static NEXT: Cell<u32> = const { Cell::new(0) };
    }
    let number = NEXT.replace(NEXT.get() + 1);
    ["dialog-", &number.to_string()].concat()
}
