"""The methods paragraph: every measure of the family, every number from the run, nothing left to fill in."""

import pandas as pd
import pytest

from analysis import lexicon, measures, run
from analysis.comparing import adjust, permutation
from analysis.paper import methods
from analysis.study import Study


@pytest.fixture(scope="module")
def text(study):
    return methods.paragraph(study)


def test_every_measure_of_the_family_is_named_with_its_meaning(text):
    for row in measures.catalogue().query("family").itertuples():
        assert f"{row.measure.replace('_', ' ')} ({row.meaning})" in text


def test_numbers_come_from_the_run(text, study):
    for row in study.articles.itertuples():
        assert f"{row.label} ({row.n_words} words" in text
    versions = run.versions()
    for number in (versions[run.PACKAGE], versions["spacy"], versions["language model"], permutation.SEED):
        assert str(number) in text
    assert f"{permutation.DRAWS:,} draws" in text
    family = study.contrasts[study.contrasts["measure"].isin(measures.FAMILY)]
    assert f"Of {len(family)} comparisons, {(family['p'] <= 0.05).sum()} had p of 0.05 or less" in text
    assert f"{family['zero'].notna().sum()} had a zero cell" in text


def test_accuracy_is_that_of_the_table(study):
    table = pd.DataFrame([["hedging", "exact cue", "Toy", 0.912, 0.634, 1200, 116, 693]], columns=adjust.NEEDED)
    text = methods.paragraph(study, table)
    assert "precision of 0.91 and a recall of 0.63 on Toy (1,200 right, 116 false, 693 missed)" in text
    assert "No accuracy has been measured for attributed words, quoted words, distancing cues" in text
    assert "Intervals of 1 could be widened" in text


def test_without_any_accuracy(study):
    text = methods.paragraph(study, pd.DataFrame(columns=adjust.NEEDED))
    assert "No accuracy has been measured for attributed words" in text
    assert "journalist hedges, source hedges" in text
    assert "precision" not in text


def test_word_lists_are_cited(text):
    assert set(methods.LISTS) <= set(measures.FAMILY)
    for name in {name for names in methods.LISTS.values() for name in names}:
        citation = lexicon.read(name).citation
        assert f"{name.replace('_', ' ')} [{citation[:20]}" in text


def test_it_is_one_paragraph_without_braces(text):
    assert not set("{}\n") & set(text)
    assert "nan" not in text.lower().split()
    assert text.endswith(".")
    assert "  " not in text


def test_it_says_what_it_is_about(text):
    assert "about these texts, not about outlets" in text


@pytest.mark.parametrize("texts", [{"a": "It rained, she said."}, {"a": "It rained.", "b": ""}, {"a": ""}])
def test_small_studies(texts):
    text = methods.paragraph(Study.from_texts(texts))
    assert not set("{}\n") & set(text)
    assert ("nothing was compared" in text) == (len(texts) == 1)
