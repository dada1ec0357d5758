//! Two households become one.

use actix_web::http::StatusCode;
use actix_web::http::header::IF_MATCH;
use actix_web::{HttpRequest, HttpResponse, post, web};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement};
use serde_json::json;
use shared::ids::HouseholdId;
use shared::wire::{MergePlan, Merged};

use super::examine::examine;
use crate::accounts;
use crate::auth::{MergeFamilies, Require, lock_household};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::Error;
use crate::history::{Deed, record};
use crate::http::{Json, Received};
use crate::idempotency::{IdempotencyKey, Once, fingerprint, once};
use crate::letters::Letters;
use crate::organisation::{self, Snapshots};
use crate::vault::Vault;
use crate::{custody, documents, guardianships, messages, requests, rights};

/// Makes one household of two, as `preview_merge` has shown it: everything goes over, in one transaction. The id of the other
/// household answers `household_merged` from then on, and nothing to families. Administrators and agents.
#[utoipa::path(
    operation_id = "merge_households",
    tag = "family_files",
    security(("access_token" = ["merge_families"])),
    params(
        ("household_id" = HouseholdId, Path, description = "The household that stays."),
        ("If-Match" = String, Header, description = "The `etag` of the preview of the same plan.", example = "\"2f1e4cd0a9b7\""),
        IdempotencyKey,
    ),
    request_body(content = MergePlan, example = json!({ "other_id": "0197c9a2-0000-7000-8000-0000000000cd",
        "children": [{ "kept": "0197c9a2-0000-7000-8000-000000000001", "other": "0197c9a2-0000-7000-8000-000000000003" }],
        "guardians": [] })),
    responses(
        (status = 201, description = "They are one.", body = Merged,
            example = json!({ "household_id": "0197c9a2-0000-7000-8000-0000000000cc",
                "merged_id": "0197c9a2-0000-7000-8000-0000000000cd", "conflicts": [],
                "moved": { "guardians": 1, "children": 0, "bookings": 3, "requests": 1, "documents": 0, "messages": 0,
                    "notes": 0, "change_requests": 0, "files": 1, "history": 4 } })),
        (status = 404, description = "`not_found`"),
        (status = 410, description = "`household_merged`: it is one with another already, `merged_into`."),
        (status = 412, description = "`changed_meanwhile`: one of both, since the preview."),
        (status = 422, description = "`invalid_value` as for `preview_merge`; `guardians[0].account` is `missing`: both have \
            one; or `staff`: the account to be closed is a colleague's; `idempotency_key_reused`"),
    )
)]
#[post("/family_files/{household_id}/merges")]
#[expect(clippy::too_many_arguments, reason = "what the framework hands in, one by one")]
pub(super) async fn merge_households(
    request: HttpRequest,
    received: Received,
    staff: Require<MergeFamilies>,
    key: IdempotencyKey,
    household_id: web::Path<HouseholdId>,
    body: Json<MergePlan>,
    db: web::Data<Db>,
    clock: web::Data<Clock>,
    snapshots: web::Data<Snapshots>,
    vault: web::Data<Vault>,
    letters: web::Data<Letters>,
) -> Result<HttpResponse, Error> {
    let (kept, plan) = (*household_id, body.0);
    let etag = request.headers().get(IF_MATCH).and_then(|value| value.to_str().ok());
    let etag = etag.ok_or(Error::ChangedMeanwhile)?.trim().to_owned();
    let account_id = staff.signed_in.account_id;
    let request_hash = fingerprint(&(kept, &plan, &etag))?;
    let asked = Once { account_id, operation: "merge_households", key: &key, request_hash };
    let merging =
        Merging { received: &received, staff: &staff, clock: &clock, vault: &vault, letters: &letters };
    once(&db, &received, asked, async |tx| {
        Ok((StatusCode::CREATED, merging.merge(tx, &snapshots, kept, &plan, &etag).await?))
    })
    .await
}

struct Merging<'a> {
    received: &'a Received,
    staff: &'a Require<MergeFamilies>,
    clock: &'a Clock,
    vault: &'a Vault,
    letters: &'a Letters,
}

impl Merging<'_> {
    async fn merge(
        &self,
        tx: &DatabaseTransaction,
        snapshots: &Snapshots,
        kept: HouseholdId,
        plan: &MergePlan,
        etag: &str,
    ) -> Result<Merged, Error> {
        // in the order of their ids: two who merge the same two wait for each other once
        for household in [kept.min(plan.other_id), kept.max(plan.other_id)] {
            lock_household(tx, household).await?;
        }
        let organisation = snapshots.current(tx).await?;
        let by = self.staff.signed_in.account_id;
        let examined = examine(tx, self.vault, &organisation, self.received, by, kept, plan).await?;
        examined.same.accounts_chosen(&examined.sides)?;
        if examined.preview.etag != etag {
            return Err(Error::ChangedMeanwhile);
        }
        // seats are counted again below: nobody may book meanwhile, on SQLite the transaction is alone already
        if tx.get_database_backend() == DbBackend::Postgres {
            let lock = "LOCK TABLE bookings IN SHARE ROW EXCLUSIVE MODE";
            tx.execute_raw(Statement::from_string(DbBackend::Postgres, lock)).await?;
        }
        let (over, request_id) = (&examined.over, self.received.request_id.as_str());
        requests::carry_over(tx, self.clock, request_id, over, &examined.double).await?;
        documents::carry_over(tx, over).await?;
        messages::carry_over(tx, over).await?;
        guardianships::carry_over(tx, over).await?;
        custody::carry_over(tx, over).await?;
        rights::carry_over(tx, over).await?;
        for (index, same) in examined.same.guardians.iter().enumerate() {
            if let (Some(stays), Some(closed)) = examined.sides.accounts_of(same) {
                let field = format!("guardians[{index}].account");
                let accounts = (closed.into(), stays.into());
                accounts::close_for(tx, self.letters, request_id, over, &field, accounts).await?;
            }
        }
        examined.sides.carry_over(tx, self.vault, &examined.same, over).await?;
        organisation::count_seats(tx, &organisation).await?;
        let preview = examined.preview;
        let deed = Deed {
            household: Some(kept),
            ..Deed::by(&self.staff.signed_in, self.received, ("household", kept.0), "merged")
        };
        let before = json!({ "merged_id": plan.other_id, "name": preview.other.name,
            "resident": preview.other.resident });
        let after = json!({ "children": preview.children, "guardians": preview.guardians,
            "conflicts": preview.conflicts });
        record(tx, self.clock, self.received.at, &deed, Some(before), Some(after)).await?;
        let (conflicts, moved) = (preview.conflicts, preview.moved);
        Ok(Merged { household_id: kept, merged_id: plan.other_id, conflicts, moved })
    }
}
