//! Rows and files that cannot be taken: each is told with its place, and nothing is written.

use super::house::{INTERESTS, PARTIES, SUBJECTS, folder, on_both};
use app::import::Sheet;

#[test]
fn a_missing_column_names_its_file_and_itself() {
    on_both(async |house| {
        let folder = folder(&[
            PARTIES,
            (
                "contacts",
                "ref,third_party,name,role\nC1,A1,Bea,bookkeeper\n",
            ),
        ]);
        assert_eq!(
            house.refused(&folder).await,
            ["contacts.csv: the column `email` is missing"]
        );
    });
}

#[test]
fn an_unknown_file_or_column_is_never_passed_over() {
    on_both(async |house| {
        let folder = folder(&[
            (
                "third_parties",
                "ref,name,type,colour,,name\nA1,Oakline,letting-agent,red,,x\n",
            ),
            ("invoice", "ref\nI1\n"),
            ("jobs", ""),
        ]);
        let refused = house.refused(&folder).await.join("\n");
        for part in [
            "third_parties.csv: there is no column `colour`; the columns are ref, name, type",
            "third_parties.csv: its column 5 has no name",
            "third_parties.csv: the column `name` is there twice",
            "invoice.csv: no file of an import has this name; they are third_parties.csv, ",
            "jobs.csv: it is empty; it needs a heading",
        ] {
            assert!(refused.contains(part), "{part}\n{refused}");
        }
    });
}

#[test]
fn a_file_at_fault_is_not_skipped_with_its_rows() {
    on_both(async |house| {
        let folder = folder(&[
            PARTIES,
            (
                "contacts",
                "ref,third_party,name,role\nC1,A1,Bea,bookkeeper\n",
            ),
        ]);
        let options = app::import::Options {
            skip_bad: true,
            ..Default::default()
        };
        let error = app::import::apply(&house.app, super::house::FIRM, &folder, &options)
            .await
            .unwrap_err();
        assert!(
            error.to_string().contains("a whole file was refused"),
            "{error}"
        );
        assert!(house.parties().await.is_empty());
    });
}

#[test]
fn a_half_written_row_is_told_with_its_line_and_nothing_is_written() {
    on_both(async |house| {
        let jobs = "ref,subject,title,status,description\nJ1,P1,Good,open,\"two\nlines\"\nJ2,P1,Half,\"op\nJ3,P1\n";
        let folder = folder(&[PARTIES, SUBJECTS, ("jobs", jobs)]);
        assert_eq!(
            house.refused(&folder).await,
            [
                "jobs.csv line 4: a quotation mark is opened and never closed",
                "jobs.csv line 5: the row has 2 cells, but the heading has 5",
            ]
        );
        let summary = house.import_without_bad(&folder).await;
        assert_eq!(summary.tallies[&Sheet::Jobs].added, 1);
        assert_eq!(house.records().await.len(), 1);
    });
}

#[test]
fn a_reference_to_nothing_is_told_wherever_it_stands() {
    on_both(async |house| {
        let folder = folder(&[
            PARTIES,
            SUBJECTS,
            (
                "contacts",
                "ref,third_party,name,email,role,sites\nC1,X1,Bea,b@x.example,bookkeeper,\nC2,A1,Cy,c@x.example,bookkeeper,P1;X2\n",
            ),
            (
                "interests",
                "ref,third_party,subject,relation,first_day\nN1,X3,P1,owns,2020-01-01\nN2,A1,X4,owns,2020-01-01\n",
            ),
            (
                "jobs",
                "ref,subject,title,status,addressed_to,raised_by,shared_with\nJ1,X5,T,open,,,\nJ2,P1,T,open,X6,,\nJ3,P1,T,open,,X7,\nJ4,P1,T,open,,,L1;X8\n",
            ),
            (
                "visits",
                "ref,subject,job,title,status,date\nV1,P1,X9,T,done,2026-01-01\n",
            ),
            ("photos", "photo_set,file\nX10,a.jpg\n"),
            (
                "invoice_lines",
                "invoice,description,net,vat_rate\nX11,Work,5,20\n",
            ),
            (
                "stage_payments",
                "ref,subject,position,title,milestone,amount\nG1,P1,1,T,X12,5\n",
            ),
        ]);
        let refused = house.refused(&folder).await;
        let lines = |at: usize, file: &str, line: u32, column: &str, name: &str, of: &str| {
            assert_eq!(
                refused[at],
                format!(
                    "{file}.csv line {line}, column `{column}`: there is no `{name}` in {of}.csv, and none was imported before"
                )
            );
        };
        assert_eq!(refused.len(), 12, "{refused:#?}");
        lines(0, "contacts", 2, "third_party", "X1", "third_parties");
        lines(1, "contacts", 3, "sites", "X2", "subjects");
        lines(2, "interests", 2, "third_party", "X3", "third_parties");
        lines(3, "interests", 3, "subject", "X4", "subjects");
        lines(4, "jobs", 2, "subject", "X5", "subjects");
        lines(5, "jobs", 3, "addressed_to", "X6", "third_parties");
        lines(6, "jobs", 4, "raised_by", "X7", "third_parties");
        lines(7, "jobs", 5, "shared_with", "X8", "third_parties");
        lines(8, "visits", 2, "job", "X9", "jobs");
        lines(9, "photos", 2, "photo_set", "X10", "photo_sets");
        lines(10, "invoice_lines", 2, "invoice", "X11", "invoices");
        lines(11, "stage_payments", 2, "milestone", "X12", "milestones");
    });
}

#[test]
fn every_cell_that_cannot_be_read_says_how_to_write_it() {
    on_both(async |house| {
        let folder = folder(&[
            (
                "third_parties",
                "ref,name,type\nA1,Oakline,letting-agent\nA2,,landlord\nA3,Odd,plumber\n",
            ),
            (
                "subjects",
                "ref,kind,name,postcode,uprn\nP1,property,14 Mill Lane,HG1 1AA,1\nP2,castle,X,HG1,12a\n",
            ),
            (
                "contacts",
                "ref,third_party,name,email,role,modules_off\nC1,A1,Bea,bea,bookkeeper,\nC2,A1,Bea,b@x.example,owner,\nC3,A1,Bea,b@x.example,bookkeeper,chess\n",
            ),
            (
                "jobs",
                "ref,subject,title,status,raised_on,done_on,standing,shared_with\nJ1,P1,T,paid,31/02/2026,,,\nJ2,P1,T,done,2026-02-02,2026-01-01,,\nJ3,P1,T,done,,,shared,\nJ4,P1,T,done,,,internal,A1\n",
            ),
            (
                "invoices",
                "ref,subject,number,issued_on,due_on,draft,chase\nI1,P1,1,2026-01-02,2026-01-01,,\nI2,P1,2,2026-01-01,2026-01-02,,\nI3,P1,3,2026-01-01,2026-01-02,maybe,often\n",
            ),
            (
                "invoice_lines",
                "invoice,description,net,vat_rate\nI1,Work,5,20\nI3,Work,5 quid,a lot\n",
            ),
            (
                "stage_payments",
                "ref,subject,position,title,amount,retention\nG1,P1,first,T,10,5\nG2,P1,1,T,10,20\n",
            ),
        ]);
        let refused = house.refused(&folder).await.join("\n");
        for part in [
            "third_parties.csv line 3, column `name`: this must not be empty",
            "third_parties.csv line 4, column `type`: `plumber` is none of the firm's types: landlord, letting-agent",
            "subjects.csv line 3, column `kind`: `castle` is none of property, block, unit",
            "subjects.csv line 3, column `postcode`: this is not a postcode; write LS7 3AB",
            "subjects.csv line 3, column `uprn`: this is not a UPRN",
            "contacts.csv line 2, column `email`: this is not an e-mail address",
            "contacts.csv line 3, column `role`: `owner` is no role of `letting-agent`; it has bookkeeper, principal",
            "contacts.csv line 4, column `modules_off`: `chess` is none of properties, jobs",
            "jobs.csv line 2, column `raised_on`: this is not a day; write 2026-03-14",
            "jobs.csv line 2, column `status`: `paid` is none of open, booked, done, cancelled",
            "jobs.csv line 3, column `done_on`: `done_on` lies before `raised_on`",
            "jobs.csv line 4, column `standing`: it is shared, but `shared_with` names nobody",
            "jobs.csv line 5, column `standing`: it is internal, but `shared_with` names somebody",
            "invoices.csv line 2, column `due_on`: `due_on` lies before `issued_on`",
            "invoices.csv line 3: it has no line in invoice_lines.csv",
            "invoices.csv line 4, column `draft`: write yes or no",
            "invoices.csv line 4, column `chase`: `often` is none of none, reminded",
            "invoice_lines.csv line 2, column `invoice`: `I1` was refused (invoices.csv line 2)",
            "invoice_lines.csv line 3, column `net`: this is not a sum of money; write 1234.50",
            "invoice_lines.csv line 3, column `vat_rate`: this is not a rate of VAT; write 20 or 20%",
            "stage_payments.csv line 2, column `position`: write a whole number",
            "stage_payments.csv line 3, column `retention`: `retention` is out of range",
        ] {
            assert!(refused.contains(part), "{part}\n\n{refused}");
        }
    });
}

#[test]
fn two_rows_of_one_name_are_both_refused() {
    on_both(async |house| {
        let subjects = "ref,kind,name\nP1,property,A\nP2,property,B\nP1,property,C\n";
        let refused = house
            .refused(&folder(&[PARTIES, ("subjects", subjects)]))
            .await;
        let why = "lines 2, 4 have the same `ref`";
        let expected = [2, 4].map(|line| format!("subjects.csv line {line}, column `ref`: {why}"));
        assert_eq!(refused, expected);
    });
}

#[test]
fn skip_bad_keeps_the_good_rows_and_leaves_out_what_hangs_on_a_bad_one() {
    on_both(async |house| {
        let folder = folder(&[
            (
                "third_parties",
                "ref,name,type\nA1,Oakline,letting-agent\nL1,Dunn,duke\n",
            ),
            (
                "subjects",
                "ref,kind,name,parent\nP1,property,14 Mill Lane,\nP2,nothing,X,\nP3,unit,Y,P2\nP4,unit,Z,P3\n",
            ),
            INTERESTS,
            (
                "jobs",
                "ref,subject,title,status\nJ1,P1,Good,open\nJ2,P4,Bad subject,open\n",
            ),
            (
                "visits",
                "ref,subject,job,title,status,date\nV1,P1,J2,Bad job,done,2026-01-01\nV2,P1,J1,Good,done,2026-01-01\n",
            ),
            (
                "invoices",
                "ref,subject,number,issued_on,due_on,addressed_to\nI1,P1,1,2026-01-01,2026-01-02,A1\nI2,P1,2,2026-01-01,2026-01-02,L1\nI3,P1,3,2026-01-01,2026-01-02,A1\n",
            ),
            (
                "invoice_lines",
                "invoice,description,net,vat_rate,job\nI1,Good,5,20,J1\nI1,Bad job,5,20,J2\nI2,Bad party,5,20,\nI3,Good,5,20,J1\n",
            ),
        ]);
        let refused = house.refused(&folder).await;
        let summary = house.import_without_bad(&folder).await;
        assert_eq!(
            summary
                .refusals
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            refused
        );
        let refused = refused.join("\n");
        for part in [
            "subjects.csv line 4, column `parent`: `P2` was refused (subjects.csv line 3)",
            "subjects.csv line 5, column `parent`: `P3` was refused (subjects.csv line 4)",
            "interests.csv line 3, column `subject`: there is no `B1` in subjects.csv",
            "jobs.csv line 3, column `subject`: `P4` was refused (subjects.csv line 5)",
            "visits.csv line 2, column `job`: `J2` was refused (jobs.csv line 3)",
            "invoices.csv line 2: a part of it was refused (invoice_lines.csv line 3)",
            "invoices.csv line 3, column `addressed_to`: `L1` was refused (third_parties.csv line 3)",
            "invoice_lines.csv line 2, column `invoice`: `I1` was refused (invoices.csv line 2)",
            "invoice_lines.csv line 4, column `invoice`: `I2` was refused (invoices.csv line 3)",
        ] {
            assert!(refused.contains(part), "{part}\n\n{refused}");
        }
        let keys: Vec<_> = house.records().await.into_keys().collect();
        assert_eq!(keys, ["invoice:I3", "job:J1", "visit:V2"]);
        let text = summary.to_string();
        assert!(
            text.contains("invoices.csv                 1         0          0         2"),
            "{text}"
        );
        assert!(
            text.ends_with("Imported without the refused rows."),
            "{text}"
        );
    });
}
