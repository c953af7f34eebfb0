//! The sorts of files that are taken, told by name and by content.

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    Pdf,
    Jpeg,
    Png,
    Webp,
    Gif,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Pdf, Self::Jpeg, Self::Png, Self::Webp, Self::Gif];

    /// What the ending of a name promises.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "jpeg" => Some(Self::Jpeg),
            ending => Self::ALL
                .into_iter()
                .find(|sort| sort.extension() == ending),
        }
    }

    /// What the first bytes show.
    #[must_use]
    pub fn of_content(bytes: &[u8]) -> Option<Self> {
        let found = infer::get(bytes)?;
        Self::ALL
            .into_iter()
            .find(|sort| sort.media_type() == found.mime_type())
    }

    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }

    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "PDF",
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
        })
    }
}

/// What a file holds, in words for the person who named it otherwise.
pub(super) fn describe(bytes: &[u8]) -> String {
    if let Some(sort) = Sort::of_content(bytes) {
        return format!("a {sort}");
    }
    match infer::get(bytes) {
        Some(found) if found.mime_type() == "image/heif" => {
            "a HEIC picture of an iPhone; save it as JPEG".to_owned()
        }
        Some(found) => format!("something else ({})", found.mime_type()),
        None => "something else".to_owned(),
    }
}
