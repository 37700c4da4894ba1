"""Specification curves: every combination once, counts that follow the choices, robustness by hand."""

import pandas as pd
import pytest

from analysis import hedging, spans
from analysis.comparing import sensitivity
from analysis.comparing.sensitivity import Choice, robustness, specifications, view
from analysis.study import Study


@pytest.fixture(scope="module")
def curve(study):
    return specifications(study)


def test_every_combination_once(curve):
    assert curve.groupby("measure").size().to_dict() == {
        "attributed_words": 2 * 2 * 2 * 3,
        "distancing_cues": 2 * 2 * 2 * 3,
        "source_hedges": 2 * 2 * 2 * 3 * 3 * 2,
    }
    assert not curve.duplicated(["measure", *sensitivity.CHOICES]).any()


def test_the_usual_specification_is_the_contrast_of_all_other_tables(study, curve):
    contrasts = study.contrasts.set_index("measure")
    usual = curve[curve["usual"]].set_index("measure")
    assert usual.index.tolist() == list(sensitivity.MEASURES)
    for column in ("count_a", "exposure_a", "count_b", "exposure_b", "log2_ratio", "more_in"):
        expected = contrasts.loc[usual.index, column]
        assert usual[column].astype(object).where(usual[column].notna(), None).tolist() == pytest.approx(
            expected.astype(object).where(expected.notna(), None).tolist()
        )


def test_units_and_segmentation_move_the_interval_not_the_counts(curve):
    """No paragraph or sentence of these texts is without exposure, so counts stay."""
    same = ["measure", "text", "attribution_confidence", "hedge_confidence", "weasels"]
    counts = curve[curve["measure"] == "attributed_words"].groupby(same, dropna=False)[["count_a", "exposure_a"]]
    assert (counts.max() == counts.min()).all(axis=None)


def test_punkt_parts_where_our_rules_do_not(make_study):
    study = make_study("He left (“Bye!”) at once. The U.S. Army stayed. It rained.")
    parted = sensitivity.punkt_sentences(study.segments, study.sentences)
    assert study.sentences["text"].tolist() != parted["text"].tolist()
    assert parted["n_words"].sum() == study.sentences["n_words"].sum()
    assert spans.violations(parted, study.articles).empty


def test_what_stands_in_a_sentence_moves_with_it(make_study):
    study = make_study("It was said in 1999. “It may rain! It will,” the mayor claimed.")
    chosen = view(study, Choice(segmentation="Punkt"))
    texts = chosen.sentences.set_index("sentence_id")["text"]
    for table, column in ((chosen.hedges, "text"), (chosen.attributions, "cue")):
        assert all(words in texts[place] for words, place in zip(table[column], table["sentence_id"], strict=True))


def test_headlines_count_where_they_are_chosen(study, curve):
    words = curve[curve["measure"] == "attributed_words"].groupby("text")["exposure_a"].first()
    own = study.sentences[study.sentences["article_id"] == study.articles["article_id"].iloc[0]]
    assert words["body"] == own.loc[own["role"] == "body", "n_words"].sum()
    assert words["with headlines"] == own["n_words"].sum()


def test_a_higher_threshold_never_counts_more(curve):
    hedges = curve[(curve["measure"] == "source_hedges") & (curve["attribution_confidence"] == 0)]
    wide = hedges.pivot_table(index=["text", "unit", "weasels"], columns="hedge_confidence", values="count_a")
    assert (wide.diff(axis=1).iloc[:, 1:] <= 0).all(axis=None)


def test_weasels_count_where_they_are_chosen(make_study):
    study = make_study("The mayor said that some people left and that it may rain.")
    assert len(hedging.counted(view(study, Choice()).hedges)) == 1
    assert len(hedging.counted(view(study, Choice(weasels="in")).hedges)) == 2


def test_a_word_that_both_schemes_mark_counts_once(make_study):
    study = make_study("The mayor said that it might rain.")
    might = study.hedges.iloc[[0]].assign(kind="weasel", hedge_id=99)
    study.__dict__["hedges"] = pd.concat([study.hedges.query("kind != 'weasel'"), might], ignore_index=True)
    assert len(hedging.counted(view(study, Choice(weasels="in")).hedges)) == 1


def test_who_speaks_follows_the_attributions_that_are_kept(make_study):
    study = make_study("The mayor said that it may rain.")
    assert view(study, Choice()).hedges["voice"].tolist() == ["source"]
    assert view(study, Choice(attribution_confidence=1.1)).hedges["voice"].tolist() == ["journalist"]


def test_a_view_leaves_the_study_as_it_was(study):
    before = study.hedges.copy(), study.sentences.copy(), study.attributions.copy()
    view(study, Choice("with headlines", "Punkt", 0.8, 0.8, "in"))
    for old, new in zip(before, (study.hedges, study.sentences, study.attributions), strict=True):
        pd.testing.assert_frame_equal(old, new)


def rows(*cells):
    """A curve of one measure: (more_in, log2_ratio, p, count_a, count_b), the first usual."""
    table = pd.DataFrame(cells, columns=["more_in", "log2_ratio", "p", "count_a", "count_b"])
    return table.assign(measure="m", a="A", b="B", usual=table.index == 0)


def test_agreement_by_hand():
    found = robustness(
        rows(("B", 1.0, 0.01, 2, 4), ("B", 0.5, 0.4, 2, 3), ("A", -0.5, 0.03, 3, 2), ("B", None, 0.04, 0, 3))
    ).iloc[0]
    assert found["direction"] == "B"
    assert (found["holds"], found["clear"]) == (0.75, 0.5)
    assert (found["least"], found["greatest"], found["zero_cells"]) == (-0.5, 1.0, 1)


def test_agreement_on_no_difference():
    found = robustness(rows((None, None, 1.0, 0, 0), (None, None, 1.0, 0, 0), ("A", 1.0, 0.2, 2, 1))).iloc[0]
    assert pd.isna(found["direction"])
    assert found["holds"] == pytest.approx(2 / 3)


def test_swapping_the_articles_turns_the_curve(study, curve):
    turned = specifications(Study(study._documents.iloc[::-1]))
    pd.testing.assert_series_equal(turned["more_in"], curve["more_in"])
    assert turned["log2_ratio"].astype(float).tolist() == pytest.approx(
        (-curve["log2_ratio"].astype(float)).tolist(), nan_ok=True
    )


@pytest.mark.parametrize("texts", [{}, {"a": "It rained."}])
def test_fewer_than_two_articles_give_no_curve(texts):
    found = specifications(Study.from_texts(texts)) if texts else specifications(Study.from_texts({"a": ""}))
    assert found.empty
    assert robustness(found).empty


def test_an_empty_article_gives_no_difference():
    found = robustness(specifications(Study.from_texts({"a": "The mayor said it may rain.", "b": ""})))
    assert found["direction"].isna().all()
    assert (found["holds"] == 1).all()
