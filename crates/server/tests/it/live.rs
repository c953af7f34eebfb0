//! Live pages from outside: another process changes something, and an open stream says so within a second; a stream
//! that is open does not hold up the program's end.

use crate::sightline::{Server, demo, run, sightline, text};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(1);

/// Reads on until a line has this in it.
async fn until(stream: &mut reqwest::Response, wanted: &str) -> String {
    let mut read = String::new();
    let reading = async {
        while let Some(chunk) = stream.chunk().await.unwrap() {
            read.push_str(&String::from_utf8_lossy(&chunk));
            if let Some(line) = read.lines().find(|line| line.contains(wanted)) {
                return line.to_owned();
            }
        }
        panic!("the stream ended before `{wanted}`: {read}");
    };
    tokio::time::timeout(Duration::from_secs(30), reading)
        .await
        .unwrap_or_else(|_| panic!("no `{wanted}` came"))
}

#[test]
fn what_staff_do_is_on_the_open_page_within_a_second_and_the_end_is_not_held_up() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (data, _) = demo();
        let mut server = Server::start(data.path());
        let jo = server.browser("jo.marsh@oakline.example").await;
        let hat = jo.hats().await.remove(0);
        let jobs = jo
            .ok(&hat, "/api/v1/portal/records?kind=job&status=outstanding")
            .await;
        let job = jobs["items"][0]["id"].as_str().unwrap().to_owned();
        let mut stream = jo.stream(&hat, "/api/v1/events").await;
        until(&mut stream, "slice").await;

        let began = Instant::now();
        run(data.path(), &["job", "close", &job]);
        let closed = Instant::now();
        let event = until(&mut stream, "changed").await;
        assert!(event.contains(&job), "{event}");
        assert!(
            closed.elapsed() < SOON,
            "{:?} after {:?}",
            closed.elapsed(),
            closed - began
        );
        let after = jo.ok(&hat, &format!("/api/v1/portal/records/{job}")).await;
        assert_eq!(after["status"], "done");
        let again = sightline(data.path(), &["job", "close", &job]);
        assert!(!again.status.success());
        assert!(text(&again.stderr).contains("the job is done already"));

        let asked = Instant::now();
        let pid = i32::try_from(server.child.id()).unwrap();
        assert!(
            std::process::Command::new("kill")
                .args(["-TERM", &pid.to_string()])
                .status()
                .unwrap()
                .success()
        );
        while stream.chunk().await.unwrap().is_some() {}
        assert!(server.child.wait().unwrap().success());
        assert!(
            asked.elapsed() < Duration::from_secs(5),
            "{:?}",
            asked.elapsed()
        );
        run(data.path(), &["audit", "verify"]);
    });
}
