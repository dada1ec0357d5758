//! Figures that must hold: statements do not grow with lines.

use shared::bookings::LineResult;
use tests::{App, CLAIRE, Family, on_both_databases};

/// The same for 13 lines and for 1,300, up to a chunk more for each kind of row.
const MOST: u64 = 40;

on_both_databases!(
    statements_of_a_request_are_bounded,
    three_thousand_lines_are_taken,
    cells_and_receipts_take_few_statements,
);

/// Places of all children over the school year, in the order of days.
async fn year(family: &Family) -> Vec<shared::bookings::Line> {
    let wanted = ["Midi", "Soir", "Journée"].map(|name| family.slot(name));
    let cells = family.cells("2026-09-08", "2027-07-02").await;
    let mut cells: Vec<_> = cells.into_iter().filter(|cell| wanted.contains(&cell.slot_id)).collect();
    cells.sort_by_key(|cell| (cell.reason.is_some(), cell.day));
    cells.into_iter().map(|cell| tests::book(cell.child_id, cell.slot_id, cell.day)).collect()
}

async fn statements_of_a_request_are_bounded(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines = year(&family).await;
    let (few, many) = lines.split_at(13);
    let (_, of_few) = app.statements(family.send(few)).await;
    let (result, of_many) = app.statements(family.send(&many[..1_300])).await;
    let booked = result.outcomes.iter().filter(|outcome| outcome.result == LineResult::Booked).count();
    let back: Vec<_> = result
        .outcomes
        .iter()
        .filter(|outcome| outcome.result == LineResult::Booked)
        .map(|outcome| tests::cancel(outcome.line.child_id, outcome.line.slot_id, outcome.line.day))
        .collect();
    let (_, of_cancelling) = app.statements(family.send(&back)).await;
    println!(
        "statements: {of_few} for 13 lines, {of_many} for 1,300 lines ({booked} booked), {of_cancelling} for cancelling {}",
        back.len()
    );
    assert!(booked > 600, "{booked}");
    assert!(of_many <= MOST && of_cancelling <= MOST, "{of_many}, {of_cancelling}");
    assert!(of_many <= of_few + 20, "{of_few} grew to {of_many}");
}

async fn three_thousand_lines_are_taken(app: &App) {
    let family = app.family(CLAIRE).await;
    let lines: Vec<_> = year(&family).await.into_iter().cycle().take(3_000).collect();
    let (result, statements) = app.statements(family.send(&lines)).await;
    assert_eq!(result.outcomes.len(), 3_000);
    println!("statements: {statements} for 3,000 lines");
    assert!(statements <= MOST, "{statements}");
    assert_eq!(app.mails().await.len(), 1);
}

async fn cells_and_receipts_take_few_statements(app: &App) {
    let family = app.family(CLAIRE).await;
    let sent = family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    let (_, of_cells) = app.statements(family.cells("2026-09-01", "2027-07-02")).await;
    assert!(of_cells <= 13, "{of_cells}");
    let id = sent.request.unwrap().id;
    let (_, of_receipt) = app.statements(family.client.get_request(family.household, id)).await;
    assert!(of_receipt <= 8, "{of_receipt}");
    let (_, of_list) =
        app.statements(family.client.list_requests(family.household, &client::PageRequest::default())).await;
    assert!(of_list <= 8, "{of_list}");
}
