from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from models.month import Month
from models.vocabulary import Audience
from reports.monthly import write_monthly
from ui import theme
from ui.paper.preview import Preview


def test_it_may_be_closed_and_loaded_anew_while_pages_are_drawn(
    book: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    """The view draws in a thread of its own; a document that goes first crashes the program."""
    path = tmp_path / "report.pdf"
    write_monthly(path, Month(2026, 10), "en", Audience.FULL)
    for turn in range(20):
        preview = Preview()
        preview.resize(1200, 900)
        preview.show_document()
        preview.show()
        for _load in range(3):
            preview.document.load(str(path))
            qtbot.wait(turn)
        preview.deleteLater()
        qtbot.wait(1)


def test_a_refusal_takes_the_place_of_the_pages(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.show()
    preview.show_document()
    preview.refuse("The disk is full.")
    assert preview.words.isVisible()
    assert preview.words.text() == "The disk is full."
    assert not preview.pages.isVisible()


def test_the_ground_follows_the_scheme(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    assert preview.pages.palette().dark().color() == theme.colour("sunken")
