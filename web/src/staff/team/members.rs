//! The members of the staff as the server told them last, and what was done to them.

use std::sync::Arc;

use client::{Cached, Client, Error};
use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::ids::AccountId;
use shared::staff::{Permission, Role};
use shared::wire::StaffMember;

use crate::session::{Session, use_session};

/// What was done, for the page to say.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Done {
    /// Key of the sentence.
    pub(super) key: &'static str,
    /// The name in it.
    pub(super) name: String,
}

/// The list; a context of the page.
#[derive(Clone, Copy)]
pub(super) struct Members {
    pub(super) session: Session,
    answer: RwSignal<Option<Result<Vec<StaffMember>, Arc<Error>>>>,
    done: RwSignal<Option<Done>>,
}

impl Members {
    /// Asks the server.
    pub(super) fn load() -> Self {
        let members = Self { session: use_session(), answer: RwSignal::new(None), done: RwSignal::new(None) };
        members.reload();
        members
    }

    /// Asks again; what was there stays until the answer comes.
    pub(super) fn reload(self) {
        spawn_local(async move {
            let answer = self.session.call(async |client: &Client| client.list_staff().await).await;
            let _ = self.answer.try_set(Some(answer.map(|staff| staff.items).map_err(Arc::new)));
        });
    }

    /// The answer, none while it is awaited; a view that asks follows it.
    pub(super) fn answer(self) -> Option<Result<Vec<StaffMember>, Arc<Error>>> {
        self.answer.get()
    }

    /// What was done last; a view that asks follows it.
    pub(super) fn done(self) -> Option<Done> {
        self.done.get()
    }

    /// Notes what was done to whom. Whoever did it to themselves may do less from now on.
    pub(super) fn note(self, key: &'static str, id: AccountId, name: String) {
        let _ = self.done.try_set(Some(Done { key, name }));
        self.reload();
        if untrack(|| self.session.account()).is_some_and(|account| account.id == id) {
            spawn_local(async move {
                let account =
                    self.session.call(async |client: &Client| client.get_current_account().await).await;
                if let Ok(account) = account {
                    self.session.update_account(account);
                }
            });
        }
    }

    /// Whether one may change anything; a view that asks follows it.
    pub(super) fn may_manage(self) -> bool {
        self.session.may(Permission::ManageStaff)
    }

    /// Whether somebody is oneself.
    pub(super) fn is_me(self, id: AccountId) -> bool {
        untrack(|| self.session.account()).is_some_and(|account| account.id == id)
    }

    /// Whether somebody is the only administrator, who stays one; a view that asks follows it.
    pub(super) fn is_last_administrator(self, id: AccountId) -> bool {
        self.answer.with(|answer| match answer {
            Some(Ok(members)) => {
                let mut administrators = members.iter().filter(|member| member.role == Role::Administrator);
                administrators.next().is_some_and(|member| member.id == id) && administrators.next().is_none()
            }
            _ => false,
        })
    }

    /// Somebody as they are now, with the `ETag` to change them by.
    pub(super) async fn one(self, id: AccountId) -> Result<(StaffMember, String), Error> {
        let answer = self.session.call(async |client: &Client| client.get_staff_member(id).await).await?;
        match answer {
            Cached::Fresh { value, etag: Some(etag) } => Ok((value, etag)),
            Cached::Fresh { .. } | Cached::Unchanged => {
                Err(Error::Unexpected { status: 200, reason: "no ETag".to_owned() })
            }
        }
    }
}

/// First and last name.
pub(super) fn whole_name(member: &StaffMember) -> String {
    [member.first_name.as_str(), member.last_name.as_str()].join(" ")
}
