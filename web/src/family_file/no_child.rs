//! A household without children: the first thing to do is to add one, for whoever may.

use leptos::prelude::*;
use shared::calendar::SchoolYear;

use super::address::add_child_path;
use crate::i18n::t;
use crate::router::Link;
use crate::ui::{Icon, Notice, Tone};

/// Says that there is no child yet, with the way to add one.
#[component]
pub fn NoChild(
    /// Whether whoever reads may add one; others are told whom to ask.
    may_add: bool,
    /// In which school year most children begin now, where one is planned.
    begins: Option<SchoolYear>,
) -> impl IntoView {
    let Some(year) = begins.filter(|_| may_add) else {
        return view! { <Notice tone=Tone::Warning><p>{t("home.no_children")}</p></Notice> }.into_any();
    };
    view! {
        <section class="card no-child">
            <div class="card-head"><Icon name="user-round-plus" /><h2>{t("home.no_child.title")}</h2></div>
            <p>{t("home.no_child.lead")}</p>
            <div>
                <Link href=add_child_path(year) class="button">
                    <Icon name="plus" /><span>{t("file.add_child")}</span>
                </Link>
            </div>
            <p class="small">
                {t("home.no_child.known")}" "<Link href="/contact">{t("home.no_child.contact")}</Link>
            </p>
        </section>
    }
    .into_any()
}
