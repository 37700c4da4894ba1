"""Tokens: one row each, within their sentence, with heads that point to tokens of the same sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import parse, schema, spans


def sentences(*texts, article_id="x", gap=1):
    rows, start = [], 0
    for number, text in enumerate(texts):
        row = {"article_id": article_id, "sentence_id": number, "segment_id": 0, "role": "body", "rank": number + 1}
        rows.append({**row, "start": start, "end": start + len(text), "text": text, "n_words": len(text.split())})
        start += len(text) + gap
    return schema.frame("sentences", rows)


def articles(table):
    """The text that the sentences stand in."""
    return table.groupby("article_id")["text"].agg(" ".join).reset_index()


def test_a_sentence_by_hand():
    tokens = parse.parse(sentences("The mayor warned voters."))
    assert tokens["text"].tolist() == ["The", "mayor", "warned", "voters", "."]
    assert tokens["lemma"].tolist() == ["the", "mayor", "warn", "voter", "."]
    assert tokens["dep"].tolist() == ["det", "nsubj", "ROOT", "dobj", "punct"]
    assert tokens["head"].tolist() == [1, 2, 2, 2, 2]
    assert tokens["start"].tolist() == [0, 4, 10, 17, 23]


def test_tokens_are_numbered_through_an_article_and_anew_in_the_next():
    first, second = sentences("It rained.", "It snowed."), sentences("It rained.", article_id="y")
    tokens = parse.parse(schema.frame("sentences", [*first.to_dict("records"), *second.to_dict("records")]))
    assert tokens["token_id"].tolist() == [0, 1, 2, 3, 4, 5, 0, 1, 2]
    assert tokens["sentence_id"].tolist() == [0, 0, 0, 1, 1, 1, 0, 0, 0]
    assert tokens.loc[3:5, "start"].tolist() == [11, 14, 20]
    assert tokens["head"].tolist() == [1, 1, 1, 4, 4, 4, 1, 1, 1]


def test_each_sentence_is_parsed_by_itself():
    alone = parse.parse(sentences("He resigned on Monday."))
    after = parse.parse(sentences("No way!", "He resigned on Monday."))
    columns = ["text", "lemma", "pos", "dep", "entity"]
    assert after.loc[after["sentence_id"] == 1, columns].reset_index(drop=True).equals(alone[columns])


def test_words_are_ruled_as_spacy_rules_them():
    texts = [
        "There's nothing that I haven't said: it is gonna rain, and it ain't over.",
        "The bill, which that party wrote, had passed; they had it read, but you did not.",
        "Let's go, y'all, while we can; that's what it was for.  Don't!",
    ]
    nlp = parse.model()
    theirs = list(nlp.pipe(texts))
    for _ in range(2):  # the second time every word is known
        ours = [parse._ruler()(doc) for doc in nlp.pipe(texts, disable=["attribute_ruler"])]
        for doc, other in zip(ours, theirs, strict=True):
            for token, same in zip(doc, other, strict=True):
                assert (token.pos_, token.lemma_, token.morph) == (same.pos_, same.lemma_, same.morph), token


def test_a_word_of_letters_that_no_pattern_names_is_ruled_by_its_tag_and_dependency():
    patterns = parse.model().get_pipe("attribute_ruler").patterns
    alone = [tokens[0] for pattern in patterns for tokens in pattern["patterns"] if len(tokens) == 1]
    assert {name for token in alone for name in token} == {"TAG", "DEP", "LOWER", "IS_SPACE"}
    words = [token["LOWER"] for token in alone if isinstance(token.get("LOWER"), dict)]
    assert all(set(word) <= {"IN", "REGEX"} and "'" in word.get("REGEX", "'") for word in words)


def test_a_capital_by_mistake_leaves_the_text_as_it_is():
    tokens = parse.parse(sentences("The minister praiSed the plan."))
    assert tokens.loc[2, ["text", "lemma"]].tolist() == ["praiSed", "praise"]


def test_a_name_with_a_capital_inside_is_no_slip():
    plain, shown = (parse.parse(sentences(f"She {verb} airBaltic."))["tag"].tolist() for verb in ("praised", "praiSed"))
    assert plain == shown
    lowered = parse.INNER_CAPITAL.sub(parse._without_slip, "saId praiSed praises easyJet deepMind theGuardian")
    assert lowered == "said praised praises easyJet deepMind theGuardian"


def test_no_sentences_give_no_tokens():
    assert parse.parse(schema.frame("sentences", [])).empty


def test_the_model_says_its_name_and_version():
    assert parse.model_version().startswith("en_core_web_sm")
    assert parse.model_version().split()[-1][0].isdigit()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), max_size=3))
def test_any_text_keeps_the_span_law_and_heads_within_the_sentence(texts):
    given_sentences = sentences(*texts)
    tokens = parse.parse(given_sentences)
    assert spans.violations(tokens, articles(given_sentences)).empty
    heads = tokens.merge(tokens, left_on="head", right_on="token_id", suffixes=("", "_of_head"), validate="m:1")
    assert len(heads) == len(tokens)
    assert (heads["sentence_id"] == heads["sentence_id_of_head"]).all()
