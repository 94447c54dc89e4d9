//! What trees contradict about speech: what is reported, and who reports it.

use super::Edges;
use crate::analyse::{Deprel, TokenId, Upos, Xpos};
use crate::proposition::scene::Row;
use crate::schema::WordClass;

/// "noted that [Peru], in order to …, [supplies]": where a verb of saying has lost its clause, the first finite verb
/// after "that" is it.
pub(super) fn reports(row: &Row<'_>, edges: &mut Edges) {
    for that in 1..edges.heads.len().saturating_sub(1) {
        let verb = that - 1;
        let lost = row.lemmas[that] == "that"
            && row.upos(verb) == Upos::Verb
            && row.is(verb, WordClass::SpeechVerb)
            && !matches!(row.upos(that + 1), Upos::Verb | Upos::Cconj | Upos::Punct)
            && !edges.has(verb, Deprel::Ccomp);
        if !lost {
            continue;
        }
        let finite = (that + 1..edges.heads.len()).find(|&t| {
            row.is_finite_token(t)
                && matches!(row.upos(t), Upos::Verb | Upos::Aux)
                && !matches!(row.xpos(t - 1), Xpos::Wdt | Xpos::Wp | Xpos::To)
        });
        let Some(finite) = finite else { continue };
        let auxiliary = matches!(edges.deprels[finite], Deprel::Aux | Deprel::AuxPass | Deprel::Cop);
        let clause = if auxiliary { edges.heads[finite].unwrap_or(finite) } else { finite };
        if edges.is_below(verb, clause) {
            continue;
        }
        edges.attach(clause, Some(verb), Deprel::Ccomp);
        edges.attach(that, Some(clause), Deprel::Mark);
        // Its subject is the phrase that "that" introduces.
        let subject = (that + 1..clause)
            .take_while(|&t| {
                matches!(row.upos(t), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron)
            })
            .last();
        if let Some(subject) = subject.map(|last| row.name(last).map_or(last, |name| name.head))
            && !edges.has(clause, Deprel::Nsubj)
            && !edges.has(clause, Deprel::NsubjPass)
            && !edges.is_below(clause, subject)
        {
            edges.attach(subject, Some(clause), Deprel::Nsubj);
        }
    }
}

/// "said at the ceremony that [Peru supplies]" read as a ceremony that does: a clause which lacks nothing after "that" is
/// what is said.
pub(super) fn settings(row: &Row<'_>, edges: &mut Edges) {
    for clause in 0..edges.heads.len() {
        let relative = matches!(edges.deprels[clause], Deprel::AclRelcl | Deprel::Acl);
        let Some(noun) = edges.heads[clause].filter(|&noun| relative && noun < clause) else { continue };
        let that = edges.children(clause).find(|&t| row.lemmas[t] == "that" && edges.deprels[t] == Deprel::Mark);
        let Some(that) = that.filter(|_| edges.has(clause, Deprel::Nsubj) || edges.has(clause, Deprel::NsubjPass))
        else {
            continue;
        };
        let up = std::iter::successors(Some(noun), |&t| edges.heads[t].filter(|_| row.upos(t) != Upos::Verb));
        let Some(verb) = up.take(4).find(|&t| row.upos(t) == Upos::Verb) else { continue };
        let setting = matches!(edges.deprels[noun], Deprel::Obl | Deprel::Nmod | Deprel::OblUnmarked);
        if setting
            && verb < noun
            && noun < that
            && row.is(verb, WordClass::SpeechVerb)
            && !edges.has(verb, Deprel::Ccomp)
        {
            edges.attach(clause, Some(verb), Deprel::Ccomp);
        }
    }
}

/// "…, the minister said" hung somewhere inside what he said, under any name: an aside to the whole sentence.
pub(super) fn asides(row: &Row<'_>, edges: &mut Edges) {
    let Some(root) = edges.heads.iter().position(Option::is_none) else { return };
    for verb in root + 1..edges.heads.len() {
        let perfect = row.xpos(verb) == Xpos::Vbn && edges.has(verb, Deprel::Aux) && !edges.has(verb, Deprel::AuxPass);
        let reports = (matches!(row.xpos(verb), Xpos::Vbd | Xpos::Vbz) || perfect)
            && row.is(verb, WordClass::SpeechVerb)
            && !row.is(verb, WordClass::WeakSpeechVerb)
            && edges.has(verb, Deprel::Nsubj)
            && ![Deprel::Mark, Deprel::Ccomp, Deprel::Cc, Deprel::Obj].iter().any(|&own| edges.has(verb, own));
        if !reports {
            continue;
        }
        let mut first = verb;
        while first > 0 && row.upos(first - 1) != Upos::Punct && edges.is_below(first - 1, verb) {
            first -= 1;
        }
        let beside = first > root && first < verb && matches!(row.xpos(first - 1), Xpos::Comma | Xpos::CloseQuote);
        let relative = (first..verb).any(|t| matches!(row.xpos(t), Xpos::Wdt | Xpos::Wp | Xpos::WpPoss | Xpos::Wrb));
        if beside && !relative && !edges.is_below(root, verb) {
            edges.attach(verb, Some(root), Deprel::Parataxis);
        }
    }
}

/// "[Peru], Ana Vega added, has delivered": what stands before the report is the subject of what is reported.
pub(super) fn insertions(row: &Row<'_>, edges: &mut Edges) {
    for verb in 2..edges.heads.len().saturating_sub(2) {
        if !row.is(verb, WordClass::SpeechVerb) || row.xpos(verb + 1) != Xpos::Comma || !row.is_finite_token(verb) {
            continue;
        }
        let Some(clause) = edges.children(verb).find(|&t| t > verb && edges.deprels[t] == Deprel::Ccomp) else {
            continue;
        };
        let finite = row.is_finite_token(clause)
            || edges.children(clause).any(|t| {
                matches!(edges.deprels[t], Deprel::Aux | Deprel::AuxPass | Deprel::Cop) && row.is_finite_token(t)
            });
        let own = [Deprel::Nsubj, Deprel::NsubjPass].iter().any(|&subject| edges.has(clause, subject));
        let comma = (1..verb).find(|&t| row.xpos(t) == Xpos::Comma);
        let before = comma.and_then(|comma| {
            let stands = |t: &TokenId| {
                matches!(edges.deprels[*t], Deprel::Vocative | Deprel::Nsubj | Deprel::Dislocated | Deprel::Obl)
                    && row.upos(*t).is_nominal()
                    && !row.is_dated(*t)
                    && !edges.has(*t, Deprel::Case)
            };
            edges.children(verb).filter(|&t| t < comma).find(stands)
        });
        let speaks = comma.is_some_and(|comma| {
            edges.children(verb).any(|t| t > comma && t < verb && edges.deprels[t] == Deprel::Nsubj)
        });
        if let Some(subject) = before.filter(|_| finite && !own && speaks) {
            let passive = edges.has(clause, Deprel::AuxPass);
            edges.attach(subject, Some(clause), if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
        }
    }
}

/// "to Bolivia, according to [Ana Vega]" read as a Bolivia of hers: the source is one of the whole sentence.
pub(super) fn sources(row: &Row<'_>, edges: &mut Edges) {
    let Some(root) = edges.heads.iter().position(Option::is_none) else { return };
    for case in 1..edges.heads.len() {
        let Some(source) = edges.heads[case].filter(|_| row.form(case) == "according") else { continue };
        let misplaced = edges.heads[source].is_some_and(|above| row.upos(above) != Upos::Verb);
        let aside = row.xpos(case - 1) == Xpos::Comma && row.upos(root) == Upos::Verb;
        if misplaced && aside && !edges.is_below(root, source) {
            edges.attach(source, Some(root), Deprel::Obl);
        }
    }
}
