"""Hostile text stays text in LaTeX, HTML and Markdown, and the LaTeX compiles."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pandas as pd
import pytest
from conftest import EVENT

import analysis
from analysis import tables
from analysis.paper import typeset

HOSTILE = (
    r"\input{secret} {x} $1 & #2 ^3 _4 50% ~ <script>alert(1)</script> | \"q\" `\end{tabular}` "
    "*b* [c] --- ,, ?` 😀 \u202e\u0645 Erdoğan naïve – “so” € " + "a" * 90
)
PREAMBLE = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp,array,booktabs,longtable}
\begin{document}
"""


def hostile():
    cells = pd.DataFrame({HOSTILE: [HOSTILE, "*first", "[1]"], "n": ["1.00", "−2.00", ""]}, dtype=object)
    return typeset.Printed("hostile", cells, frozenset({"n"}), HOSTILE)


def test_no_command_of_latex_is_left():
    escaped = typeset.escape_tex(HOSTILE)
    own = re.compile(r"\\(text(backslash|ascii\w+|less|greater|bar|quotedbl|minus)\{\}|allowbreak\{\}|[{}$&#_%])")
    left = own.sub("", escaped).replace("{[}", "").replace("{]}", "").replace("{*}", "").replace("{}", "")
    assert re.findall(r'[\\{}$&#^_%<>|"`*]', left) == []
    assert "{[}U+1F600{]}" in escaped
    assert "{[}U+202E{]}{[}U+0645{]}" in escaped
    assert "Erdoğan naïve – “so” €" in escaped
    assert typeset.escape_tex("A & B_c, 5 %") == r"A \& B\_c,{} 5~\%"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)

    def handle_data(self, data):
        self.words.append(data)


def test_no_tag_gets_into_html():
    page = Tags()
    page.feed(typeset.to_html(hostile()))
    assert page.tags == {
        "html",
        "head",
        "meta",
        "style",
        "body",
        "table",
        "caption",
        "thead",
        "tr",
        "th",
        "tbody",
        "td",
    }
    assert page.words.count(HOSTILE) == 3
    assert typeset.to_html(hostile()) == typeset.to_html(hostile())


def test_no_mark_of_markdown_is_left():
    text = typeset.to_md(hostile())
    assert len(text.splitlines()) == 7
    for line in text.splitlines()[:5]:
        assert len(re.findall(r"(?<!\\)\|", line)) == 3
    assert "<" not in text
    assert not re.search(r"(?<!\\)[`*_\[\]$#]", text.replace(r"\\", ""))


@pytest.fixture
def compiled(tmp_path):
    """Compile LaTeX; what pdflatex says of errors and of lines that run out of the page."""
    if not shutil.which("pdflatex") or not shutil.which("kpsewhich"):
        pytest.skip("no pdflatex: install TeX Live to test that the LaTeX compiles")

    def run(*bodies):
        (tmp_path / "t.tex").write_text(PREAMBLE + "\n".join(bodies) + "\n\\end{document}\n", encoding="utf-8")
        command = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "-draftmode", "t.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
        log = (tmp_path / "t.log").read_text(encoding="latin-1")
        if "not found" in log and "File `" in log:
            pytest.skip("pdflatex lacks a package: install TeX Live's recommended packages")
        assert done.returncode == 0, re.findall(r"^!.*(?:\n.*){4}", log, re.MULTILINE)[:3]
        return [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt", log)]

    return run


def test_the_latex_compiles_and_fits_the_page(study, compiled):
    names = list(tables.RECIPES)
    assert [points for points in compiled(*(analysis.table(study, name) for name in names)) if points > 4] == []


def test_the_latex_of_three_articles_fits_the_page(compiled):
    """A column more, and measures with long names: nothing runs out of the line of LaTeX's narrow article class."""
    study = analysis.Study.read(EVENT.parent / "ferry-fire")
    assert compiled(*(analysis.table(study, name) for name in ("contrasts", "attributions", "alignments"))) == []


def test_hostile_latex_and_every_character_that_is_let_through_compile(compiled):
    compiled(typeset.to_tex(hostile()), typeset.escape_tex(" ".join(sorted(typeset.SET)) + " \u00a0 \u00ad −"))
