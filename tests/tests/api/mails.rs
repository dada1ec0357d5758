//! Mails: written in the transaction of what they tell, in the viewer or through a mail server, each once.

use api::config::MailDelivery;
use api::entities::jobs::{self, JobState};
use api::entities::mails;
use mailparse::MailHeaderMap;
use sea_orm::EntityTrait;
use tests::{App, Backend, CLAIRE, MAI, SmtpServer, at, eventually, on_both_databases};

on_both_databases!(
    a_request_is_confirmed_in_the_viewer,
    mails_are_in_the_language_of_the_guardian,
    the_viewer_is_a_page,
);

async fn a_request_is_confirmed_in_the_viewer(app: &App) {
    let family = app.family(CLAIRE).await;
    let result = family
        .send(&[
            family.book("Adam", "Midi", "2026-09-15"),
            family.book("Mila", "Midi", "2026-09-15"),
            family.cancel("Lina", "Midi", "2026-09-17"),
            family.book("Lina", "Midi", "2026-11-11"),
        ])
        .await;
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    let number = &result.request.unwrap().receipt_number;
    assert_eq!(mail.summary.to_address, CLAIRE);
    assert_eq!(mail.summary.to_name, "Claire Martin");
    assert!(mail.summary.subject.contains(number), "{}", mail.summary.subject);
    assert_eq!((mail.locale.as_str(), mail.summary.created_at), ("fr", app.clock.now()));
    assert!(mail.summary.sent_at.is_some());
    let text = mail.text.replace('\u{a0}', " ");
    for words in [
        number,
        "Adam",
        "Mila",
        "Lina",
        "15 septembre",
        "17 septembre",
        "11 novembre",
        "férié",
        "Référente des Tilleuls",
    ] {
        assert!(text.contains(words), "{words} in {text}");
        assert!(mail.html.replace('\u{a0}', " ").contains(words), "{words} in {}", mail.html);
    }
    for leftover in ["{{", "{%", "refusal.", "None", "undefined"] {
        assert!(!text.contains(leftover) && !mail.html.contains(leftover), "{leftover} in {text}");
    }
}

async fn mails_are_in_the_language_of_the_guardian(app: &App) {
    let family = app.family(MAI).await;
    family.send(&[family.book("Zoé", "Midi", "2026-09-15"), family.book("Zoé", "Midi", "2026-11-11")]).await;
    let mails = app.mails().await;
    assert_eq!(mails[0].locale, "en");
    let text = &mails[0].text;
    assert!(text.contains("Tuesday 15 September") && text.contains("Lunch"), "{text}");
    for french in ["septembre", "Bonjour", "férié", "mardi"] {
        assert!(!text.contains(french), "{french} in {text}");
    }
}

async fn the_viewer_is_a_page(app: &App) {
    let family = app.family(CLAIRE).await;
    family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
    let mail = app.mails().await.remove(0);
    let http = reqwest::Client::new();
    let page = http.get(format!("{}/mails", app.base())).send().await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(page.text().await.unwrap().contains(&mail.summary.subject));
}

/// Runs a test with a mail server.
pub(crate) fn smtp(backend: Backend, test: impl AsyncFnOnce(&App, &SmtpServer)) {
    // the server listens before the application under test is told its address
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let server = runtime.block_on(SmtpServer::start());
    let url = server.url();
    let change = |config: &mut api::config::Config| {
        config.mail.delivery = MailDelivery::Smtp;
        config.mail.smtp_url = Some(url);
    };
    App::run_with(backend, change, async |app| test(app, &server).await);
}

#[test]
fn a_mail_server_receives_the_real_mail() {
    smtp(Backend::Sqlite, async |app, server| {
        let family = app.family(CLAIRE).await;
        let result = family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
        let received = eventually("the mail arrives", async || server.received().pop()).await;
        assert_eq!(
            (received.from.as_str(), received.to.as_slice()),
            ("portail@example.org", [CLAIRE.to_owned()].as_slice())
        );
        let mail = mailparse::parse_mail(received.data.as_bytes()).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        assert!(header("Subject").contains(&result.request.unwrap().receipt_number), "{}", header("Subject"));
        assert!(header("From").contains("Communauté d’essai"), "{}", header("From"));
        assert!(header("To").contains("Claire Martin"));
        assert!(header("Message-ID").ends_with("@example.org>"), "{}", header("Message-ID"));
        assert!(header("Date").contains("7 Sep 2026"), "{}", header("Date"));
        let kinds: Vec<_> = mail.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html"]);
        for part in &mail.subparts {
            assert!(part.get_body().unwrap().contains("15 septembre"));
        }
    });
}

#[test]
fn a_mail_that_is_refused_is_sent_again_later() {
    for backend in Backend::BOTH {
        smtp(backend, async |app, server| {
            server.refuse_next(2);
            let family = app.family(CLAIRE).await;
            family.send(&[family.book("Adam", "Midi", "2026-09-15")]).await;
            let mail = async || mails::Entity::find().one(app.db().reader()).await.unwrap().unwrap();
            let job = async || jobs::Entity::find().one(app.db().reader()).await.unwrap().unwrap();
            // The clock may move only once the queue knows when to try again: the pause counts from the moment at which
            // the attempt is put back, and the mail tells of its failure a little before.
            let failed = async |times: i32, next: &str| {
                eventually("an attempt fails and the next is due", async || {
                    let job = job().await;
                    (job.attempts == times && job.run_at == at(next)).then_some(())
                })
                .await;
                let mail = mail().await;
                assert_eq!(mail.attempts, times);
                assert!(mail.last_error.as_ref().unwrap().contains("451"), "{mail:?}");
                assert!(mail.sent_at.is_none() && server.received().is_empty());
            };
            failed(1, "2026-09-07T08:00:05").await;
            app.set("2026-09-07T08:00:05");
            failed(2, "2026-09-07T08:00:15").await;
            app.set("2026-09-07T08:00:15");
            eventually("the third attempt succeeds", async || {
                (job().await.state == JobState::Done).then_some(())
            })
            .await;
            let mail = mail().await;
            assert_eq!((mail.attempts, mail.last_error), (3, None));
            assert_eq!(mail.sent_at, Some(app.clock.now()));
            let received = server.received().pop().unwrap();
            assert!(received.data.contains(&mail.message_id));
            assert_eq!(server.received().len(), 1);
        });
    }
}

#[test]
fn without_a_viewer_nobody_reads_mails() {
    smtp(Backend::Sqlite, async |app, _| {
        let answer = app.raw("GET", "/v1/mails").send().await;
        let _ = answer.problem(shared::problem::ProblemCode::NotFound);
        let page = reqwest::get(format!("{}/mails", app.base())).await.unwrap();
        assert!(!page.text().await.unwrap().contains(CLAIRE));
    });
}
