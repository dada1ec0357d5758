//! The families that were found, in a table; each leads to its sheet.

use leptos::prelude::*;
use shared::families::FileState;
use shared::wire::FamilyFileSummary;

use super::asked::state_name;
use super::found::{Found, Stage};
use crate::failure::Failure;
use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::staff::paths;
use crate::ui::{Button, ButtonKind, Icon, Loading, PersonName};

/// All that were found so far, and a way to the others.
#[component]
pub(super) fn Families(
    /// What was found.
    found: Found,
    /// What stands in a last column of each.
    #[prop(optional)]
    beside: Option<Callback<(FamilyFileSummary,), AnyView>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let none = Memo::new(move |_| found.files.with(Vec::is_empty));
    let told = move || match (found.stage.get(), found.more.with(Option::is_some)) {
        (Stage::Here, more) => {
            let count = found.files.with(Vec::len);
            let key = if more { "families.found_more" } else { "families.found" };
            i18n.count(key, i64::try_from(count).unwrap_or(i64::MAX), &[])
        }
        _ => String::new(),
    };
    let next = Callback::new(move |()| found.load());
    let after = move || match found.stage.get() {
        Stage::Failed(error) => view! { <Failure error retry=next /> }.into_any(),
        Stage::Under if none.get() => view! { <Loading /> }.into_any(),
        stage if found.more.with(Option::is_some) => {
            let busy = Signal::stored(matches!(stage, Stage::Under));
            let label = t("queue.more");
            view! { <div><Button kind=ButtonKind::Plain icon="chevron-down" label busy on_press=next /></div> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        <p class="muted" role="status">{told}</p>
        <Show when=move || !none.get()>
            <table class="table families" role="table" aria-label=t("desk.nav.families")>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t("files.household")}</th>
                        <th role="columnheader" scope="col">{t("families.guardians")}</th>
                        <th role="columnheader" scope="col">{t("files.children")}</th>
                        <th role="columnheader" scope="col">{t("families.state")}</th>
                        {beside.map(|_| view! { <th role="columnheader" scope="col">{t("accounts.invitation")}</th> })}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || found.files.get() key=|file| (file.household_id, file.school_year) let:file>
                        <Family file beside />
                    </For>
                </tbody>
            </table>
        </Show>
        {after}
    }
}

#[component]
fn Family(file: FamilyFileSummary, beside: Option<Callback<(FamilyFileSummary,), AnyView>>) -> impl IntoView {
    let beside = beside
        .map(|beside| view! { <td role="cell"><div class="beside">{beside.run((file.clone(),))}</div></td> });
    let (household, year) = (file.household_id.to_string(), file.school_year.to_string());
    let href = [paths::FILES, "/", &household, "?year=", &year].concat();
    let (icon, waits) = match file.state {
        FileState::Incomplete => ("circle-alert", true),
        FileState::Received => ("hourglass", true),
        FileState::Validated => ("circle-check", false),
    };
    let state = t(state_name(file.state));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><Link href class="family-name"><PersonName name=file.name /></Link></th>
            <td role="cell"><span>{file.guardians.join(", ")}</span></td>
            <td role="cell"><span>{file.children.join(", ")}</span></td>
            <td role="cell">
                <span class="state" class:state--waits=waits><Icon name=icon /><span>{state}</span></span>
            </td>
            {beside}
        </tr>
    }
}
