"""The reader in a real browser: what is pressed opens; nothing runs, nothing is loaded."""

import json

import pytest
from helpers import EVIL, LEAST_CONTRAST

import analysis
from analysis.study import Study

PLAIN = """The mayor claimed that the ferry was late.

It was late, said the mayor, and the harbour choir sang ancient hymns beside burning lanterns all evening."""


@pytest.fixture(scope="module")
def evil():
    """A reader of an article that tries to run things."""
    return analysis.reader(Study.from_texts({"evil": EVIL, "<i>plain</i>": PLAIN}))


def open_page(browser, path, **settings):
    """The page, with what it says in the console and asks of the network."""
    context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce"} | settings)
    page = context.new_page()
    page.heard, page.asked = [], []
    page.on("console", lambda message: page.heard.append(message.text))
    page.on("pageerror", lambda error: page.heard.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(path.as_uri())
    return page


@pytest.fixture(scope="module")
def saved(tmp_path_factory, study):
    path = tmp_path_factory.mktemp("reader") / "reader.html"
    analysis.reader(study).save(path)
    return path


@pytest.fixture
def page(browser, saved):
    page = open_page(browser, saved)
    yield page
    assert page.heard == []
    assert page.asked == [saved.as_uri()]
    page.context.close()


def visible(page, locator):
    """Whether an element lies inside its column's window and the screen."""
    return locator.evaluate(
        """element => {
            const box = element.getBoundingClientRect(), column = element.closest(".column").getBoundingClientRect();
            return box.top >= Math.max(0, column.top) && box.bottom <= Math.min(innerHeight, column.bottom);
        }"""
    )


def test_layers_go_on_and_off(page):
    content = page.locator(".column .content.acknowledge").first
    shown = content.evaluate("element => getComputedStyle(element).backgroundColor")
    page.get_by_label("attribution", exact=True).uncheck()
    assert content.evaluate("element => getComputedStyle(element).backgroundColor") != shown
    number = page.locator(".column .sign.naming").first
    assert not number.is_visible()
    page.get_by_label("naming", exact=True).check()
    assert number.is_visible()
    page.get_by_label("alignment", exact=True).uncheck()
    assert not page.locator(".column .go").first.is_visible()


def test_a_claim_brings_its_partner_into_view_and_says_what_changed(page, study):
    pair = study.alignments[study.alignments["changes"].notna() & (study.alignments["status"] == "both")].iloc[-1]
    data = json.loads(page.locator("#data").text_content())
    own, partner = next(found[:2] for found in data["pairs"] if found[-1] == f"alignments {pair['alignment_id']}")
    there = page.locator(f'[data-c~="{partner}"]').first
    assert not visible(page, there)
    page.locator(f'[data-claim="{own}"]').click()
    assert visible(page, there)
    assert "lit" in there.get_attribute("class")
    panel = page.get_by_role("region", name="What is selected")
    for change in data["pairs"][[found[-1] for found in data["pairs"]].index(f"alignments {pair['alignment_id']}")][5]:
        assert change in panel.inner_text()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert page.locator(".lit").count() == 0
    assert page.evaluate("document.activeElement.dataset.claim") == str(own)


def test_a_claim_without_a_partner_shows_the_nearest(page):
    page.locator(".column .go.only").first.click()
    panel = page.locator("#panel").inner_text()
    assert "no match found" in panel
    assert "the nearest there is" in panel


def test_pressing_the_words_of_a_sentence_does_the_same(page):
    page.locator(".column .claim.both").first.click()
    assert "told by both" in page.locator("#panel").inner_text()
    assert "Marks on the words pressed" in page.locator("#panel").inner_text()


def test_a_number_opens_the_spans_that_were_counted(page, study):
    rows = study.attributions.query("engagement == 'distance'")
    page.get_by_role("button", name="3 of 17 in Hamza: show them").first.focus()
    page.keyboard.press("Enter")
    lines = page.locator("#panel li")
    assert lines.count() == len(rows)
    for line, row in zip(lines.all(), rows.itertuples(), strict=True):
        assert f"“{row.cue}”" in line.inner_text()
        assert f"attributions {row.attribution_id}" in line.inner_text()
    assert page.locator(".column .lit").count() >= len(rows)
    assert visible(page, page.locator(".column .lit").first)


def test_a_sentence_of_what_differs_shows_its_evidence_in_both_texts(page):
    page.get_by_role("button", name="Show the words that sentence 2 rests on").click()
    for column in page.locator(".column").all():
        assert column.locator(".lit").count() > 0
        assert visible(page, column.locator(".lit").first)


def test_every_layer_lists_its_marks(page):
    page.get_by_role("button", name="List every mark of the layer hedges").click()
    assert page.locator("#panel li").count() == len(
        json.loads(page.locator("#data").text_content())["layers"]["hedges"]
    )
    page.locator("#panel li").last.get_by_role("button", name="go there").click()
    assert visible(page, page.locator(".column .hedge.lit").last)


def test_columns_stand_side_by_side_and_stack_on_a_phone(browser, saved):
    for width, side_by_side in ((1400, True), (390, False)):
        page = open_page(browser, saved, viewport={"width": width, "height": 800})
        first, second = (column.bounding_box() for column in page.locator(".column").all())
        assert (first["y"] == second["y"]) == side_by_side
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.context.close()


CONTRASTS = """() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(one).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (!own && !element.matches(".sign, .go")) continue;
    if (!element.checkVisibility() || element.closest("script")) continue;
    const both = [parse(getComputedStyle(element).color), ground(element)].map(luminance);
    const [one, other] = both.sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    if (ratio < LEAST) low.push(`${element.className}: ${element.textContent.slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return low;
}""".replace("LEAST", str(LEAST_CONTRAST))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_with_every_layer_on(browser, saved, scheme):
    page = open_page(browser, saved, color_scheme=scheme)
    for box in page.locator("input[type=checkbox]").all():
        box.check()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator(".column .go.both").first.click()
    assert page.evaluate(CONTRASTS) == []
    page.context.close()


def test_an_articles_code_never_runs_and_comes_out_as_text(browser, evil, tmp_path):
    evil.save(tmp_path / "evil.html")
    page = open_page(browser, tmp_path / "evil.html")
    for claim in page.locator("[data-claim]").all():
        claim.click()
    for button in page.locator("main button").all():
        if button.is_visible():
            button.click()
    assert page.evaluate("window.ran") is None
    text = page.locator(".column").first.inner_text()
    assert "<script>window.ran = 1</script> headline" in text
    assert '<img src=x onerror="window.ran = 1">' in text
    assert "</span></article></script>" in text
    assert '<iframe src="https://example.com/"></iframe><style>* { display: none }</style>' in text
    assert page.locator(".column").nth(1).get_attribute("aria-label") == "<i>plain</i>"
    assert page.locator(".text").evaluate_all(
        "all => all.every((one) => getComputedStyle(one).unicodeBidi === 'isolate')"
    )
    assert page.locator("article img, article a, article iframe, article script").count() == 0
    assert page.heard == []
    assert page.asked == [(tmp_path / "evil.html").as_uri()]
    page.context.close()


def test_a_printed_page_shows_all_of_the_articles(browser, saved):
    page = open_page(browser, saved)
    page.locator(".column .go.both").first.click()
    page.emulate_media(media="print")
    assert not page.locator("#panel").is_visible()
    for column in page.locator(".column").all():
        assert column.evaluate("element => element.scrollHeight <= element.clientHeight + 1")
    page.context.close()


def test_a_page_of_very_many_articles_unfolds_to_the_same(browser, saved, study, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.reading.page.FEW", 1)
    path = tmp_path / "packed.html"
    analysis.reader(study).save(path)
    plain, packed = open_page(browser, saved), open_page(browser, path)
    packed.locator('.column[data-column="1"] .text').first.wait_for()
    inner = "columns => columns.map(column => column.innerHTML.replaceAll(/>\\s+</g, '><').trim())"
    assert packed.locator(".column").evaluate_all(inner) == plain.locator(".column").evaluate_all(inner)
    told = []
    for page in (plain, packed):
        page.locator(".column .go.both").nth(3).click()
        page.locator("#panel li").nth(1).wait_for()
        told.append(page.locator("#panel").inner_text())
        page.locator('[data-layer="hedges"]').click()
        page.locator("#panel strong", has_text="hedges").wait_for()
        told.append(str(page.locator("#panel li").count()))
        assert page.heard == []
        page.context.close()
    assert told[:2] == told[2:]
