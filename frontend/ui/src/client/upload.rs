//! A file on its way to the server, piece by piece after the core of tus 1.0: what a line that breaks has brought is kept
//! there, and the server says where to go on.

use super::{Ask, Client, Failure, Method};
use crate::browser;
use contract::id::UploadId;
use contract::paths;
use contract::people::Made;
use contract::upload::{
    LENGTH_HEADER, METADATA_HEADER, OFFSET_HEADER, PIECE, RESUMABLE, RESUMABLE_HEADER,
};
use web_sys::Blob;

/// What the server said without a number is no answer of ours.
const NO_ANSWER: Failure = Failure::Broken { trace_id: None };

/// A text in base64, whatever letters it has.
fn base64(text: &str) -> String {
    let bytes: String = text.bytes().map(char::from).collect();
    browser::window()
        .and_then(|window| window.btoa(&bytes).ok())
        .unwrap_or_default()
}

impl Client {
    /// Says what will be sent, and is told under which id.
    pub async fn announce(self, name: &str, size: u64, key: String) -> Result<UploadId, Failure> {
        let ask = Ask {
            method: Method::Post,
            path: paths::UPLOADS.to_owned(),
            key: Some(key),
            headers: vec![
                (RESUMABLE_HEADER, RESUMABLE.to_owned()),
                (LENGTH_HEADER, size.to_string()),
                (METADATA_HEADER, format!("filename {}", base64(name))),
            ],
            ..Ask::default()
        };
        let made = self.change(ask).await?.read::<Made>()?;
        made.id.parse().map_err(|_| NO_ANSWER)
    }

    /// Sends the piece that belongs here, and is told how far the file has come.
    pub async fn send_piece(self, id: UploadId, at: u64, bytes: Blob) -> Result<u64, Failure> {
        self.how_far(Ask {
            method: Method::Patch,
            path: paths::upload(id),
            headers: vec![
                (RESUMABLE_HEADER, RESUMABLE.to_owned()),
                (OFFSET_HEADER, at.to_string()),
                ("content-type", PIECE.to_owned()),
            ],
            bytes: Some(bytes),
            ..Ask::default()
        })
        .await
    }

    /// How far the file has come.
    pub async fn upload_offset(self, id: UploadId) -> Result<u64, Failure> {
        self.how_far(Ask {
            method: Method::Head,
            path: paths::upload(id),
            headers: vec![(RESUMABLE_HEADER, RESUMABLE.to_owned())],
            ..Ask::default()
        })
        .await
    }

    async fn how_far(self, ask: Ask) -> Result<u64, Failure> {
        let ask = Ask {
            hat: self.hat_worn(),
            ..ask
        };
        let response = self.response(&ask).await?;
        let said = response.headers().get(OFFSET_HEADER).ok().flatten();
        said.and_then(|text| text.parse().ok()).ok_or(NO_ANSWER)
    }
}
