//! Flags that several commands share.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use relata::fact::{Edtf, Factuality, Kind, Predicate};
use relata::pipeline::Knowledge;
use relata::query::Filter;
use relata::schema::{Pack, Schema, SchemaError, SchemaFiles};
use relata::store::Store;

use super::ask;
use super::exit::Usage;

const DEFAULT: &str = "relata.db";

/// Where the store is.
#[derive(clap::Args)]
pub struct StoreFlag {
    /// Folder of the store
    #[arg(long, env = "RELATA_STORE", default_value = DEFAULT, value_name = "FOLDER")]
    pub store: PathBuf,
}

impl StoreFlag {
    /// The flag as a further command needs it, with a space before it; empty for the default.
    pub fn as_written(&self) -> String {
        if self.store.as_os_str() == DEFAULT || std::env::var_os("RELATA_STORE").is_some() {
            return String::new();
        }
        format!(" --store {}", quoted(&self.store.to_string_lossy()))
    }
}

/// Which schema articles are read with.
#[derive(clap::Args)]
pub struct SchemaFlag {
    /// Folder of a schema pack to read with, which adds to the built-in schema or stands alone; "builtin" for none
    #[arg(long, env = "RELATA_SCHEMA", value_name = "FOLDER")]
    schema: Option<PathBuf>,
}

/// The word for the schema of the package, in the place of a pack's folder.
const BUILTIN: &str = "builtin";

impl SchemaFlag {
    /// The pack that was asked for, `Some(None)` for the built-in schema; `None` where nothing was.
    pub fn given(&self) -> Result<Option<Option<Pack>>, SchemaError> {
        self.schema.as_deref().map(pack_at).transpose()
    }

    /// The built-in schema, where nothing was asked for.
    fn files(&self) -> Result<SchemaFiles, SchemaError> {
        Ok(SchemaFiles::of(self.given()?.flatten().as_ref()))
    }

    pub fn knowledge(&self) -> Result<Knowledge, SchemaError> {
        Knowledge::load(&self.files()?)
    }

    pub fn schema(&self) -> Result<Schema, SchemaError> {
        Schema::load(&self.files()?)
    }
}

/// The pack in a folder; none for `builtin`.
pub fn pack_at(folder: &Path) -> Result<Option<Pack>, SchemaError> {
    if folder.as_os_str() == BUILTIN { Ok(None) } else { Pack::read(folder).map(Some) }
}

/// An argument as a shell reads it back.
pub fn quoted(argument: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if !argument.is_empty() && argument.chars().all(plain) {
        return argument.to_owned();
    }
    format!("\"{}\"", argument.replace(['\\', '"', '$', '`'], "?"))
}

/// For people or for programs.
#[derive(clap::Args)]
pub struct FormatFlag {
    /// Text for people, or JSON for programs
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What every question has: the store, and the form of the answer.
#[derive(clap::Args)]
pub struct Asked {
    #[command(flatten)]
    pub store: StoreFlag,
    #[command(flatten)]
    pub format: FormatFlag,
}

/// What a question for statements has besides: which of them may be in the answer.
#[derive(clap::Args)]
pub struct Question {
    #[command(flatten)]
    pub asked: Asked,
    #[command(flatten)]
    pub filter: FilterFlags,
}

impl Question {
    /// Opens the store, finds out with which schema it was read, and reads the flags.
    ///
    /// # Errors
    /// [`Usage`] where a flag names what the schema does not declare.
    pub fn put(&self, limit: Option<usize>) -> anyhow::Result<(Store, Schema, Filter)> {
        let store = ask::open(&self.asked.store)?;
        let schema = ask::schema(&store)?;
        let filter = self.filter.filter(&schema, limit)?;
        Ok((store, schema, filter))
    }

    pub fn format(&self) -> Format {
        self.asked.format.format
    }
}

/// How many statements to show.
#[derive(clap::Args)]
pub struct LimitFlag {
    /// At most so many statements, the best proved; 0 for all
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    limit: usize,
}

impl LimitFlag {
    pub fn limit(&self) -> Option<usize> {
        (self.limit > 0).then_some(self.limit)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// Which statements an answer may hold.
#[derive(clap::Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterFlags {
    /// Only these predicates (`relata schema` lists them)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    predicate: Vec<String>,
    /// Only entities of these kinds, or of kinds that a pack declares to be one of them (`relata schema` lists them)
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    kind: Vec<String>,
    /// Only statements told as these: actual, planned, possible, negated, or all
    #[arg(long, value_name = "WORD", value_delimiter = ',', default_value = "actual")]
    factuality: Vec<FactualityWord>,
    /// Only what holds as of this day; 2019-03 and 2019 mean their last day. What has no date is kept, marked "?"
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    as_of: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FactualityWord {
    Actual,
    Planned,
    Possible,
    Negated,
    All,
}

impl FilterFlags {
    /// # Errors
    /// [`Usage`] where a predicate or kind is not declared; the message lists those that are.
    pub fn filter(&self, schema: &Schema, limit: Option<usize>) -> anyhow::Result<Filter> {
        let predicates: Vec<&str> = schema.predicates().iter().map(|declared| declared.name.as_str()).collect();
        let kinds: Vec<&str> = schema.kinds().iter().map(|declared| declared.name.as_str()).collect();
        let mut filter = Filter { limit, as_of: self.as_of, factualities: Vec::new(), ..Filter::default() };
        for name in &self.predicate {
            filter.predicates.push(Predicate::new(declared("predicate", name, &predicates)?)?);
        }
        for name in &self.kind {
            let kind = schema.kind_id(&Kind::new(declared("kind", name, &kinds)?)?).expect("it is declared");
            filter.kinds.extend(schema.narrower(kind).iter().map(|&kind| schema.kind(kind).name.clone()));
        }
        for word in &self.factuality {
            match word {
                FactualityWord::Actual => filter.factualities.push(Factuality::Actual),
                FactualityWord::Planned => filter.factualities.push(Factuality::Planned),
                FactualityWord::Possible => filter.factualities.push(Factuality::Possible),
                FactualityWord::Negated => filter.factualities.push(Factuality::Negated),
                FactualityWord::All => filter.factualities.extend(Factuality::ALL),
            }
        }
        Ok(filter)
    }
}

/// The declared name that is meant; case does not matter.
fn declared<'a>(what: &str, name: &str, declared: &[&'a str]) -> Result<&'a str, Usage> {
    let found = declared.iter().find(|known| known.eq_ignore_ascii_case(name));
    found.copied().ok_or_else(|| {
        let list = declared.join(", ");
        Usage(format!("{what} {name:?} is not declared; choose from {list}"))
    })
}

pub fn last_day(text: &str) -> Result<Date, String> {
    let date: Edtf = text.parse().map_err(|_| "write it as 2019-03-05, 2019-03 or 2019".to_owned())?;
    date.bounds().1.ok_or_else(|| "it must have a year".to_owned())
}
