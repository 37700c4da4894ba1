"""The reader's page: whole, safe and small, its pieces the article again, its numbers those of the tables."""

import base64
import hashlib
import json
import re
import zlib

import pandas as pd
from helpers import EVIL, Page
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import measures
from analysis.reading import counted, marking
from analysis.reading.columns import Item, cut
from analysis.study import Study

LARGEST = 500_000  # bytes, for two articles


def test_two_articles_fit_into_one_small_page(study, page, tmp_path):
    analysis.reader(study).save(tmp_path / "reader.html")
    assert [path.name for path in tmp_path.iterdir()] == ["reader.html"]
    assert (tmp_path / "reader.html").read_text(encoding="utf-8") == page
    assert len(page.encode()) < LARGEST


def test_the_same_page_every_time(study, page):
    assert str(analysis.reader(study)) == page


def test_a_notebook_shows_the_same_page_in_a_frame_that_reaches_nothing(study, page):
    (frame,) = [
        attributes for tag, attributes in Page(analysis.reader(study)._repr_html_()).elements if tag == "iframe"
    ]
    assert frame["srcdoc"] == page
    assert frame["sandbox"] == "allow-scripts"


def test_nothing_is_loaded_from_anywhere(page):
    elements = Page(page).elements
    assert {tag for tag, _ in elements} & {"link", "img", "iframe", "object", "embed", "a", "base", "form"} == set()
    assert not {name for _, attributes in elements for name in attributes} & {"src", "href", "style", "srcset"}
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_lets_only_the_own_script_and_style_run(page):
    parsed = Page(page)
    (policy,) = [attributes["content"] for attributes in parsed.having("http-equiv")]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(parsed.data[kind, None].encode()).digest()).decode()
        assert rules[f"{kind}-src"] == f"'sha256-{digest}'"
    assert not {name for _, attributes in parsed.elements for name in attributes if name.startswith("on")}


def test_an_articles_code_comes_out_as_text():
    study = Study.from_texts({"<b>evil</b>": EVIL, "plain": "The mayor said it was late. It rained."})
    parsed = Page(str(analysis.reader(study)))
    assert [tag for tag, _ in parsed.elements].count("script") == 2
    assert "<script>window.ran = 1</script>" in "".join(parsed.texts)
    assert '<a href="javascript:window.ran=1">it was late</a>' in "".join(parsed.texts)
    assert "{{ 7 * 7 }}" in "".join(parsed.texts)
    assert "\u202e" in "".join(parsed.texts)
    data = parsed.data["script", "application/json"]
    assert "<" not in data
    assert "\u2028" not in data
    assert json.loads(data)["labels"] == ["<b>evil</b>", "plain"]


def test_the_pieces_are_the_articles_again(study, page):
    shown = Page(page).texts
    expected = [row.text for _, own in study.segments.groupby("article_id", sort=False) for row in own.itertuples()]
    assert shown == expected


def test_every_mark_is_drawn_where_its_row_stands(study, page):
    parsed = Page(page)
    data = json.loads(parsed.data["script", "application/json"])
    drawn = {int(number) for found in parsed.having("data-m") for number in found["data-m"].split()}
    assert drawn == set(range(len(data["marks"])))
    rows = {row for _, row, _ in data["marks"]}
    for name, key in (("attributions", "attribution_id"), ("hedges", "hedge_id"), ("clauses", "clause_id")):
        assert {f"{name} {number}" for number in study.table(name)[key]} <= rows
    assert {number for layer in data["layers"].values() for number in layer} <= drawn
    assert set(data["layers"]) == set(marking.LAYERS) - {"alignment"}


def test_each_claim_knows_its_partners_and_what_changed(study, page):
    parsed = Page(page)
    data = json.loads(parsed.data["script", "application/json"])
    names = [row for _, row, _ in data["claims"]]
    known = study.alignments.dropna(subset="changes").iloc[0]
    pair = next(pair for pair in data["pairs"] if pair[-1] == f"alignments {known['alignment_id']}")
    assert [names[pair[0]], names[pair[1]]] == [f"claims {known['claim_a']}", f"claims {known['claim_b']}"]
    assert "; ".join(pair[5]) == known["changes"]
    lonely = [pair for pair in data["pairs"] if pair[3] == "only"]
    assert len(lonely) == (study.alignments["status"] == "only").sum()
    nearest = study.alignments.query("status == 'only'")["nearest"].notna().sum()
    assert sum(pair[1] is not None for pair in lonely) == nearest
    buttons = {int(found["data-claim"]) for found in parsed.having("data-claim")}
    assert buttons == {index for index, (_, _, status) in enumerate(data["claims"]) if status != "repeat"}


def test_the_spans_of_a_number_are_as_many_as_the_number_says(study):
    for row in counted.table(study):
        for cell in row["cells"]:
            total = cell.counted
            words = [re.match(r"(\d+) words?,", mark.note) for mark in cell.marks]
            if row["name"] in ("attributed_words", "quoted_words"):
                assert sum(int(word[1]) for word in words) == total
            else:
                assert len({mark.row for mark in cell.marks}) >= min(total, 1)
                assert len(cell.marks) >= total


def test_a_measure_of_ones_own_opens_its_sentences(study):
    @measures.measure("numerals", scale=100, meaning="words with a digit per 100 words")
    def numerals(study):
        sentences = measures.body(study)
        return sentences.assign(count=sentences["text"].str.count(r"\S*\d\S*"), exposure=sentences["n_words"])

    try:
        fresh = Study.from_texts({"x": "It rained. The ferry sank 12 times."})
        (row,) = [row for row in counted.table(fresh) if row["name"] == "numerals"]
    finally:
        del measures.REGISTRY["numerals"]
    assert [(mark.start, mark.end, mark.row) for mark in row["cells"][0].marks] == [(11, 35, "sentences 1")]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8))
@settings(max_examples=60)
def test_cutting_loses_nothing_and_each_piece_lists_its_spans(text, places):
    items = [
        Item(start, min(start + length, len(text)), number, "x", "content", "")
        for number, (start, length) in enumerate(places)
        if start < len(text)
    ]
    pieces = cut(text, items)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        under = [item.number for item in items if item.start <= piece.start < item.end]
        assert sorted(map(int, piece.numbers.split())) == under


def test_of_spans_inside_each_other_the_inner_one_decides_the_colour():
    items = [Item(0, 9, 0, "x", "content endorse", ""), Item(3, 5, 1, "x", "content distance", "")]
    assert [piece.classes for piece in cut("It is so.", items)] == [
        "content endorse",
        "content distance",
        "content endorse",
    ]


def test_empty_odd_and_many_articles_make_a_page():
    texts = {"a": "", "b": "One.", "c": "“Unbalanced, he said", "d": "ALL CAPS 🙂 \x00 \r\n"}
    parsed = Page(str(analysis.reader(Study.from_texts(texts))))
    assert len(parsed.having("data-column")) == 4


def test_of_very_many_articles_each_is_packed_until_it_is_asked_for(study, page, monkeypatch):
    monkeypatch.setattr("analysis.reading.page.FEW", 1)
    packed = Page(str(analysis.reader(study)))
    plain, data = (json.loads(one.data["script", "application/json"]) for one in (Page(page), packed))
    packs = [json.loads(zlib.decompress(base64.b64decode(found))) for found in data["packs"]]
    assert [text for found in packs for text in Page(found["html"]).texts] == Page(page).texts
    assert packed.texts == []
    for name in ("marks", "claims"):
        assert [one for found in packs for one in found[name]] == plain[name]
    for layer, numbers in plain["layers"].items():
        assert [number for found in packs for number in found["layers"][layer]] == numbers
    assert (data["firsts"], data["claimFirsts"]) == ([0, len(packs[0]["marks"])], [0, len(packs[0]["claims"])])
    assert json.loads(zlib.decompress(base64.b64decode(data["pairs"]))) == plain["pairs"]
    assert len(str(analysis.reader(study))) < len(page) / 2


def test_one_article_makes_a_page_that_says_so():
    assert "x is the only article" in str(analysis.reader(Study.from_texts({"x": "It rained."})))


def test_every_control_has_a_name(page):
    parsed = Page(page)
    buttons = [attributes for tag, attributes in parsed.elements if tag == "button"]
    assert buttons
    assert all(attributes.get("aria-label") for attributes in buttons)
    boxes = [attributes for tag, attributes in parsed.elements if tag == "input"]
    assert [box["id"] for box in boxes] == [f"layer-{layer}" for layer in marking.LAYERS]
    assert ("html", {"lang": "en"}) in parsed.elements


def test_the_verb_writes_the_page(study, page, tmp_path):
    from conftest import EVENT

    from analysis.commands.read import read

    read(EVENT, tmp_path / "reader.html")
    assert (tmp_path / "reader.html").read_text(encoding="utf-8") == page


def test_marks_of_missing_parts_are_left_out():
    clauses = pd.DataFrame(
        {
            "article_id": ["x"],
            "clause_id": [0],
            "verb": ["sank"],
            "verb_start": [4],
            "verb_end": [8],
            "agent_start": [pd.NA],
            "agent_end": [pd.NA],
            "patient_start": [0],
            "patient_end": [3],
            "voice": ["agentless"],
            "process": ["material"],
        }
    )
    found = list(marking._clauses(type("Study", (), {"clauses": clauses})))
    assert [(mark.classes, mark.sign) for mark in found] == [("verb", "∅"), ("patient", "")]
