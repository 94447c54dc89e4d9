//! Sentences, tokens and trees.

use smol_str::SmolStr;

use super::{Deprel, Mention, MentionId, Upos, Xpos};
use crate::text::{SectionRole, Span};

/// A token's place in its sentence, from 0.
pub type TokenId = usize;

/// A word in the sense of Universal Dependencies, with its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    /// Dictionary form, lower case but for proper nouns.
    pub lemma: SmolStr,
    pub upos: Upos,
    pub xpos: Xpos,
    /// `None` for the root.
    pub head: Option<TokenId>,
    pub deprel: Deprel,
}

/// A sentence: its tokens form one tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    span: Span,
    role: SectionRole,
    tokens: Vec<Token>,
    /// Each token's dependents in text order: `children[offsets[t]..offsets[t + 1]]`.
    children: Vec<u32>,
    offsets: Vec<u32>,
}

impl Sentence {
    /// # Panics
    /// Where `tokens` are empty, out of order or outside of `span`, or where a head is out of range: a bug of the
    /// analyser. (That heads form one tree is the parser's promise; the traversals here end on any input.)
    pub fn new(span: Span, role: SectionRole, tokens: Vec<Token>) -> Self {
        assert!(!tokens.is_empty(), "a sentence has tokens");
        assert!(tokens.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "tokens stand in order");
        assert!(tokens.iter().all(|token| span.contains(token.span)), "tokens lie in their sentence");
        assert!(tokens.iter().all(|token| token.head.is_none_or(|head| head < tokens.len())), "heads exist");
        let mut offsets = vec![0u32; tokens.len() + 1];
        for head in tokens.iter().filter_map(|token| token.head) {
            offsets[head + 1] += 1;
        }
        for t in 0..tokens.len() {
            offsets[t + 1] += offsets[t];
        }
        let mut next = offsets.clone();
        let mut children = vec![0u32; offsets[tokens.len()] as usize];
        for (t, token) in (0u32..).zip(&tokens) {
            if let Some(head) = token.head {
                children[next[head] as usize] = t;
                next[head] += 1;
            }
        }
        Self { span, role, tokens, children, offsets }
    }

    pub fn span(&self) -> Span {
        self.span
    }

    pub fn role(&self) -> SectionRole {
        self.role
    }

    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub fn token(&self, t: TokenId) -> &Token {
        &self.tokens[t]
    }

    pub fn root(&self) -> Option<TokenId> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// Direct dependents, in text order.
    pub fn children(&self, t: TokenId) -> impl DoubleEndedIterator<Item = TokenId> + '_ {
        self.children[self.offsets[t] as usize..self.offsets[t + 1] as usize].iter().map(|&child| child as TokenId)
    }

    /// Direct dependents with this relation (subtypes apart: see [`Deprel::is`]), in text order.
    pub fn children_by(&self, t: TokenId, deprel: Deprel) -> impl Iterator<Item = TokenId> + '_ {
        self.children(t).filter(move |&child| self.tokens[child].deprel == deprel)
    }

    pub fn child_by(&self, t: TokenId, deprel: Deprel) -> Option<TokenId> {
        self.children_by(t, deprel).next()
    }

    /// The token and all below it, in text order.
    pub fn subtree(&self, t: TokenId) -> Vec<TokenId> {
        let mut seen = vec![false; self.tokens.len()];
        let mut agenda = vec![t];
        while let Some(next) = agenda.pop() {
            if !std::mem::replace(&mut seen[next], true) {
                agenda.extend(self.children(next));
            }
        }
        (0..seen.len()).filter(|&token| seen[token]).collect()
    }

    /// The heads above a token, nearest first.
    pub fn ancestors(&self, t: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        let mut steps = self.tokens.len();
        std::iter::successors(self.tokens[t].head, move |&above| {
            steps -= 1;
            if steps == 0 { None } else { self.tokens[above].head }
        })
    }

    /// The token that starts at or covers this byte of the document.
    pub fn token_at(&self, byte: usize) -> Option<TokenId> {
        let after = self.tokens.partition_point(|token| token.span.end() <= byte);
        (after < self.tokens.len() && self.tokens[after].span.start() <= byte).then_some(after)
    }
}

/// All that was read of one document's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// In text order.
    pub sentences: Vec<Sentence>,
    /// In text order; a longer mention before those nested in it. [`MentionId`] is the index.
    pub mentions: Vec<Mention>,
}

impl Analysis {
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// Mentions of one sentence, in order.
    pub fn mentions_in(&self, sentence: usize) -> impl Iterator<Item = (MentionId, &Mention)> {
        let first = self.mentions.partition_point(|mention| mention.sentence < sentence);
        (first..)
            .zip(&self.mentions[first..])
            .take_while(move |(_, mention)| mention.sentence == sentence)
            .map(|(index, mention)| (MentionId(u32::try_from(index).expect("fewer than 2^32 mentions")), mention))
    }
}
