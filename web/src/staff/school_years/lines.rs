//! The children, one a row: where they are, where they go, and a way to say it better. Some hundreds at a time are shown
//! in part; the fields above find the others.

use leptos::prelude::*;
use shared::wire::PromotionLine;

use super::desk::Desk;
use super::plan::{Only, Outcome, is_shown, outcome};
use super::words::{child_name, place, told};
use crate::i18n::{t, use_i18n};
use crate::organisation::use_organisation;
use crate::ui::{Button, ButtonKind, Frame, Icon, PersonName};

/// Rows shown at first, and with each wish for more.
const ROWS: usize = 50;
const WORDS: &str = "year-words";
const SCHOOL: &str = "year-school";
const ONLY: &str = "year-only";

/// The children that the fields find.
#[component]
pub(super) fn Lines(desk: Desk) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (words, school, only) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(Only::All));
    let shown = RwSignal::new(ROWS);
    let found = Memo::new(move |_| {
        let school = school.with(|school| school.parse().ok());
        desk.lines.with(|lines| {
            desk.corrections.with(|corrections| {
                words.with(|words| {
                    let matching =
                        lines.iter().filter(|line| is_shown(line, corrections, only.get(), school, words));
                    matching.map(|line| line.child_id).collect::<Vec<_>>()
                })
            })
        })
    });
    Effect::new(move |_| {
        // another question begins at its top
        words.track();
        school.track();
        only.track();
        shown.set(ROWS);
    });
    let rows = move || {
        let ids = found.get().into_iter().take(shown.get());
        ids.filter_map(|id| untrack(|| desk.line(id))).collect::<Vec<_>>()
    };
    let counted =
        move || i18n.count("year.found", i64::try_from(found.with(Vec::len)).unwrap_or(i64::MAX), &[]);
    let schools = move || {
        let option = |(id, name): (shared::ids::SchoolId, String)| {
            view! { <option value=id.to_string()>{name}</option> }
        };
        organisation.schools().into_iter().map(option).collect_view()
    };
    let kinds = Only::ALL.map(|kind| {
        let name = t(kind_name(kind));
        view! { <option value=kind.code()>{name}</option> }
    });
    let has_more = move || found.with(Vec::len) > shown.get();
    let more = Callback::new(move |()| shown.update(|shown| *shown += ROWS));
    let nothing = || Signal::stored(None);
    view! {
        <div class="filters-choices" role="search" aria-label=t("year.search")>
            <Frame id=WORDS label=t("year.words") hint=None error=nothing()>
                <input
                    class="input"
                    id=WORDS
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=words
                    on:input:target=move |event| words.set(event.target().value())
                />
            </Frame>
            <Frame id=SCHOOL label=t("families.school") hint=None error=nothing()>
                <select class="input" id=SCHOOL on:change:target=move |event| school.set(event.target().value())>
                    <option value="">{t("families.any")}</option>
                    {schools}
                </select>
            </Frame>
            <Frame id=ONLY label=t("year.only") hint=None error=nothing()>
                <select
                    class="input"
                    id=ONLY
                    on:change:target=move |event| only.set(Only::from_code(&event.target().value()))
                >
                    {kinds}
                </select>
            </Frame>
        </div>
        <p class="muted" role="status">{counted}</p>
        <Show when=move || !found.with(Vec::is_empty)>
            <table class="table" role="table" aria-label=t("year.children")>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">{t("part.child.title")}</th>
                        <th role="columnheader" scope="col">{t("year.from")}</th>
                        <th role="columnheader" scope="col">{t("year.to")}</th>
                        <th role="columnheader" scope="col">{t("team.actions")}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=rows key=|line| line.child_id let:line><Line desk line /></For>
                </tbody>
            </table>
        </Show>
        <Show when=has_more>
            <div><Button kind=ButtonKind::Plain icon="chevron-down" label=t("queue.more") on_press=more /></div>
        </Show>
    }
}

const fn kind_name(kind: Only) -> &'static str {
    match kind {
        Only::All => "year.only.all",
        Only::Undecided => "year.only.undecided",
        Only::Leaves => "year.only.leaves",
        Only::Corrected => "year.only.corrected",
        Only::Known => "year.only.known",
    }
}

#[component]
fn Line(desk: Desk, line: PromotionLine) -> impl IntoView {
    let (i18n, organisation) = (use_i18n(), use_organisation());
    let (child, name) = (line.child_id, child_name(&line));
    let from = line.from.clone();
    let class = line.class_name.clone();
    let before = move || place(i18n, organisation, from.school_id, from.grade, class.as_deref());
    let is_known = line.known.is_some();
    let outcome = Memo::new(move |_| {
        // a signal of its own, so that a correction draws one row anew
        desk.corrections.with(|corrections| outcome(&line, corrections))
    });
    let corrected = Memo::new(move |_| desk.corrections.with(|corrections| corrections.contains_key(&child)));
    let after = move || outcome.with(|outcome| told(i18n, organisation, outcome));
    let waits = move || matches!(outcome.get(), Outcome::Undecided(_));
    let icon = move || match outcome.get() {
        Outcome::Undecided(_) => view! { <Icon name="circle-alert" /> },
        Outcome::Leaves | Outcome::Left => view! { <Icon name="log-out" /> },
        Outcome::Known { .. } => view! { <Icon name="lock" /> },
        Outcome::Goes { .. } => view! { <Icon name="arrow-right" /> },
    };
    let press = Callback::new(move |()| desk.correcting.set(Some(child)));
    let about = Signal::stored(name.clone());
    let action = (!is_known).then(|| {
        view! { <Button kind=ButtonKind::Quiet icon="pencil" label=t("year.correct") about on_press=press /> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><PersonName name /></th>
            <td role="cell"><span>{before}</span></td>
            <td role="cell">
                <span class="state" class:state--waits=waits>{icon}<span>{after}</span></span>
                " "
                <Show when=move || corrected.get()><span class="badge">{t("year.corrected")}</span></Show>
            </td>
            <td role="cell" class="team-actions">{action}</td>
        </tr>
    }
}
