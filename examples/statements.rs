//! Reads one text and prints the statements it makes.
//!
//! ```text
//! cargo run --example statements -- seeds/articles/2017-08-01-djibouti-base.txt
//! ```

use std::error::Error;
use std::path::PathBuf;

use relata::pipeline::Pipeline;
use relata::read::{ReadOptions, documents};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os().nth(1).ok_or("give the path of a text file")?;
    let pipeline = Pipeline::embedded();
    for document in documents([PathBuf::from(path)], ReadOptions::default()) {
        let document = document?;
        for statement in &pipeline.read(&document).statements {
            let claimed = statement.claimed();
            let when = claimed.when.map_or_else(|| "undated".to_owned(), |when| when.to_string());
            println!("{} {} {} ({when}, {})", claimed.subject, claimed.predicate, claimed.object, claimed.factuality);
            for evidence in statement.evidence() {
                println!("    {}", document.slice(evidence.sentence));
            }
        }
    }
    Ok(())
}
