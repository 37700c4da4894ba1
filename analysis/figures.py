"""The figures, one function each: what is drawn is the table of the function named in its ``@figure`` line.

Call `analysis.draw(study, name)` to see one and `analysis.save(study, name, folder)` to have it as files.
"""

from analysis.canvas import FIGURES, draw, figure, save, save_all
from analysis.figures_compare import alignment, shift
from analysis.figures_forest import adjusted, contrasts
from analysis.figures_overview import overview
from analysis.figures_sensitivity import specifications
from analysis.figures_validation import accuracy
from analysis.figures_voices import engagement, hedging, ribbon, source_kinds, structure, voices
from analysis.figures_words import agency, functions, naming

__all__ = [
    "FIGURES", "accuracy", "adjusted", "agency", "alignment", "contrasts", "draw", "engagement", "figure", "functions",
    "hedging", "naming", "overview", "ribbon", "save", "save_all", "shift", "source_kinds", "specifications",
    "structure", "voices",
]  # fmt: skip
