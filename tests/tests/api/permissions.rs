//! The authorisation matrix: every operation, tried by everybody. An operation without a row fails.

use std::collections::BTreeSet;

use shared::announcements::Audience;
use shared::ids::HouseholdId;
use shared::staff::Role;
use shared::wire::SignInRequest;
use tests::{App, Family, PASSWORD, new_key, on_both_databases};

use super::account_steps::{CLAIRE, KARIM};
use super::announcement_steps::{publish, text};
use super::documents_steps::{DOMICILE, send};
use super::family_file_steps::{AFTER_ACCEPTANCE, ask_fields, waiting_change};
use super::guardianship_steps::{invite, live_in};
use super::operations::{Who, rows};
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

/// Tried elsewhere, because who may is not all there is to say: the device of somebody else, the secret that waits, the
/// end of one's own sign-in, the edit that waits, the document and the request to erase that are gone once they were tried, the
/// copy that belongs to whoever asked for it, the version of a page that nobody has written yet.
const ELSEWHERE: [&str; 9] = [
    "get_page_version",
    "delete_device",
    "confirm_second_factor",
    "delete_sign_in",
    "delete_change_request",
    "delete_document",
    "delete_erasure",
    "get_export_content",
    "get_export_content_of_household",
];

/// What everybody meets: let through, or the status that says why not.
fn refusal(who: Who, actor: &Actor) -> Option<u16> {
    if !matches!(who, Who::Everybody) && actor.token.is_none() {
        return Some(401);
    }
    match who {
        Who::Everybody | Who::SignedIn => None,
        Who::Household => actor.household.is_none().then_some(404),
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
        family("a parent of the household", "mai.nguyen@example.org", Some(true)).await,
        family("a parent who may only look", "paul.nguyen@example.org", Some(false)).await,
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
    let family: Family = app.family("mai.nguyen@example.org").await;
    let child = family.facts.children[0].id;
    let guardian = family.sign_in.account.guardian.as_ref().expect("a guardian").id;
    let slot = family.facts.organisation.activities[0].slots[0].id;
    let reader = colleague(app, "subject", Role::Reader).await;
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let change = waiting_change(&family).await;
    let document = send(&family, DOMICILE, tests::pdf()).await;
    let invitation = invite(&family, "ailleurs@famille.example").await.id;
    let separated = app.family(KARIM).await.household;
    live_in(app, separated, child).await;
    let erasure = super::rights_steps::ask_to_erase(&family).await.id;
    let maison = Audience::Facilities(facilities(app).await[..1].to_vec());
    let writer = colleague(app, "writer", Role::Agent).await;
    let announcement = publish(&writer.client, &text("Grève", maison), false).await.summary.id;
    let nothing = uuid::Uuid::nil();
    let of = |household: HouseholdId, text: &str| {
        text.replace("{household_id}", &household.to_string())
            .replace("{range}", "?from=2026-09-14&to=2026-09-15")
            .replace("{account_id}", &reader.id.to_string())
            .replace("{child_id}", &child.to_string())
            .replace("{guardian_id}", &guardian.to_string())
            .replace("{change_request_id}", &change.to_string())
            .replace("{erasure_id}", &erasure.to_string())
            .replace("{announcement_id}", &announcement.to_string())
            .replace("{slot_id}", &slot.to_string())
            .replace("{request_id}", &nothing.to_string())
            .replace("{type_id}", &document.asked.type_id.to_string())
            .replace("{document_id}", &document.id.to_string())
            .replace("{mail_id}", &nothing.to_string())
            .replace("{invitation_id}", &invitation.to_string())
    };
    let filled = |text: &str| of(family.household, text);
    let actors = actors(app).await;
    let mut wrong = Vec::new();
    for (operation, method, path, body, who) in rows() {
        for actor in &actors {
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
                // what was named does not exist, for anybody
                None if path.contains("{request_id}") || path.contains("{mail_id}") => answer.status == 404,
                None if matches!(who, Who::Everybody) => !matches!(answer.status, 403 | 404 | 405 | 500..),
                None => !matches!(answer.status, 401 | 403 | 404 | 405 | 500..),
            };
            if !as_expected {
                wrong.push(format!("{operation} by {}: {} {}", actor.name, answer.status, answer.text()));
            }
        }
    }
    // the other way round: the household of the separated parent, and the same child
    for (operation, method, path, body, who) in rows() {
        let whose = match who {
            Who::Household | Who::Booking => [(KARIM, true), ("mai.nguyen@example.org", false)],
            _ => continue,
        };
        // what the first household sent stays theirs
        let named = ["{document_id}", "{request_id}", "{invitation_id}"].iter().any(|it| path.contains(it));
        for (email, lets_in) in whose {
            let mut asking =
                app.raw(method, &of(separated, path)).key(&new_key()).header("If-Match", "\"99\"");
            asking = asking.token(&token(app, email).await);
            if !body.is_null() {
                asking = asking.json(&serde_json::from_str(&of(separated, &body.to_string())).unwrap());
            }
            let answer = asking.send().await;
            let found = !matches!(answer.status, 401 | 403 | 404 | 405 | 500..);
            let as_expected = if lets_in && !named { found } else { answer.status == 404 };
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

#[test]
fn every_operation_has_a_row() {
    let document = serde_json::to_value(api::app::openapi()).unwrap();
    let documented: BTreeSet<&str> = document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|path| path.as_object().unwrap().values())
        .filter_map(|operation| operation["operationId"].as_str())
        .collect();
    let rows = rows();
    let tried: BTreeSet<&str> = rows.iter().map(|row| row.0).chain(ELSEWHERE).collect();
    let untried: Vec<_> = documented.difference(&tried).collect();
    assert!(untried.is_empty(), "no row in the authorisation matrix: {untried:?}");
    let gone: Vec<_> = tried.difference(&documented).collect();
    assert!(gone.is_empty(), "rows for operations that do not exist: {gone:?}");
}
