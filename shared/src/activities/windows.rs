//! Registration windows (*périodes d'inscription*): who may book what kind of thing, and when. DESIGN §5.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::calendar::SchoolYear;
use crate::families::{Child, Cycle, Grade};
use crate::ids::ActivityId;
use crate::text::Text;

/// What a family asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegistrationKind {
    /// A recurring pattern (*réservation régulière*).
    Regular,
    /// Single dates (*réservation ponctuelle*).
    Occasional,
    /// Giving a place back.
    Cancellation,
}

/// How a window answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The rules decide at once.
    AtOnce,
    /// Staff decide on a request.
    ByStaff,
}

/// A registration window: open iff `opens_at ≤ now < closes_at`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationWindow {
    /// Its name.
    pub name: Text,
    /// Its first instant.
    pub opens_at: DateTime<Utc>,
    /// The first instant after it.
    pub closes_at: DateTime<Utc>,
    /// Sessions of which school year; of any when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub school_year: Option<SchoolYear>,
    /// For which activities; for all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<ActivityId>,
    /// For which cycles, of the school year of the session; for all when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycles: Vec<Cycle>,
    /// For which grades, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    /// Only for families that live on the territory.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub residents_only: bool,
    /// Only for families whose file is validated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub validated_file_only: bool,
    /// What it takes.
    pub takes: Vec<RegistrationKind>,
    /// How it answers.
    pub answer: Answer,
}

/// Why no window lets a family through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowRefusal {
    /// One that would be open asks for a validated file.
    FileNotValidated,
    /// The next one opens at that instant.
    OpensAt(DateTime<Utc>),
    /// Staff decide: a request is needed. It opens, or opened, at that instant.
    NeedsRequest(DateTime<Utc>),
    /// The last one closed at that instant; none was meant for this child where there is none.
    Closed(Option<DateTime<Utc>>),
    /// The windows there are take other kinds of request.
    WrongKind,
}

impl RegistrationWindow {
    fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.opens_at <= now && now < self.closes_at
    }

    fn concerns(&self, child: &Child, year: SchoolYear) -> bool {
        let grade = child.schooling(year).map(|schooling| schooling.grade);
        self.school_year.is_none_or(|of| of == year)
            && (self.cycles.is_empty() || grade.is_some_and(|grade| self.cycles.contains(&grade.cycle())))
            && (self.grades.is_empty() || grade.is_some_and(|grade| self.grades.contains(&grade)))
            && (!self.residents_only || child.resident)
    }
}

/// Judges a request against the windows of an activity. No window configured: open, at once. Several open: any one
/// suffices, at once beats by staff.
///
/// # Errors
/// Why none lets it through.
pub fn judge_windows(
    windows: &[RegistrationWindow],
    activity: ActivityId,
    child: &Child,
    year: SchoolYear,
    file_validated: bool,
    kind: RegistrationKind,
    now: DateTime<Utc>,
) -> Result<(), WindowRefusal> {
    let configured: Vec<_> = windows
        .iter()
        .filter(|window| window.activities.is_empty() || window.activities.contains(&activity))
        .collect();
    if configured.is_empty() {
        return Ok(());
    }
    let concerning: Vec<_> = configured.into_iter().filter(|window| window.concerns(child, year)).collect();
    let taking: Vec<_> = concerning.iter().copied().filter(|window| window.takes.contains(&kind)).collect();
    let open_at_once =
        || taking.iter().filter(|window| window.is_open(now) && window.answer == Answer::AtOnce);
    if open_at_once().any(|window| file_validated || !window.validated_file_only) {
        return Ok(());
    }
    if open_at_once().next().is_some() {
        return Err(WindowRefusal::FileNotValidated);
    }
    if let Some(opens_at) = request_opening(&concerning, kind, now) {
        return Err(WindowRefusal::NeedsRequest(opens_at));
    }
    let next = taking.iter().map(|window| window.opens_at).filter(|opens_at| now < *opens_at).min();
    if let Some(opens_at) = next {
        return Err(WindowRefusal::OpensAt(opens_at));
    }
    if taking.is_empty() && concerning.iter().any(|window| now < window.closes_at) {
        return Err(WindowRefusal::WrongKind);
    }
    Err(WindowRefusal::Closed(taking.iter().map(|window| window.closes_at).max()))
}

/// When a request to staff can be made, for an addition that no window takes at once earlier. Regular and
/// occasional windows count alike: either is the family's way to a place there.
fn request_opening(
    concerning: &[&RegistrationWindow],
    kind: RegistrationKind,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let same_way = |window: &RegistrationWindow| match kind {
        RegistrationKind::Cancellation => window.takes.contains(&kind),
        RegistrationKind::Regular | RegistrationKind::Occasional => window
            .takes
            .iter()
            .any(|taken| matches!(taken, RegistrationKind::Regular | RegistrationKind::Occasional)),
    };
    let earliest = |answer: Answer, takes: &dyn Fn(&RegistrationWindow) -> bool| {
        concerning
            .iter()
            .filter(|window| window.answer == answer && now < window.closes_at && takes(window))
            .map(|window| window.opens_at)
            .min()
    };
    let by_staff = earliest(Answer::ByStaff, &same_way)?;
    let at_once = earliest(Answer::AtOnce, &|window| window.takes.contains(&kind));
    (at_once.is_none_or(|at_once| by_staff < at_once)).then_some(by_staff)
}
