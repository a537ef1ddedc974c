from __future__ import annotations

import pytest

from models.events.event import save_event
from models.members.member import save_member
from models.vocabulary import Kind
from resources.i18n import LANGUAGES
from ui import window_commands, wording
from ui.command_names import _ALSO, is_called, names_of
from ui.desk import Desk
from ui.events.rooms import ATTENDANCE, EventsRooms
from ui.jump import Jump
from ui.page_commands import offered
from ui.pages import MEMBERS


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dark", "Switch between light and dark"),
        ("深色", "Switch between light and dark"),
        ("shense", "Switch between light and dark"),
        ("qhqs", "Switch between light and dark"),
        ("History", "What has happened"),
        ("历史", "What has happened"),
        ("操作记录", "What has happened"),
        ("caozuojl", "What has happened"),
        ("jilu", "What has happened"),
        ("czjl", "What has happened"),
        ("cao zuo", "What has happened"),
        ("密码", "Passphrase…"),
        ("hsz", "Trash"),
        ("可能重复", "Possible duplicates…"),
        ("审核", "Look through applicants…"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_is_found_in_both_languages_by_sound_and_by_other_words(
    typed: str, meant: str, language: str
) -> None:
    wording.use(language)
    assert is_called(wording._(meant), typed)


def test_what_is_something_else_is_not_found() -> None:
    wording.use("zh_CN")
    for typed in ("qqqq", "ao", "uozuo", "郑州", "members"):
        assert not is_called("操作记录", typed)


def test_the_words_of_a_menu_and_its_line_are_both_names() -> None:
    wording.use("zh_CN")
    both = f"{wording._('Trash')} · {wording._('Backups…')}"
    assert {"trash", "backups…"} <= set(names_of(both))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_other_word_belongs_to_a_command_there_is(desk: Desk, language: str) -> None:
    wording.use(language)
    titles = {each.title for group in window_commands.groups(desk) for each in group.commands}
    desk.show_page(MEMBERS)
    assert desk.pages is not None and desk.session is not None
    for status in ("active", "left"):
        member = save_member(None, {"name": "张三", "status": status})
        desk.session.go_to(Kind.MEMBER, member)
        titles |= {each.title for each in offered(desk.pages)}
    event = save_event(None, {"title": "晨跑"})
    desk.session.go_to(Kind.EVENT, event)
    titles |= {each.title for each in offered(desk.pages)}
    rooms = desk.pages.findChild(EventsRooms)
    assert rooms is not None
    rooms.show_room(ATTENDANCE, event)
    titles |= {each.title for each in offered(desk.pages)}
    rooms.show_calendar()
    titles |= {each.title for each in offered(desk.pages)}
    assert [title for title in _ALSO if wording._(title) not in titles] == []


def test_in_a_chinese_window_the_english_word_leads_there(desk: Desk) -> None:
    desk.switch_language()
    before = desk._preferences.scheme
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("dark")
    assert jump.list.item(0).text() == "切换浅色与深色"
    jump._go(jump.list.item(0))
    assert desk._preferences.scheme != before
