//! The help page.

use leptos::prelude::*;

use super::examples::Becoming;
use crate::i18n::t;
use crate::router::Link;
use crate::ui::{CellLook, Icon, Legend, Page, steps};

/// Chapters: id, key of the title.
const CHAPTERS: [(&str, &str); 7] = [
    ("connexion", "help.sign_in"),
    ("calendrier", "help.calendar"),
    ("legende", "help.legend"),
    ("reserver", "help.book"),
    ("annuler", "help.cancel"),
    ("trop-tard", "help.late"),
    ("clavier", "help.keys"),
];

const KEYS: [(&str, &str); 6] = [
    ("help.key.arrows", "help.keys.arrows"),
    ("help.key.space", "help.keys.space"),
    ("help.key.paint", "help.keys.paint"),
    ("help.key.pages", "help.keys.pages"),
    ("help.key.enter", "help.keys.enter"),
    ("help.key.undo", "help.keys.undo"),
];

/// How to use the portal.
#[component]
pub fn HelpPage() -> impl IntoView {
    let booking = vec![
        (CellLook::Bookable, "help.example.before"),
        (CellLook::ToAdd, "help.example.unsent_add"),
        (CellLook::Booked, "help.example.booked"),
    ];
    let cancelling = vec![
        (CellLook::Booked, "help.example.booked"),
        (CellLook::ToCancel, "help.example.unsent_cancel"),
        (CellLook::Bookable, "help.example.before"),
    ];
    let legend = Signal::stored(CellLook::ALL.to_vec());
    view! {
        <Page title=t("help.title") lead=t("help.lead")>
            <div class="help">
                <Contents />
                <Chapter which=0>{steps(&["help.sign_in.1", "help.sign_in.2", "help.sign_in.3", "help.sign_in.4", "help.sign_in.5"])}</Chapter>
                <Chapter which=1>{steps(&["help.calendar.1", "help.calendar.2", "help.calendar.3"])}</Chapter>
                <Chapter which=2 wide=true>
                    <p>{t("help.legend_lead")}</p>
                    <Legend looks=legend />
                </Chapter>
                <Chapter which=3>
                    <Becoming steps=booking />
                    {steps(&["help.book.1", "help.book.2", "help.book.3", "help.book.4"])}
                </Chapter>
                <Chapter which=4>
                    <Becoming steps=cancelling />
                    {steps(&["help.cancel.1", "help.cancel.2"])}
                </Chapter>
                <Chapter which=5>
                    <Becoming steps=vec![(CellLook::Deadline, "help.example.late")] />
                    {steps(&["help.late.1", "help.late.2", "help.late.3"])}
                </Chapter>
                <Chapter which=6><Keys /></Chapter>
                <section class="card help-wide">
                    <h2>{t("help.more")}</h2>
                    <p>{t("help.more_text")}</p>
                    <div><Link href="/contact" class="button"><Icon name="phone" />{t("contact.title")}</Link></div>
                </section>
            </div>
        </Page>
    }
}

#[component]
fn Contents() -> impl IntoView {
    let link = |(id, key): (&'static str, &'static str)| {
        view! { <li><a href=["#", id].concat()>{t(key)}</a></li> }
    };
    view! {
        <nav aria-label=t("help.contents")>
            <ul class="help-toc">{CHAPTERS.into_iter().map(link).collect_view()}</ul>
        </nav>
    }
}

#[component]
fn Chapter(
    /// Which of `CHAPTERS`.
    which: usize,
    /// Takes the whole width.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    let (id, key) = CHAPTERS[which];
    view! { <section class=if wide { "card help-wide" } else { "card" } id=id><h2>{t(key)}</h2>{children()}</section> }
}

#[component]
fn Keys() -> impl IntoView {
    let row = |(key, what): (&'static str, &'static str)| {
        view! { <dt><kbd>{t(key)}</kbd></dt><dd>{t(what)}</dd> }
    };
    view! { <dl class="keys">{KEYS.into_iter().map(row).collect_view()}</dl> }
}
