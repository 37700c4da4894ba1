"""Contents mended by the parse: where they end, what they take in and leave out, who is told, who speaks."""

import pytest
from helpers import attributions, find_attributions, sentences_of

from analysis import articles, parse, spans
from analysis.attributing import contents
from analysis.attributing.contents import Cue
from analysis.attributing.holders import own_subject, trim_source
from analysis.syntax import trees


def place(text, words):
    """Where words stand; a number after them says which of several."""
    words, _, number = words.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = text.index(words, start + 1)
    return start, start + len(words)


def mended(text, cue, *content, source=None, taken=()):
    """The content that marks of a sentence become; `taken` are words that another attribution has."""
    [tree] = trees(parse.parse(sentences_of(text)))
    told = [place(text, words) for words in (source, cue) if words]
    head = [i for i, token in enumerate(tree.tokens) if cue and token.start == place(text, cue)[0]]
    held = [place(text, words) for words in taken]
    whole = contents.mended(
        text,
        [tree],
        Cue(tree, head[0], told) if head else None,
        [place(text, words) for words in content],
        lambda start, end: not spans.touch((start, end), held),
    )
    return spans.quote(text, whole)


ENDS = {
    "a noun that the phrase needs": (
        "Roe said that the bridge stands in the old town.",
        "bridge stands in the old",
        "town",
    ),
    "a determiner": ("Roe said the fall of the mayor is near.", "the fall of the", "mayor"),
    "a preposition of the content": ("Roe said the road along the river is shut.", "the road along", "the river"),
    "a word parted at its hyphen": ("Roe praised the merry-go-round in the park.", "the merry", "-go-round"),
    "a number parted at its point": ("Roe said rents rose by 4.5 percent.", "rents rose by 4", ".5 percent"),
}


@pytest.mark.parametrize("name", ENDS)
def test_a_content_goes_on_to_the_word_that_it_needs(name):
    text, content, more = ENDS[name]
    cue = text.split()[1]
    whole = mended(text, cue, content)
    assert whole is not None
    assert whole.startswith(content)
    assert whole.removeprefix(content).strip() == more.strip()


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("Roe said the bridge was shut and left the room.", "the bridge was shut and", "the bridge was shut"),
        ("Roe rejected the plan in a letter.", "the plan in", "the plan"),
        ("Roe rejected the plan in a letter.", "the plan in a", "the plan"),
        ("Roe said the bridge was shut, but nobody heard her.", "the bridge was shut, but", "the bridge was shut"),
        ("Roe called the plan “bad” and left.", "the plan “bad” and", "the plan “bad”"),
    ],
)
def test_a_link_to_what_is_not_said_is_left_out(text, content, kept):
    assert mended(text, text.split()[1], content) == kept


def test_a_content_does_not_go_on_into_the_words_of_another():
    text = "Roe said that the bridge stands in the old town."
    assert mended(text, "said", "the bridge stands in the old", taken=["town"]) == "the bridge stands"


def test_a_sound_content_stays_as_it_is():
    text = "Asked about the critics of Lee, Attorney General Ann Roe laughed."
    assert mended(text, "Asked", "the critics of Lee") == "the critics of Lee"
    assert mended("Roe said it was late.", None, "it was late") == "it was late"


def test_a_second_verb_phrase_that_cannot_be_the_cues_belongs_to_the_content():
    text = "The mayor accused the firm, saying they often close roads, yet show no reluctance to open bridges."
    whole = "they often close roads, yet show no reluctance to open bridges"
    assert mended(text, "saying", "they often close roads") == whole
    past = "Ann Roe said they closed the roads and opened the bridges."  # she or they opened: the form does not tell
    assert mended(past, "said", "they closed the roads") == "they closed the roads"


def test_the_clause_of_the_cue_is_no_part_of_the_content():
    text = "Roe said it was late, but did not explain why."
    assert mended(text, "said", "it was late, but did not explain why") == "it was late"
    text = "Roe vowed to repair the bridge and opened an office in the town."
    assert mended(text, "vowed", "to repair the bridge and opened an office in the town") == "to repair the bridge"
    text = "Roe said that they would come, but would not stay."  # a modal is none of the cue's
    assert (
        mended(text, "said", "that they would come, but would not stay") == "that they would come, but would not stay"
    )
    text = "Roe called the plan “late, leaving nobody happy.”"
    assert mended(text, "called", "the plan “late, leaving nobody happy.”").endswith("happy.”")


def test_the_content_of_a_noun_ends_before_the_verb_that_the_noun_is_subject_of():
    text = "The minister’s claim that the old bridge was closed has angered the union."
    whole = "that the old bridge was closed has angered the union"
    assert mended(text, "claim", whole) == "that the old bridge was closed"
    text = "Roe repeated the claim that the bridge surprised everybody."
    assert mended(text, "claim", "that the bridge surprised everybody") == "that the bridge surprised everybody"


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("Roe warned the firm that it could be fined.", ["the firm that it could be fined"], "that it could be fined"),
        ("Roe told him on Monday that it was late.", ["him", "that it was late"], "that it was late"),
        ("Roe urged the firm to pay.", ["the firm to pay"], "the firm to pay"),
        ("Roe asked for proof that it was late.", ["proof that it was late"], "proof that it was late"),
    ],
)
def test_who_is_told_is_no_part_of_what_is_told(text, content, kept):
    assert mended(text, text.split()[1], *content) == kept


def test_the_subject_before_a_cue_put_between_commas():
    text = "The town, she added, may also close the bridge."
    whole = "The town … may also close the bridge"
    assert mended(text, "added", "may also close the bridge", source="she") == whole
    text = "In a letter, she said, the town was shut."
    assert mended(text, "said", "the town was shut", source="she") == "the town was shut"


def inverted(text, source, cue, content):
    [tree] = trees(parse.parse(sentences_of(text)))
    found = contents.inverted(tree, place(text, source), place(text, cue), [place(text, content)])
    return found and (spans.quote(text, [found[0]]), spans.quote(text, found[1]))


def test_one_comma_never_parts_a_subject_from_its_verb():
    text = "Her remarks, said Bob Day, the town clerk, are unfair."
    whole = ("Bob Day, the town clerk", "Her remarks … are unfair")
    assert inverted(text, "Her remarks", "said", "Bob Day, the town clerk, are unfair") == whole
    text = "Ann Roe, the mayor, said Bob Day, her clerk, was ill."  # an apposition: she said it
    assert inverted(text, "Ann Roe, the mayor", "said", "Bob Day, her clerk, was ill") is None
    text = "Ann Roe said Bob Day, her clerk, was ill."
    assert inverted(text, "Ann Roe", "said", "Bob Day, her clerk, was ill") is None


@pytest.mark.parametrize(
    ("text", "source", "kept"),
    [
        ("Ann Roe on Friday praised the plan.", "Ann Roe on Friday", "Ann Roe"),
        ("The court this month rejected the plan.", "The court this month", "The court"),
        ("The Sunday Herald praised the plan.", "The Sunday Herald", "The Sunday Herald"),
        ("Friday will show who is right.", "Friday", "Friday"),
    ],
)
def test_a_source_without_the_time_of_speaking(text, source, kept):
    [tree] = trees(parse.parse(sentences_of(text)))
    start, end = trim_source(tree, place(text, source))
    assert text[start:end] == kept


def test_the_pronoun_beside_a_verb_is_its_subject():
    text = "If it rains, he said, farmers believe in luck."
    [tree] = trees(parse.parse(sentences_of(text)))
    verbs = {token.text: own_subject(tree, i) for i, token in enumerate(tree.tokens) if token.pos == "VERB"}
    assert text[slice(*verbs["said"])] == "he"
    assert verbs["rains"] is None, "it may stand for nothing"
    assert verbs["believe"] is None


def test_a_speaker_named_after_the_cue_does_not_carry_over_to_itself():
    rows = attributions({"x": "“The bridge is closed,” said the mayor, noting that the river was high."})
    assert rows[["cue", "carried"]].to_numpy().tolist() == [["said", False], ["noting", True]]


def test_who_said_it_does_not_stand_in_a_quotation_that_a_straight_mark_closes():
    text = (
        '“The paper left out how a rule keeps the town safe from the river," he said of the report.\n\n'
        "Lee also said the town was “kept from building on the meadow beside the river.”"
    )
    rows = find_attributions(articles.from_texts({"x": text}))
    assert rows["source"].tolist() == ["he", "Lee"]
    assert not any("he said" in content for content in rows["content"])
