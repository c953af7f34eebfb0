//! What becomes of records when staff act on them: each transition takes what is and gives what follows, or says
//! why it cannot be now.

use super::{Job, Standing};
use contract::day::Day;
use contract::kind::Status;

/// It cannot be done to the record as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotNow {
    #[error("the job is {0} already")]
    JobIsOver(Status),
    #[error("a job cannot be done before it was raised")]
    BeforeItWasRaised,
    #[error("it is published already")]
    IsPublished,
}

impl Job {
    /// The work was done on a day.
    pub fn close(self, on: Day) -> Result<Self, NotNow> {
        if !matches!(self.status, Status::Open | Status::Booked) {
            return Err(NotNow::JobIsOver(self.status));
        }
        if self.raised_on.is_some_and(|raised| on < raised) {
            return Err(NotNow::BeforeItWasRaised);
        }
        Ok(Self {
            status: Status::Done,
            done_on: Some(on),
            ..self
        })
    }
}

impl Standing {
    /// From staff alone to whoever the profile's rules show it. What is shared by name stays so.
    pub const fn publish(self) -> Result<Self, NotNow> {
        match self {
            Self::Internal => Ok(Self::ByRule),
            Self::ByRule | Self::Shared => Err(NotNow::IsPublished),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(status: Status) -> Job {
        Job {
            reference: "J-1".to_owned(),
            title: "Replace the board".to_owned(),
            status,
            raised_on: Day::new(2026, 3, 1),
            booked_for: None,
            done_on: None,
            description: String::new(),
            staff_note: String::new(),
        }
    }

    #[test]
    fn an_open_or_booked_job_is_closed_once_and_not_before_it_was_raised() {
        let day = Day::new(2026, 3, 2).unwrap();
        for status in [Status::Open, Status::Booked] {
            let done = job(status).close(day).unwrap();
            assert_eq!((done.status, done.done_on), (Status::Done, Some(day)));
            assert_eq!(done.close(day), Err(NotNow::JobIsOver(Status::Done)));
        }
        let early = Day::new(2026, 2, 28).unwrap();
        assert_eq!(
            job(Status::Open).close(early),
            Err(NotNow::BeforeItWasRaised)
        );
        let cancelled = job(Status::Cancelled).close(day);
        assert_eq!(cancelled, Err(NotNow::JobIsOver(Status::Cancelled)));
    }

    #[test]
    fn only_what_is_internal_can_be_published() {
        assert_eq!(Standing::Internal.publish(), Ok(Standing::ByRule));
        assert_eq!(Standing::ByRule.publish(), Err(NotNow::IsPublished));
        assert_eq!(Standing::Shared.publish(), Err(NotNow::IsPublished));
    }
}
