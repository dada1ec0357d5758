//! French public holidays, computed (code du travail, L3133-1; Alsace-Moselle: L3134-13).

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Which public holidays hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HolidayRegime {
    /// The eleven national ones.
    Metropole,
    /// Those and Good Friday and 26 December (Bas-Rhin, Haut-Rhin, Moselle).
    AlsaceMoselle,
}

/// A public holiday (*jour férié*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PublicHoliday {
    /// 1 January.
    NewYear,
    /// The Friday before Easter; Alsace-Moselle only.
    GoodFriday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    LabourDay,
    /// 8 May.
    VictoryDay,
    /// 39 days after Easter.
    Ascension,
    /// 50 days after Easter.
    WhitMonday,
    /// 14 July.
    NationalDay,
    /// 15 August.
    Assumption,
    /// 1 November.
    AllSaints,
    /// 11 November.
    Armistice,
    /// 25 December.
    Christmas,
    /// 26 December; Alsace-Moselle only.
    SaintStephen,
}

impl PublicHoliday {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::NewYear,
        Self::GoodFriday,
        Self::EasterMonday,
        Self::LabourDay,
        Self::VictoryDay,
        Self::Ascension,
        Self::WhitMonday,
        Self::NationalDay,
        Self::Assumption,
        Self::AllSaints,
        Self::Armistice,
        Self::Christmas,
        Self::SaintStephen,
    ];

    /// The public holiday that falls on a day, if one does. Where two fall together (Ascension on 1 or 8 May),
    /// the one of fixed date.
    #[must_use]
    pub fn on(day: NaiveDate, regime: HolidayRegime) -> Option<Self> {
        let fixed = match (day.month(), day.day()) {
            (1, 1) => Some(Self::NewYear),
            (5, 1) => Some(Self::LabourDay),
            (5, 8) => Some(Self::VictoryDay),
            (7, 14) => Some(Self::NationalDay),
            (8, 15) => Some(Self::Assumption),
            (11, 1) => Some(Self::AllSaints),
            (11, 11) => Some(Self::Armistice),
            (12, 25) => Some(Self::Christmas),
            (12, 26) if regime == HolidayRegime::AlsaceMoselle => Some(Self::SaintStephen),
            _ => None,
        };
        fixed.or_else(|| {
            let easter = easter_sunday(day.year())?;
            let after = |days: u64| easter.checked_add_days(Days::new(days)) == Some(day);
            if after(1) {
                Some(Self::EasterMonday)
            } else if after(39) {
                Some(Self::Ascension)
            } else if after(50) {
                Some(Self::WhitMonday)
            } else if regime == HolidayRegime::AlsaceMoselle
                && easter.checked_sub_days(Days::new(2)) == Some(day)
            {
                Some(Self::GoodFriday)
            } else {
                None
            }
        })
    }

    /// The code written in JSON and in the keys of catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NewYear => "new_year",
            Self::GoodFriday => "good_friday",
            Self::EasterMonday => "easter_monday",
            Self::LabourDay => "labour_day",
            Self::VictoryDay => "victory_day",
            Self::Ascension => "ascension",
            Self::WhitMonday => "whit_monday",
            Self::NationalDay => "national_day",
            Self::Assumption => "assumption",
            Self::AllSaints => "all_saints",
            Self::Armistice => "armistice",
            Self::Christmas => "christmas",
            Self::SaintStephen => "saint_stephen",
        }
    }
}

/// Easter Sunday of a Gregorian year, by the anonymous algorithm (Meeus, *Astronomical Algorithms*, ch. 8).
#[must_use]
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let of_century = year.rem_euclid(100);
    let leap_centuries = century.div_euclid(4);
    let moon_correction = (century + 8).div_euclid(25);
    let moon_shift = (century - moon_correction + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_shift + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4))
            .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    let month_and_day = epact + to_sunday - 7 * late + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(month_and_day.div_euclid(31)).ok()?,
        u32::try_from(month_and_day.rem_euclid(31) + 1).ok()?,
    )
}
