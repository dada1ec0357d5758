//! What can be done with a row: fill its days, or clear them.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::calendar::Weekday;
use shared::catalogue::format_day_of_month;
use shared::ids::{ChildId, SlotId};

use crate::i18n::t;
use crate::planning::model::{Range, Span};
use crate::planning::planner::{Planner, use_planner};
use crate::planning::words;
use crate::ui::{Button, ButtonKind, Notice, Tone};

impl Planner {
    /// The days of the school year on screen that are not over, and the weekdays on which a slot opens on them.
    fn year_of_row(self, slot: SlotId) -> Option<(Range, Vec<Weekday>)> {
        let facts = self.facts()?;
        let calendar = &facts.organisation.calendar;
        let (start, end) = calendar.bounds(calendar.school_year(self.range().from).ok()?)?;
        let range = Range { from: start.max(self.today.get()), to: end.pred_opt()? };
        let (activity, _) = facts.organisation.slot(slot)?;
        let opens = |day: &NaiveDate| facts.organisation.closed_on(activity, *day).is_none();
        let mut open = range.days().filter(opens).peekable();
        open.peek()?;
        let (mut weekdays, mut last) = ([false; 7], range.to);
        for day in open {
            weekdays[day.weekday().num_days_from_monday() as usize] = true;
            last = day;
        }
        let weekdays = Weekday::ALL.into_iter().filter(|weekday| weekdays[*weekday as usize]).collect();
        Some((Range { from: range.from, to: last }, weekdays))
    }

    /// How many unsent choices a row has, and whether it has places to give back.
    fn row_holds(self, child: ChildId, slot: SlotId) -> (usize, bool) {
        self.basket_changed.track();
        let today = self.today.get();
        self.ask(|desk| {
            let unsent = desk
                .basket()
                .choices()
                .filter(|(place, _)| place.child_id == child && place.slot_id == slot)
                .count();
            let booked = desk.facts().bookings.iter().any(|row| {
                row.child_id == child && row.slot_id == slot && row.days.iter().any(|day| *day >= today)
            });
            (unsent, booked)
        })
        .unwrap_or_default()
    }
}

/// The gestures of a row, and what the last one came to.
#[component]
pub(super) fn RowMenu(child_id: ChildId, slot_id: SlotId) -> impl IntoView {
    let planner = use_planner();
    let i18n = planner.i18n;
    let said = RwSignal::new(None::<String>);
    let fill = move |days: Vec<NaiveDate>, wanted: bool| {
        let filled = planner.fill(child_id, slot_id, days, wanted);
        said.set(Some(words::filled(planner, wanted, &filled)));
    };
    let on_screen = Signal::derive(move || {
        let key = match planner.span.get() {
            Span::Week => "planning.row.week",
            Span::Fortnight => "planning.row.fortnight",
            Span::Month => "planning.row.month",
        };
        let days = words::range(i18n, planner.span.get(), planner.range_of_title());
        i18n.text(key, &[("days", days)])
    });
    let fill_screen = Callback::new(move |()| fill(untrack(|| planner.range()).days().collect(), true));
    let year = Memo::new(move |_| planner.year_of_row(slot_id));
    let weekdays = move || {
        let (range, weekdays) = year.get()?;
        let button = move |weekday: Weekday| {
            let label = Signal::derive(move || {
                let name = words::weekday(i18n.language(), weekday);
                i18n.text("planning.row.weekday", &[("weekday", name)])
            });
            let days = move || range.days().filter(move |day| Weekday::of(*day) == weekday).collect();
            let press = Callback::new(move |()| fill(days(), true));
            view! { <Button kind=ButtonKind::Plain icon="repeat" label=label on_press=press /> }
        };
        let several = weekdays.len() > 1;
        Some(view! {
            <div class="row-weekdays" class:row-weekdays--several=several>
                {weekdays.into_iter().map(button).collect_view()}
            </div>
        })
    };
    let whole_year = move || {
        let (range, _) = year.get()?;
        let label = t("planning.row.year");
        let press = Callback::new(move |()| fill(range.days().collect(), true));
        let until = move || {
            let to = format_day_of_month(i18n.language(), range.to);
            i18n.text("planning.row.hint", &[("to", to)])
        };
        Some(view! {
            <Button kind=ButtonKind::Plain icon="calendar-check" label=label on_press=press />
            <p class="muted small">{until}</p>
        })
    };
    let holds = Memo::new(move |_| planner.row_holds(child_id, slot_id));
    let forget = Callback::new(move |()| {
        let taken_back = planner.forget_row(child_id, slot_id);
        said.set(Some(i18n.count("planning.said.forgotten", words::number(taken_back), &[])));
    });
    let clear = Callback::new(move |()| {
        if let Some((range, _)) = year.get_untracked() {
            fill(range.days().collect(), false);
        }
    });
    let undo = Callback::new(move |()| {
        planner.undo();
        said.set(None);
    });
    let outcome = move || {
        said.get().map(|said| {
            view! {
                <Notice tone=Tone::Success>
                    <p>{said}</p>
                    <div><Button kind=ButtonKind::Plain icon="undo-2" label=t("planning.undo") on_press=undo /></div>
                </Notice>
            }
        })
    };
    view! {
        <div class="row-menu">
            {outcome}
            <Show when=move || planner.whose.may_book fallback=move || view! { <p>{t("planning.only_looks")}</p> }>
                <h3>{t("planning.row.fill")}</h3>
                <Button kind=ButtonKind::Plain icon="calendar-days" label=on_screen on_press=fill_screen />
                {weekdays}
                {whole_year}
                <Show when=move || { let (unsent, booked) = holds.get(); unsent > 0 || booked }>
                    <h3>{t("planning.row.clear")}</h3>
                </Show>
                <Show when=move || { holds.get().0 > 0 }>
                    <Button kind=ButtonKind::Plain icon="undo-2" label=t("planning.row.forget") on_press=forget />
                </Show>
                <Show when=move || holds.get().1>
                    <Button kind=ButtonKind::Plain icon="calendar-x" label=t("planning.row.cancel_all") on_press=clear />
                </Show>
            </Show>
        </div>
    }
}
