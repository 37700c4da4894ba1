"""Agreement and accuracy: values worked out by hand, NLTK and statsmodels as oracles, and what must not matter."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from statsmodels.stats.proportion import proportion_confint

from analysis import agreement
from analysis.coding import accuracy, errors, pairing
from analysis.schema import InputError

TEXT = "Roe said it may rain. The port, she added, could perhaps flood. Nobody left."
ARTICLES = pd.DataFrame({"article_id": ["x"], "label": ["X"], "text": [TEXT]})
SENTENCES = pd.DataFrame(
    {"article_id": "x", "sentence_id": [0, 1, 2], "start": [0, 22, 64], "end": [21, 63, 76]}
).assign(text=lambda table: [TEXT[low:high] for low, high in zip(table["start"], table["end"], strict=True)])


def table(*words, **codes):
    """Coded words, each at its first place in the text."""
    rows = [("x", TEXT.index(word), TEXT.index(word) + len(word), word) for word in words]
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "text"]).assign(**codes)


def attributions(*rows):
    """Attributions as (source, cue, content pieces)."""

    def at(*words):
        return " ".join(f"{TEXT.index(word)}:{TEXT.index(word) + len(word)}" for word in words if word) or pd.NA

    columns = ["article_id", "source_spans", "cue_spans", "content_spans", "source", "cue", "content"]
    cells = [("x", at(source), at(cue), at(*pieces), source, cue, " … ".join(pieces)) for source, cue, pieces in rows]
    return pd.DataFrame(cells, columns=columns)


ROE = ("Roe", "said", ["it may rain"])
SHE = ("she", "added", ["The port", "could perhaps flood"])


def right(a, b):
    """The rows that agree: exactly, and by overlap."""
    met = pairing.pair(a, b)
    return [int(met["exact"].sum()), len(met.dropna())]


def test_f1_by_hand():
    a, b = table("may", "could", "perhaps flood"), table("may", "perhaps")
    value = accuracy.accuracy(a, b, SENTENCES).set_index(["match", "measure"])["value"]
    assert value["exact"].to_dict() == pytest.approx({"precision": 1 / 3, "recall": 1 / 2, "f1": 2 / 5})
    assert value["overlap"].to_dict() == pytest.approx({"precision": 2 / 3, "recall": 1, "f1": 4 / 5})
    assert right(a, b) == [1, 2]


def test_a_row_is_paired_once_and_with_its_best_partner():
    wide, narrow = table("could perhaps flood"), table("could perhaps", "flood")
    assert pairing.pair(wide, narrow).to_numpy().tolist() == [[0, 0, False], [pd.NA, 1, False]]
    both = table("may", "may")  # two rows on the same words, as with a source that two cues share
    assert right(both, table("may")) == [1, 1]


def test_spans_in_two_articles_never_meet():
    a = table("may")
    assert right(a, a.assign(article_id="y")) == [0, 0]


def test_an_attribution_agrees_only_where_each_part_does():
    gold = attributions(ROE, SHE)
    assert right(gold, gold) == [2, 2]
    shorter = attributions(ROE, ("she", "added", ["could perhaps flood"]))
    assert right(shorter, gold) == [1, 2]
    other_cue = attributions(ROE, ("she", "left", ["could perhaps flood"]))
    assert right(other_cue, gold) == [1, 1]
    no_source = attributions((None, "said", ["it may rain"]))
    assert right(no_source, no_source) == [1, 1]
    assert right(no_source, gold) == [0, 0]


codes = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=30)


@given(codes)
def test_alpha_is_that_of_nltk(pairs):
    first, second = zip(*pairs, strict=True)
    value = agreement.alpha(first, second)
    if len({*first, *second}) == 1:
        assert np.isnan(value)
        return
    data = [(coder, n, code) for coder, column in enumerate((first, second)) for n, code in enumerate(column)]
    assert value == pytest.approx(AnnotationTask(data).alpha())
    assert value == pytest.approx(agreement.alpha(second, first))


def test_alpha_by_hand():
    # Coincidences: aa 2, ab 1, ba 1, bb 2 (n = 6): observed 2/6, expected 2 * 3 * 3 / (6 * 5) = 18/30.
    assert agreement.alpha(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_each_word_has_the_part_of_the_shortest_span_on_it():
    words = pairing.word_codes(table("may rain", "rain"), SENTENCES)
    assert words["value"].tolist()[:5] == ["–", "–", "–", "coded", "coded"]
    assert len(words) == 14
    parts = pairing.word_codes(attributions(SHE), SENTENCES)
    assert parts.query("sentence_id == 1")["value"].tolist() == ["content"] * 2 + ["source", "cue"] + ["content"] * 3


def test_ids_of_two_coders_are_paired():
    a = table("Roe", "she", "The port", actor=["ann-roe", "ann-roe", "harbour"])
    b = table("Roe", "she", "The port", actor=["roe", "roe", "roe"])
    assert pairing.rename(a, b, "actor").tolist() == ["roe", "roe", "harbour*"]
    assert pairing.rename(a.assign(actor=["p", "p", "q"]), a, "actor").tolist() == a["actor"].tolist()


def test_agreement_has_a_row_a_figure_and_the_same_interval_every_time():
    a = table("may", "could", "perhaps", kind=["epistemic", "epistemic", "weasel"])
    b = table("may", "perhaps", kind=["epistemic", "epistemic"])
    found = agreement.agree(a, b, SENTENCES, ["kind"])  # kind: epistemic twice, and weasel against epistemic
    names = ["F1, exact spans", "F1, overlapping spans", "alpha over words", "alpha of kind"]
    assert found["agreement"].tolist() == names
    assert found["value"][:2].tolist() == [0.8, 0.8]
    assert found["n"].tolist() == [5, 5, 14, 2]
    within = (found["low"] <= found["value"]) & (found["value"] <= found["high"])
    assert within.tolist() == [True, True, True, True]
    pd.testing.assert_frame_equal(found, agreement.agree(a, b, SENTENCES, ["kind"]))


def test_full_agreement_is_one_and_none_to_measure_is_missing():
    a = table("may", "could", kind=["epistemic", "weasel"])
    full = agreement.agree(a, a, SENTENCES, ["kind"])
    assert full["value"].tolist() == [1, 1, 1, 1]
    low = 2 * (jaccard := proportion_confint(2, 2, method="wilson")[0]) / (1 + jaccard)
    assert full["low"][:2].tolist() == pytest.approx([low, low])  # two right of two is not proof of always
    assert full["low"][2:].isna().all()
    empty = a.iloc[:0]
    assert agreement.agree(empty, empty, SENTENCES, ["kind"])["value"].isna().all()


def test_accuracy_by_hand():
    found, gold = table("may", "could", "perhaps flood"), table("may", "perhaps")
    rows = accuracy.accuracy(found, gold, SENTENCES).set_index(["match", "measure"])
    assert rows["value"].round(4).to_dict() == {
        ("exact", "precision"): 0.3333,
        ("exact", "recall"): 0.5,
        ("exact", "f1"): 0.4,
        ("overlap", "precision"): 0.6667,
        ("overlap", "recall"): 1,
        ("overlap", "f1"): 0.8,
    }
    low, high = proportion_confint(2, 2, method="wilson")  # all right: no design effect
    assert rows.loc[("overlap", "recall"), ["low", "high"]].tolist() == pytest.approx([low, high])
    assert rows.loc[("overlap", "f1"), ["right", "n"]].tolist() == [2, 3]


def test_parts_of_attributions_are_scored_apart():
    gold, found = attributions(ROE, SHE), attributions(ROE, ("she", "added", ["could perhaps flood"]))
    f1 = accuracy.accuracy(found, gold, SENTENCES).query("measure == 'f1'").set_index(["what", "match"])["value"]
    assert f1["whole", "exact"] == f1["content", "exact"] == 0.5  # right 1, found 2, coded 2
    assert f1["cue", "exact"] == f1["source", "exact"] == f1["whole", "overlap"] == 1


def test_clustered_errors_widen_the_interval():
    apart = pd.DataFrame({"right": [4, 3, 4, 3], "n": 4})
    together = pd.DataFrame({"right": [4, 4, 4, 2], "n": 4})
    assert agreement.share(apart)[0] == agreement.share(together)[0] == 14 / 16
    assert agreement.share(together)[1] < agreement.share(apart)[1]
    # Linearised variance: 4/3 * (3 * 0.5² + 1.5²) / 16² over 14/16 * 2/16 / 16
    effect = agreement.design_effect(np.array([4.0, 4, 4, 2]), np.full(4, 4.0))
    assert effect == pytest.approx(4 / 3 * 3 / 256 / (14 / 16 * 2 / 16 / 16))


def test_nothing_found_and_nothing_coded():
    empty = table()
    rows = accuracy.accuracy(empty, table("may"), SENTENCES).set_index(["match", "measure"])["value"]
    assert np.isnan(rows["exact", "precision"])
    assert rows["exact", "recall"] == rows["exact", "f1"] == 0
    assert accuracy.accuracy(empty, empty, SENTENCES)["value"].isna().all()
    assert errors.errors(empty, empty, ARTICLES).empty


def test_each_error_is_told_in_words():
    found = table("may", "perhaps flood", "left", kind=["weasel", "epistemic", "booster"])
    gold = table("may", "could", "perhaps", kind="epistemic")
    rows = errors.errors(found, gold, ARTICLES, ["kind"])
    assert rows[["error", "found", "coded"]].fillna("–").to_numpy().tolist() == [
        ["other kind", "weasel", "epistemic"],
        ["miss", "–", "could"],
        ["other words", "perhaps flood", "perhaps"],
        ["false alarm", "left", "–"],
    ]
    assert rows["context"][0] == "Roe said it [may] rain. The port, she added, could perhap"
    assert set(rows["article"]) == {"X"}


def test_errors_of_attributions_and_of_their_speakers():
    found = attributions(ROE, SHE).assign(speaker=["p", "q"])
    gold = attributions(ROE, SHE).assign(speaker=["roe", "roe"])
    rows = errors.errors(found, gold, ARTICLES, ["speaker"])
    assert rows["error"].tolist() == ["other speaker"]
    missed = errors.errors(found.iloc[:1], gold, ARTICLES)
    assert missed["coded"].tolist() == ["she | added | The port … could perhaps flood"]


def test_codes_that_break_the_span_law_are_refused(tmp_path):
    table("may").assign(start=1).to_csv(tmp_path / "hedges_a.csv", index=False)
    with pytest.raises(InputError, match=r"hedges_a\.csv, line 2, text: 'may'; the article has 'oe said it may' there"):
        accuracy.read_codes(tmp_path, "hedges", ARTICLES, "a")
    with pytest.raises(InputError, match="no such file"):
        accuracy.read_codes(tmp_path, "hedges", ARTICLES)
    attributions(SHE).to_csv(tmp_path / "attributions.csv", index=False)
    assert accuracy.read_codes(tmp_path, "attributions", ARTICLES).loc[0, "content"] == "The port … could perhaps flood"


spans = st.lists(st.tuples(st.integers(0, 70), st.integers(1, 12)), max_size=8)


@settings(max_examples=25, deadline=None)
@given(spans, spans)
def test_the_sides_may_be_swapped_and_exact_is_never_better_than_overlap(one, other):
    a, b = (
        pd.DataFrame([("x", low, min(low + n, len(TEXT))) for low, n in rows], columns=["article_id", "start", "end"])
        for rows in (one, other)
    )
    exact, overlap = right(a, b)
    assert right(b, a)[0] == exact
    assert exact <= overlap <= min(len(a), len(b))
    rows = accuracy.accuracy(a, b, SENTENCES).dropna()
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()
