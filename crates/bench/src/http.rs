//! A client for the few requests that are not load: one per connection, plain HTTP/1.1, nothing clever.

use anyhow::{Context as _, Result, bail};
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }

    /// The answer, if its status is the expected one.
    pub fn expect(self, status: u16, what: &str) -> Result<Self> {
        if self.status == status {
            return Ok(self);
        }
        bail!(
            "{what} was answered with {} instead of {status}: {}",
            self.status,
            String::from_utf8_lossy(&self.body)
        )
    }
}

pub fn get(address: SocketAddr, path: &str, headers: &[(String, String)]) -> Result<Answer> {
    ask(address, "GET", path, headers, b"")
}

pub fn post_json(address: SocketAddr, path: &str, body: &str) -> Result<Answer> {
    let json = ("Content-Type".to_owned(), "application/json".to_owned());
    ask(address, "POST", path, &[json], body.as_bytes())
}

fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: &[u8],
) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&bytes).with_context(|| format!("{method} {path}"))
}

fn read(bytes: &[u8]) -> Result<Answer> {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .context("the answer has no end of its head")?;
    let (head, rest) = bytes.split_at(end);
    let head = std::str::from_utf8(head)?.to_owned();
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .context("the answer has no status")?;
    let body = rest.get(4..).unwrap_or_default().to_vec();
    let answer = Answer { status, head, body };
    if answer.header("transfer-encoding").is_some() {
        bail!("the answer comes in pieces, which this client does not read");
    }
    if let Some(length) = answer.header("content-length")
        && status != 304
        && length.parse() != Ok(answer.body.len())
    {
        bail!(
            "the answer is {} bytes long and says {length}",
            answer.body.len()
        );
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_with_its_headers_and_body() {
        let answer =
            read(b"HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 2\r\n\r\nhi").unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("etag"), Some("\"a\""));
        assert_eq!(answer.body, b"hi");
    }

    #[test]
    fn a_torn_answer_is_an_error() {
        assert!(read(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi").is_err());
        assert!(read(b"HTTP/1.1 200 OK\r\n").is_err());
    }
}
