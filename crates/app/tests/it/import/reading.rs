//! The same rows however a spreadsheet wrote them.

use super::house::{PARTIES, SUBJECTS, folder, on_both};
use app::import::Folder;
use bytes::Bytes;
use domain::record::Body;

const JOBS: &str = "ref,subject,title,status,raised_on,description\n\
    J1,P1,Zoë’s £40 lamp,Done,14/03/2026,\"first line\nsecond, with \"\"quotes\"\"\"\n\
    \n\
    J2,P1,Plain, open ,2026-03-14,\n";

fn with_jobs(bytes: Vec<u8>) -> Folder {
    let tables = [PARTIES, SUBJECTS]
        .map(|(name, text)| (format!("{name}.csv"), Bytes::from_static(text.as_bytes())));
    Folder::in_memory(
        tables
            .into_iter()
            .chain([("Jobs.CSV".to_owned(), Bytes::from(bytes))]),
    )
}

#[test]
fn encodings_and_line_ends_make_no_difference() {
    on_both(async |house| {
        house.import(&with_jobs(JOBS.as_bytes().to_vec())).await;
        let Body::Job(job) = house.record("job:J1").await.body else {
            panic!()
        };
        assert_eq!(
            (&*job.title, &*job.description),
            ("Zoë’s £40 lamp", "first line\nsecond, with \"quotes\"")
        );
        let crlf = JOBS.replace('\n', "\r\n");
        let semicolons = "ref;subject;title;status;raised_on;description\n\
            J1;P1;Zoë’s £40 lamp;done;14.03.2026;\"first line\nsecond, with \"\"quotes\"\"\"\n\
            J2;P1;Plain;open;14-03-2026;\n";
        let latin: Vec<u8> = crlf
            .chars()
            .map(|c| {
                if c == '’' {
                    0x92
                } else {
                    u8::try_from(u32::from(c)).unwrap()
                }
            })
            .collect();
        let utf_16 = [0xff, 0xfe]
            .into_iter()
            .chain(JOBS.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [
            crlf.clone().into_bytes(),
            ["\u{feff}", &crlf].concat().into_bytes(),
            latin,
            utf_16,
            semicolons.as_bytes().to_vec(),
        ] {
            house.all_unchanged(&with_jobs(bytes)).await;
        }
    });
}

#[test]
fn a_quoted_newline_does_not_shift_the_lines() {
    on_both(async |house| {
        for newline in ["\n", "\r\n"] {
            let text = format!("{JOBS}J3,P1,Bad,open,soon,\n").replace('\n', newline);
            let refused = house.refused(&with_jobs(text.into_bytes())).await;
            assert_eq!(
                refused,
                ["Jobs.CSV line 6, column `raised_on`: this is not a day; write 2026-03-14"]
                    .map(|text| text.replace("Jobs.CSV", "jobs.csv"))
            );
        }
    });
}

#[test]
fn a_file_in_two_encodings_is_refused_and_not_guessed_at() {
    on_both(async |house| {
        let mixed = [JOBS.as_bytes(), b"J3,P1,Caf\xe9,open,,\n"].concat();
        let refused = house.refused(&with_jobs(mixed)).await;
        assert_eq!(
            refused,
            ["Jobs.CSV: it is partly UTF-8 and partly not, first on line 6; save it as UTF-8"]
        );
    });
}

#[test]
fn sums_are_exact_and_rates_are_rates() {
    on_both(async |house| {
        let folder = folder(&[
            PARTIES,
            SUBJECTS,
            (
                "invoices",
                "ref,subject,number,issued_on,due_on\nI1,P1,7,14/03/2026,14/04/2026\n",
            ),
            (
                "invoice_lines",
                "invoice,description,net,vat_rate,state\nI1,Board,\"£1,234.50\",20%,\nI1,Heat,(10.00),5,credited\n",
            ),
        ]);
        house.import(&folder).await;
        let Body::Invoice(invoice) = house.record("invoice:I1").await.body else {
            panic!()
        };
        let lines: Vec<_> = invoice
            .lines
            .iter()
            .map(|l| (l.net_pence, l.vat_rate, l.state.name()))
            .collect();
        assert_eq!(lines, [(123_450, 2000, "open"), (-1000, 500, "credited")]);
        assert_eq!(invoice.open_pence(), 148_140);
    });
}

#[test]
fn an_empty_folder_says_where_to_start() {
    on_both(async |house| {
        let folder = Folder::in_memory([("notes.txt".to_owned(), Bytes::new())]);
        let error = app::import::apply(
            &house.app,
            super::house::FIRM,
            &folder,
            &app::import::Options::default(),
        )
        .await;
        assert!(error.unwrap_err().to_string().contains("--template"));
    });
}
