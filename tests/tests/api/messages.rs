//! Messages to referents, by mail.

use shared::ids::SlotId;
use shared::problem::ProblemCode;
use shared::wire::{Message, MessageSubmission};
use tests::{App, CLAIRE, Family, MAI, day, on_both_databases};

on_both_databases!(
    a_message_reaches_the_referent_of_the_school,
    without_one_the_facilitys_referent_receives_it,
    a_message_is_sent_once,
    a_message_is_about_ones_own_child,
    what_is_written_is_not_read_as_markup,
);

async fn write(family: &Family, child: &str, slot: Option<SlotId>, body: &str) -> Message {
    let submission = MessageSubmission {
        child_id: family.child(child),
        slot_id: slot,
        day: slot.map(|_| day("2026-09-15")),
        body: body.to_owned(),
    };
    family.client.create_message(family.household, &tests::new_key(), &submission).await.unwrap()
}

async fn a_message_reaches_the_referent_of_the_school(app: &App) {
    let family = app.family(CLAIRE).await;
    let message =
        write(&family, "Lina", Some(family.slot("Midi")), "Lina peut-elle encore manger mardi ?").await;
    assert_eq!(message.recipient.name, "Référente des Tilleuls");
    assert_eq!(message.created_at, app.clock.now());
    let mails = app.mails().await;
    assert_eq!(mails.len(), 2, "one to the referent, a copy to the guardian");
    let to = |address: &str| mails.iter().find(|mail| mail.summary.to_address == address).unwrap();
    let letter = to("tilleuls@example.org");
    assert_eq!(letter.reply_to.as_deref(), Some(CLAIRE), "answers go to the guardian");
    for words in
        ["Lina peut-elle encore manger mardi ?", "Lina Martin", "Midi", "mardi 15 septembre", "Claire Martin"]
    {
        assert!(letter.text.contains(words), "{words} in {}", letter.text);
    }
    let copy = to(CLAIRE);
    assert!(copy.text.contains("Lina peut-elle encore manger mardi ?"));
    assert!(copy.text.contains("Référente des Tilleuls"));
}

async fn without_one_the_facilitys_referent_receives_it(app: &App) {
    let family = app.family(CLAIRE).await;
    let message = write(&family, "Adam", None, "Bonjour").await;
    assert_eq!(message.recipient.name, "Référent de la Maison");
    assert_eq!(message.recipient.email.as_deref(), Some("maison@example.org"));
}

async fn a_message_is_sent_once(app: &App) {
    let family = app.family(CLAIRE).await;
    let submission = MessageSubmission {
        child_id: family.child("Lina"),
        slot_id: None,
        day: None,
        body: "Bonjour".to_owned(),
    };
    let first = family.client.create_message(family.household, "twice", &submission).await.unwrap();
    let second = family.client.create_message(family.household, "twice", &submission).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(app.mails().await.len(), 2);
    let other = MessageSubmission { body: "Autre chose".to_owned(), ..submission };
    let refused = family.client.create_message(family.household, "twice", &other).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::IdempotencyKeyReused));
}

async fn a_message_is_about_ones_own_child(app: &App) {
    let (family, other) = (app.family(CLAIRE).await, app.family(MAI).await);
    let child = other.child("Zoé");
    for (key, household) in [("child", family.household), ("household", other.household)] {
        let submission =
            MessageSubmission { child_id: child, slot_id: None, day: None, body: "Bonjour".to_owned() };
        let refused = family.client.create_message(household, key, &submission).await.unwrap_err();
        assert_eq!(refused.code(), Some(ProblemCode::NotFound));
    }
    assert!(app.mails().await.is_empty());
}

async fn what_is_written_is_not_read_as_markup(app: &App) {
    let family = app.family(CLAIRE).await;
    let body = "<script>alert(1)</script> & {{ organisation }}\nSubject: autre\r\n.\r\nFin";
    write(&family, "Lina", None, body).await;
    let mails = app.mails().await;
    let letter = mails.iter().find(|mail| mail.summary.to_address == "tilleuls@example.org").unwrap();
    assert!(!letter.html.contains("<script>"), "{}", letter.html);
    assert!(letter.html.contains("&lt;script&gt;"), "{}", letter.html);
    assert!(letter.text.contains("<script>alert(1)</script> & {{ organisation }}"), "{}", letter.text);
    assert!(!letter.summary.subject.contains("autre"));
}
