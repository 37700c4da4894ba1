"""Tables for a paper: cells worked out by hand, recipes, captions, and the verb that prints them."""

import csv
import io

import pandas as pd
import pytest
from conftest import EVENT

import analysis
from analysis import schema, tables
from analysis.schema import InputError
from analysis.study import Study


class Given:
    """What a study is to a table: the tables that were put in."""

    def __init__(self, **given):
        self.given = given
        self.coded = []

    def table(self, name):
        return self.given[name]

    __getattr__ = table


def articles(*labels):
    return pd.DataFrame(
        {"article_id": [f"id{n}" for n in range(len(labels))], "event": "e", "label": labels, "n_words": 10}
    )


def contrasts():
    same = {"a": "Post", "b": "Wire", "units_a": 9, "units_b": 13, "draws": 99, "scope": "these texts"}
    unknown = dict.fromkeys(["log2_ratio", "low", "high"])
    rows = [
        {"measure": "quoted_words", "count_a": 3, "count_b": 12, "exposure_a": 17, "exposure_b": 34, "rate_a": 17.6,
         "rate_b": 35.3, "more_in": "Wire", "log2_ratio": 1.0, "low": -2.0, "high": float("inf"), "p": 0.25,
         "p_holm": 0.5, "zero": None},
        {"measure": "boosters", "count_a": 0, "count_b": 2.5, "exposure_a": 17, "exposure_b": 34, "rate_a": 0,
         "rate_b": 7, "more_in": "Wire", **unknown, "p": 0.0001, "p_holm": None,
         "zero": "Post: 0 of 9 sentences (at most 28 %)"},
    ]  # fmt: skip
    return schema.frame("contrasts", [same | row for row in rows])


@pytest.fixture
def compared():
    return Given(articles=articles("Post", "Wire"), contrasts=contrasts())


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def test_a_contrast_by_hand(compared):
    assert rows_of(analysis.table(compared, "contrasts", "csv")) == [
        ["Measure", "Post", "Wire", "More in", "Ratio", "Interval", "p (Holm)"],
        ["quoted words", "3 of 17", "12 of 34", "Wire", "2.00", "0.25 or more", "0.500"],
        ["boosters", "0 of 17", "2.5 of 34", "Wire", "", "at most 28 %", ""],
    ]
    caption = tables.prepare(compared, "contrasts").caption
    assert caption.startswith("2 measures in 2 articles: Post (10 words), Wire (10 words).")
    assert "out of words (quoted words, boosters). Ratio: the rate in Wire over that in Post" in caption
    assert "at most 99 draws" in caption
    assert "between these texts" in caption


def test_markdown_by_hand(compared):
    lines = analysis.table(compared, "contrasts", "md", ["measure", "p", "low"]).splitlines()
    assert lines[:5] == [
        "| Measure | p | Low |", "| --- | ---: | ---: |", "| quoted words | 0.250 | −2.00 |",
        "| boosters | < 0.001 |  |".replace("<", "&lt;"), "",
    ]  # fmt: skip
    assert lines[5].startswith("Table: 2 measures in 2 articles")


def test_labels_stand_for_ids_and_several_pairs_are_told_apart(compared):
    three = pd.concat([contrasts(), contrasts().assign(b="Mail")], ignore_index=True)
    study = Given(articles=articles("Post", "Wire", "Mail"), contrasts=three)
    heading, *rows = rows_of(analysis.table(study, "contrasts", "csv"))
    assert heading[:5] == ["Pair", "Measure", "First", "Second", "More in"]
    assert [row[0] for row in rows] == ["Post, Wire", "Post, Wire", "Post, Mail", "Post, Mail"]


def test_a_label_like_a_heading_does_not_swallow_a_column(compared):
    study = Given(articles=articles("Ratio", "Wire"), contrasts=contrasts().assign(a="Ratio"))
    assert rows_of(analysis.table(study, "contrasts", "csv"))[0][1:5] == ["counted_a", "Wire", "More in", "ratio"]


def test_columns_are_chosen_in_the_order_given():
    study = Study.from_texts({"Post": "The mayor said it was late. It rained."})
    assert rows_of(analysis.table(study, "attributions", "csv", ["content", "article_id", "listed", "content"])) == [
        ["Content", "Article id", "Listed"],
        ["it was late", "Post", "yes"],
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nonsense",), "table 'nonsense': unknown; expected one of .*attributions"),
        (("articles", "pdf"), "format 'pdf': unknown; expected one of csv, tex, html, md"),
        (("articles", "csv", ["outlett"]), "table articles: no column 'outlett'; expected some of .*outlet, author"),
        (("articles", "csv", []), "no column named; expected some of article_id"),
    ],
)
def test_what_is_not_there_is_an_error_that_says_what_is(arguments, message):
    with pytest.raises(InputError, match=message):
        analysis.table(Study.from_texts({"Post": "It rained."}), *arguments)


@pytest.mark.parametrize("name", list(schema.TABLES))
def test_every_table_can_be_printed(study, name):
    printed = tables.prepare(study, name)
    found = study.table(name)
    assert len(printed.cells) == len(found)
    assert 1 <= len(printed.cells.columns) <= 7
    assert printed.cells.map(lambda cell: isinstance(cell, str) and "\n" not in cell).all(axis=None)
    assert not {"<NA>", "nan", "None"} & set(printed.cells.to_numpy().ravel())
    ids = "|".join(study.articles["article_id"])
    assert not printed.cells.apply(lambda column: column.str.contains(ids)).any(axis=None) or name == "refused"
    assert "2 articles: Hamza (" in printed.caption
    assert printed.caption.endswith(".")


def test_recipes_have_the_tables_counts(study):
    spoken = tables.prepare(study, "attributions")
    assert spoken.caption.startswith(f"{len(study.attributions)} attributions in 2 articles")
    assert "by hand" not in spoken.caption
    names = set(study.sources["name"]) | set(study.attributions["source"].dropna()) | {""}
    assert set(spoken.cells["Speaker"]) <= names
    several = study.contrasts.set_index("measure").loc["attributions"]
    cells = tables.prepare(study, "contrasts").cells.set_index("Measure")
    assert cells.loc["attributions", "Hamza"] == f"{several.count_a:.0f} in {several.exposure_a:.0f}"
    row = study.contrasts.iloc[0]
    assert tables.prepare(study, "contrasts").cells.iloc[0, 1] == f"{row.count_a:.0f} of {row.exposure_a:.0f}"
    aligned = tables.prepare(study, "alignments")
    assert list(aligned.cells.columns) == ["Status", "Hamza", "Agencies", "Changes", "Conf."]
    alone = study.alignments["status"].eq("only").to_numpy()
    assert (aligned.cells[["Hamza", "Agencies"]].eq("").any(axis=1).to_numpy() == alone).all()
    assert (aligned.cells["Conf."].eq("").to_numpy() == alone).all()


def test_the_caption_says_what_was_coded_by_hand(compared):
    compared.coded = ["hedges"]
    assert tables.prepare(compared, "contrasts").caption.endswith("Coded by hand, where there are codes: hedges.")


def test_long_tables_run_over_pages(study):
    long, short = analysis.table(study, "attributions"), analysis.table(study, "sources")
    assert "\\begin{longtable}" in long
    assert long.count("Found by a trained encoder") == 1
    assert "\\begin{table}" in short
    assert "% Needs in the preamble" in short
    assert all(rule in short for rule in ("\\toprule", "\\midrule", "\\bottomrule"))


def test_number_columns_are_to_the_right(compared):
    text = analysis.table(compared, "contrasts", "tex", ["measure", "counted_a", "count_a"])
    assert r"\begin{tabular}{@{}llr@{}}" in text


def test_the_verb_prints_or_writes(cli, tmp_path):
    code, printed, errors = cli("table", EVENT, "articles", "--to", "csv", "--columns", "label, wire")
    assert (code, printed, errors) == (0, ["Label,Wire", "Hamza,no", "Agencies,yes"], [])
    out = tmp_path / "articles.md"
    assert cli("table", EVENT, "articles", "--to", "md", "--out", out) == (0, [], [])
    assert out.read_text("utf-8").startswith("| Label | Author | Words | Wire |\n")
    assert list(tmp_path.iterdir()) == [out]
    code, printed, errors = cli("table", EVENT, "hedge", "--to", "csv")
    assert (code, printed, len(errors)) == (2, [], 1)
    assert "table 'hedge': unknown; expected one of" in errors[0]
