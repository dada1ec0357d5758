//! The composition root: the only file that names every feature.

mod ground;
mod keys;
mod rights_work;
mod work;

use std::sync::Arc;
use std::time::Duration;

use actix_web::middleware::{Compress, from_fn};
use actix_web::{App, HttpServer, dev, web};
use anyhow::Context;
use tracing_actix_web::TracingLogger;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, scope};

use crate::addresses::Geocoder;
use crate::auth::{AccessTokens, ClientLimits, Passwords};
use crate::clock::Clock;
use crate::config::{Config, signing_keys, vault_keys};
use crate::db::Db;
use crate::files::{Files, fallback};
use crate::http::{self, Routes, SecurityHeaders};
use crate::letters::Letters;
use crate::mail::{Template, Templates};
use crate::organisation::Snapshots;
use crate::storage::Storage;
use crate::telemetry::RequestSpan;
use crate::vault::Vault;
use crate::{
    accounts, addresses, announcements, custody, docs, documents, family_files, family_imports,
    guardianships, health, households, mails, merges, messages, onlookers, organisation, pages, planning,
    requests, rights, school_years, simulations, staff, waiting_counts,
};

pub use ground::Ground;
pub use keys::keys_in_use;
pub use rights_work::retention;
pub use work::handlers;

/// How long an idle connection is kept: longer than proxies keep theirs (Caddy: 120 seconds), since one that closes first
/// loses the request that the proxy is just sending.
const KEEP_ALIVE: Duration = Duration::from_secs(130);
/// How long a client may take to send the head of a request; a phone in a tunnel takes long.
const REQUEST_HEAD: Duration = Duration::from_secs(30);

/// Operations under `/api/v1`.
fn operations(routes: &mut ServiceConfig) {
    accounts::configure(routes);
    addresses::configure(routes);
    announcements::configure(routes);
    custody::configure(routes);
    documents::configure(routes);
    family_files::configure(routes);
    guardianships::configure(routes);
    family_imports::configure(routes);
    households::configure(routes);
    mails::configure(routes);
    merges::configure(routes);
    messages::configure(routes);
    organisation::configure(routes);
    pages::configure(routes);
    planning::configure(routes);
    onlookers::configure(routes);
    requests::configure(routes);
    rights::configure(routes);
    school_years::configure(routes);
    simulations::configure(routes);
    staff::configure(routes);
    waiting_counts::configure(routes);
}

/// Mail templates and pages of all features.
fn templates() -> impl Iterator<Item = Template> {
    accounts::TEMPLATES
        .into_iter()
        .chain(announcements::TEMPLATES)
        .chain(docs::TEMPLATES)
        .chain(documents::TEMPLATES)
        .chain(family_files::TEMPLATES)
        .chain(guardianships::TEMPLATES)
        .chain(mails::TEMPLATES)
        .chain(messages::TEMPLATES)
        .chain(pages::TEMPLATES)
        .chain(requests::TEMPLATES)
        .chain(rights::TEMPLATES)
}

/// All templates, each tried with its sample: a server does not start with one that could not be filled.
///
/// # Errors
///
/// Names the file and what in it is wrong.
pub fn tried_templates(config: &Config) -> anyhow::Result<Templates> {
    let templates = all_templates(config)?;
    templates.check()?;
    Ok(templates)
}

/// All templates, built in or replaced as the settings ask.
///
/// # Errors
///
/// When one is badly written.
fn all_templates(config: &Config) -> anyhow::Result<Templates> {
    Templates::new(templates(), &config.mail)
}

/// What it takes to write to anybody, outside a server.
///
/// # Errors
///
/// When a template is badly written.
pub fn letters(config: &Config, clock: &Clock) -> anyhow::Result<Letters> {
    let templates = Arc::new(all_templates(config)?);
    Ok(Letters::new(config, clock.clone(), templates, Snapshots::default()))
}

/// What opens and seals health, outside a server.
///
/// # Errors
///
/// When the keys are badly written, or missing in production.
pub fn vault(config: &Config) -> anyhow::Result<Vault> {
    Vault::new(&vault_keys(config)?)
}

/// The OpenAPI document, without a database.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let app = App::new().into_utoipa_app().openapi(Document::openapi()).configure(all_operations);
    let mut document = app.split_for_parts().1;
    docs::complete_answers(&mut document);
    docs::exemplify_problems(&mut document);
    document
}

fn all_operations(routes: &mut ServiceConfig) {
    routes.configure(health::configure).service(scope("/api/v1").configure(operations));
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Ribambelle",
        description = "A portal by which families book places for their children. See `/api/docs/problems` for the \
            codes of problems. Where a client address or an account may ask only so often in a minute, answers tell what is left in \
            `RateLimit` and `RateLimit-Policy`, and refusals (429) when to come back in `Retry-After`.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2"),
    ),
    components(schemas(shared::problem::Problem)),
    modifiers(&AccessToken),
)]
struct Document;

struct AccessToken;

impl utoipa::Modify for AccessToken {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("The `access_token` of a sign-in, good for a few minutes."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("access_token", SecurityScheme::Http(scheme));
    }
}

/// Everything that requests are answered with.
#[derive(Clone)]
pub(crate) struct Parts {
    config: web::Data<Config>,
    clock: web::Data<Clock>,
    db: web::Data<Db>,
    tokens: web::Data<AccessTokens>,
    passwords: web::Data<Passwords>,
    client_limits: web::Data<ClientLimits>,
    templates: web::Data<Templates>,
    files: web::Data<Files>,
    security: web::Data<SecurityHeaders>,
    snapshots: web::Data<Snapshots>,
    letters: web::Data<Letters>,
    vault: web::Data<Vault>,
    storage: web::Data<Storage>,
    reception: web::Data<documents::Reception>,
    geocoder: web::Data<Geocoder>,
}

impl Parts {
    /// Reads signing keys and files as the settings ask.
    pub(crate) fn new(ground: Ground) -> anyhow::Result<Self> {
        let Ground { config, db, clock, storage, vault, snapshots, templates, letters } = ground;
        let (keys, vault) = (signing_keys(&config)?, web::Data::from(vault));
        let reception = documents::Reception::new(
            &config.documents,
            (db.clone(), clock.clone()),
            snapshots.clone(),
            storage.clone(),
            vault.clone(),
        );
        Ok(Self {
            storage: web::Data::new(storage),
            reception: web::Data::new(reception),
            geocoder: web::Data::new(Geocoder::new(&config.geocoder)?),
            tokens: web::Data::new(AccessTokens::new(&keys, config.auth.access_token_minutes)),
            passwords: web::Data::new(Passwords::new(
                config.auth.concurrent_hashes,
                config.auth.concurrent_estimates,
            )?),
            client_limits: web::Data::new(ClientLimits::new(&config.limits)),
            templates: web::Data::from(templates),
            letters: web::Data::from(letters),
            vault,
            files: web::Data::new(Files::read(config.web_root.as_deref())?),
            security: web::Data::new(SecurityHeaders::new(&config)),
            snapshots: web::Data::new(snapshots),
            config: web::Data::from(config),
            clock: web::Data::new(clock),
            db: web::Data::new(db),
        })
    }
}

/// Starts answering on `listener`.
pub(crate) fn listen(parts: Parts, listener: std::net::TcpListener) -> anyhow::Result<dev::Server> {
    let document = openapi();
    let routes = web::Data::new(Routes::new(&document));
    let limits = parts.config.http.clone();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(parts.config.clone())
            .app_data(parts.clock.clone())
            .app_data(parts.db.clone())
            .app_data(parts.tokens.clone())
            .app_data(parts.passwords.clone())
            .app_data(parts.client_limits.clone())
            .app_data(parts.templates.clone())
            .app_data(parts.files.clone())
            .app_data(parts.security.clone())
            .app_data(parts.snapshots.clone())
            .app_data(parts.letters.clone())
            .app_data(parts.vault.clone())
            .app_data(parts.storage.clone())
            .app_data(parts.reception.clone())
            .app_data(parts.geocoder.clone())
            .app_data(routes.clone())
            .configure(http::extractors(&parts.config.http))
            .wrap(Compress::default())
            .wrap(from_fn(http::envelope))
            .wrap(TracingLogger::<RequestSpan>::new())
            .into_utoipa_app()
            .configure(all_operations)
            .configure(mails::configure_pages)
            .map(|app| app.configure(docs::configure(document.clone())))
            .default_service(web::to(fallback))
            .into_app()
    });
    let server = match limits.workers {
        Some(workers) => server.workers(workers),
        None => server,
    };
    let server = server
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(REQUEST_HEAD)
        .shutdown_timeout(limits.shutdown_seconds)
        .disable_signals()
        .server_hostname("ribambelle")
        .listen(listener)
        .context("listening")?;
    Ok(server.run())
}
