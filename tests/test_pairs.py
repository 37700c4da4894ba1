"""Many articles: what is computed grows with their number, not with its square, and `check` says so."""

import pandas as pd

from analysis import alignment, contrast
from analysis.intake import check
from analysis.study import Study


def test_contrasts_of_many_are_with_the_first():
    names = [f"n{number:02}" for number in range(14)]
    articles = pd.DataFrame({"article_id": names, "event": "flood", "label": names})
    rows = [("labels", name, unit, float(unit % 2), 1.0) for name in names for unit in range(4)]
    measures = pd.DataFrame(rows, columns=["measure", "article_id", "unit", "count", "exposure"])
    found = contrast.contrast(measures, articles, draws=10)
    assert found[["a", "b"]].to_numpy().tolist() == [["n00", name] for name in names[1:]]
    few = contrast.contrast(measures[measures["article_id"] < "n12"], articles.head(12), draws=10)
    assert len(few) == 66


def test_alignments_of_many_are_with_the_first():
    study = Study.from_texts({f"n{number:02}": f"The mayor said that {number} boats came." for number in range(13)})
    found, _ = alignment.align_event({name: study.table(name) for name in alignment.NEEDS})
    pairs = found[["article_a", "article_b"]].drop_duplicates().to_numpy().tolist()
    assert pairs == [["n00", f"n{number:02}"] for number in range(1, 13)]


def test_check_says_so(tmp_path):
    for number in range(13):
        (tmp_path / f"n{number:02}.txt").write_text(
            f"The mayor said on day {number} that {number} boats came to the town."
        )
    remarks = check.look(tmp_path)["remarks"]
    assert f"{tmp_path.name} has 13 articles: with more than 12, each is compared with the first, n00, only" in remarks
