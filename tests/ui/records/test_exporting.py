from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.members.member import save_member
from models.vocabulary import Kind
from ui import asking
from ui.members.tab import members_tab
from ui.records.exporting import export_list
from ui.session import Session


def test_the_list_goes_out_as_it_is_filtered(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    for name, status in (("张三", "active"), ("李四", "left"), ("阿明", "active")):
        save_member(None, {"name": name, "status": status})
    page = members_tab(session)
    qtbot.addWidget(page)
    page.show_pill("active")
    target = tmp_path / "members.csv"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    with qtbot.waitSignal(session.told) as told:
        export_list(session, page.listing, Kind.MEMBER)
    assert told.args == ["2 records exported to members.csv.", False]
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines()))
    assert [row["Name"] for row in rows] == ["阿明", "张三"]
