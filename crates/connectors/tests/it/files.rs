use crate::tools::{Fake, closed_port};
use app::ports::{FileKey, Files, FilesError};
use bytes::Bytes;
use connectors::{ObjectFiles, S3Settings};
use std::path::Path;

fn some_bytes(length: usize) -> Bytes {
    (0..length).map(|n| (n * n % 251) as u8).collect()
}

fn bucket(port: u16) -> ObjectFiles {
    ObjectFiles::s3(S3Settings {
        endpoint: Some(format!("http://127.0.0.1:{port}")),
        region: "eu-west-2".to_owned(),
        bucket: "files".to_owned(),
        access_key: "key".to_owned(),
        secret_key: "secret".to_owned(),
        allow_http: true,
    })
    .unwrap()
}

/// What holds for every place that files are kept in.
async fn keeps_its_promises(files: &dyn Files) {
    files.ready().await.unwrap();
    for length in [0, 1, 300_000] {
        let bytes = some_bytes(length);
        let size = length as u64;
        let key = FileKey::of(&bytes);
        assert_eq!(files.length(&key).await.unwrap(), None);
        let absent = files.read(&key, 0..size).await;
        assert!(matches!(absent, Err(FilesError::Missing)), "{absent:?}");

        files.put(&key, bytes.clone()).await.unwrap();
        files.put(&key, bytes.clone()).await.unwrap();
        assert_eq!(files.length(&key).await.unwrap(), Some(size));
        assert_eq!(files.read(&key, 0..size).await.unwrap(), bytes);
        assert_eq!(files.read(&key, size..size).await.unwrap(), Bytes::new());

        for beyond in [0..size + 1, size..size + 10] {
            let answer = files.read(&key, beyond).await;
            assert!(
                matches!(answer, Err(FilesError::Unavailable(_))),
                "{answer:?}"
            );
        }
    }
    let bytes = some_bytes(300_000);
    let key = FileKey::of(&bytes);
    let middle = files.read(&key, 1000..250_001).await.unwrap();
    assert_eq!(middle, bytes.slice(1000..250_001));

    let wrong = files.put(&key, Bytes::from_static(b"other")).await;
    assert!(
        matches!(wrong, Err(FilesError::Unavailable(_))),
        "{wrong:?}"
    );
    assert_eq!(files.read(&key, 0..300_000).await.unwrap(), bytes);
}

#[tokio::test]
async fn a_folder_keeps_files() {
    let dir = tempfile::tempdir().unwrap();
    let files = ObjectFiles::local(dir.path().join("made/on/start")).unwrap();
    keeps_its_promises(&files).await;
}

#[tokio::test]
async fn a_bucket_keeps_files() {
    let mut s3 = Fake::start("s3_server.py", [""; 0]);
    keeps_its_promises(&bucket(s3.port)).await;
    let keys: Vec<String> = serde_json::from_str(&s3.ask("keys")).unwrap();
    assert_eq!(keys.len(), 3);
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert!(keys.contains(&format!("sha256/e3/b0/{empty}")), "{keys:?}");
}

#[tokio::test]
async fn a_bucket_that_is_gone_is_not_ready() {
    let mut s3 = Fake::start("s3_server.py", [""; 0]);
    let files = bucket(s3.port);
    files.ready().await.unwrap();
    assert_eq!(s3.ask("drop"), "dropped");
    let answer = files.ready().await;
    assert!(
        matches!(answer, Err(FilesError::Unavailable(_))),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_storage_that_is_down_is_unavailable_and_not_missing() {
    let files = bucket(closed_port());
    let key = FileKey::of(b"x");
    let answers = [
        files.ready().await.err(),
        files.length(&key).await.err(),
        files.read(&key, 0..1).await.err(),
        files.put(&key, Bytes::from_static(b"x")).await.err(),
    ];
    for answer in answers {
        assert!(
            matches!(answer, Some(FilesError::Unavailable(_))),
            "{answer:?}"
        );
    }
}

fn path_of(root: &Path, bytes: &[u8]) -> std::path::PathBuf {
    let key = FileKey::of(bytes);
    let hex = key.as_str();
    root.join("sha256")
        .join(&hex[..2])
        .join(&hex[2..4])
        .join(hex)
}

#[tokio::test]
async fn a_folder_lays_files_out_by_their_hash_and_leaves_nothing_else_beside_them() {
    let dir = tempfile::tempdir().unwrap();
    let files = ObjectFiles::local(dir.path()).unwrap();
    let bytes = some_bytes(10);
    files
        .put(&FileKey::of(&bytes), bytes.clone())
        .await
        .unwrap();
    let path = path_of(dir.path(), &bytes);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
    let beside = std::fs::read_dir(path.parent().unwrap()).unwrap();
    assert_eq!(beside.count(), 1);
}

#[tokio::test]
async fn a_file_already_there_is_not_written_again_but_one_cut_short_is() {
    let dir = tempfile::tempdir().unwrap();
    let files = ObjectFiles::local(dir.path()).unwrap();
    let bytes = some_bytes(1000);
    let key = FileKey::of(&bytes);
    files.put(&key, bytes.clone()).await.unwrap();
    let path = path_of(dir.path(), &bytes);
    let written = std::fs::metadata(&path).unwrap().modified().unwrap();
    files.put(&key, bytes.clone()).await.unwrap();
    assert_eq!(
        std::fs::metadata(&path).unwrap().modified().unwrap(),
        written
    );

    std::fs::write(&path, &bytes[..10]).unwrap();
    files.put(&key, bytes.clone()).await.unwrap();
    assert_eq!(files.read(&key, 0..1000).await.unwrap(), bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_writers_of_the_same_bytes_make_one_file() {
    let dir = tempfile::tempdir().unwrap();
    let files = std::sync::Arc::new(ObjectFiles::local(dir.path()).unwrap());
    let bytes = some_bytes(200_000);
    let key = FileKey::of(&bytes);
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (files, key, bytes) = (std::sync::Arc::clone(&files), key.clone(), bytes.clone());
            tokio::spawn(async move { files.put(&key, bytes).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(files.read(&key, 0..200_000).await.unwrap(), bytes);
    let folder = path_of(dir.path(), &bytes).parent().unwrap().to_owned();
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
}

#[tokio::test]
async fn a_folder_that_is_gone_is_not_ready() {
    let dir = tempfile::tempdir().unwrap();
    let files = ObjectFiles::local(dir.path().join("files")).unwrap();
    files.ready().await.unwrap();
    std::fs::remove_dir_all(dir.path().join("files")).unwrap();
    let answer = files.ready().await;
    assert!(
        matches!(answer, Err(FilesError::Unavailable(_))),
        "{answer:?}"
    );
}

#[test]
fn a_folder_that_cannot_be_made_is_said_at_start() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let error = ObjectFiles::local(file.path().join("files")).unwrap_err();
    assert!(error.to_string().contains("cannot hold files"), "{error}");
}
