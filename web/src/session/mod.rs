//! Who is signed in. The access token lives in memory only; the refresh token is a cookie this code cannot read.
//!
//! A call answered 401 renews the token once and is made again. Where the sign-in has ended, the call waits while the
//! guardian signs in over the page, so that nothing on it is lost, then goes on.

mod call;
mod renewal;
mod restore;

use std::rc::Rc;

use client::Client;
use leptos::prelude::*;
use shared::staff::Permission;
use shared::wire::{Account, SignIn, SignInRequest};

pub use restore::watch_other_tabs;

use crate::browser::clock::Clock;
use crate::browser::storage;

/// Why nobody is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nobody was.
    Visitor,
    /// The guardian signed out, here or in another tab.
    Left,
    /// The sign-in ended by itself.
    Ended,
}

/// How far signing in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody was signed in here before; we are asking whether that still holds.
    Restoring,
    /// The server could not be asked.
    Unreachable,
    /// Nobody is signed in.
    Absent(Absence),
    /// Somebody is.
    Present,
    /// Somebody was a moment ago; the page stays while they sign in again.
    Interrupted,
}

/// The session; a context of the whole app.
#[derive(Clone, Copy)]
pub struct Session {
    /// Holds the access token, in memory only.
    client: StoredValue<Rc<Client>, LocalStorage>,
    clock: Clock,
    /// Counts the tokens there were, so that a call knows whether another was got meanwhile.
    tokens: StoredValue<u32>,
    stage: RwSignal<Stage>,
    account: RwSignal<Option<Account>>,
    /// Calls that wait for the guardian to sign in again: what resolves their promises.
    waiting: StoredValue<Vec<js_sys::Function>, LocalStorage>,
}

impl Session {
    /// Of a visitor, until [`Session::restore`] knows better.
    #[must_use]
    pub fn new(client: Rc<Client>, clock: Clock) -> Self {
        let stage = match storage::get(storage::SIGNED_IN) {
            Some(_) => Stage::Restoring,
            None => Stage::Absent(Absence::Visitor),
        };
        Self {
            client: StoredValue::new_local(client),
            clock,
            tokens: StoredValue::new(0),
            stage: RwSignal::new(stage),
            account: RwSignal::new(None),
            waiting: StoredValue::new_local(Vec::new()),
        }
    }

    /// How far signing in is; a view that asks follows it.
    #[must_use]
    pub fn stage(self) -> Stage {
        self.stage.get()
    }

    /// How far signing in is at this moment.
    #[must_use]
    pub fn stage_now(self) -> Stage {
        self.stage.get_untracked()
    }

    /// The account, once somebody is signed in; a view that asks follows it.
    #[must_use]
    pub fn account(self) -> Option<Account> {
        self.account.get()
    }

    /// Whether the role of whoever is signed in permits something; a view that asks follows it.
    #[must_use]
    pub fn may(self, permission: Permission) -> bool {
        self.account.with(|account| {
            let staff = account.as_ref().and_then(|account| account.staff.as_ref());
            staff.is_some_and(|staff| staff.role.may(permission))
        })
    }

    /// The client, for operations that need no sign-in.
    #[must_use]
    pub fn client(self) -> Rc<Client> {
        self.client.get_value()
    }

    /// Signs in by mail address and password.
    ///
    /// # Errors
    /// The server refuses, or cannot be reached.
    pub async fn sign_in(self, request: &SignInRequest) -> Result<(), client::Error> {
        let sign_in = self.client().create_sign_in(request).await?;
        self.enter(sign_in);
        self.stage.set(Stage::Present);
        self.release();
        Ok(())
    }

    /// Notes that the client got a token, and whose it is.
    fn enter(self, sign_in: SignIn) {
        self.clock.correct(sign_in.server_time_ms);
        self.tokens.update_value(|tokens| *tokens += 1);
        storage::set(storage::SIGNED_IN, "1");
        if self.account.with_untracked(|known| known.as_ref() != Some(&sign_in.account)) {
            self.account.set(Some(sign_in.account));
        }
    }

    /// Notes what the account is now, after an edit.
    pub fn update_account(self, account: Account) {
        self.account.set(Some(account));
    }

    /// Forgets who was signed in, after the server has ended the sign-in.
    pub fn ended_by_server(self) {
        self.client().set_access_token(None);
        self.leave(Absence::Visitor);
    }

    /// Signs out, here at once and on the server. Without a network the server's part ends when its cookie expires.
    pub async fn sign_out(self) {
        self.sign_out_as(Absence::Left).await;
    }

    /// Signs out whoever is signed in, so that somebody else can sign in.
    pub async fn sign_out_for_another(self) {
        self.sign_out_as(Absence::Visitor).await;
    }

    async fn sign_out_as(self, why: Absence) {
        let client = self.client();
        let somebody = !matches!(self.stage_now(), Stage::Absent(_));
        self.leave(why);
        if somebody {
            let _ = client.delete_sign_in().await;
            client.set_access_token(None);
        }
    }

    /// Forgets who was signed in; calls that wait fail.
    fn leave(self, why: Absence) {
        storage::remove(storage::SIGNED_IN);
        if why != Absence::Ended {
            // whoever comes next at this device finds nothing
            storage::remove_of_tab(storage::FILE);
        }
        self.stage.set(Stage::Absent(why));
        self.account.set(None);
        self.release();
    }

    /// Lets the calls go on that wait for a sign-in.
    fn release(self) {
        let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
        for resolve in waiting {
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }
    }
}

/// The session, inside any component.
#[must_use]
pub fn use_session() -> Session {
    expect_context()
}
