//! Why a place cannot be changed: one reason, one date, whom to ask, and what can be done.

use leptos::prelude::*;
use shared::bookings::{Cause, Refusal, RefusalCode};
use shared::families::Contact;

use super::message::MessageForm;
use crate::contact::ContactLines;
use crate::family_file::{missing_path, year_path};
use crate::i18n::t;
use crate::planning::model::{Place, Shown};
use crate::planning::planner::{Planner, use_planner};
use crate::planning::words;
use crate::router::Link;
use crate::router::paths::DOCUMENTS;
use crate::ui::{Button, ButtonKind, CellMark, Icon};

impl Planner {
    /// What would make a place possible together with it: the other slot given back, or taken too.
    fn remedy(self, place: Place) -> Option<Vec<(Place, bool)>> {
        let shown = self.shown(place)?;
        let refusal = shown.reason?;
        let Some(Cause::Slot(other)) = refusal.cause else { return None };
        let other = Place { slot_id: other, ..place };
        let wishes = match refusal.code {
            RefusalCode::ExclusiveSlot => vec![(other, false), (place, true)],
            RefusalCode::CompanionSlot => vec![(other, true), (place, true)],
            RefusalCode::NeededBySlot => vec![(other, false), (place, false)],
            _ => return None,
        };
        // only what works as a whole is offered
        let works = self.ask(|desk| desk.clone().want_all(&wishes).is_some());
        works?.then_some(wishes)
    }

    fn remedy_label(self, place: Place, wishes: &[(Place, bool)]) -> String {
        let other = wishes.first().map(|(other, _)| words::slot(self, other.slot_id)).unwrap_or_default();
        let key = match (wishes.first().map(|wish| wish.1), wishes.last().map(|wish| wish.1)) {
            (Some(false), Some(true)) => "planning.why.replace",
            (Some(true), _) => "planning.why.both",
            _ => "planning.why.cancel_both",
        };
        self.i18n.text(key, &[("other", other), ("slot", words::slot(self, place.slot_id))])
    }

    /// All that the file has against a place, if that is what speaks against it.
    fn against_file(self, place: Place) -> Vec<Refusal> {
        self.shown(place).and_then(|_| self.ask(|desk| desk.against_file(place))).unwrap_or_default()
    }

    /// Where each of these is mended, and the words for going there: the documents, the one field that is missing, else
    /// the file.
    fn ways(self, place: Place, refusals: &[Refusal]) -> Vec<(String, &'static str)> {
        let year = self.ask(|desk| desk.facts().organisation.calendar.school_year(place.day).ok()).flatten();
        let Some(year) = year else { return Vec::new() };
        let mut ways: Vec<(String, &'static str)> = Vec::new();
        for refusal in refusals {
            let way = match (refusal.code, &refusal.cause) {
                (_, Some(Cause::MissingDocuments(_))) => (DOCUMENTS.to_owned(), "planning.why.documents"),
                (_, Some(Cause::Missing(missing))) => match missing.as_slice() {
                    [one] => (missing_path(*one, year), "home.file.complete"),
                    _ => (year_path(year), "home.file.complete"),
                },
                (RefusalCode::FileIncomplete, _) => (year_path(year), "home.file.complete"),
                // staff look once it is complete
                _ if !ways.is_empty() => continue,
                _ => (year_path(year), "planning.why.file"),
            };
            ways.push(way);
        }
        ways
    }

    /// Whom to ask about a place, whatever speaks against it.
    fn contact_of(self, place: Place) -> Option<Contact> {
        self.ask(|desk| {
            let facts = desk.facts();
            let organisation = &facts.organisation;
            let year = organisation.calendar.school_year(place.day).ok();
            let child = facts.child(place.child_id).ok()?;
            let schooling = year.and_then(|year| child.schooling(year));
            let school = schooling.and_then(|schooling| organisation.school(schooling.school_id));
            let of_school = school.and_then(|school| school.referent.clone());
            let (activity, _) = organisation.slot(place.slot_id)?;
            of_school.or_else(|| Some(organisation.facility(activity.facility_id)?.referent.clone()))
        })
        .flatten()
    }
}

/// Why, whom to ask, what to do.
#[component]
pub(super) fn WhyNot(place: Place) -> impl IntoView {
    let planner = use_planner();
    let shown = Memo::new(move |_| planner.shown(place));
    let mark =
        move || shown.with(|shown| shown.as_ref().map(words::look)).map(|look| view! { <CellMark look /> });
    let said = move || shown.with(|shown| shown.as_ref().map(|shown| reason(planner, shown)));
    let close = move || planner.sheet.set(planner.beneath.try_update_value(Option::take).flatten());
    let remedy = Memo::new(move |_| planner.remedy(place));
    let remedy_button = move || {
        let wishes = remedy.get()?;
        let known = wishes.clone();
        let label = Signal::derive(move || planner.remedy_label(place, &known));
        let press = Callback::new(move |()| {
            if planner.want_all(&wishes) {
                close();
            }
        });
        Some(view! { <Button icon="repeat" label=label on_press=press /> })
    };
    let file = Memo::new(move |_| planner.against_file(place));
    // the first is said beside the mark
    let others = move || {
        let others: Vec<_> = file.get().into_iter().skip(1).collect();
        let line = |refusal: Refusal| view! { <p>{move || words::sentence(planner, &refusal)}</p> };
        others.into_iter().map(line).collect_view()
    };
    let file_links = move || {
        let ways = file.with(|refusals| planner.ways(place, refusals));
        let link = |(path, key): (String, &'static str)| {
            view! {
                <div><Link href=path class="button"><Icon name="arrow-right" /><span>{t(key)}</span></Link></div>
            }
        };
        ways.into_iter().map(link).collect_view()
    };
    let unsent =
        Memo::new(move |_| shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.unsent.is_some())));
    let forget = Callback::new(move |()| {
        planner.drop_choices(&[place]);
        close();
    });
    let may_prepare = Memo::new(move |_| {
        shown.track();
        planner.ask(|desk| desk.may_prepare(place)).unwrap_or_default()
    });
    let prepare = Callback::new(move |()| {
        planner.prepare(place);
        close();
    });
    let writing = RwSignal::new(super::draft::is_kept(planner, place));
    let write = Callback::new(move |()| writing.set(true));
    let contact = planner.contact_of(place);
    let lines = contact.map(|contact| {
        let name = contact.name.clone();
        let who = move || planner.i18n.text("contact.referent", &[("name", name.clone())]);
        view! {
            <div class="why-contact">
                <p>{who}</p>
                <ContactLines contact />
            </div>
        }
    });
    view! {
        <div class="why">
            <p class="why-reason">{mark} <span>{said}</span></p>
            {others}
            {remedy_button}
            {file_links}
            <Show when=move || may_prepare.get()>
                <p>{t("planning.why.prepare_hint")}</p>
                <Button icon="calendar-plus" label=t("planning.why.prepare") on_press=prepare />
            </Show>
            <Show when=move || unsent.get()>
                <Button kind=ButtonKind::Plain icon="x" label=t("planning.why.forget") on_press=forget />
            </Show>
            {lines}
            <Show
                when=move || writing.get()
                fallback=move || {
                    let other = may_prepare.get() || remedy.with(Option::is_some) || file.with(|it| !it.is_empty());
                    let kind = if other { ButtonKind::Plain } else { ButtonKind::Main };
                    view! { <div><Button kind=kind icon="mail" label=t("planning.why.write") on_press=write /></div> }
                }
            >
                <MessageForm place />
            </Show>
        </div>
    }
}

fn reason(planner: Planner, shown: &Shown) -> String {
    match &shown.reason {
        Some(refusal) => words::sentence(planner, refusal),
        None if !planner.whose.may_book => planner.i18n.text("planning.only_looks", &[]),
        None => words::state(planner, shown),
    }
}
