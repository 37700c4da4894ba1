"""The methods paragraph: every measure of the family, every number from the run, nothing left to fill in."""

import re

import pandas as pd
import pytest

from analysis import lexicon, measures, run
from analysis.comparing import adjust, permutation
from analysis.paper import methods
from analysis.paper.references import REFERENCES
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
    said = "For cues of uncertainty, precision was 0.91 and recall 0.63 on Toy (1,200 right, 116 false, 693 missed)."
    assert said in text
    assert "No accuracy has been measured for attributed words, quoted words, distancing cues" in text
    assert "Intervals of 1 could be widened" in text


def test_without_any_accuracy(study):
    text = methods.paragraph(study, pd.DataFrame(columns=adjust.NEEDED))
    assert "No accuracy has been measured for attributed words" in text
    assert "journalist hedges, source hedges" in text
    assert "precision" not in text


def test_what_was_judged_is_said_to_be_and_has_its_interval(study):
    row = ["engagement", "distance", "Toy", 0.9, 0.8, 45, 5, 1, "a language model", 0.79, 0.96, 0.4, 0.97, 54, 9]
    ends = [f"{name}_{end}" for name in ("precision", "recall") for end in ("low", "high")]
    table = pd.DataFrame([row], columns=[*adjust.NEEDED, "coded_by", *ends, "n_found", "n_coded"])
    text = methods.paragraph(study, table)
    assert "precision was 0.90 (95 % interval 0.79 to 0.96) and recall 0.80 (95 % interval 0.40 to 0.97) on Toy" in text
    assert "on Toy, judged by a language model." in text


def test_every_list_of_the_family_is_described_and_its_source_is_that_of_the_list():
    assert set(methods.LISTS) <= set(measures.FAMILY)
    assert {name for names in methods.LISTS.values() for name in names} == set(methods.WORDS)
    for name, words in methods.WORDS.items():
        citation = lexicon.read(name).citation
        for author, year in re.findall(r"([A-Z]\w+)[^;()]*? (\d{4})", words):
            assert author in citation, words
            assert year in citation, words


def test_what_is_cited_is_in_the_references_and_nothing_else(text):
    body, _, listed = text.partition("\n\nReferences\n\n")
    pattern = r"([A-Z]\w+)(?: et al\.)?(?: & [A-Z]\w+)? \(?(\d{4})"
    cited = set(re.findall(pattern, body))
    entries = {re.match(r"- (\w+).*?\((\d{4})\)", line).groups() for line in listed.splitlines()}
    assert entries == cited


def test_references_are_keyed_by_their_first_author_and_year():
    for words, entry in REFERENCES.items():
        assert entry.startswith(words.split()[0] + ",")
        assert f"({words.strip('()')[-4:]})" in entry


def test_it_is_one_paragraph_without_braces(text):
    body = text.partition("\n\nReferences")[0]
    assert not set("{}\n") & set(body)
    assert "nan" not in text.lower().split()
    assert body.endswith(".")
    assert "  " not in body


def test_it_says_what_it_is_about(text):
    assert "about these texts, not about outlets" in text


@pytest.mark.parametrize("texts", [{"a": "It rained, she said."}, {"a": "It rained.", "b": ""}, {"a": ""}])
def test_small_studies(texts):
    text = methods.paragraph(Study.from_texts(texts)).partition("\n\n")[0]
    assert not set("{}\n") & set(text)
    assert ("nothing was compared" in text) == (len(texts) == 1)
