from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models import known_copies
from models.base import Record
from models.feedback.feedback import save_feedback
from models.journal.undo import undo_step
from models.members.member import Member, load_member, save_member
from models.storage.backups import Reason, keep
from models.storage.copying import copy_to
from models.vocabulary import Kind
from tests.ui.keyboard import commit
from ui import asking, wording
from ui.past.erasing import EraseDialog
from ui.past.link import Link
from ui.session import Session

Open = Callable[[bytes | None], EraseDialog]


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Open:
    def build(member: bytes | None) -> EraseDialog:
        dialog = EraseDialog(session, member)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not session.tasks.busy)
        return dialog

    return build


def words(dialog: EraseDialog) -> str:
    return "\n".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())


def stored(member: bytes) -> Record:
    row: Record = Member.get(Member.id == member)
    return row


def test_the_preview_says_what_goes_and_what_stays(open_dialog: Open) -> None:
    ann = save_member(None, {"name": "Ann Porter", "tags": ("tea", "runs"), "phone": "138"})
    save_feedback(None, {"text": "Too early", "member": ann})
    save_feedback(None, {"text": "Ann Porter was very kind"})
    said = words(open_dialog(ann))
    assert "2 tags" in said
    assert "The words of 1 feedback item" in said
    assert "1 feedback item, counted without its words" in said
    assert "The name also stands in 1 other record." in said
    assert "No backup and no copy that still holds the person is known here." in said
    assert stored(ann).deleted == 0


def test_erasing_takes_a_deliberate_yes(open_dialog: Open) -> None:
    dialog = open_dialog(save_member(None, {"name": "张三"}))
    assert not dialog.erase_button.isEnabled()
    dialog.typed.setText("张")
    assert not dialog.erase_button.isEnabled()
    dialog.typed.setText("张三")
    assert dialog.erase_button.isEnabled()
    dialog.typed.clear()
    dialog.asked.setChecked(True)
    assert dialog.erase_button.isEnabled()


def test_a_person_is_erased_and_the_copies_are_listed(
    open_dialog: Open, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    ann = save_member(None, {"name": "Ann Porter"})
    copy_to(tmp_path / "stick.guildbook")
    known_copies.remember(tmp_path / "stick.guildbook")
    dialog = open_dialog(ann)
    dialog.asked.setChecked(True)
    with qtbot.waitSignal(session.changed) as news:
        dialog.erase_button.click()
    assert Kind.MEMBER in news.args[0]
    assert stored(ann).deleted == 2
    said = words(dialog)
    assert "“Ann Porter” has been erased." in said
    assert "Open a copy and merge this file into it" in said
    listed = dialog.findChild(QPlainTextEdit).toPlainText()
    assert "stick.guildbook" in listed
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == listed
    assert not dialog.erase_button.isVisible()
    assert not dialog.asked.isVisible()
    step = undo_step()
    assert step is None or step.kind != "member.erase"


def test_the_backups_that_hold_the_person_are_listed_and_can_be_deleted(
    open_dialog: Open, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = save_member(None, {"name": "Ann Porter"})
    kept = keep(Reason.MERGE)
    assert kept is not None
    dialog = open_dialog(ann)
    assert kept.name in words(dialog)
    assert not dialog.discard_button.isVisible()
    dialog.asked.setChecked(True)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: dialog.discard_button.isVisible())
    answers = iter([None, 0])
    monkeypatch.setattr(asking, "choose", lambda *_args, **_options: next(answers))
    dialog.discard_button.click()
    assert kept.exists()
    dialog.discard_button.click()
    assert not kept.exists()
    assert not dialog.discard_button.isVisible()
    assert "No backup and no copy" in words(dialog)


def test_where_the_name_stands_is_one_click_away(
    open_dialog: Open, session: Session, qtbot: QtBot
) -> None:
    ann = save_member(None, {"name": "Ann Porter"})
    praise = save_feedback(None, {"text": "Ann Porter was very kind"})
    dialog = open_dialog(ann)
    with qtbot.waitSignal(session.wanted) as went:
        dialog.findChild(Link).click()
    assert went.args[:2] == [Kind.FEEDBACK, praise]


def test_without_a_member_it_asks_for_whom(
    open_dialog: Open, session: Session, qtbot: QtBot
) -> None:
    save_member(None, {"name": "Ann Porter"})
    dialog = open_dialog(None)
    assert dialog.chooser.isVisible()
    assert not dialog.asked.isVisible()
    commit(dialog.chooser.field, "Ann")
    qtbot.keyClick(dialog.chooser.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.asked.isVisible())
    assert "Ann Porter" in words(dialog)
    dialog.chooser.field.clear()
    assert not dialog.asked.isVisible()
    assert not dialog.erase_button.isEnabled()


def test_who_is_gone_already_is_said_to_be(open_dialog: Open) -> None:
    dialog = open_dialog(b"x" * 16)
    assert "not in the file any more" in words(dialog)
    assert not dialog.erase_button.isEnabled()


def test_a_refusal_is_told_and_nothing_is_erased(
    open_dialog: Open, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, book: Path
) -> None:
    ann = save_member(None, {"name": "Ann Porter"})
    dialog = open_dialog(ann)
    dialog.asked.setChecked(True)
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, detail="": said.append(text))
    with locked(book):
        dialog.erase_button.click()
        qtbot.waitUntil(lambda: bool(said))
    assert load_member(ann) is not None
    assert dialog.erase_button.isEnabled()


def test_it_may_be_closed_while_it_looks_but_not_while_it_erases(
    session: Session, qtbot: QtBot
) -> None:
    ann = save_member(None, {"name": "Ann Porter"})
    hasty = EraseDialog(session, ann)
    hasty.show()
    with qtbot.waitSignal(hasty.destroyed):
        hasty.close()
    dialog = EraseDialog(session, ann)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.asked.isVisible())
    dialog.asked.setChecked(True)
    dialog.erase_button.click()
    dialog.close()
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "has been erased" in words(dialog))
    dialog.close()
    assert not dialog.isVisible()


class locked:
    """Another program that writes in the file for as long as the block takes."""

    def __init__(self, path: Path) -> None:
        from sqlcipher3 import dbapi2

        self._connection = dbapi2.connect(str(path), isolation_level=None)

    def __enter__(self) -> None:
        self._connection.execute("BEGIN EXCLUSIVE")

    def __exit__(self, *_error: object) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


def test_the_dialog_speaks_chinese(open_dialog: Open) -> None:
    wording.use("zh_CN")
    ann = save_member(None, {"name": "张三", "tags": ("茶",)})
    said = words(open_dialog(ann))
    assert "1 个标签" in said
    assert "此操作无法挽回" in said
