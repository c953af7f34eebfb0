//! The made-up firms: whole, believable and always the same.

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use demo::{BenchSize, Folder, LOCATED_PHOTO, bench, halden, personas};
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::OnceLock;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 17).unwrap()
    }

    fn made() -> &'static Folder {
        static MADE: OnceLock<Folder> = OnceLock::new();
        MADE.get_or_init(|| halden(today()).unwrap())
    }

    type Row = BTreeMap<String, String>;

    fn table(folder: &Folder, file: &str) -> Vec<Row> {
        let mut reader = csv::Reader::from_reader(folder.files[file].as_slice());
        reader.deserialize().map(Result::unwrap).collect()
    }

    fn column(folder: &Folder, file: &str, name: &str) -> BTreeSet<String> {
        table(folder, file)
            .into_iter()
            .map(|mut row| row.remove(name).unwrap())
            .collect()
    }

    #[test]
    fn the_same_day_gives_the_same_bytes() {
        assert!(made() == &halden(today()).unwrap());
    }

    #[test]
    fn every_reference_leads_somewhere() {
        let folder = made();
        let subjects = column(folder, "subjects.csv", "ref");
        for file in [
            "interests.csv",
            "jobs.csv",
            "visits.csv",
            "documents.csv",
            "photo_sets.csv",
            "invoices.csv",
            "milestones.csv",
        ] {
            let used = column(folder, file, "subject");
            assert!(
                used.is_subset(&subjects),
                "{file}: {:?}",
                used.difference(&subjects).collect::<Vec<_>>()
            );
        }
        let invoices = column(folder, "invoices.csv", "ref");
        assert_eq!(
            invoices.len(),
            table(folder, "invoices.csv").len(),
            "an invoice twice"
        );
        assert_eq!(column(folder, "invoice_lines.csv", "invoice"), invoices);
        for (file, name) in [("documents.csv", "file"), ("photos.csv", "file")] {
            for path in column(folder, file, name) {
                assert!(
                    folder.files.contains_key(&format!("files/{path}")),
                    "{path}"
                );
            }
        }
    }

    #[test]
    fn there_are_about_sixty_properties_and_two_years_of_papers() {
        let folder = made();
        assert!((58..=66).contains(&table(folder, "subjects.csv").len()));
        assert!(table(folder, "documents.csv").len() > 200);
        assert!(folder.files.contains_key(&format!("files/{LOCATED_PHOTO}")));
        for (path, bytes) in folder.files.iter().filter(|(p, _)| p.starts_with("files/")) {
            let right = if path.ends_with(".pdf") {
                bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF")
            } else {
                bytes.starts_with(&[0xff, 0xd8])
                    && bytes.ends_with(&[0xff, 0xd9])
                    && bytes.len() < 120_000
            };
            assert!(right, "{path}, {} bytes", bytes.len());
        }
    }

    #[test]
    fn invoices_are_in_every_state() {
        let folder = made();
        for state in ["open", "queried", "credited", "paid"] {
            assert!(
                column(folder, "invoice_lines.csv", "state").contains(state),
                "{state}"
            );
        }
        for chase in [
            "none",
            "reminded",
            "second_reminder",
            "final_notice",
            "on_hold",
        ] {
            assert!(
                column(folder, "invoices.csv", "chase").contains(chase),
                "{chase}"
            );
        }
        let queried: Vec<_> = table(folder, "invoice_lines.csv")
            .into_iter()
            .filter(|l| l["state"] == "queried")
            .collect();
        assert!(
            queried
                .iter()
                .any(|l| l["net"] == "40.00" && l["invoice"] == "INV-2041")
        );
        assert_eq!(column(folder, "jobs.csv", "status").len(), 4);
    }

    #[test]
    fn the_personas_are_contacts() {
        let emails = column(made(), "contacts.csv", "email");
        assert_eq!(personas().len(), 4);
        for persona in personas() {
            assert!(emails.contains(persona.email));
        }
        // One person is a contact at two third parties.
        assert_eq!(emails.len() + 1, table(made(), "contacts.csv").len());
    }

    #[test]
    fn the_bench_has_as_many_rows_as_it_says() {
        let mut size = BenchSize::bench();
        size.third_parties = 3;
        size.others.clear();
        let folder = bench(today(), &size).unwrap();
        assert_eq!(table(&folder, "subjects.csv").len(), 150);
        assert_eq!(table(&folder, "invoices.csv").len(), 600);
        assert_eq!(table(&folder, "documents.csv").len(), 450);
        let unpaid = table(&folder, "invoice_lines.csv")
            .into_iter()
            .filter(|l| l["state"] == "open")
            .count();
        assert_eq!(unpaid, 240);
    }
}
