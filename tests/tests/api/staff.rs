//! Staff: let in, changed, let go; roles act at once.

use client::{Cached, Client};
use shared::ids::{AccountId, FacilityId};
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{
    InvitationOutcome, InvitationRequest, NewStaffMember, PasswordProof, SecondFactorCode, StaffMember,
    StaffMemberUpdate,
};
use tests::{App, CLAIRE, KARIM, PASSWORD, new_key, on_both_databases};
use uuid::Uuid;

use super::account_steps::{GOOD, code, field, forget_password, last_mail, problem, set, sign_in};
use super::staff_steps::{add_second_factor, colleague, facilities, first_sign_in, let_in, member};

on_both_databases!(
    a_colleague_is_let_in_by_mail,
    staff_do_nothing_without_a_second_factor,
    a_parent_may_work_here_too,
    what_is_wrong_about_a_colleague_is_named,
    two_administrators_do_not_overwrite_each_other,
    the_last_administrator_stays,
    of_two_who_step_down_at_once_one_stays,
    a_role_ends_at_once,
    two_let_the_same_colleague_in_at_once,
    a_second_factor_that_is_gone_does_not_count,
    families_are_invited_once_by_an_agent,
);

async fn read(client: &Client, id: AccountId) -> (StaffMember, String) {
    match client.get_staff_member(id).await.unwrap() {
        Cached::Fresh { value, etag } => (value, etag.unwrap()),
        Cached::Unchanged => panic!("nothing was known"),
    }
}

fn update(role: Role) -> StaffMemberUpdate {
    StaffMemberUpdate {
        first_name: "Nadia".to_owned(),
        last_name: "Roux".to_owned(),
        role,
        facilities: Vec::new(),
    }
}

async fn a_colleague_is_let_in_by_mail(app: &App) {
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let places = facilities(app).await;
    let new = member(" Jeanne.Petit@Commune.Example ", Role::Referent, vec![places[0], places[0]]);
    let key = new_key();
    let created = administrator.client.create_staff_member(&key, &new).await.unwrap();
    assert_eq!((created.email.as_str(), created.role), ("jeanne.petit@commune.example", Role::Referent));
    assert_eq!((created.facilities.as_slice(), created.has_password), (&places[..1], false));
    assert_eq!(administrator.client.create_staff_member(&key, &new).await.unwrap(), created, "once");
    let (subject, _) = last_mail(app, &created.email).await;
    assert_eq!(subject, "Votre accès au portail famille de Communauté d’essai");
    let (client, _) = first_sign_in(app, &created.email).await;
    let staff = client.get_current_account().await.unwrap().staff.expect("works here");
    assert_eq!((staff.role, staff.facilities.as_slice()), (Role::Referent, &places[..1]));
    add_second_factor(app, &client).await;
    let listed = client.list_staff().await.unwrap().items;
    let known: Vec<_> =
        listed.iter().map(|it| (it.email.as_str(), it.has_password, it.second_factor)).collect();
    assert!(known.contains(&("jeanne.petit@commune.example", true, true)), "{known:?}");
    assert_eq!(listed.len(), 2);
}

async fn staff_do_nothing_without_a_second_factor(app: &App) {
    let email = "admin@commune.example";
    let_in(app, member(email, Role::Administrator, Vec::new())).await;
    let (client, _) = first_sign_in(app, email).await;
    assert_eq!(problem(client.list_staff().await).code, ProblemCode::SecondFactorMissing);
    add_second_factor(app, &client).await;
    client.list_staff().await.expect("goes on without signing in anew");
    let proof = PasswordProof { password: GOOD.to_owned() };
    let kept = field(client.remove_second_factor(&proof).await);
    assert_eq!(kept, ("second_factor".to_owned(), "needed".to_owned()));
    let stays = field(client.close_current_account(&proof).await);
    assert_eq!(stays, ("account".to_owned(), "staff".to_owned()));
}

async fn a_parent_may_work_here_too(app: &App) {
    let added = let_in(app, member(CLAIRE, Role::Reader, Vec::new())).await;
    assert!(added.has_password);
    assert_eq!(app.mails().await.len(), 0, "there is no password to set");
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let account = client.get_current_account().await.unwrap();
    assert_eq!((account.households.len(), account.staff.unwrap().role), (1, Role::Reader));
}

async fn what_is_wrong_about_a_colleague_is_named(app: &App) {
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let places = facilities(app).await;
    let base = || member("x@commune.example", Role::Agent, Vec::new());
    let named = |last_name: &str| NewStaffMember { last_name: last_name.to_owned(), ..base() };
    let nowhere = vec![FacilityId(Uuid::nil())];
    for (new, at, code) in [
        (NewStaffMember { email: "x@".to_owned(), ..base() }, "email", "invalid_email"),
        (NewStaffMember { email: "admin@commune.example".to_owned(), ..base() }, "email", "exists"),
        (NewStaffMember { first_name: " \t".to_owned(), ..base() }, "first_name", "empty"),
        (named(&"é".repeat(101)), "last_name", "too_long"),
        (named("a\0b"), "last_name", "invalid_characters"),
        (NewStaffMember { facilities: places, ..base() }, "facilities", "role"),
        (NewStaffMember { role: Role::Referent, ..base() }, "facilities", "role"),
        (NewStaffMember { role: Role::Referent, facilities: nowhere, ..base() }, "facilities", "unknown"),
    ] {
        let refused = field(administrator.client.create_staff_member(&new_key(), &new).await);
        assert_eq!(refused, (at.to_owned(), code.to_owned()), "{new:?}");
    }
    let named = named("O’Brien-Lefèvre بن");
    let created = administrator.client.create_staff_member(&new_key(), &named).await.unwrap();
    assert_eq!(created.last_name, named.last_name);
}

async fn two_administrators_do_not_overwrite_each_other(app: &App) {
    let one = colleague(app, "one", Role::Administrator).await;
    let other = colleague(app, "other", Role::Administrator).await;
    let agent = let_in(app, member("agent@commune.example", Role::Agent, Vec::new())).await.id;
    let (_, etag) = read(&one.client, agent).await;
    other.client.update_staff_member(agent, &etag, &update(Role::Reader)).await.unwrap();
    let late = one.client.update_staff_member(agent, &etag, &update(Role::Administrator)).await;
    assert_eq!(problem(late).code, ProblemCode::ChangedMeanwhile);
    let gone = one.client.delete_staff_member(agent, &etag).await;
    assert_eq!(problem(gone).code, ProblemCode::ChangedMeanwhile);
    let without = app.raw("DELETE", &format!("/v1/staff/{agent}")).token(&one.token).send().await;
    assert_eq!(without.status, 412, "without saying what was read");
    let (member, etag) = read(&one.client, agent).await;
    assert_eq!(member.role, Role::Reader);
    one.client.delete_staff_member(agent, &etag).await.unwrap();
    assert_eq!(problem(one.client.get_staff_member(agent).await.map(|_| ())).code, ProblemCode::NotFound);
}

async fn the_last_administrator_stays(app: &App) {
    let last = colleague(app, "admin", Role::Administrator).await;
    colleague(app, "agent", Role::Agent).await;
    let (_, etag) = read(&last.client, last.id).await;
    let refused = ("role".to_owned(), "last_administrator".to_owned());
    assert_eq!(field(last.client.update_staff_member(last.id, &etag, &update(Role::Reader)).await), refused);
    assert_eq!(field(last.client.delete_staff_member(last.id, &etag).await), refused);
    last.client.update_staff_member(last.id, &etag, &update(Role::Administrator)).await.expect("a new name");
}

async fn of_two_who_step_down_at_once_one_stays(app: &App) {
    let one = colleague(app, "one", Role::Administrator).await;
    let other = colleague(app, "other", Role::Administrator).await;
    let (mine, theirs) = (read(&one.client, one.id).await.1, read(&other.client, other.id).await.1);
    let (first, second) = tokio::join!(
        one.client.delete_staff_member(one.id, &mine),
        other.client.delete_staff_member(other.id, &theirs)
    );
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1, "{first:?} {second:?}");
}

async fn a_role_ends_at_once(app: &App) {
    let administrator = colleague(app, "admin", Role::Administrator).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    agent.client.list_staff().await.unwrap();
    let (_, etag) = read(&administrator.client, agent.id).await;
    administrator.client.delete_staff_member(agent.id, &etag).await.unwrap();
    assert_eq!(problem(agent.client.list_staff().await).code, ProblemCode::RoleNotPermitted);
    assert_eq!(agent.client.get_current_account().await.unwrap().staff, None, "the account stays");
    assert_eq!(agent.email, "agent@commune.example");
}

async fn two_let_the_same_colleague_in_at_once(app: &App) {
    let one = colleague(app, "one", Role::Administrator).await;
    let other = colleague(app, "other", Role::Administrator).await;
    for email in ["x@commune.example", CLAIRE] {
        let (new, keys) = (member(email, Role::Agent, Vec::new()), [new_key(), new_key()]);
        let (first, second) = tokio::join!(
            one.client.create_staff_member(&keys[0], &new),
            other.client.create_staff_member(&keys[1], &new)
        );
        let refused = match (first, second) {
            (Ok(_), refused @ Err(_)) | (refused @ Err(_), Ok(_)) => refused,
            both => panic!("{both:?}"),
        };
        assert_eq!(field(refused), ("email".to_owned(), "exists".to_owned()));
    }
}

async fn a_second_factor_that_is_gone_does_not_count(app: &App) {
    let client = sign_in(app, CLAIRE, PASSWORD).await.unwrap();
    let proof = PasswordProof { password: PASSWORD.to_owned() };
    let setup = client.create_second_factor(&proof).await.unwrap();
    let code = SecondFactorCode { code: code(app, &setup.secret) };
    client.confirm_second_factor(&code).await.unwrap();
    client.remove_second_factor(&proof).await.unwrap();
    let_in(app, member(CLAIRE, Role::Administrator, Vec::new())).await;
    assert_eq!(problem(client.list_staff().await).code, ProblemCode::SecondFactorMissing);
}

async fn families_are_invited_once_by_an_agent(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    forget_password(app, KARIM).await;
    let emails = [KARIM, CLAIRE, "nobody@example.org"].map(str::to_uppercase).to_vec();
    let (key, request) = (new_key(), InvitationRequest { emails });
    let report = agent.client.create_invitations(&key, &request).await.unwrap();
    let outcomes: Vec<_> = report.items.iter().map(|it| it.outcome).collect();
    assert_eq!(
        outcomes,
        [InvitationOutcome::Invited, InvitationOutcome::HasPassword, InvitationOutcome::Unknown]
    );
    assert_eq!(agent.client.create_invitations(&key, &request).await.unwrap(), report);
    let to_karim = app.mails().await.iter().filter(|mail| mail.summary.to_address == KARIM).count();
    assert_eq!(to_karim, 1, "one mail, however often it is sent");
    set(app, &last_mail(app, KARIM).await.1.unwrap(), GOOD).await.unwrap();
    for emails in [Vec::new(), vec![KARIM.to_owned(); 501]] {
        let refused = agent.client.create_invitations(&new_key(), &InvitationRequest { emails }).await;
        assert_eq!(field(refused), ("emails".to_owned(), "out_of_range".to_owned()));
    }
}
