//! Links of the app.

use leptos::prelude::*;

use super::use_router;

/// A link to a path of the app, marked when it leads where one is, or to what that belongs to. It is a plain link: it can be
/// copied, and opened in another tab.
#[component]
pub fn Link(
    /// The path, with its query.
    #[prop(into)]
    href: String,
    /// Its classes.
    #[prop(optional)]
    class: &'static str,
    /// Paths of pages that belong to where it leads.
    #[prop(optional)]
    around: &'static [&'static str],
    /// What it shows.
    children: Children,
) -> impl IntoView {
    let router = use_router();
    let path = href.clone();
    let current = Memo::new(move |_| {
        let here = router.path();
        if here == path { Some("page") } else { around.contains(&here.as_str()).then_some("true") }
    });
    view! {
        <a
            href=href
            class=(!class.is_empty()).then_some(class)
            aria-current=move || current.get()
        >
            {children()}
        </a>
    }
}
