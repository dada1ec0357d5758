//! Finding a household by its name.

use std::sync::Arc;

use client::{Client, Error, FilesRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::HouseholdId;
use shared::wire::FamilyFileSummary;

use crate::failure::Failure;
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::session::use_session;
use crate::ui::{Button, TextField};

const NAME: &str = "find-household";

/// A search, and what is done about the households of that name, each on a line.
#[component]
pub(super) fn FindHousehold(
    /// One that is not looked for.
    except: Option<HouseholdId>,
    /// The line of one.
    line: Callback<(FamilyFileSummary,), AnyView>,
) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let name = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Result<Vec<FamilyFileSummary>, Arc<Error>>>);
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
    let row = move |file: FamilyFileSummary| {
        let children = file.children.join(", ");
        view! { <li>{line.run((file,))} " " <span class="muted">{children}</span></li> }
    };
    let list = move || match found.get() {
        None => ().into_any(),
        Some(Err(error)) => view! { <Failure error retry=search /> }.into_any(),
        Some(Ok(files)) => {
            let others: Vec<_> = files.into_iter().filter(|file| Some(file.household_id) != except).collect();
            let count = i64::try_from(others.len()).unwrap_or(i64::MAX);
            view! {
                <p role="status">{move || i18n.count("find.found", count, &[])}</p>
                <ul class="rows">{others.into_iter().map(row).collect_view()}</ul>
            }
            .into_any()
        }
    };
    view! {
        <FormFrame form on_submit=search>
            <TextField id=NAME label=t("find.name") value=name />
            <div><Button submit=true icon="funnel" label=t("find.search") /></div>
        </FormFrame>
        {list}
    }
}
