"""The reader's colours: text stands out on every background, in light and in dark."""

import re

import pytest
from helpers import LEAST_CONTRAST, Page


def luminance(colour):
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_of_colours():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_text_stands_out_on_every_background_in_light_and_in_dark(page):
    style = Page(page).data["style", None]
    dark = style.index("prefers-color-scheme: dark")
    for part in (style[:dark], style[dark : dark + style[dark:].index("\n}\n")]):
        colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        tints = [colour[name] for name in ("paper", "acknowledge", "endorse", "distance")]
        inks = ["ink", "quiet", "acknowledge-ink", "endorse-ink", "distance-ink", "hedge", "act", "frame"]
        for name in (*inks, *(name for name in colour if re.fullmatch(r"actor\d", name))):
            grounds = tints if not name.startswith("actor") else tints[:1]
            low = [(name, ground, contrast(colour[name], ground)) for ground in grounds]
            assert [found for found in low if found[2] < LEAST_CONTRAST] == []
        assert contrast(colour["ink"], colour["lit"]) >= LEAST_CONTRAST
        assert contrast(colour["press"], colour["soft"]) >= LEAST_CONTRAST
