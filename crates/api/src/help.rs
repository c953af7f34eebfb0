//! The guides at `/help`: the files of `docs/guides`, as pages that anybody may read. They say how the product is used
//! and nothing of any firm.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd, html};

/// Each guide's name in its address, and its text. The order is that of the list.
const GUIDES: &[(&str, &str)] = &[
    (
        "first-day",
        include_str!("../../../docs/guides/first-day.md"),
    ),
    (
        "importing",
        include_str!("../../../docs/guides/importing.md"),
    ),
    (
        "archiving-and-merging",
        include_str!("../../../docs/guides/archiving-and-merging.md"),
    ),
    (
        "inviting-a-contact",
        include_str!("../../../docs/guides/inviting-a-contact.md"),
    ),
    ("passkeys", include_str!("../../../docs/guides/passkeys.md")),
    (
        "passing-a-property-on",
        include_str!("../../../docs/guides/passing-a-property-on.md"),
    ),
    ("profiles", include_str!("../../../docs/guides/profiles.md")),
    (
        "reading-the-receipts",
        include_str!("../../../docs/guides/reading-the-receipts.md"),
    ),
    ("records", include_str!("../../../docs/guides/records.md")),
    ("shares", include_str!("../../../docs/guides/shares.md")),
    (
        "subjects-and-interests",
        include_str!("../../../docs/guides/subjects-and-interests.md"),
    ),
    ("switches", include_str!("../../../docs/guides/switches.md")),
    (
        "what-somebody-sees",
        include_str!("../../../docs/guides/what-somebody-sees.md"),
    ),
    (
        "your-firm-and-its-staff",
        include_str!("../../../docs/guides/your-firm-and-its-staff.md"),
    ),
];

/// Every page's path and whole text.
pub(crate) fn pages() -> Vec<(String, String)> {
    let links: String = GUIDES
        .iter()
        .map(|(name, text)| format!("<li><a href=\"/help/{name}\">{}</a></li>\n", title(text)))
        .collect();
    let list = page("Help", &format!("<h1>Help</h1>\n<ul>\n{links}</ul>\n"));
    let mut pages = vec![("/help".to_owned(), list)];
    pages.extend(GUIDES.iter().map(|(name, text)| {
        let mut body = String::new();
        html::push_html(&mut body, Parser::new(text));
        body.push_str("<p><a href=\"/help\">All guides</a></p>\n");
        (format!("/help/{name}"), page(&title(text), &body))
    }));
    pages
}

/// The words of the first heading, as HTML.
fn title(text: &str) -> String {
    let mut words = String::new();
    let heading = Parser::new(text)
        .skip_while(|event| {
            !matches!(
                event,
                Event::Start(Tag::Heading {
                    level: HeadingLevel::H1,
                    ..
                })
            )
        })
        .skip(1)
        .take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    html::push_html(&mut words, heading);
    words
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/static/style.css\">\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_guide_there_is_has_a_page_and_a_title_and_is_in_the_list() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/guides");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let served: BTreeSet<String> = GUIDES
            .iter()
            .map(|(name, _)| format!("{name}.md"))
            .collect();
        assert_eq!(served, files);
        let pages = pages();
        let list = &pages[0].1;
        for (path, text) in &pages[1..] {
            assert!(list.contains(&format!("href=\"{path}\"")), "{path}");
            assert_eq!(text.matches("<h1>").count(), 1, "{path}");
            assert!(!text.contains("<title></title>"), "{path}");
        }
    }

    #[test]
    fn a_link_from_guide_to_guide_leads_somewhere() {
        let pages = pages();
        for (path, text) in &pages {
            for link in text.split("href=\"").skip(1) {
                let link = link.split('"').next().unwrap();
                let known = pages.iter().any(|(page, _)| page == link);
                let elsewhere = ["/static/", "/admin/", "/api/docs"];
                assert!(
                    known || elsewhere.iter().any(|e| link.starts_with(e)),
                    "{path} -> {link}"
                );
            }
        }
    }
}
