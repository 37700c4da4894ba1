"""What differs in one claim told twice: each template worked out by hand."""

from dataclasses import replace

import pandas as pd
import pytest
from tellings import row, said, telling, texts

from analysis.summary import matched


def test_who_commits_more_comes_first_with_both_cues():
    north = telling(chain=(said("claimed", "distance"),))
    south = telling(label="South", chain=(said("noted", "endorse"),))
    assert texts(matched.engagement, north, south) == [
        "North keeps a distance from “the ferry sank in the harbour” (“claimed”); South treats it as fact (“noted”)."
    ]
    assert texts(matched.engagement, south, north) == []


def test_who_quotes_vouches_for_the_words_only_and_a_part_must_be_told_by_both():
    direct, reported = said("showed", "endorse"), telling(label="South", chain=(said("told"),))
    direct.form = "direct"
    assert texts(matched.engagement, telling(chain=(direct,)), reported) == []
    inner = said("claimed", "distance")
    inner.content = "fares were low"
    assert texts(matched.engagement, telling(inner=(inner,)), reported) == []
    inner.content = "it sank"
    assert len(texts(matched.engagement, telling(inner=(inner,)), reported)) == 1


@pytest.mark.parametrize("chain", [(), (said("claimed"),)], ids=["nobody says it", "the same word"])
def test_no_shift_of_engagement_without_two_different_cues(chain):
    north = telling(chain=(said("claimed", "distance"),))
    assert texts(matched.engagement, north, telling(label="South", chain=chain)) == []


def test_a_cue_that_holds_the_other_is_the_same():
    longer = telling(label="South", chain=(said("argued … claimed"),))
    assert texts(matched.engagement, telling(chain=(said("claimed", "distance"),)), longer) == []


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
    assert texts(matched.attribution, north, telling(label="South", around=(said(),))) == []
    denied = row(**vars(south.clauses[0]) | {"negated": True})
    assert texts(matched.attribution, north, telling(label="South", clauses=(denied,))) == []
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
        quoting("the ferry was rotten and leaking from bow to stern", "North"),
        quoting("the ferry was mouldy and leaking from bow to stern", "South"),
    )
    (text,) = texts(matched.quotation, one, other)
    assert text.startswith("North and South quote Ann Roe in different words, “the ferry was rotten")
    assert "if it was said once, at most one of them is word for word" in text
    apart = (
        quoting("Some of our ferries have shown slow leaks and rotten decks", "North"),
        quoting("Several boats have shown a slow leak and a rotten deck at sea", "South"),
    )  # 8 of the words are the same in order; of 7 and 6 with content 5 are: .77
    assert len(texts(matched.quotation, *apart)) == 1
    shorter = quoting("the ferry was rotten", "South")
    assert texts(matched.quotation, one, shorter) == []
    dotted = quoting("the ferry was ... from bow to stern", "South")
    assert texts(matched.quotation, one, dotted) == []
    other_words = quoting("the ferry was from an old yard at the river", "South")
    assert texts(matched.quotation, one, other_words) == []
    spelt = quoting("It is not Gaddafi we fear", "North"), quoting("It's not Qaddafi we fear", "South")
    assert texts(matched.quotation, *spelt) == []


def test_who_acts_is_said_only_of_the_same_verb_and_a_known_agent():
    passive = row(lemma="rescue", voice="agentless", process="material", agent=pd.NA, verb_start=0, verb_end=3)
    passive.patient = "the passengers"
    active = {"lemma": "rescue", "voice": "active", "process": "material", "negated": False}
    active |= {"agent_start": 0, "agent_end": 9}
    unsaid = active | {"agent": pd.NA, "agent_start": pd.NA, "agent_end": pd.NA, "agent_actor": pd.NA, "verb_start": 3}
    verb = row(token_id=2, head=2, dep="ROOT", tag="VBN", start=0)
    were = row(token_id=1, head=2, dep="auxpass", tag="VBD", start=1)
    north = telling("passengers were rescued", clauses=(passive,), tokens=(were, verb))

    def south(agent, actor=pd.NA, tags=("NNS", "VBD"), patient="its passengers"):
        clause = row(**active, agent=agent, agent_actor=actor, patient=patient, verb_start=10)
        noun = row(token_id=0, head=1, dep="nsubj", tag=tags[0], start=0, lemma=str(agent).split()[-1])
        does = row(token_id=1, head=1, dep="ROOT", tag=tags[1], start=10, lemma="rescue")
        return telling("fishermen rescued passengers", "South", clauses=(clause,), tokens=(noun, does))

    assert texts(matched.agent, north, south("Fishermen", "fishermen")) == [
        "South says who acts, “Fishermen”: “fishermen rescued passengers”; "
        "North leaves it out: “passengers were rescued”."
    ]
    event = telling("an operation", "South", tokens=(row(start=3, lemma="operation"),))
    assert texts(matched.agent, north, replace(event, clauses=south("an operation").clauses)) == []
    assert texts(matched.agent, north, south("Fishermen", "fishermen", patient="the dogs")) == []
    named = replace(north, article_stems=frozenset(["fishermen"]))  # it says so in another place
    assert texts(matched.agent, named, south("Fishermen", "fishermen")) == []
    both_ways = replace(north, clauses=(passive, row(lemma="rescue", voice="active", process="verbal")))
    assert texts(matched.agent, both_ways, south("Fishermen", "fishermen")) == []
    assert texts(matched.agent, north, south("Fishermen", "fishermen", patient=pd.NA)) == []
    assert texts(matched.agent, north, south("they")) == []
    assert texts(matched.agent, north, south("they", "mayor")) == []
    assert texts(matched.agent, north, south("she", "mayor")) == []
    assert texts(matched.agent, south("Fishermen", "fishermen"), north) == []
    assert texts(matched.agent, north, south("the elections", tags=("NNS", "VBZ"))) == []
    assert texts(matched.agent, north, telling("be rescued", clauses=(row(**unsaid, patient="they"),))) == []
    reduced = telling("passengers rescued at dawn", clauses=(passive,), tokens=(verb,))
    assert texts(matched.agent, reduced, south("Fishermen")) == []


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
    places = [counting(number, "position", label) for number, label in (("2", "North"), ("3", "South"))]
    for place in places:
        place.tokens[1].tag = "NN"  # "No. 3 position" counts nothing
    assert texts(matched.number, *places) == []
    chance = counting("14", "boats", "South")
    before = row(token_id=-1, text="in", tag="IN", dep="prep", head=1, pos="ADP", start=0, end=0, lemma="in")
    odds = telling("1 in 14 boats", "South", tokens=(before, *chance.tokens))
    assert texts(matched.number, one, odds) == []
    assert texts(matched.number, counting("1,200", "boats", "North"), counting("1200", "boats", "South")) == []


def test_a_condition_counts_only_where_the_other_claim_has_none():
    hedge = row(polarity="hedge", kind="condition", text="if", confidence=0.9, reporting=False, start=0, end=2)
    north = telling("if it rains the ferry may sink", hedges=(hedge,))
    south = telling("the ferry sinks", "South")
    assert "North makes it depend on a condition (“if”), South does not" in texts(matched.hedge, north, south)[0]
    assert texts(matched.hedge, north, telling("it sinks", "South", hedged=True)) == []  # elsewhere in its sentence
    unseen = telling("if only the ferry sinks", "South")
    assert texts(matched.hedge, north, unseen) == []  # the word stands there too, whatever was made of it
    weak = row(**vars(hedge) | {"confidence": 0.2})
    assert texts(matched.hedge, telling("if it sinks", hedges=(weak,)), south) == []


def test_the_same_claim_near_the_top_and_far_down():
    late = telling(label="South", sentence=row(role="body", rank=9, text=""))
    assert texts(matched.position, telling(), late) == [
        "North tells it in sentence 1 of 10, South in sentence 9 of 10: “the ferry sank in the harbour”."
    ]
    assert texts(matched.position, late, telling()) == []
    clause = row(voice="active", lemma="leak")
    other = telling("the ferry leaked on its way into the harbour", "South", sentence=late.sentence, clauses=(clause,))
    assert texts(matched.position, telling(), other) == []


def test_a_paraphrase_is_of_what_somebody_was_said_to_say():
    quoting = telling(chain=(said(),), quotations=((0, 29),))
    reported, acting = telling(label="South", chain=(said(),)), telling(label="South", chain=(said("marked"),))
    assert len(texts(matched.paraphrase, quoting, reported)) == 1
    acting.chain[0].cue_spans = "4:9"  # in the words of the claim itself
    assert texts(matched.paraphrase, quoting, acting) == []


def test_a_weak_match_of_different_speakers_says_nothing():
    claimed, noted = said("claimed", "distance"), said("noted", "endorse", source_id="owner")
    one = telling(chain=(claimed,), beside=(claimed,))
    other = telling(label="South", chain=(noted,), beside=(noted,))
    weak, strong = row(confidence=0.6, alignment_id=0), row(confidence=0.8, alignment_id=0)
    assert list(matched.differences(one, other, weak)) == []
    assert [found.kind for found in matched.differences(one, other, strong)] == ["engagement"]


def test_two_sentences_without_a_word_in_common_are_not_shown_as_one_claim():
    claimed, noted = said("claimed", "distance"), said("noted", "endorse")
    one = telling(chain=(claimed,))
    other = telling("the owner skipped inspections", "South", chain=(noted,))
    assert list(matched.differences(one, other, row(confidence=0.99, alignment_id=0))) == []


def test_a_paraphrase_shares_words_with_what_was_quoted():
    text = "we will never close the old pier"
    quoting = telling(text, chain=(said(),), quotations=((0, len(text)),))
    near = telling("he would not close the old pier", "South", chain=(said(),))
    far = telling("he had asked a lawyer to look at the pier", "South", chain=(said(),))
    assert len(texts(matched.paraphrase, quoting, near)) == 1
    assert texts(matched.paraphrase, quoting, far) == []


def test_a_video_that_shows_somebody_saying_it_does_not_vouch_for_it():
    assert matched.stance(telling(chain=(said("showed … telling", "endorse"),))) is None
    assert matched.stance(telling(chain=(said("showed", "endorse"),))) is not None


def test_who_says_elsewhere_that_it_is_not_so_does_not_just_report():
    claimed = telling(chain=(said("claimed", "distance"),))
    plain = telling(label="South", chain=(said("told"),))
    assert len(texts(matched.engagement, claimed, plain)) == 1
    corrected = row(role="body", rank=1, text="the ferry sank in the harbour, she told them, falsely", start=0)
    assert texts(matched.engagement, claimed, replace(plain, sentence=corrected)) == []
    assert texts(matched.engagement, claimed, replace(plain, beside=(said("alleged", "distance"),))) == []


def test_numbers_in_words_and_in_digits_are_one_wording():
    def quoting(text, label):
        return telling(text, label, chain=(said(),), quotations=((0, len(text)),))

    one = quoting("there is a 2 in 3 chance that the old ferry sinks", "North")
    other = quoting("there is a two-in-three chance that the old ferry sinks", "South")
    assert texts(matched.quotation, one, other) == []
