//! Attached files: checked, cleaned, stored under their hash, and looked for nowhere else than in `files`.

use super::house::{PARTIES, SUBJECTS, on_both, with_files};
use app::import::{Folder, Sheet, example};
use bytes::Bytes;
use domain::record::Body;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::symlink;

fn jpeg(shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgb8(RgbImage::from_fn(64, 48, |x, y| {
        Rgb([shade, x as u8, y as u8])
    }));
    image.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn pdf() -> Bytes {
    example()
        .into_iter()
        .find(|(name, _)| name.ends_with(".pdf"))
        .unwrap()
        .1
}

const HEADING: &str = "ref,subject,type,title,issued_on,file\n";

#[test]
fn a_file_that_is_missing_torn_or_something_else_is_refused_at_its_cell() {
    on_both(async |house| {
        let (pdf, jpeg) = (pdf(), jpeg(1));
        let rows = [
            "gone.pdf",
            "torn.pdf",
            "photo.pdf",
            "../jobs.csv",
            "/etc/passwd",
            "a.docx",
            "torn.jpg",
            "empty.pdf",
        ];
        let rows: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(at, file)| format!("D{at},P1,eicr,T,2026-01-01,{file}\n"))
            .collect();
        let text = format!("{HEADING}{}", rows.concat());
        let folder = with_files(
            &[PARTIES, SUBJECTS, ("documents", &text)],
            &[
                ("torn.pdf", &pdf[..pdf.len() / 2]),
                ("photo.pdf", &jpeg),
                ("a.docx", b"PK"),
                ("torn.jpg", &jpeg[..jpeg.len() - 9]),
                ("empty.pdf", b""),
            ],
        );
        let outside = "a path must stay inside the folder `files`, without `..` and without a drive or a leading /";
        let why = [
            "there is no such file in the folder `files`",
            "the PDF is torn: its end (%%EOF) is missing",
            "the name says PDF, but the file holds a JPEG",
            outside,
            outside,
            "a file's name must end in .pdf, .jpg, .jpeg, .png, .webp or .gif",
            "the JPEG is torn: its end is missing",
            "the file is empty",
        ];
        let expected: Vec<_> = why
            .iter()
            .zip(2..)
            .map(|(why, line)| format!("documents.csv line {line}, column `file`: {why}"))
            .collect();
        assert_eq!(house.refused(&folder).await, expected);
    });
}

#[test]
fn no_link_leads_out_of_the_folder() {
    on_both(async |house| {
        let dir = tempfile::tempdir().unwrap();
        let (inside, outside) = (dir.path().join("in"), dir.path().join("out"));
        fs::create_dir_all(inside.join("files")).unwrap();
        fs::create_dir_all(&outside).unwrap();
        fs::write(outside.join("secret.pdf"), pdf()).unwrap();
        fs::write(inside.join("files/good.pdf"), pdf()).unwrap();
        symlink(outside.join("secret.pdf"), inside.join("files/link.pdf")).unwrap();
        symlink(&outside, inside.join("files/folder")).unwrap();
        symlink(inside.join("files/good.pdf"), inside.join("files/fine.pdf")).unwrap();
        fs::write(inside.join("subjects.csv"), SUBJECTS.1).unwrap();
        let rows = "D1,P1,eicr,T,2026-01-01,link.pdf\nD2,P1,eicr,T,2026-01-01,folder/secret.pdf\nD3,P1,eicr,T,2026-01-01,fine.pdf\n";
        fs::write(inside.join("documents.csv"), format!("{HEADING}{rows}")).unwrap();
        let refused = house.refused(&Folder::open(&inside).unwrap()).await;
        assert_eq!(refused.len(), 2, "{refused:?}");
        assert!(
            refused.iter().all(|why| why.contains("must stay inside")),
            "{refused:?}"
        );
    });
}

const SETS: (&str, &str) = (
    "photo_sets",
    "ref,subject,title,taken_on\nS1,P1,Board,2026-03-14\nS2,P1,Loft,2026-03-14\n",
);

#[test]
fn photos_are_stored_with_thumbnails_and_keep_their_ids() {
    on_both(async |house| {
        let (one, two, three) = (jpeg(1), jpeg(2), jpeg(3));
        let photos = (
            "photos",
            "photo_set,file,caption,taken_on\nS1,a/one.jpg,One,\nS1,two.jpg,,14/03/2026\nS2,three.jpg,,\n",
        );
        let files: [(&str, &[u8]); 3] = [
            ("a/one.jpg", &one),
            ("two.jpg", &two),
            ("three.jpg", &three),
        ];
        let first = with_files(&[PARTIES, SUBJECTS, SETS, photos], &files);
        house.import(&first).await;
        let before = house.record("photo_set:S1").await;
        let names: Vec<_> = before
            .files
            .iter()
            .map(|file| (file.name.as_str(), file.caption.as_str()))
            .collect();
        assert_eq!(names, [("one.jpg", "One"), ("two.jpg", "")]);
        for file in &before.files {
            assert_eq!(
                house.shelf.get(&file.sha256).unwrap().len() as u64,
                file.size
            );
            assert!(
                house
                    .shelf
                    .get(file.thumbnail_sha256.as_ref().unwrap())
                    .is_some()
            );
        }
        assert_eq!(house.shelf.len(), 6);
        house.all_unchanged(&first).await;
        // The same places, one with another picture: the set gets a version, the other set does not.
        let files: [(&str, &[u8]); 3] = [
            ("a/one.jpg", &one),
            ("two.jpg", &jpeg(9)),
            ("three.jpg", &three),
        ];
        let summary = house.import(&with_files(&[SETS, photos], &files)).await;
        let changed: Vec<_> = summary
            .changed
            .iter()
            .map(|c| (c.sheet, c.fields.join(" ")))
            .collect();
        assert_eq!(
            changed,
            [
                (Sheet::PhotoSets, "photos".to_owned()),
                (Sheet::Photos, "file".to_owned())
            ]
        );
        let after = house.record("photo_set:S1").await;
        assert_eq!(
            before.files.iter().map(|f| f.id).collect::<Vec<_>>(),
            after.files.iter().map(|f| f.id).collect::<Vec<_>>()
        );
        assert_eq!(house.versions("photo_set:S1").await, 2);
        assert_eq!(house.versions("photo_set:S2").await, 1);
        // A photo that goes missing from the list goes from the set; what was shown before is kept.
        let photos = ("photos", "photo_set,file\nS1,two.jpg\n");
        let summary = house.import(&with_files(&[photos], &files)).await;
        assert_eq!(
            (summary.changed.len(), summary.changed_beside),
            (1, 1),
            "{summary}"
        );
        let left = house.record("photo_set:S1").await;
        assert_eq!(left.files.len(), 1);
        let Body::PhotoSet(set) = left.body else {
            panic!()
        };
        assert_eq!(set.photos, [after.files[1].id]);
        assert_eq!(house.number("SELECT COUNT(*) FROM file").await, 3);
    });
}

#[test]
fn a_set_with_a_bad_photo_is_left_out_whole() {
    on_both(async |house| {
        let (good, pdf) = (jpeg(1), pdf());
        let photos = (
            "photos",
            "photo_set,file\nS1,good.jpg\nS1,plan.pdf\nS2,good.jpg\n",
        );
        let folder = with_files(
            &[PARTIES, SUBJECTS, SETS, photos],
            &[("good.jpg", &good), ("plan.pdf", &pdf)],
        );
        assert_eq!(
            house.refused(&folder).await,
            [
                "photo_sets.csv line 2: a part of it was refused (photos.csv line 3)",
                "photos.csv line 2, column `photo_set`: `S1` was refused (photo_sets.csv line 2)",
                "photos.csv line 3, column `file`: a photo must be a picture; this is a PDF",
            ]
        );
        house.import_without_bad(&folder).await;
        let keys: Vec<_> = house.records().await.into_keys().collect();
        assert_eq!(keys, ["photo_set:S2"]);
    });
}

#[test]
fn a_new_scan_is_a_new_version_of_the_same_file() {
    on_both(async |house| {
        let rows = format!("{HEADING}D1,P1,eicr,T,2026-01-01,scan.pdf\n");
        let tables = [PARTIES, SUBJECTS, ("documents", rows.as_str())];
        house
            .import(&with_files(&tables, &[("scan.pdf", &pdf())]))
            .await;
        let before = house.record("document:D1").await;
        assert_eq!(house.shelf.get(&before.files[0].sha256).unwrap(), pdf());
        let other = [&pdf()[..], b"\n"].concat();
        let summary = house
            .import(&with_files(&tables, &[("scan.pdf", &other)]))
            .await;
        assert_eq!(summary.changed[0].fields, ["file"]);
        let after = house.record("document:D1").await;
        assert_eq!(before.files[0].id, after.files[0].id);
        assert_ne!(before.files[0].sha256, after.files[0].sha256);
        assert_eq!(house.number("SELECT COUNT(*) FROM file_version").await, 2);
    });
}
