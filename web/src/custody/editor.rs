//! Writing a calendar: weeks in turn, dates besides, and what the next six weeks would be.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::calendar::Weekday;
use shared::custody::CustodyCalendar;

use super::calendar::{CalendarView, Names};
use super::draft::{Draft, EVEN_OURS, EVEN_THEIRS, NO_WEEKS};
use super::ranges::Ranges;
use crate::form::{Form, FormFrame};
use crate::i18n::{t, use_i18n};
use crate::ui::{Button, ButtonKind, Choice, Notice, RadioField, Tone};

const WEEKS: &str = "custody-weeks";
const CHANGE: &str = "custody-change";

/// The form of a calendar.
#[component]
pub fn CustodyEditor(
    /// As it begins.
    calendar: Option<CustodyCalendar>,
    /// The first day of the six weeks shown.
    from: NaiveDate,
    /// What the households are called.
    names: Names,
    /// How far sending is.
    form: Form,
    /// The verb of the button that sends.
    label: Signal<String>,
    /// Sends a calendar that makes sense.
    on_send: Callback<CustodyCalendar>,
    /// Leaves everything as it is.
    on_close: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let draft = Draft::of(calendar.as_ref());
    let wrong = RwSignal::new(None::<(&'static str, usize)>);
    let choice = |code: &str, label: Signal<String>| Choice { code: code.to_owned(), label, says: None };
    let weeks_of = |even: Signal<String>, odd: Signal<String>| {
        Signal::derive(move || {
            i18n.text("custody.edit.even_odd", &[("even", even.get()), ("odd", odd.get())])
        })
    };
    let choices = vec![
        choice(EVEN_OURS, weeks_of(names.ours, names.theirs)),
        choice(EVEN_THEIRS, weeks_of(names.theirs, names.ours)),
        choice(NO_WEEKS, t("custody.edit.no_weeks")),
    ];
    let send = Callback::new(move |()| {
        let checked = match untrack(|| draft.calendar()) {
            Err(row) => Err(("empty", row)),
            Ok(calendar) => calendar
                .checked()
                .map_err(|(at, fault)| (fault.code(), at.map_or(0, |position| position + 1))),
        };
        match checked {
            Err(fault) => wrong.set(Some(fault)),
            Ok(calendar) => {
                wrong.set(None);
                on_send.run(calendar);
            }
        }
    });
    let fault = move || {
        wrong.get().map(|(code, row)| {
            let key = ["custody.fault.", code].concat();
            let said = move || i18n.text(&key, &[("n", row.to_string())]);
            view! { <Notice tone=Tone::Danger><p>{said}</p></Notice> }
        })
    };
    let option = move |weekday: Weekday| {
        view! {
            <option value=weekday.code() selected=draft.change_on.get_untracked() == weekday>
                {move || i18n.domain_text(&["weekday.", weekday.code()].concat())}
            </option>
        }
    };
    let choose = move |event: leptos::ev::Event| {
        let code = event_target_value(&event);
        if let Some(weekday) = Weekday::ALL.into_iter().find(|weekday| weekday.code() == code) {
            draft.change_on.set(weekday);
        }
    };
    let has_weeks = Memo::new(move |_| draft.weeks.with(|code| code != NO_WEEKS));
    let preview = move || {
        let calendar = draft.calendar().ok()?.checked().ok()?;
        Some(view! { <CalendarView calendar=Some(calendar) from names /> })
    };
    view! {
        <FormFrame form on_submit=send>
            {fault}
            <RadioField id=WEEKS legend=t("custody.edit.weeks") choices value=draft.weeks />
            <Show when=move || has_weeks.get()>
                <div class="field">
                    <label class="field-label" for=CHANGE>{t("custody.edit.change_on")}</label>
                    <p class="field-hint" id="custody-change-hint">{t("custody.edit.change_hint")}</p>
                    <div class="field-box">
                        <select class="input" id=CHANGE aria-describedby="custody-change-hint" on:change=choose>
                            {Weekday::ALL.into_iter().map(option).collect_view()}
                        </select>
                    </div>
                </div>
            </Show>
            <Ranges draft names />
            <div class="stack" role="group" aria-label=t("custody.edit.preview")>{preview}</div>
            <div class="row">
                <Button submit=true icon="send" label busy=form.busy() />
                <Button kind=ButtonKind::Quiet icon="x" label=t("profile.keep") on_press=on_close />
            </div>
        </FormFrame>
    }
}
