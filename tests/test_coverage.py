"""Coverage worked out by hand on two short reports of our own; empty and odd texts give empty tables."""

import pandas as pd
import pytest

import analysis
from analysis.study import Study
from analysis.telling import coverage, voices

HARBOUR = (
    "The harbour bridge in Halden collapsed on Monday after the flood.\n\n"
    "Mayor Ann Roe accused the Corvik company of ignoring the cracks in the bridge.\n\n"
    "“A choir sang old hymns all night,” said the baker Tom Lund."
)
RIVER = (
    "The harbour bridge in Halden collapsed on Monday after the flood.\n\n"
    "Mayor Ann Roe accused the Corvik company of ignoring the cracks in the bridge.\n\n"
    "Two ferries carry commuters across the river."
)
TABLES = ["told_shares", "only_here", "quotations_only_here", "actors_only_here", "unheard"]


@pytest.fixture(scope="module")
def harbour():
    return Study.from_texts({"a": HARBOUR, "b": RIVER})


def test_shares_add_up(harbour):
    table = coverage.told_shares(harbour)
    assert table[["article", "other", "status"]].to_numpy().tolist() == [
        [*pair, status] for pair in (["a", "b"], ["b", "a"]) for status in ("both", "near", "only")
    ]
    sums = table.groupby("article")[["share", "share_words", "share_position"]].sum()
    assert sums.to_numpy() == pytest.approx(1)
    both = table[table["status"] == "both"]
    assert both["claims"].tolist() == [2, 2]
    assert both["share"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert both["share_position"].tolist() == pytest.approx([(1 + 2 / 3) / 2] * 2)  # of three sentences, the first two


def test_claims_only_here_stand_in_order_of_prominence(harbour):
    found = coverage.only_here(harbour)
    assert found["article"].tolist() == ["a", "b"]
    assert found["prominence"].tolist() == pytest.approx([1 / 3, 1 / 3])
    assert "choir" in found["text"][0]
    assert "ferries" in found["text"][1]


def test_quotations_only_here(harbour):
    found = coverage.quotations_only_here(harbour)
    assert found["text"].tolist() == ["“A choir sang old hymns all night,”"]
    assert found["article"].tolist() == ["a"]


def test_actors_only_here(harbour):
    found = voices.actors_only_here(harbour)
    assert "Tom Lund" in " ".join(found.query("article == 'a'")["words"])
    assert not found["words"].str.contains("Roe|Corvik").any()


def test_a_thing_is_no_actor_and_nobody_is_alone_whom_the_other_mentions():
    one = "Ann Roe sued the port. The letter blamed the storm. Jan Cole closed the pier. Jan Cole left."
    found = voices.actors_only_here(Study.from_texts({"a": one, "b": "Ms. Roe and one Cole met. It rained."}))
    assert not found["words"].str.contains("letter|storm|Cole|Roe").any()


def test_an_event_of_one_article_has_nobody_of_its_own():
    texts = ["Tom Lund saw the mayor.", "The mayor left.", "Ann Roe sued the port."]
    frame = pd.DataFrame({"text": texts, "event": ["x", "x", "y"], "label": ["a", "b", "c"]})
    assert voices.actors_only_here(Study.from_frame(frame))["article"].tolist() == ["a"]


def test_all_who_accuse_are_named():
    text = "A letter blamed Tom Lund. A leaflet accused Tom Lund of neglect."
    assert voices.unheard(Study.from_texts({"a": text}))["accusers"].tolist() == ["A letter, A leaflet"]


def test_a_deed_named_by_a_noun_accuses_nobody():
    text = "The police arrest of a driver drew criticism. The police left."
    assert voices.unheard(Study.from_texts({"a": text, "b": "It rained."})).empty


def test_each_of_several_accused_at_once_is_looked_for():
    text = "Roe accused Tom Lund and Ann Day of theft. Tom Lund and Ann Day left."
    assert set(voices.unheard(Study.from_texts({"a": text}))["actor"]) == {"tom-lund", "ann-day"}


def test_the_accused_who_say_nothing(harbour):
    found = voices.unheard(harbour)
    assert len(found) == 1
    assert "Corvik" in found["named"][0]
    assert "Roe" in found["accusers"][0]
    assert found["articles"][0] == "a, b"
    assert found["times"][0] == 2


def test_one_who_replies_is_heard():
    reply = RIVER + " “We ignored nothing,” the Corvik company said."
    assert voices.unheard(Study.from_texts({"a": HARBOUR, "b": reply})).empty


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("texts", [{"x": ""}, {"x": "It rained."}, {"x": "“Yes.", "y": "🙂"}])
def test_nothing_to_cover(name, texts):
    assert getattr(analysis, name)(Study.from_texts(texts)).empty


def test_the_two_articles(study):
    unheard = voices.unheard(study)
    assert {"x", "social-media-companies"} <= set(unheard["actor"])
    told = coverage.told_shares(study)
    assert told.query("status == 'both'")["share"].between(0.5, 0.9).all()
    only = " ".join(coverage.only_here(study)["text"])
    assert "frontline state" in only
    assert "IP addresses" in only
