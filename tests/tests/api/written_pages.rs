//! Pages that administrators write and everybody reads.

use client::Cached;
use shared::catalogue::Language;
use shared::problem::ProblemCode;
use shared::rich_text::{Block, Inline};
use shared::staff::Role;
use shared::wire::{PageCode, PageText, TextToPreview};
use tests::{App, on_both_databases};

use super::account_steps::field;
use super::staff_steps::{Colleague, colleague};

on_both_databases!(
    every_page_says_something_before_anybody_has_written_it,
    what_is_written_is_read_and_what_was_written_stays,
    two_who_write_do_not_overwrite_each_other,
    markup_is_only_words,
    periods_are_those_of_the_settings_whenever_the_page_was_written,
);

#[test]
fn a_page_that_was_written_tells_what_is_set_now() {
    for backend in tests::Backend::BOTH {
        tests::App::run_with(
            backend,
            |config| config.retention.documents_days = 42,
            async |app: &App| {
                let administrator = colleague(app, "administrator", Role::Administrator).await;
                let written = text("{retention.documents_days} jours", "");
                let first = etag(&administrator, PageCode::Privacy).await;
                administrator.client.update_page(PageCode::Privacy, &first, &written).await.unwrap();
                let page = app.client().get_page(PageCode::Privacy, Language::Fr).await.unwrap();
                assert_eq!(page.blocks, [Block::Paragraph(vec![Inline::Text("42 jours".to_owned())])]);
            },
        );
    }
}

async fn etag(colleague: &Colleague, code: PageCode) -> String {
    match colleague.client.get_page_source(code).await.unwrap() {
        Cached::Fresh { etag, .. } => etag.unwrap(),
        Cached::Unchanged => panic!("nothing was known before"),
    }
}

fn text(fr: &str, en: &str) -> PageText {
    PageText { fr: fr.to_owned(), en: en.to_owned() }
}

async fn every_page_says_something_before_anybody_has_written_it(app: &App) {
    let name = app.client().get_organisation().await.unwrap().name;
    for code in PageCode::ALL {
        for language in [Language::Fr, Language::En] {
            let page = app.client().get_page(code, language).await.unwrap();
            let all = format!("{:?}", page.blocks);
            assert!(all.contains(&name) && page.blocks.len() > 2, "{code:?} {all}");
            assert!(!all.contains("{{") && !all.contains("{%"), "{all}");
            assert_eq!((page.language.as_str(), page.updated_at), (language.code(), None));
        }
    }
    let privacy =
        format!("{:?}", app.client().get_page(PageCode::Privacy, Language::Fr).await.unwrap().blocks);
    assert!(privacy.contains("24 mois après la dernière année scolaire"), "{privacy}");
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let states = administrator.client.list_pages().await.unwrap().items;
    let legal = states.iter().find(|state| state.code == PageCode::LegalNotice).unwrap();
    assert_eq!((legal.version, legal.remaining.len()), (0, 8), "{:?}", legal.remaining);
    let unknown = app.raw("GET", "/v1/pages/nothing").send().await;
    let _ = unknown.problem(ProblemCode::InvalidParameter);
}

async fn what_is_written_is_read_and_what_was_written_stays(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let code = PageCode::Contact;
    let first = etag(&administrator, code).await;
    let written = text("## Mairie\n\nOuverte **le lundi**.", "");
    let source = administrator.client.update_page(code, &first, &written).await.unwrap();
    assert_eq!(source.version, 1);
    // French stands in for English
    let page = app.client().get_page(code, Language::En).await.unwrap();
    assert_eq!((page.language.as_str(), page.updated_at), ("fr", Some(app.clock.now())));
    assert_eq!(page.blocks.len(), 2);
    let second = text("Fermée [[jours]]", "Closed");
    administrator.client.update_page(code, "\"1\"", &second).await.unwrap();
    let english = app.client().get_page(code, Language::En).await.unwrap();
    assert_eq!(english.blocks, [Block::Paragraph(vec![Inline::Text("Closed".to_owned())])]);
    let states = administrator.client.list_pages().await.unwrap().items;
    let state = states.iter().find(|state| state.code == code).unwrap();
    assert_eq!((state.version, state.remaining.as_slice()), (2, ["jours".to_owned()].as_slice()));
    assert_eq!(state.updated_by.as_deref(), Some("Nadia Roux"));
    let versions = administrator.client.list_page_versions(code).await.unwrap().items;
    assert_eq!(versions.iter().map(|version| version.version).collect::<Vec<_>>(), [2, 1]);
    let before = administrator.client.get_page_version(code, 1).await.unwrap();
    assert_eq!(before.fr, written.fr);
    // writing it again restores it
    let again = PageText { fr: before.fr, en: before.en };
    assert_eq!(administrator.client.update_page(code, "\"2\"", &again).await.unwrap().version, 3);
    let gone = administrator.client.get_page_version(code, 9).await.unwrap_err();
    assert_eq!(gone.code(), Some(ProblemCode::NotFound));
}

async fn two_who_write_do_not_overwrite_each_other(app: &App) {
    let one = colleague(app, "one", Role::Administrator).await;
    let two = colleague(app, "two", Role::Administrator).await;
    let code = PageCode::LegalNotice;
    let (ours, theirs) = (etag(&one, code).await, etag(&two, code).await);
    let (written, other) = (text("Ours", ""), text("Theirs", ""));
    let both = futures_util::future::join(
        one.client.update_page(code, &ours, &written),
        two.client.update_page(code, &theirs, &other),
    );
    let (first, second) = both.await;
    let codes = [first.map(|_| ()).map_err(|e| e.code()), second.map(|_| ()).map_err(|e| e.code())];
    assert!(
        codes.contains(&Ok(())) && codes.contains(&Err(Some(ProblemCode::ChangedMeanwhile))),
        "{codes:?}"
    );
    let agent = colleague(app, "agent", Role::Agent).await;
    let refused = agent.client.update_page(code, "\"1\"", &written).await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::RoleNotPermitted));
}

async fn markup_is_only_words(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let bad = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) [y](https://cnil.fr)";
    let preview = administrator.client.preview_page(&TextToPreview { text: bad.to_owned() }).await.unwrap();
    let all = format!("{:?}", preview.blocks);
    assert_eq!(all.matches("Link").count(), 1, "{all}");
    assert!(!all.contains("javascript"), "{all}");
    for (fr, code) in [
        (" ".to_owned(), "empty"),
        ("x".repeat(50_001), "too_long"),
        ("\u{7}".to_owned(), "invalid_characters"),
    ] {
        let refused = administrator.client.update_page(PageCode::Contact, "\"0\"", &text(&fr, "")).await;
        assert_eq!(field(refused), ("fr".to_owned(), code.to_owned()));
    }
}

async fn periods_are_those_of_the_settings_whenever_the_page_was_written(app: &App) {
    let administrator = colleague(app, "administrator", Role::Administrator).await;
    let (client, code) = (&administrator.client, PageCode::Privacy);
    let Cached::Fresh { value: source, .. } = client.get_page_source(code).await.unwrap() else {
        panic!("nothing was known before")
    };
    assert!(source.fr.contains("{retention.family_months} mois"), "{}", source.fr);
    assert!(source.en.contains("{retention.family_months} months"), "{}", source.en);
    // saved as it is: what is read is filled in all the same
    client.update_page(code, "\"0\"", &text(&source.fr, &source.en)).await.unwrap();
    for (language, told) in [(Language::Fr, "24 mois après"), (Language::En, "24 months after")] {
        let page = format!("{:?}", app.client().get_page(code, language).await.unwrap().blocks);
        assert!(page.contains(told) && !page.contains("{retention"), "{page}");
    }
    let looks = TextToPreview { text: "{retention.health_days}".to_owned() };
    let looks = client.preview_page(&looks).await.unwrap();
    assert_eq!(looks.blocks, [Block::Paragraph(vec![Inline::Text("31".to_owned())])]);
    let unknown = client.update_page(code, "\"1\"", &text("{retention.weeks} semaines", "")).await;
    assert_eq!(field(unknown), ("fr".to_owned(), "unknown_placeholder".to_owned()));
}
