//! An app's files beside its code: the page, the scripts before and beside it, styles and icons.

use super::{App, read};
use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::Path;

pub struct Sources {
    pub page: String,
    pub boot: String,
    /// Of an app that starts without a connection.
    pub worker: Option<String>,
    pub web_manifest: Option<String>,
    pub styles: String,
    /// By file name.
    pub icons: Vec<(String, Vec<u8>)>,
}

impl Sources {
    /// Reads them from the `frontend` folder.
    pub fn read(frontend: &Path, app: &App) -> Result<Self> {
        let own = frontend.join(app.name);
        let icons = listed(&own.join("icons"), |_| true)?;
        let alone = |name: &str| app.alone.then(|| text(&own.join(name))).transpose();
        Ok(Self {
            page: text(&own.join("index.html"))?,
            boot: text(&own.join("boot.js"))?,
            worker: alone("sw.js")?,
            web_manifest: alone("manifest.webmanifest")?,
            styles: styles(&[frontend.join("ui").join("css"), own.join("css")])?,
            icons: icons
                .into_iter()
                .map(|name| Ok((name.clone(), read(&own.join("icons").join(name))?)))
                .collect::<Result<_>>()?,
        })
    }

    pub fn feed(&self, hash: &mut Sha256) {
        let mut one = |bytes: &[u8]| hash.update(Sha256::digest(bytes));
        for text in [&self.page, &self.boot, &self.styles] {
            one(text.as_bytes());
        }
        for text in self.worker.iter().chain(&self.web_manifest) {
            one(text.as_bytes());
        }
        for (name, bytes) in &self.icons {
            one(name.as_bytes());
            one(bytes);
        }
    }
}

/// One sheet: what is shared comes first, and of that the tokens, which everything else is written in.
fn styles(folders: &[impl AsRef<Path>]) -> Result<String> {
    let mut sheet = String::new();
    for folder in folders {
        let mut names = listed(folder.as_ref(), |name| name.ends_with(".css"))?;
        names.sort_by_key(|name| (name != "tokens.css", name.clone()));
        for name in names {
            sheet.push_str(&without_comments(&text(&folder.as_ref().join(name))?));
            sheet.push('\n');
        }
    }
    Ok(sheet)
}

/// Comments are for whoever reads the source; a phone should not fetch them.
fn without_comments(css: &str) -> String {
    let mut kept = String::new();
    let mut quote = None;
    let mut rest = css.chars().peekable();
    while let Some(letter) = rest.next() {
        match (quote, letter) {
            (None, '/') if rest.peek() == Some(&'*') => {
                let mut before = ' ';
                rest.next();
                for inside in rest.by_ref() {
                    if (before, inside) == ('*', '/') {
                        break;
                    }
                    before = inside;
                }
                continue;
            }
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (Some(_), '\\') => {
                kept.push(letter);
                kept.extend(rest.next());
                continue;
            }
            _ => {}
        }
        kept.push(letter);
    }
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The names of the files in a folder, in order; none when there is no folder.
fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_file() && !name.starts_with('.') && wanted(&name) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).with_context(|| format!("{} is not text", path.display()))
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn a_phone_gets_the_styles_without_what_is_said_about_them() {
        let css = "/* why */\n.a {\n  color: red; /* as\n agreed */\n}\n\n.b::before { content: \"/* \\\" */\"; }";
        assert_eq!(
            without_comments(css),
            ".a {\ncolor: red;\n}\n.b::before { content: \"/* \\\" */\"; }"
        );
    }
}
