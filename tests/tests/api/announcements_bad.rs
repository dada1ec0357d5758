//! Announcements that nobody may write so.

use api::entities::mails;
use client::Error;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use shared::announcements::{Audience, SchoolClass};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{Announcement, AnnouncementText, Publication, TextToPreview};
use tests::{App, CLAIRE, day, new_key, on_both_databases};
use uuid::Uuid;

use super::account_steps::field;
use super::announcement_steps::{annexe_takes, classes, publish, school, text, write};
use super::staff_steps::{colleague, colleague_of, facilities};

on_both_databases!(
    what_is_wrong_is_said_at_its_field,
    a_referent_writes_to_their_own_families_only,
    two_colleagues_do_not_overwrite_each_other,
    what_is_done_is_not_done_again,
    bodies_are_read_strictly,
);

fn wrong(result: Result<Announcement, Error>, named: &str, code: &str) {
    assert_eq!(field(result), (named.to_owned(), code.to_owned()));
}

async fn what_is_wrong_is_said_at_its_field(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let everyone = || text("Titre", Audience::Everyone);
    let tilleuls = school(app, "Tilleuls").await;
    let unknown = |id: u128| Uuid::from_u128(id);
    let cases = [
        (AnnouncementText { title_fr: " \u{200b} ".to_owned(), ..everyone() }, "title_fr", "empty"),
        (AnnouncementText { title_fr: "x".repeat(151), ..everyone() }, "title_fr", "too_long"),
        (
            AnnouncementText { title_fr: "a\nBcc: b".to_owned(), ..everyone() },
            "title_fr",
            "invalid_characters",
        ),
        (AnnouncementText { body_fr: " \n ".to_owned(), ..everyone() }, "body_fr", "empty"),
        (AnnouncementText { body_fr: "x".repeat(10_001), ..everyone() }, "body_fr", "too_long"),
        (AnnouncementText { body_fr: "\u{7}".to_owned(), ..everyone() }, "body_fr", "invalid_characters"),
        (AnnouncementText { title_en: "Title".to_owned(), ..everyone() }, "body_en", "empty"),
        (AnnouncementText { body_en: "Text".to_owned(), ..everyone() }, "title_en", "empty"),
        (AnnouncementText { shown_until: day("2026-09-06"), ..everyone() }, "shown_until", "past"),
        (AnnouncementText { shown_until: day("2027-09-09"), ..everyone() }, "shown_until", "too_far"),
        (
            AnnouncementText { school_year: Some("1999-2000".parse().unwrap()), ..everyone() },
            "school_year",
            "unknown",
        ),
        (text("x", Audience::Facilities(Vec::new())), "audience", "empty"),
        (text("x", Audience::Classes(Vec::new())), "audience", "empty"),
        (text("x", Audience::Facilities(vec![unknown(1).into()])), "audience", "unknown"),
        (
            text(
                "x",
                Audience::Classes(vec![SchoolClass { school_id: unknown(1).into(), class_name: None }]),
            ),
            "audience",
            "unknown",
        ),
        (text("x", classes(&[(tilleuls, Some(" "))])), "audience", "invalid_class"),
        (text("x", classes(&[(tilleuls, Some("a\0"))])), "audience", "invalid_class"),
    ];
    for (text, named, code) in cases {
        wrong(write(&agent.client, &text).await, named, code);
    }
    let all = agent.client.list_announcements(&client::PageRequest::default()).await.unwrap().items;
    assert!(all.is_empty(), "nothing half-written");
    let longest = TextToPreview { text: "x".repeat(10_001) };
    assert_eq!(
        field(agent.client.preview_announcement(&longest).await),
        ("text".to_owned(), "too_long".to_owned())
    );
    assert_eq!(
        field(agent.client.list_audiences(Some("1999-2000".parse().unwrap())).await),
        ("school_year".to_owned(), "unknown".to_owned())
    );
    // a draft that has waited for too long
    let draft = write(&agent.client, &everyone()).await.unwrap().summary;
    app.set("2026-09-22T08:00");
    let agent = colleague(app, "late", Role::Agent).await;
    let late = agent.client.publish_announcement(draft.id, 1, Publication { by_mail: true }).await;
    wrong(late, "shown_until", "past");
}

async fn a_referent_writes_to_their_own_families_only(app: &App) {
    annexe_takes(app, "port").await;
    let places = facilities(app).await;
    let referent = colleague_of(app, "annexe", Role::Referent, vec![places[1]]).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (tilleuls, port) = (school(app, "Tilleuls").await, school(app, "Port").await);
    for audience in [
        Audience::Everyone,
        Audience::Facilities(places.clone()),
        Audience::Facilities(vec![places[0]]),
        classes(&[(tilleuls, Some("CP"))]),
        classes(&[(port, None), (tilleuls, None)]),
    ] {
        wrong(write(&referent.client, &text("x", audience)).await, "audience", "not_yours");
    }
    let offered = referent.client.list_audiences(None).await.unwrap();
    assert_eq!(offered.everyone, None);
    assert_eq!(offered.facilities.iter().map(|one| one.facility_id).collect::<Vec<_>>(), [places[1]]);
    assert!(!offered.classes.is_empty() && offered.classes.iter().all(|one| one.school_id == port));
    let own = text("Annexe", Audience::Facilities(vec![places[1]]));
    let own = publish(&referent.client, &own, false).await.summary;
    assert!(own.may_change);
    // of a colleague, for others: seen, not touched
    let theirs = publish(&agent.client, &text("Tous", Audience::Everyone), false).await.summary;
    let listed = referent.client.list_announcements(&client::PageRequest::default()).await.unwrap().items;
    assert_eq!(listed.iter().map(|one| one.may_change).collect::<Vec<_>>(), [false, true]);
    let forbidden = |result: Result<Announcement, Error>| {
        assert_eq!(result.unwrap_err().code(), Some(ProblemCode::NotPermitted));
    };
    let mine = text("Annexe", Audience::Facilities(vec![places[1]]));
    forbidden(referent.client.update_announcement(theirs.id, 2, &mine).await);
    forbidden(referent.client.withdraw_announcement(theirs.id, 2).await);
    let draft =
        write(&agent.client, &text("x", Audience::Facilities(vec![places[0]]))).await.unwrap().summary;
    forbidden(referent.client.publish_announcement(draft.id, 1, Publication { by_mail: true }).await);
    let deleted = referent.client.delete_announcement(draft.id, 1).await.unwrap_err();
    assert_eq!(deleted.code(), Some(ProblemCode::NotPermitted));
    // their own draft does not become one for others
    let draft = write(&referent.client, &mine).await.unwrap().summary;
    wrong(
        referent.client.update_announcement(draft.id, 1, &text("x", Audience::Everyone)).await,
        "audience",
        "not_yours",
    );
    let reader = colleague(app, "reader", Role::Reader).await;
    assert_eq!(
        reader.client.list_announcements(&client::PageRequest::default()).await.unwrap().items.len(),
        4
    );
    let refused = write(&reader.client, &text("x", Audience::Everyone)).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::RoleNotPermitted));
}

async fn two_colleagues_do_not_overwrite_each_other(app: &App) {
    let one = colleague(app, "one", Role::Agent).await;
    let two = colleague(app, "two", Role::Administrator).await;
    let draft = write(&one.client, &text("x", Audience::Everyone)).await.unwrap().summary;
    let (ours, theirs) = (text("Ours", Audience::Everyone), text("Theirs", Audience::Everyone));
    let (first, second) = futures_util::future::join(
        one.client.update_announcement(draft.id, 1, &ours),
        two.client.update_announcement(draft.id, 1, &theirs),
    )
    .await;
    let codes = [first.map(|_| ()).map_err(|e| e.code()), second.map(|_| ()).map_err(|e| e.code())];
    assert!(codes.contains(&Ok(())), "{codes:?}");
    assert!(codes.contains(&Err(Some(ProblemCode::ChangedMeanwhile))), "{codes:?}");
    let by_mail = Publication { by_mail: true };
    let (first, second) = futures_util::future::join(
        one.client.publish_announcement(draft.id, 2, by_mail),
        two.client.publish_announcement(draft.id, 2, by_mail),
    )
    .await;
    let stale = [first, second].into_iter().filter_map(Result::err).map(|error| error.code());
    assert_eq!(stale.collect::<Vec<_>>(), [Some(ProblemCode::ChangedMeanwhile)]);
    app.idle().await;
    let to_claire = mails::Entity::find().filter(mails::Column::ToAddress.eq(CLAIRE));
    let told = to_claire.count(app.db().reader()).await.unwrap();
    assert_eq!(told, 1, "published twice at once, told once");
}

async fn what_is_done_is_not_done_again(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (client, everyone) = (&agent.client, text("x", Audience::Everyone));
    let draft = write(client, &everyone).await.unwrap().summary;
    wrong(client.withdraw_announcement(draft.id, 1).await, "state", "draft");
    let by_mail = Publication { by_mail: false };
    client.publish_announcement(draft.id, 1, by_mail).await.unwrap();
    wrong(client.publish_announcement(draft.id, 2, by_mail).await, "state", "published");
    assert_eq!(
        field(client.delete_announcement(draft.id, 2).await),
        ("state".to_owned(), "published".to_owned())
    );
    let places = facilities(app).await;
    let other = text("x", Audience::Facilities(vec![places[0]]));
    wrong(client.update_announcement(draft.id, 2, &other).await, "audience", "published");
    client.withdraw_announcement(draft.id, 2).await.unwrap();
    wrong(client.withdraw_announcement(draft.id, 3).await, "state", "withdrawn");
    wrong(client.publish_announcement(draft.id, 3, by_mail).await, "state", "withdrawn");
    wrong(client.update_announcement(draft.id, 3, &everyone).await, "state", "withdrawn");
}

async fn bodies_are_read_strictly(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let sound =
        json!({ "title_fr": "x", "body_fr": "y", "audience": "everyone", "shown_until": "2026-09-21" });
    let post = async |body: &serde_json::Value| {
        app.raw("POST", "/v1/announcements").token(&agent.token).key(&new_key()).json(body).send().await
    };
    assert_eq!(post(&sound).await.status, 201);
    for (name, value) in [
        ("audience", json!("nobody")),
        ("audience", json!({ "facilities": "x" })),
        ("audience", json!({ "classes": [{ "school": "x" }] })),
        ("shown_until", json!("2026-02-30")),
        ("school_year", json!("2026-2028")),
        ("state", json!("published")),
    ] {
        let mut body = sound.clone();
        body[name] = value;
        let _ = post(&body).await.problem(ProblemCode::MalformedBody);
    }
    let without = app.raw("POST", "/v1/announcements").token(&agent.token).json(&sound).send().await;
    let _ = without.problem(ProblemCode::IdempotencyKeyMissing);
    let unversioned = app.raw("DELETE", &format!("/v1/announcements/{}", Uuid::nil())).token(&agent.token);
    let _ = unversioned.send().await.problem(ProblemCode::ChangedMeanwhile);
}
