"""The prose of the notebooks against what it speaks of: quotations, names, and the numbers of the two articles.

What a sentence says of a number that may move stands in `CLAIMS` with the number: when a detector changes, the test
names the sentence to read again. Better still is a sentence that code prints, or one that needs no number.
"""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from scipy import stats

import analysis
from analysis import schema
from analysis.drawing import canvas
from analysis.drawing.pairs import STANCES, shift_counts

ROOT = Path(__file__).parent.parent
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
OF_THE_EVENT = [path for path in PATHS if path.stem[:2] < "09"]  # all on the same two articles
# In quotation marks, but no quotation from the articles: words that are talked about.
WORDS = {"many", "more in", "no match found", "no match was found", "left out"}
CODE = re.compile(r"`([^`\n]+)`")


def read(path):
    return nbformat.read(path, 4)


def prose(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def plain(text):
    """One kind of quotation marks and spaces, no emphasis, lower case."""
    text = text.replace("“", '"').replace("”", '"').replace("’", "'").replace("*", "")
    return re.sub(r"\s+", " ", text).lower()


def shown(notebook):
    """Everything that the code cells say and print."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    printed = [
        str(part)
        for cell in cells
        for output in cell.outputs
        for part in (
            output.get("text", ""),
            *(output.get("data", {}).get(kind, "") for kind in ("text/plain", "text/html")),
        )
    ]
    return " ".join([*(cell.source for cell in cells), *printed])


def misquoted(texts, source):
    """Words in quotation marks that stand nowhere in the source; an ellipsis parts them."""
    quoted = [found for text in texts for found in re.findall(r'"([^"]+)"', plain(CODE.sub("", text)))]
    parts = [part.strip(" ,.;") for found in quoted if found not in WORDS for part in found.split("…")]
    return [part for part in parts if part not in source]


def accuracy_columns():
    return analysis.detector_accuracy().columns


def unknown_names(texts, source):
    """Names in backticks that neither the code and its output nor the package have; files that are not there."""
    columns = {name for table in schema.TABLES for name in schema.columns(table)}
    known = {*analysis.__all__, *analysis.catalogue()["measure"], *canvas.FIGURES, *columns, *accuracy_columns()}
    names = [name for text in texts for name in CODE.findall(text)]
    words = [name for name in names if re.fullmatch(r"[a-z_]\w*", name) and name not in known]
    missing = [word for word in words if not re.search(rf"\b{word}\b", source)]
    attributes = [name.removeprefix("analysis.") for name in names if re.fullmatch(r"analysis\.\w+", name)]
    missing += [name for name in attributes if name not in analysis.__all__]
    tables = [name.removeprefix("study.") for name in names if re.fullmatch(r"study\.\w+", name)]
    missing += [name for name in tables if not hasattr(analysis.Study, name)]
    files = [name for name in names if re.fullmatch(r"[\w/.-]+\.(?:md|csv|csv\.gz)", name) and "/" in name]
    return missing + [name for name in files if not (ROOT / name).exists()]


@pytest.mark.parametrize("path", OF_THE_EVENT, ids=lambda path: path.stem)
def test_what_stands_in_quotation_marks_stands_in_the_articles(path):
    articles = (ROOT / "data" / "articles" / "pakistan-platforms").glob("*.txt")
    assert misquoted(prose(read(path)), plain(" ".join(file.read_text(encoding="utf-8") for file in articles))) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_what_is_named_is_there(path):
    notebook = read(path)
    assert unknown_names(prose(notebook), shown(notebook)) == []


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_heading_comes_once_and_something_follows_it(path):
    headings = [(number, text) for number, text in enumerate(prose(read(path))) if text.startswith("#")]
    titles = [text.splitlines()[0] for _, text in headings]
    assert sorted(set(titles)) == sorted(titles)
    cells = [cell.source for cell in read(path).cells]
    alone = [cell for cell, after in pairwise([*cells, "#"]) if re.fullmatch(r"#.*", cell) and after.startswith("#")]
    assert alone == []


def test_the_pictures_are_those_of_the_table_in_the_readme():
    rows = re.findall(r"^\| \[(\d\d_\w+)\]\([^)]*\) \|[^|]*\|([^|]*)\|", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert [name for name, _ in rows] == [path.stem for path in PATHS]
    for name, figures in rows:
        drawn = re.findall(r'analysis\.draw\(study, "(\w+)"\)', shown(read(ROOT / "notebooks" / f"{name}.ipynb")))
        named = [figure.strip() for figure in figures.split(",") if figure.strip() in canvas.FIGURES]
        assert set(named) <= set(drawn), name


def test_what_shows_follows_what_is_shown():
    for path in PATHS:
        cells = read(path).cells
        for before, cell in pairwise(cells):
            if cell.cell_type == "markdown" and cell.source.startswith("**What it shows"):
                assert before.cell_type == "code", f"{path.stem}: {cell.source[:80]}"
                assert before.outputs, f"{path.stem}: {cell.source[:80]}"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ('The river "burst its banks".', []),
        ('It "burst … banks", the "flood" too.', ["flood"]),
        ('*Post* says "**Burst** its banks," `"code"` apart', []),
    ],
)
def test_the_look_for_misquotations(text, wrong):
    assert misquoted([text], plain("The river burst its banks.")) == wrong


def test_the_look_for_unknown_names():
    text = "`draw`, `labels`, `colour`, `shape` and `analysis.nothing`, `study.hedges`, `study.jokes`, `docs/none.md`"
    assert unknown_names([text], "shape = 1") == ["colour", "nothing", "jokes", "docs/none.md"]


def rates(study, measure):
    return study.contrasts.set_index("measure").loc[measure, ["rate_a", "rate_b"]].astype(float)


def counts(study, measure):
    return study.contrasts.set_index("measure").loc[measure, ["count_a", "count_b"]].tolist()


def cues(study, engagement):
    """The cues of a kind in the body of each article, by label."""
    found = study.attributions[study.attributions["engagement"] == engagement].merge(
        study.sentences[["article_id", "sentence_id", "role"]], validate="m:1"
    )
    found = found[found["role"] == "body"].merge(study.articles[["article_id", "label"]], validate="m:1")
    return {label: set(found.loc[found["label"] == label, "cue"]) for label in study.articles["label"]}


def heard(study):
    return set(study.attributions["source_id"].dropna())


def in_order(study):
    """How alike the order of the shared claims is (Kendall's tau)."""
    both = study.alignments[study.alignments["status"] == "both"]
    return stats.kendalltau(both["claim_a"].astype(int), both["claim_b"].astype(int)).statistic


def shift(study):
    """Of the shared claims that are put in another way, how many more commit the second article further."""
    told = shift_counts(study)
    moved = told["stance_a"].map(STANCES.index) - told["stance_b"].map(STANCES.index)  # the first commits most
    return ((moved > 0).astype(int) - (moved < 0).astype(int)).mul(told["n"]).sum()


CLASS = "social-media-companies"


def first_rank(study, actor):
    rows = analysis.first_mentions(study).query("kind == 'actor' and item == @actor")
    return rows.set_index("article")["rank"]


def scores(study, layer, measure):
    rows = analysis.accuracy_of(study).query("what == 'whole' and layer == @layer and measure == @measure")
    return rows.set_index("match")[["value", "low", "high"]]


def wrong(study, error):
    return sum(
        (analysis.errors_of(study, layer)["error"] == error).sum() for layer in ("attributions", "hedges", "namings")
    )


SIDES = ["percentile_a", "percentile_b"]


def placed(study, column):
    return analysis.place(study.contrasts, study.articles).set_index("measure")[column].astype(float)


# The notebook, the words, and what must hold of the study that they may stand.
CLAIMS = [
    ("00", "Most of either report is somebody's word", lambda s: (rates(s, "attributed_words") > 50).all()),
    ("00", "keeps a distance at points where *Agencies* does not", lambda s: counts(s, "distancing_cues")[1] == 0),
    ("00", '"alleging"', lambda s: {"says", "alleging", "described as"} <= cues(s, "distance")["Hamza"]),
    ("00", 'the minister "recalled" and "noted"', lambda s: {"recalled", "noted"} <= cues(s, "endorse")["Agencies"]),
    ("00", "would produce differences as large as these", lambda s: s.contrasts["p_holm"].min() > 0.05),
    ("00", "it is *Agencies* that commits itself more", lambda s: shift(s) > 0),
    ("02", '"alleging", "described as", "it says"', lambda s: not cues(s, "distance")["Agencies"]),
    ("02", "neither the platforms nor India or Afghanistan", lambda s: not {"x", "facebook", "india", "afghanistan",
        "social-media-companies"} & heard(s)),
    ("03", "In the journalists' own words no hedge was found", lambda s: counts(s, "journalist_hedges") == [0, 0]),
    ("03", "In both reports the hedging is the sources'", lambda s: min(counts(s, "source_hedges")) > 0),
    ("04", "Fisher's test finds none", lambda s: analysis.label_choice(s)["p_holm"].min() > 0.05),
    ("04", "The companies as a class come second in *Hamza*", lambda s: first_rank(s, CLASS)["Hamza"] == 2),
    ("04", "in *Agencies* X does", lambda s: first_rank(s, "x")["Agencies"] == 2),
    ("05", "share most of their substance", lambda s: (analysis.told_shares(s).query("status == 'both'")["share"] > 0.5)
        .all()),
    ("05", "in almost the same order", lambda s: in_order(s) > 0.8),
    ("06", "most of either is somebody's words", lambda s: (rates(s, "attributed_words") > 50).all()),
    ("06", "the sources hedge much", lambda s: placed(s, SIDES).loc["source_hedges"].min() > 90),
    ("06", "few of its rows are small", lambda s: (placed(s, "differ_as_much") < 20).mean() < 0.2),
    ("08", "nearly always is one", lambda s: all(scores(s, layer, "precision").loc["overlap", "value"] > 0.9
        for layer in ("attributions", "namings"))),
    ("08", "what is missed is more than what is invented", lambda s: wrong(s, "miss") > wrong(s, "false alarm")),
    ("08", "exact boundaries are worse than places", lambda s: scores(s, "namings", "f1")["value"].diff().max() > 0.05),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words", "holds"), CLAIMS, ids=[f"{number} {words[:30]}" for number, words, _ in CLAIMS]
)
def test_what_the_prose_says_of_numbers_holds(study, number, words, holds):
    (path,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    assert any(plain(words) in plain(text) for text in prose(read(path))), "the words are gone: take the claim out too"
    assert holds(study), f"{path.name}: this is no longer so, or no longer so plainly"
