//! Which files an app consists of: each is named by its content, so those that name others come after them.

use super::App;
use super::sources::Sources;
use super::wasm::Bound;
use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;

/// The app's files and the id of the build.
pub struct Bundle {
    pub build: String,
    /// By what they are, as `portal.wasm`.
    pub files: BTreeMap<String, File>,
}

pub struct File {
    /// As it is asked for, below where the server has the app.
    pub path: String,
    pub sha256: String,
    pub bytes: Vec<u8>,
}

impl File {
    fn new(path: String, bytes: Vec<u8>) -> Self {
        Self {
            path,
            sha256: hex::encode(Sha256::digest(&bytes)),
            bytes,
        }
    }

    /// Named by the first of its hash: enough for the versions of one file.
    fn hashed(stem: &str, ending: &str, bytes: Vec<u8>) -> Self {
        let mut file = Self::new(String::new(), bytes);
        let start: String = file.sha256.chars().take(8).collect();
        file.path = format!("assets/{stem}-{start}.{ending}");
        file
    }

    fn url(&self, app: &App) -> String {
        format!("{}{}", app.base, self.path)
    }
}

pub fn assemble(app: &App, bound: Bound, sources: &Sources) -> Result<Bundle> {
    let wasm = File::hashed(app.name, "wasm", bound.wasm);
    let js = File::hashed(app.name, "js", bound.js.into_bytes());
    let css = File::hashed(app.name, "css", sources.styles.clone().into_bytes());
    let mut known = BTreeMap::from([
        ("wasm", wasm.url(app)),
        ("js", js.url(app)),
        ("css", css.url(app)),
    ]);
    let boot = fill("boot.js", &sources.boot, &known, &["js", "wasm"])?;
    let boot = File::hashed("boot", "js", boot.into_bytes());
    known.insert("boot", boot.url(app));

    // Of the sources of the page and the worker, since what they become holds the id itself.
    let mut hash = Sha256::new();
    hash.update([&*wasm.sha256, &js.sha256, &boot.sha256].concat());
    sources.feed(&mut hash);
    let build: String = hex::encode(hash.finalize()).chars().take(16).collect();
    known.insert("app", build.clone());
    known.insert("version", build.clone());
    let shell = [&css, &boot, &js, &wasm].map(|file| file.url(app));
    let shell: Vec<String> = std::iter::once(app.base.to_owned()).chain(shell).collect();
    known.insert("shell", serde_json::to_string(&shell)?);

    let page = fill("index.html", &sources.page, &known, &["css", "boot", "app"])?;
    nothing_inline(&page)?;
    let mut named = vec![("index.html", page)];
    if let Some(worker) = &sources.worker {
        let worker = fill("sw.js", worker, &known, &["version", "shell"])?;
        named.push(("sw.js", worker));
    }
    if let Some(web_manifest) = &sources.web_manifest {
        let web_manifest = fill("manifest.webmanifest", web_manifest, &known, &[])?;
        serde_json::from_str::<serde::de::IgnoredAny>(&web_manifest)
            .context("manifest.webmanifest is not JSON")?;
        named.push(("manifest.webmanifest", web_manifest));
    }

    let mut files = BTreeMap::from([
        (format!("{}.wasm", app.name), wasm),
        (format!("{}.js", app.name), js),
        (format!("{}.css", app.name), css),
        ("boot.js".to_owned(), boot),
    ]);
    for (name, text) in named {
        files.insert(
            name.to_owned(),
            File::new(name.to_owned(), text.into_bytes()),
        );
    }
    for (name, bytes) in &sources.icons {
        let path = format!("icons/{name}");
        files.insert(path.clone(), File::new(path, bytes.clone()));
    }
    Ok(Bundle { build, files })
}

/// Puts what is known where `{{name}}` stands. A name that is not known is a slip, and so is one that `must`
/// be there and is not.
fn fill(
    file: &str,
    template: &str,
    known: &BTreeMap<&str, String>,
    must: &[&str],
) -> Result<String> {
    for name in must {
        ensure!(
            template.contains(&format!("{{{{{name}}}}}")),
            "{file} nowhere says {{{{{name}}}}}"
        );
    }
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let name = after.split_once("}}").filter(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        });
        rest = match name {
            Some((name, after)) => {
                let Some(value) = known.get(name) else {
                    bail!("{file} says {{{{{name}}}}}, and there is no such thing to put there");
                };
                filled.push_str(value);
                after
            }
            // Braces that are no placeholder.
            None => {
                filled.push_str("{{");
                after
            }
        };
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The server's policy forbids it in every browser; here it is said before anybody opens one.
fn nothing_inline(page: &str) -> Result<()> {
    let page = page.to_ascii_lowercase();
    let scripts = page.split("<script").skip(1);
    let is_script = |tag: &str| {
        tag.split('>')
            .next()
            .is_some_and(|attributes| attributes.contains(" src="))
    };
    ensure!(
        scripts.into_iter().all(is_script),
        "index.html holds a script; put it into boot.js"
    );
    ensure!(
        !page.contains("<style") && !page.contains(" style=") && !page.contains(" onload="),
        "index.html holds styles or a handler; put them into a file"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::APPS;
    use super::*;

    fn sources() -> Sources {
        Sources {
            page: "<html data-app=\"{{app}}\"><link href=\"{{css}}\"><script type=\"module\" src=\"{{boot}}\"></script>"
                .to_owned(),
            boot: "import init from \"{{js}}\"; init(fetch(\"{{wasm}}\"));".to_owned(),
            worker: Some("const [version, shell] = [\"{{version}}\", {{shell}}];".to_owned()),
            web_manifest: Some("{\"start_url\": \"/\"}".to_owned()),
            styles: "a { b: c }".to_owned(),
            icons: vec![("icon.svg".to_owned(), b"<svg/>".to_vec())],
        }
    }

    fn bundle(sources: &Sources) -> Bundle {
        bundle_of(&APPS[0], sources)
    }

    fn bundle_of(app: &App, sources: &Sources) -> Bundle {
        let bound = Bound {
            wasm: b"\0asm".to_vec(),
            js: "export default 1".to_owned(),
        };
        assemble(app, bound, sources).unwrap()
    }

    fn text(bundle: &Bundle, name: &str) -> String {
        String::from_utf8(bundle.files[name].bytes.clone()).unwrap()
    }

    #[test]
    fn each_file_names_the_others_by_their_content() {
        let bundle = bundle(&sources());
        let path = |name: &str| format!("/{}", bundle.files[name].path);
        assert_eq!(path("portal.wasm"), "/assets/portal-cd5d4935.wasm");
        assert_eq!(
            text(&bundle, "boot.js"),
            format!(
                "import init from \"{}\"; init(fetch(\"{}\"));",
                path("portal.js"),
                path("portal.wasm")
            )
        );
        assert_eq!(
            text(&bundle, "index.html"),
            format!(
                "<html data-app=\"{}\"><link href=\"{}\"><script type=\"module\" src=\"{}\"></script>",
                bundle.build,
                path("portal.css"),
                path("boot.js")
            )
        );
        assert_eq!(
            text(&bundle, "sw.js"),
            format!(
                "const [version, shell] = [\"{}\", [\"/\",\"{}\",\"{}\",\"{}\",\"{}\"]];",
                bundle.build,
                path("portal.css"),
                path("boot.js"),
                path("portal.js"),
                path("portal.wasm")
            )
        );
        assert_eq!(path("icons/icon.svg"), "/icons/icon.svg");
    }

    #[test]
    fn the_staffs_app_lives_below_its_address_and_has_no_worker() {
        let sources = Sources {
            worker: None,
            web_manifest: None,
            icons: vec![],
            ..sources()
        };
        let bundle = bundle_of(&APPS[1], &sources);
        let names: Vec<&str> = bundle.files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "admin.css",
                "admin.js",
                "admin.wasm",
                "boot.js",
                "index.html"
            ]
        );
        assert_eq!(
            bundle.files["admin.wasm"].path,
            "assets/admin-cd5d4935.wasm"
        );
        assert!(text(&bundle, "boot.js").contains("fetch(\"/admin/assets/admin-cd5d4935.wasm\")"));
        assert!(text(&bundle, "index.html").contains("src=\"/admin/assets/boot-"));
    }

    #[test]
    fn another_page_alone_is_another_build_and_no_other_file() {
        let before = bundle(&sources());
        let mut changed = sources();
        changed.page.push_str("<p>More");
        let after = bundle(&changed);
        assert_ne!(before.build, after.build);
        assert_eq!(before.files["boot.js"].path, after.files["boot.js"].path);
        assert_ne!(before.files["sw.js"].sha256, after.files["sw.js"].sha256);
    }

    #[test]
    fn a_placeholder_that_is_unknown_or_forgotten_is_told() {
        let known = BTreeMap::from([("js", "/a.js".to_owned())]);
        let fill = |text: &str, must: &[&str]| {
            fill("boot.js", text, &known, must).map_err(|error| error.to_string())
        };
        assert_eq!(
            fill("{{js}} {{ a }} {{", &["js"]),
            Ok("/a.js {{ a }} {{".to_owned())
        );
        assert_eq!(
            fill("{{jss}}", &[]),
            Err("boot.js says {{jss}}, and there is no such thing to put there".to_owned())
        );
        assert_eq!(
            fill("", &["js"]),
            Err("boot.js nowhere says {{js}}".to_owned())
        );
    }

    #[test]
    fn a_page_with_anything_inline_is_refused() {
        assert!(nothing_inline("<script type=\"module\" src=\"/a.js\"></script>").is_ok());
        for page in [
            "<script>run()</script>",
            "<SCRIPT type=\"module\">run(\" src=\")</script>",
            "<style>a{}</style>",
            "<p style=\"color: red\">",
        ] {
            assert!(nothing_inline(page).is_err(), "{page}");
        }
    }
}
