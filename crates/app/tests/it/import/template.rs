//! The template: its example imports as it is, and its explanations know every column.

use super::house::on_both;
use app::import::{Folder, Sheet, example, template};
use domain::record::Body;

#[test]
fn the_example_imports_and_a_second_time_is_all_unchanged() {
    on_both(async |house| {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("new/folder");
        template(&dir).unwrap();
        let folder = Folder::open(&dir.join("example")).unwrap();
        let summary = house.import(&folder).await;
        assert_eq!(summary.tallies.len(), Sheet::ALL.len());
        assert!(
            summary.tallies.values().all(|tally| tally.added > 0),
            "{summary}"
        );
        house.all_unchanged(&folder).await;
        house.all_unchanged(&Folder::in_memory(example())).await;
        let payment = house.record("stage_payment:G1").await;
        let Body::StagePayment(payment) = payment.body else {
            panic!()
        };
        assert_eq!(payment.milestone, "First fix complete");
        let job = house.record("job:J1").await;
        let Body::Job(job) = job.body else { panic!() };
        assert_eq!(
            job.description,
            "Board is a 1986 rewireable.\nTenant works nights: after 2 pm."
        );
    });
}

#[test]
fn the_empty_template_is_a_folder_in_which_nothing_is_wrong() {
    on_both(async |house| {
        let dir = tempfile::tempdir().unwrap();
        template(dir.path()).unwrap();
        house
            .all_unchanged(&Folder::open(dir.path()).unwrap())
            .await;
        let error = template(dir.path()).unwrap_err().to_string();
        assert!(
            error.ends_with("README.txt is there already; nothing was overwritten"),
            "{error}"
        );
    });
}

#[test]
fn every_file_and_column_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    template(dir.path()).unwrap();
    let readme = std::fs::read_to_string(dir.path().join("README.txt")).unwrap();
    let guide = include_str!("../../../../../docs/import.md");
    for sheet in Sheet::ALL {
        assert!(
            readme.contains(sheet.file()) && guide.contains(&format!("`{}`", sheet.file())),
            "{}",
            sheet.file()
        );
        let section = guide
            .split("\n### ")
            .find(|part| part.starts_with(&format!("`{}`", sheet.file())));
        let section = section.unwrap_or_else(|| panic!("no section on {}", sheet.file()));
        for column in sheet.columns() {
            let needed = if column.needed { "yes" } else { "" };
            let row = format!("| `{}` | {needed} |", column.name).replace("  ", " ");
            assert!(section.contains(&row), "{} {row}", sheet.file());
            assert!(
                readme.contains(&format!("  {} (", column.name)),
                "{} {}",
                sheet.file(),
                column.name
            );
        }
    }
}
