//! Files that are what they say, and files that are not.

use super::*;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

fn picture(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| {
        Rgb([(x % 256) as u8, (y % 256) as u8, ((x * y) % 251) as u8])
    }))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn of(name: &str, bytes: &[u8]) -> Result<Prepared, FileFault> {
    prepare(name, Bytes::copy_from_slice(bytes))
}

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<<>>\nstartxref\n29\n%%EOF\n";

#[test]
fn a_document_is_stored_as_it_came() {
    let prepared = of("a.pdf", PDF).unwrap();
    assert_eq!((prepared.bytes.as_ref(), prepared.thumbnail), (PDF, None));
}

#[test]
fn every_sort_of_picture_is_taken_and_gets_a_thumbnail() {
    let image = picture(500, 375);
    for (name, format, stored) in [
        ("a.jpg", ImageFormat::Jpeg, Sort::Jpeg),
        ("a.JPEG", ImageFormat::Jpeg, Sort::Jpeg),
        ("a.png", ImageFormat::Png, Sort::Png),
        ("a.webp", ImageFormat::WebP, Sort::Jpeg),
        ("a.gif", ImageFormat::Gif, Sort::Jpeg),
    ] {
        let bytes = encoded(&image, format);
        let prepared = of(name, &bytes).unwrap();
        assert_eq!(prepared.sort, stored, "{name}");
        assert_eq!(Sort::of_content(&prepared.bytes), Some(stored), "{name}");
        let thumbnail =
            image::load_from_memory(&prepared.thumbnail.as_ref().unwrap().bytes).unwrap();
        assert_eq!(
            (thumbnail.width(), thumbnail.height()),
            (480, 360),
            "{name}"
        );
        assert_eq!(
            of(name, &bytes).unwrap(),
            prepared,
            "{name} differs the second time"
        );
    }
    assert_eq!(shown_name("Board.webp", Sort::Jpeg), "Board.jpg");
    assert_eq!(shown_name("Board.JPEG", Sort::Jpeg), "Board.JPEG");
}

#[test]
fn a_file_whose_content_belies_its_name_is_refused() {
    let jpeg = encoded(&picture(8, 8), ImageFormat::Jpeg);
    let told = |name: &str, bytes: &[u8]| of(name, bytes).unwrap_err().to_string();
    assert_eq!(
        told("a.pdf", &jpeg),
        "the name says PDF, but the file holds a JPEG"
    );
    assert_eq!(
        told("a.jpg", PDF),
        "the name says JPEG, but the file holds a PDF"
    );
    assert_eq!(
        told("a.png", b"hello"),
        "the name says PNG, but the file holds something else"
    );
    assert_eq!(
        told("a.pdf", b"PK\x03\x04zip"),
        "the name says PDF, but the file holds something else (application/zip)"
    );
    assert_eq!(
        told("a.exe", b"MZ"),
        "a file's name must end in .pdf, .jpg, .jpeg, .png, .webp or .gif"
    );
    assert_eq!(of("a.pdf", b""), Err(FileFault::Empty));
    assert_eq!(
        prepare("a.pdf", vec![0; MOST_BYTES + 1].into()),
        Err(FileFault::TooLarge)
    );
}

#[test]
fn a_torn_file_is_refused_wherever_it_broke_off() {
    let image = picture(120, 80);
    let mut files = vec![("a.pdf", PDF.to_vec())];
    for (name, format) in [
        ("a.jpg", ImageFormat::Jpeg),
        ("a.png", ImageFormat::Png),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        files.push((name, encoded(&image, format)));
    }
    for (name, bytes) in files {
        of(name, &bytes).unwrap();
        let whole = bytes.trim_ascii_end().len();
        for part in [whole / 3, whole / 2, whole - 40, whole - 1] {
            let fault = of(name, &bytes[..part]).unwrap_err();
            assert!(
                matches!(fault, FileFault::Torn { .. }),
                "{name} cut at {part} of {whole}: {fault}"
            );
        }
    }
    let mut gap = PDF.to_vec();
    gap.drain(9..55);
    assert_eq!(
        of("a.pdf", &gap).unwrap_err().to_string(),
        "the PDF is torn: a part of it is missing"
    );
}

#[test]
fn a_picture_with_a_whole_frame_and_broken_insides_is_refused() {
    let mut png = encoded(&picture(64, 64), ImageFormat::Png);
    let middle = png.len() / 2;
    png[middle] ^= 0xff;
    assert!(matches!(
        of("a.png", &png),
        Err(FileFault::Unreadable { .. })
    ));
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() {
    // A PNG whose header claims 20,000 by 20,000 pixels and whose data is a few bytes.
    let mut png = encoded(&picture(4, 4), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20]);
    let checksum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    assert_eq!(of("a.png", &png), Err(FileFault::TooManyPixels));
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

/// A JPEG with an EXIF segment: orientation 6 (a quarter turn) and a GPS latitude with a recognisable text.
fn from_a_phone() -> Vec<u8> {
    let jpeg = encoded(&picture(40, 20), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"); // orientation
    exif.extend(b"\x01\x0f\0\x02\0\0\0\x0c\0\0\0\x26"); // maker, at offset 38
    exif.extend(b"\0\0\0\0SECRETPLACE\0");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn a_photo_comes_in_upright_and_without_its_metadata() {
    let prepared = of("a.jpg", &from_a_phone()).unwrap();
    for bytes in [&prepared.bytes, &prepared.thumbnail.as_ref().unwrap().bytes] {
        let image = image::load_from_memory(bytes).unwrap();
        assert_eq!((image.width(), image.height()), (20, 40));
        assert!(!bytes.windows(6).any(|w| w == b"SECRET" || w == b"Exif\0\0"));
    }
}

#[test]
fn what_is_see_through_becomes_white_where_there_is_no_see_through() {
    let clear = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(
        10,
        10,
        image::Rgba([0, 0, 0, 0]),
    ));
    let prepared = of("a.webp", &encoded(&clear, ImageFormat::WebP)).unwrap();
    let pixel = image::load_from_memory(&prepared.bytes)
        .unwrap()
        .to_rgb8()
        .get_pixel(5, 5)
        .0;
    assert!(pixel.iter().all(|colour| *colour > 250), "{pixel:?}");
}
