//! What is on screen, as the address of the page says it: a link leads where its sender was.

use chrono::{Datelike, NaiveDate};
use shared::ids::{ChildId, FacilityId};

use super::{Span, monday};

/// The query of the page's address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// A day on screen; `week=2026-11-23` or `month=2026-11`.
    pub anchor: Option<NaiveDate>,
    /// Only slots of one facility.
    pub facility: Option<FacilityId>,
    /// Only rows of one child.
    pub child: Option<ChildId>,
    /// A day whose list is open.
    pub day: Option<NaiveDate>,
}

impl Address {
    /// Reads the query, parameter by parameter; what cannot be read is as if it were not there.
    #[must_use]
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let date = |name: &str| parameter(name)?.parse::<NaiveDate>().ok();
        let month = || [parameter("month")?.as_str(), "-01"].concat().parse().ok();
        let day = date("day");
        Self {
            anchor: date("week").or_else(month).or(day),
            facility: parameter("facility").and_then(|id| id.parse().ok()),
            child: parameter("child").and_then(|id| id.parse().ok()),
            day,
        }
    }

    /// The path and query that lead here.
    #[must_use]
    pub fn path(&self, span: Span) -> String {
        let mut query = Vec::new();
        if let Some(anchor) = self.anchor {
            query.push(match span {
                Span::Month => format!("month={:04}-{:02}", anchor.year(), anchor.month()),
                Span::Week | Span::Fortnight => format!("week={}", monday(anchor)),
            });
        }
        if let Some(facility) = self.facility {
            query.push(format!("facility={facility}"));
        }
        if let Some(child) = self.child {
            query.push(format!("child={child}"));
        }
        if query.is_empty() { "/planning".to_owned() } else { ["/planning?", &query.join("&")].concat() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::lina;
    use super::*;

    fn read(query: &[(&str, &str)]) -> Address {
        Address::read(|name| {
            query.iter().find(|(given, _)| *given == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn weeks_months_and_filters() {
        let child = lina().to_string();
        let address = read(&[("week", "2026-11-25"), ("child", &child)]);
        assert_eq!(address.anchor, "2026-11-25".parse().ok());
        assert_eq!(address.path(Span::Week), format!("/planning?week=2026-11-23&child={child}"));
        let address = read(&[("month", "2026-11")]);
        assert_eq!(address.path(Span::Month), "/planning?month=2026-11");
        assert_eq!(address.path(Span::Week), "/planning?week=2026-10-26");
    }

    #[test]
    fn nonsense_is_ignored() {
        let address = read(&[("week", "soon"), ("month", "2026-13"), ("facility", "x")]);
        assert_eq!(address, Address::default());
        assert_eq!(address.path(Span::Week), "/planning");
    }

    #[test]
    fn a_day_is_on_screen() {
        let address = read(&[("day", "2026-11-24")]);
        assert_eq!((address.anchor, address.day), ("2026-11-24".parse().ok(), "2026-11-24".parse().ok()));
    }
}
