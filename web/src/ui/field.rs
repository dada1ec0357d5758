//! Fields of forms: label, hint, error, joined by id so that every assistive technology reads them together.

use leptos::prelude::*;

use super::Icon;
use crate::i18n::t;

/// The ids of the hint and the error of a field, as far as they are there, for `aria-describedby`.
#[must_use]
pub fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (true, true) => Some([id, "-error ", id, "-hint"].concat()),
        (true, false) => Some([id, "-hint"].concat()),
        (false, true) => Some([id, "-error"].concat()),
        (false, false) => None,
    }
}

/// The frame of a field with one input: label, hint, error.
#[component]
pub fn Frame(
    /// The input's id.
    id: &'static str,
    /// What to write here.
    label: Signal<String>,
    /// Why it is asked, or how it looks.
    hint: Option<Signal<String>>,
    /// What is wrong with it.
    error: Signal<Option<String>>,
    /// The input.
    children: Children,
) -> impl IntoView {
    let message = move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=[id, "-error"].concat()>
                    <Icon name="circle-alert" />
                    <span>{error}</span>
                </p>
            }
        })
    };
    view! {
        <div class="field">
            <label class="field-label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id=[id, "-hint"].concat()>{hint}</p> })}
            {message}
            <div class="field-box">{children()}</div>
        </div>
    }
}

/// One line of text.
#[component]
pub fn TextField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// What to write here.
    #[prop(into)]
    label: Signal<String>,
    /// Why it is asked, or how it looks.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The text.
    value: RwSignal<String>,
    /// The kind of keyboard, `text`, `email`, `tel`.
    #[prop(default = "text")]
    kind: &'static str,
    /// What the browser may fill in, a value of HTML's `autocomplete`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Whether nothing need be written.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    view! {
        <Frame id label hint error>
            <input
                class="input"
                id=id
                name=id
                type=kind
                autocomplete=autocomplete
                autocapitalize="none"
                spellcheck="false"
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            />
        </Frame>
    }
}

/// A password that its owner may look at.
#[component]
pub fn PasswordField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// What to write here.
    #[prop(into)]
    label: Signal<String>,
    /// What is wrong with it, or a warning such as capitals being locked.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The password.
    value: RwSignal<String>,
    /// What it must be, said before it is written.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// `current-password` or `new-password`.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let shown = RwSignal::new(false);
    let capitals = RwSignal::new(false);
    let toggle = t("field.show_password");
    let note_capitals = move |event: leptos::ev::KeyboardEvent| {
        capitals.set(event.get_modifier_state("CapsLock"));
    };
    view! {
        <div class="password-field">
            <Frame id label hint error>
                <input
                    class="input"
                    id=id
                    name=id
                    type=move || if shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-required="true"
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                    on:keyup=note_capitals
                />
                <button
                    type="button"
                    class="icon-button field-toggle"
                    aria-label=toggle
                    title=toggle
                    aria-pressed=move || if shown.get() { "true" } else { "false" }
                    on:click=move |_| shown.update(|shown| *shown = !*shown)
                >
                    {move || if shown.get() { view! { <Icon name="eye-off" /> } } else { view! { <Icon name="eye" /> } }}
                </button>
            </Frame>
            <p class="field-hint" role="status">
                {move || capitals.get().then(|| t("field.capitals_locked").get())}
            </p>
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn LongTextField(
    /// Unique on the page; an error summary links to it.
    id: &'static str,
    /// What to write here.
    #[prop(into)]
    label: Signal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The text.
    value: RwSignal<String>,
    /// Why it is asked, or how it looks.
    #[prop(optional, into)]
    hint: Option<Signal<String>>,
    /// Whether it takes the focus when it appears.
    #[prop(optional)]
    focused: bool,
    /// Whether nothing need be written.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let has_hint = hint.is_some();
    let area = NodeRef::<leptos::html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(area) = area.get()
            && focused
        {
            let _ = area.focus();
        }
    });
    view! {
        <Frame id label hint error>
            <textarea
                class="input"
                id=id
                name=id
                rows="6"
                aria-required=(!optional).then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || described_by(id, has_hint, error.with(Option::is_some))
                node_ref=area
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </Frame>
    }
}
