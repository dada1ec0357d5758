//! Who is the same in both: as proposed, corrected by staff; and which account stays.

use leptos::prelude::*;
use shared::ids::{ChildId, GuardianId};
use shared::wire::{MergePlan, MergePreview, MergeSide, SameChild, SameGuardian};

use crate::i18n::{t, use_i18n};

/// Whether it is still to be said which account of somebody stays.
pub(super) fn accounts_missing(told: &MergePreview) -> bool {
    told.guardians.iter().any(|one| one.account.is_none() && both_sign_in(told, one))
}

fn both_sign_in(told: &MergePreview, one: &SameGuardian) -> bool {
    let signs_in = |guardians: &[shared::wire::MergeGuardian], id: GuardianId| {
        guardians.iter().any(|guardian| guardian.id == id && guardian.account_id.is_some())
    };
    signs_in(&told.kept.guardians, one.kept) && signs_in(&told.other.guardians, one.other)
}

/// Everybody of the other household, and who they are in the one that stays.
#[component]
pub(super) fn Pairs(
    /// As the server answered.
    told: MergePreview,
    /// Takes another plan.
    change: Callback<(MergePlan,)>,
) -> impl IntoView {
    let told = StoredValue::new(told);
    let plan = move || {
        told.with_value(|told| MergePlan {
            other_id: told.other.id,
            children: Some(told.children.clone()),
            guardians: Some(told.guardians.clone()),
        })
    };
    let pair_child = move |other: ChildId, kept: Option<ChildId>| {
        let mut plan = plan();
        if let Some(children) = &mut plan.children {
            children.retain(|one| one.other != other && Some(one.kept) != kept);
            children.extend(kept.map(|kept| SameChild { kept, other }));
        }
        change.run((plan,));
    };
    let pair_guardian = move |other: GuardianId, kept: Option<GuardianId>, account: Option<MergeSide>| {
        let mut plan = plan();
        if let Some(guardians) = &mut plan.guardians {
            guardians.retain(|one| one.other != other && Some(one.kept) != kept);
            guardians.extend(kept.map(|kept| SameGuardian { kept, other, account }));
        }
        change.run((plan,));
    };
    let children = told.with_value(|told| {
        let shared = |id: ChildId| told.kept.children.iter().any(|child| child.id == id);
        let others = told.other.children.iter().filter(|child| !shared(child.id));
        let line = |child: &shared::wire::MergeChild| {
            let id = child.id;
            let options = told.kept.children.iter().map(|kept| {
                (kept.id.to_string(), [kept.first_name.as_str(), kept.last_name.as_str()].join(" "))
            });
            let chosen = told.children.iter().find(|one| one.other == id).map(|one| one.kept.to_string());
            let name = [child.first_name.as_str(), child.last_name.as_str()].join(" ");
            let set = Callback::new(move |(kept,): (String,)| pair_child(id, kept.parse().ok()));
            view! { <SameAs id=format!("same-{id}") name options=options.collect() chosen set /> }
        };
        others.map(line).collect_view()
    });
    let guardians = told.with_value(|told| {
        let shared = |id: GuardianId| told.kept.guardians.iter().any(|guardian| guardian.id == id);
        let others = told.other.guardians.iter().filter(|guardian| !shared(guardian.id));
        let line = |guardian: &shared::wire::MergeGuardian| {
            let id = guardian.id;
            let options = told.kept.guardians.iter().map(|kept| {
                (kept.id.to_string(), [kept.first_name.as_str(), kept.last_name.as_str()].join(" "))
            });
            let same = told.guardians.iter().find(|one| one.other == id).copied();
            let chosen = same.map(|one| one.kept.to_string());
            let name = [guardian.first_name.as_str(), guardian.last_name.as_str()].join(" ");
            let set = Callback::new(move |(kept,): (String,)| pair_guardian(id, kept.parse().ok(), None));
            let account = same.filter(|one| both_sign_in(told, one)).map(|one| {
                let email = |guardians: &[shared::wire::MergeGuardian], id: GuardianId| {
                    let found = guardians.iter().find(|guardian| guardian.id == id);
                    found.and_then(|guardian| guardian.email.clone()).unwrap_or_default()
                };
                let sides = [
                    (MergeSide::Kept, email(&told.kept.guardians, one.kept)),
                    (MergeSide::Other, email(&told.other.guardians, one.other)),
                ];
                let set = Callback::new(move |(side,): (MergeSide,)| {
                    pair_guardian(id, Some(one.kept), Some(side));
                });
                view! { <Account id=format!("account-{id}") sides chosen=one.account set /> }
            });
            view! { <SameAs id=format!("same-{id}") name options=options.collect() chosen set /> {account} }
        };
        others.map(line).collect_view()
    });
    view! {
        <section class="card">
            <h2>{t("merge.who")}</h2>
            <p class="muted">{t("merge.who_says")}</p>
            <div class="stack">{guardians} {children}</div>
        </section>
    }
}

/// Who somebody of the other household is.
#[component]
fn SameAs(
    id: String,
    name: String,
    options: Vec<(String, String)>,
    chosen: Option<String>,
    set: Callback<(String,)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let label = move || i18n.text("merge.is", &[("name", name.clone())]);
    let nobody = chosen.is_none();
    let option = move |(value, name): (String, String)| {
        let selected = chosen.as_ref() == Some(&value);
        view! { <option value=value selected=selected>{name}</option> }
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{label}</label>
            <select id=id class="input" on:change=move |event| set.run((event_target_value(&event),))>
                <option value="" selected=nobody>{t("merge.somebody_else")}</option>
                {options.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}

/// Which of two accounts stays.
#[component]
fn Account(
    id: String,
    sides: [(MergeSide, String); 2],
    chosen: Option<MergeSide>,
    set: Callback<(MergeSide,)>,
) -> impl IntoView {
    let option = move |(side, email): (MergeSide, String)| {
        let name = id.clone();
        view! {
            <label class="option">
                <input type="radio" name=name prop:checked=chosen == Some(side) on:change=move |_| set.run((side,)) />
                <span class="option-words"><span class="option-name whom">{email}</span></span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">{t("merge.account")}</legend>
            <p class="field-hint">{t("merge.account_says")}</p>
            <div class="options">{sides.map(option).collect_view()}</div>
        </fieldset>
    }
}
