//! Letting a colleague go: the consequence first.

use leptos::prelude::*;
use shared::ids::AccountId;
use shared::problem::ProblemCode;

use super::draft::ROLE;
use super::members::{Members, whole_name};
use super::person::{Person, Read};
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::staff::role_name;
use crate::ui::{Button, ButtonKind, Notice, Tone};

/// The question, once the person is read.
#[component]
pub(super) fn Remove(id: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let question = Callback::new(move |(read,): (Read,)| view! { <Question read open /> }.into_any());
    view! { <Person id children=question /> }
}

#[component]
fn Question(read: Read, open: RwSignal<bool>) -> impl IntoView {
    let (i18n, members) = (use_i18n(), expect_context::<Members>());
    let (member, etag) = read;
    let id = member.id;
    let known = RwSignal::new(member);
    let etag = StoredValue::new(etag);
    let overtaken = RwSignal::new(false);
    let form = Form::new(&[("role", ROLE)]);
    let send = Callback::new(move |()| {
        let call = async move {
            let version = etag.get_value();
            let delete = async |client: &client::Client| client.delete_staff_member(id, &version).await;
            match members.session.call(delete).await {
                // one who is gone already is what was asked for
                Err(error) if error.code() == Some(ProblemCode::NotFound) => Ok(None),
                Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => {
                    members.one(id).await.map(Some)
                }
                answer => answer.map(|()| None),
            }
        };
        form.send(call, move |now| match now {
            None => {
                let name = known.try_with_untracked(whole_name).unwrap_or_default();
                members.note("team.removed", id, name);
                let _ = open.try_set(false);
            }
            Some((member, version)) => {
                let _ = etag.try_set_value(version);
                let _ = known.try_set(member);
                let _ = overtaken.try_set(true);
                members.reload();
            }
        });
    });
    let close = Callback::new(move |()| open.set(false));
    let who = move || {
        let member = known.get();
        let role = i18n.text(role_name(member.role), &[]);
        i18n.text(
            "team.remove.who",
            &[("name", whole_name(&member)), ("email", member.email), ("role", role)],
        )
    };
    let me = members.is_me(id);
    view! {
        <p><strong>{who}</strong></p>
        <Show when=move || overtaken.get()>
            <Notice tone=Tone::Warning><p>{t("team.remove.overtaken")}</p></Notice>
        </Show>
        <p>{t("team.remove.consequence")}</p>
        {me.then(|| view! { <Notice tone=Tone::Warning><p>{t("team.remove.me")}</p></Notice> })}
        <FormFrame form on_submit=send>
            <div class="row">
                <Button submit=true kind=ButtonKind::Danger icon="user-round-x" label=t("team.remove.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="arrow-left" label=t("team.remove.keep") on_press=close />
            </div>
        </FormFrame>
    }
}
