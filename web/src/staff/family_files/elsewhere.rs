//! Files that wait in the lists of other school years: nobody who looks at one list must miss the others.

use client::{Client, FilesRequest, PageRequest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::calendar::SchoolYear;

use crate::i18n::use_i18n;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind};

/// Most files that are counted; there may be more.
const MOST: u32 = 200;

/// How many files of a year wait, and whether there are more than were counted; none where nobody answers.
async fn waiting(session: Session, year: SchoolYear) -> (usize, bool) {
    let request = FilesRequest {
        school_year: Some(year),
        page: PageRequest { cursor: None, limit: Some(MOST) },
        ..FilesRequest::default()
    };
    let answer = session.call(async |client: &Client| client.list_family_files(&request).await).await;
    answer.map_or((0, false), |page| (page.items.len(), page.next_cursor.is_some()))
}

/// For each other school year in which files wait: how many, and the way to them.
#[component]
pub(super) fn OtherYears(
    /// All school years, in order.
    years: Vec<SchoolYear>,
    /// The one that is shown.
    shown: SchoolYear,
    /// Shows another.
    choose: Callback<SchoolYear>,
) -> impl IntoView {
    let session = use_session();
    let found = RwSignal::new(Vec::new());
    spawn_local(async move {
        for year in years.into_iter().filter(|year| *year != shown) {
            let (count, more) = waiting(session, year).await;
            if count > 0 {
                let _ = found.try_update(|found| found.push((year, count, more)));
            }
        }
    });
    move || found.get().into_iter().map(|it| view! { <OtherYear it choose /> }).collect_view()
}

#[component]
fn OtherYear(
    /// Which, how many files wait, and whether more do.
    it: (SchoolYear, usize, bool),
    choose: Callback<SchoolYear>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (year, count, more) = it;
    let label = Signal::derive(move || {
        let key = if more { "files.other_year_more" } else { "files.other_year" };
        i18n.count(key, i64::try_from(count).unwrap_or(i64::MAX), &[("year", year.to_string())])
    });
    let press = Callback::new(move |()| choose.run(year));
    view! { <div><Button kind=ButtonKind::Plain icon="arrow-right" label on_press=press /></div> }
}
