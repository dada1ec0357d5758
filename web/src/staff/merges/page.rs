//! The page “the same family”: two are chosen, looked at side by side, and made one.

use std::sync::Arc;

use client::Client;
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Permission;
use shared::wire::{MergePlan, MergePreview};

use super::choose::Choose;
use super::conflicts::Conflicts;
use super::pairs::{Pairs, accounts_missing};
use super::sides::Sides;
use crate::failure::{Failure, sentence};
use crate::form::OnceKey;
use crate::i18n::{t, use_i18n};
use crate::router::{Link, use_router};
use crate::session::use_session;
use crate::staff::paths;
use crate::ui::{Button, ButtonKind, Icon, Loading, Notice, Page, Site, Tone};

/// The page.
#[component]
pub fn MergePage() -> impl IntoView {
    let (session, router) = (use_session(), use_router());
    let may = Memo::new(move |_| session.may(Permission::MergeFamilies));
    let of = move |name: &str| router.parameter(name).and_then(|id| id.parse::<HouseholdId>().ok());
    let body = move || {
        if !may.get() {
            return view! { <Notice><p>{t("merge.not_permitted")}</p></Notice> }.into_any();
        }
        match (of("kept"), of("other")) {
            (Some(kept), Some(other)) => view! { <Compare kept other /> }.into_any(),
            (kept, _) => view! { <Choose kept /> }.into_any(),
        }
    };
    view! { <Page title=t("merge.title") lead=t("merge.lead")>{body}</Page> }
}

/// Both, and what making them one does.
#[component]
fn Compare(kept: HouseholdId, other: HouseholdId) -> impl IntoView {
    let (session, i18n) = (use_session(), use_i18n());
    let (router, site) = (use_router(), expect_context::<Site>());
    let plan = RwSignal::new(MergePlan { other_id: other, children: None, guardians: None });
    let answer = RwSignal::new(None::<Result<MergePreview, Arc<client::Error>>>);
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<Arc<client::Error>>);
    let unsaid = RwSignal::new(false);
    let look = Callback::new(move |()| {
        let plan = plan.get_untracked();
        spawn_local(async move {
            let call = async |client: &Client| client.preview_merge(kept, &plan).await;
            let told = session.call(call).await.map_err(Arc::new);
            let _ = answer.try_set(Some(told));
        });
    });
    look.run(());
    let change = Callback::new(move |(changed,): (MergePlan,)| {
        unsaid.set(false);
        plan.set(changed);
        look.run(());
    });
    // the same merge sent again is one merge
    let attempt = OnceKey::<String>::new();
    let merge = Callback::new(move |()| {
        let Some(Ok(told)) = answer.get_untracked() else { return };
        if accounts_missing(&told) {
            unsaid.set(true);
            return;
        }
        let key = attempt.key_for(&told.etag);
        let (children, guardians) = (Some(told.children.clone()), Some(told.guardians.clone()));
        let whole = MergePlan { other_id: other, children, guardians };
        // what is sent is what was looked at
        let same = plan.with_untracked(|plan| plan.children.is_some() && plan.guardians.is_some());
        let sent = if same { whole } else { plan.get_untracked() };
        busy.set(true);
        refused.set(None);
        spawn_local(async move {
            let call = async |client: &Client| client.merge_households(kept, &key, &told.etag, &sent).await;
            let done = session.call(call).await;
            let _ = busy.try_set(false);
            match done {
                Ok(merged) => {
                    site.tell_next("merge.done");
                    router.go(&format!("{}/{}", paths::FILES, merged.household_id));
                }
                Err(error) => {
                    let overtaken =
                        error.code() == Some(ProblemCode::ChangedMeanwhile) || waits_for_erasure(&error);
                    let _ = refused.try_set(Some(Arc::new(error)));
                    if overtaken {
                        look.run(());
                    }
                }
            }
        });
    });
    let swapped = format!("{}?kept={other}&other={kept}", paths::MERGE);
    let body = move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) if waits_for_erasure(&error) => {
            view! { <Notice tone=Tone::Warning><p>{t("merge.erasure_asked")}</p></Notice> }.into_any()
        }
        Some(Err(error)) => view! { <Failure error retry=look /> }.into_any(),
        Some(Ok(told)) => view! {
            <Sides kept=told.kept.clone() other=told.other.clone() />
            <Pairs told=told.clone() change />
            <Conflicts told />
        }
        .into_any(),
    };
    let failed = move || {
        refused.get().map(|error| {
            view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> }
        })
    };
    view! {
        <div class="stack">
            <div>
                <Link href=swapped class="link-line"><Icon name="repeat" /><span>{t("merge.swap")}</span></Link>
            </div>
            {body}
            <div role="alert">
                {failed}
                <Show when=move || unsaid.get()>
                    <Notice tone=Tone::Danger><p>{t("merge.account_missing")}</p></Notice>
                </Show>
            </div>
            <Show when=move || answer.with(|answer| matches!(answer, Some(Ok(_))))>
                <Notice tone=Tone::Warning><p>{t("merge.for_good")}</p></Notice>
                <div class="row">
                    <Button icon="users-round" label=t("merge.submit") busy on_press=merge />
                    <Button kind=ButtonKind::Plain icon="refresh-cw" label=t("merge.again") on_press=look />
                </div>
            </Show>
        </div>
    }
}

/// Whether an administrator has to decide first: one of both is asked to be erased.
fn waits_for_erasure(error: &client::Error) -> bool {
    let client::Error::Problem(problem) = error else { return false };
    problem.errors.iter().any(|error| error.code == "erasure_asked")
}
