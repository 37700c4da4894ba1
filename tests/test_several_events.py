"""Several events in one study, by the same outlets: what is said of each is what would be said of it alone."""

import pandas as pd
import pytest

import analysis
from analysis.figures import FIGURES
from analysis.reading import marking
from analysis.study import Study
from analysis.summary.telling import tellings

# Two events with one id for two persons: "mayor" is the mayor of the one and the former mayor of the other.
REPORTS = {
    "bridge": {
        "Post": "Ferry sinks\n\nThe mayor alleged that the old ferry had sunk in the harbour.",
        "Wire": "Ferry gone\n\nThe harbour police said that the old ferry had sunk in the harbour.",
    },
    "school": {
        "Post": "School burns\n\nThe former mayor alleged that the village school had burned to the ground.",
        "Wire": "School lost\n\nThe fire brigade said that the village school had burned to the ground.",
    },
}


def read(*events):
    rows = [
        {"article_id": f"{event}-{outlet}", "event": event, "outlet": outlet, "label": outlet, "text": text}
        for event in events
        for outlet, text in REPORTS[event].items()
    ]
    return Study.from_frame(pd.DataFrame(rows))


@pytest.fixture(scope="module")
def both():
    return read(*REPORTS)


@pytest.fixture(scope="module", params=REPORTS)
def one(request):
    return read(request.param)


def test_one_id_stands_for_two_persons(both):
    mayors = both.sources[both.sources["source_id"] == "mayor"]
    assert mayors[["event", "name"]].to_numpy().tolist() == [["bridge", "The mayor"], ["school", "The former mayor"]]


def test_what_changed_names_the_speakers_of_its_own_event(both, one):
    event = one.articles["event"].iloc[0]
    told = both.changes[both.changes["event"] == event].reset_index(drop=True)
    columns = [
        "alignment_id",
        "kind",
        "in_a",
        "in_b",
    ]  # words hold the labels, which name the event where there are two
    assert (told["kind"] == "source").any()
    pd.testing.assert_frame_equal(told[columns], one.changes[columns])


def test_names_are_those_of_the_event(both, one):
    alone, together = tellings(one), tellings(both)
    assert {key: together[key].names for key in alone} == {key: telling.names for key, telling in alone.items()}


def test_marks_name_the_speaker_of_the_event(both, one):
    own = [mark for mark in marking.marks(both) if mark.article_id in set(one.articles["article_id"])]
    assert [mark.note for mark in own if mark.layer == "attribution"] == [
        mark.note for mark in marking.marks(one) if mark.layer == "attribution"
    ]
    assert len({number for (_, actor), number in marking.actors(both).items() if actor == "mayor"}) == 2


def test_what_differs_is_said_of_each_event(both):
    told = analysis.what_differs(both)["text"].str.replace(r" \((?:bridge|school)\)", "", regex=True).tolist()
    assert told == [text for event in REPORTS for text in analysis.what_differs(read(event))["text"]]


@pytest.mark.parametrize("name", ["voices", "naming", "agency"])
def test_two_with_one_id_are_two_in_a_figure(both, one, name):
    event = one.articles["event"].iloc[0]
    drawn, alone = (FIGURES[name].data(study) for study in (both, one))
    key = drawn.columns[0]
    mayors = {shown for shown in drawn[key] if str(shown).startswith("mayor")}
    assert mayors == {"mayor (bridge)", "mayor (school)"}
    own = drawn[~drawn[key].isin(mayors - {f"mayor ({event})"})].replace(f"mayor ({event})", "mayor")
    if name == "naming":
        own = own.set_axis([column.removesuffix(f" ({event})") for column in own.columns], axis=1)[alone.columns]
        assert own[own[key] == "mayor"].to_numpy().tolist() == alone[alone[key] == "mayor"].to_numpy().tolist()
        return
    own = own[own["article"].str.endswith(f"({event})")]
    values = alone.columns[2:]
    assert (own[own[key] == "mayor"][values].to_numpy() == alone[alone[key] == "mayor"][values].to_numpy()).all()
