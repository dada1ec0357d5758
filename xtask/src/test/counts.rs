//! How many tests passed and failed, read from what the runners print.

use std::ops::AddAssign;

use anyhow::{Result, bail};

/// Tests that ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Tests that passed.
    pub(super) passed: u64,
    /// Tests that failed, or passed only when repeated.
    pub(super) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// The counts of a line of `cargo test` such as `test result: ok. 12 passed; 0 failed; …`.
    pub(super) fn of_cargo(line: &str) -> Option<Self> {
        let (_, rest) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let mut numbers = rest.split("; ").map(|part| part.split(' ').next().unwrap_or_default().parse());
        Some(Self { passed: numbers.next()?.ok()?, failed: numbers.next()?.ok()? })
    }

    /// The counts of Playwright's JSON report.
    pub(super) fn of_playwright(report: &[u8]) -> Result<Self> {
        let report: serde_json::Value = serde_json::from_slice(report)?;
        let count = |name: &str| report["stats"][name].as_u64();
        let (Some(passed), Some(unexpected), Some(flaky)) =
            (count("expected"), count("unexpected"), count("flaky"))
        else {
            bail!("Playwright's report has no counts");
        };
        Ok(Self { passed, failed: unexpected + flaky })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_cargo_is_read() {
        let line = "test result: FAILED. 41 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(Counts::of_cargo(line), Some(Counts { passed: 41, failed: 2 }));
        assert_eq!(Counts::of_cargo("test result_is_kept ... ok"), None);
    }

    #[test]
    fn a_flaky_test_has_failed() -> Result<()> {
        let report = br#"{"stats": {"expected": 7, "unexpected": 1, "flaky": 1, "skipped": 0}}"#;
        assert_eq!(Counts::of_playwright(report)?, Counts { passed: 7, failed: 2 });
        assert!(Counts::of_playwright(b"{}").is_err());
        Ok(())
    }
}
