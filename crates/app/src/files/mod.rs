//! Files on their way in: what they really are, whether they are whole, and pictures without the place and the
//! device they were taken with. Nothing is stored under a type that its bytes do not bear out.

mod logo;
mod picture;
mod sort;
mod whole;

pub use logo::{Logo, logo};
pub use sort::Sort;

use crate::ports::FileKey;
use bytes::Bytes;

/// No file that comes in is larger.
pub const MOST_BYTES: usize = 25 * 1024 * 1024;
/// No picture that comes in has more pixels.
pub const MOST_PIXELS: u64 = 60_000_000;
/// The longer side of a thumbnail.
pub const THUMBNAIL_SIDE: u32 = 480;

/// Why a file is not taken, as a sentence for the person who sent it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    #[error("the file is empty")]
    Empty,
    #[error("the file is larger than 25 MB")]
    TooLarge,
    #[error("a file's name must end in .pdf, .jpg, .jpeg, .png, .webp or .gif")]
    Name,
    #[error("the name says {named}, but the file holds {found}")]
    Belies { named: Sort, found: String },
    #[error("the {sort} is torn: {missing}")]
    Torn { sort: Sort, missing: &'static str },
    #[error("the picture has more than 60 million pixels")]
    TooManyPixels,
    #[error("a logo has at most 1 MB")]
    LogoTooLarge,
    #[error("a logo is a PNG, JPEG or WebP picture; this is {found}")]
    NoLogo { found: String },
    #[error("the picture cannot be read: {why}")]
    Unreadable { why: String },
}

/// A file as it will be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub sort: Sort,
    pub key: FileKey,
    pub bytes: Bytes,
    /// A small JPEG; pictures only.
    pub thumbnail: Option<Thumbnail>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    pub key: FileKey,
    pub bytes: Bytes,
}

/// Checks a file against its name and makes of it what is stored: a document as it came, a picture encoded
/// anew, upright and without its metadata. The same bytes always give the same result. Takes its time: not
/// for an async thread.
pub fn prepare(name: &str, bytes: Bytes) -> Result<Prepared, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > MOST_BYTES {
        return Err(FileFault::TooLarge);
    }
    let named = Sort::of_name(name).ok_or(FileFault::Name)?;
    if Sort::of_content(&bytes) != Some(named) {
        return Err(FileFault::Belies {
            named,
            found: sort::describe(&bytes),
        });
    }
    whole::check(named, &bytes)?;
    if named == Sort::Pdf {
        return Ok(Prepared {
            sort: named,
            key: FileKey::of(&bytes),
            bytes,
            thumbnail: None,
        });
    }
    let picture = picture::clean(named, &bytes)?;
    Ok(Prepared {
        sort: picture.sort,
        key: FileKey::of(&picture.bytes),
        bytes: picture.bytes,
        thumbnail: Some(Thumbnail {
            key: FileKey::of(&picture.thumbnail),
            bytes: picture.thumbnail,
        }),
    })
}

/// The name people see: the one it came with, with the ending of what is stored.
#[must_use]
pub fn shown_name(name: &str, sort: Sort) -> String {
    if Sort::of_name(name) == Some(sort) {
        return name.to_owned();
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.{}", sort.extension())
}

#[cfg(test)]
mod tests;
