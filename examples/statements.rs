//! Reads one text and prints the statements it makes.
//!
//! ```text
//! cargo run --example statements -- seeds/articles/SOME.txt
//! ```

use std::error::Error;

use relata::pipeline::Pipeline;
use relata::text::Document;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("give the path of a text file")?;
    let document = Document::from_text(&path, &std::fs::read_to_string(&path)?);
    let reading = Pipeline::embedded().read(&document);
    for statement in &reading.statements {
        let claimed = statement.claimed();
        let when = claimed.when.map_or_else(|| "undated".to_owned(), |when| when.to_string());
        println!("{} {} {} ({when}, {})", claimed.subject, claimed.predicate, claimed.object, claimed.factuality);
        for evidence in statement.evidence() {
            println!("    {}", document.slice(evidence.sentence));
        }
    }
    Ok(())
}
