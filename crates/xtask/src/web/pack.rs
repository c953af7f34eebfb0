//! Writes the app's files with their compressed siblings, and puts the folder in place when it is whole.

use super::For;
use super::bundle::{Bundle, File};
use super::manifest::{self, Listed, Manifest};
use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// What is worth compressing; pictures are compressed already.
const COMPRESSED: [&str; 7] = ["css", "html", "js", "json", "svg", "wasm", "webmanifest"];

pub fn leave(folder: &Path, bundle: Bundle, inputs: String, whom: For) -> Result<Manifest> {
    let part = folder.with_extension("part");
    if part.exists() {
        fs::remove_dir_all(&part)?;
    }
    let mut files = BTreeMap::new();
    for (name, file) in bundle.files {
        let listed =
            write(&part, file, whom).with_context(|| format!("{name} cannot be written"))?;
        files.insert(name, listed);
    }
    let manifest = Manifest {
        build: bundle.build,
        inputs,
        files,
    };
    let text = serde_json::to_string_pretty(&manifest)?;
    fs::write(part.join(manifest::NAME), text)?;
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::rename(&part, folder)
        .with_context(|| format!("{} could not be put in place", folder.display()))?;
    Ok(manifest)
}

fn write(folder: &Path, file: File, whom: For) -> Result<Listed> {
    let path = folder.join(&file.path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let ending = file.path.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_compressed = COMPRESSED.contains(&ending);
    let sibling = |ending: &str, bytes: Vec<u8>| -> Result<Option<u64>> {
        // A few words come out larger than they went in.
        if bytes.len() >= file.bytes.len() {
            return Ok(None);
        }
        fs::write(folder.join(format!("{}.{ending}", file.path)), &bytes)?;
        Ok(Some(size(&bytes)))
    };
    // While writing, gzip alone and at its quickest: it keeps the server from compressing megabytes itself.
    let br = (is_compressed && whom == For::Phones)
        .then(|| sibling("br", brotli(&file.bytes)?))
        .transpose()?
        .flatten();
    let gz = is_compressed
        .then(|| sibling("gz", gzip(&file.bytes, whom)?))
        .transpose()?
        .flatten();
    fs::write(&path, &file.bytes)?;
    Ok(Listed {
        raw: size(&file.bytes),
        path: file.path,
        sha256: file.sha256,
        br,
        gz,
    })
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8], whom: For) -> Result<Vec<u8>> {
    let level = match whom {
        For::Phones => Compression::best(),
        For::Writing => Compression::fast(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn size(bytes: &[u8]) -> u64 {
    bytes.len() as u64
}
