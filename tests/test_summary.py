"""What differs, in sentences: each template worked out by hand, nothing said that the tables do not carry."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import schema, spans
from analysis.study import Study
from analysis.summary import matched, ranking, unmatched
from analysis.summary.finding import Finding, quoted
from analysis.summary.telling import Telling
from analysis.text.prose import listed, times

SPOKEN = """The ferry was late

The mayor alleged that the owner had skipped 12 inspections of the old ferry.
"The ferry was rotten from bow to stern," she said on Monday.
Passengers were rescued from the deck after an hour."""
STATED = """Ferry rescue

The owner had skipped 14 inspections of the old ferry, the mayor said.
"The ferry was mouldy from bow to stern," she said on Monday.
Fishermen rescued passengers from the deck after an hour.
The harbour choir sang ancient hymns beside burning lanterns."""


def words(text):
    return Study.from_texts({"North": SPOKEN, "South": text}, event="ferry")


@pytest.fixture(scope="module")
def ferry():
    return words(STATED)


def row(**values):
    return SimpleNamespace(**values)


def said(cue="said", engagement="acknowledge", act="assert", source_id="mayor", **more):
    known = {"listed": True, "cue": cue, "cue_lemma": cue, "engagement": engagement, "act": act, "source_id": source_id}
    return row(**known, source="the mayor", cue_spans="90:94", source_spans="80:89", content="it sank", **more)


def telling(text="the ferry sank in the harbour", label="North", **given_values):
    subject = row(
        voice="active", verb_start=10, agent_start=0, agent_end=9, agent="the ferry", lemma="sink", process="material"
    )
    usual = {
        "label": label,
        "claim": row(article_id=label.lower(), claim_id=0, start=0, end=len(text), text=text, modality="stated"),
        "sentence": row(role="body", rank=1, text=text),
        "chain": (),
        "inner": (),
        "beside": (),
        "hedges": (),
        "namings": (),
        "clauses": (subject,),
        "tokens": (),
        "quotations": (),
        "article_stems": frozenset(),
        "sentences": 10,
        "names": {"mayor": "Ann Roe"},
    }
    return Telling(**usual | given_values)


def texts(finder, one, other):
    return [text for _, _, text, _, _ in finder(one, other)]


def test_who_commits_more_comes_first_with_both_cues():
    north = telling(chain=(said("claimed", "distance"),))
    south = telling(label="South", chain=(said("noted", "endorse"),))
    assert texts(matched.engagement, north, south) == [
        "North keeps a distance from “the ferry sank in the harbour” (“claimed”); South treats as fact it (“noted”)."
    ]
    assert texts(matched.engagement, south, north) == []


@pytest.mark.parametrize("chain", [(), (said("claimed"),)], ids=["nobody says it", "the same word"])
def test_no_shift_of_engagement_without_two_different_cues(chain):
    north = telling(chain=(said("claimed", "distance"),))
    assert texts(matched.engagement, north, telling(label="South", chain=chain)) == []


def test_a_cue_that_the_lexicon_does_not_know_commits_nobody():
    unknown = said("mooed", "distance")
    unknown.listed = False
    assert matched.stance(telling(chain=(unknown,))) is None


def test_a_source_is_lost_only_where_the_other_sentence_has_none_and_no_quotation():
    north, south = telling(chain=(said(),)), telling(label="South")
    assert texts(matched.attribution, north, south) == [
        "North gives a source, Ann Roe (“said”); South states it: “the ferry sank in the harbour”."
    ]
    assert texts(matched.attribution, north, telling(label="South", beside=(said(),))) == []
    quoting = telling(label="South", sentence=row(role="body", rank=1, text="“The ferry sank in the harbour."))
    assert texts(matched.attribution, north, quoting) == []
    assert (
        texts(matched.attribution, north, telling(label="South", sentence=row(role="dek", rank=1, text="It sank")))
        == []
    )


def test_two_quotations_of_one_speaker_differ_in_words_with_content():
    def quoting(text, label):
        return telling(text, label, chain=(said(),), quotations=((0, len(text)),))

    one, other = (
        quoting("the ferry was rotten from bow to stern", "North"),
        quoting("the ferry was mouldy from bow to stern", "South"),
    )
    (text,) = texts(matched.quotation, one, other)
    assert text.startswith("North and South quote it in different words, “the ferry was rotten")
    assert "if it was said once, at most one of them is word for word" in text
    shorter = quoting("the ferry was rotten", "South")
    assert texts(matched.quotation, one, shorter) == []
    spelt = quoting("It is not Gaddafi we fear", "North"), quoting("It's not Qaddafi we fear", "South")
    assert texts(matched.quotation, *spelt) == []


def test_who_acts_is_said_only_of_the_same_verb_and_a_known_agent():
    passive = row(lemma="rescue", voice="agentless", process="material", agent=pd.NA, verb_start=0, verb_end=3)
    active = {"lemma": "rescue", "voice": "active", "process": "material", "agent_start": 0, "agent_end": 9}
    north = telling("passengers were rescued", clauses=(passive,))

    def south(agent, actor=pd.NA):
        clause = row(**active, agent=agent, agent_actor=actor)
        return telling("fishermen rescued passengers", "South", clauses=(clause,))

    assert texts(matched.agent, north, south("Fishermen")) == [
        "South says who acts, “Fishermen”: “fishermen rescued passengers”; "
        "North leaves it out: “passengers were rescued”."
    ]
    assert texts(matched.agent, north, south("they")) == []
    assert "“they” (Ann Roe)" in texts(matched.agent, north, south("they", "mayor"))[0]
    assert texts(matched.agent, south("Fishermen"), north) == []


def test_numbers_differ_only_of_the_same_thing():
    def counting(number, thing, label):
        tokens = (
            row(token_id=0, text=number, tag="CD", dep="nummod", head=1, pos="NUM", start=0, end=2, lemma=number),
            row(token_id=1, text=thing, tag="NNS", dep="dobj", head=1, pos="NOUN", start=3, end=9, lemma=thing),
        )
        return telling(f"{number} {thing}", label, tokens=tokens)

    one = counting("12", "boats", "North")
    assert texts(matched.number, one, counting("14", "boats", "South")) == [
        "The numbers differ, 12 in North, 14 in South: “12 boats” in North, “14 boats” in South."
    ]
    assert texts(matched.number, one, counting("14", "sailors", "South")) == []
    assert texts(matched.number, counting("1,200", "boats", "North"), counting("1200", "boats", "South")) == []


def test_a_condition_counts_only_where_the_other_claim_has_none():
    hedge = row(polarity="hedge", kind="condition", text="if", confidence=0.9, reporting=False, start=0, end=2)
    north = telling("if it rains the ferry may sink", hedges=(hedge,))
    south = telling("the ferry sinks", "South")
    assert "North makes it depend on a condition (“if”), South does not" in texts(matched.hedge, north, south)[0]
    assert texts(matched.hedge, north, telling("it sinks", "South", hedges=(hedge,))) == []
    weak = row(**vars(hedge) | {"confidence": 0.2})
    assert texts(matched.hedge, telling("if it sinks", hedges=(weak,)), south) == []


def test_the_same_claim_near_the_top_and_far_down():
    late = telling(label="South", sentence=row(role="body", rank=9, text=""))
    assert texts(matched.position, telling(), late) == [
        "North tells it in sentence 1 of 10, South in sentence 9 of 10: “the ferry sank in the harbour”."
    ]
    assert texts(matched.position, late, telling()) == []


def test_a_weak_match_of_different_speakers_says_nothing():
    claimed, noted = said("claimed", "distance"), said("noted", "endorse", source_id="owner")
    one = telling(chain=(claimed,), beside=(claimed,))
    other = telling(label="South", chain=(noted,), beside=(noted,))
    weak, strong = row(score=0.3, alignment_id=0), row(score=0.6, alignment_id=0)
    assert list(matched.differences(one, other, weak)) == []
    assert [found.kind for found in matched.differences(one, other, strong)] == ["engagement"]


def test_most_telling_first_and_no_kind_alone():
    found = [Finding("engagement", 0.9, str(number), {"x": [(number, number + 1)]}, "") for number in range(3)]
    found.append(Finding("naming", 0.65, "name", {"x": [(9, 10)]}, ""))
    assert [finding.text for finding in ranking._most_telling(found, 3)] == ["0", "1", "name"]


def test_the_words_of_two_articles_tell_what_differs(ferry):
    table = analysis.what_differs(ferry)
    told = "\n".join(table["text"])
    assert table["rank"].tolist() == list(range(1, len(table) + 1))
    assert len(table) <= 10
    assert "North keeps a distance from" in told
    assert "(“alleged”)" in told
    assert "12 in North, 14 in South" in told
    assert "rotten" in told
    assert "mouldy" in told
    assert "“Fishermen”" in told
    assert (
        "No match was found in North for “The harbour choir sang ancient hymns beside burning lanterns” (in South)"
        in told
    )
    assert table["kind"].iloc[0] == "opening"
    assert "no difference can be told from chance between North and South" in table["text"].iloc[-1]


def test_nothing_is_said_to_be_left_out(ferry, study):
    for table in (analysis.what_differs(ferry), analysis.what_differs(study)):
        assert not re.search(r"\bomit|\bignore|\bonly in\b|\bsilent\b", " ".join(table["text"]))


def test_every_sentence_points_to_words_that_it_quotes(study):
    documents = dict(zip(study.articles["article_id"], study.articles["text"], strict=True))
    for found in analysis.what_differs(study).to_dict("records"):
        shown = [documents[article][start:end] for article in documents for start, end in spans.unpack(found[article])]
        if found["kind"] in ("coverage", "contrast"):
            continue
        for quotation in re.findall(r"“([^”]{20,})”", found["text"]):
            start = quotation.removesuffix(" …")[:40].replace("‘", "“").replace("’", "”")
            assert any(start in re.sub(r"\s+", " ", text).replace("’", "”") for text in shown), (found["text"], shown)


def test_one_article_no_article_and_two_that_are_the_same():
    one = Study.from_texts({"Post": "The ferry sank."})
    assert analysis.what_differs(one)["text"].tolist() == [
        "Post is the only article: there is nothing to compare it with."
    ]
    two = Study.from_texts({"Post": "The ferry sank.", "Wire": "The ferry sank."})
    assert analysis.what_differs(two)["text"].tolist() == ["Post and Wire are the same text, word for word."]
    none = Study(two._documents.iloc[:0])
    assert analysis.what_differs(none)["text"].tolist() == ["There is no article."]


def test_three_articles_are_compared_with_each_other():
    three = Study.from_texts({"North": SPOKEN, "South": STATED, "West": "The ferry is blue. Nobody minded at all."})
    table = analysis.what_differs(three)
    assert {"North", "South", "West"} <= set(table.columns)
    assert "any two of North, South and West" in table["text"].iloc[-1]
    assert len(table) <= 10


def test_persons_who_speak_in_one_article_only():
    texts_of = {
        "North": "Boats sank. Ada Moss said the pier was closed. Ada Moss said it would open soon.",
        "South": "Boats sank. Ben Hill said the pier was closed. Mr. Moss waved.",
    }
    study = Study.from_texts(texts_of)
    told = " ".join(analysis.what_differs(study)["text"])
    assert "Only North was found to report words of Ada Moss (twice); only South of Ben Hill (once)." in told


def test_a_person_named_in_two_ways_is_not_taken_for_two():
    assert unmatched._akin("Ann Roe", {"roe"})
    assert unmatched._akin("Ann Roe Signals", {"ann", "roe"})
    assert not unmatched._akin("Ann Roe", {"ann", "hill"})


@pytest.mark.parametrize(
    ("said_words", "shown"),
    [
        ("“It was late,”", "“It was late”"),
        ('He "knew" it', "“He ‘knew’ it”"),
        ("the so-called “model” - fines", "“the so-called ‘model’ - fines”"),
        ("", "“”"),
        ("line\nbreak", "“line break”"),
    ],
)
def test_words_in_quotation_marks(said_words, shown):
    assert quoted(said_words) == shown


def test_lists_and_times():
    assert (listed([]), listed(["a", "b"])) == ("", "a and b")
    assert [times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text("ab “”\"'.,\n1é\u202e", max_size=60), min_size=1, max_size=3))
def test_any_texts_give_a_table(made):
    study = Study.from_texts({f"t{number}": text for number, text in enumerate(made)})
    table = analysis.what_differs(study)
    assert 1 <= len(table) <= 10
    assert table["text"].notna().all()
    for article, document in zip(study.articles["article_id"], study.articles["text"], strict=True):
        held = [span for cell in table[article] for span in spans.unpack(cell)]
        assert all(0 <= start < end <= len(document) for start, end in held)


def test_only_columns_of_the_contract_are_read(study):
    """The sentences rest on the tables alone: copies with those columns give the same."""
    names = ("articles", "sentences", "tokens", "sources", "attributions", "hedges", "namings", "clauses", "claims")
    tables = {name: study.table(name)[schema.columns(name)] for name in (*names, "alignments", "contrasts", "measures")}
    copied = SimpleNamespace(**tables, table=tables.__getitem__)
    assert analysis.what_differs(copied)["text"].tolist() == analysis.what_differs(study)["text"].tolist()
