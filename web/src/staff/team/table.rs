//! The table of who works here.

use leptos::prelude::*;
use shared::wire::StaffMember;

use super::members::{Members, whole_name};
use super::page::Doing;
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::staff::role_name;
use crate::ui::{Button, ButtonKind, Icon, PersonName};

/// One row a person. On a narrow screen rows stand below each other, still a table to those who do not see it.
#[component]
pub(super) fn TeamTable(
    /// By name.
    people: Vec<StaffMember>,
    /// Starts something with somebody.
    begin: Callback<Doing>,
) -> impl IntoView {
    let members: Members = expect_context();
    let manages = members.may_manage();
    let row = move |member| view! { <Row member manages begin /> };
    view! {
        <table class="table team" role="table" aria-label=t("desk.nav.team")>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t("team.person")}</th>
                    <th role="columnheader" scope="col">{t("team.role")}</th>
                    <th role="columnheader" scope="col">{t("team.access")}</th>
                    {manages.then(|| view! { <th role="columnheader" scope="col">{t("team.actions")}</th> })}
                </tr>
            </thead>
            <tbody role="rowgroup">{people.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Row(member: StaffMember, manages: bool, begin: Callback<Doing>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let members: Members = expect_context();
    let StaffMember { id, email, role, facilities, .. } = member.clone();
    let name = whole_name(&member);
    let places = move || {
        let names = organisation.facility_names(&facilities);
        (!names.is_empty()).then(|| view! { <span class="muted small">{names.join(", ")}</span> })
    };
    let me = members.is_me(id).then(|| view! { <span class="badge">{t("team.me")}</span> });
    let (icon, access, waits) = match (member.has_password, member.second_factor) {
        (true, true) => ("circle-check", "team.access.ready", false),
        (true, false) => ("shield-off", "team.access.no_code", true),
        (false, _) => ("mail", "team.access.invited", true),
    };
    let about = Signal::stored(name.clone());
    let actions = manages.then(|| {
        let last = members.is_last_administrator(id);
        let edit = Callback::new(move |()| begin.run(Doing::Edit(id)));
        let remove = Callback::new(move |()| begin.run(Doing::Remove(id)));
        view! {
            <td role="cell" class="team-actions">
                <div class="row">
                    <Button kind=ButtonKind::Quiet icon="pencil" label=t("team.edit") about on_press=edit />
                    {(!last).then(|| view! {
                        <Button kind=ButtonKind::Quiet icon="user-round-x" label=t("team.remove") about on_press=remove />
                    })}
                </div>
                {last.then(|| view! { <p class="muted small">{t("team.last")}</p> })}
            </td>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span class="team-name"><PersonName name /> " " {me}</span>
                <span class="muted small whom">{email}</span>
            </th>
            <td role="cell">
                <span>{move || i18n.text(role_name(role), &[])}</span>
                {places}
            </td>
            <td role="cell">
                <span class="state" class:state--waits=waits><Icon name=icon /><span>{t(access)}</span></span>
            </td>
            {actions}
        </tr>
    }
}
