from __future__ import annotations

import csv
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.members.member import save_member
from models.vocabulary import Kind
from ui import asking
from ui.members.tab import members_tab
from ui.records.exporting import export_list
from ui.session import Session


def test_the_ids_are_gathered_on_the_worker(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    save_member(None, {"name": "Ann"})
    page = members_tab(session)
    qtbot.addWidget(page)
    threads: list[threading.Thread] = []
    find = page.listing._listed.find

    def watched(**question: object) -> object:
        threads.append(threading.current_thread())
        return find(**question)

    monkeypatch.setattr(page.listing, "_listed", replace(page.listing._listed, find=watched))
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: tmp_path / "members.csv")
    with qtbot.waitSignal(session.told):
        export_list(session, page.listing, Kind.MEMBER)
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


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
