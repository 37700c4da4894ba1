"""Scores against coded texts: counts worked out by hand, an oracle where it lies beside, lines that cannot be used."""

import importlib.util
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import evaluate, spans
from analysis.coding import scores
from analysis.schema import InputError
from analysis.study import Study

TEXT = "The mayor said “we won”. Critics doubt that it will last."


def span(words):
    start = TEXT.index(words)
    return [[start, start + len(words)]]


def attribution(source, cue, content):
    return {"source": span(source) if source else [], "cue": span(cue), "content": span(content)}


CODED = [attribution("The mayor", "said", "“we won”"), attribution("Critics", "doubt", "that it will last")]


def test_counts_worked_out_by_hand():
    found = [attribution("mayor", "said", "we won"), attribution("", "doubt", "it will last")]
    assert scores.score(TEXT, found, CODED) == {
        "tokens.content": (5, 5, 5, 6),
        "tokens.cue": (2, 2, 2, 2),
        "tokens.source": (1, 1, 1, 3),
        "exact": (1, 1, 2, 2),  # the marks of the first do not count, the "that" of the second does
        "match": (2, 2, 2, 2),
        "joint": (1, 1, 2, 2),  # Critics are missing
        "match.direct": (1, 1, 1, 1),
        "match.mixed": (0, 0, 0, 0),
        "match.indirect": (1, 1, 1, 1),
    }


def test_one_found_content_matches_one_coded_content():
    twice = [attribution("The mayor", "said", "“we won”")] * 2
    assert scores.score(TEXT, twice, CODED)["match"] == (1, 1, 2, 2)
    assert scores.score(TEXT, [], CODED)["joint"] == (0, 0, 0, 2)
    assert scores.score("", [], [])["tokens.cue"] == (0, 0, 0, 0)


def test_spans_same_overlapping_and_any():
    assert scores.score_spans({(0, 3), (9, 12)}, {(0, 3), (8, 10), (20, 25)}) == {
        "exact": (1, 1, 2, 3),
        "overlap": (2, 2, 2, 3),
        "any": (1, 1, 1, 1),
    }


SPAN = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: [pair[0], min(pair[0] + pair[1], len(TEXT))])
PIECES = st.lists(SPAN, min_size=1, max_size=2)
ROWS = st.lists(st.fixed_dictionaries({"source": PIECES, "cue": PIECES, "content": PIECES}), max_size=4)


@given(ROWS, ROWS)
def test_the_sides_are_alike_and_nothing_is_right_twice(found, coded):
    one, other = scores.score(TEXT, found, coded), scores.score(TEXT, coded, found)
    for name, (of_found, of_coded, n_found, n_coded) in one.items():
        assert of_found <= n_found
        assert of_coded <= n_coded
        if name not in scores.FORMS and "." not in name:
            assert other[name] == (of_coded, of_found, n_coded, n_found)
    assert scores.score(TEXT, coded, coded)["match"] == (len(list(scores._parts(TEXT, coded))),) * 4
    assert one["joint"][0] <= one["match"][0]


def write(path, *rows):
    path.write_text("".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows), "utf-8")
    return path


def test_lines_that_cannot_be_used_are_listed(tmp_path):
    good = {"id": 1, "text": TEXT, "hedges": [[41, 43]]}
    path = write(
        tmp_path / "gold.jsonl", good, "{", good, {"id": 2, "text": TEXT}, {"id": 3, "text": "", "cues": [[0, 9]]}
    )
    table, left_out = evaluate.evaluate(path)
    assert table.set_index("score")["texts"].unique().tolist() == [1]
    assert [line.split(":")[0] for line in left_out] == ["line 2", "line 3", "line 4", "line 5"]
    assert "for the second time" in left_out[1]
    assert "span 0 to 9 of 0 characters" in left_out[3]
    with pytest.raises(InputError, match="no line can be used; line 1"):
        evaluate.evaluate(write(tmp_path / "bad.jsonl", "[]"))
    with pytest.raises(InputError, match="expected lines of JSON"):
        evaluate.evaluate(tmp_path / "none.jsonl")


def test_kinds_and_nesting_follow_the_gold(tmp_path):
    text = "Aides said the mayor said it may clearly rain."
    cue, content = [[6, 10]], [[11, 45]]
    row = {"id": "x", "text": text, "hedges": [[29, 32, "epistemic"]]}
    outer = {"source": [[0, 5]], "cue": cue, "content": content}
    flat, _ = evaluate.evaluate(write(tmp_path / "a", row | {"attributions": [outer]}))
    inner = {"source": [[11, 20]], "cue": [[21, 25]], "content": [[26, 45]]}
    deep, _ = evaluate.evaluate(write(tmp_path / "b", row | {"attributions": [outer, inner]}))
    found = [table.set_index(["layer", "score"])["found"] for table in (flat, deep)]
    nested = len(Study.from_texts({"x": text}).attributions)
    assert [one["attributions", "match"] for one in found] == [1, nested]
    assert found[0]["hedges", "exact"] == 1  # "clearly" is of a kind that the gold does not code


def test_the_same_figures_as_an_independent_scorer(gold, tmp_path):
    scorer = gold.parent / "bench" / "attribution" / "score.py"
    if not scorer.is_file():
        pytest.skip(f"no scorer at {scorer}")
    module = importlib.util.module_from_spec(spec := importlib.util.spec_from_file_location("scorer", scorer))
    spec.loader.exec_module(module)
    lines = (gold / "polnear_dev.jsonl").read_text("utf-8").splitlines()[:6]
    table, _ = evaluate.evaluate(write(tmp_path / "gold.jsonl", *lines))
    coded = [json.loads(line) for line in lines]
    found = []
    for row in coded:
        study = Study.from_texts({"x": row["text"]})
        outer = study.unresolved_attributions.query("parent_id.isna()").to_dict("records")
        places = [{role: spans.unpack(one[f"{role}_spans"]) for role in scores.ROLES} for one in outer]
        found.append({"id": row["id"], "attributions": places})
    expected = dict(module.rows(module.score(coded, found)))
    assert set(table["score"]) == set(expected)
    for row in table.to_dict("records"):
        other = expected[row["score"]]
        assert [row[name] for name in ("precision", "recall", "f1")] == pytest.approx(
            [other["p"], other["r"], other["f1"]]
        )
