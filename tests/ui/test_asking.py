from __future__ import annotations

from pathlib import Path

import pytest

from ui import asking


def test_files_are_suggested_in_the_documents_or_where_there_are_none_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert asking.documents() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert asking.documents() == tmp_path / "Documents"
