"""Photo, household, guardians, consents and introductions, in the form and in the pane."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.consent import Agreement, consents_of, save_consents
from models.members.member import save_member
from models.members.profile import Profile, load_profile, save_profile
from models.past import record_past
from models.progress import Progress
from models.records import OF_MEMBERS
from models.vocabulary import Kind, Purpose
from tests.ui.keyboard import commit, enter, tab_stops
from ui import asking
from ui.members.consent_window import ConsentWindow
from ui.members.family_editors import GuardiansEditor
from ui.members.photo_editor import PhotoEditor
from ui.members.referrals_window import ReferralsWindow
from ui.members.tab import members_tab
from ui.records.changes import worded
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def gone_to(session: Session) -> list[object]:
    gone: list[object] = []
    session.wanted.connect(lambda _kind, record, _pill: gone.append(record))
    return gone


def profile(member: bytes | None) -> Profile:
    loaded = load_profile(member or b"")
    assert loaded
    return loaded


def shown(page: RecordPage) -> str:
    texts = [*page.pane.findChildren(QLabel), *page.pane.findChildren(QPushButton)]
    return "\n".join(text.text() for text in texts if text.isVisible())


def press_button(page: RecordPage, text: str) -> None:
    buttons = page.pane.findChildren(QPushButton)
    next(each for each in buttons if each.text() == text and each.isVisible()).click()


def edit(page: RecordPage, member: bytes) -> None:
    page.reload()
    page.show_record(member)
    page.edit()


def write_picture(path: Path, size: tuple[int, int] = (600, 400)) -> Path:
    Image.new("RGB", size, "teal").save(path)
    return path


@pytest.fixture
def photo(page: RecordPage) -> PhotoEditor:
    editor = page.form.editor("photo")
    assert isinstance(editor, PhotoEditor)
    return editor


def test_a_photo_is_chosen_shown_and_removed(
    page: RecordPage,
    photo: PhotoEditor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    picture = write_picture(tmp_path / "a.png")
    monkeypatch.setattr(asking, "choose_file", lambda *_question: picture)
    member = save_member(None, {"name": "张三"})
    edit(page, member)
    assert not photo.remove.isVisible()
    photo.choose.click()
    qtbot.waitUntil(lambda: bool(photo.value()))
    assert page.save()
    made = Image.open(io.BytesIO(profile(member).photo))
    assert (made.format, made.size) == ("JPEG", (320, 213))
    avatars = [each for each in page.pane.findChildren(QLabel) if not each.pixmap().isNull()]
    assert any(each.accessibleName() == "Photo of 张三" for each in avatars)
    page.edit()
    assert photo.value() and not page.form.is_edited()
    fields = page.form.widget()
    assert fields.minimumSizeHint().width() <= page.form.viewport().width(), "no wider than shown"
    photo.remove.setFocus()
    photo.remove.click()
    assert page.form.focusWidget() is photo.choose, "the next key is not typed into the next field"
    assert page.save() and profile(member).photo == b""
    step = undo_step()
    assert step and step.kind == "member.edit"
    undo(step)
    assert profile(member).photo


def test_a_photo_is_pasted_or_dropped(
    page: RecordPage, photo: PhotoEditor, tmp_path: Path, qtbot: QtBot
) -> None:
    image = QImage(500, 100, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    page.start_new()
    QGuiApplication.clipboard().setImage(image)
    photo.paste.click()
    qtbot.waitUntil(lambda: bool(photo.value()))
    assert Image.open(io.BytesIO(photo.value())).size == (320, 64)
    photo.remove.click()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_picture(tmp_path / "b.jpg")))])
    drop = QDropEvent(
        QPointF(QPoint(5, 5)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    photo.dropEvent(drop)
    qtbot.waitUntil(lambda: bool(photo.value()))


def test_what_is_no_picture_is_said(
    page: RecordPage,
    photo: PhotoEditor,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_rest: said.append(text))
    page.start_new()
    QGuiApplication.clipboard().setText("words")
    photo.paste.click()
    assert "no picture on the clipboard" in said[0]
    (tmp_path / "a.jpg").write_text("no picture")
    monkeypatch.setattr(asking, "choose_file", lambda *_question: tmp_path / "a.jpg")
    photo.choose.click()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert "JPEG, PNG or WebP" in said[1] and photo.value() == b""


def test_a_picture_that_comes_late_is_not_given_to_somebody_else(
    page: RecordPage, photo: PhotoEditor, tmp_path: Path, session: Session, qtbot: QtBot
) -> None:
    one, other = (save_member(None, {"name": name}) for name in "甲乙")
    edit(page, one)
    other_is_shown = Event()

    def slow(_source: bytes, progress: Progress) -> bytes:
        other_is_shown.wait(10)
        return b"jpeg"

    photo._shrink(slow, b"")
    page.cancel()
    edit(page, other)
    other_is_shown.set()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert photo.value() == b""


def test_a_household_is_typed_and_joined(page: RecordPage) -> None:
    page.start_new()
    commit(page.form.editor("name").field, "王五")
    assert not page.form.editor("is_contact").isVisible()
    line = page.form.editor("household").field.lineEdit()  # type: ignore[attr-defined]
    commit(line, "王家")
    contact: Any = page.form.editor("is_contact")
    assert contact.isVisible()
    contact.field.click()
    assert page.save()
    first = page.listing.table.current_id()
    page.start_new()
    commit(page.form.editor("name").field, "王小五")
    commit(page.form.editor("household").field.lineEdit(), "王家")  # type: ignore[attr-defined]
    assert page.save()
    second = profile(page.listing.table.current_id())
    assert second.living and second.living.contact == first
    assert "Household: 王家" in shown(page) and "contact person" in shown(page)
    page.edit()
    assert not page.form.is_edited()
    page.form.editor("household").field.lineEdit().clear()  # type: ignore[attr-defined]
    assert page.save() and profile(second.id).household is None


def test_a_household_is_renamed_for_all(page: RecordPage, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [save_profile(None, {"name": name, "household": "王佳"}) for name in "甲乙"]
    page.reload()
    page.show_record(both[0])
    monkeypatch.setattr(asking, "ask_text", lambda *_question: "王家")
    press_button(page, "Rename the household…")
    assert [profile(each).household_name for each in both] == ["王家", "王家"]
    assert "Household: 王家" in shown(page)


def test_guardians_are_typed_shown_and_lead_there(
    page: RecordPage, gone_to: list[object], qtbot: QtBot
) -> None:
    mother = save_member(None, {"name": "李芳", "born": "1985"})
    child = save_member(None, {"name": "王小五", "born": "2018-05-01"})
    edit(page, mother)
    assert not page.form.editor("guardians").isVisible()
    page.cancel()
    page.show_record(child)
    assert "A minor without a guardian on record." in shown(page)
    page.edit()
    editor = page.form.editor("guardians")
    assert isinstance(editor, GuardiansEditor) and editor.isVisible()
    editor.more.click()
    line = editor._lines[0]
    commit(line.person.field, "lifang")
    enter(line.person.field)
    commit(line.relation.field, "妈妈")
    assert page.save()
    assert "guardian, 妈妈" in shown(page)
    press_button(page, "李芳")
    assert gone_to == [mother]
    page.show_record(mother)
    assert "a minor they are guardian of" in shown(page)
    edit(page, child)
    assert not page.form.is_edited()
    (line,) = editor._lines
    qtbot.waitUntil(line.isVisible)
    stops = tab_stops(page.window(), page.form.editor("household").field)
    assert stops[1:5] == [line.person.field, line.relation.field, line.remove, editor.more]
    line.remove.click()
    assert page.form.is_edited() and page.save() and profile(child).guardians == ()


def test_consents_are_given_changed_and_said(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    member = save_member(None, {"name": "张三"})
    save_consents(member, [Agreement(Purpose.DATA, date(2026, 1, 1), None, "纸面")])
    page.reload()
    page.show_record(member)
    assert "Their details being kept here" in shown(page)
    window = ConsentWindow(session, member, "张三", page)
    qtbot.addWidget(window)
    window.show()
    photo = next(row for row in window.rows if row.purpose == Purpose.PHOTO)
    photo.today.click()
    own = window.rows[-1]
    commit(own.title, "活动录音")
    window.save.click()
    assert "on which day" in window.wrong.text() and window.isVisible()
    commit(own.given.field, "2026-03-01")
    data = next(row for row in window.rows if row.purpose == Purpose.DATA)
    commit(data.withdrawn.field, "soon")
    window.save.click()
    assert window.wrong.text().startswith("Their details being kept here: Write a date")
    assert window.focusWidget() is data.withdrawn.field and data.withdrawn.field.property("invalid")
    data.withdrawn.set_value(date(2025, 1, 1))
    window.save.click()
    assert "withdrawn before it was given" in window.wrong.text() and window.isVisible()
    data.withdrawn.set_value(date(2026, 10, 1))
    window.save.click()
    assert not window.isVisible()
    assert [each.purpose for each in consents_of(member)] == ["photo", "data", "活动录音"]
    assert "withdrawn on" in shown(page) and "活动录音" in shown(page)
    past = record_past(member, OF_MEMBERS)
    lines = [worded(cell, past.names) for cell in past.entries[0].cells]
    assert "Consent added: Photos of them in reports" in lines


def test_the_tree_is_walked_by_keys_and_leads_there(
    page: RecordPage, session: Session, gone_to: list[object], qtbot: QtBot
) -> None:
    top = save_member(None, {"name": "甲"})
    middle = save_member(None, {"name": "乙", "introduced_by": top})
    last = save_member(None, {"name": "丙", "introduced_by": middle})
    save_member(top, {"introduced_by": last})
    page.reload()
    page.show_record(middle)
    assert "Introduced by 甲. They brought 1 person." in shown(page)
    press_button(page, "Show the tree…")
    qtbot.waitUntil(lambda: bool(page.window().findChildren(ReferralsWindow)))
    window = page.window().findChildren(ReferralsWindow)[0]
    assert any("2 people came" in each.text() for each in window.findChildren(QLabel))
    assert window.tree.currentItem().text(0) == "乙"
    for line in (window.tree.headerItem(), window.tree.currentItem()):
        right = [bool(line.textAlignment(each) & Qt.AlignmentFlag.AlignRight) for each in range(4)]
        assert right == [False, False, True, True], "a heading stands over its figures"
    qtbot.keyClick(window.tree, Qt.Key.Key_Down)
    assert window.tree.currentItem().text(0) == "丙"
    window.show_person.click()
    assert gone_to == [last]


def test_it_is_all_saved_as_one_step(page: RecordPage, session: Session) -> None:
    member = save_profile(None, {"name": "张三", "household": "张家", "can_give": "修车, 拍照"})
    edit(page, member)
    tags: Any = page.form.editor("can_give")
    commit(tags.field, "做饭")
    commit(page.form.editor("rest_until").field, "2027-01-01")
    told: list[frozenset[Kind]] = []
    session.changed.connect(told.append)
    assert page.save() and len(told) == 1
    saved = profile(member)
    assert (saved.can_give, saved.rest_until) == ("修车, 拍照, 做饭", date(2027, 1, 1))
    assert "修车 · 拍照 · 做饭" in shown(page)
