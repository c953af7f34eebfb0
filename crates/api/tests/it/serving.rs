//! The real server on a real socket: what only shows there.

use api::{ApiSettings, DemoMail, DemoPages, Persona as DemoPersona};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use testkit::{Database, TestApp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

struct Pages;

impl DemoPages for Pages {
    fn personas(&self) -> Future<'_, Vec<DemoPersona>> {
        let bea = DemoPersona {
            name: "Bea <b>".to_owned(),
            email: "bea@oakline.example".to_owned(),
            role: "bookkeeper at Oakline".to_owned(),
        };
        Box::pin(async { vec![bea] })
    }
    fn link<'a>(&'a self, email: &'a str) -> Future<'a, Option<String>> {
        Box::pin(async move {
            (email == "bea@oakline.example").then(|| "http://localhost/in#token".to_owned())
        })
    }
    fn mails(&self) -> Future<'_, Vec<DemoMail>> {
        Box::pin(async { vec![mail()] })
    }
    fn mail<'a>(&'a self, id: &'a str) -> Future<'a, Option<DemoMail>> {
        Box::pin(async move { (id == "1.eml").then(mail) })
    }
}

fn mail() -> DemoMail {
    DemoMail {
        id: "1.eml".to_owned(),
        to: "bea@oakline.example".to_owned(),
        subject: "Sign in".to_owned(),
        text: "Hello\nhttp://localhost/in#abc\n".to_owned(),
    }
}

/// Serves on a port of its own until the test ends.
pub async fn serve(settings: ApiSettings) -> (TestApp, SocketAddr) {
    let app = TestApp::new(Database::Sqlite).await;
    let settings = ApiSettings {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        workers: 1,
        ..settings
    };
    let serving = api::server(app.app.clone(), settings).unwrap();
    let address = serving.addresses[0];
    actix_web::rt::spawn(serving.server);
    (app, address)
}

/// Sends the bytes and reads whatever comes until the server closes.
async fn talk(address: SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn get(path: &str, host: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
}

#[actix_web::test]
async fn a_hundred_megabytes_are_refused_before_they_are_read() {
    let (_app, address) = serve(ApiSettings::default()).await;
    let head = "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                Content-Length: 104857600\r\n\r\n{";
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut start = [0u8; 64];
    // The answer is there although a hundred megabytes less one byte are still to come.
    let read = stream.read(&mut start).await.unwrap();
    let start = String::from_utf8_lossy(&start[..read]).into_owned();
    assert!(start.starts_with("HTTP/1.1 413 "), "{start}");
}

#[actix_web::test]
async fn a_body_of_unsaid_length_is_cut_off_at_the_limit() {
    let (_app, address) = serve(ApiSettings::default()).await;
    let mut head =
        "POST /api/v1/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                    Transfer-Encoding: chunked\r\n\r\n"
            .to_owned();
    for _ in 0..20 {
        head.push_str(&format!("1000\r\n{}\r\n", " ".repeat(0x1000)));
    }
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut start = [0u8; 64];
    let read = stream.read(&mut start).await.unwrap();
    assert!(String::from_utf8_lossy(&start[..read]).starts_with("HTTP/1.1 413 "));
}

#[actix_web::test]
async fn a_download_says_its_length_and_keeps_to_it() {
    let (app, address) = serve(ApiSettings::default()).await;
    let bea = app.as_(testkit::Persona::Bookkeeper).await;
    let head = format!(
        "GET {} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: __Host-sightline={}\r\n\r\n",
        contract::paths::file(testkit::firm::EICR_FILE),
        bea.secret
    );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    assert!(
        head.contains(&format!("content-length: {}\r\n", app.firm.eicr.len())),
        "{head}"
    );
    assert!(answer[end..] == app.firm.eicr[..], "other bytes");
}

#[actix_web::test]
async fn the_demonstration_is_mounted_only_when_given_and_only_for_this_machine() {
    let (_app, address) = serve(ApiSettings::default()).await;
    assert!(
        talk(address, &get("/demo", "localhost"))
            .await
            .starts_with("HTTP/1.1 404")
    );

    let settings = ApiSettings {
        demo: Some(Arc::new(Pages)),
        ..ApiSettings::default()
    };
    let (_app, address) = serve(settings).await;
    let host = format!("localhost:{}", address.port());
    let page = talk(address, &get("/demo", &host)).await;
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(
        page.contains("Bea &lt;b&gt;") && page.contains("/demo/mails/1.eml"),
        "{page}"
    );
    let mail = talk(address, &get("/demo/mails/1.eml", &host)).await;
    assert!(
        mail.contains("<a href=\"http://localhost/in#abc\">"),
        "{mail}"
    );
    let post = |email: &str, extra: &str| {
        let body = format!("email={}", email.replace('@', "%40"));
        format!(
            "POST /demo/link HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{extra}\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let link = talk(address, &post("bea@oakline.example", "")).await;
    assert!(
        link.starts_with("HTTP/1.1 303") && link.contains("location: http://localhost/in#token"),
        "{link}"
    );
    assert!(
        talk(address, &post("rita@nest.example", ""))
            .await
            .starts_with("HTTP/1.1 404")
    );
    let foreign = post(
        "bea@oakline.example",
        "Origin: null\r\nSec-Fetch-Site: cross-site\r\n",
    );
    assert!(talk(address, &foreign).await.starts_with("HTTP/1.1 404"));
    // A name of somebody else's that was pointed at this machine.
    assert!(
        talk(address, &get("/demo", "evil.example"))
            .await
            .starts_with("HTTP/1.1 404")
    );
}
