//! What no frame reads: for whoever makes the schema grow.

use std::collections::HashSet;

use super::fill::Site;
use super::{Claim, Extractor, QualifierFiller};
use crate::analyse::{Analysis, Form, MentionId, TokenId};
use crate::proposition::Proposition;
use crate::schema::{Function, KindId};
use crate::text::Document;

/// A proposition about two entities or more that no claim brings together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Index of the proposition.
    pub proposition: usize,
    /// In the proposition's order; each is of one kind for sure.
    pub arguments: Vec<UnreadArgument>,
}

/// An entity in such a proposition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadArgument {
    pub function: Function,
    pub mention: MentionId,
    pub kind: KindId,
}

impl Extractor<'_> {
    /// Propositions that evoke no claim, as far as they join entities that no other claim of their sentence joins:
    /// "held" is read where "talks" is.
    pub fn unread(&self, document: &Document, analysis: &Analysis, propositions: &[Proposition]) -> Vec<Unread> {
        let claims = self.claims(document, analysis, propositions);
        let read: HashSet<(usize, usize)> =
            claims.iter().map(|claim| (claim.sentence, claim.trigger.start())).collect();
        let joined = joined(analysis, &claims);
        let site = self.site(analysis, propositions);
        let mut unread = Vec::new();
        for (index, proposition) in propositions.iter().enumerate() {
            let sentence = proposition.sentence;
            let trigger = analysis.sentences[sentence].token(proposition.trigger.token).span;
            if read.contains(&(sentence, trigger.start())) {
                continue;
            }
            let entities = entities(&site, proposition);
            let free = |argument: &&UnreadArgument| {
                let head = analysis.mention(argument.mention).head;
                entities.iter().any(|other| {
                    let far = analysis.mention(other.mention).head;
                    other.function != argument.function && far != head && !joined.contains(&(sentence, head, far))
                })
            };
            let arguments: Vec<_> = entities.iter().filter(free).cloned().collect();
            if arguments.len() >= 2 {
                unread.push(Unread { proposition: index, arguments });
            }
        }
        unread
    }
}

/// The arguments of a proposition that are entities of one kind: of those with several, none is known for sure.
fn entities(site: &Site<'_>, proposition: &Proposition) -> Vec<UnreadArgument> {
    let mut found = Vec::new();
    for argument in &proposition.arguments {
        for &head in &argument.heads {
            let mut mentions = site.mentions_at(proposition.sentence, head);
            let entity = mentions.find(|(_, mention)| !matches!(mention.form, Form::Pronoun | Form::Quantity));
            if let Some((mention, kind)) = entity.and_then(|(id, mention)| Some((id, mention.kinds.single()?))) {
                found.push(UnreadArgument { function: argument.function.clone(), mention, kind });
            }
        }
    }
    found
}

/// Heads of mentions that one claim names together, by sentence, either way round.
fn joined(analysis: &Analysis, claims: &[Claim]) -> HashSet<(usize, TokenId, TokenId)> {
    let mut joined = HashSet::new();
    for claim in claims {
        let qualifiers = claim.qualifiers.iter().filter_map(|(_, filler)| match filler {
            QualifierFiller::Mention(filler) => Some(filler.mention),
            _ => None,
        });
        let named: Vec<_> = [claim.subject.mention, claim.object.mention]
            .into_iter()
            .chain(qualifiers)
            .map(|id| analysis.mention(id))
            .filter(|mention| mention.sentence == claim.sentence)
            .collect();
        for one in &named {
            joined.extend(named.iter().map(|other| (claim.sentence, one.head, other.head)));
        }
    }
    joined
}
