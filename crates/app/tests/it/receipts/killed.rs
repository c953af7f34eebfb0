//! `kill -9` in the middle of writing: what was acknowledged is there, and the chain is whole.

use super::world::{BOTH, World, draft, firm_chain};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use store::Db;
use tokio::task::JoinSet;

#[tokio::test]
async fn a_killed_process_loses_nothing_that_it_acknowledged() {
    for engine in BOTH {
        let world = World::new(engine).await;
        for round in 1..=3u64 {
            let (name, _) = module_path!().split_once("::").unwrap();
            let child = module_path!().replacen(&format!("{name}::"), "", 1)
                + "::a_process_that_writes_until_it_is_killed";
            let mut child = Command::new(std::env::current_exe().unwrap())
                .args(["--ignored", "--exact", "--nocapture", &child])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .unwrap();
            let mut orders = child.stdin.take().unwrap();
            let folder = world.folder.path().display();
            writeln!(orders, "{} {folder} {round}", world.settings.url).unwrap();
            let mut acknowledged = 0;
            let mut killed = false;
            for line in BufReader::new(child.stdout.take().unwrap()).lines() {
                let line = line.unwrap();
                let Some(seq) = line.strip_prefix("receipt ") else {
                    continue;
                };
                acknowledged = acknowledged.max(seq.parse().unwrap_or(0));
                if acknowledged > round * 150 && !killed {
                    child.kill().unwrap();
                    killed = true;
                }
            }
            child.wait().unwrap();
            assert!(killed);

            let report = world.verify().await;
            assert!(report.is_whole(), "{engine:?}: {report:?}");
            assert!(report.entries() >= acknowledged, "{engine:?}: {report:?}");
            assert_eq!(report.chains[0].chain, firm_chain());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "run by the test above, in a process of its own"]
async fn a_process_that_writes_until_it_is_killed() {
    let mut orders = String::new();
    std::io::stdin().read_line(&mut orders).unwrap();
    let mut words = orders.split_whitespace();
    let (url, folder) = (words.next().unwrap(), words.next().unwrap());
    let seed = 100 + words.next().unwrap().parse::<u64>().unwrap();
    let world = World::of_another_process(url, folder).await;
    let writer = world.writer(&Db::connect(&world.settings).await.unwrap(), seed);
    let mut tasks = JoinSet::new();
    for person in 0..16 {
        let writer = writer.clone();
        tasks.spawn(async move {
            loop {
                let receipt = writer.write(draft(person)).await.unwrap();
                let line = format!("\nreceipt {}\n", receipt.seq);
                std::io::stdout().write_all(line.as_bytes()).unwrap();
            }
        });
    }
    tasks.join_all().await;
}
