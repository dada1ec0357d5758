//! Sending, as a machine: what an answer means for the attempt under way.

use client::Error;
use serde::{Deserialize, Serialize};
use shared::bookings::Line;
use shared::limits::MAX_REQUEST_LINES;
use shared::problem::ProblemCode;
use uuid::Uuid;

/// Seconds between tries when the server names none, longer each time.
const PAUSES: [u32; 6] = [2, 4, 8, 15, 30, 60];

/// Lines under way: sent under one key until an answer is known, so that they are never done twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The idempotency key.
    pub key: Uuid,
    /// What is sent under it.
    pub lines: Vec<Line>,
}

impl Attempt {
    /// An attempt for the first lines that one request takes.
    #[must_use]
    pub fn new(key: Uuid, mut lines: Vec<Line>) -> Self {
        lines.truncate(MAX_REQUEST_LINES);
        Self { key, lines }
    }
}

/// Why an attempt waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No network, or no answer.
    Network,
    /// Many families at once.
    Busy,
    /// The first try is still at work on the server.
    UnderWay,
}

/// What to do after a failed try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The same again, under the same key, after so many seconds.
    Again {
        /// How many.
        seconds: u32,
        /// What to say meanwhile.
        why: Why,
    },
    /// It will not get better by itself: say so, keep the choices.
    GiveUp,
}

/// What a failed try means, after so many tries before it.
#[must_use]
pub fn judge(error: &Error, tries: usize) -> Next {
    let pause = PAUSES[tries.min(PAUSES.len() - 1)];
    let asked = error.retry_after_seconds().and_then(|seconds| u32::try_from(seconds).ok());
    let again = |why| Next::Again { seconds: asked.unwrap_or(pause).max(1), why };
    match error.code() {
        Some(ProblemCode::TooManyAttempts | ProblemCode::Unavailable) => again(Why::Busy),
        Some(ProblemCode::IdempotencyInProgress) => again(Why::UnderWay),
        Some(_) => Next::GiveUp,
        None => match error {
            // a proxy's own page: full, restarting, or too slow
            Error::Unexpected { status: 429 | 502..=504, .. } => again(Why::Busy),
            // broken off, or cut: whether it was done is unknown, the key makes asking again safe
            _ => again(Why::Network),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use shared::problem::Problem;

    use super::super::samples::{lina, midi, place};
    use super::*;

    fn problem(code: ProblemCode, retry_after: Option<u64>) -> Error {
        let params: BTreeMap<_, _> = retry_after
            .map(|seconds| ("retry_after_seconds".to_owned(), seconds.into()))
            .into_iter()
            .collect();
        Error::Problem(Box::new(Problem {
            kind: String::new(),
            title: String::new(),
            status: code.status(),
            code,
            params,
            errors: Vec::new(),
            request_id: String::new(),
        }))
    }

    #[test]
    fn the_server_says_when_to_come_back() {
        let next = judge(&problem(ProblemCode::TooManyAttempts, Some(17)), 0);
        assert_eq!(next, Next::Again { seconds: 17, why: Why::Busy });
        let next = judge(&problem(ProblemCode::Unavailable, None), 1);
        assert_eq!(next, Next::Again { seconds: 4, why: Why::Busy });
    }

    #[test]
    fn pauses_grow_and_stay() {
        let lost = Error::Network(String::new());
        assert_eq!(judge(&lost, 0), Next::Again { seconds: 2, why: Why::Network });
        assert_eq!(judge(&lost, 99), Next::Again { seconds: 60, why: Why::Network });
    }

    #[test]
    fn an_answer_that_cannot_be_read_is_asked_for_again() {
        let torn = Error::Unexpected { status: 200, reason: String::new() };
        assert_eq!(judge(&torn, 0), Next::Again { seconds: 2, why: Why::Network });
        let full = Error::Unexpected { status: 503, reason: String::new() };
        assert_eq!(judge(&full, 0), Next::Again { seconds: 2, why: Why::Busy });
    }

    #[test]
    fn a_refusal_of_the_whole_is_final() {
        for code in [ProblemCode::InvalidValue, ProblemCode::NotFound, ProblemCode::Internal] {
            assert_eq!(judge(&problem(code, None), 0), Next::GiveUp);
        }
    }

    #[test]
    fn an_attempt_takes_what_one_request_takes() {
        let line = place(lina(), midi(), "2026-11-23").ask(shared::bookings::Action::Book);
        assert_eq!(Attempt::new(Uuid::nil(), vec![line; 3_001]).lines.len(), 3_000);
    }
}
