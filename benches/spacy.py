#!/usr/bin/env python3
"""Tokens a second of spaCy's small English model on the sample articles, on one core, to set beside benches/extraction.rs.

    pip install spacy && python -m spacy download en_core_web_sm && python benches/spacy.py

spaCy tags, parses and names entities; it reads no relations, dates no events and resolves nobody.
"""
import pathlib
import time

import spacy

ROUNDS = 5

nlp = spacy.load("en_core_web_sm")
articles = sorted((pathlib.Path(__file__).parent.parent / "seeds" / "articles").iterdir())
texts = [path.read_text(encoding="utf-8") for path in articles]
tokens = sum(len(doc) for doc in nlp.pipe(texts))  # also warms the caches
best = min(
    (lambda start: (sum(1 for _ in nlp.pipe(texts)), time.perf_counter() - start)[1])(time.perf_counter())
    for _ in range(ROUNDS)
)
print(f"{tokens} tokens, {tokens / best:,.0f} tokens/s (spaCy {spacy.__version__}, en_core_web_sm, best of {ROUNDS})")
