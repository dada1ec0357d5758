//! Buttons: a verb and mostly an icon. None is ever `disabled`; one that cannot act now says so when pressed.

use leptos::prelude::*;

use super::Icon;

/// How much a button asks for.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    #[default]
    Main,
    /// Another thing one may do.
    Plain,
    /// A thing beside the subject.
    Quiet,
    /// What cannot be taken back.
    Danger,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Main => "button",
            Self::Plain => "button button--plain",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button with its words.
#[component]
pub fn Button(
    /// The verb.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks for.
    #[prop(optional)]
    kind: ButtonKind,
    /// A name of `web/icons.txt`.
    #[prop(optional)]
    icon: &'static str,
    /// What it started is under way: it stays, turns, and ignores further presses.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It cannot act now; `on_press` is still called, to say why.
    #[prop(optional, into)]
    unavailable: Signal<bool>,
    /// It sends the form around it; then `on_press` is not needed.
    #[prop(optional)]
    submit: bool,
    /// To what it does it, for those who hear one button of several alike.
    #[prop(optional, into)]
    about: Option<Signal<String>>,
    /// What it does.
    #[prop(optional)]
    on_press: Option<Callback<()>>,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    let mark = move || match (busy.get(), icon) {
        (true, _) => Some(view! { <span class="spinner" aria-hidden="true"></span> }.into_any()),
        (false, "") => None,
        (false, name) => Some(view! { <Icon name=name /> }.into_any()),
    };
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=kind.class()
            aria-disabled=move || (busy.get() || unavailable.get()).then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=press
        >
            {mark}
            <span>{label}{about.map(|about| view! { <span class="visually-hidden">" "{about}</span> })}</span>
        </button>
    }
}

/// A button that shows only an icon; its words are for those who cannot see it.
#[component]
pub fn IconButton(
    /// What it does, in words.
    #[prop(into)]
    label: Signal<String>,
    /// A name of `web/icons.txt`.
    icon: &'static str,
    /// What it does.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="icon-button" aria-label=label title=label on:click=move |_| on_press.run(())>
            <Icon name=icon />
        </button>
    }
}
