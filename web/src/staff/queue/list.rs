//! The list: a native table with a box to choose each row and a button to open it.

use leptos::prelude::*;

use super::item::Queued;
use super::keys::focus_open;
use super::model::{Loading, Queue};
use crate::failure::Failure;
use crate::i18n::t;
use crate::ui::{Button, ButtonKind, PersonName};

/// The rows that wait, and a way to those not loaded yet.
#[component]
pub(super) fn List<T: Queued>(
    /// The queue.
    queue: Queue<T>,
    /// Whether one may decide, and so choose.
    may_decide: Signal<bool>,
) -> impl IntoView {
    let headings = move || {
        T::SAYINGS
            .columns
            .iter()
            .map(|key| {
                let text = t(key);
                view! { <th role="columnheader" scope="col">{text}</th> }
            })
            .collect_view()
    };
    let all = move || {
        let listed = queue.items.with(Vec::len);
        listed > 0 && queue.chosen.with(|chosen| chosen.len() == listed)
    };
    let choose_all = t("queue.choose_all");
    view! {
        <table class="table queue-table" role="table" aria-label=t(T::SAYINGS.list)>
            <thead role="rowgroup">
                <tr role="row">
                    <Show when=move || may_decide.get()>
                        <th role="columnheader" scope="col" class="queue-box">
                            <input type="checkbox" aria-label=choose_all prop:checked=all on:change=move |_| queue.toggle_all() />
                        </th>
                    </Show>
                    {headings()}
                </tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || queue.items.get() key=Queued::key let:item>
                    <Row queue item may_decide />
                </For>
            </tbody>
        </table>
        <More queue />
    }
}

#[component]
fn Row<T: Queued>(queue: Queue<T>, item: T, may_decide: Signal<bool>) -> impl IntoView {
    let key = StoredValue::new(item.key());
    let name = {
        let item = item.clone();
        Signal::derive(move || item.name(queue.i18n))
    };
    let is_open = Memo::new(move |_| queue.open_key() == Some(key.get_value()));
    let chosen = move || queue.chosen.with(|chosen| chosen.contains(&key.get_value()));
    let label = Signal::derive(move || queue.i18n.text("queue.choose", &[("name", name.get())]));
    let show = move |_| {
        queue.show(&key.get_value());
        focus_open();
    };
    let count = T::SAYINGS.columns.len().saturating_sub(1);
    let cells = (0..count)
        .map(|place| {
            let item = item.clone();
            let text =
                move || item.cells(queue.i18n, queue.organisation).into_iter().nth(place).unwrap_or_default();
            view! { <td role="cell"><span>{text}</span></td> }
        })
        .collect_view();
    view! {
        <tr role="row" class:queue-open=move || is_open.get()>
            <Show when=move || may_decide.get()>
                <td role="cell" class="queue-box">
                    <input type="checkbox" aria-label=label prop:checked=chosen on:change=move |_| queue.toggle(&key.get_value()) />
                </td>
            </Show>
            <th role="rowheader" scope="row">
                <button
                    type="button"
                    class="queue-name"
                    data-key=key.get_value()
                    aria-current=move || is_open.get().then_some("true")
                    on:click=show
                >
                    <PersonName name />
                </button>
            </th>
            {cells}
        </tr>
    }
}

/// A way to the next page.
#[component]
fn More<T: Queued>(queue: Queue<T>) -> impl IntoView {
    let (press, label) = (Callback::new(move |()| queue.load_more()), t("queue.more"));
    move || match queue.loading.get() {
        Loading::Failed(error) => view! { <Failure error retry=press /> }.into_any(),
        loading if queue.more.with(Option::is_some) => {
            let busy = matches!(loading, Loading::Under);
            view! {
                <div><Button kind=ButtonKind::Plain icon="chevron-down" label busy=Signal::stored(busy) on_press=press /></div>
            }
            .into_any()
        }
        _ => ().into_any(),
    }
}
