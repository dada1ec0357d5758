//! The queue on the screen: list beside detail at a desk, one after the other on a phone.

use leptos::prelude::*;

use super::bar::UndoBar;
use super::deciding::Dialogs;
use super::item::{Queued, Verdict};
use super::keys::{focus_open, focus_row};
use super::list::List;
use super::model::{Loading as Stage, Queue};
use crate::failure::Failure;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, Icon, Loading};

/// A queue.
#[component]
pub fn QueueView<T: Queued>(
    /// What waits.
    queue: Queue<T>,
    /// What is shown of the open one.
    detail: Callback<(T,), AnyView>,
    /// Whether one's role permits deciding.
    #[prop(into)]
    may_decide: Signal<bool>,
) -> impl IntoView {
    let press = move |event: leptos::ev::KeyboardEvent| queue.press(&event, may_decide.get_untracked());
    let retry = Callback::new(move |()| queue.load_more());
    let empty = Memo::new(move |_| queue.items.with(Vec::is_empty));
    let open = Memo::new(move |_| queue.open());
    let list = move || match queue.loading.get() {
        Stage::Under if empty.get() => view! { <Loading /> }.into_any(),
        Stage::Failed(error) if empty.get() => view! { <Failure error retry /> }.into_any(),
        _ if empty.get() => view! { <Empty key=T::SAYINGS.empty /> }.into_any(),
        _ => ().into_any(),
    };
    let shown = move || match open.get() {
        // it may be on a page that is being loaded
        None if queue.open_key().is_some() && matches!(queue.loading.get(), Stage::Under) => {
            view! { <Loading /> }.into_any()
        }
        None => view! { <Nothing gone=queue.open_key().is_some() may_decide /> }.into_any(),
        Some(item) => {
            let name = item.name(queue.i18n);
            view! {
                <Head queue name may_decide />
                {detail.run((item,))}
            }
            .into_any()
        }
    };
    let decide = Callback::new(move |(keys, verdict): (Vec<String>, Verdict)| {
        queue.decide(&keys, verdict);
        focus_open();
    });
    view! {
        <div class="queue" class:queue--open=move || open.with(Option::is_some) on:keydown=press>
            <div class="queue-list">
                <Show when=move || may_decide.get() && !empty.get()><Many queue /></Show>
                {list}
                <Show when=move || !empty.get()><List queue may_decide /></Show>
            </div>
            <Show when=move || !empty.get()>
                <section class="queue-detail decided card">{shown}</section>
            </Show>
        </div>
        <div class="undo-place" role="status"><UndoBar queue /></div>
        <Dialogs deciding=queue.deciding decide />
    }
}

/// Nothing waits.
#[component]
fn Empty(key: &'static str) -> impl IntoView {
    view! {
        <div class="blank queue-empty" tabindex="-1">
            <Icon name="circle-check" />
            <p>{t(key)}</p>
        </div>
    }
}

/// Nothing is open: how to go on.
#[component]
fn Nothing(
    /// Whether something was to be open, which does not wait.
    gone: bool,
    may_decide: Signal<bool>,
) -> impl IntoView {
    let (keys, look) = (t("queue.keys"), t("queue.keys_look"));
    view! {
        {gone.then(|| view! { <p><strong>{t("queue.gone")}</strong></p> })}
        <p>{t("queue.choose_one")}</p>
        <p class="muted">{move || if may_decide.get() { keys.get() } else { look.get() }}</p>
    }
}

/// What is open, and what can be decided about it.
#[component]
fn Head<T: Queued>(queue: Queue<T>, name: String, may_decide: Signal<bool>) -> impl IntoView {
    let back = Callback::new(move |()| {
        let key = untrack(|| queue.open_key()).unwrap_or_default();
        queue.close();
        focus_row(&key);
    });
    let one = move || untrack(|| queue.open()).map(|item| item.key()).into_iter().collect::<Vec<_>>();
    let accept = Callback::new(move |()| queue.accept(&one()));
    let refuse = Callback::new(move |()| {
        queue.deciding.ask_why(one());
    });
    view! {
        <div class="queue-back">
            <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("queue.back") on_press=back />
        </div>
        <h2 class="queue-title" tabindex="-1">{name}</h2>
        <Show when=move || may_decide.get()>
            <div class="row queue-verbs">
                <Button icon="check" label=t(T::SAYINGS.accept) on_press=accept />
                <Button kind=ButtonKind::Plain icon="x" label=t(T::SAYINGS.refuse) on_press=refuse />
            </div>
        </Show>
    }
}

/// What can be decided about the chosen ones, with their number. The bar is there before anything is chosen, so that the list
/// does not move under the finger that chooses.
#[component]
fn Many<T: Queued>(queue: Queue<T>) -> impl IntoView {
    let count = move || queue.chosen.with(std::collections::BTreeSet::len);
    let chosen = move || match i64::try_from(count()).unwrap_or(i64::MAX) {
        0 => queue.i18n.text("queue.chosen_none", &[]),
        n => queue.i18n.count("queue.chosen", n, &[]),
    };
    let with_count = move |key: &'static str| {
        Signal::derive(move || [queue.i18n.text(key, &[]), format!(" ({})", count())].concat())
    };
    let accept = Callback::new(move |()| queue.accept(&queue.concerned()));
    let refuse = Callback::new(move |()| queue.ask_why());
    let several = Memo::new(move |_| count() > 0);
    view! {
        <div class="queue-many" class:queue-many--none=move || !several.get() role="group" aria-label=t("queue.many")>
            <span role="status">{chosen}</span>
            <Show when=move || several.get()>
                <Button icon="check" label=with_count(T::SAYINGS.accept) on_press=accept />
                <Button kind=ButtonKind::Plain icon="x" label=with_count(T::SAYINGS.refuse) on_press=refuse />
            </Show>
        </div>
    }
}
