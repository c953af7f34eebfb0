//! Pictures are decoded within limits, turned upright and encoded anew: GPS, camera and whatever else rode
//! along stay behind. Colours keep their profile.

use super::{FileFault, MOST_PIXELS, Sort, THUMBNAIL_SIDE};
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::{
    DynamicImage, ImageDecoder as _, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
};
use std::io::Cursor;

const QUALITY: u8 = 85;
const THUMBNAIL_QUALITY: u8 = 78;
/// What decoding one picture may take, beside the file itself.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
const LONGEST_SIDE: u32 = 30_000;

pub(super) struct Picture {
    pub sort: Sort,
    pub bytes: Bytes,
    pub thumbnail: Bytes,
}

pub(super) fn clean(sort: Sort, bytes: &[u8]) -> Result<Picture, FileFault> {
    let Decoded { image, colours } = decode(sort, bytes)?;
    let thumbnail = jpeg(&small(&image), colours.clone(), THUMBNAIL_QUALITY)?;
    // Drawings and screenshots stay sharp; everything else is a photograph.
    let (sort, bytes) = if sort == Sort::Png {
        (Sort::Png, png(&image, colours)?)
    } else {
        (Sort::Jpeg, jpeg(&image, colours, QUALITY)?)
    };
    Ok(Picture {
        sort,
        bytes,
        thumbnail,
    })
}

/// As a PNG that fits, with its size. What is see-through stays so, and its unseen colours do not bleed into the edges.
pub(super) fn within(
    sort: Sort,
    bytes: &[u8],
    width: u32,
    height: u32,
) -> Result<(Bytes, u32, u32), FileFault> {
    let Decoded { image, colours } = decode(sort, bytes)?;
    let mut image = image.to_rgba8();
    if image.width() > width || image.height() > height {
        for pixel in image.pixels_mut() {
            let [red, green, blue, alpha] = pixel.0;
            let shown = |part: u8| scaled(part, alpha, 255);
            pixel.0 = [shown(red), shown(green), shown(blue), alpha];
        }
        let small = DynamicImage::ImageRgba8(image).resize(width, height, FilterType::Lanczos3);
        image = small.into_rgba8();
        for pixel in image.pixels_mut() {
            let [red, green, blue, alpha] = pixel.0;
            let whole = |part: u8| scaled(part, 255, alpha);
            pixel.0 = [whole(red), whole(green), whole(blue), alpha];
        }
    }
    let (width, height) = image.dimensions();
    let image = DynamicImage::ImageRgba8(image);
    Ok((png(&image, colours)?, width, height))
}

/// `part` times `by` over `of`; nothing of nothing.
fn scaled(part: u8, by: u8, of: u8) -> u8 {
    let sum = u32::from(part) * u32::from(by) + u32::from(of) / 2;
    let scaled = sum.checked_div(u32::from(of)).unwrap_or_default();
    u8::try_from(scaled).unwrap_or(u8::MAX)
}

struct Decoded {
    image: DynamicImage,
    colours: Option<Vec<u8>>,
}

fn decode(sort: Sort, bytes: &[u8]) -> Result<Decoded, FileFault> {
    let format = match sort {
        Sort::Jpeg => ImageFormat::Jpeg,
        Sort::Png => ImageFormat::Png,
        Sort::Webp => ImageFormat::WebP,
        Sort::Gif => ImageFormat::Gif,
        Sort::Pdf => return Err(FileFault::Name),
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(fault)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(FileFault::TooManyPixels);
    }
    // Neither can make a picture unreadable: without them it is merely plain.
    let colours = decoder.icc_profile().ok().flatten();
    let turn = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(fault)?;
    if let Some(turn) = turn {
        image.apply_orientation(turn);
    }
    Ok(Decoded { image, colours })
}

fn fault(error: ImageError) -> FileFault {
    match error {
        ImageError::Limits(_) => FileFault::TooManyPixels,
        other => FileFault::Unreadable {
            why: other.to_string(),
        },
    }
}

fn small(image: &DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= THUMBNAIL_SIDE {
        return image.clone();
    }
    image.resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, FilterType::Triangle)
}

fn jpeg(image: &DynamicImage, colours: Option<Vec<u8>>, quality: u8) -> Result<Bytes, FileFault> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    let opaque = match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => None,
        other if other.color().has_alpha() => Some(on_white(other)),
        other => Some(DynamicImage::ImageRgb8(other.to_rgb8())),
    };
    let image = opaque.as_ref().unwrap_or(image);
    keep(&mut encoder, colours, image);
    image.write_with_encoder(encoder).map_err(fault)?;
    Ok(out.into())
}

fn png(image: &DynamicImage, colours: Option<Vec<u8>>) -> Result<Bytes, FileFault> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    keep(&mut encoder, colours, image);
    image.write_with_encoder(encoder).map_err(fault)?;
    Ok(out.into())
}

/// A profile of other colours than these pixels have now (of print inks, say) is left out, as is one that the
/// encoder cannot carry: the picture is then a shade duller.
fn keep(encoder: &mut impl ImageEncoder, colours: Option<Vec<u8>>, image: &DynamicImage) {
    let space: &[u8] = if image.color().has_color() {
        b"RGB "
    } else {
        b"GRAY"
    };
    if let Some(colours) = colours.filter(|profile| profile.get(16..20) == Some(space)) {
        let _ = encoder.set_icc_profile(colours);
    }
}

/// What is see-through becomes paper.
fn on_white(image: &DynamicImage) -> DynamicImage {
    let rgba = image.to_rgba8();
    let mut paper = image::RgbImage::new(rgba.width(), rgba.height());
    for (to, from) in paper.pixels_mut().zip(rgba.pixels()) {
        let [red, green, blue, alpha] = from.0;
        let blend = |colour: u8| {
            let sum = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(sum / 255).unwrap_or(u8::MAX)
        };
        to.0 = [blend(red), blend(green), blend(blue)];
    }
    DynamicImage::ImageRgb8(paper)
}
