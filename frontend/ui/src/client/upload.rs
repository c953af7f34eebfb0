//! Sending a file, piece by piece: what a line that breaks has brought is kept, and it goes on from there.

use super::{Client, Failure, settled, text};
use crate::browser;
use crate::wire;
use contract::paths::{self, HAT_HEADER};
use contract::people::Made;
use contract::upload::{
    LENGTH_HEADER, METADATA_HEADER, OFFSET_HEADER, PIECE, RESUMABLE, RESUMABLE_HEADER,
};
use web_sys::{AbortSignal, Blob, Headers, RequestInit, Response};

const PIECE_BYTES: f64 = 4.0 * 1024.0 * 1024.0;
/// A piece may take as long as a slow line needs for it.
const PATIENCE_MS: u32 = 180_000;
/// How often a piece that did not come through is sent again.
const TRIES: u32 = 4;
const BREATH_MS: i32 = 1_500;

impl Client {
    /// Sends it and answers its upload's id.
    pub async fn upload(self, name: &str, file: &Blob) -> Result<String, Failure> {
        let length = file.size();
        let begun = self
            .upload_call(
                "POST",
                paths::UPLOADS,
                &[
                    (LENGTH_HEADER, &length.to_string()),
                    (METADATA_HEADER, &format!("filename {}", base64(name))),
                    ("idempotency-key", &browser::unique()),
                ],
                None,
            )
            .await?;
        let body = text(&begun).await.ok_or(Failure::Offline)?;
        let made: Made = wire::from_text(&body).ok_or(Failure::Broken { trace_id: None })?;
        let path = format!("{}/{}", paths::UPLOADS, made.id);
        let (mut offset, mut tries) = (0.0, 0);
        while offset < length {
            let end = (offset + PIECE_BYTES).min(length);
            let piece = file
                .slice_with_f64_and_f64(offset, end)
                .map_err(|_| Failure::Broken { trace_id: None })?;
            let at = [
                (OFFSET_HEADER, offset.to_string()),
                ("content-type", PIECE.to_owned()),
            ];
            let at: Vec<_> = at.iter().map(|(k, v)| (*k, v.as_str())).collect();
            match self.upload_call("PATCH", &path, &at, Some(&piece)).await {
                Ok(_) => {
                    offset = end;
                    tries = 0;
                }
                Err(Failure::Offline) if tries < TRIES => {
                    tries += 1;
                    browser::sleep(BREATH_MS).await;
                    // Part of it may have come.
                    if let Ok(there) = self.upload_call("HEAD", &path, &[], None).await {
                        offset = header(&there, OFFSET_HEADER).unwrap_or(offset);
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(made.id)
    }

    async fn upload_call(
        self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Blob>,
    ) -> Result<Response, Failure> {
        let hat = leptos::prelude::GetUntracked::get_untracked(&self.hat);
        let init = || {
            let all = Headers::new().ok()?;
            all.set(RESUMABLE_HEADER, RESUMABLE).ok()?;
            if let Some(hat) = hat {
                all.set(HAT_HEADER, &hat.to_string()).ok()?;
            }
            for (name, value) in headers {
                all.set(name, value).ok()?;
            }
            let init = RequestInit::new();
            init.set_method(method);
            init.set_headers(&all);
            init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
            if let Some(body) = body {
                init.set_body(body);
            }
            Some(init)
        };
        let window = browser::window().ok_or(Failure::Offline)?;
        let init = init().ok_or(Failure::Broken { trace_id: None })?;
        let response = settled(window.fetch_with_str_and_init(path, &init)).await;
        let response = response.ok_or(Failure::Offline)?;
        if response.ok() {
            return Ok(response);
        }
        let body = text(&response).await.unwrap_or_default();
        Err(Failure::read(response.status(), &body))
    }
}

fn header(response: &Response, name: &str) -> Option<f64> {
    response.headers().get(name).ok()??.parse().ok()
}

/// As the protocol wants a name.
fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) & 63;
            let letter = LETTERS.get(index as usize).copied().unwrap_or(b'A');
            out.push(if at <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn a_name_is_spelled_as_the_protocol_wants_it() {
        for (text, spelled) in [
            ("", ""),
            ("a", "YQ=="),
            ("ab", "YWI="),
            ("jobs.csv", "am9icy5jc3Y="),
            ("Küche.pdf", "S8O8Y2hlLnBkZg=="),
        ] {
            assert_eq!(base64(text), spelled, "{text}");
        }
    }
}
