"""Articles grouped by event: copies, windows of days, and how well it goes on real events mixed together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.contrast import contrast
from analysis.corpus import events
from analysis.corpus.events import find_events, group
from analysis.schema import InputError
from analysis.study import Study

FLOOD = (
    "River Ahl floods Oberau. The river Ahl burst its banks in Oberau on Monday after a night of rain, and the mayor, "
    "Ann Lee, told people to leave their homes. Firemen took forty people from roofs with boats, Lee said."
)
FLOOD_TOO = (
    "Oberau under water. Ann Lee, mayor of Oberau, ordered homes to be left when the Ahl rose on Monday. Boats brought "
    "forty people from the roofs of flooded houses, and firemen searched the banks of the river all night."
)
BREAD = (
    "Bakers raise prices. A loaf of rye will cost more from May, the guild of bakers said, because flour and gas have "
    "become dear. Shops in Unterau fear that people will bake at home, said Tom Fink, who runs three of them."
)


def table(*texts, dates=None):
    found = pd.DataFrame({"article_id": [f"a{number}" for number in range(len(texts))], "text": texts})
    return found if dates is None else found.assign(published=dates)


def test_reports_of_one_event_are_grouped_and_others_are_not():
    found = find_events(table(FLOOD, BREAD, FLOOD_TOO))
    assert found["event"].tolist() == ["a0", "a1", "a0"]
    assert found["copy_of"].isna().all()


def test_what_is_published_later_than_the_window_is_another_event():
    dates = ["2025-03-03", "2025-03-05", "2025-03-20"]
    found = find_events(table(FLOOD, FLOOD_TOO, FLOOD_TOO + " Again.", dates=dates))
    assert found["event"].tolist() == ["a0", "a0", "a2"]
    assert find_events(table(FLOOD, FLOOD_TOO, dates=["2025-03-03", "no day"]))["event"].tolist() == ["a0", "a0"]
    apart = find_events(table(FLOOD, FLOOD_TOO, dates=["2025-03-03", "2025-03-06"]), window=2)
    assert apart["event"].tolist() == ["a0", "a1"]


def test_a_copy_is_flagged_kept_and_told_of_the_first_published():
    copy = FLOOD.replace("Firemen took", "On Tuesday firemen took") + " –Agencies"
    found = find_events(table(copy, FLOOD, FLOOD_TOO, dates=["2025-03-04", "2025-03-03", "2025-03-03"]))
    assert found["copy_of"].fillna("–").tolist() == ["a1", "–", "–"]
    assert found["event"].tolist() == ["a1", "a1", "a1"]
    plain = [text.lower().replace(",", "").replace(".", "").split() for text in (copy, FLOOD)]
    words = [{tuple(text[place : place + 5]) for place in range(len(text) - 4)} for text in plain]
    share = len(words[0] & words[1]) / len(words[0] | words[1])
    assert found["shared"].iloc[0] == pytest.approx(share, abs=0.15)  # MinHash estimates it


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from([FLOOD, FLOOD_TOO, BREAD])), max_size=6), st.randoms())
def test_any_texts_give_a_row_each_and_order_does_not_matter(texts, random):
    found = find_events(table(*texts))
    assert found["article_id"].tolist() == [f"a{number}" for number in range(len(texts))]
    assert list(found.columns) == events.COLUMNS
    assert found["copy_of"].dropna().isin(found["article_id"]).all()
    assert (found["event"].map(dict(zip(found["article_id"], found["event"], strict=True))) == found["event"]).all()
    order = random.sample(range(len(texts)), len(texts))
    turned = find_events(table(*texts).iloc[order]).set_index("article_id")["event"].reindex(found["article_id"])
    assert np.array_equal(*(pd.factorize(ids)[0] for ids in (found["event"], turned)))


def test_pieces_change_nothing(monkeypatch):
    texts = [FLOOD, BREAD, FLOOD_TOO, BREAD + " Bread!", FLOOD, "", FLOOD_TOO]
    dates = ["2025-03-01", None, "2025-03-02", "2025-03-09", "2025-03-05", None, "2025-03-08"]
    whole = find_events(table(*texts, dates=dates))
    for rows in (1, 2, 3):
        monkeypatch.setattr(events, "ROWS", rows)
        pd.testing.assert_frame_equal(find_events(table(*texts, dates=dates)), whole)


def test_groups_feed_alignment_and_contrast():
    articles = Study.from_texts({"a": FLOOD, "b": FLOOD_TOO, "c": BREAD}).articles
    study = Study(group(articles, find_events(articles)))
    assert set(study.alignments["event"]) == {"a", "c"} - {"c"}
    assert set(contrast(study.measures, study.articles)[["a", "b"]].to_numpy().ravel()) == {"a", "b"}


def test_what_does_not_fit_is_an_error():
    with pytest.raises(InputError, match=r"columns \['text'\] are missing"):
        find_events(pd.DataFrame({"article_id": ["a"]}))
    with pytest.raises(InputError, match="'a0': found twice"):
        find_events(pd.concat([table(FLOOD), table(BREAD)]))


def test_held_out_events_mixed_together_are_found(gold):
    from benchmarks.events import pairwise
    from benchmarks.reference import documents

    articles = pd.DataFrame(documents(gold / "basil_events.jsonl"))
    held_out = articles[articles["event"].isin(sorted(articles["event"].unique())[1::2])]
    for given_dates in (held_out, held_out.drop(columns="published")):
        assert pairwise(given_dates["event"], find_events(given_dates)["event"])[2] >= 0.90
