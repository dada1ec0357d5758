//! Finding the two: by name.

use std::sync::Arc;

use client::{Client, FilesRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::HouseholdId;
use shared::wire::FamilyFileSummary;

use crate::failure::Failure;
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::session::use_session;
use crate::staff::paths;
use crate::ui::{Button, Icon, PersonName, TextField};

const NAME: &str = "merge-name";

/// A search, and the households of that name.
#[component]
pub(super) fn Choose(
    /// The one that stays, when it is chosen.
    kept: Option<HouseholdId>,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let name = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Result<Vec<FamilyFileSummary>, Arc<client::Error>>>);
    let form = Form::new(&[]);
    let search = Callback::new(move |()| {
        let name = name.get_untracked().trim().to_owned();
        spawn_local(async move {
            let request = FilesRequest { only: Some("all"), q: name, ..FilesRequest::default() };
            let call = async |client: &Client| client.list_family_files(&request).await;
            let told = session.call(call).await.map(|page| page.items).map_err(Arc::new);
            let _ = found.try_set(Some(told));
        });
    });
    let line = move |file: FamilyFileSummary| {
        let href = match kept {
            None => format!("{}?kept={}", paths::MERGE, file.household_id),
            Some(kept) => format!("{}?kept={kept}&other={}", paths::MERGE, file.household_id),
        };
        let children = file.children.join(", ");
        view! {
            <li>
                <Link href class="link-line"><Icon name="users-round" /><span><PersonName name=file.name /></span></Link>
                " " <span class="muted">{children}</span>
            </li>
        }
    };
    let list = move || match found.get() {
        None => ().into_any(),
        Some(Err(error)) => view! { <Failure error retry=search /> }.into_any(),
        Some(Ok(files)) => {
            let others: Vec<_> = files.into_iter().filter(|file| Some(file.household_id) != kept).collect();
            let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
            view! {
                <p role="status">{move || i18n.count("merge.found", count, &[])}</p>
                <ul class="rows">{others.into_iter().map(line).collect_view()}</ul>
            }
            .into_any()
        }
    };
    let title = if kept.is_some() { "merge.choose_other" } else { "merge.choose_kept" };
    view! {
        <section class="card">
            <h2>{t(title)}</h2>
            <FormFrame form on_submit=search>
                <TextField id=NAME label=t("merge.name") value=name />
                <div><Button submit=true icon="funnel" label=t("merge.search") /></div>
            </FormFrame>
            {list}
        </section>
    }
}
