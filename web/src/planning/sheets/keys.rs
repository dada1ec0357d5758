//! What the keys do.

use leptos::prelude::*;

use crate::i18n::t;

/// Keys, and what each does; both are keys of the locale files.
const KEYS: [(&str, &str); 14] = [
    ("planning.key.arrows", "planning.keys.arrows"),
    ("planning.key.home", "planning.keys.home"),
    ("planning.key.page", "planning.keys.page"),
    ("planning.key.shift_page", "planning.keys.shift_page"),
    ("planning.key.space", "planning.keys.space"),
    ("planning.key.shift_arrows", "planning.keys.shift_arrows"),
    ("planning.key.shift_space", "planning.keys.shift_space"),
    ("planning.key.ctrl_space", "planning.keys.ctrl_space"),
    ("planning.key.undo", "planning.keys.undo"),
    ("planning.key.redo", "planning.keys.redo"),
    ("planning.key.enter", "planning.keys.enter"),
    ("planning.key.escape", "planning.keys.escape"),
    ("planning.key.tab", "planning.keys.tab"),
    ("planning.key.help", "planning.keys.help"),
];

/// The keys of the grid.
#[component]
pub(super) fn KeysHelp() -> impl IntoView {
    let line = |(key, does): (&'static str, &'static str)| {
        view! {
            <div class="key-line">
                <dt><kbd>{t(key)}</kbd></dt>
                <dd>{t(does)}</dd>
            </div>
        }
    };
    view! { <dl class="key-list">{KEYS.into_iter().map(line).collect_view()}</dl> }
}
