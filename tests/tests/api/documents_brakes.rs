//! Files that crowd others out, and what changes while a file is on its way.

use api::config::Config;
use api::entities::household_children;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use shared::problem::ProblemCode;
use tests::{App, Backend, CLAIRE, Family, MAI, eventually, new_key, pdf, pdf_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::account_steps::problem;
use super::documents_steps::{ASSURANCE, DOMICILE, kept, of, send, state, try_send};

fn on_both(change: impl Fn(&mut Config), test: &impl AsyncFn(&App)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        App::run_with(backend, &change, test);
    }
}

/// A file that has begun to come.
async fn begin(app: &App, family: &Family, kind: &str) -> TcpStream {
    let of = of(family, kind);
    let mut query = format!("type_id={}&name=a.pdf", of.type_id);
    for (name, value) in [
        ("child_id", of.child_id.map(|id| id.to_string())),
        ("school_year", of.school_year.map(|year| year.to_string())),
    ] {
        if let Some(value) = value {
            query = format!("{query}&{name}={value}");
        }
    }
    let base = app.base();
    let address = base.trim_start_matches("http://").split('/').next().unwrap().to_owned();
    let mut stream = TcpStream::connect(&address).await.unwrap();
    let head = format!(
        "POST /api/v1/households/{}/documents?{query} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
         Idempotency-Key: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        family.household,
        family.sign_in.access_token,
        new_key(),
        pdf().len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&pdf()[..20]).await.unwrap();
    stream
}

async fn finish(mut stream: TcpStream) -> String {
    stream.write_all(&pdf()[20..]).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Room for one.
fn narrow(config: &mut Config) {
    (config.documents.concurrent_uploads, config.documents.wait_seconds) = (1, 1);
}

/// Waits until a file that has begun to come takes the room there is.
async fn no_room(other: &Family) {
    eventually("there is no room", async || match try_send(other, &of(other, DOMICILE), pdf()).await {
        Err(error) if error.code() == Some(ProblemCode::Unavailable) => Some(()),
        Err(error) => panic!("{error:?}"),
        Ok(_) => None,
    })
    .await;
}

#[test]
fn an_account_sends_so_many_files_in_a_minute() {
    on_both(|config| config.documents.per_minute = 2, &async |app| {
        let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
        for _ in 0..2 {
            send(&family, DOMICILE, pdf()).await;
        }
        let told = problem(try_send(&family, &of(&family, DOMICILE), pdf()).await);
        assert_eq!(
            (told.code, told.params["retry_after_seconds"].as_u64()),
            (ProblemCode::TooManyAttempts, Some(60))
        );
        send(&other, DOMICILE, pdf()).await;
        app.set("2026-09-07T08:01");
        send(&family, DOMICILE, pdf()).await;
    });
}

#[test]
fn whoever_finds_no_room_is_sent_away_in_time() {
    on_both(narrow, &async |app| {
        let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
        let slow = begin(app, &family, DOMICILE).await;
        no_room(&other).await;
        assert!(finish(slow).await.starts_with("HTTP/1.1 201"));
        send(&other, DOMICILE, pdf()).await;
        // one that breaks off leaves its room
        drop(begin(app, &family, DOMICILE).await);
        eventually("there is room again", async || {
            try_send(&other, &of(&other, DOMICILE), pdf()).await.ok().map(drop)
        })
        .await;
    });
}

#[test]
fn who_leaves_while_a_file_is_on_its_way_is_written_about_no_more() {
    on_both(narrow, &async |app| {
        let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
        let slow = begin(app, &family, ASSURANCE).await;
        no_room(&other).await;
        let before = kept(app).await;
        let lina = family.facts.children[0].id;
        household_children::Entity::delete_many()
            .filter(household_children::Column::HouseholdId.eq(family.household.0))
            .filter(household_children::Column::ChildId.eq(lina.0))
            .exec(app.db().single_write())
            .await
            .unwrap();
        let answer = finish(slow).await;
        assert!(answer.starts_with("HTTP/1.1 404") && answer.contains("not_found"), "{answer}");
        assert_eq!(kept(app).await, before, "nothing is left behind");
    });
}

#[test]
fn what_grows_by_being_written_anew_is_too_large() {
    on_both(|config| config.documents.limit_bytes = 100_000, &async |app| {
        let family = app.family(CLAIRE).await;
        // `.5` is written as `0.5`
        let file = pdf_with(&format!("/Numbers [{}]", ".5 ".repeat(30_000)));
        assert!(file.len() < 100_000);
        let told = problem(try_send(&family, &of(&family, DOMICILE), file).await);
        assert_eq!(
            (told.code, told.params["max_bytes"].as_u64()),
            (ProblemCode::BodyTooLarge, Some(100_000))
        );
        assert_eq!(state(&family, DOMICILE).await.0, "missing");
    });
}
