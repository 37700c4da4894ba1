"""The first notebook in JupyterLab, in a real browser: it runs, and holds the reader."""

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
from conftest import ROOT
from nbformat.sign import NotebookNotary

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", 4)
LONGEST_RUN = 240  # seconds that a notebook may take to run in JupyterLab
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
