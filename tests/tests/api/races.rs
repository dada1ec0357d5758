//! Many at once: no seat is sold twice, no deadlock reaches a client, everybody gets an answer.

use std::collections::BTreeMap;

use api::entities::bookings::BookingState;
use api::entities::{bookings, session_capacities, sessions};
use futures_util::future::{join, join_all};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::bookings::{LineResult, RefusalCode};
use tests::{App, Backend, CLAIRE, Family, KARIM, crowd, day, on_both_databases, outcome_codes};

on_both_databases!(
    sixty_fight_for_ten_seats,
    freed_seats_go_to_somebody_and_never_twice,
    requests_that_cross_do_not_wait_for_ever,
    two_households_take_one_place_for_their_child,
    two_families_send_the_same_year_in_opposite_orders,
);

/// The servers that a test runs against: on `PostgreSQL` two, over one database.
async fn servers(app: &App) -> Option<App> {
    match app.backend() {
        Backend::Sqlite => None,
        Backend::Postgres => Some(app.replica().await),
    }
}

/// Signs families in, every second one at the replica.
async fn families(app: &App, replica: Option<&App>, emails: impl Iterator<Item = String>) -> Vec<Family> {
    let of = async |(number, email): (usize, String)| {
        let server = if number % 2 == 1 { replica.unwrap_or(app) } else { app };
        server.family(&email).await
    };
    join_all(emails.enumerate().map(of)).await
}

/// Every counter equals the rows it counts, and none is oversold.
async fn balanced(app: &App) {
    let db = app.db().reader();
    let mut taken: BTreeMap<_, i32> = BTreeMap::new();
    let standing = bookings::Entity::find().filter(bookings::Column::State.eq(BookingState::Booked));
    for booking in standing.all(db).await.unwrap() {
        *taken.entry(booking.session_id).or_default() += 1;
    }
    for counter in session_capacities::Entity::find().all(db).await.unwrap() {
        assert!(counter.taken <= counter.capacity + counter.extra, "oversold: {counter:?}");
        assert!(counter.taken >= 0, "{counter:?}");
        if counter.group_code == "total" {
            assert_eq!(counter.taken, taken.get(&counter.session_id).copied().unwrap_or(0), "{counter:?}");
        }
    }
}

async fn stop(replica: Option<App>) {
    if let Some(replica) = replica {
        replica.finish().await;
    }
}

async fn sixty_fight_for_ten_seats(app: &App) {
    let replica = servers(app).await;
    let families = families(app, replica.as_ref(), crowd()).await;
    assert_eq!(families.len(), 60);
    let send = async |family: &Family| family.send(&[family.book("Enfant", "Journée", "2026-09-16")]).await;
    let results = join_all(families.iter().map(send)).await;
    let outcomes: Vec<_> = results.iter().map(|result| outcome_codes(&result.outcomes)[0]).collect();
    let booked = outcomes.iter().filter(|outcome| **outcome == (LineResult::Booked, None)).count();
    let full = (LineResult::Refused, Some(RefusalCode::Full));
    let refused = outcomes.iter().filter(|outcome| **outcome == full).count();
    assert_eq!((booked, refused), (10, 50), "{outcomes:?}");
    let session = sessions::Entity::find()
        .filter(sessions::Column::SlotId.eq(families[0].slot("Journée").0))
        .filter(sessions::Column::Day.eq(day("2026-09-16")))
        .one(app.db().reader())
        .await
        .unwrap()
        .unwrap();
    let rows = bookings::Entity::find()
        .filter(bookings::Column::SessionId.eq(session.id))
        .all(app.db().reader())
        .await;
    assert_eq!(rows.unwrap().len(), 10, "what was refused left no row");
    balanced(app).await;
    stop(replica).await;
}

async fn freed_seats_go_to_somebody_and_never_twice(app: &App) {
    let replica = servers(app).await;
    let families = families(app, replica.as_ref(), crowd().take(24)).await;
    for family in &families[..10] {
        family.send(&[family.book("Enfant", "Journée", "2026-09-16")]).await;
    }
    // ten give back and fourteen want, at the same time and again and again
    let cancel = async |family: &Family| {
        let line = family.cancel("Enfant", "Journée", "2026-09-16");
        family.send(&[line]).await.outcomes[0].result == LineResult::Cancelled
    };
    let want = async |family: &Family| {
        for _ in 0..5 {
            let result = family.send(&[family.book("Enfant", "Journée", "2026-09-16")]).await;
            if result.outcomes[0].result == LineResult::Booked {
                return true;
            }
        }
        false
    };
    let (cancelled, booked) =
        join(join_all(families[..10].iter().map(cancel)), join_all(families[10..].iter().map(want))).await;
    assert!(cancelled.iter().all(|done| *done));
    assert!(booked.iter().filter(|done| **done).count() <= 10);
    balanced(app).await;
    stop(replica).await;
}

async fn requests_that_cross_do_not_wait_for_ever(app: &App) {
    let replica = servers(app).await;
    let families = families(app, replica.as_ref(), crowd().take(16)).await;
    let days: Vec<String> = (14..26).map(|day| format!("2026-09-{day}")).collect();
    for round in 0..4_usize {
        let send = async |(number, family): (usize, &Family)| {
            let mut lines = Vec::new();
            for (position, day) in days.iter().enumerate() {
                // additions and cancellations mixed, changing from round to round
                for slot in ["Midi", "Soir", "Journée", "Matinée"] {
                    let cancels = (position + number + round) % 3 == 0;
                    let line = if cancels {
                        family.cancel("Enfant", slot, day)
                    } else {
                        family.book("Enfant", slot, day)
                    };
                    lines.push(line);
                }
            }
            if number % 2 == 1 {
                lines.reverse();
            }
            family.send(&lines).await
        };
        for result in join_all(families.iter().enumerate().map(send)).await {
            assert_eq!(result.outcomes.len(), 48);
        }
        balanced(app).await;
    }
    stop(replica).await;
}

async fn two_households_take_one_place_for_their_child(app: &App) {
    let replica = servers(app).await;
    let (mother, father) = (app.family(CLAIRE).await, replica.as_ref().unwrap_or(app).family(KARIM).await);
    for day in ["2026-09-15", "2026-09-18", "2026-09-21", "2026-09-22", "2026-09-25", "2026-09-28"] {
        let (first, second) = (mother.book("Lina", "Midi", day), father.book("Lina", "Midi", day));
        let (first, second) = (async { mother.send(&[first]).await }, async { father.send(&[second]).await });
        let (first, second) = join(first, second).await;
        let mut outcomes = [outcome_codes(&first.outcomes)[0], outcome_codes(&second.outcomes)[0]];
        outcomes.sort_by_key(|(_, refusal)| refusal.is_some());
        let twice = (LineResult::Refused, Some(RefusalCode::AlreadyBooked));
        assert_eq!(outcomes, [(LineResult::Booked, None), twice], "{day}");
    }
    balanced(app).await;
    stop(replica).await;
}

async fn two_families_send_the_same_year_in_opposite_orders(app: &App) {
    let replica = servers(app).await;
    let first = app.family("foule00@example.org").await;
    let second = replica.as_ref().unwrap_or(app).family("foule01@example.org").await;
    let year = async |family: &Family| {
        let wanted = ["Midi", "Soir", "Tard", "Journée", "Matinée"].map(|name| family.slot(name));
        let mut cells = family.cells("2026-09-08", "2027-07-02").await;
        cells.extend(family.cells("2027-09-02", "2028-06-30").await);
        let open = cells.into_iter().filter(|cell| wanted.contains(&cell.slot_id));
        let open = open
            .filter(|cell| cell.reason.as_ref().is_none_or(|reason| reason.code != RefusalCode::ClosedDay));
        open.map(|cell| tests::book(cell.child_id, cell.slot_id, cell.day)).take(700).collect::<Vec<_>>()
    };
    let (mut one, two) = (year(&first).await, year(&second).await);
    assert_eq!((one.len(), two.len()), (700, 700));
    one.reverse();
    let (one, two) = join(first.send(&one), second.send(&two)).await;
    for result in [one, two] {
        let booked = result.outcomes.iter().filter(|outcome| outcome.result == LineResult::Booked).count();
        assert!(booked > 400, "{booked} of {}", result.outcomes.len());
    }
    balanced(app).await;
    stop(replica).await;
}
