//! A page: its title in the window, its heading focused on arrival, and both told to screen readers.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Announcer, Notice, Tone};
use crate::i18n::use_i18n;

/// The site's name in the window's title, and whether a first page was shown; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Site {
    /// The organisation's name, once known.
    pub name: Signal<String>,
    shown: StoredValue<bool>,
    /// Key of what just worked, for the next page to say.
    news: StoredValue<Option<&'static str>>,
}

impl Site {
    /// Of which nothing is known yet.
    #[must_use]
    pub fn new(name: impl Into<Signal<String>>) -> Self {
        Self { name: name.into(), shown: StoredValue::new(false), news: StoredValue::new(None) }
    }

    /// Has the next page say first that something worked, by the key of the sentence.
    pub fn tell_next(self, key: &'static str) {
        self.news.set_value(Some(key));
    }

    /// True from the second page on: the first one leaves the focus where the browser put it.
    fn moved(self) -> bool {
        let before = self.shown.get_value();
        self.shown.set_value(true);
        before
    }
}

/// Moves the focus to an element.
pub fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// The frame of every page.
#[component]
pub fn Page(
    /// Its heading and title.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence under the heading.
    #[prop(optional, into)]
    lead: Option<Signal<String>>,
    /// The rest.
    children: Children,
) -> impl IntoView {
    let site = expect_context::<Site>();
    let announcer = expect_context::<Announcer>();
    let i18n = use_i18n();
    let heading = NodeRef::<html::H1>::new();
    let news = RwSignal::new(None::<&'static str>);
    Effect::new(move |_| {
        let name = site.name.get();
        let title = title.get();
        let whole = if name.is_empty() { title } else { [&title, " – ", &name].concat() };
        document().set_title(&whole);
    });
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        // once this page is there: one that is replaced before anybody sees it tells nothing
        let told = site.news.try_update_value(Option::take).flatten();
        if told.is_some() {
            news.set(told);
        }
        if site.moved() {
            let _ = heading.focus();
            let told = told.map(|key| untrack(|| i18n.text(key, &[])));
            announcer
                .announce([title.get_untracked()].into_iter().chain(told).collect::<Vec<_>>().join(". "));
        }
    });
    view! {
        <div class="page-head">
            <h1 tabindex="-1" node_ref=heading>{title}</h1>
            {lead.map(|lead| view! { <p class="lead">{lead}</p> })}
            {move || news.get().map(|key| view! {
                <Notice tone=Tone::Success><p>{move || i18n.text(key, &[])}</p></Notice>
            })}
        </div>
        {children()}
    }
}
