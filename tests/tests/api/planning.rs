//! The planning: facts with their `ETag`, cells, ranges, figures.

use std::io::Read;

use client::Cached;
use shared::bookings::{Ledger, cell};
use shared::problem::ProblemCode;
use shared::wire::Planning;
use tests::{App, CLAIRE, Family, KARIM, MAI, PAUL, day, on_both_databases};
use uuid::Uuid;

on_both_databases!(
    facts_are_those_of_the_family,
    facts_that_have_not_changed_are_not_sent_again,
    a_school_year_of_three_children_is_small,
    cells_are_what_the_rules_make_of_the_facts,
    cells_come_in_order_and_by_child,
    other_households_do_not_exist,
    ranges_are_checked,
    both_households_of_a_child_see_its_places,
    who_may_only_look_can_look,
);

async fn facts_are_those_of_the_family(app: &App) {
    let family = app.family(CLAIRE).await;
    let planning = family.planning("2026-09-14", "2026-10-16").await;
    assert_eq!(planning.server_time_ms, app.clock.now().timestamp_millis());
    assert_eq!((planning.from, planning.to), (day("2026-09-14"), day("2026-10-16")));
    assert_eq!(planning.household_id, family.household);
    let facts = planning.facts;
    let names: Vec<_> = facts.children.iter().map(|child| child.first_name.as_str()).collect();
    assert_eq!(names, ["Lina", "Adam", "Mila"], "the eldest first");
    assert_eq!(facts.bookings.len(), 1);
    let thursdays = ["2026-09-17", "2026-09-24", "2026-10-01", "2026-10-08", "2026-10-15"].map(day);
    assert_eq!(facts.bookings[0].days, thursdays);
    assert_eq!(facts.bookings[0].slot_id, family.slot("Midi"));
    let midi = facts.sessions.iter().find(|row| row.slot_id == family.slot("Midi")).unwrap();
    let seats = |on: &str| {
        let session = midi.days.iter().find(|session| session.day == day(on));
        session.map(|session| session.seats[0].free)
    };
    assert_eq!((seats("2026-09-17"), seats("2026-09-18"), seats("2026-09-19")), (Some(59), Some(60), None));
    assert!(
        !facts.sessions.iter().any(|row| row.slot_id == family.slot("Soir")),
        "without limit, no counter"
    );
    assert_eq!(facts.organisation.name, "Communauté d’essai");
}

async fn facts_that_have_not_changed_are_not_sent_again(app: &App) {
    let family = app.family(CLAIRE).await;
    let ask = async |etag: Option<&str>| {
        family
            .client
            .get_planning(family.household, day("2026-09-01"), day("2026-09-30"), etag)
            .await
            .unwrap()
    };
    let Cached::Fresh { etag: Some(etag), .. } = ask(None).await else { panic!("no ETag") };
    app.set("2026-09-07T08:14");
    assert_eq!(ask(Some(&etag)).await, Cached::Unchanged, "time alone changes no fact");
    let path = format!("/v1/households/{}/planning?from=2026-09-01&to=2026-09-30", family.household);
    let raw =
        app.raw("GET", &path).token(&family.sign_in.access_token).header("If-None-Match", &etag).send().await;
    assert_eq!((raw.status, raw.body.len(), raw.header("etag")), (304, 0, Some(etag.as_str())));
    assert_eq!(raw.header("cache-control"), Some("no-store"), "an old instant would set clocks back");
    family.send(&[family.book("Adam", "Midi", "2026-09-22")]).await;
    let Cached::Fresh { etag: Some(after), .. } = ask(Some(&etag)).await else {
        panic!("a booking is a new fact")
    };
    assert_ne!(after, etag);
    // somebody else takes a seat that this family may want
    let other = app.family("foule00@example.org").await;
    other.send(&[other.book("Enfant", "Journée", "2026-09-23")]).await;
    assert!(matches!(ask(Some(&after)).await, Cached::Fresh { .. }));
}

async fn a_school_year_of_three_children_is_small(app: &App) {
    let family = app.family(CLAIRE).await;
    let cells = family.cells("2026-09-08", "2027-07-02").await;
    let wanted = ["Midi", "Soir", "Journée"].map(|name| family.slot(name));
    let lines: Vec<_> = cells
        .iter()
        .filter(|cell| cell.reason.is_none() && !cell.booked && wanted.contains(&cell.slot_id))
        .map(|cell| tests::book(cell.child_id, cell.slot_id, cell.day))
        .collect();
    assert!(lines.len() > 800, "a full year: {}", lines.len());
    let token = &family.sign_in.access_token;
    family.send(&lines).await;
    let path = format!("/v1/households/{}/planning?from=2026-09-01&to=2027-07-02", family.household);
    let request = app.raw("GET", &path).token(token).header("Accept-Encoding", "gzip");
    let (answer, statements) = app.statements(request.send()).await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(answer.body.as_slice()).read_to_string(&mut text).unwrap();
    let planning: Planning = serde_json::from_str(&text).unwrap();
    let booked: usize = planning.facts.bookings.iter().map(|row| row.days.len()).sum();
    println!(
        "planning of 3 children over a school year, {booked} places: {statements} statements, {} bytes gzip of {}",
        answer.body.len(),
        text.len()
    );
    assert!(booked > 800);
    assert!(statements <= 13, "{statements} statements");
    assert!(answer.body.len() <= 40_000, "{} bytes", answer.body.len());
}

async fn cells_are_what_the_rules_make_of_the_facts(app: &App) {
    let family = app.family(CLAIRE).await;
    for now in ["2026-09-07T08:00", "2026-09-14T10:00", "2026-10-02T23:59", "2026-12-01T12:00"] {
        app.set(now);
        // a quarter of an hour has passed: sign in again
        let family_now = app.family(CLAIRE).await;
        let planning = family_now.planning("2026-09-01", "2026-10-31").await;
        let ledger = Ledger::of(&planning.facts);
        let cells = family_now.cells("2026-09-01", "2026-10-31").await;
        assert_eq!(cells.len(), 3 * 12 * 61, "children × slots × days");
        for found in cells {
            let expected =
                cell(&planning.facts, &ledger, found.child_id, found.slot_id, found.day, app.clock.now())
                    .unwrap();
            assert_eq!(found, expected);
        }
    }
    drop(family);
}

async fn cells_come_in_order_and_by_child(app: &App) {
    let family = app.family(CLAIRE).await;
    let all = family.cells("2026-09-14", "2026-09-16").await;
    let slots = family.facts.organisation.activities.iter().flat_map(|activity| &activity.slots);
    let slots: Vec<_> = slots.map(|slot| slot.id).collect();
    let mut expected = Vec::new();
    for child in &family.facts.children {
        for slot in &slots {
            for on in ["2026-09-14", "2026-09-15", "2026-09-16"] {
                expected.push((child.id, *slot, day(on)));
            }
        }
    }
    let found: Vec<_> = all.iter().map(|cell| (cell.child_id, cell.slot_id, cell.day)).collect();
    assert_eq!(found, expected);
    let adam = family.child("Adam");
    let of_adam =
        family.client.list_planning_cells(family.household, day("2026-09-14"), day("2026-09-16"), Some(adam));
    let of_adam = of_adam.await.unwrap().cells;
    assert_eq!(of_adam, all.into_iter().filter(|cell| cell.child_id == adam).collect::<Vec<_>>());
}

async fn other_households_do_not_exist(app: &App) {
    let family = app.family(CLAIRE).await;
    let other = app.family(MAI).await;
    let token = &family.sign_in.access_token;
    for household in
        [other.household.to_string(), Uuid::from_u128(0x0197_c9a2_5c1e_7f0e_9f7e_1f6a_2b3c_4d5e).to_string()]
    {
        for path in ["planning", "planning/cells"] {
            let path = format!("/v1/households/{household}/{path}?from=2026-09-01&to=2026-09-30");
            let _ = app.raw("GET", &path).token(token).send().await.problem(ProblemCode::NotFound);
        }
    }
    let zoe = other.child("Zoé");
    let path = format!(
        "/v1/households/{}/planning/cells?from=2026-09-01&to=2026-09-30&child_id={zoe}",
        family.household
    );
    let _ = app.raw("GET", &path).token(token).send().await.problem(ProblemCode::NotFound);
    let path = "/v1/households/maison/planning?from=2026-09-01&to=2026-09-30";
    let problem = app.raw("GET", path).token(token).send().await.problem(ProblemCode::InvalidParameter);
    assert_eq!(problem.errors[0].field, "household_id");
}

async fn ranges_are_checked(app: &App) {
    use ProblemCode as Code;
    let family = app.family(CLAIRE).await;
    let cases = [
        ("from=2026-09-01&to=2027-10-05", None, ""),
        ("from=2026-09-01&to=2027-10-06", Some(Code::RangeTooLong), ""),
        ("from=1999-01-01&to=2999-12-31", Some(Code::RangeTooLong), ""),
        ("from=2026-09-02&to=2026-09-01", Some(Code::InvalidValue), "to"),
        ("from=2026-09-01", Some(Code::InvalidParameter), "to"),
        ("", Some(Code::InvalidParameter), "from"),
        ("from=2026-02-30&to=2026-03-01", Some(Code::InvalidParameter), "from"),
        ("from=2026-09-01&to=hier", Some(Code::InvalidParameter), "to"),
        ("from=2026-09-01&to=2026-09-02&limit=3", Some(Code::InvalidParameter), "limit"),
        ("from=0000-01-01&to=0000-01-02", Some(Code::InvalidValue), "from"),
        ("from=%2B99999-01-01&to=%2B99999-01-02", Some(Code::InvalidValue), "from"),
        ("from=-0005-01-01&to=-0005-01-02", Some(Code::InvalidValue), "from"),
        // before and after everything that is known: closed, not an error
        ("from=2019-01-01&to=2019-01-31", None, ""),
        ("from=2031-01-01&to=2031-01-31", None, ""),
    ];
    for path in ["planning", "planning/cells"] {
        for (query, expected, field) in cases {
            let path = format!("/v1/households/{}/{path}?{query}", family.household);
            let answer = app.raw("GET", &path).token(&family.sign_in.access_token).send().await;
            let Some(code) = expected else {
                assert_eq!(answer.status, 200, "{query}: {}", answer.text());
                continue;
            };
            let problem = answer.problem(code);
            assert_eq!(problem.errors.first().map_or("", |error| error.field.as_str()), field, "{query}");
            if code == Code::RangeTooLong {
                assert_eq!(problem.params["max_days"], 400);
            }
        }
    }
}

async fn both_households_of_a_child_see_its_places(app: &App) {
    let (mother, father) = (app.family(CLAIRE).await, app.family(KARIM).await);
    assert_eq!(mother.child("Lina"), father.child("Lina"));
    assert_eq!(father.facts.children.len(), 1);
    assert!(father.has("Lina", "Midi", "2026-09-17").await);
    father.send(&[father.book("Lina", "Soir", "2026-09-15")]).await;
    assert!(mother.has("Lina", "Soir", "2026-09-15").await);
    // whoever booked gives back
    mother.send(&[mother.cancel("Lina", "Soir", "2026-09-15")]).await;
    assert!(father.has("Lina", "Soir", "2026-09-15").await);
    father.send(&[father.cancel("Lina", "Soir", "2026-09-15")]).await;
    assert!(!father.has("Lina", "Soir", "2026-09-15").await);
}

async fn who_may_only_look_can_look(app: &App) {
    let paul: Family = app.family(PAUL).await;
    assert!(!paul.sign_in.account.households[0].may_book);
    assert_eq!(paul.cells("2026-09-14", "2026-09-16").await.len(), 3 * 12);
}
