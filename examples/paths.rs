//! Opens a store and prints how two entities are connected.
//!
//! ```text
//! cargo run -- ingest seeds/articles
//! cargo run --example paths -- relata.db Russia Tajikistan
//! ```

use std::error::Error;
use std::path::Path;

use relata::query::{Connection, Filter, Found, Quoter, find, paths};
use relata::store::{EntityNumber, Store};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, from, to] = arguments.as_slice() else { return Err("give a store and two names".into()) };
    let store = Store::open(Path::new(folder))?;
    let connection = Connection { from: number(&store, from)?, to: number(&store, to)?, max_hops: 4, count: 3 };
    for path in paths(&mut Quoter::new(&store), &connection, &Filter::default())? {
        println!("{} hops", path.hops.len());
        for hop in &path.hops {
            // The best proved statement of a hop comes first, and there is one at least.
            let told = &hop.statements[0];
            let predicate = &told.statement.claimed().predicate;
            println!("  {} {predicate} {}", told.subject.name, told.object.name);
            println!("    “{}” ({} sources)", told.best_quote().text, told.sources);
        }
    }
    Ok(())
}

fn number(store: &Store, name: &str) -> Result<EntityNumber, Box<dyn Error>> {
    match find(store, name, &[])? {
        Found::One(named) => Ok(named.number),
        Found::Ambiguous(near) | Found::Unknown(near) => {
            let names: Vec<&str> = near.iter().map(|near| near.named.entity.name.as_str()).collect();
            Err(format!("{name} is not one entity of the store; near are: {}", names.join(", ")).into())
        }
    }
}
