//! What keeps two households from being made one.

use shared::families::{Field, FileSubject};
use shared::ids::HouseholdId;
use shared::problem::ProblemCode;
use shared::staff::Role;
use shared::wire::{ErasureDecision, ErasureForFamily, FileEdit, MergePlan, MergeSide, SameChild};
use tests::{App, CLAIRE, new_key, on_both_databases};

use super::account_steps::{field, problem};
use super::families_on_behalf::{look, make, petit};
use super::family_file_steps::{AFTER_ACCEPTANCE, YEAR, ask_fields, part, text};
use super::merge_steps::{proposed, rows, twice};
use super::rights_steps::etag;
use super::staff_steps::colleague;

on_both_databases!(
    it_is_done_once_and_never_with_itself,
    what_was_changed_meanwhile_is_looked_at_again,
    which_account_stays_is_said,
    a_plan_names_people_of_both,
    two_who_merge_at_once_do_it_once,
    who_is_asked_to_be_erased_is_made_one_with_nobody,
);

fn open(other_id: HouseholdId) -> MergePlan {
    MergePlan { other_id, children: None, guardians: None }
}

async fn it_is_done_once_and_never_with_itself(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (one, two) = (make(&agent, &petit()).await, make(&agent, &petit()).await);
    let (one, two) = (one.household_id, two.household_id);
    let itself = field(agent.client.preview_merge(one, &open(one)).await);
    assert_eq!(itself, ("other_id".to_owned(), "same_household".to_owned()));
    let told = agent.client.preview_merge(one, &open(two)).await.unwrap();
    let key = new_key();
    let done = agent.client.merge_households(one, &key, &told.etag, &open(two)).await.unwrap();
    let replayed = agent.client.merge_households(one, &key, &told.etag, &open(two)).await.unwrap();
    assert_eq!(replayed, done);
    let again = field(agent.client.merge_households(one, &new_key(), &told.etag, &open(two)).await);
    assert_eq!(again, ("other_id".to_owned(), "merged".to_owned()));
    let back = problem(agent.client.preview_merge(two, &open(one)).await);
    assert_eq!(back.code, ProblemCode::HouseholdMerged);
    let nothing = field(agent.client.preview_merge(one, &open(HouseholdId(uuid::Uuid::nil()))).await);
    assert_eq!(nothing, ("other_id".to_owned(), "unknown".to_owned()));
}

async fn what_was_changed_meanwhile_is_looked_at_again(app: &App) {
    ask_fields(app, AFTER_ACCEPTANCE).await;
    let agent = colleague(app, "agent", Role::Agent).await;
    let (one, two) = (make(&agent, &petit()).await.household_id, make(&agent, &petit()).await.household_id);
    for changed in [one, two] {
        let told = agent.client.preview_merge(one, &open(two)).await.unwrap();
        let version = part(&look(&agent, changed).await, FileSubject::Household).version;
        let values = [(Field::AddressCity, Some(text(&changed.to_string())))].into();
        let edit = FileEdit { subject: FileSubject::Household, school_year: YEAR, values };
        agent.client.update_family_file_of_household(changed, version, &edit).await.unwrap();
        let before = rows(app).await;
        let late = problem(agent.client.merge_households(one, &new_key(), &told.etag, &open(two)).await);
        assert_eq!(late.code, ProblemCode::ChangedMeanwhile);
        let mut after = rows(app).await;
        after.insert("idempotency_keys", before["idempotency_keys"]);
        assert_eq!(after, before, "nothing was written");
    }
}

async fn which_account_stays_is_said(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let twice = twice(app, &agent).await;
    let kept = twice.kept.household;
    let (mut plan, told) = proposed(&agent, &twice).await;
    let unsaid = field(agent.client.merge_households(kept, &new_key(), &told.etag, &plan).await);
    assert_eq!(unsaid, ("guardians[0].account".to_owned(), "missing".to_owned()));
    plan.guardians.as_mut().unwrap()[0].account = Some(MergeSide::Other);
    let told = agent.client.preview_merge(kept, &plan).await.unwrap();
    agent.client.merge_households(kept, &new_key(), &told.etag, &plan).await.unwrap();
    let account = twice.other_client.get_current_account().await.unwrap();
    assert_eq!(account.households[0].id, kept, "the account of the other stays");
    assert_eq!(account.guardian.unwrap().id, twice.kept.sign_in.account.guardian.as_ref().unwrap().id);
    let old = twice.kept.client.get_family_file(kept, None).await;
    assert_eq!(problem(old).code, ProblemCode::Unauthenticated, "tokens of the closed one are no good");
}

async fn a_plan_names_people_of_both(app: &App) {
    let agent = colleague(app, "agent", Role::Agent).await;
    let (one, two) = (make(&agent, &petit()).await, make(&agent, &petit()).await);
    let claire = app.family(CLAIRE).await;
    let told = async |children: Vec<SameChild>| {
        let plan = MergePlan { children: Some(children), ..open(two.household_id) };
        field(agent.client.preview_merge(one.household_id, &plan).await)
    };
    let pair = |kept, other| SameChild { kept, other };
    let stranger = told(vec![pair(one.children[0], claire.child("Lina"))]).await;
    assert_eq!(stranger, ("children[0]".to_owned(), "unknown".to_owned()));
    let same = pair(one.children[0], two.children[0]);
    assert_eq!(told(vec![same, same]).await, ("children[1]".to_owned(), "twice".to_owned()));
    let swapped = told(vec![pair(two.children[0], one.children[0])]).await;
    assert_eq!(swapped.1, "unknown");
}

async fn two_who_merge_at_once_do_it_once(app: &App) {
    let (one, two) = (colleague(app, "one", Role::Agent).await, colleague(app, "two", Role::Agent).await);
    let (a, b) = (make(&one, &petit()).await.household_id, make(&one, &petit()).await.household_id);
    let there = one.client.preview_merge(a, &open(b)).await.unwrap();
    let back = two.client.preview_merge(b, &open(a)).await.unwrap();
    let (keys, plans) = ([new_key(), new_key()], [open(b), open(a)]);
    let (first, second) = futures_util::future::join(
        one.client.merge_households(a, &keys[0], &there.etag, &plans[0]),
        two.client.merge_households(b, &keys[1], &back.etag, &plans[1]),
    )
    .await;
    assert_ne!(first.is_ok(), second.is_ok(), "{first:?}, {second:?}");
}

async fn who_is_asked_to_be_erased_is_made_one_with_nobody(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let client = &administrator.client;
    let one = make(&administrator, &petit()).await.household_id;
    let two = make(&administrator, &petit()).await.household_id;
    let told = client.preview_merge(one, &open(two)).await.unwrap();
    let asked = ErasureForFamily { message: String::new() };
    let asked = client.create_erasure_of_household(two, &asked).await.unwrap();
    let named = ("other_id".to_owned(), "erasure_asked".to_owned());
    for (kept, other) in [(one, two), (two, one)] {
        assert_eq!(field(client.preview_merge(kept, &open(other)).await), named);
        let done = client.merge_households(kept, &new_key(), &told.etag, &open(other)).await;
        assert_eq!(field(done), named);
    }
    let refusal = ErasureDecision {
        confirmed: false,
        reason: "Une facture reste à payer.".to_owned(),
        household_name: String::new(),
    };
    let version = etag(&administrator, asked.id).await;
    client.decide_erasure(asked.id, &version, &refusal).await.unwrap();
    let told = client.preview_merge(one, &open(two)).await.unwrap();
    client.merge_households(one, &new_key(), &told.etag, &open(two)).await.unwrap();
}
