//! How large, how fast: `cargo test --release --test all store_scale -- --ignored --nocapture`.

use std::time::Instant;

use relata::store::{End, Store, Writer};

use super::store::article;

/// Articles like a year of one outlet: 15 statements each between names of which few are in many.
#[test]
#[ignore = "takes a minute; prints figures to judge"]
fn figures_of_a_large_store() {
    let count: usize = std::env::var("ARTICLES").map_or(14_400, |count| count.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut writer = Writer::create(folder.path()).expect("a store");
    let started = Instant::now();
    let mut making = 0.0;
    for number in 0..count {
        let made = Instant::now();
        let mut name = || {
            let spread = [20, 500, 40_000][random(3) as usize];
            let n = random(spread);
            format!("Forename{}_Surname{n}", n % 97)
        };
        let mut statements = Vec::new();
        for _ in 0..15 {
            let (subject, object) = (name(), name());
            let day = (number % 28) + 1;
            statements.push(format!(
                "{subject} predicate_{} {object} 2021-{:02}-{day:02}",
                number % 18,
                number % 12 + 1
            ));
        }
        let words: Vec<&str> = statements.iter().map(String::as_str).collect();
        let (document, reading) = article(&format!("article-{number}"), &words);
        making += made.elapsed().as_secs_f64();
        writer.commit(document, reading).expect("committed");
    }
    let store = writer.finish().expect("finished");
    let seconds = started.elapsed().as_secs_f64() - making;
    println!("{count} articles in {seconds:.1} s, {:.0} articles/s", count as f64 / seconds);
    let (keys, values) = store.logical_bytes().expect("readable");
    let statistics = store.statistics().expect("readable");
    let graph = statistics.graph_bytes;
    println!(
        "logical {:.1} MB (keys {:.1}), graph on disk {:.1} MB, {:.2} times; journal {:.1} MB; evidence {}",
        (keys + values) as f64 / 1e6,
        keys as f64 / 1e6,
        graph as f64 / 1e6,
        graph as f64 / (keys + values) as f64,
        statistics.journal_bytes as f64 / 1e6,
        statistics.evidence,
    );
    drop(store);
    let started = Instant::now();
    let store = Store::open(folder.path()).expect("opens");
    println!("reopened in {:.3} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let edges = store.edges().count();
    println!("{edges} edges in {:.3} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let best = store.candidates("surname1", 1).expect("readable").remove(0).node.number;
    let near: usize = End::BOTH.into_iter().map(|end| store.edges_of(best, end).count()).sum();
    println!("one of {near} edges found by name and listed in {:.4} s", started.elapsed().as_secs_f64());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().filter(|line| line.starts_with("VmHWM")).collect::<String>());
}
