//! What keeps the days of a child from being proposed without end, or set by whoever does not serve the child.

use shared::calendar::Weekday;
use shared::custody::{AlternateWeeks, CustodyCalendar, Holder};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ChildCustodySheet, CustodyDecision, CustodyUpdate};
use tests::{App, CLAIRE, Family, KARIM, on_both_databases};

use super::account_steps::problem;
use super::family_file_steps::change_configuration;
use super::staff_steps::{colleague_of, facilities};

on_both_databases!(
    what_waits_or_holds_is_not_proposed_again,
    nobody_is_flooded_with_proposals,
    a_referent_sets_the_days_of_the_children_they_serve,
);

fn weeks(holder: Holder, change_on: Weekday) -> CustodyUpdate {
    let weeks = Some(AlternateWeeks { even: holder, change_on });
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

async fn mails(app: &App, address: &str) -> usize {
    app.idle().await;
    app.mails().await.iter().filter(|mail| mail.summary.to_address == address).count()
}

async fn what_waits_or_holds_is_not_proposed_again(app: &App) {
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let (ours, theirs) = (weeks(Holder::Ours, Weekday::Mon), weeks(Holder::Theirs, Weekday::Mon));
    let first = propose(&karim, &ours).await.unwrap();
    let before = mails(app, CLAIRE).await;
    for _ in 0..5 {
        assert_eq!(propose(&karim, &ours).await.unwrap(), first);
    }
    assert_eq!(propose(&claire, &theirs).await.unwrap().version, first.version, "the same, seen by her");
    assert_eq!((mails(app, CLAIRE).await, mails(app, KARIM).await), (before, 0));
    let child = claire.child("Lina");
    let yes = CustodyDecision { accepted: true };
    let holds =
        claire.client.decide_custody_proposal(claire.household, child, first.version, yes).await.unwrap();
    let before = mails(app, CLAIRE).await;
    let again = propose(&karim, &ours).await.unwrap();
    assert_eq!((again.version, again.proposal), (holds.version, None), "it holds already");
    assert_eq!(mails(app, CLAIRE).await, before);
}

async fn nobody_is_flooded_with_proposals(app: &App) {
    let karim = app.family(KARIM).await;
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let (few, more) = days.split_at(app.config.auth.links_per_account.try_into().unwrap());
    for day in few {
        propose(&karim, &weeks(Holder::Ours, *day)).await.unwrap();
    }
    let before = mails(app, CLAIRE).await;
    let flooded = propose(&karim, &weeks(Holder::Ours, more[0])).await;
    assert_eq!(problem(flooded).code, ProblemCode::TooManyAttempts);
    assert_eq!(mails(app, CLAIRE).await, before);
    // of each account apart
    let claire = app.family(CLAIRE).await;
    propose(&claire, &weeks(Holder::Ours, more[0])).await.unwrap();
    app.set("2026-09-07T08:15");
    let karim = app.family(KARIM).await;
    propose(&karim, &weeks(Holder::Ours, more[1])).await.unwrap();
}

async fn a_referent_sets_the_days_of_the_children_they_serve(app: &App) {
    // the annex serves the school of Adam, and not that of Lina
    change_configuration(app, |text| {
        let activity = "\n[[activities]]\ncode = \"annexe\"\nfacility = \"annexe\"\nkind = \"after_school\"\n\
            name = { fr = \"Annexe\" }\nopenings = [{ period = \"school\", weekdays = [\"mon\"] }]\n\
            eligibility = { schools = [\"port\"] }\n\
            slots = [{ code = \"x\", name = { fr = \"Annexe\" }, start = \"16:30\", end = \"17:30\" }]\n";
        [text, activity].concat()
    })
    .await;
    let places = facilities(app).await[1..].to_vec();
    let referent = colleague_of(app, "port", Role::Referent, places).await;
    let claire = app.family(CLAIRE).await;
    let child = claire.child("Lina");
    let update = weeks(Holder::Ours, Weekday::Mon);
    referent
        .client
        .get_child_custody_of_household(claire.household, child)
        .await
        .expect("the family is in reach");
    let refused = referent.client.update_child_custody(claire.household, child, 0, &update).await;
    assert_eq!(problem(refused).code, ProblemCode::NotFound);
    assert!(lina(&claire).await.calendar.is_none());
}
