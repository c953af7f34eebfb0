//! Weighted money: a share-holder's exact part of a sum, and the proof that all parts make the whole.

use crate::money;
use crate::share::{Fraction, total};
use contract::record::ShareProof;

/// The register in force on a record's day, in its fixed order, and which entries are the viewer's own.
/// Whose the others are is not even loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    pub register: Vec<(Fraction, bool)>,
}

impl Weights {
    fn fractions(&self) -> Vec<Fraction> {
        self.register.iter().map(|(f, _)| *f).collect()
    }

    /// The viewer's part of one sum.
    #[must_use]
    pub fn part(&self, pence: i64) -> i64 {
        money::split(pence, &self.fractions())
            .into_iter()
            .zip(&self.register)
            .filter(|(_, (_, own))| *own)
            .map(|(part, _)| part)
            .sum()
    }

    #[must_use]
    pub fn proof(&self) -> ShareProof {
        let all = total(self.fractions());
        ShareProof {
            own: total(
                self.register
                    .iter()
                    .filter(|(_, own)| *own)
                    .map(|(f, _)| *f),
            )
            .to_string(),
            all: all.to_string(),
            allocated_in_full: all == Fraction::WHOLE,
        }
    }
}
