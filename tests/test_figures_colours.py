"""Colours of the figures: no two that some people do not tell apart carry a difference alone."""

import math

import numpy as np
import pytest
from matplotlib.collections import Collection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis import figures
from analysis.drawing import canvas

NAMES = sorted(figures.FIGURES)
# Machado, Oliveira & Fernandes (2009): what a person sees who lacks the one or the other kind of cone; linear RGB.
SEEN_BY = {
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
APART = 18  # CIE76: far above what is just seen (2.3), so that small marks are told apart


def lab(linear):
    """CIE L*a*b* (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    bent = np.cbrt(np.clip(xyz / [0.9505, 1.0, 1.089], 0.008856, None))
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def seen(colour, by):
    srgb = np.array(to_rgb(colour))
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return lab(np.clip(np.array(SEEN_BY[by]) @ linear, 0, 1))


def look(handle):
    """How an entry of a legend is drawn: its colour, and everything else that tells it from another."""
    if isinstance(handle, Line2D):
        filled = handle.get_markerfacecolor() == handle.get_markeredgecolor()
        marker = handle.get_marker()
        line = handle.get_linestyle() if handle.get_linestyle() != "None" else ""
        colour = handle.get_markeredgecolor() if marker not in ("None", "") else handle.get_color()
        return to_rgb(colour), ("line", marker, line, filled, round(handle.get_linewidth(), 1) if line else 0)
    open_patch = to_rgb(handle.get_facecolor()) == (1, 1, 1)
    return to_rgb(handle.get_facecolor()), ("patch", handle.get_hatch() or "", open_patch)


def alike(one, other):
    """Who cannot tell two entries apart: the same in all but colour, and the colours too close for them."""
    (colour, cue), (second, second_cue) = look(one), look(other)
    if cue != second_cue:
        return []
    return [by for by in SEEN_BY if math.dist(seen(colour, by), seen(second, by)) < APART]


@pytest.mark.parametrize("name", NAMES)
def test_no_two_entries_of_a_legend_differ_by_a_colour_that_some_do_not_see(drawings, name):
    for legend in drawings[name, "page"].figure.legends:
        handles = [h for h in legend.legend_handles if isinstance(h, Line2D | Patch | Collection)]
        assert len(handles) == len(legend.get_texts())
        pairs = [(a, b) for i, a in enumerate(handles) for b in handles[i + 1 :]]
        assert [(a.get_label(), b.get_label(), alike(a, b)) for a, b in pairs if alike(a, b)] == []


def test_colours_alone_that_some_do_not_see_are_found():
    red, green = (Patch(fc=colour) for colour in ("#D55E00", "#7F9300"))
    assert "protanope" in alike(red, green) or "deuteranope" in alike(red, green)
    assert alike(red, Patch(fc="#7F9300", hatch="///")) == []
    assert math.dist(seen("#FFFFFF", "grey"), [100, 0, 0]) < 0.1


def test_the_marks_of_articles_and_stances_have_a_second_cue():
    assert len(set(canvas.MARKERS)) == len(set(canvas.HATCHES)) == len(canvas.COLOURS) == canvas.MOST
    stances = [Patch(fc=colour, hatch=hatch) for colour, hatch in canvas.ENGAGEMENT.values()]
    assert [alike(a, b) for i, a in enumerate(stances) for b in stances[i + 1 :] if alike(a, b)] == []
