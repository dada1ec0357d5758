//! Somebody as they are at this moment, read anew before anything is changed: two administrators do not overwrite each
//! other.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::AccountId;
use shared::wire::StaffMember;

use super::members::Members;
use crate::failure::Failure;
use crate::ui::Loading;

/// What was read, and the `ETag` to change it by.
pub(super) type Read = (StaffMember, String);

/// Shows what `children` makes of somebody, once they are read.
#[component]
pub(super) fn Person(
    /// Whom.
    id: AccountId,
    /// What is shown of them.
    children: Callback<(Read,), AnyView>,
) -> impl IntoView {
    let members: Members = expect_context();
    let answer = RwSignal::new(None::<Result<Read, Arc<client::Error>>>);
    let ask = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let read = members.one(id).await.map_err(Arc::new);
            let _ = answer.try_set(Some(read));
        });
    });
    ask.run(());
    move || match answer.get() {
        None => view! { <Loading /> }.into_any(),
        Some(Err(error)) => view! { <Failure error retry=ask /> }.into_any(),
        Some(Ok(read)) => children.run((read,)),
    }
}
