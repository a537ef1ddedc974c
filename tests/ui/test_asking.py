from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from ui import asking


def test_files_are_suggested_in_the_documents_or_where_there_are_none_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert asking.documents() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert asking.documents() == tmp_path / "Documents"


@pytest.mark.parametrize(
    ("title", "suggested"),
    [
        ("Are all happy families alike?", "Are all happy families alike.xlsx"),
        ("读书/观影: 5/12", "读书 观影 5 12.xlsx"), ("v1.2", "v1.2.xlsx"), ("?", "Guildbook.xlsx"),
    ],
)  # fmt: skip
def test_a_title_is_suggested_as_a_name_that_every_system_takes(
    title: str, suggested: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    seen: list[str] = []

    def answer(_parent: object, _title: str, start: str, _filters: str) -> tuple[str, str]:
        seen.append(start)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    assert asking.choose_target(None, "Export", [("Excel", ("xlsx",))], f"{title}.xlsx") is None
    assert seen == [str(tmp_path / suggested)]
