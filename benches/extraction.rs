//! How fast articles become statements: the whole, and stage by stage, on one core.
//!
//! `cargo bench --bench extraction` prints tokens a second. Splitting the same text at white space is measured in the
//! same run: the ratio to it tells a change of relata from a change of machine. `benches/spacy.py` measures spaCy's
//! small model on the same articles.

use std::hint::black_box;
use std::path::Path;

use criterion::{
    BatchSize, BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use relata::analyse::Analysis;
use relata::pipeline::Pipeline;
use relata::proposition::{Proposition, propositions};
use relata::read::{ReadOptions, article, documents};
use relata::text::{Document, Metadata};

fn extraction(criterion: &mut Criterion) {
    let pipeline = Pipeline::embedded();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let documents: Vec<Document> =
        documents([folder], ReadOptions::default()).map(|document| document.expect("a sample article")).collect();
    let analyses: Vec<Analysis> = documents.iter().map(|document| pipeline.analyser().analyse(document)).collect();
    let read: Vec<Vec<Proposition>> = documents
        .iter()
        .zip(&analyses)
        .map(|(document, analysis)| propositions(document, analysis, pipeline.grammar()))
        .collect();
    let tokens: usize =
        analyses.iter().flat_map(|analysis| &analysis.sentences).map(|sentence| sentence.tokens().len()).sum();

    let mut group = criterion.benchmark_group("extraction");
    group.throughput(Throughput::Elements(tokens as u64));
    each(&mut group, "whole", &documents, |document, _| {
        let document = article(document.text().to_owned(), Metadata::default(), ReadOptions::default());
        black_box(pipeline.read(&document));
    });
    each(&mut group, "1 read", &documents, |document, _| {
        black_box(article(document.text().to_owned(), Metadata::default(), ReadOptions::default()));
    });
    each(&mut group, "2 analyse", &documents, |document, _| {
        black_box(pipeline.analyser().analyse(document));
    });
    each(&mut group, "3 proposition", &documents, |document, n| {
        black_box(propositions(document, &analyses[n], pipeline.grammar()));
    });
    each(&mut group, "4 extract", &documents, |document, n| {
        black_box(pipeline.extractor().claims(document, &analyses[n], &read[n]));
    });
    group.bench_function("5 resolve", |bencher| {
        let claims = || -> Vec<_> {
            let claims = |n: usize| pipeline.extractor().claims(&documents[n], &analyses[n], &read[n]);
            (0..documents.len()).map(claims).collect()
        };
        bencher.iter_batched(
            claims,
            |claims| {
                for (n, claims) in claims.into_iter().enumerate() {
                    black_box(pipeline.resolver().resolve(&documents[n], &analyses[n], claims));
                }
            },
            BatchSize::SmallInput,
        );
    });
    each(&mut group, "0 white space", &documents, |document, _| {
        black_box(document.text().split_whitespace().map(str::len).sum::<usize>());
    });
    group.finish();
}

fn each(
    group: &mut BenchmarkGroup<'_, WallTime>,
    name: &str,
    documents: &[Document],
    stage: impl Fn(&Document, usize),
) {
    group.bench_function(name, |bencher| {
        bencher.iter(|| documents.iter().enumerate().for_each(|(n, document)| stage(document, n)));
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = extraction
}
criterion_main!(benches);
