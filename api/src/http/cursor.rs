//! Pages of lists: newest first, by `UUIDv7`; the cursor names the last row of the page before.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use shared::wire::Page;
use utoipa::IntoParams;
use uuid::Uuid;

use super::fields;
use crate::error::Error;

/// Rows of a page when the client does not say.
pub const DEFAULT_LIMIT: u32 = 50;
/// The most rows of a page.
pub const MAX_LIMIT: u32 = 200;

/// Which page of a list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// `next_cursor` of the page before; none for the first.
    pub cursor: Option<String>,
    /// Rows wanted, 1 to 200; 50 when absent.
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u32>,
}

impl PageQuery {
    /// How many rows the page holds at most.
    ///
    /// # Errors
    ///
    /// When it is out of its range.
    pub fn limit(&self) -> Result<u64, Error> {
        match self.limit {
            None => Ok(DEFAULT_LIMIT.into()),
            Some(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit.into()),
            Some(_) => Err(Error::invalid("limit", "out_of_range", format!("1 to {MAX_LIMIT}"))),
        }
    }

    /// The row after which the page starts.
    ///
    /// # Errors
    ///
    /// When the cursor is none of ours.
    pub fn after(&self) -> Result<Option<Uuid>, Error> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        URL_SAFE_NO_PAD
            .decode(cursor)
            .ok()
            .and_then(|bytes| Uuid::from_slice(&bytes).ok())
            .map(Some)
            .ok_or_else(|| {
                Error::InvalidParameter(vec![fields::field("cursor", "invalid_value", "no cursor of ours")])
            })
    }
}

/// Makes a page of `rows`, which were asked for one more than `limit`.
pub fn page<R, T>(
    mut rows: Vec<R>,
    limit: u64,
    id: impl Fn(&R) -> Uuid,
    show: impl FnMut(R) -> T,
) -> Page<T> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = rows.last().filter(|_| more).map(|row| URL_SAFE_NO_PAD.encode(id(row).as_bytes()));
    Page { items: rows.into_iter().map(show).collect(), next_cursor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_leads_to_the_next_page() {
        let ids: Vec<Uuid> = (1..=3).map(Uuid::from_u128).collect();
        let first = page(ids.clone(), 2, |id| *id, |id| id);
        assert_eq!(first.items, ids[..2]);
        let next = PageQuery { cursor: first.next_cursor, limit: Some(2) };
        assert_eq!(next.after().unwrap(), Some(ids[1]));
        assert_eq!(page(ids[2..].to_vec(), 2, |id| *id, |id| id).next_cursor, None);
    }

    #[test]
    fn foreign_cursors_and_limits_are_refused() {
        let query = |cursor: &str, limit| PageQuery { cursor: Some(cursor.to_owned()), limit };
        assert!(query("???", None).after().is_err());
        assert!(query("AAAA", None).after().is_err());
        assert!(query("", Some(0)).limit().is_err());
        assert!(query("", Some(201)).limit().is_err());
    }
}
