"""The figures, one function each: what is drawn is the table of the function named in its ``@figure`` line.

Call `analysis.draw(study, name)` to see one and `analysis.save(study, name, folder)` to have it as files.
"""

from analysis.drawing.canvas import FIGURES, draw, figure, save, save_all
from analysis.drawing.compare import alignment, shift
from analysis.drawing.forest import adjusted, contrasts
from analysis.drawing.overview import overview
from analysis.drawing.sensitivity import specifications
from analysis.drawing.validation import accuracy
from analysis.drawing.voices import engagement, hedging, ribbon, source_kinds, structure, voices
from analysis.drawing.words import agency, functions, naming

__all__ = [
    "FIGURES", "accuracy", "adjusted", "agency", "alignment", "contrasts", "draw", "engagement", "figure", "functions",
    "hedging", "naming", "overview", "ribbon", "save", "save_all", "shift", "source_kinds", "specifications",
    "structure", "voices",
]  # fmt: skip
