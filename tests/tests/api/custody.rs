//! Whose the days of a child are: proposed, answered, set by staff, and what can be booked by them.

use chrono::NaiveDate;
use shared::activities::Ineligible;
use shared::bookings::{Cause, CellState, LineResult, RefusalCode};
use shared::calendar::Weekday;
use shared::custody::{AlternateWeeks, CustodyCalendar, CustodyRange, Holder};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ChildCustodySheet, CustodyDecision, CustodyUpdate};
use tests::{App, CLAIRE, Family, KARIM, day, on_both_databases, outcome_codes};

use super::account_steps::{last_mail, problem};
use super::family_file_steps::fault;
use super::staff_steps::colleague;

on_both_databases!(
    what_both_agree_on_decides_about_bookings,
    bookings_made_before_stay_theirs_who_made_them,
    proposals_are_refused_replaced_and_taken_back,
    staff_set_a_calendar,
    calendars_that_make_no_sense_are_refused,
);

fn even(holder: Holder) -> CustodyUpdate {
    let weeks = Some(AlternateWeeks { even: holder, change_on: Weekday::Mon });
    CustodyUpdate { calendar: CustodyCalendar { weeks, ranges: Vec::new() } }
}

async fn lina(family: &Family) -> ChildCustodySheet {
    family.client.get_child_custody(family.household, family.child("Lina")).await.unwrap()
}

async fn propose(family: &Family, update: &CustodyUpdate) -> Result<ChildCustodySheet, client::Error> {
    let version = lina(family).await.version;
    let child = family.child("Lina");
    family.client.create_custody_proposal(family.household, child, version, update).await
}

async fn decide(family: &Family, accepted: bool) -> Result<ChildCustodySheet, client::Error> {
    let version = lina(family).await.version;
    let (child, decision) = (family.child("Lina"), CustodyDecision { accepted });
    family.client.decide_custody_proposal(family.household, child, version, decision).await
}

// weeks of 2026: 14 September begins 38, 21 September 39
const HIS: &str = "2026-09-15";
const HERS: &str = "2026-09-22";

async fn what_both_agree_on_decides_about_bookings(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    assert_eq!(lina(&claire).await.elsewhere, ["Karim"]);
    let proposed = propose(&karim, &even(Holder::Ours)).await.unwrap();
    assert!(proposed.calendar.is_none(), "nothing holds yet");
    assert!(proposed.proposal.unwrap().ours);
    app.idle().await;
    assert_eq!(last_mail(app, CLAIRE).await.0, "Jours de garde pour Lina : une proposition");
    let waits = lina(&claire).await.proposal.unwrap();
    assert_eq!((waits.ours, waits.calendar), (false, even(Holder::Theirs).calendar));
    assert_eq!(claire.cell("Lina", "Midi", HIS).await.state, CellState::Bookable);
    assert_eq!(fault(decide(&karim, true).await), [("accepted".to_owned(), "no_proposal".to_owned())]);

    let holds = decide(&claire, true).await.unwrap();
    assert_eq!((holds.calendar, holds.proposal), (Some(even(Holder::Theirs).calendar), None));
    app.idle().await;
    assert_eq!(last_mail(app, KARIM).await.0, "Jours de garde pour Lina : proposition acceptée");
    assert_eq!(claire.cell("Lina", "Midi", HERS).await.state, CellState::Bookable);
    let theirs = claire.cell("Lina", "Midi", HIS).await;
    assert_eq!(theirs.state, CellState::NotEligible);
    let reason = theirs.reason.unwrap();
    let next = Some(day("2026-09-21"));
    assert_eq!(reason.cause, Some(Cause::Ineligible(Ineligible::OtherHousehold { next })));
    assert_eq!(claire.cell("Adam", "Midi", HIS).await.state, CellState::Bookable, "another child");
    assert_eq!(karim.cell("Lina", "Midi", HIS).await.state, CellState::Bookable);
    assert_eq!(karim.cell("Lina", "Midi", HERS).await.state, CellState::NotEligible);

    // the server decides by it
    let (his, hers) = (claire.book("Lina", "Midi", HIS), claire.book("Lina", "Midi", HERS));
    let sent = claire.send(&[his, hers]).await;
    let refused = (LineResult::Refused, Some(RefusalCode::NotEligible));
    assert_eq!(outcome_codes(&sent.outcomes), [refused, (LineResult::Booked, None)]);
    let sent = karim.send(&[his, hers]).await;
    assert_eq!(outcome_codes(&sent.outcomes), [(LineResult::Booked, None), refused]);
}

async fn bookings_made_before_stay_theirs_who_made_them(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let line = claire.book("Lina", "Midi", HIS);
    claire.send(&[line]).await;
    propose(&karim, &even(Holder::Ours)).await.unwrap();
    decide(&claire, true).await.unwrap();
    assert!(karim.has("Lina", "Midi", HIS).await);
    let seen = karim.cell("Lina", "Midi", HIS).await;
    assert_eq!((seen.state, seen.booked), (CellState::BookedFixed, true));
    assert_eq!(seen.reason.unwrap().code, RefusalCode::BookedElsewhere);
    let cancel = karim.cancel("Lina", "Midi", HIS);
    let sent = karim.send(&[cancel]).await;
    assert_eq!(outcome_codes(&sent.outcomes), [(LineResult::Refused, Some(RefusalCode::BookedElsewhere))]);
    let twice = karim.send(&[line]).await;
    assert_eq!(outcome_codes(&twice.outcomes), [(LineResult::Refused, Some(RefusalCode::AlreadyBooked))]);
    // whoever booked gives back, also on the other's day
    let sent = claire.send(&[cancel]).await;
    assert_eq!(outcome_codes(&sent.outcomes), [(LineResult::Cancelled, None)]);
    assert!(!karim.has("Lina", "Midi", HIS).await);
    // receipts are of whoever sent them
    let page = karim.client.list_requests(karim.household, &client::PageRequest::default()).await.unwrap();
    assert_eq!(page.items.len(), 2);
}

async fn proposals_are_refused_replaced_and_taken_back(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    propose(&karim, &even(Holder::Ours)).await.unwrap();
    let refused = decide(&claire, false).await.unwrap();
    assert_eq!((refused.calendar, refused.proposal), (None, None));
    // another one takes its place, whoever proposed
    propose(&karim, &even(Holder::Ours)).await.unwrap();
    let hers = propose(&claire, &even(Holder::Ours)).await.unwrap();
    assert!(hers.proposal.unwrap().ours);
    let child = claire.child("Lina");
    karim.client.delete_custody_proposal(karim.household, child).await.unwrap();
    assert!(lina(&karim).await.proposal.is_some(), "none of his");
    claire.client.delete_custody_proposal(claire.household, child).await.unwrap();
    assert!(lina(&karim).await.proposal.is_none());
    // two answers at once: one is too late
    propose(&karim, &even(Holder::Ours)).await.unwrap();
    let version = lina(&claire).await.version;
    let decide = |accepted| {
        let decision = CustodyDecision { accepted };
        claire.client.decide_custody_proposal(claire.household, child, version, decision)
    };
    let answers = futures_util::join!(decide(true), decide(false));
    let refused = match answers {
        (Ok(_), refused @ Err(_)) | (refused @ Err(_), Ok(_)) => refused,
        both => panic!("{both:?}"),
    };
    assert_eq!(problem(refused).code, ProblemCode::ChangedMeanwhile);
}

async fn staff_set_a_calendar(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let child = claire.child("Lina");
    propose(&karim, &even(Holder::Ours)).await.unwrap();
    let found = agent.client.get_child_custody_of_household(claire.household, child).await.unwrap();
    let set = async |version, update: &CustodyUpdate| {
        agent.client.update_child_custody(claire.household, child, version, update).await
    };
    let now = set(found.version, &even(Holder::Ours)).await.unwrap();
    assert!(now.proposal.is_none());
    assert_eq!(problem(set(found.version, &even(Holder::Ours)).await).code, ProblemCode::ChangedMeanwhile);
    assert_eq!(lina(&karim).await.calendar, Some(even(Holder::Theirs).calendar));
    app.idle().await;
    for email in [CLAIRE, KARIM] {
        assert_eq!(last_mail(app, email).await.0, "Jours de garde pour Lina : calendrier enregistré");
    }
    // none at all: every day is anybody's again
    let none = set(now.version, &CustodyUpdate { calendar: CustodyCalendar::default() }).await.unwrap();
    assert!(none.calendar.is_none());
    assert_eq!(karim.cell("Lina", "Midi", HIS).await.state, CellState::Bookable);
}

async fn calendars_that_make_no_sense_are_refused(app: &App) {
    let claire = app.family(CLAIRE).await;
    let range = |from: &str, to: &str| {
        let parse = |text: &str| text.parse::<NaiveDate>().unwrap();
        CustodyRange { from: parse(from), to: parse(to), holder: Holder::Ours }
    };
    let of = |ranges: Vec<CustodyRange>| CustodyUpdate { calendar: CustodyCalendar { weeks: None, ranges } };
    let turned = propose(&claire, &of(vec![range("2026-10-20", "2026-10-19")])).await;
    assert_eq!(fault(turned), [("calendar.ranges[0]".to_owned(), "ends_before".to_owned())]);
    let twice = vec![range("2026-10-20", "2026-10-25"), range("2026-10-25", "2026-10-26")];
    let twice = propose(&claire, &of(twice)).await;
    assert_eq!(fault(twice), [("calendar.ranges[1]".to_owned(), "overlaps".to_owned())]);
    let adam = claire.child("Adam");
    let alone = claire.client.create_custody_proposal(claire.household, adam, 0, &even(Holder::Ours)).await;
    assert_eq!(fault(alone), [("child_id".to_owned(), "one_household".to_owned())]);
}
