//! Households which perhaps are the same family.

use leptos::prelude::*;
use shared::ids::HouseholdId;
use shared::staff::Permission;
use shared::wire::PerhapsSame;

use crate::i18n::{t, use_i18n};
use crate::router::Link;
use crate::session::use_session;
use crate::staff::paths;
use crate::ui::{Icon, Notice, PersonName, Tone};

/// That they look the same, with ways to look and to make one of them.
#[component]
pub(in crate::staff) fn PerhapsTheSame(
    /// The household that is shown.
    household: HouseholdId,
    /// Those that look like it.
    others: Vec<PerhapsSame>,
) -> impl IntoView {
    let (i18n, session) = (use_i18n(), use_session());
    if others.is_empty() {
        return None;
    }
    let may = Memo::new(move |_| session.may(Permission::MergeFamilies));
    let line = move |other: PerhapsSame| {
        let file = format!("{}/{}", paths::FILES, other.household_id);
        let merge = format!("{}?kept={household}&other={}", paths::MERGE, other.household_id);
        let (name, child) = (other.name.clone(), other.child);
        let why = move || i18n.text("similar.why", &[("child", child.clone())]);
        view! {
            <li>
                <Link href=file><PersonName name /></Link> " " <span class="muted">{why}</span> " "
                <Show when=move || may.get()>
                    <Link href=merge.clone() class="link-line"><Icon name="users-round" /><span>{t("similar.compare")}</span></Link>
                </Show>
            </li>
        }
    };
    Some(view! {
        <Notice tone=Tone::Warning>
            <p><strong>{t("similar.title")}</strong></p>
            <ul class="rows">{others.into_iter().map(line).collect_view()}</ul>
        </Notice>
    })
}
