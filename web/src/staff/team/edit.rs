//! Changing names, role and facilities. Where somebody else was faster, what they wrote is shown, and nothing that was
//! typed here is lost.

use leptos::prelude::*;
use shared::ids::AccountId;
use shared::problem::ProblemCode;
use shared::wire::StaffMember;

use super::draft::{Draft, DraftFields, FACILITIES, FIRST_NAME, LAST_NAME, ROLE, wrong};
use super::members::{Members, whole_name};
use super::person::{Person, Read};
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::staff::role_name;
use crate::ui::{Button, ButtonKind, Notice, Tone, focus};

/// The form, once the person is read.
#[component]
pub(super) fn Edit(id: AccountId, open: RwSignal<bool>) -> impl IntoView {
    let form = Callback::new(move |(read,): (Read,)| view! { <EditForm read open /> }.into_any());
    view! { <Person id children=form /> }
}

/// What the server answers to a change.
enum Answer {
    Changed,
    /// Somebody else changed the person meanwhile: so they are now.
    Overtaken(Read),
}

#[component]
fn EditForm(read: Read, open: RwSignal<bool>) -> impl IntoView {
    let members: Members = expect_context();
    let (member, etag) = read;
    let id = member.id;
    let draft = Draft::new();
    draft.fill(&member);
    let etag = StoredValue::new(etag);
    let theirs = RwSignal::new(None::<StaffMember>);
    let form = Form::new(&[
        ("first_name", FIRST_NAME),
        ("last_name", LAST_NAME),
        ("role", ROLE),
        ("facilities", FACILITIES),
    ]);
    let send = Callback::new(move |()| {
        let update = draft.update();
        if !form.check(wrong(&update)) {
            return;
        }
        let name = [update.first_name.as_str(), update.last_name.as_str()].join(" ");
        let call = async move {
            let version = etag.get_value();
            let change =
                async |client: &client::Client| client.update_staff_member(id, &version, &update).await;
            match members.session.call(change).await {
                Ok(()) => Ok(Answer::Changed),
                Err(error) if error.code() == Some(ProblemCode::ChangedMeanwhile) => {
                    members.one(id).await.map(Answer::Overtaken)
                }
                Err(error) => Err(error),
            }
        };
        form.send(call, move |answer| match answer {
            Answer::Changed => {
                members.note("team.changed", id, name);
                let _ = open.try_set(false);
            }
            Answer::Overtaken((member, version)) => {
                let _ = etag.try_set_value(version);
                let _ = theirs.try_set(Some(member));
                members.reload();
            }
        });
    });
    let take = Callback::new(move |()| {
        if let Some(member) = theirs.get_untracked() {
            draft.fill(&member);
            theirs.set(None);
        }
    });
    let close = Callback::new(move |()| open.set(false));
    view! {
        <p class="whom">{member.email.clone()}</p>
        {move || theirs.get().map(|member| view! { <Overtaken member take /> })}
        <FormFrame form on_submit=send>
            <DraftFields draft form />
            <div class="row">
                <Button submit=true icon="check" label=t("new_password.submit") busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=close />
            </div>
        </FormFrame>
    }
}

/// What somebody else wrote meanwhile. Saving again replaces it, knowingly.
#[component]
fn Overtaken(member: StaffMember, take: Callback<()>) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let node = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            focus(&node);
        }
    });
    let now = move || {
        let role = i18n.text(role_name(member.role), &[]);
        let places = organisation.facility_names(&member.facilities);
        let role = if places.is_empty() { role } else { [role, places.join(", ")].join(", ") };
        i18n.text("team.overtaken.now", &[("name", whole_name(&member)), ("role", role)])
    };
    view! {
        <div tabindex="-1" node_ref=node>
            <Notice tone=Tone::Warning>
                <p><strong>{t("team.overtaken")}</strong></p>
                <p>{now}</p>
                <p>{t("team.overtaken.again")}</p>
                <div><Button kind=ButtonKind::Plain icon="undo-2" label=t("team.overtaken.take") on_press=take /></div>
            </Notice>
        </div>
    }
}
