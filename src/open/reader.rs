//! Sentences into tuples.

use super::phrase;
use super::tuple::{Shape, Tuple};
use super::{nominal, verbal};
use crate::analyse::{Analysis, Form, Sentence, TokenId, Upos, Xpos};
use crate::fact::{Factuality, Reliability};
use crate::proposition::{Grammar, Proposition, Tense, TriggerClass, mended};
use crate::schema::Function;
use crate::text::{Document, SectionRole};

/// Everything that the document says, in the order of its sentences, and in each of their trigger words.
pub fn tuples(document: &Document, analysis: &Analysis, propositions: &[Proposition], grammar: &Grammar) -> Vec<Tuple> {
    let mut found = Vec::new();
    let mut rest = propositions;
    for index in 0..analysis.sentences.len() {
        let own = rest.partition_point(|proposition| proposition.sentence <= index);
        let (propositions, later) = rest.split_at(own);
        rest = later;
        if !matches!(analysis.sentences[index].role(), SectionRole::Headline | SectionRole::Body) {
            continue;
        }
        let sentence = &*mended(document, analysis, index, grammar);
        let reader = Reader::new(document, analysis, index, sentence, propositions);
        let mut lines: Vec<Line> = Vec::new();
        for t in 0..sentence.tokens().len() {
            verbal::add(&reader, t, &mut lines);
            nominal::add(&reader, t, &mut lines);
        }
        found.extend(lines.into_iter().filter_map(|line| reader.tuple(line)));
    }
    found
}

/// A tuple in tokens.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub trigger: TokenId,
    pub subject: Vec<TokenId>,
    /// A verb that the text leaves out: "is" of "tugs sold by Peru".
    pub unspoken: Option<&'static str>,
    pub relation: Vec<TokenId>,
    pub arguments: Vec<Vec<TokenId>>,
    pub shape: Shape,
    pub reliability: u16,
}

pub(super) struct Reader<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    pub sentence: &'a Sentence,
    index: usize,
    /// By trigger token.
    standing: Vec<Option<&'a Proposition>>,
    dated: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn new(
        document: &'a Document,
        analysis: &'a Analysis,
        index: usize,
        sentence: &'a Sentence,
        propositions: &'a [Proposition],
    ) -> Self {
        let mut standing = vec![None; sentence.tokens().len()];
        for proposition in propositions {
            standing[proposition.trigger.token] = Some(proposition);
        }
        let mut dated = vec![false; sentence.tokens().len()];
        for (_, mention) in analysis.mentions_in(index) {
            if matches!(mention.form, Form::Time(_)) {
                dated[mention.first..=mention.last].fill(true);
            }
        }
        Self { document, analysis, sentence, index, standing, dated }
    }

    /// The words of a title before a person's name, and the name: "Deputy Minister" and "Rosa Vega".
    pub fn title(&self, t: TokenId) -> Option<(Vec<TokenId>, Vec<TokenId>)> {
        let proposition = self.standing[t].filter(|one| one.trigger.class == TriggerClass::Noun)?;
        let bearer = proposition.arguments.iter().find(|argument| argument.function == Function::Subject)?;
        let mentions = || self.analysis.mentions_in(self.index).map(|(_, mention)| mention);
        let name = mentions().find(|name| name.form == Form::Name && bearer.heads == [name.head])?;
        // What the noun names must be of a kind with the bearer: a minister, and not the police of a "Police Medal".
        let alike = mentions().any(|noun| noun.head == t && !noun.kinds.and(name.kinds).is_empty());
        if t + 1 != name.first || !alike {
            return None;
        }
        let premodifies = |&word: &TokenId| {
            let token = self.sentence.token(word);
            matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj) || token.xpos == Xpos::Hyph
        };
        let first = (0..=t).rev().take_while(premodifies).last()?;
        Some(((first..=t).collect(), (name.first..=name.last).collect()))
    }

    pub fn is_dated(&self, t: TokenId) -> bool {
        self.dated[t]
    }

    /// `None` where nothing is left of a part.
    fn tuple(&self, line: Line) -> Option<Tuple> {
        let text = |tokens: &[TokenId]| phrase::text(self.document, self.sentence, tokens);
        let proposition = self.standing[line.trigger];
        let mut relation = text(&line.relation);
        if let Some(unspoken) = line.unspoken {
            relation = if relation.is_empty() { unspoken.to_owned() } else { format!("{unspoken} {relation}") };
        }
        let subject = text(&line.subject);
        let arguments: Vec<String> =
            line.arguments.iter().map(|words| text(words)).filter(|words| !words.is_empty()).collect();
        if subject.is_empty() || relation.is_empty() {
            return None;
        }
        Some(Tuple {
            sentence: self.index,
            trigger: self.sentence.token(line.trigger).span,
            subject,
            relation,
            arguments,
            shape: line.shape,
            times: proposition.map(|one| one.times.clone()).unwrap_or_default(),
            tense: proposition.map_or(Tense::None, |one| one.tense),
            factuality: proposition.map_or(Factuality::Actual, Proposition::factuality),
            attribution: proposition.and_then(|one| one.attribution),
            reliability: Reliability::from_thousandths(line.reliability).expect("the weights are below 1000"),
        })
    }
}
