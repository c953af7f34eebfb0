//! Photo sets: drawn consumer units, each different, saved as real JPEGs. One carries a place in its EXIF, as
//! phones write it, which must be gone once it was imported.

use crate::chance::Chance;
use crate::days::{shift, worked};
use crate::folder::DemoError;
use crate::places::PLACES;
use crate::rows::{self, Standing};
use chrono::NaiveDate;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

const WIDTH: u32 = 800;
const HEIGHT: u32 = 600;

/// The photo that says where it was taken.
pub const LOCATED_PHOTO: &str = "photos/22-park-road-1.jpg";

#[derive(Default)]
pub struct Pictures {
    pub sets: Vec<rows::PhotoSet>,
    pub photos: Vec<rows::Photo>,
    pub files: Vec<(String, Vec<u8>)>,
}

pub fn pictures(today: NaiveDate) -> Result<Pictures, DemoError> {
    const CAPTIONS: [&str; 6] = [
        "Before",
        "Cover removed",
        "New board in place",
        "Labels",
        "Earthing terminal",
        "Finished",
    ];
    let mut pictures = Pictures::default();
    for (n, place) in PLACES
        .iter()
        .enumerate()
        .filter(|(n, p)| p.is_let() && n % 2 == 0)
    {
        let key = place.key();
        let mut chance = Chance::of(&format!("pictures {key}"));
        let taken = worked(shift(
            today,
            if n == 0 { -2 } else { -chance.between(3, 500) },
        ));
        let set = format!("photos-{key}");
        pictures.sets.push(rows::PhotoSet {
            r#ref: set.clone(),
            subject: key.clone(),
            title: "Consumer unit".to_owned(),
            taken_on: taken,
            stage: "Finished work".to_owned(),
            remarks: String::new(),
            staff_note: String::new(),
            standing: if key == "9-chapel-street" {
                Standing::Internal
            } else {
                Standing::ByRule
            },
            shared_with: String::new(),
        });
        let count = chance.between(3, 6);
        for (at, caption) in (1..=count).zip(CAPTIONS) {
            let path = format!("photos/{key}-{at}.jpg");
            let mut bytes = encode(&draw(&mut Chance::of(&path)), &path)?;
            if path == LOCATED_PHOTO {
                bytes = with_place(&bytes);
            }
            pictures.photos.push(rows::Photo {
                photo_set: set.clone(),
                file: path.clone(),
                caption: caption.to_owned(),
                taken_on: taken,
            });
            pictures.files.push((path, bytes));
        }
    }
    Ok(pictures)
}

fn encode(picture: &RgbImage, path: &str) -> Result<Vec<u8>, DemoError> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 80)
        .encode_image(picture)
        .map_err(|source| DemoError::Picture {
            path: path.to_owned(),
            source,
        })?;
    Ok(bytes)
}

/// A board with its breakers on a wall, lit from one corner.
fn draw(chance: &mut Chance) -> RgbImage {
    let wall = [
        chance.real(150.0, 215.0),
        chance.real(140.0, 205.0),
        chance.real(120.0, 190.0),
    ];
    let light = (chance.real(0.0, 800.0), chance.real(0.0, 200.0));
    let ways = u32::try_from(chance.between(6, 12)).unwrap_or(8);
    let (left, top) = (
        u32::try_from(chance.between(90, 160)).unwrap_or(100),
        u32::try_from(chance.between(130, 200)).unwrap_or(150),
    );
    let (wide, high) = (560, 260);
    let off = u32::try_from(chance.between(0, 12)).unwrap_or(0);
    let grain = chance.between(3, 11);
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let distance = ((x as f32 - light.0).powi(2) + (y as f32 - light.1).powi(2)).sqrt();
        let shade = 1.12 - distance / 1_500.0;
        let inside = (left..left + wide).contains(&x) && (top..top + high).contains(&y);
        let base = if inside {
            board(x - left, y - top, wide, high, ways, off)
        } else {
            wall
        };
        let noise = f32::from(u8::try_from((x * 31 + y * 17 + x * y) % 8).unwrap_or(0))
            * grain as f32
            / 8.0;
        Rgb(base.map(|c| (c * shade + noise).clamp(0.0, 255.0) as u8))
    })
}

fn board(x: u32, y: u32, wide: u32, high: u32, ways: u32, off: u32) -> [f32; 3] {
    let edge = x < 6 || y < 6 || x >= wide - 6 || y >= high - 6;
    let rail = (70..190).contains(&y) && (30..wide - 30).contains(&x);
    if edge {
        return [120.0, 124.0, 128.0];
    }
    if !rail {
        return [236.0, 237.0, 235.0];
    }
    let step = (wide - 60) / ways;
    let (way, within) = ((x - 30) / step, (x - 30) % step);
    if within < 3 {
        return [200.0, 202.0, 204.0];
    }
    // A switch is up or, for the one that tripped, down.
    let lever = if way == off { 135..165 } else { 95..125 };
    let on_lever = lever.contains(&y) && (step / 3..step * 2 / 3).contains(&within);
    match (on_lever, way == 0) {
        (true, true) => [176.0, 30.0, 34.0],
        (true, false) => [32.0, 34.0, 38.0],
        (false, _) => [222.0, 224.0, 226.0],
    }
}

/// Puts an EXIF segment with a GPS position behind the start of a JPEG.
fn with_place(jpeg: &[u8]) -> Vec<u8> {
    // TIFF, little endian: one entry that points to the GPS directory, and there latitude and longitude.
    let mut tiff: Vec<u8> = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [
            tag.to_le_bytes().to_vec(),
            kind.to_le_bytes().to_vec(),
            count.to_le_bytes().to_vec(),
            value.to_vec(),
        ]
        .concat()
    };
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x8825, 4, 1, 26u32.to_le_bytes()));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(4u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 80u32.to_le_bytes()));
    tiff.extend(entry(3, 2, 2, *b"W\0\0\0"));
    tiff.extend(entry(4, 5, 3, 104u32.to_le_bytes()));
    tiff.extend(0u32.to_le_bytes());
    for (over, under) in [(53u32, 1u32), (49, 1), (30, 1), (1, 1), (31, 1), (48, 1)] {
        tiff.extend(over.to_le_bytes());
        tiff.extend(under.to_le_bytes());
    }
    let body = [b"Exif\0\0".as_slice(), &tiff].concat();
    let length = u16::try_from(body.len() + 2)
        .unwrap_or_default()
        .to_be_bytes();
    let (start, rest) = jpeg.split_at(2.min(jpeg.len()));
    [start, &[0xff, 0xe1], &length, &body, rest].concat()
}
