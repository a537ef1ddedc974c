"""Other names in the form and in the pane, and found in the list."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.members.alias import aliases_of
from models.members.listing import find_members
from models.members.member import save_member
from models.members.profile import save_profile
from tests.ui.keyboard import commit, enter
from ui.formats import date_text
from ui.members.tab import members_tab
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


def shown(page: RecordPage) -> str:
    return "\n".join(text.text() for text in page.pane.findChildren(QLabel) if text.isVisible())


def test_aliases_are_typed_in_the_form_and_shown_in_the_pane(
    page: RecordPage, session: Session
) -> None:
    page.start_new()
    commit(page.form.editor("name").field, "王芳")
    line = page.form.editor("aliases").field
    for name in ("小丸子", "芳姐"):
        commit(line, name)
        enter(line)
    assert page.save()
    (wang,) = find_members("xwz").ids()
    assert aliases_of(wang) == ("小丸子", "芳姐")
    page.show_record(wang)
    assert "小丸子 · 芳姐" in shown(page)


def test_what_is_known_besides_has_columns_that_can_be_chosen(
    page: RecordPage, session: Session
) -> None:
    known = {"aliases": ["小丸子", "qq:10020"], "household": "王家", "cadence": 30}
    save_profile(None, {"name": "王芳", "rest_until": date(2026, 12, 1), **known})
    page.reload()
    names = ["aliases", "household", "rest_until", "cadence"]
    assert page.listing.table.hidden_columns() >= set(names)
    model = page.listing.table.model()
    columns = [column.name for column in page.listing.shown_columns._columns]
    said = [model.index(0, columns.index(name)).data() for name in names]
    assert said == ["小丸子", "王家", date_text(date(2026, 12, 1)), "30"]


def test_an_account_a_chat_taught_can_be_taken_away(page: RecordPage, session: Session) -> None:
    wang = save_member(None, {"name": "王芳", "aliases": ["qq:10020"]})
    page.show_record(wang)
    page.edit()
    editor = page.form.editor("aliases")
    assert editor.value() == ("qq:10020",)
    editor.remove_last()
    assert page.save()
    assert aliases_of(wang) == ()
