//! The steps, how long each took, what failed, and the line that counts.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;

use super::counts::Counts;
use crate::step::{Stopwatch, seconds};

/// What has run so far.
pub(super) struct Report {
    only: Vec<String>,
    total: Stopwatch,
    steps: Vec<Step>,
}

struct Step {
    name: &'static str,
    took: Duration,
    counts: Counts,
    failure: Option<String>,
}

impl Report {
    /// A report over these steps, or over all when none is named.
    pub(super) fn new(only: &[String]) -> Self {
        Self { only: only.to_vec(), total: Stopwatch::start(), steps: Vec::new() }
    }

    /// Runs a step. Its error is kept for the end; what it prints passes through.
    pub(super) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<Counts>) {
        if !self.only.is_empty() && !self.only.iter().any(|it| it == name) {
            return;
        }
        println!("\n━━ {name}");
        let watch = Stopwatch::start();
        let (counts, failure) = match work() {
            Ok(counts) if counts.failed == 0 => (counts, None),
            Ok(counts) => (counts, Some(format!("{} tests failed", counts.failed))),
            // a step that fails without a count, such as a lint, counts as one
            Err(error) => (Counts { passed: 0, failed: 1 }, Some(format!("{error:#}"))),
        };
        let took = watch.elapsed();
        if let Some(failure) = &failure {
            println!("✗ {name}: {failure}");
        }
        self.steps.push(Step { name, took, counts, failure });
    }

    /// Prints table, failures and count; whether all is well.
    pub(super) fn close(self) -> ExitCode {
        let mut sum = Counts::default();
        println!("\n━━ steps");
        for step in &self.steps {
            sum += step.counts;
            let mark = if step.failure.is_some() { "✗" } else { "✓" };
            let tests = if step.counts == Counts::default() {
                String::new()
            } else {
                format!("{} passed, {} failed", step.counts.passed, step.counts.failed)
            };
            println!("{mark} {:<14}{:>13}   {tests}", step.name, seconds(step.took));
        }
        println!("  {:<14}{:>13}", "all", seconds(self.total.elapsed()));
        let failures: Vec<_> =
            self.steps.iter().filter_map(|step| Some((step.name, step.failure.as_ref()?))).collect();
        for (name, failure) in &failures {
            println!("✗ {name}: {failure}");
        }
        let unknown = self.only.iter().filter(|name| !self.steps.iter().any(|step| step.name == **name));
        let unknown: Vec<_> = unknown.collect();
        if !unknown.is_empty() {
            println!("✗ no such step: {unknown:?}");
        }
        println!("\n{} passed, {} failed", sum.passed, sum.failed);
        if failures.is_empty() && unknown.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}
