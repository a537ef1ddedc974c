from __future__ import annotations

import ast
from pathlib import Path

from models.storage.upgrading import MIGRATIONS

SPEC = Path(__file__).parents[3] / "pyinstaller.spec"


def test_what_a_migration_imports_of_ours_is_named_for_the_bundle() -> None:
    """Migrations travel as files, so nothing sees what they import."""
    spec = SPEC.read_text("utf-8")
    for migration in MIGRATIONS.glob("[0-9]*.py"):
        for node in ast.walk(ast.parse(migration.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("models."):
                assert f'"{node.module}"' in spec, (migration.name, node.module)
