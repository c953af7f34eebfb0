//! What becomes of records when staff act on them: each transition takes what is and gives what follows, or says
//! why it cannot be now.

use super::{Body, Job, Standing};
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
    #[error("a draft is the firm's own until it is issued")]
    IsDraft,
    #[error("it must be shared with somebody by name")]
    SharedWithNobody,
}

impl Job {
    /// Written down today, it was raised today if no day of it is known: without any it would fall in nobody's time.
    #[must_use]
    pub fn written_down(self, today: Option<Day>) -> Self {
        let dated = self.raised_on.or(self.booked_for).or(self.done_on);
        Self {
            raised_on: self
                .raised_on
                .or(if dated.is_none() { today } else { None }),
            ..self
        }
    }

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

    /// What a record with this body may be opened to. Whom it is shared with counts only while it stands `shared`.
    pub const fn open(self, body: &Body, shared_with: usize) -> Result<Self, NotNow> {
        match self {
            Self::Internal => Ok(self),
            Self::ByRule | Self::Shared if body.is_draft() => Err(NotNow::IsDraft),
            Self::Shared if shared_with == 0 => Err(NotNow::SharedWithNobody),
            Self::ByRule | Self::Shared => Ok(self),
        }
    }

    /// How it stands once its body is this: what is made a draft again is taken back.
    #[must_use]
    pub const fn beside(self, body: &Body) -> Self {
        if body.is_draft() {
            Self::Internal
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Invoice;
    use super::*;
    use contract::kind::ChaseState;

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
    fn a_job_of_which_no_day_is_known_was_raised_when_it_was_written_down() {
        let today = Day::new(2026, 3, 5);
        let undated = Job {
            raised_on: None,
            ..job(Status::Open)
        };
        assert_eq!(undated.clone().written_down(today).raised_on, today);
        let booked = Job {
            booked_for: Day::new(2026, 4, 1),
            ..undated
        };
        assert_eq!(booked.written_down(today).raised_on, None);
        let raised = job(Status::Open).written_down(today);
        assert_eq!(raised, job(Status::Open));
    }

    #[test]
    fn only_what_is_internal_can_be_published() {
        assert_eq!(Standing::Internal.publish(), Ok(Standing::ByRule));
        assert_eq!(Standing::ByRule.publish(), Err(NotNow::IsPublished));
        assert_eq!(Standing::Shared.publish(), Err(NotNow::IsPublished));
    }

    fn invoice(draft: bool) -> Body {
        let day = Day::new(2026, 3, 2).unwrap();
        Body::Invoice(Invoice {
            number: "INV-1".to_owned(),
            purchase_order: String::new(),
            title: String::new(),
            issued_on: day,
            due_on: day,
            draft,
            chase: ChaseState::None,
            lines: Vec::new(),
            staff_note: String::new(),
        })
    }

    #[test]
    fn a_draft_is_opened_to_nobody_and_what_becomes_one_is_taken_back() {
        let (draft, issued) = (invoice(true), invoice(false));
        for standing in [Standing::ByRule, Standing::Shared] {
            assert_eq!(standing.open(&draft, 1), Err(NotNow::IsDraft));
            assert_eq!(standing.open(&issued, 1), Ok(standing));
            assert_eq!(standing.beside(&draft), Standing::Internal);
            assert_eq!(standing.beside(&issued), standing);
        }
        assert_eq!(Standing::Internal.open(&draft, 0), Ok(Standing::Internal));
        // Issued, it waits to be published.
        assert_eq!(Standing::Internal.beside(&issued), Standing::Internal);
    }

    #[test]
    fn sharing_names_somebody() {
        let issued = invoice(false);
        assert_eq!(
            Standing::Shared.open(&issued, 0),
            Err(NotNow::SharedWithNobody)
        );
        assert_eq!(Standing::ByRule.open(&issued, 0), Ok(Standing::ByRule));
    }
}
