//! The word lists that the reading of syntax needs: words that change commitment, report speech, lend their verb to a
//! noun. Typed here, used by the stages `proposition` and `extract`.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use smol_str::SmolStr;

use super::load::parse;
use super::{Mistakes, SchemaFiles, SchemaText};

/// How far a word commits the text to what it governs; a later one is the weaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Commitment {
    #[default]
    Asserted,
    Intended,
    Possible,
    Hypothetical,
}

/// What a word does to the clause or noun phrase it governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// "fail", "cancel": turns polarity over.
    pub reverses: bool,
    pub commitment: Commitment,
    /// What is left of it where the word itself is denied, if that is less: "did not rule out".
    pub denied: Option<Commitment>,
}

/// A closed or half-closed class that a lemma belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum WordClass {
    SpeechVerb,
    /// A speech verb that does not by itself make a quotation its own.
    WeakSpeechVerb,
    /// "quote", "cite": in the passive their subject speaks.
    Cites,
    SpeechNoun,
    /// Lends subject and obliques to its object noun.
    LightVerb,
    /// Lends obliques to its subject noun.
    LightIntransitive,
    /// Its subject is the thing that did or did not happen.
    Happens,
    Copular,
    /// Says of its object what it becomes.
    ObjectiveCopular,
    SubjectControl,
    Partitive,
    Event,
    IntendedModal,
    PossibleModal,
    Negation,
    PossibleAdverb,
    /// "already", "still": what is under way has begun.
    OngoingAdverb,
    /// "planned", "proposed": stand before a noun of what is to come.
    PlannedModifier,
    /// "possible", "potential".
    PossibleModifier,
    /// "cancelled", "failed".
    NegativeModifier,
    HypotheticalMarker,
    NegativeMarker,
    NegativeDeterminer,
    /// "including": introduces more fillers.
    ExamplePreposition,
    /// "according_to": its noun is the speaker.
    SourcePreposition,
    Idiom,
    /// First word of an idiom.
    IdiomHead,
    Possession,
    /// Of a group, its head does it: "a delegation led by".
    Leading,
    /// A rank that is an office as well: "king".
    Sovereign,
    /// A rank that is an office where its phrase tells of what: "navy chief".
    Headship,
    /// Its subject is where the office is held, if a body or state: "Volvo named her chief executive".
    Appoints,
    /// Who does it takes the office of whom it is done to: "replaced her as minister".
    Succession,
    /// Its first object may be who is given its second.
    Giving,
    /// "dollar": what a sum is counted in.
    Currency,
    Rank,
    /// Its object is there once it is done: "build", "set up".
    Creation,
    /// "later", "eventually": with them "would" tells what came about.
    Afterwards,
    /// "the", "those": a determiner of what is known.
    Definite,
    /// "another", "remaining": stands with things of a sort that was told.
    More,
    /// "first", "rest": stands for some of the things told, without their noun.
    Alone,
}

/// All that the lists say of one lemma.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordTraits {
    pub as_verb: Option<Effect>,
    pub as_noun: Option<Effect>,
    pub as_adjective: Option<Effect>,
    classes: u64,
}

impl WordTraits {
    pub fn is(&self, class: WordClass) -> bool {
        self.classes & (1 << class as u8) != 0
    }
}

/// The word lists of `lexicons/factuality.toml`, `speech.toml` and `grammar.toml`, by lemma.
#[derive(Clone, Debug, Default)]
pub struct GrammarLexicon {
    words: HashMap<SmolStr, WordTraits>,
    /// Verb lemma to the prepositions below which its light noun stands.
    light_obliques: HashMap<SmolStr, Vec<SmolStr>>,
    /// Words of a preposition after the first, by first word; longest first.
    fixed_prepositions: HashMap<SmolStr, Vec<FixedPreposition>>,
    same_prepositions: HashMap<SmolStr, SmolStr>,
    /// Verb lemma to the prepositions whose noun controls the infinitive that follows.
    oblique_control: HashMap<SmolStr, Vec<SmolStr>>,
    rank_phrases: Vec<Vec<SmolStr>>,
}

/// A preposition of more than one word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedPreposition {
    pub words: Vec<SmolStr>,
    /// The words joined by underscore, or the plain preposition that says the same.
    pub lemma: SmolStr,
}

impl GrammarLexicon {
    /// What is right of the lists; the rest is told.
    pub fn read(files: &SchemaFiles, mistakes: &mut Mistakes) -> Self {
        let mut lexicon = Self::default();
        // Of two effects of a word the first wins: a pack's goes before the package's.
        let sources = |path: &'static str| files.named(path).rev();
        sources("lexicons/factuality.toml").for_each(|source| lexicon.add_factuality(source, mistakes));
        sources("lexicons/speech.toml").for_each(|source| lexicon.add_speech(source, mistakes));
        sources("lexicons/grammar.toml").for_each(|source| lexicon.add_grammar(source, mistakes));
        lexicon
    }

    /// The lists of the package.
    ///
    /// # Panics
    /// Where the embedded lists are wrong, which the tests rule out.
    pub fn embedded() -> Self {
        let mut mistakes = Mistakes::default();
        let lexicon = Self::read(&SchemaFiles::package(), &mut mistakes);
        mistakes.or(lexicon).expect("the embedded word lists are valid")
    }

    /// What is known of a lemma; nothing for an unknown one.
    pub fn word(&self, lemma: &str) -> WordTraits {
        self.words.get(lemma).copied().unwrap_or_default()
    }

    /// Whether the noun below this preposition is what the verb lends itself to: "take part" "in".
    pub fn is_light_oblique(&self, verb: &str, preposition: &str) -> bool {
        self.light_obliques.get(verb).is_some_and(|prepositions| prepositions.iter().any(|own| own == preposition))
    }

    /// Whether the noun below this preposition is the subject of the infinitive: "called on Oman to".
    pub fn is_oblique_control(&self, verb: &str, preposition: &str) -> bool {
        self.oblique_control.get(verb).is_some_and(|prepositions| prepositions.iter().any(|own| own == preposition))
    }

    /// Ranks of more than one word, in lower case: "general of the army".
    pub fn rank_phrases(&self) -> &[Vec<SmolStr>] {
        &self.rank_phrases
    }

    /// Prepositions of more than one word that begin with this one, longest first.
    pub fn fixed_prepositions(&self, first: &str) -> &[FixedPreposition] {
        self.fixed_prepositions.get(first).map_or(&[], Vec::as_slice)
    }

    /// The plain preposition that says the same: "upon" is "on".
    pub fn plain_preposition(&self, preposition: &str) -> Option<&SmolStr> {
        self.same_prepositions.get(preposition)
    }

    fn add_factuality(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(file) = parse::<FactualityFile>(source, mistakes) else { return };
        for class in file.class {
            if class.examples.is_empty() {
                let message = format!("class {:?}: it has no example; write one", class.name);
                mistakes.add(&source.shown, None, message);
            }
            let effect = Effect { reverses: class.reverses, commitment: class.commitment, denied: class.denied };
            for verb in class.verbs {
                let word = self.entry(verb);
                if class.happens {
                    word.classes |= 1 << WordClass::Happens as u8;
                }
                // A word of two classes ("fail", said of a plan or of who fails) has the effect of the first.
                word.as_verb.get_or_insert(effect);
            }
            for noun in class.nouns {
                self.entry(noun).as_noun.get_or_insert(effect);
            }
            for adjective in class.adjectives {
                self.entry(adjective).as_adjective.get_or_insert(effect);
            }
        }
        self.classify(WordClass::IntendedModal, file.modals.intended);
        self.classify(WordClass::PossibleModal, file.modals.possible);
        self.classify(WordClass::Negation, file.adverbs.negative);
        self.classify(WordClass::PossibleAdverb, file.adverbs.possible);
        self.classify(WordClass::OngoingAdverb, file.adverbs.ongoing);
        self.classify(WordClass::Afterwards, file.adverbs.afterwards);
        self.classify(WordClass::PlannedModifier, file.modifiers.planned);
        self.classify(WordClass::PossibleModifier, file.modifiers.possible);
        self.classify(WordClass::NegativeModifier, file.modifiers.negative);
        self.classify(WordClass::HypotheticalMarker, file.markers.hypothetical);
        self.classify(WordClass::NegativeMarker, file.markers.negative);
        self.classify(WordClass::NegativeDeterminer, file.determiners.negative);
    }

    fn add_speech(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(file) = parse::<SpeechFile>(source, mistakes) else { return };
        self.classify(WordClass::SpeechVerb, file.verbs);
        self.classify(WordClass::WeakSpeechVerb, file.weak);
        self.classify(WordClass::Cites, file.cites);
        self.classify(WordClass::SpeechNoun, file.nouns);
        self.classify(WordClass::SourcePreposition, file.prepositions);
    }

    fn add_grammar(&mut self, source: &SchemaText, mistakes: &mut Mistakes) {
        let Some(file) = parse::<GrammarFile>(source, mistakes) else { return };
        self.classify(WordClass::LightVerb, file.light_verbs.transitive);
        self.classify(WordClass::LightIntransitive, file.light_verbs.intransitive);
        for (verb, prepositions) in file.light_verbs.oblique {
            self.light_obliques.entry(verb).or_default().extend(prepositions);
        }
        let heads = file.idioms.verbs.iter().filter_map(|idiom| idiom.split(' ').next().map(SmolStr::new)).collect();
        self.classify(WordClass::IdiomHead, heads);
        self.classify(WordClass::Idiom, file.idioms.verbs);
        self.classify(WordClass::Copular, file.copular.verbs);
        self.classify(WordClass::ObjectiveCopular, file.copular.objective);
        self.classify(WordClass::SubjectControl, file.control.subject);
        self.classify(WordClass::Possession, file.possession.verbs);
        self.classify(WordClass::Leading, file.leading.verbs);
        self.classify(WordClass::Sovereign, file.ranks.sovereigns);
        self.classify(WordClass::Headship, file.ranks.heads);
        self.classify(WordClass::Succession, file.copular.succession);
        self.classify(WordClass::Appoints, file.copular.appointing);
        self.classify(WordClass::Creation, file.creation.verbs);
        self.classify(WordClass::Giving, file.giving.verbs);
        self.classify(WordClass::Currency, file.currencies.nouns);
        self.classify(WordClass::Rank, file.ranks.words);
        for (verb, prepositions) in file.control.oblique {
            self.oblique_control.entry(verb).or_default().extend(prepositions);
        }
        let phrases = file.ranks.phrases.iter();
        self.rank_phrases.extend(phrases.map(|phrase| phrase.split(' ').map(SmolStr::new).collect::<Vec<_>>()));
        self.classify(WordClass::Definite, file.pointing.definite);
        self.classify(WordClass::More, file.pointing.more);
        self.classify(WordClass::Alone, file.pointing.alone);
        self.classify(WordClass::Partitive, file.partitives.nouns);
        self.classify(WordClass::Event, file.events.nouns);
        self.classify(WordClass::ExamplePreposition, file.prepositions.example.words);
        for (preposition, plain) in file.prepositions.same {
            self.same_prepositions.entry(preposition).or_insert(plain);
        }
        for preposition in file.prepositions.fixed {
            let joined: SmolStr = preposition.replace(' ', "_").into();
            let mut words = preposition.split(' ').map(SmolStr::new);
            let Some(first) = words.next().filter(|first| !first.is_empty()) else {
                mistakes.add(&source.shown, None, "prepositions.fixed: one of them is empty; delete it");
                continue;
            };
            let lemma = self.same_prepositions.get(&joined).cloned().unwrap_or(joined);
            let fixed = FixedPreposition { words: words.collect(), lemma };
            self.fixed_prepositions.entry(first).or_default().push(fixed);
        }
        for fixed in self.fixed_prepositions.values_mut() {
            fixed.sort_by_key(|fixed| std::cmp::Reverse(fixed.words.len()));
        }
    }

    fn classify(&mut self, class: WordClass, words: Vec<SmolStr>) {
        for word in words {
            self.entry(word).classes |= 1 << class as u8;
        }
    }

    fn entry(&mut self, word: SmolStr) -> &mut WordTraits {
        self.words.entry(word).or_default()
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct FactualityFile {
    class: Vec<RawClass>,
    modals: RawModals,
    adverbs: RawAdverbs,
    modifiers: RawModifiers,
    markers: RawMarkers,
    determiners: RawDeterminers,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    name: String,
    #[serde(default)]
    reverses: bool,
    commitment: Commitment,
    #[serde(default)]
    denied: Option<Commitment>,
    #[serde(default)]
    happens: bool,
    #[serde(default)]
    verbs: Vec<SmolStr>,
    #[serde(default)]
    nouns: Vec<SmolStr>,
    #[serde(default)]
    adjectives: Vec<SmolStr>,
    examples: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawModals {
    intended: Vec<SmolStr>,
    possible: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawAdverbs {
    negative: Vec<SmolStr>,
    possible: Vec<SmolStr>,
    ongoing: Vec<SmolStr>,
    afterwards: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawModifiers {
    planned: Vec<SmolStr>,
    possible: Vec<SmolStr>,
    negative: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawMarkers {
    hypothetical: Vec<SmolStr>,
    negative: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawDeterminers {
    negative: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SpeechFile {
    verbs: Vec<SmolStr>,
    weak: Vec<SmolStr>,
    cites: Vec<SmolStr>,
    nouns: Vec<SmolStr>,
    prepositions: Vec<SmolStr>,
    #[serde(rename = "examples")]
    _examples: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GrammarFile {
    light_verbs: RawLightVerbs,
    idioms: RawVerbs,
    copular: RawCopular,
    control: RawControl,
    prepositions: RawPrepositions,
    pointing: RawPointing,
    partitives: RawNouns,
    possession: RawVerbs,
    leading: RawVerbs,
    creation: RawVerbs,
    giving: RawVerbs,
    currencies: RawNouns,
    events: RawNouns,
    ranks: RawRanks,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawLightVerbs {
    transitive: Vec<SmolStr>,
    oblique: BTreeMap<SmolStr, Vec<SmolStr>>,
    intransitive: Vec<SmolStr>,
    #[serde(rename = "examples")]
    _examples: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPointing {
    definite: Vec<SmolStr>,
    more: Vec<SmolStr>,
    alone: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawRanks {
    words: Vec<SmolStr>,
    sovereigns: Vec<SmolStr>,
    heads: Vec<SmolStr>,
    phrases: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawVerbs {
    verbs: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawCopular {
    verbs: Vec<SmolStr>,
    objective: Vec<SmolStr>,
    succession: Vec<SmolStr>,
    appointing: Vec<SmolStr>,
    #[serde(rename = "examples")]
    _examples: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawControl {
    oblique: BTreeMap<SmolStr, Vec<SmolStr>>,
    subject: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawPrepositions {
    fixed: Vec<String>,
    same: BTreeMap<SmolStr, SmolStr>,
    example: RawExampleWords,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawExampleWords {
    words: Vec<SmolStr>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct RawNouns {
    nouns: Vec<SmolStr>,
}
