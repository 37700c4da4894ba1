"""What is not compared: a claim with its denial, and a pronoun whose speaker may be another."""

from dataclasses import replace

from tellings import row, said, telling

from analysis.summary import matched
from analysis.summary.wording import speaker


def test_a_claim_and_its_denial_are_not_compared():
    claimed, noted = said("claimed", "distance"), said("noted", "endorse")
    one, other = telling(chain=(claimed,), beside=(claimed,)), telling(label="South", chain=(noted,), beside=(noted,))
    strong = row(confidence=0.9, alignment_id=0)
    assert [found.kind for found in matched.differences(one, other, strong)] == ["engagement"]
    negated = replace(other, claim=row(**vars(other.claim) | {"negated": True}))
    assert list(matched.differences(one, negated, strong)) == []
    avoided = row(role="body", rank=1, start=0, text="he avoided saying that")
    unsaid = replace(other, sentence=avoided, chain=(said("saying", "endorse"),))
    unsaid.chain[0].cue_spans = "11:17"
    assert list(matched.differences(one, unsaid, strong)) == []
    unsaid.chain[0].cue_spans, unsaid.chain[0].cue = "0:17", "he avoided saying"
    assert list(matched.differences(one, unsaid, strong)) == []


def test_a_pronoun_names_nobody_where_another_was_named_last():
    she = said()
    she.source = "she"
    assert speaker(she, telling()) == "Ann Roe"
    assert speaker(she, telling(doubtful=frozenset([0]))) is None
    she.source, she.source_id = "Her remarks", "her-remarks"
    assert speaker(she, telling()) is None
