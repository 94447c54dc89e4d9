//! Labelled spans compared: gold with found, exactly or by overlap, one to one.

use super::{Report, Sort, Tally};
use crate::text::Span;

/// A span with its class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Labelled {
    pub span: Span,
    pub class: &'static str,
}

/// Two ways to count the same spans.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Both {
    /// Same span, same class.
    pub exact: Tally,
    /// Spans that share a byte, same class, each counted once.
    pub overlap: Tally,
}

impl Both {
    /// Counts the spans of one document; what does not even overlap is told to the report.
    pub fn count(&mut self, name: &str, text: &str, gold: &[Labelled], found: &[Labelled], report: &mut Report) {
        let exact = found.iter().filter(|span| gold.contains(span)).count();
        let mut taken = vec![false; gold.len()];
        // A same span first, so that no other takes its place.
        let mut partner: Vec<Option<usize>> = found.iter().map(|own| gold.iter().position(|g| g == own)).collect();
        partner.iter().flatten().for_each(|&place| taken[place] = true);
        for (own, partner) in found.iter().zip(&mut partner).filter(|(_, partner)| partner.is_none()) {
            let free =
                |&place: &usize| !taken[place] && gold[place].class == own.class && gold[place].span.overlaps(own.span);
            *partner = (0..gold.len()).find(free);
            if let Some(place) = *partner {
                taken[place] = true;
            }
        }
        let overlap = partner.iter().flatten().count();
        let add = |tally: &mut Tally, right| {
            tally.right += right;
            tally.found += found.len();
            tally.wanted += gold.len();
        };
        add(&mut self.exact, exact);
        add(&mut self.overlap, overlap);
        let cut = |one: &Labelled| text[one.span.start()..one.span.end()].replace('\n', " ");
        for (own, partner) in found.iter().zip(&partner) {
            match partner {
                None => report.differ(Sort::False, name, format!("{} {:?}", own.class, cut(own))),
                Some(place) if gold[*place].span != own.span => {
                    report.differ(
                        Sort::Wrong,
                        name,
                        format!("{} {:?} for {:?}", own.class, cut(own), cut(&gold[*place])),
                    );
                }
                Some(_) => {}
            }
        }
        for (missed, _) in gold.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            report.differ(Sort::Missed, name, format!("{} {:?}", missed.class, cut(missed)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize, end: usize, class: &'static str) -> Labelled {
        Labelled { span: Span::new(start, end).expect("a span"), class }
    }

    #[test]
    fn each_span_counts_once() {
        let text = "x".repeat(40);
        let gold = [at(0, 5, "A"), at(10, 20, "A"), at(30, 35, "B")];
        let found = [at(0, 5, "A"), at(8, 12, "A"), at(14, 22, "A"), at(30, 35, "A")];
        let (mut both, mut report) = (Both::default(), Report::default());
        both.count("d", &text, &gold, &found, &mut report);
        assert_eq!(both.exact, Tally { right: 1, found: 4, wanted: 3 });
        assert_eq!(both.overlap, Tally { right: 2, found: 4, wanted: 3 });
        let sorts: Vec<Sort> = report.differences.iter().map(|one| one.sort).collect();
        assert_eq!(sorts, [Sort::Wrong, Sort::False, Sort::False, Sort::Missed]);
    }
}
