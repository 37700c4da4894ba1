"""The finer parts of framing: directives, presuppositions, label choice, what comes first, codes, form, model."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

import analysis
from analysis import parse, schema, spans
from analysis.discourse import directives, frame_model, presuppositions
from analysis.schema import InputError
from analysis.study import Study

ROW = {"article_id": "x", "segment_id": 0, "role": "body", "n_words": 1, "rank": 1}


def sentences_of(text):
    """The lines of a text as sentences of one article, where they stand."""
    rows, start = [], 0
    for number, line in enumerate(text.split("\n")):
        place = {"sentence_id": number, "start": start, "end": start + len(line)}
        rows += [{**ROW, **place, "text": line}] if line.strip() else []
        start += len(line) + 1
    return schema.frame("sentences", rows)


def directives_of(text):
    sentences = sentences_of(text)
    empty = schema.frame("namings", []), schema.frame("attributions", [])
    return directives.find_directives(sentences, parse.parse(sentences), *empty)


def presupposed(text):
    sentences = sentences_of(text)
    table = presuppositions.find_presuppositions(sentences, parse.parse(sentences), schema.frame("attributions", []))
    return [tuple(row) for row in table[["text", "kind", "given", "content"]].itertuples(index=False)]


ONE_EACH = [
    ("She proposed new rules to curb the trade.", "ask", None, "new rules"),
    ("The mayor asked drivers to slow down.", "ask", "drivers", "to slow down"),
    ("The union urged the firm to raise wages.", "urge", "the firm", "to raise wages"),
    ("She called on both sides to talk.", "urge", "both sides", "to talk"),
    ("The city expects residents to remove snow.", "expect", "residents", "to remove snow"),
    ("The union demanded an apology from the mayor.", "demand", "the mayor", "an apology from the mayor"),
    ("The court demanded that the firm open its books.", "demand", "the firm", "open its books"),
    ("Police ordered residents to leave.", "order", "residents", "to leave"),
    ("Owners were told to clear the snow.", "order", "Owners", "to clear the snow"),
]


@pytest.mark.parametrize(("text", "act", "addressee", "action"), ONE_EACH)
def test_who_is_to_do_what(text, act, addressee, action):
    found = directives_of(text)
    expected = [act, pd.NA if addressee is None else addressee, action]
    assert found[["act", "addressee", "action"]].to_numpy().tolist() == [expected]


def test_the_scale_is_ordered():
    strengths = [directives_of(text)["strength"].item() for text, *_ in ONE_EACH]
    assert strengths == sorted(strengths)
    warned = directives_of("The city warned landlords that they could face fines.")
    threatened = directives_of("The city threatened to fine landlords.")
    assert [*warned["strength"], *threatened["strength"]] == [6, 7]
    assert threatened[["addressee", "consequence"]].to_numpy().tolist() == [["landlords", "fine"]]


@pytest.mark.parametrize(
    ("words", "concreteness"), [("action", 1), ("regulatory measures", 2), ("sanctions", 2), ("a ban", 3)]
)
def test_how_concrete_the_consequence_is(words, concreteness):
    found = directives_of(f"The ministry warned the firm that it could face {words}.")
    assert found[["act", "addressee", "consequence", "concreteness"]].to_numpy().tolist() == [
        ["warn", "the firm", words, concreteness]
    ]


def test_a_condition_makes_a_consequence_a_threat_without_a_verb_that_says_so():
    found = directives_of("The regulator may impose fines if banks refuse to cooperate.")
    assert found["act"].isna().all()
    assert found[["speaker", "addressee", "consequence", "concreteness"]].to_numpy().tolist() == [
        ["The regulator", "banks", "fines", 3]
    ]
    assert directives_of("The regulator may impose fines.").empty


@pytest.mark.parametrize(
    "text",
    [
        "She wanted to sing.",  # of herself
        "He told reporters that it had rained.",  # a report
        "The demand for coal fell.",
        "They ordered pizza and Ann Roe.",
        "The firm faced a fine in May.",  # told, not announced
        "If the firm faces a ban, workers will protest.",  # inside the condition
        "He expected rain.",
        "Prices are expected to fall.",
        "Analysts expect prices to fall.",
        "The plan required great patience.",
        "Experts warned of floods.",  # a danger, nobody is to do anything
    ],
)
def test_what_is_no_directive(text):
    found = directives_of(text)
    assert found[found["text"] != "ordered"].empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The owner keeps refusing to pay.", ("keeps", "change of state", "so before", "refusing to pay")),
        ("If the owner fails to pay, we sue.", ("fails", "implicative", "tried or due", "to pay")),
        ("They resumed the talks.", ("resumed", "change of state", "so before", "the talks")),
        ("The violence persisted.", ("persisted", "change of state", "so before", "The violence")),
        ("The road remains closed.", ("remains", "change of state", "so before", "closed")),
        ("He admitted that it was late.", ("admitted", "factive", "so", "that it was late")),
        ("The firm refused cooperation.", ("refused", "implicative", "asked or offered", "cooperation")),
        ("They have yet to answer.", ("yet", "iterative", "expected or due", "to answer")),
        ("The firm broke the law again.", ("again", "iterative", "so at least once before", "The firm broke the law")),
        (
            "The refusal angered her.",
            ("The refusal", "definite nominalisation", "so", "The refusal"),
        ),
    ],
)
def test_what_is_taken_for_granted(text, expected):
    assert expected in presupposed(text)


@pytest.mark.parametrize(
    "text",
    [
        "He knows whether it rained.",
        "He forgot his keys.",
        "It was a still day.",
        "A refusal would anger her.",
        "She said that it was late.",
        "The train stopped.",
        "Remember the rain.",
        "Still, it rained.",
        "May is yet another month.",
    ],
)
def test_what_presupposes_nothing_here(text):
    assert presupposed(text) == []


def test_a_presupposition_survives_negation_and_says_so():
    sentences = sentences_of("The firm did not stop lying.")
    found = presuppositions.find_presuppositions(sentences, parse.parse(sentences), schema.frame("attributions", []))
    assert found[["text", "content", "negated"]].to_numpy().tolist() == [["stop", "lying", True]]


ODD = ["", "x", "“", "URGED!!! 🙂 TO ACT", "if if if could face could face", "أمر الوزير", "the the the refusal of of"]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_gives_tables(text):
    assert set(directives_of(text).columns) == set(schema.columns("directives"))
    assert isinstance(presupposed(text), list)


WORDS = ["urged", "warned", "could", "face", "a", "ban", "if", "firms", "fail", "to", "pay", "the", "refusal", "“", "”"]
WORDS += [",", ".", "again", "not", "keep", "it", "that"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
def test_span_law_and_no_error_for_any_text(text):
    sentences = sentences_of(text)
    tokens, none = parse.parse(sentences), schema.frame("attributions", [])
    found = directives.find_directives(sentences, tokens, schema.frame("namings", []), none)
    given_ = presuppositions.find_presuppositions(sentences, tokens, none)
    articles = pd.DataFrame({"article_id": ["x"], "text": [text]})
    for table, names in ((found, ["speaker", "addressee", "action", "consequence"]), (given_, ["content", "who"])):
        assert spans.violations(table, articles).empty
        for name in names:
            own = table.dropna(subset=[f"{name}_start"])
            part = own[["article_id"]].assign(start=own[f"{name}_start"], end=own[f"{name}_end"], text=own[name])
            assert spans.violations(part, articles).empty


# The two articles: rows judged right by eye after the detectors were run on them, so this guards, it does not measure.


def test_directives_of_the_two_articles_as_a_careful_reader_tells_them(study):
    labels = study.articles.set_index("article_id")["label"]
    found = study.directives.assign(article=study.directives["article_id"].map(labels))
    assert found[["article", "act", "addressee_actor", "concreteness"]].astype(object).where(
        found[["article", "act", "addressee_actor", "concreteness"]].notna(), None
    ).to_numpy().tolist() == [
        ["Hamza", "urge", "social-media-companies", None],
        ["Hamza", "urge", "social-media-companies", 2],
        ["Hamza", "urge", "social-media-companies", None],
        ["Hamza", "warn", "social-media-companies", 2],
        ["Hamza", "demand", "social-media-companies", None],
        ["Hamza", "expect", "social-media-companies", None],
        ["Hamza", None, "social-media-companies", 3],
        ["Agencies", "warn", "x", 3],
        ["Agencies", None, "social-media-companies", 1],
        ["Agencies", "order", "social-media-companies", None],
        ["Agencies", "urge", "social-media-companies", None],
        ["Agencies", "demand", "social-media-companies", None],
        ["Agencies", "warn", "social-media-companies", 3],
        ["Agencies", None, None, 2],
    ]


def test_only_one_of_the_two_takes_the_refusal_as_going_on(study):
    labels = study.articles.set_index("article_id")["label"]
    found = study.presuppositions.assign(article=study.presuppositions["article_id"].map(labels))
    ongoing = found[found["given"].eq("so before") & found["content"].str.contains("refuse|violat|cooperation")]
    assert ongoing[["article", "text", "voice"]].to_numpy().tolist() == [
        ["Agencies", "continues", "source"],
        ["Agencies", "continued", "source"],
        ["Agencies", "persists", "source"],
    ]


def test_label_choice_names_the_labels_where_one_is_unknown():
    study = Study.from_texts({"Post": "The rioters met.", "Mail": "The protesters met."})
    with pytest.raises(InputError, match="label 'Times': unknown; expected one of Post, Mail"):
        analysis.label_choice(study, "Post", "Times")


def test_label_choice_counts_within_one_referent(study):
    found = analysis.label_choice(study).set_index(["actor", "voice", "label"])
    row = found.loc["social-media-companies", "any", "platform"]
    assert row[["count_a", "of_a", "count_b", "of_b"]].tolist() == [4, 8, 5, 8]
    # Fisher's two-sided p by hand: the tables with the same margins that are no likelier than the one seen.
    likely = hypergeom(16, 9, 8)
    expected = sum(likely.pmf(k) for k in range(1, 9) if likely.pmf(k) <= likely.pmf(4) * (1 + 1e-9))
    assert row["p"] == pytest.approx(expected)
    shared = found.loc["terrorism-linked-accounts", "any", "terrorism/terrorist"]
    assert shared[["count_a", "of_a", "count_b", "of_b"]].tolist() == [2, 3, 3, 5]
    assert (found["p_holm"] >= found["p"] - 1e-12).all()


def test_a_label_in_a_compound_counts_for_what_it_modifies():
    texts = {
        "a": "On Monday rioter videos spread. Police took rioter videos down. The rioters left.",
        "b": "On Monday the rioters left. Police took rioter videos down. The rioters came back.",
    }
    found = analysis.label_choice(Study.from_texts(texts)).query("voice == 'any' and label == 'rioter'")
    assert found[["actor", "count_a", "of_a", "count_b", "of_b"]].to_numpy().tolist() == [
        ["rioter-videos", 2, 2, 1, 1],
        ["rioters", 1, 1, 2, 2],
    ]


def test_first_mentions_by_hand():
    text = "The river flooded the town on Monday.\n\nMayor Ann Roe blamed the dam. The state must repair it, she said."
    found = analysis.first_mentions(Study.from_texts({"a": text})).set_index("item")
    assert found.loc["ann-roe", ["part", "sentence", "words_before"]].tolist() == ["body", 2, 7]
    assert found.loc["remedy", "voice"] == "source"
    ranks = found.reset_index().groupby("kind")["rank"].apply(list)
    assert all(values == list(range(1, len(values) + 1)) for values in ranks)


def test_the_headline_of_the_one_article_names_the_country_and_the_lead_of_the_other_warns(study):
    parts = analysis.headline_and_body(study).set_index(["article", "part"])
    assert parts.loc[("Hamza", "headline"), "directives"] == "urge"
    assert parts.loc[("Agencies", "first sentence"), "directives"] == "warn (a ban and financial penalties)"
    assert parts.loc[("Hamza", "headline"), "actors"].startswith("pakistan")


@pytest.fixture
def coded(study):
    """The study's frames, a sheet with one drop, one accept and one added cue, and the tables to apply it."""
    sheet = analysis.coding_sheet(study.frames)
    sheet.loc[0, "decision"], sheet.loc[1, "decision"] = "drop", "accept"
    sentence = study.sentences[study.sentences["text"].str.contains("IP addresses")].iloc[0]
    start = sentence["start"] + sentence["text"].index("had not provided")
    words = "had not provided IP addresses"
    place = {"article_id": sentence["article_id"], "sentence_id": sentence["sentence_id"]}
    own = {**place, "start": start, "end": start + len(words), "text": words, "frame": "judgement", "decision": "add"}
    return pd.concat([sheet, pd.DataFrame([own])], ignore_index=True)


def applied(study, codes):
    return analysis.apply_codes(study.frames, codes, study.articles, study.sentences, study.unresolved_attributions)


def test_codes_accept_drop_and_add(study, coded):
    found = applied(study, coded)
    assert len(found) == len(study.frames)  # one gone, one come
    added = found[found["method"] == "coder"]
    assert added[["text", "frame", "scheme"]].to_numpy().tolist() == [
        ["had not provided IP addresses", "judgement", "entman"]
    ]
    assert added["attribution_id"].notna().all(), "the minister says so"
    accepted = found[found["method"].str.endswith(", accepted")]
    assert accepted["text"].tolist() == [coded.loc[1, "text"]]
    assert accepted["score"].tolist() == [1.0]
    dropped = tuple(coded.loc[0, ["article_id", "sentence_id", "frame"]])
    assert dropped not in set(found[["article_id", "sentence_id", "frame"]].itertuples(index=False, name=None))


def test_an_empty_sheet_changes_nothing(study):
    pd.testing.assert_frame_equal(applied(study, analysis.coding_sheet(study.frames)), study.frames)


def test_a_sheet_goes_through_a_file(study, coded, tmp_path):
    coded.to_csv(tmp_path / "codes.csv", index=False)
    pd.testing.assert_frame_equal(applied(study, analysis.read_codes(tmp_path / "codes.csv")), applied(study, coded))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": "perhaps"}, "row 2, column decision: 'perhaps'; expected one of accept, drop, add"),
        ({"frame": "blame"}, "row 2, column frame: 'blame'"),
        ({"start": "four"}, "row 2, column start: 'four'; expected a whole number"),
    ],
)
def test_a_wrong_sheet_is_named_with_its_place(coded, tmp_path, change, message):
    broken = coded.astype(object)
    for column, value in change.items():
        broken.loc[0, column] = value
    broken.to_csv(tmp_path / "codes.csv", index=False)
    with pytest.raises(InputError, match=message):
        analysis.read_codes(tmp_path / "codes.csv")


def test_a_sheet_without_columns_or_file_is_an_error(tmp_path):
    (tmp_path / "codes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="missing"):
        analysis.read_codes(tmp_path / "codes.csv")
    with pytest.raises(InputError, match="cannot be read"):
        analysis.read_codes(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("text", "other words", "stands"),
        ("article_id", "nowhere", "is not there"),
        ("sentence_id", 9_999, "outside"),
    ],
)
def test_a_code_must_point_to_its_words(study, coded, column, value, message):
    wrong = coded.copy()
    wrong.loc[len(wrong) - 1, column] = value
    with pytest.raises(InputError, match=message):
        applied(study, wrong)


def test_the_ledger_holds_every_cue_once_with_who_says_so(study):
    found = analysis.function_ledger(study.frames, study.articles, study.sentences, study.attributions)
    cells = found.drop(columns="function").to_numpy().ravel()
    assert sum(cell != "" for cell in cells) == (study.frames["scheme"] == "entman").sum()
    assert any("(Malik)" in cell for cell in cells)


def test_the_coding_form_asks_the_twenty_questions_and_answers_none(study):
    form = analysis.coding_form(study)
    assert form.groupby("article")["number"].apply(list).tolist() == [list(range(1, 21))] * 2
    per_frame = form[form["article"] == "Hamza"].groupby("frame").size().to_dict()
    # Semetko & Valkenburg 2000, table 1
    assert per_frame == {
        "conflict": 4, "economic": 3, "human interest": 5, "morality": 3, "responsibility": 5
    }  # fmt: skip
    assert form["answer"].isna().all()
    assert (form["cues"] == form["by_journalist"] + form["by_source"]).all()


def test_the_features_of_the_frame_model_are_those_of_scikit_learn():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["Coal is coal, and gas is gas.", "The tax on coal.", "A I"]
    oracle = TfidfVectorizer(sublinear_tf=True).fit(texts)
    for text in texts:
        own = frame_model.features(text, oracle.vocabulary_, oracle.idf_)
        assert np.allclose(own, oracle.transform([text]).toarray()[0])


def test_the_frame_model_gives_nothing_to_a_text_without_known_words():
    found = analysis.classify_frames(pd.DataFrame({"article_id": ["x"], "text": ["🙂"]}))
    assert not found["given"].any()
    assert len(found) == 5


def test_what_cannot_direct_gives_no_directive():
    assert directives_of("Illness forced her to leave the hall.").empty
    assert directives_of("He was forced to explain the loss.").empty
    assert directives_of("They expect Ann Roe to recover from the flu.").empty
    assert directives_of("The law requires drivers to wear belts.")["act"].tolist() == ["demand"]


def test_the_action_is_told_to_its_end():
    found = directives_of("Police ordered him to get out and drop the bag.")
    assert found["action"].tolist() == ["to get out and drop the bag"]
    assert directives_of("The city urged landlords to repair lifts or face fines.")["action"].tolist() == [
        "to repair lifts"
    ]
    assert directives_of("They called for footage to be released.")["action"].tolist() == ["footage to be released"]


def test_a_consequence_is_told_with_what_it_is_done_to():
    found = directives_of("The town may take the matter to court if the firm refuses.")
    assert found["consequence"].tolist() == ["the matter to court"]


def test_what_is_no_presupposition():
    assert presupposed("They stop to consider the costs.") == []
    assert presupposed("They fail the town time and time again.") == []
    assert presupposed("The management opened an office.") == []
    assert presupposed("A driver's refusal costs money.") == []


def test_words_and_their_initials_are_one_label():
    texts = {"a": "On Monday the artificial intelligence tools failed.", "b": "On Monday the AI tools came back."}
    found = analysis.label_choice(Study.from_texts(texts)).query("voice == 'any'")
    assert found[["label", "count_a", "count_b"]].to_numpy().tolist() == [["ai", 1, 1], ["tool", 1, 1]]
