//! Groups of lines as sentences: “lundi, mardi et jeudi, du 1er septembre au 2 juillet, 140 jours”.

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;
use shared::bookings::{Action, GroupShape, LineGroup, RefusalCode};
use shared::catalogue::{cell_state, format_day, format_day_of_month};

use crate::i18n::t;
use crate::planning::planner::{Planner, use_planner};
use crate::planning::sending::Refused;
use crate::planning::words;
use crate::ui::{Avatar, AvatarSize};

/// The days of a group in words.
fn days_in_words(planner: Planner, group: &LineGroup) -> String {
    let i18n = planner.i18n;
    let language = i18n.language();
    let (Some(first), Some(last)) = (group.days.first(), group.days.last()) else { return String::new() };
    let count = i18n.count("planning.days_count", words::number(group.days.len()), &[]);
    let ends = [
        ("from", format_day_of_month(language, *first)),
        ("to", format_day_of_month(language, *last)),
        ("count", count),
    ];
    match &group.shape {
        GroupShape::Named => {
            let days: Vec<_> = group.days.iter().map(|day| format_day(language, *day)).collect();
            i18n.list(&days)
        }
        GroupShape::Weekdays { weekdays, missing } => {
            let names: Vec<_> = weekdays.iter().map(|weekday| words::weekday(language, *weekday)).collect();
            let mut params = vec![("weekdays", i18n.list(&names))];
            params.extend(ends);
            let said = i18n.text("planning.recap.weekdays", &params);
            match missing {
                0 => said,
                missing => {
                    let but = i18n.count("planning.recap.but", words::number(*missing), &[]);
                    [said, but].join(", ")
                }
            }
        }
        GroupShape::Scattered => i18n.text("planning.recap.scattered", &ends),
    }
}

/// The days by month: “Novembre 2026 : lun. 23, mar. 24”.
fn by_month(planner: Planner, days: &[NaiveDate]) -> Vec<(String, String)> {
    let language = planner.i18n.language();
    days.chunk_by(|one, other| (one.year(), one.month()) == (other.year(), other.month()))
        .filter_map(|days| {
            let month = words::capitalised(&words::month(language, *days.first()?));
            let short = |day: &NaiveDate| {
                [words::weekday_short(language, *day), day.day().to_string()].join("\u{a0}")
            };
            Some((month, days.iter().map(short).collect::<Vec<_>>().join(", ")))
        })
        .collect()
}

/// A group: the child, the slot, the days, and each date for who wants it.
#[component]
fn Group(group: LineGroup) -> impl IntoView {
    let planner = use_planner();
    let position =
        planner.ask(|desk| desk.facts().children.iter().position(|child| child.id == group.child_id));
    let position = position.flatten().unwrap_or_default();
    let (child_id, slot_id) = (group.child_id, group.slot_id);
    let child = words::child(planner, child_id);
    let name = move || [words::child(planner, child_id), words::slot(planner, slot_id)].join(", ");
    let days = group.days.clone();
    let detailed = group.shape != GroupShape::Named;
    let said = move || days_in_words(planner, &group);
    let dates = detailed.then(move || {
        let months = move || {
            by_month(planner, &days)
                .into_iter()
                .map(|(month, days)| view! { <li><strong>{month}</strong>" "{days}</li> })
                .collect_view()
        };
        view! {
            <details class="recap-dates">
                <summary>{t("planning.recap.dates")}</summary>
                <ul>{months}</ul>
            </details>
        }
    });
    view! {
        <li class="recap-group">
            <Avatar name=child position size=AvatarSize::Small />
            <div>
                <p><strong>{name}</strong></p>
                <p>{said}</p>
                {dates}
            </div>
        </li>
    }
}

/// Groups of one action under a heading; nothing when there are none.
#[component]
pub(super) fn Groups(
    /// All groups, of both actions.
    groups: Vec<LineGroup>,
    /// Which of them.
    action: Action,
    /// A key of the locale files.
    heading: &'static str,
) -> impl IntoView {
    let groups: Vec<LineGroup> = groups.into_iter().filter(|group| group.action == action).collect();
    (!groups.is_empty()).then(|| {
        view! {
            <section class="recap-part">
                <h3>{t(heading)}</h3>
                <ul>{groups.into_iter().map(|group| view! { <Group group /> }).collect_view()}</ul>
            </section>
        }
    })
}

/// Refused lines, each kind of reason with its groups.
#[component]
pub(super) fn RefusedGroups(
    /// By reason.
    refused: Vec<Refused>,
) -> impl IntoView {
    let planner = use_planner();
    let part = move |part: Refused| {
        let Refused { refusal, lines, groups } = part;
        let one_reason = lines.len() == 1 || refusal.code == RefusalCode::WindowNotOpen;
        let why = move || {
            // the limit of one line is not that of the others
            if one_reason {
                words::sentence(planner, &refusal)
            } else {
                cell_state(planner.i18n.language(), refusal.code.cell_state())
            }
        };
        view! {
            <li>
                <p class="recap-why">{why}</p>
                <ul>{groups.into_iter().map(|group| view! { <Group group /> }).collect_view()}</ul>
            </li>
        }
    };
    view! { <ul class="recap-refused">{refused.into_iter().map(part).collect_view()}</ul> }
}
