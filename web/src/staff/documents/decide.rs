//! The decision on a document in the file of its household, whether or not one was taken before: what was accepted by mistake is
//! refused here.

use std::sync::Arc;

use client::{Cached, Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::documents::DocumentState;
use shared::ids::DocumentId;
use shared::wire::DocumentToCheck;

use super::until::UntilField;
use crate::failure::Failure;
use crate::session::use_session;
use crate::staff::queue::{Deciding, Decision, Outcome, Queued, Verbs, Verdict};
use crate::ui::Loading;

/// Until when it counts, and the verbs, once it is read.
#[component]
pub(in crate::staff) fn DecideDocument(
    /// Which document.
    id: DocumentId,
    /// Where it is noted what became of the decision.
    outcome: Outcome,
    /// Whether no guardian has an account: nobody is told by mail.
    nobody: Signal<bool>,
    /// It was taken: the key of what is said of it.
    done: Callback<(Verdict,), &'static str>,
    /// Something was decided, or has changed: all is to be read again.
    again: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let deciding = Deciding::<DocumentToCheck>::new();
    let answer = RwSignal::new(None::<Result<DocumentToCheck, Arc<Error>>>);
    let ask = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            match session.call(async |client: &Client| client.get_document(id).await).await {
                Ok(Cached::Fresh { value, .. }) => {
                    let _ = answer.try_set(Some(Ok(value)));
                }
                // nothing was known before
                Ok(Cached::Unchanged) => {}
                Err(error) => {
                    let _ = answer.try_set(Some(Err(Arc::new(error))));
                }
            }
        });
    });
    ask.run(());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(document)) => {
            deciding.note(&document.key(), |read| read.told_to_nobody = nobody.get_untracked());
            let verbs = verbs(&document.document.state);
            let until = verbs.accept.then(|| view! { <UntilField deciding document=document.clone() /> });
            view! {
                <div class="decided stack">
                    {until}
                    <Decision item=document deciding verbs outcome done again />
                </div>
            }
            .into_any()
        }
    }
}

/// What is accepted can be refused, what is refused accepted; both where neither was said, or time has run out.
const fn verbs(state: &DocumentState) -> Verbs {
    Verbs {
        accept: !matches!(state, DocumentState::Accepted),
        refuse: !matches!(state, DocumentState::Refused { .. }),
    }
}
