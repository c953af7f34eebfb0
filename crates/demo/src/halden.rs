//! The demo firm, whole.

use crate::folder::{DemoError, Folder};
use crate::{bills, building, papers, people, pictures, places, works};
use chrono::NaiveDate;

/// What the firm is called.
pub const FIRM: &str = "Halden Electrical";
/// On its pages.
pub const COLOUR: &str = "#0f5f4e";

/// Two years of Halden Electrical up to a day, as a folder to import.
pub fn halden(today: NaiveDate) -> Result<Folder, DemoError> {
    let mut folder = Folder::default();
    folder.table("third_parties.csv", people::third_parties())?;
    folder.table("contacts.csv", people::contacts())?;
    folder.table("subjects.csv", places::subjects())?;
    folder.table("interests.csv", places::interests(today))?;
    let works = works::works(today);
    folder.table("jobs.csv", works.jobs)?;
    folder.table("visits.csv", works.visits)?;
    let (documents, papers) = papers::documents(today)?;
    folder.table("documents.csv", documents)?;
    let pictures = pictures::pictures(today)?;
    folder.table("photo_sets.csv", pictures.sets)?;
    folder.table("photos.csv", pictures.photos)?;
    let bills = bills::bills(today);
    folder.table("invoices.csv", bills.invoices)?;
    folder.table("invoice_lines.csv", bills.lines)?;
    folder.table("milestones.csv", building::milestones(today))?;
    folder.table("stage_payments.csv", building::stage_payments(today))?;
    for (path, bytes) in papers.into_iter().chain(pictures.files) {
        folder.files.insert(format!("files/{path}"), bytes);
    }
    Ok(folder)
}
