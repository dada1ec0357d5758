//! Announcements: written, published, read, taken back.

use api::entities::{announcement_readings, announcements, history};
use client::{AnnouncementsRequest, Cached, PageRequest};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use shared::announcements::Audience;
use shared::problem::ProblemCode;
use shared::rich_text::{Block, Inline, first_words};
use shared::staff::Role;
use shared::wire::{AnnouncementState, AnnouncementText, PasswordProof, Publication};
use tests::{App, CLAIRE, KARIM, MAI, PASSWORD, PAUL, day, new_key, on_both_databases};

use super::announcement_steps::{
    annexe_takes, classes, publish, put_into, school, seen, text, titles, write,
};
use super::family_file_steps::change_configuration;
use super::rights_steps::{export, household};
use super::staff_steps::{colleague, facilities};

on_both_databases!(
    a_draft_is_seen_by_staff_only_until_it_is_published,
    what_is_published_is_corrected_and_taken_back,
    each_family_sees_what_is_for_it,
    a_class_is_found_as_it_is_written_anywhere,
    whom_it_is_for_is_decided_when_it_is_read,
    the_counts_come_before_the_deed,
    pages_lead_from_the_newest_to_the_oldest,
    reading_is_noted_for_each_account_and_forgotten_with_it,
    old_ones_go,
);

async fn deeds(app: &App) -> Vec<String> {
    let rows = history::Entity::find()
        .filter(history::Column::SubjectType.eq("announcement"))
        .order_by_asc(history::Column::Id);
    rows.all(app.db().reader()).await.unwrap().into_iter().map(|row| row.action).collect()
}

async fn a_draft_is_seen_by_staff_only_until_it_is_published(app: &App) {
    let (claire, agent) = (app.family(CLAIRE).await, colleague(app, "agent", Role::Agent).await);
    let key = new_key();
    let new = text("Grève", Audience::Everyone);
    let draft = agent.client.create_announcement(&key, &new).await.unwrap().summary;
    let again = agent.client.create_announcement(&key, &new).await.unwrap().summary;
    assert_eq!((draft.id, draft.state), (again.id, AnnouncementState::Draft));
    assert_eq!(titles(&claire).await, [""; 0]);
    let changed = AnnouncementText { title_fr: " Grève  ".to_owned(), ..text("x", Audience::Everyone) };
    let changed = agent.client.update_announcement(draft.id, 1, &changed).await.unwrap().summary;
    assert_eq!((changed.title.as_str(), changed.version, changed.corrected_at), ("Grève", 2, None));
    let published =
        agent.client.publish_announcement(draft.id, 2, Publication { by_mail: false }).await.unwrap().summary;
    assert_eq!(published.state, AnnouncementState::Published);
    assert_eq!(published.published_by.as_deref(), Some("Nadia Roux"));
    let one = seen(&claire).await.remove(0);
    assert_eq!((one.title.as_str(), one.from.as_str(), one.read), ("Grève", "Communauté d’essai", false));
    assert_eq!(one.published_at, app.clock.now());
    let strong = Inline::Strong(vec![Inline::Text("fermée".to_owned())]);
    assert!(matches!(&one.blocks[0], Block::Paragraph(words) if words.contains(&strong)), "{:?}", one.blocks);
    assert_eq!(first_words(&one.blocks, 12), "La cantine…");
    let listed = agent.client.list_announcements(&PageRequest::default()).await.unwrap().items;
    assert_eq!(listed.len(), 1);
    // another draft is thrown away
    let other = write(&agent.client, &text("Brouillon", Audience::Everyone)).await.unwrap().summary;
    agent.client.delete_announcement(other.id, 1).await.unwrap();
    let gone = agent.client.get_announcement(other.id).await.unwrap_err();
    assert_eq!(gone.code(), Some(ProblemCode::NotFound));
    assert_eq!(deeds(app).await, ["written", "changed", "published", "written", "deleted"]);
    // until the end of its last day
    app.set("2026-09-21T23:59");
    assert_eq!(titles(&app.family(CLAIRE).await).await, ["Grève"]);
    app.set("2026-09-22T00:00");
    assert_eq!(titles(&app.family(CLAIRE).await).await, [""; 0]);
    let agent = colleague(app, "late", Role::Agent).await;
    let listed = agent.client.list_announcements(&PageRequest::default()).await.unwrap().items;
    assert_eq!(listed[0].state, AnnouncementState::Expired);
}

async fn what_is_published_is_corrected_and_taken_back(app: &App) {
    let (claire, agent) = (app.family(CLAIRE).await, colleague(app, "agent", Role::Agent).await);
    let published = publish(&agent.client, &text("Grève jeudi", Audience::Everyone), false).await.summary;
    app.set("2026-09-07T08:05");
    let text = text("Grève vendredi", Audience::Everyone);
    let corrected = agent.client.update_announcement(published.id, 2, &text).await.unwrap().summary;
    assert_eq!((corrected.version, corrected.corrected_at), (3, Some(app.clock.now())));
    let one = seen(&claire).await.remove(0);
    assert_eq!((one.title.as_str(), one.corrected_at), ("Grève vendredi", Some(app.clock.now())));
    let stale = agent.client.withdraw_announcement(published.id, 2).await.unwrap_err();
    assert_eq!(stale.code(), Some(ProblemCode::ChangedMeanwhile));
    let withdrawn = agent.client.withdraw_announcement(published.id, 3).await.unwrap().summary;
    assert_eq!(withdrawn.state, AnnouncementState::Withdrawn);
    assert_eq!(titles(&claire).await, [""; 0]);
    let reading = claire.client.update_announcement_reading(claire.household, published.id).await;
    assert_eq!(reading.unwrap_err().code(), Some(ProblemCode::NotFound));
    let Cached::Fresh { value, etag } = agent.client.get_announcement(published.id).await.unwrap() else {
        panic!("nothing was known before")
    };
    assert_eq!((value.summary.version, etag.as_deref()), (4, Some("\"4\"")));
    assert_eq!(deeds(app).await, ["written", "published", "corrected", "withdrawn"]);
}

async fn each_family_sees_what_is_for_it(app: &App) {
    annexe_takes(app, "port").await;
    let (claire, karim, mai) = (app.family(CLAIRE).await, app.family(KARIM).await, app.family(MAI).await);
    let agent = colleague(app, "agent", Role::Agent).await;
    let places = facilities(app).await;
    let (tilleuls, port) = (school(app, "Tilleuls").await, school(app, "Port").await);
    for (title, audience) in [
        ("Tous", Audience::Everyone),
        ("Maison", Audience::Facilities(vec![places[0]])),
        ("Annexe", Audience::Facilities(vec![places[1]])),
        ("Tilleuls", classes(&[(tilleuls, None)])),
        ("Deux écoles", classes(&[(tilleuls, None), (port, None)])),
    ] {
        app.set_to(app.clock.now() + chrono::TimeDelta::minutes(1));
        publish(&agent.client, &text(title, audience), false).await;
    }
    // Lina and Mila at the Tilleuls, Adam at the Port
    assert_eq!(titles(&claire).await, ["Deux écoles", "Tilleuls", "Annexe", "Maison", "Tous"]);
    // in his household lives only Lina: what is for the families of her brother is not for his
    assert_eq!(titles(&karim).await, ["Deux écoles", "Tilleuls", "Maison", "Tous"]);
    assert_eq!(titles(&mai).await, ["Deux écoles", "Annexe", "Maison", "Tous"]);
    let from: Vec<_> = seen(&mai).await.into_iter().map(|one| one.from).collect();
    assert_eq!(from, ["Communauté d’essai", "Annexe", "Maison de l’enfance", "Communauté d’essai"]);
    // English where it is written
    let english = AnnouncementText {
        title_en: "Strike".to_owned(),
        body_en: "Closed.".to_owned(),
        ..text("Grève", Audience::Everyone)
    };
    publish(&agent.client, &english, false).await;
    let asked = AnnouncementsRequest { language: "en", ..AnnouncementsRequest::default() };
    let read = mai.client.list_household_announcements(mai.household, &asked).await.unwrap().items;
    let told: Vec<_> = read.iter().map(|one| (one.language.as_str(), one.title.as_str())).collect();
    assert_eq!(told[..2], [("en", "Strike"), ("fr", "Deux écoles")]);
    let other = mai.client.list_household_announcements(claire.household, &asked).await.unwrap_err();
    assert_eq!(other.code(), Some(ProblemCode::NotFound));
}

async fn a_class_is_found_as_it_is_written_anywhere(app: &App) {
    put_into(app, "Lina", "CP Élise A").await;
    put_into(app, "Mila", "PS").await;
    put_into(app, "Zoé", "cp elise a").await;
    let (karim, mai) = (app.family(KARIM).await, app.family(MAI).await);
    let agent = colleague(app, "agent", Role::Agent).await;
    let tilleuls = school(app, "Tilleuls").await;
    let offered = agent.client.list_audiences(None).await.unwrap();
    let of_school: Vec<_> = offered
        .classes
        .iter()
        .filter(|class| class.school_id == tilleuls)
        .map(|class| (class.class_name.as_deref(), class.households))
        .collect();
    // with the sixty families of the crowd
    assert_eq!(of_school, [(None, 62), (Some("CP Élise A"), 2), (Some("PS"), 1)]);
    assert_eq!(offered.everyone, Some(63));
    publish(&agent.client, &text("CP", classes(&[(tilleuls, Some("cp ELISE a"))])), false).await;
    assert_eq!(titles(&karim).await, ["CP"]);
    assert_eq!(titles(&mai).await, [""; 0], "the same name in another school");
    let next = AnnouncementText {
        school_year: Some("2027-2028".parse().unwrap()),
        ..text("Rentrée", classes(&[(tilleuls, None)]))
    };
    publish(&agent.client, &next, false).await;
    assert_eq!(titles(&karim).await, ["Rentrée", "CP"], "Lina stays for 2027-2028");
}

async fn whom_it_is_for_is_decided_when_it_is_read(app: &App) {
    annexe_takes(app, "port").await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let agent = colleague(app, "agent", Role::Agent).await;
    let annexe = facilities(app).await[1];
    let read = publish(&agent.client, &text("Annexe", Audience::Facilities(vec![annexe])), false).await;
    assert_eq!((titles(&claire).await.len(), titles(&karim).await.len()), (1, 0));
    claire.client.update_announcement_reading(claire.household, read.summary.id).await.unwrap();
    // the annexe takes the children of the other school from now on
    change_configuration(app, str::to_owned).await;
    annexe_takes(app, "tilleuls").await;
    assert_eq!((titles(&claire).await.len(), titles(&karim).await.len()), (1, 1));
    change_configuration(app, str::to_owned).await;
    assert_eq!((titles(&claire).await.len(), titles(&karim).await.len()), (0, 0));
    let gone = claire.client.update_announcement_reading(claire.household, read.summary.id).await;
    assert_eq!(gone.unwrap_err().code(), Some(ProblemCode::NotFound));
}

async fn the_counts_come_before_the_deed(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (tilleuls, port) = (school(app, "Tilleuls").await, school(app, "Port").await);
    let reach = async |audience| {
        let draft = write(&agent.client, &text("x", audience)).await.unwrap();
        let reach = agent.client.get_announcement_reach(draft.summary.id).await.unwrap();
        (reach.households, reach.guardians, reach.households_without_mail)
    };
    // with the sixty families of the crowd, all at the Tilleuls
    assert_eq!(reach(Audience::Everyone).await, (63, 64, 0));
    assert_eq!(reach(classes(&[(tilleuls, None)])).await, (62, 62, 0));
    assert_eq!(reach(classes(&[(port, None)])).await, (2, 3, 0));
    let karim = app.family(KARIM).await;
    let proof = PasswordProof { password: PASSWORD.to_owned() };
    karim.client.close_current_account(&proof).await.unwrap();
    assert_eq!(reach(Audience::Everyone).await, (63, 63, 1));
}

async fn pages_lead_from_the_newest_to_the_oldest(app: &App) {
    let (claire, agent) = (app.family(CLAIRE).await, colleague(app, "agent", Role::Agent).await);
    // what was written first is published last
    let first = write(&agent.client, &text("0", Audience::Everyone)).await.unwrap().summary;
    let mut ids = Vec::new();
    for title in ["1", "2", "3"] {
        app.set_to(app.clock.now() + chrono::TimeDelta::minutes(1));
        ids.push(publish(&agent.client, &text(title, Audience::Everyone), false).await.summary.id);
    }
    app.set_to(app.clock.now() + chrono::TimeDelta::minutes(1));
    agent.client.publish_announcement(first.id, 1, Publication { by_mail: false }).await.unwrap();
    let page = async |cursor: Option<String>, unread| {
        let page = PageRequest { cursor, limit: Some(2) };
        let asked = AnnouncementsRequest { language: "fr", unread, page };
        let page = claire.client.list_household_announcements(claire.household, &asked).await.unwrap();
        (page.items.into_iter().map(|one| one.title).collect::<Vec<_>>(), page.next_cursor)
    };
    let (newest, cursor) = page(None, false).await;
    assert_eq!(newest, ["0", "3"]);
    assert_eq!(page(cursor.clone(), false).await, (vec!["2".to_owned(), "1".to_owned()], None));
    // what a page ended with is taken back: the next one goes on after it
    agent.client.withdraw_announcement(ids[2], 2).await.unwrap();
    assert_eq!(page(cursor, false).await.0, ["2", "1"]);
    claire.client.update_announcement_reading(claire.household, ids[1]).await.unwrap();
    assert_eq!(page(None, true).await, (vec!["0".to_owned(), "1".to_owned()], None));
}

async fn reading_is_noted_for_each_account_and_forgotten_with_it(app: &App) {
    let (claire, mai) = (app.family(CLAIRE).await, app.family(MAI).await);
    let agent = colleague(app, "agent", Role::Agent).await;
    let id = publish(&agent.client, &text("Grève", Audience::Everyone), false).await.summary.id;
    for _ in 0..2 {
        claire.client.update_announcement_reading(claire.household, id).await.unwrap();
    }
    mai.client.update_announcement_reading(mai.household, id).await.unwrap();
    // the other guardian of the household has not
    let paul = app.family(PAUL).await;
    assert!(seen(&claire).await[0].read && !seen(&paul).await[0].read);
    let listed = agent.client.list_announcements(&PageRequest::default()).await.unwrap().items;
    assert_eq!(listed[0].readers, 2);
    let copy = export(app, &claire).await;
    let copy = household(claire.client.get_export_content(claire.household, copy).await.unwrap());
    assert_eq!(copy["accounts"][0]["announcements_read"][0]["announcement_id"], id.to_string());
    let proof = PasswordProof { password: PASSWORD.to_owned() };
    claire.client.close_current_account(&proof).await.unwrap();
    assert_eq!(announcement_readings::Entity::find().count(app.db().reader()).await.unwrap(), 1);
}

async fn old_ones_go(app: &App) {
    let (claire, agent) = (app.family(CLAIRE).await, colleague(app, "agent", Role::Agent).await);
    let old = publish(&agent.client, &text("Vieille", Audience::Everyone), false).await.summary.id;
    claire.client.update_announcement_reading(claire.household, old).await.unwrap();
    let later = AnnouncementText { shown_until: day("2026-10-21"), ..text("Plus tard", Audience::Everyone) };
    write(&agent.client, &later).await.unwrap();
    let run = async |now: &str| {
        app.set(now);
        let retention = api::app::retention(&app.config, app.db(), &app.clock).unwrap();
        assert!(retention.run_daily().await.unwrap());
        app.idle().await;
        announcements::Entity::find().count(app.db().reader()).await.unwrap()
    };
    assert_eq!(run("2028-09-21T12:00").await, 2, "24 months are not over");
    assert_eq!(run("2028-09-22T12:00").await, 1);
    assert_eq!(announcement_readings::Entity::find().count(app.db().reader()).await.unwrap(), 0);
    assert_eq!(run("2028-10-22T12:00").await, 0);
}
