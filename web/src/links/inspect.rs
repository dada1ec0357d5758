//! What the link is for, asked before anything is shown of it; opening it changes nothing, since programs that check mails
//! open links too.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::problem::ProblemCode;
use shared::wire::{AccountLink, LinkFault, LinkPurpose, LinkToken};

use super::token;
use crate::failure::{Failure, sentence};
use crate::i18n::use_i18n;
use crate::router::{Router, use_router};
use crate::session::{Session, use_session};
use crate::ui::{Loading, Notice, Tone};

/// How far it is.
#[derive(Clone)]
pub(super) enum Stage {
    /// The server has not answered yet.
    Waiting,
    /// It can be used.
    Usable(LinkToken, AccountLink),
    /// It cannot; the server's reason, or none for what is no link of this page.
    Unusable(Option<Arc<client::Error>>),
    /// The server could not be asked.
    Failed(Arc<client::Error>),
    /// It was used just now, for this mail address.
    Done(String),
}

/// The link that led to a page.
#[derive(Clone, Copy)]
pub(super) struct MailLink {
    session: Session,
    router: Router,
    path: &'static str,
    purposes: &'static [LinkPurpose],
    stage: RwSignal<Stage>,
}

impl MailLink {
    /// Asks the server about the link in the address bar, also when another is put there.
    pub(super) fn here(path: &'static str, purposes: &'static [LinkPurpose]) -> Self {
        let link = Self {
            session: use_session(),
            router: use_router(),
            path,
            purposes,
            stage: RwSignal::new(Stage::Waiting),
        };
        link.inspect();
        let handle = window_event_listener(leptos::ev::hashchange, move |_| {
            if !window().location().hash().unwrap_or_default().is_empty() {
                link.inspect();
            }
        });
        on_cleanup(move || handle.remove());
        link
    }

    /// How far it is; a view that asks follows it.
    pub(super) fn stage(self) -> Stage {
        self.stage.get()
    }

    /// What is known of it, once it can be used; a view that asks follows it.
    pub(super) fn purpose(self) -> Option<LinkPurpose> {
        self.stage.with(|stage| match stage {
            Stage::Usable(_, link) => Some(link.purpose),
            _ => None,
        })
    }

    /// Whether it cannot be used; a view that asks follows it.
    pub(super) fn is_unusable(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Unusable(_)))
    }

    /// Asks the server.
    fn inspect(self) {
        let Some(token) = token::take(self.router, self.path) else {
            return self.stage.set(Stage::Unusable(None));
        };
        self.stage.set(Stage::Waiting);
        spawn_local(async move {
            let stage = match self.session.client().inspect_account_link(&token).await {
                Ok(link) if self.purposes.contains(&link.purpose) => Stage::Usable(token, link),
                Ok(_) => Stage::Unusable(None),
                Err(error) => refused(error),
            };
            let _ = self.stage.try_set(stage);
        });
    }

    /// Shows that it cannot be used after all, if that is why the server refused.
    ///
    /// # Errors
    /// Any other refusal, as it is.
    pub(super) fn spent(self, error: client::Error) -> Result<(), client::Error> {
        if error.code() != Some(ProblemCode::LinkUnusable) {
            return Err(error);
        }
        let _ = self.stage.try_set(refused(error));
        Ok(())
    }

    /// It was used.
    pub(super) fn done(self, email: String) {
        token::forget(self.path);
        let _ = self.stage.try_set(Stage::Done(email));
    }
}

fn refused(error: client::Error) -> Stage {
    match error.code() {
        Some(ProblemCode::LinkUnusable) => Stage::Unusable(Some(Arc::new(error))),
        // cut off or lengthened until it is no secret at all
        Some(ProblemCode::InvalidValue | ProblemCode::MalformedBody) => Stage::Unusable(None),
        _ => Stage::Failed(Arc::new(error)),
    }
}

/// What is shown of a link that cannot be used, or not yet.
#[component]
pub(super) fn NotUsable(
    /// The link.
    link: MailLink,
    /// Its stage.
    stage: Stage,
    /// What one can do about a link that cannot be used.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    let retry = Callback::new(move |()| link.inspect());
    match stage {
        Stage::Failed(error) => view! { <Failure error retry /> }.into_any(),
        Stage::Unusable(error) => {
            let why = move || match &error {
                Some(error) => sentence(i18n, error),
                None => i18n.domain_text(&["problem.link_unusable.", LinkFault::Unknown.code()].concat()),
            };
            view! {
                <Notice tone=Tone::Warning><p>{why}</p></Notice>
                <div class="row">{children()}</div>
            }
            .into_any()
        }
        Stage::Waiting | Stage::Usable(..) | Stage::Done(_) => view! { <Loading /> }.into_any(),
    }
}
