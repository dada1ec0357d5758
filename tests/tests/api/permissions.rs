//! The authorisation matrix: every operation, tried by everybody. An operation without a row fails.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shared::announcements::Audience;
use shared::ids::HouseholdId;
use shared::staff::Role;
use shared::wire::{PageCode, PageText, SignInRequest};
use tests::{App, CLAIRE, Family, KARIM, MAI, PASSWORD, PAUL, new_key, on_both_databases};

use super::announcement_steps::{publish, text};
use super::documents_steps::{DOMICILE, send};
use super::family_file_steps::{AFTER_ACCEPTANCE, ask_fields, waiting_change};
use super::guardianship_steps::{invite, live_in};
use super::operations::{Who, rows};
use super::rights_steps::export;
use super::staff_steps::{Colleague, colleague, colleague_of, facilities, first_sign_in, let_in, member};

on_both_databases!(everybody_may_do_what_the_table_says);

/// Who tries.
#[derive(Clone, Debug)]
struct Actor {
    name: &'static str,
    token: Option<String>,
    /// Of the household that the paths name: whether, and whether they may book.
    household: Option<bool>,
    role: Option<Role>,
    /// Whether a referent's facilities serve the children of the household that the paths name.
    serves: bool,
    /// Whether staff have given their second factor.
    second_factor: bool,
}

/// What the paths and bodies name. What is gone once it was taken back is there anew for the next who tries.
struct Subjects {
    household: HouseholdId,
    of: Vec<(&'static str, String)>,
}

impl Subjects {
    async fn new(app: &App) -> Self {
        let family: Family = app.family(MAI).await;
        let guardian = family.sign_in.account.guardian.as_ref().expect("a guardian").id;
        let slot = family.facts.organisation.activities[0].slots[0].id;
        let reader = colleague(app, "subject", Role::Reader).await;
        ask_fields(app, AFTER_ACCEPTANCE).await;
        let child = family.facts.children[0].id;
        live_in(app, app.family(KARIM).await.household, child).await;
        let export = export(app, &family).await;
        let administrator = colleague(app, "writer", Role::Administrator).await;
        let export_of_household =
            administrator.client.create_export_of_household(family.household).await.unwrap().id;
        app.idle().await;
        let page = PageText { fr: "Bonjour".to_owned(), en: String::new() };
        administrator.client.update_page(PageCode::Contact, "\"0\"", &page).await.unwrap();
        let maison = Audience::Facilities(facilities(app).await[..1].to_vec());
        let announcement = publish(&administrator.client, &text("Grève", maison), false).await.summary.id;
        let device = reader.client.list_devices().await.unwrap().items[0].id;
        let nothing = uuid::Uuid::nil().to_string();
        let mut subjects = Self {
            household: family.household,
            of: vec![
                ("{range}", "?from=2026-09-14&to=2026-09-15".to_owned()),
                ("{account_id}", reader.id.to_string()),
                ("{child_id}", child.to_string()),
                ("{guardian_id}", guardian.to_string()),
                ("{slot_id}", slot.to_string()),
                ("{request_id}", nothing.clone()),
                ("{mail_id}", nothing),
                ("{type_id}", family.document_type(DOMICILE).to_string()),
                ("{invitation_id}", invite(&family, "ailleurs@famille.example").await.id.to_string()),
                ("{announcement_id}", announcement.to_string()),
                ("{export_id}", export.to_string()),
                ("{export_of_household_id}", export_of_household.to_string()),
                ("{sign_in_id}", device.to_string()),
            ],
        };
        for name in TAKEN_BACK {
            subjects.renew(app, name).await;
        }
        subjects
    }

    /// Makes one anew that was taken back.
    async fn renew(&mut self, app: &App, name: &'static str) {
        let family = app.family(MAI).await;
        let id = match name {
            "{change_request_id}" => waiting_change(&family).await.to_string(),
            "{document_id}" => send(&family, DOMICILE, tests::pdf()).await.id.to_string(),
            "{erasure_id}" => super::rights_steps::ask_to_erase(&family).await.id.to_string(),
            other => panic!("{other} is not taken back"),
        };
        self.of.retain(|(known, _)| *known != name);
        self.of.push((name, id));
    }

    fn fill(&self, household: HouseholdId, text: &str) -> String {
        let text = text.replace("{household_id}", &household.to_string());
        self.of.iter().fold(text, |text, (name, id)| text.replace(name, id))
    }
}

/// What whoever may takes back.
const TAKEN_BACK: [&str; 3] = ["{change_request_id}", "{document_id}", "{erasure_id}"];

/// Whether an answer is one that somebody gets who is let in.
fn lets_in((operation, path, who): (&str, &str, Who), status: u16) -> bool {
    match operation {
        // of somebody else, or of nobody: there is none, for anybody
        _ if ["{request_id}", "{mail_id}", "{sign_in_id}"].iter().any(|it| path.contains(it)) => {
            status == 404
        }
        // where no secret waits
        "confirm_second_factor" => matches!(status, 404 | 422),
        _ if matches!(who, Who::Everybody) => !matches!(status, 403 | 404 | 405 | 500..),
        _ => !matches!(status, 401 | 403 | 404 | 405 | 500..),
    }
}

/// What everybody meets: let through, or the status that says why not.
fn refusal(who: Who, actor: &Actor) -> Option<u16> {
    if !matches!(who, Who::Everybody) && actor.token.is_none() {
        return Some(401);
    }
    match who {
        Who::Everybody | Who::SignedIn => None,
        Who::Household => actor.household.is_none().then_some(404),
        // the one who may book has asked
        Who::Asker => (actor.household != Some(true)).then_some(404),
        Who::Booking => match actor.household {
            None => Some(404),
            Some(may_book) => (!may_book).then_some(403),
        },
        Who::Staff(permission) => {
            let may = actor.second_factor && actor.role.is_some_and(|role| role.may(permission));
            (!may).then_some(403)
        }
        Who::StaffOf(permission) => {
            refusal(Who::Staff(permission), actor).or_else(|| (!actor.serves).then_some(404))
        }
        Who::StaffOver(permission) => {
            refusal(Who::Staff(permission), actor).or_else(|| (!actor.serves).then_some(403))
        }
    }
}

async fn token(app: &App, email: &str) -> String {
    let request = SignInRequest { email: email.to_owned(), password: PASSWORD.to_owned(), code: None };
    app.client().create_sign_in(&request).await.unwrap().access_token
}

async fn actors(app: &App) -> Vec<Actor> {
    let family = async |name, email: &str, household| Actor {
        name,
        token: Some(token(app, email).await),
        household,
        role: None,
        serves: false,
        second_factor: false,
    };
    let mut actors = vec![
        Actor {
            name: "nobody",
            token: None,
            household: None,
            role: None,
            serves: false,
            second_factor: false,
        },
        family("a parent of the household", MAI, Some(true)).await,
        family("a parent who may only look", PAUL, Some(false)).await,
        family("a parent of another household", CLAIRE, None).await,
        family("the separated parent, of the child's other household", KARIM, None).await,
    ];
    for role in Role::ALL {
        let Colleague { token, .. } = colleague(app, role.code(), role).await;
        let (name, token, role) = (role.code(), Some(token), Some(role));
        actors.push(Actor { name, token, household: None, role, serves: true, second_factor: true });
    }
    let annexe = facilities(app).await[1..].to_vec();
    let elsewhere = colleague_of(app, "elsewhere", Role::Referent, annexe).await;
    actors.push(Actor {
        name: "a referent of another facility",
        token: Some(elsewhere.token),
        household: None,
        role: Some(Role::Referent),
        serves: false,
        second_factor: true,
    });
    let email = "without@commune.example";
    let_in(app, member(email, Role::Administrator, Vec::new())).await;
    let token = Some(first_sign_in(app, email).await.1);
    let (name, role) = ("an administrator without a code", Some(Role::Administrator));
    actors.push(Actor { name, token, household: None, role, serves: true, second_factor: false });
    actors
}

async fn everybody_may_do_what_the_table_says(app: &App) {
    let mut subjects = Subjects::new(app).await;
    let (household, separated) = (subjects.household, app.family(KARIM).await.household);
    let actors = actors(app).await;
    let mut wrong = Vec::new();
    for (operation, method, path, body, who) in rows() {
        for actor in &actors {
            let filled = |text: &str| subjects.fill(household, text);
            let mut asking = app.raw(method, &filled(path)).key(&new_key()).header("If-Match", "\"99\"");
            if let Some(token) = &actor.token {
                asking = asking.token(token);
            }
            if !body.is_null() {
                asking = asking.json(&serde_json::from_str(&filled(&body.to_string())).unwrap());
            }
            let answer = asking.send().await;
            let as_expected = match refusal(who, actor) {
                Some(status) => answer.status == status,
                None => lets_in((operation, path, who), answer.status),
            };
            if answer.status == 204
                && let Some(name) = TAKEN_BACK.into_iter().find(|name| path.contains(name))
            {
                subjects.renew(app, name).await;
            }
            if !as_expected {
                wrong.push(format!("{operation} by {}: {} {}", actor.name, answer.status, answer.text()));
            }
        }
    }
    // the other way round: the household of the separated parent, and the same child
    for (operation, method, path, body, who) in rows() {
        let whose = match who {
            Who::Household | Who::Booking => [(KARIM, true), (MAI, false)],
            _ => continue,
        };
        // what the first household sent stays theirs
        let named = TAKEN_BACK.iter().chain(&["{request_id}", "{invitation_id}"]);
        let named = named.into_iter().any(|it| path.contains(it));
        for (email, is_in) in whose {
            let of = |text: &str| subjects.fill(separated, text);
            let mut asking = app.raw(method, &of(path)).key(&new_key()).header("If-Match", "\"99\"");
            asking = asking.token(&token(app, email).await);
            if !body.is_null() {
                asking = asking.json(&serde_json::from_str(&of(&body.to_string())).unwrap());
            }
            let answer = asking.send().await;
            let found = !matches!(answer.status, 401 | 403 | 404 | 405 | 500..);
            let as_expected = if is_in && !named { found } else { answer.status == 404 };
            if !as_expected {
                wrong.push(format!(
                    "{operation} of the other household by {email}: {} {}",
                    answer.status,
                    answer.text()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the document says that an operation asks for: by its id, the names beside the token, or none where no token is
/// asked for.
fn documented() -> BTreeMap<String, Option<Value>> {
    let document = serde_json::to_value(api::app::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    let asked = |operation: &Value| match operation["security"].as_array().map(Vec::as_slice) {
        Some([asked]) => Some(asked["access_token"].clone()),
        _ => None,
    };
    operations.filter_map(|it| Some((it["operationId"].as_str()?.to_owned(), asked(it)))).collect()
}

#[test]
fn every_operation_has_a_row_and_documents_what_it_asks() {
    let mut documented = documented();
    for (operation, _, _, _, who) in rows() {
        let Some(asked) = documented.remove(operation) else {
            panic!("a row for an operation that does not exist: {operation}");
        };
        let expected = match who {
            Who::Everybody => None,
            Who::SignedIn | Who::Household | Who::Booking | Who::Asker => Some(json!([])),
            Who::Staff(permission) | Who::StaffOf(permission) | Who::StaffOver(permission) => {
                Some(json!([permission]))
            }
        };
        assert_eq!(asked, expected, "{operation}");
    }
    assert!(documented.is_empty(), "no row in the authorisation matrix: {:?}", documented.keys());
}
