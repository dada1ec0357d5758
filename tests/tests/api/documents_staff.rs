//! Documents as staff see them: the queue, who may look and decide, letters.

use client::{Cached, Client, PageRequest};
use mailparse::MailHeaderMap;
use shared::documents::Verdict;
use shared::ids::DocumentId;
use shared::limits::MAX_REASON;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{DocumentDecision, DocumentSubmission};
use tests::{
    App, Backend, CLAIRE, MAI, PAUL, SmtpServer, eventually, is_pdf, new_key, on_both_databases, pdf,
};

use super::account_steps::{GOOD, field, set, sign_in};
use super::documents_steps::{ASSURANCE, DOMICILE, deeds, item, of, send, state};
use super::family_file_steps::change_configuration;
use super::mails::smtp;
use super::staff_steps::{Colleague, add_second_factor, colleague, colleague_of, facilities, let_in, member};

on_both_databases!(
    what_waits_is_checked_in_turn,
    two_agents_do_not_overwrite_each_other,
    a_referent_sees_the_families_of_the_facility,
    families_are_reminded_once,
    families_are_reminded_of_an_end_that_staff_correct,
    staff_send_documents_for_families_who_have_them_on_paper,
);

async fn queue(colleague: &Colleague) -> Vec<DocumentId> {
    let page = colleague.client.list_documents_to_check(&PageRequest::default()).await.unwrap();
    page.items.into_iter().map(|item| item.document.id).collect()
}

fn refused(reason: &str) -> Verdict {
    Verdict::Refused { reason: reason.to_owned() }
}

async fn what_waits_is_checked_in_turn(app: &App) {
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    let first = send(&claire, DOMICILE, pdf()).await;
    app.set("2026-09-07T08:10");
    let second = send(&mai, DOMICILE, pdf()).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    assert_eq!(queue(&agent).await, [first.id, second.id]);
    let one = PageRequest { cursor: None, limit: Some(1) };
    let page = agent.client.list_documents_to_check(&one).await.unwrap();
    assert_eq!(page.items[0].household_name, "Famille Martin");
    let next = PageRequest { cursor: page.next_cursor, limit: Some(1) };
    let page = agent.client.list_documents_to_check(&next).await.unwrap();
    assert_eq!((page.items[0].document.id, page.next_cursor), (second.id, None));
    assert!(is_pdf(&agent.client.get_document_content(second.id).await.unwrap()));
    for (verdict, code) in [(refused("  "), "empty"), (refused(&"x".repeat(MAX_REASON + 1)), "too_long")] {
        let refused = agent.client.decide_document(first.id, "\"1\"", &verdict).await;
        assert_eq!(field(refused), ("reason".to_owned(), code.to_owned()));
    }
    agent.client.decide_document(first.id, "\"1\"", &Verdict::Accepted).await.unwrap();
    agent.client.decide_document(second.id, "\"1\"", &refused("The photo is blurred.")).await.unwrap();
    assert_eq!(queue(&agent).await, []);
    assert_eq!(state(&claire, DOMICILE).await, ("accepted", true));
    assert_eq!(state(&mai, DOMICILE).await, ("refused", false));
    assert_eq!(deeds(app).await, ["sent", "sent", "read", "decided", "decided"]);
    let mails = app.mails().await;
    let mail = mails.iter().find(|mail| mail.summary.to_address == MAI).expect("a mail to who sent it");
    for words in ["Proof of address", "The photo is blurred.", "documents"] {
        assert!(mail.text.contains(words) && mail.html.contains(words), "{words} in {}", mail.text);
    }
    assert!(!mails.iter().any(|mail| mail.summary.to_address == PAUL), "who only looks");
    let reader = colleague(app, "reader", Role::Reader).await;
    let denied = reader.client.decide_document(first.id, "\"2\"", &Verdict::Accepted).await.unwrap_err();
    assert_eq!(denied.code(), Some(ProblemCode::RoleNotPermitted));
}

async fn two_agents_do_not_overwrite_each_other(app: &App) {
    let family = app.family(CLAIRE).await;
    let sent = send(&family, ASSURANCE, pdf()).await;
    let (one, two) =
        (colleague(app, "one", Role::Agent).await, colleague(app, "two", Role::Administrator).await);
    let etag = async |colleague: &Colleague| match colleague.client.get_document(sent.id).await.unwrap() {
        Cached::Fresh { etag, .. } => etag.unwrap(),
        Cached::Unchanged => panic!("nothing was known before"),
    };
    let (first, second) = (etag(&one).await, etag(&two).await);
    let refusal = refused("Illisible");
    let decisions = futures_util::future::join(
        one.client.decide_document(sent.id, &first, &Verdict::Accepted),
        two.client.decide_document(sent.id, &second, &refusal),
    );
    let (accepting, refusing) = decisions.await;
    let codes = [accepting, refusing].map(|decided| decided.map_err(|error| error.code()));
    assert!(
        codes.contains(&Ok(())) && codes.contains(&Err(Some(ProblemCode::ChangedMeanwhile))),
        "{codes:?}"
    );
    // who reads again may decide again
    two.client.decide_document(sent.id, &etag(&two).await, &Verdict::Accepted).await.unwrap();
}

/// A facility for the school of the port alone.
async fn port(app: &App) {
    let more = r#"
[[facilities]]
code = "du-port"
name = "Accueil du Port"
referent = { name = "Référente du Port" }

[[activities]]
code = "accueil-port"
facility = "du-port"
kind = "after_school"
name = { fr = "Accueil du Port" }
openings = [{ period = "school", weekdays = ["mon"] }]
eligibility = { schools = ["port"] }
slots = [{ code = "x", name = { fr = "Annexe" }, start = "16:30", end = "17:30" }]
"#;
    change_configuration(app, |text| [text, more].concat()).await;
}

async fn a_referent_sees_the_families_of_the_facility(app: &App) {
    port(app).await;
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    // Lina goes to another school than Adam, her brother
    let of_lina = send(&claire, ASSURANCE, pdf()).await;
    let of_adam =
        shared::wire::DocumentSubmission { child_id: Some(claire.child("Adam")), ..of(&claire, ASSURANCE) };
    let adam = claire.client.create_document(claire.household, &new_key(), &of_adam, pdf()).await.unwrap();
    let (martin, nguyen) = (send(&claire, DOMICILE, pdf()).await, send(&mai, DOMICILE, pdf()).await);
    let whole = colleague(app, "whole", Role::Referent).await;
    let places = facilities(app).await;
    let of_port = colleague_of(app, "port", Role::Referent, vec![places[2]]).await;
    let mut seen = queue(&of_port).await;
    seen.sort();
    let mut expected = vec![adam.id, martin.id, nguyen.id];
    expected.sort();
    assert_eq!(seen, expected, "children of the school, and the households of such");
    assert_eq!(queue(&whole).await.len(), 4);
    let hidden = of_port.client.get_document_content(of_lina.id).await.unwrap_err();
    let undecided =
        of_port.client.decide_document(of_lina.id, "\"1\"", &Verdict::Accepted).await.unwrap_err();
    assert_eq!((hidden.code(), undecided.code()), (Some(ProblemCode::NotFound), Some(ProblemCode::NotFound)));
    of_port.client.decide_document(adam.id, "\"1\"", &Verdict::Accepted).await.unwrap();
}

async fn remind(app: &App, now: &str) -> usize {
    let letters = api::app::letters(&app.config, &app.clock).unwrap();
    let vault = api::app::vault(&app.config).unwrap();
    app.set(now);
    api::documents::remind(app.db(), &letters, &vault, app.clock.now()).await.unwrap()
}

async fn families_are_reminded_once(app: &App) {
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    let agent = colleague(app, "agent", Role::Agent).await;
    for family in [&claire, &mai] {
        let sent = send(family, DOMICILE, pdf()).await;
        agent.client.decide_document(sent.id, "\"1\"", &Verdict::Accepted).await.unwrap();
    }
    assert_eq!(remind(app, "2027-08-07T12:00").await, 0, "not yet");
    // Mai has sent a newer one
    app.set("2027-08-07T12:00");
    let mai = app.family(MAI).await;
    send(&mai, DOMICILE, pdf()).await;
    assert_eq!(remind(app, "2027-08-08T12:00").await, 1);
    assert_eq!(remind(app, "2027-08-09T12:00").await, 0, "once");
    let mails = app.mails().await;
    let reminders: Vec<_> =
        mails.iter().filter(|mail| mail.summary.subject.contains("bientôt périmé")).collect();
    assert_eq!(reminders.len(), 1);
    assert_eq!(reminders[0].summary.to_address, CLAIRE);
    assert!(reminders[0].text.contains("lundi 6 septembre 2027"), "{}", reminders[0].text);
}

async fn families_are_reminded_of_an_end_that_staff_correct(app: &App) {
    let family = app.family(CLAIRE).await;
    let sent = send(&family, DOMICILE, pdf()).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let accept = async |etag: &str, until: Option<&str>| {
        let expires_on = until.map(|day| day.parse().unwrap());
        agent.client.decide_document(sent.id, etag, DocumentDecision::Accepted { expires_on }).await.unwrap();
    };
    accept("\"1\"", Some("2026-09-20")).await;
    assert_eq!(remind(app, "2026-09-07T08:01").await, 1);
    // the same end again is nothing new
    accept("\"2\"", Some("2026-09-20")).await;
    assert_eq!(remind(app, "2026-09-07T08:02").await, 0);
    // it was read wrongly
    accept("\"3\"", Some("2027-09-20")).await;
    assert_eq!(remind(app, "2026-09-07T08:03").await, 0, "not yet");
    assert_eq!(remind(app, "2027-08-22T12:00").await, 1);
    assert_eq!(remind(app, "2027-08-23T12:00").await, 0);
}

async fn staff_send_documents_for_families_who_have_them_on_paper(app: &App) {
    let family = app.family(CLAIRE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (household, submission, key) = (family.household, of(&family, ASSURANCE), new_key());
    let send_by = async |colleague: &Colleague, key: &str, submission: &DocumentSubmission| {
        colleague.client.create_document_of_household(household, key, submission, pdf()).await
    };
    let sent = send_by(&agent, &key, &submission).await.unwrap();
    assert_eq!(send_by(&agent, &key, &submission).await.unwrap(), sent, "once");
    let told = item(&family, ASSURANCE).await;
    assert_eq!(told.document.as_ref(), Some(&sent), "the family sees it");
    assert_eq!(deeds(app).await, ["sent"]);
    assert_eq!(queue(&agent).await, [sent.id], "it waits as those of families do");
    agent.client.decide_document(sent.id, "\"1\"", &Verdict::Accepted).await.unwrap();
    assert_eq!(state(&family, ASSURANCE).await, ("accepted", true));
    // whose file is whose, and who may
    let mai = app.family(MAI).await;
    let of_other = DocumentSubmission { child_id: Some(mai.child("Zoé")), ..submission.clone() };
    let code = |refused: Result<_, client::Error>| refused.map(drop).map_err(|error| error.code());
    let refused = send_by(&agent, &new_key(), &of_other).await;
    assert_eq!(code(refused), Err(Some(ProblemCode::NotFound)));
    let reader = colleague(app, "reader", Role::Reader).await;
    let refused = send_by(&reader, &new_key(), &submission).await;
    assert_eq!(code(refused), Err(Some(ProblemCode::RoleNotPermitted)));
    // Lina goes to another school than her brother
    port(app).await;
    let of_port = colleague_of(app, "port", Role::Referent, vec![facilities(app).await[2]]).await;
    let refused = send_by(&of_port, &new_key(), &submission).await;
    assert_eq!(code(refused), Err(Some(ProblemCode::NotFound)));
    let of_adam = DocumentSubmission { child_id: Some(family.child("Adam")), ..submission };
    send_by(&of_port, &new_key(), &of_adam).await.unwrap();
}

#[test]
fn refusals_and_reminders_pass_a_mail_server() {
    smtp(Backend::Sqlite, async |app, server| {
        let family = app.family(CLAIRE).await;
        let (first, second) = (send(&family, DOMICILE, pdf()).await, send(&family, ASSURANCE, pdf()).await);
        let agent = agent_by_mail(app, server).await;
        agent.decide_document(first.id, "\"1\"", &refused("La photo est floue.")).await.unwrap();
        let mail = received(server, CLAIRE, "à renvoyer").await;
        assert!(mail.contains("La photo est floue.") && mail.contains("Justificatif de domicile"), "{mail}");
        agent.decide_document(second.id, "\"1\"", &Verdict::Accepted).await.unwrap();
        assert_eq!(remind(app, "2027-08-20T12:00").await, 1);
        let mail = received(server, CLAIRE, "bientôt périmé").await;
        assert!(mail.contains("(Lina Martin)"), "{mail}");
    });
}

/// An agent who has read the invitation in the mail server.
async fn agent_by_mail(app: &App, server: &SmtpServer) -> Client {
    let email = "agent@commune.example";
    let_in(app, member(email, Role::Agent, Vec::new())).await;
    let mail = received(server, email, "").await;
    let link = mail.lines().find_map(|line| Some(line.split_once('#')?.1.trim().to_owned()));
    set(app, &link.expect("a link"), GOOD).await.unwrap();
    let client = sign_in(app, email, GOOD).await.unwrap();
    add_second_factor(app, &client).await;
    client
}

/// The plain text of a mail to an address with words in its subject, once it has arrived.
async fn received(server: &SmtpServer, to: &str, subject: &str) -> String {
    eventually("a mail arrives", async || {
        server.received().into_iter().filter(|mail| mail.to.iter().any(|one| one == to)).find_map(|mail| {
            let mail = mailparse::parse_mail(mail.data.as_bytes()).unwrap();
            let told = mail.headers.get_first_value("Subject").unwrap_or_default().contains(subject);
            told.then(|| mail.subparts[0].get_body().unwrap())
        })
    })
    .await
}
