"""What changed between two tellings of a claim, one change at a time."""

import pytest

from analysis.telling.changes import compare
from analysis.telling.evidence import Context, Evidence, Link
from analysis.telling.matter import TWO_WORDINGS
from analysis.telling.quantities import Quantity

LABELS = ("North", "South")


def evidence(numbers=(), near=(), told=(), **given_values):
    """Evidence of a claim with these numbers of accounts, among those of its sentence and of its article."""
    here = [
        [Quantity(0, "number", float(value), "account", f"{value} accounts") for value in values]
        for values in (numbers, [*numbers, *near], [*numbers, *near, *told])
    ]
    context = Context(quantities=tuple(here[1]), told=tuple(here[2]), attributed=given_values.pop("attributed", False))
    return Evidence(quantities=tuple(here[0]), context=context, **given_values)


def describe(a, b, labels):
    return "; ".join(change.words for change in compare(a, b, labels)) or None


def link(cue, engagement="acknowledge", act="assert", speaker="roe", *, lemma=None, kind=None):
    return Link(frozenset({speaker} if speaker else ()), speaker, kind, cue, lemma or cue, act, engagement)


def test_nothing_changed():
    assert describe(evidence(), evidence(), LABELS) is None


def test_engagement_shift_and_source():
    a = evidence(chain=(link("alleging", "distance"),))
    b = evidence(chain=(link("adding"),))
    assert describe(a, b, LABELS) == "North distances (alleging), South acknowledges (adding)"
    c = evidence(chain=(link("adding", speaker="doe"),))
    assert describe(b, c, LABELS) == "source: North roe, South doe"


def test_an_unresolved_source_is_not_another_one():
    assert describe(evidence(chain=(link("said"),)), evidence(chain=(link("said", speaker=None),)), LABELS) is None


def test_a_source_between():
    a = evidence(chain=(link("found", speaker="auditors"), link("said")))
    assert describe(a, evidence(chain=(link("said"),)), LABELS) == "source only in North: auditors"


def test_a_deed_or_a_thought_is_no_attribution_lost():
    deed = Link(frozenset({"roe"}), "roe", "named", "backed", "back", "express", "acknowledge", says=False)
    assert describe(evidence(), evidence(chain=(deed,)), LABELS) is None
    assert describe(evidence(), evidence(chain=(link("said", speaker=None),)), LABELS) is None


def test_one_source_in_other_words():
    a, b = (evidence(chain=(link("says", speaker=one),)) for one in ("the indictment", "a sealed indictment"))
    assert describe(a, b, LABELS) is None


def test_what_is_denied_in_other_words_is_not_negated_only_here():
    assert describe(evidence(negated=True), evidence(text="they refused to pay"), LABELS) is None


def test_attribution_lost():
    assert describe(evidence(), evidence(chain=(link("said"),)), LABELS) == "attributed only in South (roe, said)"


@pytest.mark.parametrize("bare", [{"quotations": ("we will not pay",)}, {"attributed": True}])
def test_a_cue_that_may_have_been_missed_is_no_attribution_lost(bare):
    assert describe(evidence(**bare), evidence(chain=(link("said"),)), LABELS) is None


def test_the_kind_of_another_source():
    a, b = evidence(chain=(link("said"),)), evidence(chain=(link("showed", speaker="audits", kind="document"),))
    assert describe(a, b, LABELS) == "source: North roe, South audits (document)"


def test_the_act_changed():
    a, b = evidence(chain=(link("expected", act="think"),)), evidence(chain=(link("demanded", act="direct"),))
    assert describe(a, b, LABELS) == "act: North think (expected), South direct (demanded)"
    to_all, to_one = link("warning", lemma="warn"), link("warned", act="direct", lemma="warn")
    assert describe(evidence(chain=(to_all,)), evidence(chain=(to_one,)), LABELS) is None
    c = evidence(chain=(link("urged", act="direct"),))
    assert describe(b, c, LABELS) == "cue: North demanded, South urged"


def test_hedge_booster_and_negation():
    a, b = evidence(hedges=(("hedge", "could"),)), evidence(hedges=(("hedge", "may"), ("booster", "clearly")))
    assert describe(a, b, LABELS) == "hedge: North could, South may; booster only in South: clearly"
    assert describe(evidence(negated=True), evidence(), LABELS) == "negated only in North"


def test_a_number_told_elsewhere_in_the_sentence_is_no_difference():
    a = evidence(numbers=[19, 28])
    assert describe(a, evidence(near=[19, 28]), LABELS) is None
    assert describe(a, evidence(near=[19]), LABELS) == "number only in North: 28 accounts"
    assert describe(a, evidence(told=[19, 28]), LABELS) is None


def test_another_number():
    a, b = (evidence(numbers=[number], told=[19, 20]) for number in (19, 20))
    assert describe(a, b, LABELS) == "another number: North 19 accounts, South 20 accounts"


def test_a_condition():
    assert describe(evidence(conditional=True), evidence(), LABELS) == "on a condition only in North"


def test_quotation_becomes_paraphrase():
    a, b = (
        evidence(chain=(link("said"),), quotations=("we will not pay",), quoted=0.95),
        evidence(chain=(link("said"),)),
    )
    assert describe(a, b, LABELS) == "quotation in North, paraphrase in South"
    assert describe(a, evidence(), LABELS) == (
        "attributed only in North (roe, said); quotation in North, unattributed words in South"
    )


def test_a_phrase_that_the_other_uses_without_quotation_marks():
    a = evidence(text="a “double standard” in law", quotations=("double standard",), quoted=0.6)
    b = evidence(text="they apply double standards")
    assert describe(a, b, LABELS) == "“double standard” in quotation marks only in North"


def test_two_quotations_that_differ():
    a = evidence(quotations=("We will never pay this fine",), quoted=1.0)
    b = evidence(quotations=("We shall never pay that fine",), quoted=1.0)
    told = f"{TWO_WORDINGS} (67 % of the words are the same): North “will … this”, South “shall … that”"
    assert describe(a, b, LABELS) == told


def test_two_speakers_may_say_nearly_the_same():
    a, b = (
        evidence(quotations=(words,), quoted=1.0, chain=(link("said", speaker=speaker),))
        for words, speaker in (("we will never pay this fine", "roe"), ("we shall never pay that fine", "doe"))
    )
    assert describe(a, b, LABELS) == "source: North roe, South doe"


def test_a_quotation_cut_short_does_not_differ():
    a = evidence(quotations=("we will never pay this fine",), quoted=1.0)
    assert describe(a, evidence(quotations=("never pay",), quoted=0.5), LABELS) is None


def test_another_name_for_the_same_actor():
    a = evidence(names=(("protesters", "rioter", "the rioters"), ("mayor", "mayor", "the mayor")))
    b = evidence(names=(("protesters", "protester", "protesters"), ("mayor", "mayor", "mayor")))
    assert describe(a, b, LABELS) == "named: North “the rioters”, South “protesters”"


def test_a_shortened_name_is_no_other_name():
    a, b = evidence(names=(("ann", "roe", "Ann Roe"),)), evidence(names=(("ann", "ann", "Ann"),))
    assert describe(a, b, LABELS) is None


def test_the_agent_left_out():
    a = evidence(clauses=(("shoot", None, "agentless"),))
    b = evidence(clauses=(("shoot", "police", "active"),))
    assert describe(a, b, LABELS) == "agent of shoot: left out in North, South “police”"
    assert describe(a, a, LABELS) is None
