//! The language of one's mails.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::wire::AccountUpdate;

use super::page::Section;
use crate::failure::sentence;
use crate::i18n::{Language, t, use_i18n};
use crate::session::{Session, use_session};
use crate::ui::{Notice, Tone};

/// How far a change is.
#[derive(Clone)]
enum Stage {
    Still,
    Saving(Language),
    Saved,
    Failed(Arc<client::Error>),
}

/// A choice that counts at once.
#[component]
pub(super) fn LanguageCard() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let stage = RwSignal::new(Stage::Still);
    let chosen = Memo::new(move |_| {
        session.account().and_then(|account| Language::from_tag(&account.locale)).unwrap_or_default()
    });
    let choose = move |language| {
        if chosen.get_untracked() != language && !stage.with_untracked(|it| matches!(it, Stage::Saving(_))) {
            stage.set(Stage::Saving(language));
            spawn_local(save(session, stage, language));
        }
    };
    let option = move |language: Language| {
        let name = match language {
            Language::Fr => t("profile.language.fr"),
            Language::En => t("profile.language.en"),
        };
        let saving = move || stage.with(|it| matches!(it, Stage::Saving(new) if *new == language));
        view! {
            <button
                type="button"
                class="choice"
                aria-pressed=move || if chosen.get() == language { "true" } else { "false" }
                aria-busy=move || saving().then_some("true")
                on:click=move |_| choose(language)
            >
                {name}
            </button>
        }
    };
    let said = move || match stage.get() {
        Stage::Saved => {
            let said = t("profile.language.saved");
            Some(view! { <Notice tone=Tone::Success><p>{said}</p></Notice> })
        }
        Stage::Failed(error) => {
            Some(view! { <Notice tone=Tone::Danger><p>{move || sentence(i18n, &error)}</p></Notice> })
        }
        Stage::Still | Stage::Saving(_) => None,
    };
    view! {
        <Section title=t("profile.language") icon="languages">
            <p class="muted">{t("profile.language.hint")}</p>
            <div class="choices" role="group" aria-label=t("profile.language")>
                {Language::ALL.map(option).collect_view()}
            </div>
            {said}
        </Section>
    }
}

async fn save(session: Session, stage: RwSignal<Stage>, language: Language) {
    let update = AccountUpdate { locale: Some(language.code().to_owned()) };
    let answer =
        session.call(async |client: &client::Client| client.update_current_account(&update).await).await;
    let next = match answer {
        Ok(account) => {
            session.update_account(account);
            Stage::Saved
        }
        Err(error) => Stage::Failed(Arc::new(error)),
    };
    let _ = stage.try_set(next);
}
