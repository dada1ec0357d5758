//! What is shown until the pencil is pressed, and the form that then stands in its place.

use leptos::html;
use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::{Button, ButtonKind, focus};

/// A button that opens a form in its place. The form's first field takes the focus; closing gives it back.
#[component]
pub(super) fn Editing(
    /// Whether the form is open.
    open: RwSignal<bool>,
    /// The verb of the button.
    label: Signal<String>,
    /// The form; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let (button, form) = (NodeRef::<html::Div>::new(), NodeRef::<html::Div>::new());
    let opened = StoredValue::new(false);
    Effect::new(move |_| {
        if let Some(form) = form.get() {
            opened.set_value(true);
            focus_in(&form, "input:not([tabindex])");
        }
    });
    Effect::new(move |_| {
        if let Some(button) = button.get()
            && opened.get_value()
        {
            focus_in(&button, "button");
        }
    });
    let start = Callback::new(move |()| open.set(true));
    let closed = move || {
        view! {
            <div node_ref=button>
                <Button kind=ButtonKind::Plain icon="pencil" label on_press=start />
            </div>
        }
    };
    view! {
        <Show when=move || open.get() fallback=closed>
            <div node_ref=form>{children()}</div>
        </Show>
    }
}

/// Gives the focus to the first that fits, as soon as `frame` is there.
pub(super) fn focus_first(frame: NodeRef<html::Div>, selector: &'static str) {
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            focus_in(&frame, selector);
        }
    });
}

fn focus_in(node: &web_sys::Element, selector: &str) {
    if let Ok(Some(first)) = node.query_selector(selector) {
        focus(&first);
    }
}

/// The foot of such a form: send, or leave everything as it is.
#[component]
pub(super) fn EditingFoot(
    /// Whether the form is open.
    open: RwSignal<bool>,
    /// The verb of the button that sends.
    label: Signal<String>,
    /// A name of `web/icons.txt`.
    icon: &'static str,
    /// What was sent awaits its answer.
    busy: Signal<bool>,
) -> impl IntoView {
    let close = Callback::new(move |()| open.set(false));
    view! {
        <div class="row">
            <Button submit=true icon label busy />
            <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=close />
        </div>
    }
}
