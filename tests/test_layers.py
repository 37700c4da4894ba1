"""The house stands: a module imports only from lower floors, importing does no work, and no module grows too long."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "analysis"
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)
PACKAGES = {".".join(path.parent.relative_to(PACKAGE).parts) for path in PACKAGE.glob("*/__init__.py")}
LONGEST = 250  # lines

# Two modules of one floor do not import one another; the helpers of the detectors stand on the floors 1.5 to 1.9.
FLOORS = {
    0.0: ["columns", "errors"],
    0.03: ["intake.tables", "discourse.tables", "comparing.tables", "grammar.pronouns", "text.spelling"],
    0.05: ["dictionary"],
    0.1: ["schema"],
    0.2: ["spans", "lexicon", "comparing.pairs", "text.prose", "work.files"],
    0.3: ["detectors", "coding.wording", "coding.scores", "attributing.gates", "certainty.register"],
    0.35: ["intake.characters", "intake.decode", "intake.language", "intake.bundle"],
    0.4: ["intake.pdf"],
    0.5: ["intake.formats", "intake.copies"],
    0.6: ["intake.records"],
    1.0: [
        "parse",
        "syntax",
        "attributing.voice",
        "attributing.nesting",
        "text.quotes",
        "text.boilerplate",
        "text.paragraphs",
        "text.akin",
    ],
    1.1: ["grammar.cells", "text.splitter", "text.header", "certainty.around"],
    1.2: ["text.layout", "attributing.pieces"],
    1.25: ["intake.rows"],
    1.28: ["intake.listing"],
    1.3: ["articles", "segment", "tagger", "work.cache"],
    1.4: ["attributing.linking", "intake.check"],
    1.5: [
        "marks",
        "referring.gazetteer",
        "grammar.predicates",
        "text.similarity",
        "certainty.constructions",
        "attributing.reporting",
        "certainty.model",
        "certainty.scope",
        "certainty.senses",
        "certainty.distance",
        "telling.claim_units",
        "telling.change",
    ],
    1.55: ["telling.signs", "telling.quantities", "telling.wording", "telling.extent"],
    1.6: ["certainty.cues", "grammar.participants", "referring.phrases", "attributing.holders", "telling.evidence"],
    1.65: ["telling.matter", "discourse.troubles", "referring.standing"],
    1.7: ["referring.mentions", "grammar.nominalisation", "attributing.cues", "telling.changes"],
    1.72: ["discourse.demands"],
    1.74: ["discourse.harms"],
    1.75: ["discourse.causes", "discourse.remedies"],
    1.8: ["referring.names", "referring.labels", "referring.speeches", "attributing.speech", "attributing.engagement"],
    1.9: ["referring.actors", "referring.pronouns", "attributing.contents"],
    1.95: ["discourse.functions", "discourse.consequences"],
    2.0: ["attribution", "hedging", "naming", "sources", "agency", "framing", "claims", "alignment"],
    2.01: ["discourse.directives", "discourse.presuppositions", "discourse.decisions"],
    2.02: ["discourse.frame_model"],
    2.9: ["units", "comparing.permutation"],
    3.0: [
        "measures",
        "coding.pairing",
        "telling.coverage",
        "discourse.labels_chosen",
        "discourse.prominence",
        "discourse.coding_form",
    ],
    3.05: ["comparing.sides", "telling.voices", "agreement", "coding.codes"],
    3.1: ["contrast", "coding.accuracy"],
    3.15: ["coding.sheets"],
    3.16: ["coding.by_hand"],
    3.2: [
        "comparing.usual",
        "comparing.keyness",
        "comparing.sensitivity",
        "coding.errors",
        "comparing.adjust",
        "comparing.powered",
    ],
    3.9: ["paper.typeset", "paper.recipes", "paper.views"],
    4.0: ["drawing.canvas"],
    4.02: ["drawing.data", "drawing.layout", "drawing.intervals"],
    4.04: ["drawing.pairs", "drawing.dots", "drawing.expressions"],
    4.1: [
        "drawing.voices",
        "drawing.words",
        "drawing.compare",
        "drawing.forest",
        "drawing.outlets",
        "drawing.sensitivity",
        "drawing.validation",
    ],
    4.15: ["drawing.overview"],
    4.2: ["figures"],
    4.3: ["summary.finding", "summary.telling"],
    4.35: ["summary.wording"],
    4.38: ["summary.doing"],
    4.4: ["summary.matched"],
    4.5: ["summary.unmatched"],
    4.6: ["summary.ranking"],
    4.7: ["reading.marking", "reading.columns"],
    4.75: ["reading.counted", "reading.numbered", "reading.packing"],
    4.8: ["reading.page"],
    5.0: ["study"],
    5.05: ["work.batches", "work.pool", "tables"],
    5.1: ["run", "extract", "evaluate"],
    5.11: ["corpus.inputs", "corpus.events", "corpus.outlets"],
    5.12: ["corpus.partition", "corpus.cluster"],
    5.13: ["corpus.dataset"],
    5.14: ["corpus.run", "paper.references"],
    5.15: ["paper.methods"],
    5.16: ["commands.output"],
    5.2: [
        "commands.run",
        "commands.extract",
        "commands.corpus",
        "commands.figure",
        "commands.new",
        "commands.check",
        "commands.contrast",
        "commands.code",
        "commands.agree",
        "commands.evaluate",
        "commands.read",
        "commands.table",
    ],
    5.3: ["__main__"],
}
FLOOR = {module: floor for floor, modules in FLOORS.items() for module in modules}
# Imported by one module only: what the others get from it are tables.
PICTURES = {"figures"} | {module for module in MODULES if module.startswith("drawing.")}
VERBS = {"__main__"} | {module for module in MODULES if module.startswith("commands.")}
CONFINED = {"spacy": {"parse"}, "typer": VERBS, "matplotlib": PICTURES, "jinja2": {"reading.page"}}


def source(module):
    path = PACKAGE.joinpath(*module.split("."))
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text(encoding="utf-8")


def tree(module):
    return ast.parse(source(module))


def imports(module):
    """Every module that is imported anywhere in a module, in full (``analysis.spans``, ``numpy.random``)."""
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"analysis/{module}.py, line {node.lineno}: a relative import"
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def own_imports(module):
    """The package's own modules among them: ``analysis.commands.run.run`` is ``commands.run``."""
    names = (name.removeprefix("analysis.") for name in imports(module) if name.startswith("analysis."))
    candidates = ([".".join(name.split(".")[:n]) for n in (2, 1)] for name in names)
    return {name for names in candidates if (name := next((name for name in names if name in FLOOR), None))}


def test_every_module_has_a_floor_and_every_floor_its_modules():
    assert sorted(set(MODULES) - PACKAGES - {"__init__"} - set(FLOOR)) == [], (
        "give these a floor in tests/test_layers.py"
    )
    assert sorted(set(FLOOR) - set(MODULES)) == [], "no such modules"


@pytest.mark.parametrize("package", sorted(PACKAGES))
def test_a_package_says_what_it_holds_and_does_nothing(package):
    assert [type(node) for node in tree(package).body] == [ast.Expr]
    assert ast.get_docstring(tree(package))


@pytest.mark.parametrize("module", sorted(FLOOR))
def test_a_module_imports_only_from_lower_floors(module):
    assert {other for other in own_imports(module) if FLOOR[other] >= FLOOR[module]} == set()


@pytest.mark.parametrize(("library", "homes"), CONFINED.items())
def test_some_libraries_are_confined(library, homes):
    users = {module for module in MODULES if any(name.split(".")[0] == library for name in imports(module))}
    assert users <= homes


@pytest.mark.parametrize("module", MODULES)
def test_a_module_only_defines_things(module):
    allowed = ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef
    others = [node for node in tree(module).body[1:] if not isinstance(node, allowed)]
    described = [node for node in others if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)]
    guarded = [node for node in others if isinstance(node, ast.If) and ast.unparse(node.test) in GUARDS]
    assert [ast.unparse(node)[:60] for node in others if node not in described + guarded] == []
    assert ast.get_docstring(tree(module)), "a module says first what it holds"


@pytest.mark.parametrize(
    ("module", "spared"), [("extract", ["pandas", "spacy", "onnxruntime"]), ("study", ["scipy", "sklearn", "pypdf"])]
)
def test_what_is_slow_to_import_is_not_imported_before_it_is_needed(module, spared):
    shown = f"import sys, analysis.{module}; print(*(name for name in {spared!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_table_is_made_without_dask():
    shown = "import sys; from analysis import schema; schema.frame('marks', []); print('dask.dataframe' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"]


GUARDS = ("TYPE_CHECKING", "__name__ == '__main__'")


def test_importing_everything_reads_no_data_and_loads_no_model():
    watch = (
        "import sys, importlib\n"
        "opened = []\n"
        "def hook(event, args):\n"
        "    if event == 'open' and isinstance(args[0], str): opened.append(args[0])\n"
        "sys.addaudithook(hook)\n"
        f"for name in {MODULES!r}: importlib.import_module(f'analysis.{{name}}')\n"
        "names = ('lexicons', 'articles', 'models', 'en_core_web')\n"
        "code = ('.py', '.pyc', '.so', 'METADATA', 'entry_points.txt')\n"
        "bad = [path for path in opened if not path.endswith(code) and any(name in path for name in names)]\n"
        "print(*bad)"
    )
    done = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("path", sorted([*PACKAGE.rglob("*.py"), *TESTS.glob("*.py")]), ids=lambda path: path.stem)
def test_no_module_and_no_file_of_tests_is_too_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
