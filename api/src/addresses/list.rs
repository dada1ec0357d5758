//! `GET /addresses`: what fits an address that is being typed.

use actix_web::{HttpRequest, HttpResponse, get, web};
use serde::Deserialize;
use shared::addresses::searchable;
use shared::wire::AddressSuggestions;
use utoipa::IntoParams;

use super::geocoder::Geocoder;
use crate::error::Error;
use crate::http::{Query, Received};

/// What was typed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AddressSearch {
    /// The beginning of an address, 3 to 100 characters.
    #[param(example = "3 rue des vig")]
    q: String,
}

/// Addresses that fit what is typed; needs no sign-in, since whoever signs up types one.
///
/// Where `get_organisation` says `completes_addresses`. Each part is an answer that the file of a family accepts. Only what
/// is typed leaves for the geocoder. The limit of searches counts by client address, in each replica.
#[utoipa::path(
    operation_id = "list_address_suggestions",
    tag = "addresses",
    params(AddressSearch),
    responses(
        (status = 200, description = "What fits, the best first; possibly nothing.", body = AddressSuggestions,
            example = json!({ "items": [{ "label": "3 Rue des Vignes, 67250 Obersoultz",
                "line": "3 Rue des Vignes", "postal_code": "67250", "city": "Obersoultz" }] })),
        (status = 404, description = "`not_found`: no geocoder is configured, addresses are typed freely."),
        (status = 422, description = "`invalid_value`: `q` is `too_short`, `too_long` or has `invalid_characters`"),
        (status = 429, description = "`too_many_attempts`, with `Retry-After`"),
        (status = 503, description = "`unavailable`, with `Retry-After`: the geocoder gives no good answer in time."),
    )
)]
#[get("/addresses")]
pub(super) async fn list_address_suggestions(
    request: HttpRequest,
    received: Received,
    query: Query<AddressSearch>,
    geocoder: web::Data<Geocoder>,
) -> Result<HttpResponse, Error> {
    let q = searchable(&query.0.q)
        .map_err(|fault| Error::invalid("q", fault.code(), "3 to 100 characters, none of them a control"))?;
    let upstream = geocoder.upstream().ok_or(Error::NotFound)?;
    upstream.limit.pass(&request, received.at)?;
    let suggestions: AddressSuggestions = upstream.search(&q, received.at).await?;
    Ok(HttpResponse::Ok().json(suggestions))
}
