//! Importing again: what is the same is left alone, what differs is changed and its history kept, and what is
//! gone from the folder stays.

use super::house::{FIRM, INTERESTS, PARTIES, SUBJECTS, folder, on_both};
use contract::kind::{ChaseState, LineState, Status};
use domain::record::Body;
use store::Change;

const DOCUMENTS: &str = "ref,subject,type,title,issued_on,next_due,remarks,superseded\n";

fn documents(rows: &str) -> (&'static str, String) {
    ("documents", format!("{DOCUMENTS}{rows}"))
}

#[test]
fn an_import_leaves_one_receipt_and_one_that_changes_nothing_leaves_none() {
    on_both(async |house| {
        let receipts = async || {
            house
                .number("SELECT COUNT(*) FROM receipt WHERE action = 'import.run'")
                .await
        };
        let first = folder(&[PARTIES, SUBJECTS, INTERESTS]);
        house.import(&first).await;
        assert_eq!(receipts().await, 1);
        let told = "SELECT COUNT(*) FROM receipt WHERE text LIKE '%added=8&changed=0%'";
        assert_eq!(house.number(told).await, 1);
        house.all_unchanged(&first).await;
        house.import(&first).await;
        assert_eq!(receipts().await, 1);
    });
}

#[test]
fn a_changed_document_gets_a_second_version_and_the_first_is_kept() {
    on_both(async |house| {
        let (name, text) = documents("D1,P1,EICR,Report,2024-03-14,2029-03-14,C3: none,\n");
        let first = folder(&[PARTIES, SUBJECTS, INTERESTS, (name, &text)]);
        house.import(&first).await;
        let before = house.record("document:D1").await;
        house.all_unchanged(&first).await;
        let (_, text) = documents("D1,P1,eicr,Report,2024-03-14,2027-03-14,C2: no RCD,\n");
        let second = folder(&[PARTIES, SUBJECTS, INTERESTS, (name, &text)]);
        let summary = house.import(&second).await;
        assert_eq!(summary.changed.len(), 1);
        assert_eq!(summary.changed[0].fields, ["next_due", "remarks"]);
        assert_eq!(summary.total().unchanged, 8);
        let after = house.record("document:D1").await;
        assert_eq!(before.id, after.id);
        let Body::Document(document) = after.body else {
            panic!()
        };
        assert_eq!(document.remarks, "C2: no RCD");
        assert_eq!(house.versions("document:D1").await, 2);
        let kept =
            "SELECT COUNT(*) FROM record_version WHERE version = 1 AND body LIKE '%C3: none%'";
        assert_eq!(house.number(kept).await, 1);
        house.all_unchanged(&second).await;
    });
}

#[test]
fn the_newest_document_of_its_type_is_the_one_that_counts() {
    on_both(async |house| {
        let (name, text) = documents(
            "D1,P1,eicr,Old,2016-01-01,,,\nD2,P1,eicr,Newer,2021-01-01,,,\nD3,P1,epc,Other type,2015-01-01,,,\n\
             D4,P2,eicr,Other flat,2011-01-01,,,\nD5,P1,eicr,Withdrawn,2022-01-01,,,yes\n",
        );
        let first = folder(&[PARTIES, SUBJECTS, (name, &text)]);
        house.import(&first).await;
        let status = async |key: &str| house.record(key).await.body.spine().status;
        assert_eq!(status("document:D1").await, Status::Superseded);
        assert_eq!(status("document:D2").await, Status::Current);
        assert_eq!(status("document:D3").await, Status::Current);
        assert_eq!(status("document:D4").await, Status::Current);
        assert_eq!(status("document:D5").await, Status::Superseded);
        // Next year's folder has only the new one.
        let (_, text) = documents("D6,P1,eicr,Newest,2026-01-01,,,\n");
        let second = folder(&[(name, &text)]);
        let summary = house.import(&second).await;
        assert_eq!(
            summary.notes,
            ["1 document that is not in this folder is superseded by a newer one"]
        );
        assert_eq!(status("document:D2").await, Status::Superseded);
        assert_eq!(house.versions("document:D2").await, 2);
        house.all_unchanged(&second).await;
        house.all_unchanged(&first).await;
    });
}

#[test]
fn a_document_that_only_staff_see_does_not_supersede_one_that_others_see() {
    on_both(async |house| {
        let text = "ref,subject,type,title,issued_on,standing\nD1,P1,eicr,Seen,2021-01-01,\n\
                    D2,P1,eicr,Draft,2026-01-01,internal\nD3,P1,eicr,Older draft,2020-01-01,internal\n";
        house
            .import(&folder(&[PARTIES, SUBJECTS, ("documents", text)]))
            .await;
        let status = async |key: &str| house.record(key).await.body.spine().status;
        assert_eq!(status("document:D1").await, Status::Current);
        assert_eq!(status("document:D2").await, Status::Current);
        assert_eq!(status("document:D3").await, Status::Superseded);
    });
}

#[test]
fn rows_that_are_gone_from_the_folder_stay_on_record() {
    on_both(async |house| {
        let jobs = (
            "jobs",
            "ref,subject,title,status\nJ1,P1,Lamp,open\nJ2,P1,Fan,open\n",
        );
        house
            .import(&folder(&[PARTIES, SUBJECTS, INTERESTS, jobs]))
            .await;
        let less = ("jobs", "ref,subject,title,status\nJ2,P1,Fan,done\n");
        let summary = house.import(&folder(&[less])).await;
        assert_eq!(summary.total().changed, 1);
        assert_eq!(house.records().await.len(), 2);
        assert_eq!(house.interests().await.len(), 2);
    });
}

#[test]
fn lines_keep_their_ids_and_what_became_of_them() {
    on_both(async |house| {
        let invoices = (
            "invoices",
            "ref,subject,number,issued_on,due_on\nI1,P1,7,2026-01-01,2026-02-01\n",
        );
        let lines = (
            "invoice_lines",
            "invoice,description,net,vat_rate\nI1,Board,100,20\nI1,Labour,50,20\n",
        );
        let first = folder(&[PARTIES, SUBJECTS, invoices, lines]);
        house.import(&first).await;
        // Meanwhile she queries a line, and staff chase.
        let mut record = house.record("invoice:I1").await;
        let Body::Invoice(invoice) = &mut record.body else {
            panic!()
        };
        invoice.lines[1].state = LineState::Queried;
        invoice.chase = ChaseState::Reminded;
        let ids: Vec<_> = invoice.lines.iter().map(|line| line.id).collect();
        let tx = house.app.db.write().await.unwrap();
        store::records::update(&tx, &record, &Change::now(&*house.app.clock, "staff"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.all_unchanged(&first).await;
        // A line comes in front of them, and one is corrected where it stands.
        let lines = (
            "invoice_lines",
            "invoice,description,net,vat_rate\nI1,Board,100,20\nI1,Callout,30,20\nI1,Labour,50,20\n",
        );
        let summary = house.import(&folder(&[lines])).await;
        assert_eq!(
            (summary.total().added, summary.total().unchanged),
            (1, 2),
            "{summary}"
        );
        let Body::Invoice(invoice) = house.record("invoice:I1").await.body else {
            panic!()
        };
        assert_eq!(invoice.chase, ChaseState::Reminded);
        let states: Vec<_> = invoice.lines.iter().map(|line| line.state.name()).collect();
        assert_eq!(states, ["open", "open", "queried"]);
        assert_eq!([invoice.lines[0].id, invoice.lines[2].id], ids[..]);
        let lines = (
            "invoice_lines",
            "invoice,description,net,vat_rate\nI1,Board,100,20\nI1,Call-out,30,20\nI1,Labour,50,20\n",
        );
        let summary = house.import(&folder(&[invoices, lines])).await;
        assert_eq!(summary.changed.len(), 2, "{summary}");
        assert_eq!(summary.changed[0].fields, ["lines"]);
        assert_eq!(summary.changed[1].fields, ["description"]);
    });
}

#[test]
fn people_and_names_follow_the_folder() {
    on_both(async |house| {
        let contacts = "ref,third_party,name,email,role,modules_off,sites\n";
        let first = format!(
            "{contacts}C1,A1,Bea,bea@oak.example,bookkeeper,plan,P1;P2\nC2,A1,Cy,cy@oak.example,principal,,\n"
        );
        house
            .import(&folder(&[PARTIES, SUBJECTS, ("contacts", &first)]))
            .await;
        let bea = house.contacts().await.remove(0);
        assert_eq!(bea.sites.as_ref().map(Vec::len), Some(2));
        let second = format!(
            "{contacts}C1,A1,Bea Marsh,BEA.M@oak.example,principal,,\nC2,A1,Cy,cy@oak.example,principal,,\n"
        );
        let parties = "ref,name,type\nA1,Oakline Lettings,letting-agent\nL1,Dunn,letting-agent\n";
        let changed = folder(&[("third_parties", parties), SUBJECTS, ("contacts", &second)]);
        let summary = house.import(&changed).await;
        let fields: Vec<_> = summary
            .changed
            .iter()
            .map(|c| (c.reference.as_str(), c.fields.join(" ")))
            .collect();
        assert_eq!(
            fields,
            [
                ("A1", "name".to_owned()),
                ("L1", "type".to_owned()),
                ("C1", "name email role modules_off sites".to_owned())
            ]
        );
        let now = house.contacts().await.remove(0);
        assert_eq!(
            (now.id, now.email.as_str(), now.sites),
            (bea.id, "bea.m@oak.example", None)
        );
        house.all_unchanged(&changed).await;
        // A type without her role would shut her out.
        let duke = ("third_parties", "ref,name,type\nA1,Oakline,landlord\n");
        let refused = house.refused(&folder(&[duke])).await;
        let why = "Bea Marsh is its `principal`, a role that `landlord` does not have";
        assert_eq!(
            refused,
            [format!("third_parties.csv line 2, column `type`: {why}")]
        );
    });
}

#[test]
fn an_import_gives_nobody_back_the_access_that_was_ended() {
    on_both(async |house| {
        let contacts = (
            "contacts",
            "ref,third_party,name,email,role\nC1,A1,Bea,bea@oak.example,bookkeeper\n",
        );
        let all = folder(&[PARTIES, contacts]);
        house.import(&all).await;
        let bea = house.contacts().await.remove(0);
        let tx = house.app.db.write().await.unwrap();
        store::people::close_role(&tx, bea.id, &Change::now(&*house.app.clock, "staff"))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let writes = house.writes();
        let summary = house.import(&all).await;
        assert_eq!(house.writes(), writes);
        assert_eq!(summary.notes.len(), 1, "{summary}");
        assert!(house.contacts().await.is_empty());
    });
}

#[test]
fn two_sources_do_not_meet() {
    on_both(async |house| {
        let all = folder(&[PARTIES]);
        house.import(&all).await;
        let options = app::import::Options {
            source: "other",
            ..Default::default()
        };
        let summary = app::import::apply(&house.app, FIRM, &all, &options)
            .await
            .unwrap();
        assert_eq!(summary.total().added, 3);
        assert_eq!(house.parties().await.len(), 6);
    });
}

#[test]
fn what_is_said_of_a_third_party_that_was_merged_is_said_of_the_one_it_became() {
    on_both(async |house| {
        let parties = "ref,name,type\nA1,Oakline,letting-agent\nA2,Oak Lane,letting-agent\nL1,Dunn,landlord\n";
        let contacts = "ref,third_party,name,email,role,modules_off,sites\n";
        let rows = |more: &str| format!("{contacts}C1,A1,Bea,bea@oak.example,bookkeeper,,\n{more}");
        let first = folder(&[
            ("third_parties", parties),
            SUBJECTS,
            INTERESTS,
            ("contacts", &rows("")),
        ]);
        house.import(&first).await;
        let held = house.interests().await;
        let from = held[0].0.third_party;
        let tx = house.app.db.write().await.unwrap();
        let all = store::people::third_parties(&tx, FIRM).await.unwrap();
        let into = all.iter().find(|one| one.name == "Oak Lane").unwrap().id;
        let change = Change::now(&*house.app.clock, "test");
        let bea = store::people::contacts(&tx, FIRM).await.unwrap().remove(0);
        store::merges::move_contact(&tx, FIRM, bea.id, into)
            .await
            .unwrap();
        let closed: Vec<_> = held.iter().map(|(one, _)| one.id).collect();
        let mut opened = held.clone();
        for (one, _) in &mut opened {
            one.third_party = into;
        }
        store::interests::turn(&tx, FIRM, &closed, &opened, &change)
            .await
            .unwrap();
        let merged = store::merges::Archived {
            at: change.at,
            into: Some(into),
        };
        store::merges::set_archived(&tx, FIRM, from, Some(merged))
            .await
            .unwrap();
        tx.commit().await.unwrap();

        house.all_unchanged(&first).await;
        let second = rows("C2,A1,Cy,cy@oak.example,principal,,\n");
        let second = folder(&[("third_parties", parties), SUBJECTS, ("contacts", &second)]);
        house.import(&second).await;
        let contacts = house.contacts().await;
        assert_eq!(contacts.len(), 2);
        assert!(contacts.iter().all(|one| one.third_party == into));
    });
}

#[test]
fn an_import_lets_nobody_in_to_what_is_archived() {
    on_both(async |house| {
        let contacts = "ref,third_party,name,email,role,modules_off,sites\n";
        let first = format!("{contacts}C1,A1,Bea,bea@oak.example,bookkeeper,,\n");
        let first = folder(&[PARTIES, ("contacts", &first)]);
        house.import(&first).await;
        let tx = house.app.db.write().await.unwrap();
        let change = Change::now(&*house.app.clock, "test");
        let bea = store::people::contacts(&tx, FIRM).await.unwrap().remove(0);
        store::people::close_role(&tx, bea.id, &change)
            .await
            .unwrap();
        let archived = store::merges::Archived {
            at: change.at,
            into: None,
        };
        store::merges::set_archived(&tx, FIRM, bea.third_party, Some(archived))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        house.all_unchanged(&first).await;
        let second = format!("{contacts}C2,A1,Cy,cy@oak.example,principal,,\n");
        let second = folder(&[PARTIES, ("contacts", &second)]);
        let refused = house.refused(&second).await;
        assert!(refused[0].contains("archived"), "{refused:?}");
        assert!(house.contacts().await.is_empty());
    });
}
