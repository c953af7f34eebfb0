//! Subjects and the tree they hang in.

use super::house::{INTERESTS, PARTIES, folder, on_both};

fn subjects(rows: &str) -> (&'static str, String) {
    ("subjects", format!("ref,kind,name,parent\n{rows}"))
}

#[test]
fn parents_may_stand_below_their_children_in_the_file() {
    on_both(async |house| {
        let (name, text) = subjects("F1,unit,Flat,S1\nS1,block,Stair,B1\nB1,block,Block,\n");
        house.import(&folder(&[(name, &text)])).await;
        let subjects = house.subjects().await;
        assert_eq!(subjects["F1"].parent, Some(subjects["S1"].id));
        assert_eq!(subjects["S1"].parent, Some(subjects["B1"].id));
    });
}

#[test]
fn parents_that_go_round_in_a_circle_are_refused() {
    on_both(async |house| {
        let (name, text) =
            subjects("A,block,A,B\nB,block,B,C\nC,block,C,A\nD,block,D,A\nE,block,E,E\n");
        let refused = house.refused(&folder(&[(name, &text)])).await;
        let circle = "the parents go round in a circle: A → B → C → A";
        assert_eq!(
            refused,
            [
                format!("subjects.csv line 2, column `parent`: {circle}"),
                format!("subjects.csv line 3, column `parent`: {circle}"),
                format!("subjects.csv line 4, column `parent`: {circle}"),
                "subjects.csv line 5, column `parent`: `A` was refused (subjects.csv line 2)"
                    .to_owned(),
                "subjects.csv line 6, column `parent`: the parents go round in a circle: E → E"
                    .to_owned(),
            ]
        );
    });
}

#[test]
fn a_circle_through_what_is_on_record_is_refused_too() {
    on_both(async |house| {
        let (name, text) = subjects("A,block,A,\nB,block,B,A\nC,block,C,B\n");
        house.import(&folder(&[(name, &text)])).await;
        let (name, text) = subjects("A,block,A,C\n");
        let refused = house.refused(&folder(&[(name, &text)])).await;
        assert_eq!(
            refused,
            [
                "subjects.csv line 2, column `parent`: the parents go round in a circle: A → C → B → A"
            ]
        );
        // B would make way, but its row is bad; so it stays where it is, and A cannot hang below it.
        let (name, text) = subjects("A,block,A,C\nB,bloc,B,\n");
        let refused = house.refused(&folder(&[(name, &text)])).await;
        assert_eq!(refused.len(), 2, "{refused:?}");
        // With B out of the way it can.
        let (name, text) = subjects("A,block,A,C\nB,block,B,\n");
        house.import(&folder(&[(name, &text)])).await;
        let subjects = house.subjects().await;
        assert_eq!(subjects["A"].parent, Some(subjects["C"].id));
        assert_eq!(subjects["B"].parent, None);
    });
}

#[test]
fn a_moved_subject_takes_its_records_along() {
    on_both(async |house| {
        let jobs = ("jobs", "ref,subject,title,status\nJ1,F1,Lamp,open\n");
        let (name, text) = subjects("B1,block,One,\nP1,block,Two,\nF1,unit,Flat,P1\n");
        let before = folder(&[PARTIES, (name, &text), INTERESTS, jobs]);
        house.import(&before).await;
        let (_, text) = subjects("B1,block,One,\nP1,block,Two,\nF1,unit,Flat,B1\n");
        let after = folder(&[PARTIES, (name, &text), INTERESTS, jobs]);
        let summary = house.import(&after).await;
        assert_eq!(summary.changed.len(), 1);
        assert_eq!(summary.changed[0].fields, ["parent"]);
        house.all_unchanged(&after).await;
        assert_eq!(house.versions("job:J1").await, 1);
    });
}

#[test]
fn addresses_get_one_spelling() {
    on_both(async |house| {
        let text = "ref,kind,name,address,postcode,uprn\nP1,Property,14 Mill Lane,\"Harrogate,\nNorth Yorkshire\",hg11aa,000072001234\n";
        house.import(&folder(&[("subjects", text)])).await;
        let subject = &house.subjects().await["P1"];
        assert_eq!(subject.address, "Harrogate, North Yorkshire");
        assert_eq!(
            (&*subject.postcode, &*subject.uprn),
            ("HG1 1AA", "72001234")
        );
    });
}
