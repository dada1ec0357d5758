//! Notes of colleagues on a household, which the family does not see.

use client::Client;
use leptos::prelude::*;
use shared::catalogue::format_instant;
use shared::ids::HouseholdId;
use shared::limits::MAX_NOTE;
use shared::staff::Permission;
use shared::wire::{HouseholdNote, NewHouseholdNote};

use crate::form::{Form, FormFrame, OnceKey, Wrong};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::session::use_session;
use crate::staff::households::use_household_desk;
use crate::ui::{Button, ButtonKind, LongTextField};

const NOTE: &str = "note";

/// The notes there are, and a field for another.
#[component]
pub(super) fn Notes(
    /// On which household.
    household: HouseholdId,
    /// Newest first.
    notes: Vec<HouseholdNote>,
    /// Called once another is written.
    written: Callback<()>,
) -> impl IntoView {
    let (session, i18n, organisation) = (use_session(), use_i18n(), use_organisation());
    let may = Memo::new(move |_| session.may(Permission::CheckFamilies));
    let line = move |note: HouseholdNote| {
        let when = move || format_instant(i18n.language(), note.at, organisation.time_zone());
        view! {
            <li class="note"><span>{note.text}</span><span class="muted small">{when} ", " {note.by_name}</span></li>
        }
    };
    view! {
        <section class="part">
            <h3>{t("record.notes")}</h3>
            <p class="muted">{t("record.notes_hint")}</p>
            <ul class="rows">{notes.into_iter().map(line).collect_view()}</ul>
            <Show when=move || may.get()><NoteForm household written /></Show>
        </section>
    }
}

#[component]
fn NoteForm(household: HouseholdId, written: Callback<()>) -> impl IntoView {
    let session = use_session();
    // what is written stays when all is read again
    let text = use_household_desk().map_or_else(|| RwSignal::new(String::new()), |desk| desk.note);
    let form = Form::new(&[("text", NOTE)]);
    // the same key while the same is sent: an answer lost on its way notes nothing twice
    let sent = OnceKey::<String>::new();
    let send = Callback::new(move |()| {
        let note = text.get_untracked().trim().to_owned();
        let wrong = match note.chars().count() {
            0 => Some(Wrong::Said("record.note_missing")),
            length if length > MAX_NOTE => Some(Wrong::Said("record.note_too_long")),
            _ => None,
        };
        if !form.check([(NOTE, wrong)]) {
            return;
        }
        let key = sent.key_for(&note);
        let note = NewHouseholdNote { text: note };
        let call = async move {
            let create = async |client: &Client| client.create_household_note(household, &key, &note).await;
            session.call(create).await
        };
        form.send(call, move |_| {
            let _ = text.try_set(String::new());
            written.run(());
        });
    });
    view! {
        <FormFrame form on_submit=send>
            <LongTextField id=NOTE label=t("record.note") value=text error=form.error(NOTE) />
            <div>
                <Button submit=true kind=ButtonKind::Plain icon="pencil" label=t("record.note_add") busy=form.busy() />
            </div>
        </FormFrame>
    }
}
