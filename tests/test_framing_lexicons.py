"""Deleting any one word list changes its own measure and nothing else."""

import functools
import sys

import pandas as pd
import pytest

from analysis import agency, framing, lexicon, naming, parse, schema
from analysis.discourse import consequences, directives, presuppositions
from analysis.grammar import nominalisation, predicates

TEXT = """On Monday Minister Ann Roe of Chile urged the company to stop spreading fraud or face a fine.
The refusal of the company to open its books was a very poor answer, and the police arrested the director.
Ann said Chilean accounts and extremist content were removed, and fake accounts and militant material came back.
The firm fails to pay wages, and people say the dispute showed disrespect because of the collapsed bridge.
She was expected to sing, and they promised her to go."""

# Which tables may change with a list. Actors stand in clauses and directives too, under the names that namings gives.
ACTORS = {"namings", "clauses", "directives"}
OWN = {
    "entman": {"entman"},
    "generic_frames": {"generic"},
    "directive_strength": {"directives"},
    "consequences": {"directives"},
    "presuppositions": {"presuppositions"},
    # Whether a subject can be asked for something, or left it undone, is asked of who can act and what is an act.
    "nominalisations": {"clauses", "presuppositions", "entman"},
    "support_verbs": {"clauses", "presuppositions"},
    "active_participles": {"clauses"},
    # The kinds of verbs say who acts: every construction with a doer leans on them.
    "process_types": {"clauses", "entman", "directives", "presuppositions"},
    "actor_nouns": ACTORS | {"presuppositions", "entman"},
    "titles": ACTORS | {"entman"},
    "countries": ACTORS,
    "modifier_classes": ACTORS,
    "given_names": ACTORS,
    "nicknames": ACTORS,
}
# Lists that this short text has no use for change nothing here; the others must change something of their own.
SILENT = {"given_names", "nicknames", "support_verbs"}


def forget():
    """Empty what the package keeps of its lists."""
    modules = [module for name, module in sys.modules.items() if name.startswith("analysis")]
    for value in (value for module in modules for value in vars(module).values()):
        if isinstance(value, functools._lru_cache_wrapper) and value.__module__ != "analysis.parse":
            value.cache_clear()


@pytest.fixture(scope="module")
def parsed():
    rows, start = [], 0
    for number, line in enumerate(TEXT.split("\n")):
        place = {"sentence_id": number, "start": start, "end": start + len(line), "text": line}
        rows.append({"article_id": "x", "segment_id": 0, "role": "body", "n_words": 1, "rank": number + 1, **place})
        start += len(line) + 1
    sentences = schema.frame("sentences", rows)
    return sentences, parse.parse(sentences)


def tables(sentences, tokens):
    none = schema.frame("attributions", [])
    articles = pd.DataFrame({"article_id": ["x"], "event": ["e"], "text": [TEXT]})
    named = naming.find_namings(articles, sentences, tokens, none)
    frames = framing.find_frames(sentences, tokens, none)
    return {
        "namings": named,
        "clauses": agency.find_clauses(sentences, tokens, named, none),
        "directives": directives.find_directives(sentences, tokens, named, none),
        "presuppositions": presuppositions.find_presuppositions(sentences, tokens, none),
        "entman": frames[frames["scheme"] == "entman"].reset_index(drop=True),
        "generic": frames[frames["scheme"] == "generic"].reset_index(drop=True),
    }


@pytest.fixture(scope="module")
def whole(parsed):
    forget()
    return tables(*parsed)


@pytest.mark.parametrize("name", OWN)
def test_a_list_that_is_gone_changes_its_own_tables_and_no_other(name, parsed, whole, monkeypatch):
    read = lexicon.read

    def without(asked):
        found = read(asked)
        return lexicon.Lexicon(found.name, found.source, found.licence, found.citation, ()) if asked == name else found

    monkeypatch.setattr(lexicon, "read", without)
    forget()
    try:
        found = tables(*parsed)
    finally:
        monkeypatch.undo()
        forget()
    changed = {table for table in whole if not whole[table].equals(found[table])}
    assert changed <= OWN[name]
    assert changed or name in SILENT


def test_every_list_of_framing_is_tried():
    users = (agency, framing, naming, nominalisation, predicates, consequences, directives, presuppositions)
    named = {
        "discourse.functions",
        "discourse.causes",
        "discourse.demands",
        "discourse.remedies",
        "discourse.troubles",
        "referring.gazetteer",
        "referring.phrases",
        *(module.__name__.removeprefix("analysis.") for module in users),
    }
    folder = lexicon.FOLDER.parent
    texts = [folder.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8") for module in named]
    read = {name for name in lexicon.shipped() for text in texts if f'lexicon.read("{name}")' in text}
    assert read == set(OWN)
