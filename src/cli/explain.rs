//! `relata explain`: how a sentence is read, stage by stage. The debugger for whoever writes frames.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context as _;
use jiff::civil::Date;
use relata::analyse::{Analysis, Form, Mention, MentionId, Sentence, TokenId};
use relata::extract::{Attempt, Claim, Failure, QualifierFiller};
use relata::pipeline::Pipeline;
use relata::proposition::{Proposition, propositions};
use relata::resolve::Reading;
use relata::schema::{Path, Schema};
use relata::text::{Document, Metadata, Section, SectionRole, Span};

use super::flags::SchemaFlag;
use super::{style, wording};

/// Shows how a sentence is read: its tree, mentions and propositions, which frames matched, and which failed and why
#[derive(clap::Args)]
#[command(after_help = "Example:\n  relata explain \"Norway delivered four helicopters to Kenya in 2012.\"")]
pub struct Args {
    /// The sentence, or a few
    #[arg(required = true)]
    sentence: Vec<String>,
    /// The day that relative dates are counted from, such as 2021-04-27
    #[arg(long)]
    published: Option<Date>,

    #[command(flatten)]
    schema: SchemaFlag,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let text = args.sentence.join(" ");
    let span = Span::new(0, text.len()).context("there is no sentence; give one in quotation marks")?;
    let metadata = Metadata { name: "sentence".to_owned(), published: args.published, ..Metadata::default() };
    let document = Document::new(text, metadata, vec![Section { span, role: SectionRole::Body }]);
    let knowledge = args.schema.knowledge()?;
    let pipeline = Pipeline::new(&knowledge);
    let analysis = pipeline.analyser().analyse(&document);
    let propositions = propositions(&document, &analysis, pipeline.grammar());
    let attempts = pipeline.extractor().attempts(&document, &analysis, &propositions);
    let reading = pipeline.read(&document);
    let mut explanation =
        Explanation { schema: pipeline.schema(), document: &document, analysis: &analysis, text: String::new() };
    explanation.tell(&propositions, &attempts, &reading);
    anstream::stdout().write_all(explanation.text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// The text of an explanation, written as it is found out.
struct Explanation<'a> {
    schema: &'a Schema,
    document: &'a Document,
    analysis: &'a Analysis,
    text: String,
}

impl Explanation<'_> {
    fn tell(&mut self, propositions: &[Proposition], attempts: &[Attempt], reading: &Reading) {
        for (index, sentence) in self.analysis.sentences.iter().enumerate() {
            self.heading("Tree");
            self.tree(sentence);
            self.heading("Mentions");
            self.analysis.mentions_in(index).for_each(|(_, mention)| self.mention(mention));
            self.heading("Propositions, and the frames they evoke");
            for (number, proposition) in propositions.iter().enumerate() {
                if proposition.sentence == index {
                    self.proposition(proposition);
                    let own = attempts.iter().filter(|attempt| attempt.proposition == number);
                    own.for_each(|attempt| self.attempt(attempt));
                }
            }
        }
        self.heading("Statements");
        for statement in &reading.statements {
            self.line(&format!("  {}", wording::statement(reading, statement)));
        }
        if reading.statements.is_empty() {
            self.line("  none");
        }
    }

    fn heading(&mut self, heading: &str) {
        let colour = style::HEADING;
        self.line(&format!("{colour}{heading}{colour:#}"));
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn tree(&mut self, sentence: &Sentence) {
        if let Some(root) = sentence.root() {
            self.branch(sentence, root, "", "", 0);
        }
    }

    /// A token and what hangs on it; `stem` is drawn before the token, `below` before its dependents.
    fn branch(&mut self, sentence: &Sentence, token: TokenId, stem: &str, below: &str, depth: usize) {
        let read = sentence.token(token);
        let word = self.document.slice(read.span);
        let line = format!("  {stem}{} {word}  [{} {} {}] {token}", read.deprel, read.lemma, read.upos, read.xpos);
        self.line(&line);
        // A parser's tree is no deeper than its sentence is long; anything deeper is a loop.
        if depth > sentence.tokens().len() {
            return;
        }
        let children: Vec<TokenId> = sentence.children(token).collect();
        for (index, &child) in children.iter().enumerate() {
            let (corner, line) = if index + 1 == children.len() { ("└─ ", "   ") } else { ("├─ ", "│  ") };
            self.branch(sentence, child, &format!("{below}{corner}"), &format!("{below}{line}"), depth + 1);
        }
    }

    fn mention(&mut self, mention: &Mention) {
        let kinds: Vec<&str> = mention
            .kinds
            .iter()
            .take(self.schema.kinds().len())
            .map(|kind| self.schema.kind(kind).name.as_str())
            .collect();
        let kinds = if kinds.len() == self.schema.kinds().len() { "any kind".to_owned() } else { kinds.join(" or ") };
        let form = match &mention.form {
            Form::Time(time) => format!("time {time:?}"),
            form => format!("{form:?}").to_lowercase(),
        };
        let mut line = format!("  \"{}\"", self.document.slice(mention.span));
        for part in [kinds, form, format!("by {:?}", mention.found_by).to_lowercase()] {
            if !part.is_empty() {
                write!(line, ", {part}").expect("writing to a string does not fail");
            }
        }
        if mention.plural {
            line.push_str(", plural");
        }
        if let Some(known) = &mention.known {
            write!(line, " = {known}").expect("writing to a string does not fail");
        }
        self.line(&line);
    }

    fn proposition(&mut self, proposition: &Proposition) {
        let sentence = &self.analysis.sentences[proposition.sentence];
        let word = |token: TokenId| self.document.slice(sentence.token(token).span);
        let mut line = format!("  {} ({:?}):", proposition.trigger.lemma, proposition.trigger.class).to_lowercase();
        for argument in &proposition.arguments {
            let fillers: Vec<&str> = argument.heads.iter().map(|&head| word(head)).collect();
            write!(line, " {}={}", argument.function, fillers.join("+")).expect("writing to a string does not fail");
        }
        let standing = format!("{:?} {:?} {:?}", proposition.polarity, proposition.modality, proposition.tense);
        write!(line, "; {}", standing.to_lowercase()).expect("writing to a string does not fail");
        for &time in &proposition.times {
            write!(line, "; {}", self.quoted(time)).expect("writing to a string does not fail");
        }
        if let Some(attribution) = &proposition.attribution {
            let (index, token) = attribution.speaker;
            let speaker = self.document.slice(self.analysis.sentences[index].token(token).span);
            write!(line, "; said by {speaker}").expect("writing to a string does not fail");
        }
        self.line(&line);
    }

    fn attempt(&mut self, attempt: &Attempt) {
        match &attempt.outcome {
            Ok(claims) => {
                self.line(&format!("    + {}", attempt.rule));
                claims.iter().for_each(|claim| self.claim(claim));
            }
            Err(failure) => self.line(&format!("    - {}: {}", attempt.rule, reason(failure))),
        }
    }

    fn claim(&mut self, claim: &Claim) {
        let mut line = format!(
            "        {} | {} | {}",
            self.quoted(claim.subject.mention),
            claim.predicate,
            self.quoted(claim.object.mention)
        );
        for (name, value) in &claim.qualifiers {
            let value = match value {
                QualifierFiller::Mention(filler) => self.quoted(filler.mention),
                QualifierFiller::Date(mention) => self.quoted(*mention),
                QualifierFiller::Quantity(quantity) => quantity.0.to_string(),
                QualifierFiller::Text(text) => text.to_string(),
            };
            write!(line, "; {name}={value}").expect("writing to a string does not fail");
        }
        write!(line, "; {}", claim.factuality).expect("writing to a string does not fail");
        self.line(&line);
    }

    fn quoted(&self, mention: MentionId) -> String {
        format!("\"{}\"", self.document.slice(self.analysis.mention(mention).span))
    }
}

fn reason(failure: &Failure) -> String {
    let functions = |functions: &[Path]| functions.iter().map(Path::to_string).collect::<Vec<_>>().join(", ");
    match failure {
        Failure::Company(words) => format!("\"{}\" does not stand with it", words.join(" ")),
        Failure::Missing { role, functions: of } => {
            format!("nothing fit fills the role {role} (looked for: {})", functions(of))
        }
        Failure::Excluded(function) => format!("it must not have: {function}"),
        Failure::Shared(role) => format!("several fill the role {role}, and nothing tells which is meant"),
        Failure::Yieldless => "no statement has both its ends".to_owned(),
    }
}
