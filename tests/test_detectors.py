"""Tables of one's own: a detector may be written anew in a running notebook."""

import pytest

from analysis import detectors, schema
from analysis.errors import InputError
from analysis.study import Study


@pytest.fixture
def asked():
    """A study, and a name for a detector that is free again afterwards."""
    yield Study.from_texts({"x": "Why now? She did not say."})
    detectors.remove("asked")


@pytest.mark.parametrize("taken_out", [False, True])
def test_a_detector_written_anew_may_have_other_columns(asked, taken_out):
    @detectors.detector("asked", article_id=str, sentence_id=int)
    def first(study):
        """One sentence that asks."""
        return study.sentences.query("text.str.endswith('?')")[["article_id", "sentence_id"]]

    assert asked.table("asked").columns.tolist() == ["article_id", "sentence_id"]
    if taken_out:  # by whoever puts the registries back as they were
        del detectors.DETECTORS["asked"], schema.TABLES["asked"]

    @detectors.detector("asked", article_id=str, start=int, end=int, text=str)
    def second(study):
        """One sentence that asks."""
        return study.sentences.query("text.str.endswith('?')")[["article_id", "start", "end", "text"]]

    again = Study.from_texts({"x": "Why now? She did not say."})
    assert again.table("asked")["text"].tolist() == ["Why now?"]


def test_a_span_that_holds_other_words_is_an_error(asked):
    @detectors.detector("asked", article_id=str, start=int, end=int, text=str)
    def wrong(study):
        """One sentence, shifted."""
        rows = study.sentences.assign(start=study.sentences["start"] + 1)
        return rows[["article_id", "start", "end", "text"]]

    with pytest.raises(InputError, match="'Why now\\?' does not stand at 1 of x"):
        asked.table("asked")
