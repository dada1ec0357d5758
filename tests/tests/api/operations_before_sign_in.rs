//! Rows of the authorisation matrix: what a parent does before having signed in.

use serde_json::json;

use super::operations::{Row, Who};

pub(crate) fn rows() -> Vec<Row> {
    vec![
        ("create_password_reset", "POST", "/v1/password_resets", json!({ "email": "" }), Who::Everybody),
        ("inspect_account_link", "POST", "/v1/account_links/inspect", json!({ "token": "" }), Who::Everybody),
        (
            "confirm_address",
            "POST",
            "/v1/account_links/confirm_address",
            json!({ "token": "", "password": "" }),
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
        (
            "create_sign_up",
            "POST",
            "/v1/sign_ups",
            json!({ "email": "", "password": "", "values": {} }),
            Who::Everybody,
        ),
        (
            "update_sign_up",
            "PATCH",
            "/v1/sign_ups/current",
            json!({ "token": "", "values": {} }),
            Who::Everybody,
        ),
        ("send_sign_up_again", "POST", "/v1/sign_ups/current/mails", json!({ "token": "" }), Who::Everybody),
        (
            "confirm_sign_up",
            "POST",
            "/v1/sign_ups/confirmation",
            json!({ "token": "", "password": "" }),
            Who::Everybody,
        ),
    ]
}
