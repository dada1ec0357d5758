//! Addresses completed while they are typed.

use serde_json::{Value, json};
use shared::problem::ProblemCode;
use shared::wire::AddressSuggestion;
use tests::{App, Backend, Behaviour, GeocoderServer, eventually, on_both_databases};

use super::account_steps::problem;

on_both_databases!(without_a_geocoder_addresses_are_typed_freely);

pub(crate) fn vines() -> Value {
    json!({ "label": "3 Rue des Vignes 67250 Obersoultz", "name": "3 Rue des Vignes", "postcode": "67250",
        "city": "Obersoultz", "type": "housenumber", "score": 0.97 })
}

pub(crate) fn suggestion(line: &str) -> AddressSuggestion {
    AddressSuggestion {
        label: format!("{line}, 67250 Obersoultz"),
        line: line.to_owned(),
        postal_code: "67250".to_owned(),
        city: "Obersoultz".to_owned(),
    }
}

/// Two tests, `sqlite` and `postgres`, over a server that asks a geocoder of the test's own.
macro_rules! with_a_geocoder {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[test]
            fn sqlite() {
                $crate::addresses::run(tests::Backend::Sqlite, |_| (), async |app, geocoder| {
                    super::$test(app, geocoder).await;
                });
            }

            #[test]
            fn postgres() {
                $crate::addresses::run(tests::Backend::Postgres, |_| (), async |app, geocoder| {
                    super::$test(app, geocoder).await;
                });
            }
        }
    )+};
}
pub(crate) use with_a_geocoder;

/// Runs a test over a server that asks a geocoder, with other settings of it.
pub(crate) fn run(
    backend: Backend,
    change: impl FnOnce(&mut api::config::GeocoderConfig),
    test: impl AsyncFnOnce(&App, &GeocoderServer),
) {
    tests::on_runtime(async {
        let geocoder = GeocoderServer::start().await;
        let mut settings = geocoder.settings();
        change(&mut settings);
        let database = tests::Database::with_fixtures(backend);
        let app = App::start(database, |config| config.geocoder = settings).await;
        test(&app, &geocoder).await;
        app.finish().await;
    });
}

with_a_geocoder!(
    what_fits_is_proposed_to_whoever_types,
    the_same_search_is_asked_once,
    the_privacy_page_names_who_learns_what_is_typed,
);

async fn without_a_geocoder_addresses_are_typed_freely(app: &App) {
    assert!(!app.client().get_organisation().await.unwrap().completes_addresses);
    let refused = problem(app.client().list_address_suggestions("3 rue des vignes").await);
    assert_eq!(refused.code, ProblemCode::NotFound);
}

async fn what_fits_is_proposed_to_whoever_types(app: &App, geocoder: &GeocoderServer) {
    assert!(app.client().get_organisation().await.unwrap().completes_addresses);
    geocoder.behave(Behaviour::Finds(vec![vines()]));
    let found = app.client().list_address_suggestions("  3  rue des\u{200b} Vignes & Cie#").await.unwrap();
    assert_eq!(found.items, [suggestion("3 Rue des Vignes")]);
    let [head] = &geocoder.heads()[..] else { panic!("{:?}", geocoder.heads()) };
    let asked = head.lines().next().unwrap();
    let query = "q=3+rue+des+Vignes+%26+Cie%23&limit=5&autocomplete=1";
    assert_eq!(asked, format!("GET /geocodage/search?{query} HTTP/1.1"));
    let headers: Vec<String> =
        head.lines().skip(1).filter_map(|line| Some(line.split_once(':')?.0.to_lowercase())).collect();
    assert!(headers.iter().all(|name| ["accept", "user-agent", "host"].contains(&name.as_str())), "{head}");
    geocoder.behave(Behaviour::Finds(Vec::new()));
    assert_eq!(app.client().list_address_suggestions("nulle part").await.unwrap().items, []);
}

async fn the_same_search_is_asked_once(app: &App, geocoder: &GeocoderServer) {
    geocoder.behave(Behaviour::Finds(vec![vines()]));
    let first = app.client().list_address_suggestions("Rue de l’Été").await.unwrap();
    geocoder.behave(Behaviour::Finds(Vec::new()));
    let again = app.client().list_address_suggestions(" rue de l'ete ").await.unwrap();
    assert_eq!(
        (again.items, geocoder.heads().len()),
        (first.items, 1),
        "without minding accents and capitals"
    );
    app.set_to(app.clock.now() + chrono::TimeDelta::minutes(10));
    assert_eq!(app.client().list_address_suggestions("Rue de l’Été").await.unwrap().items, []);
    assert_eq!(geocoder.heads().len(), 2, "not kept for ever");
    // a failure is not kept
    geocoder.behave(Behaviour::Says(500, String::new()));
    assert!(app.client().list_address_suggestions("Place").await.is_err());
    geocoder.behave(Behaviour::Finds(vec![vines()]));
    assert_eq!(app.client().list_address_suggestions("Place").await.unwrap().items.len(), 1);
}

async fn the_privacy_page_names_who_learns_what_is_typed(app: &App, _: &GeocoderServer) {
    use shared::catalogue::Language;
    use shared::wire::PageCode;
    for language in [Language::Fr, Language::En] {
        let page = app.client().get_page(PageCode::Privacy, language).await.unwrap();
        assert!(format!("{:?}", page.blocks).contains("127.0.0.1"), "{page:?}");
    }
}

#[test]
fn addresses_near_the_territory_come_first() {
    let near = |settings: &mut api::config::GeocoderConfig| settings.near = Some("48.56,5.47".to_owned());
    run(Backend::Sqlite, near, async |app, geocoder| {
        app.client().list_address_suggestions("3 rue").await.unwrap();
        assert!(geocoder.heads()[0].contains("&lat=48.56&lon=5.47 "), "{:?}", geocoder.heads());
    });
}

#[test]
fn each_client_searches_so_often_and_no_more() {
    let few = |settings: &mut api::config::GeocoderConfig| settings.searches_per_minute = 2;
    run(Backend::Sqlite, few, async |app, geocoder| {
        for _ in 0..2 {
            app.client().list_address_suggestions("3 rue").await.unwrap();
        }
        let refused = app.raw("GET", "/v1/addresses?q=3+rue").send().await;
        assert_eq!(refused.problem(ProblemCode::TooManyAttempts).params["retry_after_seconds"], 60);
        assert_eq!(refused.header("retry-after"), Some("60"));
        assert_eq!(geocoder.heads().len(), 1);
        app.set_to(app.clock.now() + chrono::TimeDelta::minutes(1));
        app.client().list_address_suggestions("3 rue").await.unwrap();
    });
}

#[test]
fn few_calls_are_under_way_at_a_time() {
    let one = |settings: &mut api::config::GeocoderConfig| settings.concurrent_calls = 1;
    run(Backend::Sqlite, one, async |app, geocoder| {
        geocoder.behave(Behaviour::Waits);
        let client = app.client();
        let searches = ["Place", "Rue", "Chemin"].map(|q| client.list_address_suggestions(q));
        let all = futures_util::future::join_all(searches);
        let freed = async {
            eventually("one has arrived", async || (!geocoder.heads().is_empty()).then_some(())).await;
            // time for the others to arrive too, if they could
            for _ in 0..20 {
                app.client().get_organisation().await.unwrap();
            }
            assert_eq!(geocoder.heads().len(), 1);
            geocoder.behave(Behaviour::Finds(vec![vines()]));
        };
        let (found, ()) = futures_util::future::join(all, freed).await;
        assert!(found.iter().all(|found| found.as_ref().unwrap().items.len() == 1));
        assert_eq!(geocoder.heads().len(), 3);
    });
}
