//! Steps that tests of announcements share: writing, publishing, reading, families by the hundred.

use api::db::bulk::insert_all;
use api::entities::{
    accounts, child_grades, children, guardians, household_children, household_guardians, households,
};
use client::{AnnouncementsRequest, Client, Error};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;
use shared::announcements::{Audience, SchoolClass};
use shared::ids::SchoolId;
use shared::wire::{Announcement, AnnouncementText, HouseholdAnnouncement, Publication};
use tests::{App, Family, day, new_key};
use uuid::Uuid;

use super::family_file_steps::change_configuration;

/// A text for an audience, shown for two weeks.
pub(crate) fn text(title: &str, audience: Audience) -> AnnouncementText {
    AnnouncementText {
        title_fr: title.to_owned(),
        body_fr: "La cantine est **fermée** jeudi.".to_owned(),
        title_en: String::new(),
        body_en: String::new(),
        audience,
        school_year: None,
        shown_until: day("2026-09-21"),
    }
}

pub(crate) async fn write(client: &Client, text: &AnnouncementText) -> Result<Announcement, Error> {
    client.create_announcement(&new_key(), text).await
}

/// Writes and publishes.
pub(crate) async fn publish(client: &Client, text: &AnnouncementText, by_mail: bool) -> Announcement {
    let draft = write(client, text).await.unwrap().summary;
    client.publish_announcement(draft.id, draft.version, Publication { by_mail }).await.unwrap()
}

pub(crate) async fn seen(family: &Family) -> Vec<HouseholdAnnouncement> {
    let asked = AnnouncementsRequest { language: "fr", ..AnnouncementsRequest::default() };
    family.client.list_household_announcements(family.household, &asked).await.unwrap().items
}

pub(crate) async fn titles(family: &Family) -> Vec<String> {
    seen(family).await.into_iter().map(|one| one.title).collect()
}

/// The schools of the fixtures by name.
pub(crate) async fn school(app: &App, name: &str) -> SchoolId {
    let organisation = app.client().get_organisation().await.unwrap();
    organisation.schools.into_iter().find(|school| school.name.contains(name)).expect("a school").id
}

pub(crate) fn classes(classes: &[(SchoolId, Option<&str>)]) -> Audience {
    let class = |(school_id, name): &(SchoolId, Option<&str>)| SchoolClass {
        school_id: *school_id,
        class_name: name.map(str::to_owned),
    };
    Audience::Classes(classes.iter().map(class).collect())
}

/// Puts a child into a class in 2026-2027.
pub(crate) async fn put_into(app: &App, first_name: &str, class: &str) {
    let child = children::Entity::find().filter(children::Column::FirstName.eq(first_name));
    let child = child.one(app.db().reader()).await.unwrap().unwrap().id;
    app.db()
        .write(async |tx| {
            child_grades::Entity::update_many()
                .col_expr(child_grades::Column::ClassName, Expr::value(class))
                .filter(child_grades::Column::ChildId.eq(child))
                .filter(child_grades::Column::SchoolYear.eq("2026-2027"))
                .exec(tx)
                .await?;
            Ok(())
        })
        .await
        .unwrap();
}

/// Lets the annexe take the children of one school, of which it then has the families.
pub(crate) async fn annexe_takes(app: &App, school: &str) {
    let activity = format!(
        "\n[[activities]]\ncode = \"annexe\"\nfacility = \"annexe\"\nkind = \"wednesday\"\nname = {{ fr = \"Annexe\" }}\n\
         openings = [{{ period = \"school\", weekdays = [\"wed\"] }}]\neligibility = {{ schools = [\"{school}\"] }}\n\
         slots = [{{ code = \"x\", name = {{ fr = \"Annexe\" }}, start = \"14:00\", end = \"16:00\" }}]\n"
    );
    change_configuration(app, |text| [text, &activity].concat()).await;
}

/// Registers families, each of one guardian with an account and one child at a school; every other one reads English.
pub(crate) async fn register(app: &App, count: usize, school: SchoolId) {
    let now = app.clock.now();
    let id = || app.clock.new_id(now);
    app.db()
        .write(async |tx| {
            let ids: Vec<[Uuid; 4]> = (0..count).map(|_| [id(), id(), id(), id()]).collect();
            let each = || ids.iter().enumerate();
            let rows = each().map(|(n, [account, ..])| accounts::ActiveModel {
                id: Set(*account),
                email: Set(format!("parent{n}@example.org")),
                password_hash: Set(None),
                locale: Set(if n % 2 == 0 { "fr" } else { "en" }.to_owned()),
                created_at: Set(now),
                version: Set(1),
                closed_at: Set(None),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(n, [account, guardian, ..])| guardians::ActiveModel {
                id: Set(*guardian),
                external_id: Set(None),
                account_id: Set(Some(*account)),
                first_name: Set("Parent".to_owned()),
                last_name: Set(format!("Nombreux {n}")),
                email: Set(None),
                phone: Set(None),
                created_at: Set(now),
                details: Set(json!({})),
                version: Set(1),
                account_closed_at: Set(None),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(n, [.., household, _])| households::ActiveModel {
                id: Set(*household),
                external_id: Set(None),
                name: Set(format!("Famille Nombreux {n}")),
                resident: Set(Some(true)),
                created_at: Set(now),
                details: Set(json!({})),
                version: Set(1),
                payer_id: Set(None),
                roles_version: Set(1),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(_, [_, guardian, household, _])| household_guardians::ActiveModel {
                household_id: Set(*household),
                guardian_id: Set(*guardian),
                may_book: Set(true),
                may_pick_up: Set(true),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(_, [.., child])| children::ActiveModel {
                id: Set(*child),
                external_id: Set(None),
                first_name: Set("Enfant".to_owned()),
                last_name: Set("Nombreux".to_owned()),
                birth_date: Set(day("2018-01-01")),
                created_at: Set(now),
                details: Set(json!({})),
                version: Set(1),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(_, [.., household, child])| household_children::ActiveModel {
                household_id: Set(*household),
                child_id: Set(*child),
                added_at: Set(None),
            });
            insert_all(tx, rows.collect(), None).await?;
            let rows = each().map(|(_, [.., child])| child_grades::ActiveModel {
                child_id: Set(*child),
                school_year: Set("2026-2027".to_owned()),
                school_id: Set(school.0),
                grade: Set("ce2".to_owned()),
                class_name: Set(None),
            });
            insert_all(tx, rows.collect(), None).await
        })
        .await
        .unwrap();
}
