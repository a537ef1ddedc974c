"""The plan of the house, kept: who may import whom, and how large a file may grow."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("resources", "models", "reports", "ui", "main")
# Lines. A file that wants more has two jobs: give each its own file.
LONGEST_FILE = 320
LONGEST_TEST = 400

# Who alone may import a package: folders, or single files.
KEPT_TO = {
    "peewee": ("models/",),
    "playhouse": ("models/",),
    "sqlcipher3": ("models/",),
    "keyring": ("models/storage/passphrase.py",),
    "pypinyin": ("models/",),
    "python_calamine": ("models/exchange/",),
    "xlsxwriter": ("models/exchange/",),
    "rapidfuzz": ("models/members/likeness.py",),
    "PIL": ("models/members/photo.py",),
    "reportlab": ("reports/", "ui/drawing.py"),
    "fontTools": ("reports/",),
    "PySide6": ("ui/",),
}
TABS = ("overview", "members", "rules", "events", "feedback", "reports")
SUBJECTS = ("members", "rules", "events", "feedback", "community")
# What the journal and storage stand on, who know no subject and none of their tables.
FOUNDATIONS = ("base", "clock", "errors", "month", "vocabulary", "progress", "texts")
# What the first window does not wait for.
HEAVY = r"peewee|playhouse|sqlcipher3|reportlab|pypinyin|fontTools|babel|PySide6\.QtPdf"
QUERYING = {"where", "atomic", "execute_sql"}
# Each thread has a connection of its own: these open and close it, and name nothing else.
CONNECTING = ("ui/tasks.py", "ui/opening.py")
# Deletes any kind of record in steps that can be stopped, with the save function it is given.
ACTING = ("ui/records/removing.py",)


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def module_of(file: Path) -> str:
    return name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def program() -> list[Path]:
    places = [file for layer in LAYERS[:-1] for file in sorted((ROOT / layer).rglob("*.py"))]
    return [*places, ROOT / "main.py"]


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and the line of everything a piece of code imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def offending(files: Iterator[Path] | list[Path], forbidden: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(file)}:{line} imports {imported}"
        for file in files
        for imported, line in imports(parsed(file))
        if forbidden.match(imported)
    ]


def in_places(*places: str) -> list[Path]:
    """Return the program's files under these folders, or with exactly these names."""
    return [
        file
        for file in program()
        if any(name_of(file) == place or name_of(file).startswith(f"{place}/") for place in places)
    ]


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_one_way(layer: str) -> None:
    above = LAYERS[LAYERS.index(layer) + 1 :]
    files = in_places(layer, f"{layer}.py")
    assert files
    above_pattern = re.compile(rf"({'|'.join(above) or '(?!)'}|tests|benchmarks)\b")
    assert offending(files, above_pattern) == []


@pytest.mark.parametrize("package", KEPT_TO)
def test_a_package_is_known_to_one_room(package: str) -> None:
    elsewhere = [file for file in program() if not name_of(file).startswith(KEPT_TO[package])]
    assert offending(elsewhere, re.compile(rf"{package}\b")) == []
    assert len(elsewhere) < len(program()), f"nobody imports {package}"


def test_the_shapes_of_drawings_are_all_a_window_knows_of_reportlab() -> None:
    drawing = in_places("ui/drawing.py")
    assert offending(drawing, re.compile(r"reportlab\.(?!graphics\.shapes\b)")) == []


def test_commands_know_no_window() -> None:
    commands = in_places("ui/commands", "ui/__init__.py", "ui/display.py")
    assert len(commands) > 3
    windows = {
        f"{name_of(file)}:{line} imports {imported}"
        for file in commands
        for imported, line in imports(parsed(file))
        if loads(imported, "PySide6")
    }
    assert windows == set()


@pytest.mark.parametrize("tab", TABS)
def test_tabs_do_not_import_each_other(tab: str) -> None:
    others = "|".join(other for other in TABS if other != tab)
    assert in_places(f"ui/{tab}")
    assert offending(in_places(f"ui/{tab}"), re.compile(rf"ui\.({others})\b")) == []


def test_what_tabs_share_knows_no_tab() -> None:
    shared = in_places("ui/records", "ui/dialogs")
    assert offending(shared, re.compile(rf"ui\.({'|'.join(TABS)})\b")) == []


def test_the_foundations_of_models_know_no_subject() -> None:
    foundations = [
        *in_places("models/journal", "models/storage"),
        *(ROOT / "models" / f"{name}.py" for name in FOUNDATIONS),
    ]
    known = "|".join((*FOUNDATIONS, "journal", "storage"))
    assert offending(foundations, re.compile(rf"models\.(?!({known})\b)")) == []


def test_subjects_are_used_by_metrics_and_exchange_never_the_other_way() -> None:
    subjects = in_places(*(f"models/{subject}" for subject in SUBJECTS), "models/community.py")
    assert offending(subjects, re.compile(r"models\.(metrics|exchange|merging|book)\b")) == []


def test_no_query_is_written_outside_models() -> None:
    queries = [
        f"{name_of(file)}:{node.lineno} calls .{node.func.attr}("
        for file in in_places("ui", "reports")
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in QUERYING
    ]
    assert queries == []


def test_no_action_is_opened_outside_models() -> None:
    """What is one step of undo is decided by a save function; types may be named anywhere."""
    outside = in_places("ui", "reports")
    acting = re.compile(r"models\.journal\.transactions(\.action)?$")
    assert offending([file for file in outside if name_of(file) not in ACTING], acting) == []
    others = [file for file in outside if name_of(file) not in CONNECTING]
    assert offending(others, re.compile(r"models\.base(?!\.Record$)")) == []
    connecting = offending(in_places(*CONNECTING), re.compile(r"models\.base(?!\.database$)"))
    assert connecting == []


def test_imports_are_absolute_and_never_everything() -> None:
    odd = [
        f"{name_of(file)}:{node.lineno}"
        for file in program()
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.ImportFrom)
        if node.level or any(alias.name == "*" for alias in node.names)
    ]
    assert odd == []


def test_no_file_has_grown_a_second_job() -> None:
    longest = dict.fromkeys(program(), LONGEST_FILE)
    longest |= dict.fromkeys((ROOT / "tests").rglob("*.py"), LONGEST_TEST)
    too_long = {
        name_of(file): f"{length} lines, at most {allowed}"
        for file, allowed in longest.items()
        if (length := len(file.read_text("utf-8").splitlines())) > allowed
    }
    assert too_long == {}, "split the job, then the file"


@cache
def modules() -> dict[str, Path]:
    return {module_of(file): file for file in program()}


@cache
def loads(module: str, packages: str) -> bool:
    """Say whether importing a module loads one of these packages, perhaps by way of others."""
    if re.match(rf"({packages})\b", module):
        return True
    files = modules()
    file = files.get(module) or files.get(module.rpartition(".")[0])
    return file is not None and any(loads(each, packages) for each in top_level_imports(file))


def top_level_imports(file: Path) -> Iterator[str]:
    for node in parsed(file).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from (imported for imported, _line in imports(node))


def test_only_what_is_heavy_is_imported_inside_a_function() -> None:
    """Pages and commands wait for their first use too; anything else stands at the top."""
    hurried = {
        f"{name_of(file)}:{line} imports {imported}"
        for file in program()
        for function in ast.walk(parsed(file))
        if isinstance(function, ast.FunctionDef)
        for imported, line in imports(function)
        if imported.startswith(("models.", "reports."))
        if not loads(imported, HEAVY)
    }
    assert hurried == set()
