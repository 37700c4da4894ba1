"""Any text through every detector: nothing raises, and every row points to the words that it names."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import schema, spans
from analysis.study import Study

NASTY = {
    "empty": "",
    "space": " \n\t\r\n\u00a0\u2028 ",
    "one letter": "a",
    "one mark": "“",
    "only marks": "?!… — “” '' \"\" () [ ] ;;;",
    "headline only": "Mayor resigns",
    "capitals": "THE MAYOR SAID THE BRIDGE MAY BE CLOSED. “WE NEED BOATS,” SHE WARNED.",
    "opened and never closed": "“We need boats, she said. The river rose. “And tents, he added.\n\nIt rained.",
    "closed and never opened": "We need boats,” she said. It rained.” He left.",
    "straight and odd": 'He said "it rained. "It snowed", she said". \'Perhaps,\' they said\'.',
    "quotes in quotes": "“He told me ‘I may go’, and “she” said ‘no’,” Ali said.",
    "emoji": "🌊🌊 The mayor 👩🏽‍💼 said: “Help 🆘!” Officials reportedly 🤷 agreed. 🇵🇰",
    "combining": "Zoe\u0308 sa\u0301id that i\u0307t ma\u0308y rain. N\u0303an\u0303dú claimed it.",
    "right to left": "قال الوزير إن المنصات قد تواجه حظرا. “أمر مهم”، قال. שר הפנים אמר: ״אולי״. The minister said so.",
    "direction marks": "The \u202emayor\u202c said \u200bit \u2066may\u2069 rain.\ufeff",
    "chinese": "部长说：“也许会下雨。”他警告说。The minister said “也许”.",
    "one long word": "a" * 20_000,
    "one long sentence": "The mayor said that " * 300 + "it rained.",
    "no sentence ends": ", and officials warned it may rain" * 200,
    "many short lines": "Yes.\n" * 200,
    "only a byline": "By Ali Khan\nCorrespondent",
    "dateline only": "ISLAMABAD: –Agencies",
    "control characters": "The mayor\x00 said\x07 it\x1b[31m rained.\x7f\x85 He left.",
    "html": "<p>The mayor <b>said</b> &ldquo;no&rdquo;.</p><script>alert('x')</script>",
    "formula": "=SUM(A1:A9), he said. +1 @mayor -x; \"a,b\",\n'c'",
    "windows": "Flood\r\n\r\nThe mayor said it may rain.\r\nShe left.\r\n",
    "numbers": "1.5 2,000 3/4 5% $6 7:30 8°C 9th ½ ² 10-11 12–13. 14 said 15.",
    "abbreviations": "Mr. J. R. Smith Jr. of the U.S. Dept. of St. Vincent, Inc., said No. 5 vs. No. 6 a.m. etc.",
    "pronouns only": "He said she said they said it said he told her that he, she and they said so.",
    "cues only": "said warned claimed alleged according to reportedly may might could perhaps",
}
POINTING = ["segments", "sentences", "tokens", "hedges", "namings", "frames", "claims"]
# Words and marks that detectors react to, so that generated texts reach their branches.
WORDS = """said warned that “ ” " ' ‘ ’ ( ) — – : ; , . ? ! … He She they Ali Khan the minister officials may not if
    claimed according to reportedly was banned by Pakistan US 19 19% accounts and or who which 🌊 ا é"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", "\r\n", " "])
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=120),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)


def pointed_at(study):
    """Every span of every table that quotes the article, with the words that it should hold."""
    for name in POINTING:
        yield name, study.table(name)[["article_id", "start", "end", "text"]]
    for role in ("agent", "patient"):
        columns = {f"{role}_start": "start", f"{role}_end": "end", role: "text"}
        yield role, study.clauses[["article_id", *columns]].rename(columns=columns).dropna()


def check(study, *left_out):
    """All tables are made and fit their schema; their spans hold the words they name."""
    for name in set(schema.TABLES) - set(left_out):
        table = study.table(name)
        pd.testing.assert_frame_equal(schema.frame(name, table), table)
    for name, table in pointed_at(study):
        assert spans.violations(table, study.articles).empty, name
    texts = dict(zip(study.articles["article_id"], study.articles["text"], strict=True))
    for row in study.attributions.itertuples():
        for role in ("source", "cue", "content"):
            packed, words = getattr(row, f"{role}_spans"), getattr(row, role)
            pieces = spans.unpack(packed)
            assert all(0 <= start < end <= len(texts[row.article_id]) for start, end in pieces)
            assert pd.isna(words) if not pieces else spans.quote(texts[row.article_id], pieces) == words


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_text_beside_a_plain_one(name):
    study = Study.from_texts({"nasty": NASTY[name], "plain": "The mayor said that it may rain. Officials agreed."})
    check(study)
    assert study.articles.set_index("article_id").loc["nasty", "text"] == NASTY[name]


def test_all_nasty_texts_in_one_event():
    study = Study.from_texts(NASTY)
    check(study, "alignments", "contrasts")  # hundreds of pairs, tested above two by two
    assert study.articles["article_id"].tolist() == list(NASTY)


def test_one_text_alone():
    check(Study.from_texts({"only": "The mayor said that it may rain."}))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text(text):
    check(Study.from_texts({"x": text, "y": "The mayor said that it may rain."}), "contrasts")
