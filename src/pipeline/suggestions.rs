//! How a schema may grow: what articles often say of known kinds and no frame reads.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Pipeline;
use crate::extract::Unread;
use crate::proposition::{TriggerClass, propositions};
use crate::schema::{Function, KindId, Schema};
use crate::text::Document;

/// Sentences that a suggestion shows.
const SENTENCES: usize = 3;

/// A role must be there in one of so many propositions to be worth a place in a frame.
const RARE: usize = 4;

/// What the documents so far leave unread, by trigger word.
#[derive(Debug, Default)]
pub struct Suggestions {
    by_trigger: BTreeMap<(SmolStr, TriggerClass), Found>,
}

#[derive(Debug, Default)]
struct Found {
    count: usize,
    documents: usize,
    /// By function as frames write it; with it its place in the proposition, subjects first.
    arguments: BTreeMap<(usize, String), BTreeMap<KindId, usize>>,
    sentences: Vec<(String, String)>,
}

/// A trigger word that no frame reads, with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// With its particle: "take over".
    pub trigger: SmolStr,
    pub class: TriggerClass,
    /// Propositions, and documents that hold them.
    pub count: usize,
    pub documents: usize,
    /// Subjects first.
    pub arguments: Vec<Argument>,
    /// Up to three, each with its document.
    pub sentences: Vec<(String, String)>,
}

/// A grammatical function in these propositions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// As frames write it.
    pub function: String,
    pub count: usize,
    /// Most frequent first.
    pub kinds: Vec<(KindId, usize)>,
}

/// What one document leaves unread.
#[derive(Clone, Debug)]
pub struct Remainder(Vec<Unnoticed>);

/// One proposition that no frame reads.
#[derive(Clone, Debug)]
struct Unnoticed {
    trigger: SmolStr,
    class: TriggerClass,
    /// Place, function and kind of each argument.
    arguments: Vec<(usize, String, KindId)>,
    sentence: String,
}

impl Pipeline<'_> {
    /// What no frame reads of a document; verbs of speech are left out, as they say who said it.
    pub fn remainder(&self, document: &Document) -> Remainder {
        let analysis = self.analyser().analyse(document);
        let propositions = propositions(document, &analysis, self.grammar());
        let unread = self.extractor().unread(document, &analysis, &propositions);
        let told = unread.into_iter().filter_map(|Unread { proposition, arguments }| {
            let proposition = &propositions[proposition];
            let trigger = &proposition.trigger;
            if self.grammar().reports_speech(&trigger.lemma) {
                return None;
            }
            let arguments = arguments
                .into_iter()
                .map(|argument| (place(&argument.function), argument.function.to_string(), argument.kind));
            let sentence = document.slice(analysis.sentences[proposition.sentence].span());
            let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(Unnoticed {
                trigger: trigger.lemma.clone(),
                class: trigger.class,
                arguments: arguments.collect(),
                sentence,
            })
        });
        Remainder(told.collect())
    }
}

impl Suggestions {
    /// Adds what a document leaves unread.
    pub fn add(&mut self, document: &Document, remainder: Remainder) {
        let mut met = BTreeSet::new();
        for Unnoticed { trigger, class, arguments, sentence } in remainder.0 {
            let found = self.by_trigger.entry((trigger.clone(), class)).or_default();
            found.count += 1;
            found.documents += usize::from(met.insert((trigger, class)));
            for (place, function, kind) in arguments {
                *found.arguments.entry((place, function)).or_default().entry(kind).or_default() += 1;
            }
            let shown = found.sentences.iter().any(|(_, other)| other == &sentence);
            if found.sentences.len() < SENTENCES && !shown {
                found.sentences.push((document.metadata().name.clone(), sentence));
            }
        }
    }

    /// Those met at least `least` times, most frequent first; of one count, by trigger.
    pub fn ranked(self, least: usize) -> Vec<Suggestion> {
        let often = self.by_trigger.into_iter().filter(|(_, found)| found.count >= least);
        let mut ranked: Vec<Suggestion> = often.map(|(trigger, found)| found.suggestion(trigger)).collect();
        ranked.sort_by_key(|suggestion| Reverse(suggestion.count));
        ranked
    }
}

impl Found {
    fn suggestion(self, (trigger, class): (SmolStr, TriggerClass)) -> Suggestion {
        let arguments = self.arguments.into_iter().map(|((_, function), kinds)| {
            let mut kinds: Vec<_> = kinds.into_iter().collect();
            kinds.sort_by_key(|&(kind, count)| (Reverse(count), kind));
            Argument { function, count: kinds.iter().map(|(_, count)| count).sum(), kinds }
        });
        let (count, documents, sentences) = (self.count, self.documents, self.sentences);
        Suggestion { trigger, class, count, documents, arguments: arguments.collect(), sentences }
    }
}

impl Suggestion {
    /// A frame to begin with, for `frames/*.toml`: roles and kinds as met, names and predicate still to be chosen.
    pub fn frame(&self, schema: &Schema) -> String {
        let usual: Vec<&Argument> =
            self.arguments.iter().filter(|argument| argument.count * RARE >= self.count).collect();
        let role = |argument: &Argument| argument.function.replace(['-', '/'], "_");
        let mut text =
            format!("[[frame]]\nname = {:?}\nreads = \"…\"\n\n[frame.roles]\n", self.trigger.replace(' ', "-"));
        for argument in &usual {
            let kinds = argument.kinds.iter().map(|&(kind, _)| format!("{:?}", schema.kind(kind).name.as_str()));
            text.push_str(&format!("{} = [{}]\n", role(argument), kinds.collect::<Vec<_>>().join(", ")));
        }
        let class = match self.class {
            TriggerClass::Verb => "verbs",
            TriggerClass::Noun => "nouns",
            TriggerClass::Adjective => "adjectives",
        };
        let fills = |arguments: &[&Argument]| {
            let each = arguments.iter().map(|argument| format!("{} = {:?}", role(argument), argument.function));
            format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
        };
        // The two that a statement needs are those met most often.
        let mut needed = usual.clone();
        needed.sort_by_key(|argument| Reverse(argument.count));
        needed.truncate(2);
        let (required, optional): (Vec<_>, Vec<_>) = usual.iter().partition(|argument| needed.contains(argument));
        text.push_str(&format!("\n[[frame.realisation]]\nname = {:?}\n", &class[..class.len() - 1]));
        text.push_str(&format!("{class} = [{:?}]\nroles = {}\n", self.trigger.as_str(), fills(&required)));
        if !optional.is_empty() {
            text.push_str(&format!("optional = {}\n", fills(&optional)));
        }
        text.push_str("examples = [\n");
        for (_, sentence) in &self.sentences {
            text.push_str(&format!(
                "    {{ text = {}, yields = [\"… | … | …\"] }},\n",
                toml::Value::from(sentence.as_str())
            ));
        }
        text.push_str("]\ncounterexamples = []\n");
        if let [subject, object] = required[..] {
            let ends = format!("subject = {:?}\npredicate = \"…\"\nobject = {:?}\n", role(subject), role(object));
            text.push_str(&format!("\n[[frame.yields]]\n{ends}"));
        }
        text
    }
}

/// Subjects, then objects, then the rest.
fn place(function: &Function) -> usize {
    match function {
        Function::Subject | Function::Possessor => 0,
        Function::Object | Function::IndirectObject => 1,
        _ => 2,
    }
}
