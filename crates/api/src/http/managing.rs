//! A contact who manages colleagues. For anybody else there is nothing here, whatever she sends.

use super::argument::{Argument, Ask};
use super::describe::Described;
use super::problem::{Fault, Problem};
use super::viewer::Visitor;
use app::people::PeopleError;
use contract::id::ContactId;
use domain::policy::{self, Manager};
use domain::receipt::Act;

pub(crate) struct Managing(pub Visitor);

impl Managing {
    /// She herself, as the rules of colleagues know her.
    pub(crate) fn manager(&self) -> Result<Manager<'_>, Problem> {
        policy::manager(&self.0.viewer).map_err(|denial| {
            self.0
                .refused(denial.into(), Act::ColleagueRefused, None, None)
        })
    }

    /// What went wrong with a write of hers. What she was denied stands in her own chain.
    pub(crate) fn failed(
        &self,
        error: PeopleError,
        act: Act,
        colleague: Option<ContactId>,
    ) -> Problem {
        let beyond = match &error {
            PeopleError::Beyond(_, beyond) => {
                let fields: Vec<_> = beyond.iter().map(|one| one.field()).collect();
                Some(format!("beyond={}", fields.join(",")))
            }
            PeopleError::Denied(_) => None,
            _ => return error.into(),
        };
        self.0
            .refused(error.into(), act, colleague.map(Into::into), beyond)
    }
}

impl Argument for Managing {
    async fn take(ask: &mut Ask<'_>) -> Result<Self, Problem> {
        let me = Self(Visitor::take(ask).await?);
        me.manager()?;
        Ok(me)
    }

    fn describe(described: &mut Described) {
        Visitor::describe(described);
        described.problem(Fault::NotFound);
        described.problem(Fault::Forbidden);
    }
}
