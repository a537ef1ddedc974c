"""Every control of these windows has a name and room for its words, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.storage.backups import Reason, backups_of, keep
from models.storage.findings import SCHEMA, Finding, Findings
from models.storage.rekeying import Rekeyed
from models.storage.salvage import Rescued, Salvaged
from models.vocabulary import Kind
from tests.ui.test_accessibility import cut, nameless
from ui import wording
from ui.safety.backup_chooser import BackupChooser
from ui.safety.backups_window import BackupsWindow
from ui.safety.changed_window import ChangedWindow
from ui.safety.check_window import CheckWindow
from ui.safety.handover_window import HandoverWindow
from ui.safety.jobs import Standing
from ui.safety.locked_page import LockedPage
from ui.safety.passphrase_window import PassphraseWindow, Wish
from ui.safety.reading_bar import ReadingBar
from ui.safety.recovery_window import RecoveryWindow
from ui.safety.salvage_window import SalvageWindow
from ui.safety.unlocking import UnlockWindow
from ui.session import Session
from ui.welcome import Welcome

_LOST = Salvaged((Rescued(Kind.MEMBER, 118, 2), Rescued(Kind.EVENT, 40, 0)), 2300, 4)
_BAD = Findings((Finding("schema", SCHEMA), Finding("schema", SCHEMA)))
_WINDOWS: dict[str, Callable[[Session, QWidget], QWidget]] = {
    "set": lambda _session, room: PassphraseWindow(Standing(False, True, False), "", room),
    "change": lambda _session, room: PassphraseWindow(Standing(True, False, False), "x", room),
    "changed": lambda _session, room: ChangedWindow(
        Rekeyed(True, 7, backups_of()), Wish("x", True), room
    ),
    "unlock": lambda _session, room: UnlockWindow("club.guildbook", "", False, room),
    "backups": BackupsWindow,
    "chooser": lambda _session, room: BackupChooser(backups_of(), room),
    "whole": lambda _session, room: CheckWindow(Findings(()), "club.guildbook", room),
    "broken": lambda _session, room: CheckWindow(_BAD, "club.guildbook", room),
    "salvaged": lambda _session, room: SalvageWindow(_LOST, "club.guildbook", room),
    "recovery": RecoveryWindow,
    "handover": HandoverWindow,
    "locked": lambda _session, _room: LockedPage("江边慢跑团", True),
    "welcome": lambda _session, _room: Welcome([], "It is damaged.", True),
}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", _WINDOWS)
def test_every_control_has_a_name_and_room(
    name: str, language: str, session: Session, qtbot: QtBot
) -> None:
    keep(Reason.MERGE)
    wording.use(language)
    room = QWidget()
    qtbot.addWidget(room)
    window = _WINDOWS[name](session, room)
    if window.parentWidget() is None:
        qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.isVisible)
    assert (nameless(window), cut(window)) == ([], [])


def test_the_bar_of_a_file_that_is_only_read_has_its_ways_on(qtbot: QtBot) -> None:
    bar = ReadingBar("club.guildbook")
    qtbot.addWidget(bar)
    bar.resize(800, 60)
    bar.show()
    assert (nameless(bar), cut(bar)) == ([], [])
    for button, signal in ((bar.copy, bar.copy_wanted), (bar.again, bar.again_wanted)):
        with qtbot.waitSignal(signal):
            button.click()
