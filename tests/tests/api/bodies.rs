//! Bodies of another form: of every operation that takes one, a problem that names what is wrong, never a 500.

use serde_json::{Value, json};
use shared::problem::ProblemCode;
use shared::staff::Role;
use tests::{Answer, App, CLAIRE, new_key, on_both_databases};

use super::operations::{Who, rows};
use super::staff_steps::colleague;

on_both_databases!(no_operation_takes_a_body_of_another_form);

const BROKEN: [&str; 7] = ["", "{", "[]", "null", "3", "\"x\"", "{} {}"];

async fn no_operation_takes_a_body_of_another_form(app: &App) {
    let family = app.family(CLAIRE).await;
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let send = async |method: &str, path: &str, who: Who, body: String| -> Answer {
        let token = match who {
            Who::Staff(_) | Who::StaffOf(_) | Who::StaffOver(_) => &administrator.token,
            _ => &family.sign_in.access_token,
        };
        let request = app.raw(method, path).token(token).key(&new_key()).header("If-Match", "\"1\"");
        request.body("application/json", body).send().await
    };
    let household = family.household.to_string();
    let mut tried = 0;
    for (operation, method, path, good, who) in rows() {
        // others take none, or a file
        if !good.is_object() || path.contains("{type_id}") {
            continue;
        }
        tried += 1;
        let path = filled(&path.replace("{household_id}", &household));
        for body in BROKEN {
            let answer = send(method, &path, who, body.to_owned()).await;
            let found = answer.problem(ProblemCode::MalformedBody);
            assert!(!found.errors.is_empty(), "{operation} with {body}: {}", answer.text());
        }
        let mut more: Value = serde_json::from_str(&filled(&good.to_string())).unwrap();
        more["unexpected"] = json!(1);
        let answer = send(method, &path, who, more.to_string()).await;
        let found = answer.problem(ProblemCode::MalformedBody);
        let faults: Vec<_> =
            found.errors.iter().map(|error| (error.field.as_str(), error.code.as_str())).collect();
        assert_eq!(faults, [("unexpected", "unknown_field")], "{operation}: {}", answer.text());
    }
    assert!(tried > 60, "{tried}");
}

/// What is named in braces, by an id of nothing.
fn filled(text: &str) -> String {
    let nothing = uuid::Uuid::nil().to_string();
    let mut parts = text.split('{');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((name, rest)) if name.ends_with("_id") => {
                whole.push_str(&nothing);
                whole.push_str(rest);
            }
            _ => {
                whole.push('{');
                whole.push_str(part);
            }
        }
    }
    whole
}
