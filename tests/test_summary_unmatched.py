"""What only one article tells: claims, speakers, words."""

from tellings import row, telling

import analysis
from analysis.study import Study
from analysis.summary import unmatched
from analysis.summary.telling import tellings


def test_persons_who_speak_in_one_article_only():
    texts_of = {
        "North": "Boats sank. Ada Moss said the pier was closed. Ada Moss said it would open soon.",
        "South": "Boats sank. Ben Hill said the pier was closed. Mr. Moss waved.",
    }
    study = Study.from_texts(texts_of)
    told = " ".join(analysis.what_differs(study)["text"])
    assert "Only North was found to report words of Ada Moss (twice); only South of Ben Hill (once)." in told


def test_who_only_thinks_was_not_reported_to_say_words_and_all_others_are_counted():
    texts_of = {
        "North": "Ada Moss wanted the pier closed. Ben Hill said it was late.",
        "South": "Cleo Park said the pier was closed.\n\n“The tide was high,” said Dan Reed.\n\n"
        "“It rained on Monday,” Eve Lane told the Herald.\n\nFinn Wood said that the ferry was late.",
    }
    told = " ".join(analysis.what_differs(Study.from_texts(texts_of))["text"])
    assert "Only North was found to report words of Ben Hill (once); only South of Cleo Park (once), " in told
    assert "and 1 other." in told


def test_whose_claim_it_is_is_looked_for_outside_the_claim():
    study = Study.from_texts({"North": "Officials said the mayor plans to close the pier.", "South": "It rained."})
    telling = next(one for one in tellings(study).values() if "pier" in one.claim.text)
    assert unmatched._where(telling) == "in North, from “Officials”"


def test_a_word_for_one_actor_is_not_set_against_a_word_for_another():
    texts_of = {
        "North": "The angry rioters met. The angry rioters left. The old bridge fell.",
        "South": "The rioters met. The new bridge stood. The new bridge held.",
    }
    study = Study.from_texts(texts_of)
    assert list(unmatched.labels(study, tellings(study), study.articles)) == []


def test_words_for_one_actor_are_told_with_all_their_uses(study):
    (found,) = unmatched.labels(study, tellings(study), study.articles)
    assert found.text == (
        "Hamza uses the word “militant” (3 times) and Agencies never: what Hamza calls “militant propaganda” is "
        "“extremist content” in Agencies."
    )  # "terrorist" is Agencies' word, but of the family of Hamza's "terrorism"


def test_a_person_named_in_two_ways_is_not_taken_for_two():
    assert unmatched._akin("Ann Roe", {"roe"})
    assert unmatched._akin("Ann Roe Signals", {"ann", "roe"})
    assert not unmatched._akin("Ann Roe", {"ann", "hill"})


def test_two_words_are_set_side_by_side_only_where_they_are_for_the_same():
    fought = "The {0} took the town. The {0} burned the bridge. The mayor fled the town."
    one_actor = Study.from_texts({"North": fought.format("rebels"), "South": fought.format("militants")})
    assert [finding.text for finding in unmatched.labels(one_actor, tellings(one_actor), one_actor.articles)] == [
        "North uses the word “rebel” (twice) and South never; South uses the word “militant” (twice) and North never: "
        "what North calls “The rebels” is “The militants” in South."
    ]
    law = "The mayor fled. The new law passed. The new law is harsh."
    two = Study.from_texts({"North": fought.format("rebels"), "South": law})
    assert list(unmatched.labels(two, tellings(two), two.articles)) == []


def test_a_person_is_named_without_an_office_that_may_be_a_former_one():
    texts_of = {
        "North": "Boats sank. Former Harbour Minister Ada Moss said the pier was closed.",
        "South": "Boats sank. Representatives Ben Hill and Cleo Park waved.",
    }
    told = " ".join(analysis.what_differs(Study.from_texts(texts_of))["text"])
    assert "Only North was found to report words of Ada Moss (once)." in told


def test_a_claim_cut_in_the_middle_of_a_phrase_is_not_quoted():
    def ends(text, sentence, pos="NOUN"):
        claim = row(start=0, end=len(text), text=text)
        return telling(claim=claim, sentence=row(start=0, text=sentence), tokens=(row(pos=pos),)).whole

    assert ends("The owner left", "The owner left.")
    assert ends("The owner left", "The owner left after the ferry sank.")
    assert ends("The owner paid five fines,", "The owner paid five fines, critics said.", "PUNCT")
    assert not ends("The owner needed a permit to have", "The owner needed a permit to have it moved.", "VERB")
    assert not ends("What I ask is", "What I ask is, who pays?", "AUX")
    assert not ends("The owner met five past", "The owner met five past and present mayors.", "ADJ")


def test_whose_words_an_unmatched_claim_is_even_where_the_speaker_is_not_known():
    texts_of = {
        "North": "Mr. Moss left. He falsely claimed that the old pier was rotten.\n\nThe mayor said that boats sink.",
        "South": "It rained.",
    }
    where = {
        one.claim.text: unmatched._where(one) for one in tellings(Study.from_texts(texts_of)).values() if one.chain
    }
    assert where["boats sink"] == "in North, from “The mayor”"
    assert where["the old pier was rotten"].endswith(": “falsely claimed”")


def test_words_of_one_family_are_no_difference():
    assert unmatched._kin("terror", "terrorist")
    assert unmatched._kin("rebel", "rebel")
    assert not unmatched._kin("milit", "terrorist")
    assert not unmatched._kin("car", "cargo")
