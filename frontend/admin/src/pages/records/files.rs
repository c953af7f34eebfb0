//! A record's files as the firm has them: the newest to open and save, what it was before, and what was taken away.

use crate::here::Here;
use crate::strings::t;
use contract::firm_record::{FileVersion, FirmFile, FirmRecordView};
use contract::kind::RecordKind;
use contract::paths;
use leptos::prelude::GetUntracked as _;
use ui::client::{Worn, file_link};
use ui::clock;
use ui::components::{Picture, gallery, moment, part};
use ui::dom::{El, View, all, div, el, link, span, unseen};
use ui::format;
use ui::icon::{Icon, icon};

/// Where a file of the firm's is: the newest, or the version of the record that brought it.
fn address(file: &FirmFile, version: Option<i32>, is_shown: bool, hat: Option<Worn>) -> String {
    let link = file_link(&paths::firm_file(file.latest.id), hat);
    let asked = [
        is_shown.then(|| "inline=true".to_owned()),
        version.map(|version| format!("version={version}")),
    ];
    asked.into_iter().flatten().fold(link, |link, asked| {
        let mark = if link.contains('?') { '&' } else { '?' };
        format!("{link}{mark}{asked}")
    })
}

#[must_use]
pub fn files(here: Here, record: &FirmRecordView) -> View {
    let hat = here.app.client.hat.get_untracked();
    let (gone, there): (Vec<_>, Vec<_>) = record.files.iter().partition(|file| file.removed);
    let list = match record.row.kind {
        _ if there.is_empty() => el("p").class("soft").add(t().records.page.no_files).into(),
        RecordKind::PhotoSet => {
            let pictures = there.iter().map(|file| picture(file, hat)).collect();
            gallery(pictures, &record.row.title, here.app.client.reached)
        }
        _ => el("ul")
            .class("papers")
            .add(all(there.iter().map(|file| paper(file, hat))))
            .into(),
    };
    let gone = (!gone.is_empty()).then(|| {
        let items = all(gone.iter().map(|file| paper(file, hat)));
        el("details")
            .class("proof")
            .add(el("summary").add(t().records.page.removed))
            .add(el("ul").class("papers").add(items))
    });
    vec![list, gone.into()].into()
}

fn picture(file: &FirmFile, hat: Option<Worn>) -> Picture {
    let latest = &file.latest;
    let taken = latest.taken_on.map(|day| format::day(day, clock::today()));
    let words: Vec<String> = latest.caption.iter().cloned().chain(taken).collect();
    let small = || file_link(&paths::firm_thumbnail(latest.id), hat);
    Picture {
        small: latest.has_thumbnail.then(small),
        large: address(file, None, true, hat),
        save: address(file, None, false, hat),
        words: words.join(", "),
        name: latest.name.clone(),
    }
}

/// The newest first and plainly the one that counts; the older ones under it, by name.
fn paper(file: &FirmFile, hat: Option<Worn>) -> El {
    let words = &t().records.page;
    let name = file.latest.name.as_str();
    let sent = file.versions.first().map(|version| {
        let at = moment(&clock::instant(&version.at));
        part(at)
    });
    let under = el("p")
        .class("row-under")
        .add(part(format::size(file.latest.size)))
        .add(sent);
    let acts = div("row-acts")
        .add(
            link(&address(file, None, true, hat))
                .class("button")
                .with("target", "_blank")
                .with("rel", "external noopener")
                .add(icon(Icon::External))
                .add(words.open)
                .add(unseen(&format!(" {name}"))),
        )
        .add(
            link(&address(file, None, false, hat))
                .class("button is-quiet")
                .with("download", "")
                .add(icon(Icon::Download))
                .add(words.save)
                .add(unseen(&format!(" {name}"))),
        );
    let line = div("paper-line")
        .add(div("row-text").add(el("b").add(name)).add(under))
        .add(acts);
    let older = file.versions.get(1..).unwrap_or_default();
    let older = (!older.is_empty()).then(|| {
        let next = &file.versions;
        let items = older
            .iter()
            .zip(next)
            .map(|(one, next)| older_one(file, one, next, hat));
        el("details")
            .class("proof")
            .add(el("summary").add((words.older)(older.len() as u64)))
            .add(el("ul").class("older").add(all(items)))
    });
    el("li").add(line).add(older)
}

/// What was sent until the next came.
fn older_one(file: &FirmFile, one: &FileVersion, next: &FileVersion, hat: Option<Worn>) -> El {
    let until = clock::instant(&next.at).short;
    let named = (t().records.page.older_one)(&one.name, &until);
    let open = link(&address(file, Some(one.version), true, hat))
        .with("target", "_blank")
        .with("rel", "external noopener")
        .add(named);
    el("li")
        .add(open)
        .add(span("soft", &format::size(one.size)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::file::FileSummary;
    use contract::id::{FileId, StaffId};

    #[test]
    fn a_file_is_asked_for_as_it_is_or_as_it_was_under_her_own_hat() {
        let id = FileId::from_bytes([3; 16]);
        let file = FirmFile {
            latest: FileSummary {
                id,
                name: "a.pdf".to_owned(),
                media_type: "application/pdf".to_owned(),
                size: 1,
                sha256: String::new(),
                caption: None,
                taken_on: None,
                has_thumbnail: false,
            },
            removed: false,
            versions: vec![],
        };
        let staff = StaffId::from_bytes([1; 16]);
        let hat = Some(Worn::Staff(staff));
        let path = format!("/api/v1/admin/files/{id}");
        assert_eq!(address(&file, None, false, None), path);
        assert_eq!(
            address(&file, Some(2), true, hat),
            format!("{path}?hat={staff}&inline=true&version=2")
        );
    }
}
