"""What `check` says of a folder; nasty files are read or refused, and nothing is lost."""

import json

import pytest
from helpers import AGENCY, BODY, MORE, PAGE
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles
from analysis.commands import check as verb
from analysis.intake import check
from analysis.schema import InputError


def test_check_shows_what_is_there(event, capsys):
    page = PAGE.format(BODY, MORE).encode("cp1252")
    files = {
        "post.txt": AGENCY,
        "mail.txt": f"Mayor stays\n\n{AGENCY}\n\nIt snowed.",
        "page.html": page,
        "bad.txt": b" ",
        "x.png": b"",
    }
    folder = event(**files)
    found = check.look(folder)
    assert [(row["label"], row["headline"], row["words"], row["sentences"]) for row in found["articles"]] == [
        ("mail", "Mayor stays", 37, 3), ("page", "Mayor stays", 30, 4), ("post", None, 35, 2)
    ]  # fmt: skip
    assert found["articles"][1]["missing"] == []
    assert found["articles"][2]["furniture"] == pytest.approx(2 / 37, abs=0.001)
    assert found["refused"] == [{"file": "bad.txt", "reason": "empty (1 bytes); expected text"}]
    assert found["aside"] == ["x.png"]
    assert found["copies"][0]["added"] == ["only in mail: 2 words “It snowed”", "only in post: 0 words"]
    with pytest.raises(verb.typer.Exit) as ended:
        verb.check(folder)
    assert ended.value.exit_code == 1
    printed = capsys.readouterr().out
    assert "3 article(s) will be analysed, 102 words; 1 refused" in printed
    assert "no headline found: post" in printed
    with pytest.raises(verb.typer.Exit):
        verb.check(folder, as_json=True)
    assert json.loads(capsys.readouterr().out) == found


NASTY = {
    "one word": "Flood.",
    "headline only": "Mayor resigns",
    "capitals": BODY.upper(),
    "marks": "«We go», he said. „No“, she said. “Why? ‘Because `they` said so, he added.",
    "emoji": "🌊🌊 The mayor 👩🏽‍💼 said: “Help 🆘!” Officials agreed. 🇵🇰",
    "right to left": "The \u202emayor\u202c said \u2066it\u2069 may rain. He left the town on Monday. \u200f",
    "nul": "The mayor\0 said that it may rain. She left the town on Monday.",
    "windows": b"The mayor said \x93it may rain\x94 \x96 she left.",
    "script": b"<html><script>while(1){}</script><p>The mayor said that it may rain on Monday.</p></html>",
    "short": "Yes.\n" * 500,
    "long": ("The mayor said that it may rain, " * 6_000).encode(),
    "binary": bytes(range(256)) * 8,
    "urdu": "وزیر نے پیر کو کہا کہ شہر محفوظ ہے۔ کسی کو جانے کی ضرورت نہیں۔",
}


def test_nasty_files_are_looked_at_and_nothing_is_lost(event):
    files = {f"{name}.{'html' if name == 'script' else 'txt'}": text for name, text in NASTY.items()}
    found = check.look(event(**files))
    seen = [row["file"] for row in found["articles"]] + [row["file"] for row in found["refused"]] + found["aside"]
    assert sorted(seen) == sorted(files)
    assert {row["file"] for row in found["refused"]} == {"headline only.txt", "binary.txt", "urdu.txt"}
    long = next(row for row in found["articles"] if row["label"] == "long")
    assert long["words"] == 7 * 6_000
    assert "\n".join(check.report(found))


@given(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.md", "c.html", "d.csv", "articles.csv"]),
        st.binary(max_size=200) | st.text(max_size=100).map(str.encode),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_files_are_read_or_refused_with_one_message(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("any")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        read = articles.read_event(folder)
    except InputError as error:
        message = str(error)
    else:
        message = " ".join(["expected", *read.articles["file"], *read.refused["file"], *read.aside, "articles.csv"])
        assert all(name in message for name in files)
    assert "expected" in message
