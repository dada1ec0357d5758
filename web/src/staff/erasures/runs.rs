//! What the rules of retention have removed, day by day.

use std::sync::Arc;

use client::{Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::catalogue::format_day_with_year;
use shared::wire::RetentionRun;

use crate::failure::Failure;
use crate::i18n::{I18n, t, use_i18n};
use crate::session::use_session;
use crate::ui::{Icon, Loading};

/// The last runs.
#[component]
pub(super) fn Runs() -> impl IntoView {
    let session = use_session();
    let answer = RwSignal::new(None::<Result<Vec<RetentionRun>, Arc<Error>>>);
    let load = move || {
        spawn_local(async move {
            let runs = session.call(async |client: &Client| client.list_retention_runs().await).await;
            let _ = answer.try_set(Some(runs.map(|runs| runs.items).map_err(Arc::new)));
        });
    };
    load();
    let retry = Callback::new(move |()| load());
    let body = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry /> }.into_any(),
        Some(Ok(runs)) if runs.is_empty() => view! { <p class="muted">{t("retention.none")}</p> }.into_any(),
        Some(Ok(runs)) => {
            let rows = runs.into_iter().map(|run| view! { <Run run /> }).collect_view();
            view! { <dl class="retention">{rows}</dl> }.into_any()
        }
    };
    view! {
        <section class="card">
            <div class="card-head"><Icon name="hourglass" /><h2>{t("retention.title")}</h2></div>
            <p class="muted">{t("retention.lead")}</p>
            {body}
        </section>
    }
}

#[component]
fn Run(run: RetentionRun) -> impl IntoView {
    let i18n = use_i18n();
    let day = run.day;
    let broken = run.finished_at.is_none().then(|| view! { <p class="muted">{t("retention.broken")}</p> });
    view! {
        <div>
            <dt>{move || format_day_with_year(i18n.language(), day)}</dt>
            <dd>{move || told(i18n, &run)}{broken}</dd>
        </div>
    }
}

/// “documents: 3, mails: 120”.
fn told(i18n: I18n, run: &RetentionRun) -> String {
    let removed = run.counts.iter().filter(|(_, count)| **count > 0);
    let parts: Vec<String> = removed
        .map(|(rule, count)| {
            let what = i18n.text(&["retention.of.", rule].concat(), &[]);
            i18n.text("retention.count", &[("what", what), ("n", count.to_string())])
        })
        .collect();
    if parts.is_empty() { i18n.text("retention.nothing", &[]) } else { parts.join(", ") }
}
