"""Nouns made from verbs: which nouns name an event."""

from analysis.grammar import nominalisation


def test_event_nouns_are_listed_or_end_like_one_on_a_listed_verb():
    assert nominalisation.event_noun("encouragement") == ("encourage", ("poss",), ("of",))
    assert nominalisation.event_noun("closure").verb == "close"
    assert nominalisation.event_noun("table") is None
    assert nominalisation.event_noun("government") is None
