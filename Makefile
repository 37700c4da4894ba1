# `make` sets everything up, runs the notebooks and renders the figures; `make test` passes the tests.
PY ?= python3
EVENT ?= data/articles/pakistan-platforms
UV := .tools/bin/uv
BIN := .venv/bin
READY := .venv/ready

.PHONY: all setup figures notebooks notebook lab test lint lock clean

all: figures notebooks

setup: $(READY)

# uv in its own small environment, then exactly the locked packages, then the package itself (no download).
$(READY): requirements/uv.txt requirements/environment.txt pyproject.toml
	$(PY) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"Python 3.11 or newer is needed, {v.major}.{v.minor} found: make PY=python3.11")'
	test -x .tools/bin/python || $(PY) -m venv .tools
	.tools/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	test -x $(BIN)/python || $(UV) venv --quiet --python $$($(PY) -c 'import sys; print(sys.executable)') .venv
	VIRTUAL_ENV=.venv $(UV) pip sync --quiet --compile-bytecode --require-hashes requirements/environment.txt
	VIRTUAL_ENV=.venv $(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

figures: $(READY)
	$(BIN)/python -m analysis run $(EVENT) --out build/event
	$(BIN)/python tools/publish_figures.py build/event/figures figures

notebooks: $(READY)
	$(BIN)/python tools/run_notebooks.py notebooks/*.ipynb

# Notebook 09 for another event: make notebook EVENT=data/articles/flood
notebook: $(READY)
	mkdir -p build
	$(BIN)/papermill --cwd notebooks -k python3 -p EVENT \
		"$$($(BIN)/python -c 'import os, sys; print(os.path.abspath(sys.argv[1]))' '$(EVENT)')" \
		notebooks/09_your_articles.ipynb "build/$$(basename '$(EVENT)').ipynb"

lab: $(READY)
	$(BIN)/jupyter lab notebooks/00_start_here.ipynb

test: $(READY) lint
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# New versions: resolve again for every platform; the locks hold hashes and no host.
lock: $(READY)
	$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-header --python-version 3.11 requirements/uv.in -o requirements/uv.txt
	$(UV) pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-annotate --python-version 3.11 requirements/environment.in -o requirements/environment.txt

clean:
	rm -rf .venv .tools build .mypy_cache .ruff_cache .pytest_cache .hypothesis
