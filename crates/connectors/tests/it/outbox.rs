use crate::letters::{LINK, MONDAY, Relay, assert_refused, at, mail_to};
use app::ports::Mailer as _;
use connectors::OutboxMailer;
use connectors::mail::outbox::{list, read};
use std::time::{Duration, SystemTime};

#[tokio::test]
async fn the_file_is_what_a_relay_would_get() {
    let relay = Relay::start(&[]);
    let dir = tempfile::tempdir().unwrap();
    let mail = mail_to("zoe@example.org");
    relay.mailer().send(&mail).await.unwrap();
    let outbox = OutboxMailer::new(dir.path(), at(MONDAY)).unwrap();
    outbox.send(&mail).await.unwrap();

    let entry = list(dir.path(), 10).await.unwrap().remove(0);
    assert!(entry.file.starts_with("20260302T093000000Z-"), "{entry:?}");
    let written = std::fs::read(&entry.path).unwrap();
    let (received, _) = relay.kept().remove(0);
    assert_eq!(written.trim_ascii_end(), received.trim_ascii_end());
}

#[tokio::test]
async fn the_newest_mails_come_first_and_no_more_than_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..5 {
        let outbox = OutboxMailer::new(dir.path(), at(MONDAY + n * 3600)).unwrap();
        let mut mail = mail_to(&format!("p{n}@example.org"));
        mail.subject = format!("Näme {n}");
        outbox.send(&mail).await.unwrap();
    }
    let entries = list(dir.path(), 3).await.unwrap();
    let subjects: Vec<_> = entries.iter().map(|e| e.subject.as_str()).collect();
    assert_eq!(subjects, ["Näme 4", "Näme 3", "Näme 2"]);
    assert_eq!(entries[0].to.name, "Zoë Ńiedźwiedź-O'Brien 🏡");
    assert_eq!(entries[0].to.email, "p4@example.org");
    let four_hours_on = SystemTime::UNIX_EPOCH + Duration::from_secs(MONDAY + 4 * 3600);
    assert_eq!(entries[0].date, Some(four_hours_on));
}

#[tokio::test]
async fn one_mail_is_read_whole_by_its_name_and_by_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("outbox");
    let outbox = OutboxMailer::new(&inner, at(MONDAY)).unwrap();
    let mail = mail_to("zoe@example.org");
    outbox.send(&mail).await.unwrap();
    let file = list(&inner, 1).await.unwrap().remove(0).file;
    std::fs::copy(inner.join(&file), dir.path().join("secret.eml")).unwrap();

    let letter = read(&inner, &file).await.unwrap().unwrap();
    assert_eq!(letter.entry.subject, mail.subject);
    assert_eq!(letter.from, mail.from);
    assert_eq!(letter.text.replace("\r\n", "\n"), mail.text);
    assert!(letter.html.contains(LINK));
    for other in [
        "../secret.eml",
        "..",
        "",
        ".eml",
        "/etc/passwd",
        "no-such.eml",
    ] {
        assert_eq!(read(&inner, other).await.unwrap(), None, "{other}");
    }
}

#[tokio::test]
async fn a_mail_sent_twice_is_one_file_and_nothing_half_written_is_listed() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = OutboxMailer::new(dir.path(), at(MONDAY)).unwrap();
    outbox.send(&mail_to("zoe@example.org")).await.unwrap();
    outbox.send(&mail_to("zoe@example.org")).await.unwrap();
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);

    std::fs::write(dir.path().join(".20260302T093000000Z-ab.eml.part"), "To: z").unwrap();
    std::fs::write(dir.path().join("notes.txt"), "not a mail").unwrap();
    assert_eq!(list(dir.path(), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_folder_that_is_not_there_holds_no_mail() {
    let dir = tempfile::tempdir().unwrap();
    let none = list(&dir.path().join("none"), 10).await.unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_and_not_written() {
    let dir = tempfile::tempdir().unwrap();
    let outbox = OutboxMailer::new(dir.path(), at(MONDAY)).unwrap();
    assert_refused(outbox.send(&mail_to("nobody")).await);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_a_mail() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let outbox = OutboxMailer::new(dir.path(), at(MONDAY)).unwrap();
    outbox.send(&mail_to("zoe@example.org")).await.unwrap();
    let path = list(dir.path(), 1).await.unwrap().remove(0).path;
    let mode = std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
