//! The authorisation matrix: every operation, tried by everybody. An operation without a row fails.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use shared::ids::{DocumentId, DocumentTypeId};
use shared::staff::{Permission, Role};
use shared::wire::{DocumentSubmission, SignInRequest};
use tests::{App, Family, PASSWORD, new_key, on_both_databases};

use super::account_steps::{CLAIRE, KARIM};
use super::staff_steps::{Colleague, colleague, first_sign_in, let_in, member};

on_both_databases!(everybody_may_do_what_the_table_says);

/// Who may.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// Everybody, also who is not signed in.
    Everybody,
    /// Whoever is signed in, on their own account.
    SignedIn,
    /// Guardians of the household; to all others it does not exist.
    Household,
    /// Guardians of the household who may book; others of it may look.
    Booking,
    /// Staff whose role permits it, signed in with a second factor.
    Staff(Permission),
}

/// Who tries.
#[derive(Clone, Debug)]
struct Actor {
    name: &'static str,
    token: Option<String>,
    /// Of the household that the paths name: whether, and whether they may book.
    household: Option<bool>,
    role: Option<Role>,
    /// Whether staff have given their second factor.
    second_factor: bool,
}

/// An operation: method, path below `/api`, body, who may.
type Row = (&'static str, &'static str, &'static str, Value, Who);

/// Bodies are read well and then refused or harmless: what counts is who is let through.
#[expect(clippy::too_many_lines, reason = "a table, one row an operation")]
fn rows() -> Vec<Row> {
    let none = || Value::Null;
    let proof = || json!({ "password": "wrong" });
    let line =
        json!({ "action": "book", "child_id": "{child_id}", "slot_id": "{slot_id}", "day": "2026-09-01" });
    let request = || json!({ "lines": [line] });
    let member = || json!({ "first_name": "", "last_name": "", "role": "reader" });
    vec![
        ("get_health", "GET", "/health", none(), Who::Everybody),
        ("get_readiness", "GET", "/ready", none(), Who::Everybody),
        ("get_organisation", "GET", "/v1/organisation", none(), Who::Everybody),
        ("list_mails", "GET", "/v1/mails", none(), Who::Everybody),
        ("get_mail", "GET", "/v1/mails/{mail_id}", none(), Who::Everybody),
        ("create_sign_in", "POST", "/v1/sign_ins", json!({ "email": "", "password": "" }), Who::Everybody),
        ("refresh_sign_in", "POST", "/v1/sign_ins/current/refresh", none(), Who::Everybody),
        ("create_password_reset", "POST", "/v1/password_resets", json!({ "email": "" }), Who::Everybody),
        ("inspect_account_link", "POST", "/v1/account_links/inspect", json!({ "token": "" }), Who::Everybody),
        (
            "confirm_address",
            "POST",
            "/v1/account_links/confirm_address",
            json!({ "token": "" }),
            Who::Everybody,
        ),
        ("create_password", "POST", "/v1/passwords", json!({ "token": "", "password": "" }), Who::Everybody),
        (
            "estimate_password",
            "POST",
            "/v1/passwords/estimate",
            json!({ "password": "", "email": "" }),
            Who::Everybody,
        ),
        ("get_current_account", "GET", "/v1/accounts/current", none(), Who::SignedIn),
        ("update_current_account", "PATCH", "/v1/accounts/current", json!({}), Who::SignedIn),
        (
            "create_address_change",
            "POST",
            "/v1/accounts/current/address_changes",
            json!({ "password": "wrong", "email": "" }),
            Who::SignedIn,
        ),
        ("close_current_account", "POST", "/v1/accounts/current/closing", proof(), Who::SignedIn),
        ("list_devices", "GET", "/v1/accounts/current/devices", none(), Who::SignedIn),
        ("delete_other_devices", "DELETE", "/v1/accounts/current/devices", none(), Who::SignedIn),
        (
            "update_password",
            "PUT",
            "/v1/accounts/current/password",
            json!({ "current_password": "wrong", "new_password": "" }),
            Who::SignedIn,
        ),
        ("create_second_factor", "POST", "/v1/accounts/current/second_factor", proof(), Who::SignedIn),
        (
            "create_recovery_codes",
            "POST",
            "/v1/accounts/current/second_factor/recovery_codes",
            proof(),
            Who::SignedIn,
        ),
        ("remove_second_factor", "POST", "/v1/accounts/current/second_factor/remove", proof(), Who::SignedIn),
        ("get_planning", "GET", "/v1/households/{household_id}/planning{range}", none(), Who::Household),
        (
            "list_planning_cells",
            "GET",
            "/v1/households/{household_id}/planning/cells{range}",
            none(),
            Who::Household,
        ),
        ("list_requests", "GET", "/v1/households/{household_id}/requests", none(), Who::Household),
        ("get_request", "GET", "/v1/households/{household_id}/requests/{request_id}", none(), Who::Household),
        ("create_request", "POST", "/v1/households/{household_id}/requests", request(), Who::Booking),
        (
            "preview_request",
            "POST",
            "/v1/households/{household_id}/requests/preview",
            request(),
            Who::Booking,
        ),
        (
            "create_message",
            "POST",
            "/v1/households/{household_id}/messages",
            json!({ "child_id": "{child_id}", "day": "2026-09-15", "body": "Bonjour" }),
            Who::Household,
        ),
        (
            "create_simulation",
            "POST",
            "/v1/households/{household_id}/simulations",
            json!({ "child_id": "{child_id}", "slot_id": "{slot_id}", "day": "2026-09-15" }),
            Who::Household,
        ),
        ("list_documents", "GET", "/v1/households/{household_id}/documents", none(), Who::Household),
        (
            "create_document",
            "POST",
            "/v1/households/{household_id}/documents?type_id={type_id}",
            json!("no file that is taken"),
            Who::Booking,
        ),
        (
            "get_household_document_content",
            "GET",
            "/v1/households/{household_id}/documents/{document_id}/content",
            none(),
            Who::Household,
        ),
        (
            "list_documents_to_check",
            "GET",
            "/v1/documents/to_check",
            none(),
            Who::Staff(Permission::ReadDocuments),
        ),
        ("get_document", "GET", "/v1/documents/{document_id}", none(), Who::Staff(Permission::ReadDocuments)),
        (
            "get_document_content",
            "GET",
            "/v1/documents/{document_id}/content",
            none(),
            Who::Staff(Permission::ReadDocuments),
        ),
        (
            "decide_document",
            "PUT",
            "/v1/documents/{document_id}/decision",
            json!({ "verdict": "accepted" }),
            Who::Staff(Permission::CheckDocuments),
        ),
        ("list_staff", "GET", "/v1/staff", none(), Who::Staff(Permission::ReadStaff)),
        ("get_staff_member", "GET", "/v1/staff/{account_id}", none(), Who::Staff(Permission::ReadStaff)),
        (
            "create_staff_member",
            "POST",
            "/v1/staff",
            json!({ "email": "", "first_name": "", "last_name": "", "role": "reader" }),
            Who::Staff(Permission::ManageStaff),
        ),
        (
            "update_staff_member",
            "PUT",
            "/v1/staff/{account_id}",
            member(),
            Who::Staff(Permission::ManageStaff),
        ),
        (
            "delete_staff_member",
            "DELETE",
            "/v1/staff/{account_id}",
            none(),
            Who::Staff(Permission::ManageStaff),
        ),
        (
            "create_invitations",
            "POST",
            "/v1/invitations",
            json!({ "emails": [] }),
            Who::Staff(Permission::InviteFamilies),
        ),
    ]
}

/// Tried elsewhere, because who may is not all there is to say: the device of somebody else, the secret that waits, what
/// is gone once it was tried, the end of one's own sign-in.
const ELSEWHERE: [&str; 4] = ["delete_device", "confirm_second_factor", "delete_sign_in", "delete_document"];

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
        second_factor: false,
    };
    let mut actors = vec![
        Actor { name: "nobody", token: None, household: None, role: None, second_factor: false },
        family("a parent of the household", "mai.nguyen@example.org", Some(true)).await,
        family("a parent who may only look", "paul.nguyen@example.org", Some(false)).await,
        family("a parent of another household", CLAIRE, None).await,
        family("a parent of yet another household", KARIM, None).await,
    ];
    for role in Role::ALL {
        let Colleague { token, .. } = colleague(app, role.code(), role).await;
        let (name, token, role) = (role.code(), Some(token), Some(role));
        actors.push(Actor { name, token, household: None, role, second_factor: true });
    }
    let email = "without@commune.example";
    let_in(app, member(email, Role::Administrator, Vec::new())).await;
    let token = Some(first_sign_in(app, email).await.1);
    let (name, role) = ("an administrator without a code", Some(Role::Administrator));
    actors.push(Actor { name, token, household: None, role, second_factor: false });
    actors
}

/// A document of a household, and its type.
async fn a_document(family: &Family) -> (DocumentTypeId, DocumentId) {
    let type_id = family.document_type("Justificatif de domicile");
    let submission = DocumentSubmission {
        type_id,
        guardian_id: None,
        child_id: None,
        school_year: None,
        name: String::new(),
    };
    let key = new_key();
    let sent = family.client.create_document(family.household, &key, &submission, tests::pdf()).await;
    (type_id, sent.unwrap().id)
}

async fn everybody_may_do_what_the_table_says(app: &App) {
    let family: Family = app.family("mai.nguyen@example.org").await;
    let child = family.facts.children[0].id;
    let slot = family.facts.organisation.activities[0].slots[0].id;
    let reader = colleague(app, "subject", Role::Reader).await;
    let (kind, document) = a_document(&family).await;
    let nothing = uuid::Uuid::nil();
    let filled = |text: &str| {
        text.replace("{household_id}", &family.household.to_string())
            .replace("{range}", "?from=2026-09-14&to=2026-09-15")
            .replace("{account_id}", &reader.id.to_string())
            .replace("{child_id}", &child.to_string())
            .replace("{slot_id}", &slot.to_string())
            .replace("{request_id}", &nothing.to_string())
            .replace("{type_id}", &kind.to_string())
            .replace("{document_id}", &document.to_string())
            .replace("{mail_id}", &nothing.to_string())
    };
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
