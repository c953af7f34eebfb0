//! What can become of a request besides an answer, told apart by what a person can do about it.

use crate::wire;
use contract::problem::ProblemBody;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The server was not reached.
    Offline,
    /// There is no live session any more, in no tab.
    SignedOut,
    /// The server said no, and why.
    Refused(Arc<ProblemBody>),
    /// The server failed; its trace id helps whoever looks into it.
    Broken { trace_id: Option<String> },
}

impl Failure {
    /// What an answer that is no success says.
    #[must_use]
    pub fn read(status: u16, body: &str) -> Self {
        if status == 401 {
            return Self::SignedOut;
        }
        let problem = wire::from_text::<ProblemBody>(body);
        match problem {
            Some(problem) if status < 500 => Self::Refused(Arc::new(problem)),
            problem => Self::Broken {
                trace_id: problem.map(|p| p.trace_id).filter(|id| !id.is_empty()),
            },
        }
    }

    /// The problem's slug, to decide by.
    #[must_use]
    pub fn slug(&self) -> Option<&str> {
        match self {
            Self::Refused(problem) => problem.kind.strip_prefix("/problems/"),
            _ => None,
        }
    }

    /// Absent, or somebody else's: nobody may be able to tell which.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.status == 404)
    }

    /// The hat named is not one of this session's.
    #[must_use]
    pub fn wants_hat(&self) -> bool {
        self.slug() == Some("hat-required")
    }

    /// What was to be changed is not any more what it was when it was read.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        matches!(self, Self::Refused(problem) if problem.status == 412)
    }

    /// Whether another try may go better.
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        matches!(self, Self::Offline | Self::Broken { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(status: u16, slug: &str) -> String {
        format!(
            r#"{{"type":"/problems/{slug}","title":"There is nothing here","status":{status},"trace_id":"abc"}}"#
        )
    }

    #[test]
    fn a_problem_is_told_by_its_status_and_slug() {
        assert_eq!(Failure::read(401, "not even json"), Failure::SignedOut);
        let hidden = Failure::read(404, &problem(404, "not-found"));
        assert!(hidden.is_hidden() && !hidden.may_pass());
        let hat = Failure::read(409, &problem(409, "hat-required"));
        assert!(hat.wants_hat() && !hat.is_hidden());
        assert_eq!(
            Failure::read(503, &problem(503, "unavailable")),
            Failure::Broken {
                trace_id: Some("abc".to_owned())
            }
        );
    }

    #[test]
    fn what_is_no_problem_of_ours_is_a_failure_without_a_trace() {
        // A proxy's page, or half an answer.
        for (status, body) in [(502, "<html>"), (404, ""), (500, "{}")] {
            let failure = Failure::read(status, body);
            assert_eq!(
                failure,
                Failure::Broken { trace_id: None },
                "{status} {body}"
            );
            assert!(failure.may_pass());
        }
    }
}
