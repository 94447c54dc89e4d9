//! Open tuples: their dates placed and their speakers named; what they say stays in the text's own words.

use std::collections::BTreeMap;

use super::dating;
use super::discourse::Discourse;
use super::passage;
use super::resolver::Resolver;
use super::speaker::Speaker;
use crate::analyse::Analysis;
use crate::extract::Claim;
use crate::fact::{Edtf, Factuality, Reliability};
use crate::open::{Shape, Tuple};
use crate::proposition::Attribution;
use crate::text::{Document, Span};

/// What a clause says in the text's own words, with when, whether and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenStatement {
    pub subject: String,
    pub relation: String,
    /// The chief one first.
    pub arguments: Vec<String>,
    pub when: Option<Edtf>,
    pub factuality: Factuality,
    /// The speaker's name or description.
    pub said_by: Option<String>,
    /// The sentence that shows it, as for statements.
    pub sentence: Span,
    pub shape: Shape,
    pub reliability: Reliability,
}

impl Resolver<'_> {
    /// The tuples of one document in their order. Its `claims` tell who holds which office, and so who speaks.
    pub fn open_statements(
        &self,
        document: &Document,
        analysis: &Analysis,
        claims: &[Claim],
        tuples: Vec<Tuple>,
    ) -> Vec<OpenStatement> {
        let discourse = self.discourse(document, analysis, claims);
        let mut speakers = BTreeMap::new();
        let mut said_by = |attribution: &Attribution| {
            let name = || discourse.speaker(attribution).map(|speaker| named(&discourse, speaker));
            speakers.entry(attribution.speaker).or_insert_with(name).clone()
        };
        let open = |tuple: Tuple| {
            let direction = dating::direction(tuple.tense, tuple.factuality);
            let date = |&time| dating::date(document, analysis, analysis.mention(time), direction);
            OpenStatement {
                when: tuple.times.iter().find_map(date),
                factuality: tuple.factuality,
                said_by: tuple.attribution.as_ref().and_then(&mut said_by),
                sentence: passage::around(document, analysis.sentences[tuple.sentence].span(), tuple.trigger),
                shape: tuple.shape,
                reliability: tuple.reliability,
                subject: tuple.subject,
                relation: tuple.relation,
                arguments: tuple.arguments,
            }
        };
        tuples.into_iter().map(open).collect()
    }
}

fn named(discourse: &Discourse<'_>, speaker: Speaker) -> String {
    match speaker {
        Speaker::Known(referent) => discourse.referents.get(referent).name.to_string(),
        Speaker::Described(text) => text,
    }
}
