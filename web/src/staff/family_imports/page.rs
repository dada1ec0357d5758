//! The page “import families”: a file, what it comes to line by line, and importing it.

use std::collections::BTreeSet;
use std::sync::Arc;

use client::{Client, ImportRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;
use shared::staff::Permission;
use shared::wire::ImportReport;
use wasm_bindgen::JsCast;

use super::report::Report;
use crate::browser::{files, random};
use crate::failure::sentence;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::staff::family_files::YearField;
use crate::ui::{Button, ButtonKind, CheckField, Choice, Icon, Loading, Notice, Page, Tone};

const FILE: &str = "import-file";
const INVITE: &str = "import-invite";

/// A file that was chosen.
#[derive(Clone)]
struct Chosen {
    name: String,
    content: Vec<u8>,
    /// The same key while the same file is imported.
    key: String,
}

/// How far the import is.
#[derive(Clone)]
enum Step {
    /// Nothing is chosen.
    Waiting,
    /// It is being looked at, or imported.
    Busy,
    /// What it comes to; what was done, when it was imported.
    Told(ImportReport),
    Failed(Arc<client::Error>),
    /// This device cannot read it.
    Unreadable,
}

/// The page.
#[component]
pub fn ImportPage() -> impl IntoView {
    let session = use_session();
    let may = Memo::new(move |_| session.may(Permission::ImportFamilies));
    view! {
        <Page title=t("import.title") lead=t("import.lead")>
            <Show when=move || may.get() fallback=|| view! { <Notice><p>{t("import.not_permitted")}</p></Notice> }>
                <Import />
            </Show>
        </Page>
    }
}

#[component]
fn Import() -> impl IntoView {
    let (session, i18n, organisation) = (use_session(), use_i18n(), use_organisation());
    let step = RwSignal::new(Step::Waiting);
    let chosen = StoredValue::new(None::<Chosen>);
    let wanted = RwSignal::new(BTreeSet::<String>::new());
    let invites =
        move || organisation.answer().with(|answer| matches!(answer, Some(Ok(facts)) if facts.invites));
    let picked = RwSignal::new(None::<SchoolYear>);
    let year = Signal::derive(move || picked.get().or_else(|| Some(organisation.beginning()?.suggested)));
    let choose_year = Callback::new(move |year| picked.set(Some(year)));
    let year_field = move || {
        let years = organisation.beginning()?.school_years;
        // the field itself shows what is picked in it
        let shown = untrack(|| year.get())?;
        let hint = t("import.year");
        (years.len() > 1).then(|| view! { <YearField years shown choose=choose_year hint /> })
    };
    let request = move || {
        let invite = untrack(invites) && wanted.with_untracked(|wanted| wanted.contains(INVITE));
        ImportRequest { school_year: untrack(|| year.get()), invite }
    };
    let look = move || {
        let Some(Chosen { content, .. }) = chosen.get_value() else { return };
        step.set(Step::Busy);
        spawn_local(async move {
            let call = async |client: &Client| client.preview_family_import(request(), content.clone()).await;
            let told = session.call(call).await;
            let _ = step.try_set(told.map_or_else(|error| Step::Failed(Arc::new(error)), Step::Told));
        });
    };
    let choose = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| files::take(&input)) else { return };
        step.set(Step::Busy);
        spawn_local(async move {
            match files::read(file).await {
                Some(files::Chosen { name, content }) => {
                    let key = random::uuid().to_string();
                    chosen.set_value(Some(Chosen { name, content, key }));
                    look();
                }
                None => {
                    let _ = step.try_set(Step::Unreadable);
                }
            }
        });
    };
    let run = Callback::new(move |()| {
        let Some(Chosen { content, key, .. }) = chosen.get_value() else { return };
        step.set(Step::Busy);
        spawn_local(async move {
            let request = request();
            // with another choice it is another import
            let year = request.school_year.map(|year| year.to_string()).unwrap_or_default();
            let key = [key.as_str(), "-", &year, if request.invite { "-invite" } else { "" }].concat();
            let call =
                async |client: &Client| client.create_family_import(&key, request, content.clone()).await;
            let told = session.call(call).await;
            let _ = step.try_set(told.map_or_else(|error| Step::Failed(Arc::new(error)), Step::Told));
        });
    });
    let again = Callback::new(move |()| step.set(Step::Waiting));
    let template = Callback::new(move |()| {
        spawn_local(async move {
            match session.call(async |client: &Client| client.get_family_import_template().await).await {
                Ok(content) => files::save("familles.csv", "text/csv", &content),
                Err(error) => {
                    let _ = step.try_set(Step::Failed(Arc::new(error)));
                }
            }
        });
    });
    let named = move || chosen.with_value(|chosen| chosen.as_ref().map(|chosen| chosen.name.clone()));
    let invite = move || {
        vec![Choice {
            code: INVITE.to_owned(),
            label: t("import.invite"),
            says: Some(t("import.invite_says")),
        }]
    };
    let body = move || match step.get() {
        Step::Busy => view! { <Loading /> }.into_any(),
        Step::Told(report) => {
            view! { <Report report file=named().unwrap_or_default() run again /> }.into_any()
        }
        other => {
            let wrong = match other {
                Step::Unreadable => Some(i18n.text("import.unreadable", &[])),
                Step::Failed(error) => Some(sentence(i18n, &error)),
                _ => None,
            };
            let wrong = wrong.map(|text| view! { <Notice tone=Tone::Danger><p>{text}</p></Notice> });
            view! {
                <div class="stack">
                    {wrong}
                    <section class="card">
                        <h2>{t("import.template_title")}</h2>
                        <p>{t("import.template_says")}</p>
                        <div><Button kind=ButtonKind::Plain icon="file-text" label=t("import.template") on_press=template /></div>
                    </section>
                    <section class="card">
                        <h2>{t("import.file_title")}</h2>
                        <p class="muted">{t("import.file_says")}</p>
                        {year_field}
                        <Show when=invites fallback=|| view! { <p class="muted">{t("household.no_invitations")}</p> }>
                            <CheckField id=INVITE legend=t("household.invitation") choices=invite() value=wanted />
                        </Show>
                        <div class="field">
                            <label class="field-label" for=FILE>{t("import.file")}</label>
                            <input id=FILE type="file" class="input" accept=".csv,.txt,text/csv,text/plain" on:change=choose />
                        </div>
                        <p class="row-note"><Icon name="info" /><span>{t("import.dry")}</span></p>
                    </section>
                </div>
            }
            .into_any()
        }
    };
    view! { <div class="stack">{body}</div> }
}
