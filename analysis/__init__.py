"""How do reports of one event tell it? Attribution, hedging and framing compared, with evidence.

The names below are the public interface. Each is loaded when first used, so that the command line answers at once.
"""

from importlib import import_module
from typing import Any

_HOME = {  # public name: module, or module:name where they differ
    "FIGURES": "figures",
    "InputError": "errors",
    "Study": "study",
    "accuracy_of": "coding.accuracy",
    "actors_only_here": "telling.voices",
    "adjusted": "comparing.adjust",
    "against_rest": "contrast",
    "agreement_of": "coding.accuracy",
    "apply_codes": "discourse.decisions",
    "catalogue": "measures",
    "classify_frames": "discourse.frame_model",
    "coding_form": "discourse.coding_form",
    "coding_sheet": "discourse.decisions",
    "collocations": "comparing.keyness",
    "compare_outlets": "corpus.outlets",
    "context": "spans",
    "contexts": "comparing.keyness",
    "contrast_outlets": "contrast",
    "detector": "detectors",
    "detector_accuracy": "comparing.adjust:read_accuracy",
    "differences_of": "coding.errors",
    "draw": "figures",
    "draw_outlets": "drawing.outlets",
    "errors_of": "coding.errors",
    "figure": "figures",
    "find_events": "corpus.events",
    "first_mentions": "discourse.prominence",
    "function_ledger": "discourse.decisions",
    "group_by_event": "corpus.events:group",
    "headline_and_body": "discourse.prominence",
    "keywords": "comparing.keyness:keyness",
    "label_choice": "discourse.labels_chosen",
    "measure": "measures",
    "methods_paragraph": "paper.methods:paragraph",
    "negatives_of": "coding.errors",
    "only_here": "telling.coverage",
    "place": "comparing.usual",
    "powered": "comparing.powered",
    "quotations_only_here": "telling.coverage",
    "read_codes": "discourse.decisions",
    "read_corpus": "corpus.dataset:read",
    "read_lexicon": "lexicon:read",
    "read_measures": "corpus.outlets",
    "reader": "reading.page",
    "robustness": "comparing.sensitivity",
    "save": "figures",
    "save_all": "figures",
    "segment_rule": "text.layout",
    "shared_claims": "corpus.outlets",
    "side_by_side": "alignment",
    "specifications": "comparing.sensitivity",
    "table": "tables",
    "told_shares": "telling.coverage",
    "unheard": "telling.voices",
    "usual_band": "comparing.usual:band",
    "versions": "run",
    "what_differs": "summary.ranking",
}
__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    module, _, own_name = _HOME[name].partition(":")
    return getattr(import_module(f"analysis.{module}"), own_name or name)


def __dir__() -> list[str]:
    return __all__
