"""The reader in a real browser, as a page and in JupyterLab: what is pressed opens; nothing runs, nothing is loaded."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from nbformat.sign import NotebookNotary

import analysis
from analysis.study import Study
from tests.conftest import ROOT
from tests.test_reader import EVIL, LEAST_CONTRAST

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
NOTEBOOK = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", 4)
LONGEST_RUN = 240  # seconds that a notebook may take to run in JupyterLab
PLAIN = """The mayor claimed that the ferry was late.

It was late, said the mayor, and the harbour choir sang ancient hymns beside burning lanterns all evening."""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: install chromium to test the reader in a browser"
)


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


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


SETTINGS = {  # every cell is drawn, not only those in view; nobody is asked about news
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
}


@contextlib.contextmanager
def lab(folder):
    """A JupyterLab of this environment over a folder, with nobody's settings: its address and token."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    home = folder / ".home"
    for name, values in SETTINGS.items():
        path = home / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    places = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "run"}
    places |= {
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    environment = os.environ | {name: str(home / place) for name, place in places.items()}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += [f"--IdentityProvider.token={token}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"]
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: urllib.request.urlopen(f"{address}/api?token={token}", timeout=5).status == 200, 90)
        yield address, token
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def wait_for(ready, seconds):
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError):
            if ready():
                return
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.3)


def checkout(folder):
    """A folder with the first notebook and the articles that it reads."""
    (folder / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "00_start_here.ipynb", folder / "notebooks")
    shutil.copytree(ROOT / "data" / "articles", folder / "data" / "articles")
    (folder / ".home" / "data").mkdir(parents=True)
    NotebookNotary(data_dir=str(folder / ".home" / "data")).sign(NOTEBOOK)  # as `jupyter trust` does
    return folder


def choose(page, menu, item):
    """Choose from JupyterLab's menu bar, as a person does."""
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=item).first.click()


def clear_all(page, outputs):
    """Ask for all outputs to be cleared; whether they are: a click on a menu can come too early."""
    choose(page, "Edit", "Clear Outputs of All Cells")
    page.wait_for_timeout(1500)
    return outputs.count() == 0


def run_all(page, prompts):
    """Ask for all cells to be run; whether they are: a busy machine loses a click on a menu."""
    choose(page, "Run", re.compile("^Run All Cells$"))
    page.wait_for_timeout(3000)
    return any(prompt != "[ ]:" for prompt in prompts.all_inner_texts())


def test_the_first_notebook_runs_in_jupyterlab_and_holds_the_reader(browser, tmp_path):
    with lab(checkout(tmp_path)) as (address, token):
        page = browser.new_page(viewport={"width": 1400, "height": 1000})
        page.set_default_timeout(90_000)
        page.goto(f"{address}/lab/tree/notebooks/00_start_here.ipynb?token={token}")
        cells = page.locator(".jp-Notebook .jp-CodeCell")
        cells.first.wait_for(timeout=90_000)
        idle = page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]')
        idle.wait_for(timeout=90_000)
        outputs = page.locator(".jp-CodeCell .jp-OutputArea-output")
        wait_for(lambda: clear_all(page, outputs), 90)
        prompts = page.locator(".jp-CodeCell .jp-InputPrompt")
        wait_for(lambda: run_all(page, prompts), 90)
        code = [cell for cell in NOTEBOOK.cells if cell.cell_type == "code"]
        done = [f"[{number}]:" for number in range(1, len(code) + 1)]
        wait_for(lambda: prompts.all_inner_texts() == done, LONGEST_RUN)
        idle.wait_for(timeout=60_000)
        assert (
            page.locator('.jp-OutputArea-output:is([data-mime-type*="stderr"], [data-mime-type*="error"])').count() == 0
        )
        assert outputs.count() == sum(len(cell.outputs) for cell in code)
        assert page.locator(".jp-RenderedHTMLCommon table").count() > 3
        assert page.locator(".jp-OutputArea-output img").count() > 0
        frame = page.locator("iframe[srcdoc]")
        frame.scroll_into_view_if_needed()
        inside = page.frame_locator("iframe[srcdoc]")
        inside.locator(".column .go.both").first.evaluate("button => button.click()")
        assert "told by both" in inside.locator("#panel").inner_text()
        page.close()
