//! Mails of announcements: each guardian once, whatever happens to the worker.

use std::collections::BTreeSet;

use api::announcements::{MAIL_ANNOUNCEMENT, mail_announcement};
use api::db::count_statements;
use api::entities::{announcements, jobs, mails};
use api::jobs::Job;
use client::PageRequest;
use mailparse::MailHeaderMap;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::announcements::Audience;
use shared::ids::AnnouncementId;
use shared::staff::Role;
use shared::wire::{AnnouncementText, PasswordProof};
use tests::{App, Backend, CLAIRE, KARIM, MAI, PASSWORD, PAUL, crowd, eventually, on_both_databases};
use uuid::Uuid;

use super::account_steps::{GOOD, set, sign_in};
use super::announcement_steps::{annexe_takes, classes, publish, register, school, text};
use super::mails::smtp;
use super::staff_steps::{add_second_factor, colleague, facilities, let_in, member};

const TITLE: &str = "Grève à la cantine";

on_both_databases!(
    each_guardian_reads_it_once_in_their_language,
    accounts_that_are_closed_and_households_of_others_get_none,
    hundreds_of_families_get_one_each_whatever_happens_to_the_worker,
    a_batch_takes_few_statements_however_many_families_there_are,
    what_is_taken_back_is_written_to_nobody_any_more,
);

/// To whom mails with the title went, sorted.
async fn told(app: &App) -> Vec<String> {
    app.idle().await;
    let rows = mails::Entity::find().filter(mails::Column::Subject.eq(TITLE)).all(app.db().reader()).await;
    // the crowd aside, who are sixty
    let to = rows.unwrap().into_iter().map(|row| row.to_address);
    let mut told: Vec<String> = to.filter(|address| !crowd().any(|one| one == *address)).collect();
    told.sort();
    told
}

fn both_languages(audience: Audience) -> AnnouncementText {
    AnnouncementText {
        title_en: "Strike at the canteen".to_owned(),
        body_en: "The canteen is **closed** on Thursday, [bring a picnic](/planning).".to_owned(),
        ..text(TITLE, audience)
    }
}

/// A job as the worker takes it, for the batch after an account.
fn batch(id: AnnouncementId, after: Option<Uuid>) -> Job {
    Job { id: Uuid::nil(), attempt: 2, payload: json!({ "announcement_id": id, "after": after }) }
}

async fn each_guardian_reads_it_once_in_their_language(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let maison = facilities(app).await[0];
    let to = both_languages(Audience::Facilities(vec![maison]));
    let id = publish(&agent.client, &to, true).await.summary.id;
    assert_eq!(told(app).await, [CLAIRE, KARIM, PAUL]);
    let mail = async |address: &str| {
        let mails = mails::Entity::find().filter(mails::Column::ToAddress.eq(address));
        mails.one(app.db().reader()).await.unwrap().expect("a mail")
    };
    let claire = mail(CLAIRE).await;
    let link = format!("{}/announcements?id={id}", app.base());
    for part in ["Bonjour Claire Martin", "Maison de l’enfance", "La cantine est fermée jeudi.", &link] {
        assert!(claire.text_body.contains(part), "{part} in {}", claire.text_body);
    }
    assert!(claire.text_body.contains("lundi 21 septembre 2026"), "{}", claire.text_body);
    assert!(
        claire.html_body.contains("<strong>fermée</strong>")
            && claire.html_body.contains(&format!("?id={id}")),
        "{}",
        claire.html_body
    );
    let mai = mail(MAI).await;
    assert_eq!(mai.subject, "Strike at the canteen");
    assert!(
        mai.text_body.contains(&format!("bring a picnic ({}/planning)", app.base())),
        "{}",
        mai.text_body
    );
    for french in ["Bonjour", "cantine", "septembre"] {
        assert!(
            !mai.text_body.contains(french) && !mai.html_body.contains(french),
            "{french} in {}",
            mai.text_body
        );
    }
    assert_eq!(mai.reply_to.as_deref(), Some("maison@example.org"));
    let listed = agent.client.list_announcements(&PageRequest::default()).await.unwrap().items;
    assert_eq!((listed[0].mailed, listed[0].mailing), (64, false));
    // to all, answers go to the organisation
    let all = AnnouncementText { title_fr: "Autre".to_owned(), ..text(TITLE, Audience::Everyone) };
    publish(&agent.client, &all, true).await;
    app.idle().await;
    let row = mails::Entity::find().filter(mails::Column::Subject.eq("Autre")).one(app.db().reader()).await;
    assert_eq!(row.unwrap().unwrap().reply_to.as_deref(), Some("accueil@example.org"));
}

async fn accounts_that_are_closed_and_households_of_others_get_none(app: &App) {
    annexe_takes(app, "port").await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let annexe = facilities(app).await[1];
    // Adam goes to the Port: he lives with Claire, not in the household that Lina shares with Karim
    publish(&agent.client, &text(TITLE, Audience::Facilities(vec![annexe])), true).await;
    assert_eq!(told(app).await, [CLAIRE, MAI, PAUL]);
    let mai = app.family(MAI).await;
    mai.client.close_current_account(&PasswordProof { password: PASSWORD.to_owned() }).await.unwrap();
    publish(&agent.client, &text(TITLE, Audience::Facilities(vec![annexe])), true).await;
    assert_eq!(told(app).await, [CLAIRE, CLAIRE, MAI, PAUL, PAUL]);
}

async fn hundreds_of_families_get_one_each_whatever_happens_to_the_worker(app: &App) {
    let (tilleuls, port) = (school(app, "Tilleuls").await, school(app, "Port").await);
    register(app, 450, port).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let id = publish(&agent.client, &both_languages(classes(&[(port, None)])), true).await.summary.id;
    // a second worker takes the first job at the same time
    let letters = api::app::letters(&app.config, &app.clock).unwrap();
    mail_announcement(app.db(), &letters, batch(id, None)).await.unwrap();
    app.idle().await;
    let rows = jobs::Entity::find().filter(jobs::Column::Kind.eq(MAIL_ANNOUNCEMENT));
    let done = rows.all(app.db().reader()).await.unwrap();
    assert_eq!(done.len(), 4, "three batches of 200 accounts and what finds nobody left");
    // workers that had died after their commit do their jobs again
    for job in done {
        let again = Job { id: job.id, attempt: 2, payload: job.payload };
        mail_announcement(app.db(), &letters, again).await.unwrap();
    }
    app.idle().await;
    let subjects = [TITLE, "Strike at the canteen"];
    let sent = mails::Entity::find().filter(mails::Column::Subject.is_in(subjects));
    let sent = sent.all(app.db().reader()).await.unwrap();
    let addresses: BTreeSet<&str> = sent.iter().map(|mail| mail.to_address.as_str()).collect();
    assert_eq!((sent.len(), addresses.len()), (453, 453));
    assert!(addresses.contains(CLAIRE) && addresses.contains(MAI) && !addresses.contains(KARIM));
    let english = sent.iter().filter(|mail| mail.locale == "en").count();
    assert_eq!(english, 226, "every other of the 450, and Mai");
    let row = announcements::Entity::find_by_id(id.0).one(app.db().reader()).await.unwrap().unwrap();
    assert_eq!((row.mailed, row.mailed_at.is_some(), row.version), (453, true, 2));
    // a school among all of them
    publish(&agent.client, &text("Autre", classes(&[(tilleuls, None)])), true).await;
    app.idle().await;
    let sent = mails::Entity::find().filter(mails::Column::Subject.eq("Autre")).all(app.db().reader()).await;
    assert_eq!(sent.unwrap().len(), 62, "the crowd, Claire and Karim");
}

async fn a_batch_takes_few_statements_however_many_families_there_are(app: &App) {
    let port = school(app, "Port").await;
    register(app, 2_500, port).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (reach, statements) = {
        let published = publish(&agent.client, &text(TITLE, classes(&[(port, None)])), false).await;
        let id = published.summary.id;
        mail_later(app, id).await;
        let letters = api::app::letters(&app.config, &app.clock).unwrap();
        let (done, statements) =
            Box::pin(count_statements(mail_announcement(app.db(), &letters, batch(id, None)))).await;
        done.unwrap();
        let (reach, asked) = app.statements(agent.client.get_announcement_reach(id)).await;
        assert!(asked <= 10, "{asked} statements to count");
        // no more batches: 2,500 mails are not what this test is about
        agent.client.withdraw_announcement(id, 2).await.unwrap();
        (reach.unwrap(), statements)
    };
    assert!(statements <= 12, "{statements} statements for a batch");
    assert_eq!((reach.households, reach.guardians), (2_502, 2_503));
    let written = told(app).await.len();
    assert!((100..=200).contains(&written), "{written} mails of one batch");
}

/// Lets an announcement that was published without mails be sent by mail, with no job queued.
async fn mail_later(app: &App, id: AnnouncementId) {
    app.db()
        .write(async |tx| {
            announcements::Entity::update_many()
                .col_expr(announcements::Column::ByMail, Expr::value(true))
                .filter(announcements::Column::Id.eq(id.0))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
        .unwrap();
}

async fn what_is_taken_back_is_written_to_nobody_any_more(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let id = publish(&agent.client, &text(TITLE, Audience::Everyone), false).await.summary.id;
    mail_later(app, id).await;
    agent.client.withdraw_announcement(id, 2).await.unwrap();
    let letters = api::app::letters(&app.config, &app.clock).unwrap();
    mail_announcement(app.db(), &letters, batch(id, None)).await.unwrap();
    assert_eq!(told(app).await, [""; 0]);
    // and of one that does not exist any more there is nothing to do
    mail_announcement(app.db(), &letters, batch(Uuid::nil().into(), None)).await.unwrap();
}

#[test]
fn announcements_pass_a_mail_server() {
    smtp(Backend::Sqlite, async |app, server| {
        let email = "agent@commune.example";
        let_in(app, member(email, Role::Agent, Vec::new())).await;
        let mail_to = async |to: &str| {
            eventually("a mail arrives", async || {
                server.received().into_iter().find(|mail| mail.to.iter().any(|one| one == to))
            })
            .await
            .data
        };
        let invitation = mail_to(email).await;
        let body = mailparse::parse_mail(invitation.as_bytes()).unwrap().subparts[0].get_body().unwrap();
        let link = body.lines().find_map(|line| Some(line.split_once('#')?.1.trim().to_owned()));
        set(app, &link.expect("a link"), GOOD).await.unwrap();
        let agent = sign_in(app, email, GOOD).await.unwrap();
        add_second_factor(app, &agent).await;
        let maison = facilities(app).await[0];
        publish(&agent, &both_languages(Audience::Facilities(vec![maison])), true).await;
        let received = mail_to(CLAIRE).await;
        let mail = mailparse::parse_mail(received.as_bytes()).unwrap();
        let header = |name: &str| mail.headers.get_first_value(name).unwrap_or_default();
        assert_eq!(header("Subject"), TITLE);
        assert!(header("Reply-To").contains("maison@example.org"), "{}", header("Reply-To"));
        let kinds: Vec<_> = mail.subparts.iter().map(|part| part.ctype.mimetype.as_str()).collect();
        assert_eq!(kinds, ["text/plain", "text/html"]);
        for part in &mail.subparts {
            assert!(part.get_body().unwrap().contains("fermée"));
        }
        assert!(mail_to(MAI).await.contains("Strike at the canteen"));
    });
}
