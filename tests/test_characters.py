"""Odd characters, encodings and languages."""

import codecs

import pytest
from helpers import BODY, reasons
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, spans
from analysis.intake import characters, decode, language
from analysis.study import Study

# odd characters


ODD = st.text(st.sampled_from("ab f\u00adi\u200b\ufb03\u00a0e\u0301\uff21\0\u202e\n🌊"), max_size=40)


@given(ODD)
def test_the_view_points_back_to_the_text(text):
    seen, places = characters.view(text)
    assert seen == characters.plain(text)
    if places is None:
        assert seen == text
        assert characters.count_odd(text) == {}
    else:
        assert len(places) == len(seen)
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)
    assert not set(seen) & set("\u00ad\u200b\ufb03\u00a0\uff21\0\u202e")


def test_odd_characters_hide_nothing_from_the_detectors():
    text = (
        "The minister said on Monday that the office might find it difficult. “We need efficient boats,” Zoë Flint "
        "warned officials. Critics reportedly claimed that the mayor may resign."
    )
    pairs = {
        "minister": "min\xadis\xadter",
        "fi": "\ufb01",
        "might": "mi\u200bght",
        "said ": "said\xa0",
    }
    odd = text
    for plain, other in {**pairs, "ë": "e\u0308", "may ": "ma\xady\u202f"}.items():
        assert plain in odd
        odd = odd.replace(plain, other)
    one, two = Study.from_texts({"x": text}), Study.from_texts({"x": odd})
    shown = {"attributions": ["source", "cue", "content"], "hedges": ["text", "kind"], "namings": ["text", "actor"]}
    for name, columns in shown.items():
        expected = one.table(name)[columns].astype(object).to_numpy().tolist()
        found = two.table(name)[columns].astype(object).to_numpy().tolist()
        assert [[characters.plain(str(cell)) for cell in row] for row in found] == [
            [str(cell) for cell in row] for row in expected
        ]
        assert found
    assert spans.violations(two.tokens, two.articles).empty
    assert two.articles["text"].item() == odd
    counts = "soft hyphen: 3; zero-width mark: 1; ligature: 5; separate accent: 1; special space: 2"
    assert two.articles["notes"].item() == counts


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_decode(data):
    text, encoding = decode.decode(data)
    assert text.encode("utf-8").decode("utf-8") == text  # which half of a surrogate pair would not let
    assert codecs.lookup(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр сказал, что в городе безопасно. Река вышла из берегов в понедельник утром, и никто не уехал.", "cp1251"),
        ("Der Bürgermeister sagte, die Straßen seien überflutet. Größere Schäden gebe es nicht.", "cp1252"),
    ],
)
def test_other_alphabets_are_recognised(text, encoding):
    assert decode.decode(text.encode(encoding)) == (text, encoding)


# languages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BODY, "en"),
        (BODY.upper(), "en"),
        ("Der Bürgermeister sagte am Montag, die Stadt sei sicher. Niemand müsse gehen.", "de"),
        ("Le maire a déclaré lundi que la ville était sûre.", "fr"),
        ("市长周一表示，该镇是安全的。没有人需要离开。", "zh"),
        ("قال رئيس البلدية يوم الاثنين إن المدينة آمنة.", "ar"),
        ("Yes. No. Ok.", None),
        ("", None),
        ("1 2 3 — 4", None),
    ],
)
def test_languages(text, found):
    assert language.detect(text) == found


def test_a_text_in_another_language_is_refused_and_a_short_one_is_not(event):
    spanish = "El río se desbordó el lunes. La alcaldesa dijo que la ciudad estaba a salvo."
    folder = event(**{"a.txt": BODY, "b.txt": spanish, "c.txt": "Ok. Ok."})
    assert reasons(folder) == {"b.txt": "language 'es'; expected English, the language that the detectors are made for"}
    assert articles.read_event(folder).articles["language"].fillna("?").tolist() == ["en", "?"]
    with pytest.warns(UserWarning, match="1 of 3 articles refused, see Study.refused; b.txt: language 'es'"):
        assert len(Study.read(folder).refused) == 1
