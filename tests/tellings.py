"""Tellings of a claim, made by hand, for the tests of what differs between two."""

from types import SimpleNamespace

from analysis.summary.telling import Telling


def row(**values):
    return SimpleNamespace(**values)


def said(cue="said", engagement="acknowledge", act="assert", source_id="mayor", **more):
    known = {"listed": True, "cue": cue, "cue_lemma": cue, "engagement": engagement, "act": act, "source_id": source_id}
    known |= {"form": "indirect", "confidence": 0.9, "attribution_id": 0}
    return row(**known, source="the mayor", cue_spans="90:94", source_spans="80:89", content="it sank", **more)


def telling(text="the ferry sank in the harbour", label="North", **given_values):
    known = {"agent": "the ferry", "lemma": "sink", "process": "material", "negated": False}
    subject = row(voice="active", verb_start=10, agent_start=0, agent_end=9, **known)
    usual = {
        "label": label,
        "claim": row(
            article_id=label.lower(), claim_id=0, start=0, end=len(text), text=text, modality="stated", negated=False
        ),
        "sentence": row(role="body", rank=1, text=text, start=0),
        "chain": (),
        "inner": (),
        "beside": (),
        "around": (),
        "hedges": (),
        "hedged": False,
        "namings": (),
        "clauses": (subject,),
        "tokens": (),
        "quotations": (),
        "article_stems": frozenset(),
        "sentences": 10,
        "names": {"mayor": "Ann Roe"},
        "persons": frozenset(["mayor"]),
    }
    return Telling(**usual | given_values)


def texts(finder, one, other):
    return [text for _, _, text, _, _ in finder(one, other)]
