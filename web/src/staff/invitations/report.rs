//! What became of each address.

use leptos::prelude::*;
use shared::wire::{Invitation, InvitationOutcome, InvitationReport};

use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Icon, focus};

const OUTCOMES: [InvitationOutcome; 3] =
    [InvitationOutcome::Invited, InvitationOutcome::HasPassword, InvitationOutcome::Unknown];

/// Icon, key of the sentence, key of the count, whether something is to be done about it.
const fn told(outcome: InvitationOutcome) -> (&'static str, &'static str, &'static str, bool) {
    match outcome {
        InvitationOutcome::Invited => ("circle-check", "invite.invited", "invite.invited_count", false),
        InvitationOutcome::HasPassword => {
            ("key-round", "invite.has_password", "invite.has_password_count", false)
        }
        InvitationOutcome::Unknown => ("circle-alert", "invite.unknown", "invite.unknown_count", true),
    }
}

/// The counts, then a line for each address.
#[component]
pub(super) fn Report(
    /// As the server answered.
    report: InvitationReport,
    /// Begins anew.
    again: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            focus(&heading);
        }
    });
    let counts = OUTCOMES.map(|outcome| {
        let n = report.items.iter().filter(|item| item.outcome == outcome).count();
        (told(outcome), i64::try_from(n).unwrap_or(i64::MAX))
    });
    let count = move |((icon, _, key, waits), n): ((&'static str, &'static str, &'static str, bool), i64)| {
        (n > 0).then(|| view! {
            <li class="state" class:state--waits=waits><Icon name=icon /><span>{move || i18n.count(key, n, &[])}</span></li>
        })
    };
    let line = |Invitation { email, outcome }: Invitation| {
        let (icon, key, _, waits) = told(outcome);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><span class="whom">{email}</span></th>
                <td role="cell"><span class="state" class:state--waits=waits><Icon name=icon /><span>{t(key)}</span></span></td>
            </tr>
        }
    };
    view! {
        <section class="stack">
            <h2 tabindex="-1" node_ref=heading>{t("invite.report")}</h2>
            <ul class="counts">{counts.map(count).collect_view()}</ul>
            <table class="table" role="table" aria-label=t("invite.report")>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t("invite.address")}</th>
                        <th role="columnheader" scope="col">{t("invite.outcome")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{report.items.into_iter().map(line).collect_view()}</tbody>
            </table>
            <div><Button kind=ButtonKind::Plain icon="send" label=t("invite.again") on_press=again /></div>
        </section>
    }
}
