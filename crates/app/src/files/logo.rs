//! A firm's logo on its way in: a small PNG, see-through where it was, and nothing else of what came with it. A drawing in
//! SVG may hold programs, so it is not taken.

use super::{FileFault, Sort, picture, sort, whole};
use crate::ports::FileKey;
use bytes::Bytes;
use contract::logo::MOST_LOGO;

/// What the largest place for it needs on the sharpest screen.
const WIDEST: u32 = 600;
const HIGHEST: u32 = 240;

/// How far into a file the beginning of an SVG is looked for: comments may stand before it.
const HEAD: usize = 4096;

/// A logo as it will be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    pub key: FileKey,
    pub bytes: Bytes,
    pub width: u32,
    pub height: u32,
}

/// What the bytes are decides, whatever they are called. The same bytes always give the same result. Takes its time: not
/// for an async thread.
pub fn logo(bytes: &[u8]) -> Result<Logo, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > MOST_LOGO {
        return Err(FileFault::LogoTooLarge);
    }
    let sort = match Sort::of_content(bytes) {
        Some(sort @ (Sort::Png | Sort::Jpeg | Sort::Webp)) => sort,
        _ => {
            return Err(FileFault::NoLogo {
                found: found(bytes),
            });
        }
    };
    whole::check(sort, bytes)?;
    let (bytes, width, height) = picture::within(sort, bytes, WIDEST, HIGHEST)?;
    Ok(Logo {
        key: FileKey::of(&bytes),
        bytes,
        width,
        height,
    })
}

fn found(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if head.contains("<svg") {
        "an SVG drawing, which can hold programs. Save it as PNG with a see-through ground"
            .to_owned()
    } else {
        sort::describe(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
    use std::io::Cursor;

    fn written(image: RgbaImage, format: ImageFormat) -> Vec<u8> {
        let image = DynamicImage::ImageRgba8(image);
        let image = match format {
            ImageFormat::Jpeg => DynamicImage::ImageRgb8(image.to_rgb8()),
            _ => image,
        };
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    fn read(logo: &Logo) -> RgbaImage {
        image::load_from_memory_with_format(&logo.bytes, ImageFormat::Png)
            .unwrap()
            .to_rgba8()
    }

    /// White on nothing, where nothing is written as black that cannot be seen.
    fn white_on_nothing(width: u32, height: u32) -> RgbaImage {
        RgbaImage::from_fn(width, height, |x, _| {
            if x < width / 2 {
                Rgba([255, 255, 255, 255])
            } else {
                Rgba([0, 0, 0, 0])
            }
        })
    }

    #[test]
    fn a_large_picture_becomes_small_and_stays_see_through() {
        let made = logo(&written(white_on_nothing(1801, 300), ImageFormat::Png)).unwrap();
        assert_eq!((made.width, made.height), (600, 100));
        let image = read(&made);
        assert_eq!(image.dimensions(), (600, 100));
        assert_eq!(image.get_pixel(10, 50).0, [255, 255, 255, 255]);
        assert_eq!(image.get_pixel(590, 50).0[3], 0);
    }

    #[test]
    fn no_dark_edge_comes_from_what_cannot_be_seen() {
        let made = logo(&written(white_on_nothing(1801, 300), ImageFormat::Png)).unwrap();
        for pixel in read(&made).pixels().filter(|pixel| pixel.0[3] > 8) {
            assert!(pixel.0[0] > 240, "{pixel:?}");
        }
    }

    #[test]
    fn a_small_picture_keeps_its_size_whatever_its_sort() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let made = logo(&written(white_on_nothing(80, 40), format)).unwrap();
            assert_eq!((made.width, made.height), (80, 40), "{format:?}");
            assert_eq!(read(&made).dimensions(), (80, 40));
        }
    }

    #[test]
    fn the_same_bytes_give_the_same_logo() {
        let bytes = written(white_on_nothing(1801, 300), ImageFormat::Png);
        assert_eq!(logo(&bytes), logo(&bytes));
    }

    #[test]
    fn anything_else_is_refused_in_words() {
        let torn = written(white_on_nothing(300, 300), ImageFormat::Png);
        for (bytes, words) in [
            (Vec::new(), "the file is empty"),
            (vec![0; MOST_LOGO + 1], "at most 1 MB"),
            (
                b"<?xml version=\"1.0\"?><!-- drawn --><svg xmlns=\"http://www.w3.org/2000/svg\"/>"
                    .to_vec(),
                "this is an SVG drawing, which can hold programs. Save it as PNG",
            ),
            (
                written(white_on_nothing(8, 8), ImageFormat::Gif),
                "this is a GIF",
            ),
            (b"%PDF-1.7\n".to_vec(), "this is a PDF"),
            (b"hello".to_vec(), "this is something else"),
            (torn[..torn.len() / 2].to_vec(), "torn"),
        ] {
            let said = logo(&bytes).unwrap_err().to_string();
            assert!(said.contains(words), "{said}");
        }
    }
}
