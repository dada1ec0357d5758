//! What two households of one child learn of each other: first names, and what the child has.

use shared::families::{Field, FileSubject};
use tests::{App, CLAIRE, KARIM, new_key, on_both_databases};

use super::documents_steps::{DOMICILE, send};
use super::family_file_steps::{AFTER_ACCEPTANCE, ask_fields, edit, me, sheet, text};

on_both_databases!(nothing_of_the_other_household_is_told);

async fn nothing_of_the_other_household_is_told(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let (claire, karim) = (app.family(CLAIRE).await, app.family(KARIM).await);
    let mine = me(&sheet(&claire).await);
    edit(&claire, FileSubject::Household, Field::AddressCity, text("Bar-le-Secret")).await;
    edit(&claire, mine, Field::GuardianPhone, text("06 98 76 54 32")).await;
    let lina = claire.child("Lina");
    // an edit that waits for staff is of the household that made it
    edit(&claire, FileSubject::Child(lina), Field::ChildAllergies, text("Arachides")).await;
    edit(&claire, FileSubject::Child(lina), Field::ChildAllergies, text("Noix secrètes")).await;
    send(&claire, DOMICILE, tests::pdf()).await;
    let sent = claire.send(&[claire.book("Lina", "Midi", "2026-09-22")]).await;

    let household = karim.household;
    let token = karim.sign_in.access_token.as_str();
    let mut told = String::new();
    for path in [
        "/v1/accounts/current".to_owned(),
        format!("/v1/households/{household}/file"),
        format!("/v1/households/{household}/guardians"),
        format!("/v1/households/{household}/children/{lina}/custody"),
        format!("/v1/households/{household}/documents"),
        format!("/v1/households/{household}/requests"),
        format!("/v1/households/{household}/planning?from=2026-09-21&to=2026-09-25"),
        format!("/v1/households/{household}/planning/cells?from=2026-09-21&to=2026-09-25"),
    ] {
        let answer = app.raw("GET", &path).token(token).key(&new_key()).send().await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        told.push_str(&answer.text());
    }
    assert!(told.contains("Arachides"), "the child's own data are of both");
    assert!(told.contains("booked_elsewhere"), "what the child has is seen");
    let receipt = sent.request.unwrap().receipt_number;
    let household = claire.household.to_string();
    for secret in [
        "Bar-le-Secret",
        "06 98 76 54 32",
        "+33698765432",
        CLAIRE,
        "Famille Martin",
        "Noix secrètes",
        "Mila",
        receipt.as_str(),
        household.as_str(),
    ] {
        assert!(!told.contains(secret), "{secret} is told: {told}");
    }
    let foreign =
        app.raw("GET", &format!("/v1/households/{household}/planning?from=2026-09-21&to=2026-09-25"));
    assert_eq!(foreign.token(token).send().await.status, 404);
}
