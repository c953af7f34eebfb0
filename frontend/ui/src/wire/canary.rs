//! How the last walk of the canary ended.

use super::{Read, field};
use crate::json::Json;
use contract::canary::{CanaryRun, CanaryState};

objects! {
    CanaryRun { began_at, ended_at, contacts, reads, tried, leaks, missing, sample, seed, found }
    CanaryState { last }
}

#[cfg(test)]
mod tests {
    use crate::wire::tests::agrees;
    use contract::canary::{CanaryRun, CanaryState};

    #[test]
    fn how_the_canary_ended_is_read() {
        agrees(&CanaryState { last: None });
        for sample in [None, Some(500)] {
            agrees(&CanaryState {
                last: Some(CanaryRun {
                    began_at: "2026-11-24T00:00:30Z".to_owned(),
                    ended_at: "2026-11-24T00:02:10Z".to_owned(),
                    contacts: 12,
                    reads: 3_652,
                    tried: 1_108,
                    leaks: 0,
                    missing: 1,
                    sample,
                    seed: 7,
                    found: vec!["rec_1 is not shown".to_owned()],
                }),
            });
        }
    }
}
