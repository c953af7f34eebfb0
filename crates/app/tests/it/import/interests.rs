//! Interests and the share register.

use super::house::{PARTIES, SUBJECTS, folder, on_both};

const HEADING: &str = "ref,third_party,subject,relation,first_day,last_day,share\n";

fn interests(rows: &str) -> (&'static str, String) {
    ("interests", format!("{HEADING}{rows}"))
}

#[test]
fn a_register_over_the_whole_is_refused_with_its_exact_sum() {
    on_both(async |house| {
        let (name, text) = interests(
            "N1,L1,P1,holds_share,2020-01-01,2025-12-31,1/3\n\
             N2,L2,P1,holds_share,2021-01-01,,50%\n\
             N3,A1,P1,holds_share,2025-03-01,,1/4\n\
             N4,L1,P1,holds_share,2026-01-01,,25%\n\
             N5,L1,B1,holds_share,2020-01-01,,100%\n",
        );
        let refused = house
            .refused(&folder(&[PARTIES, SUBJECTS, (name, &text)]))
            .await;
        let why = "the shares of `P1` come to 13/12 on 2025-03-01, more than the whole: \
                   1/3 (line 2) + 1/2 (line 3) + 1/4 (line 4)";
        let expected =
            [2, 3, 4].map(|line| format!("interests.csv line {line}, column `share`: {why}"));
        assert_eq!(refused, expected);
    });
}

#[test]
fn a_register_counts_what_is_on_record_and_stays_when_a_row_is_refused() {
    on_both(async |house| {
        let (name, text) = interests(
            "N1,L1,P1,holds_share,2020-01-01,,1/2\nN2,L2,P1,holds_share,2020-01-01,,1/2\n",
        );
        house
            .import(&folder(&[PARTIES, SUBJECTS, (name, &text)]))
            .await;
        let (_, text) = interests("N3,A1,P1,holds_share,2024-01-01,,1/4\n");
        let refused = house.refused(&folder(&[(name, &text)])).await;
        let start =
            "interests.csv line 2, column `share`: the shares of `P1` come to 5/4 on 2024-01-01";
        assert!(refused[0].starts_with(start), "{refused:?}");
        assert!(refused[0].contains("1/2 (on record)"), "{refused:?}");
        // Together the two rows fit; but the second is bad, so the first would be too much.
        let (_, text) = interests(
            "N1,L1,P1,holds_share,2020-01-01,,3/4\nN2,L2,P1,holds_share,2020-01-01,,a quarter\n",
        );
        let summary = house.import_without_bad(&folder(&[(name, &text)])).await;
        assert_eq!(summary.total().refused, 2, "{summary}");
        let (_, text) = interests(
            "N1,L1,P1,holds_share,2020-01-01,,3/4\nN2,L2,P1,holds_share,2020-01-01,,25%\n",
        );
        let summary = house.import(&folder(&[(name, &text)])).await;
        assert_eq!(summary.total().changed, 2);
    });
}

#[test]
fn an_interest_that_cannot_be_is_refused() {
    on_both(async |house| {
        let (name, text) = interests(
            "N1,L1,P1,owns,2020-01-01,2019-12-31,\n\
             N2,L1,P1,owns,2020-01-01,,1/2\n\
             N3,L1,P1,holds_share,2020-01-01,,\n\
             N4,L1,P1,holds_share,2020-01-01,,5/4\n\
             N5,L2,P1,owns,2020-01-01,2020-12-31,\n\
             N6,L2,P1,owns,2020-12-31,,\n\
             N7,L2,P1,manages,2020-01-01,,\n",
        );
        let refused = house
            .refused(&folder(&[PARTIES, SUBJECTS, (name, &text)]))
            .await;
        assert_eq!(
            refused,
            [
                "interests.csv line 2, column `last_day`: it ends before it begins",
                "interests.csv line 3, column `share`: only holds_share has a share, not owns",
                "interests.csv line 4, column `share`: whoever holds a share needs one; write 1/4",
                "interests.csv line 5, column `share`: this is not a share; write 1/4 or 25%, and no more than the whole",
                "interests.csv line 6, column `first_day`: the same interest is on line 7 for some of the same days",
                "interests.csv line 7, column `first_day`: the same interest is on line 6 for some of the same days",
            ]
        );
    });
}

#[test]
fn a_changed_interest_is_closed_and_opened_anew() {
    on_both(async |house| {
        let jobs = (
            "jobs",
            "ref,subject,title,status,raised_on\nJ1,P1,Lamp,open,2026-01-01\n",
        );
        let (name, text) = interests("N1,A1,P1,manages,2020-01-01,,\nN2,L1,P1,owns,2020-01-01,,\n");
        house
            .import(&folder(&[PARTIES, SUBJECTS, (name, &text), jobs]))
            .await;
        let before = house.interests().await;
        let (_, text) =
            interests("N1,A1,P1,manages,2020-01-01,31/12/2025,\nN2,L1,P1,owns,2020-01-01,,\n");
        let after = folder(&[PARTIES, SUBJECTS, (name, &text), jobs]);
        let summary = house.import(&after).await;
        assert_eq!(summary.changed.len(), 1);
        assert_eq!(summary.changed[0].fields, ["last_day"]);
        let now = house.interests().await;
        assert_eq!(now.len(), 2);
        let id = |all: &[(domain::interest::Interest, store::people::External)], name: &str| {
            all.iter()
                .find(|(_, external)| external.reference == name)
                .unwrap()
                .0
                .id
        };
        assert_ne!(id(&before, "N1"), id(&now, "N1"));
        assert_eq!(id(&before, "N2"), id(&now, "N2"));
        assert_eq!(house.number("SELECT COUNT(*) FROM interest").await, 3);
        house.all_unchanged(&after).await;
    });
}
