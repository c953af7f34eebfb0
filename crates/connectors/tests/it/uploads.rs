//! Files on their way in: each in a file of its own, written where its pieces belong.

use app::ports::{FilesError, UploadId, Uploads as _};
use bytes::Bytes;
use connectors::FolderUploads;

fn id(n: u8) -> UploadId {
    UploadId::from_bytes([n; 16])
}

#[tokio::test]
async fn pieces_lie_where_they_belong_and_a_stale_one_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let uploads = FolderUploads::new(folder.path().join("uploads")).unwrap();
    assert_eq!(uploads.length(id(1)).await.unwrap(), 0);
    uploads
        .write(id(1), 0, Bytes::from_static(b"hello "))
        .await
        .unwrap();
    uploads
        .write(id(2), 0, Bytes::from_static(b"another"))
        .await
        .unwrap();
    uploads
        .write(id(1), 6, Bytes::from_static(b"world"))
        .await
        .unwrap();
    // What a line that broke still delivers.
    uploads
        .write(id(1), 0, Bytes::from_static(b"hello "))
        .await
        .unwrap();
    uploads.settle(id(1)).await.unwrap();
    assert_eq!(uploads.length(id(1)).await.unwrap(), 11);
    // Also after the program started anew.
    let again = FolderUploads::new(folder.path().join("uploads")).unwrap();
    assert_eq!(again.read(id(1)).await.unwrap().as_ref(), b"hello world");
    assert_eq!(again.read(id(2)).await.unwrap().as_ref(), b"another");
}

#[tokio::test]
async fn what_is_removed_is_gone_and_may_be_removed_again() {
    let folder = tempfile::tempdir().unwrap();
    let uploads = FolderUploads::new(folder.path()).unwrap();
    uploads
        .write(id(1), 0, Bytes::from_static(b"x"))
        .await
        .unwrap();
    for _ in 0..2 {
        uploads.remove(id(1)).await.unwrap();
    }
    assert_eq!(uploads.length(id(1)).await.unwrap(), 0);
    assert!(matches!(
        uploads.read(id(1)).await,
        Err(FilesError::Missing)
    ));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_folder_that_cannot_be_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    let error = FolderUploads::new(folder.path().join("file/uploads")).unwrap_err();
    assert!(
        error.to_string().ends_with("cannot hold uploads"),
        "{error}"
    );
}
