"""Erasing a person for good: what it would do, a deliberate yes, and what is left to do after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from models.erasing import Erasure, erase_member, preview_erasure
from models.errors import UserError
from models.members.barred import Bar, bar_people
from models.mentions import Mention
from models.storage.backups import discard
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults, furniture
from ui.dialogs.frame import column_of
from ui.past import erasure_words
from ui.past.barring import Barring
from ui.past.erasure_parts import copies_box, listed_card
from ui.past.link import Link
from ui.reading_area import ReadingArea
from ui.records.editors import Unreadable
from ui.records.record_chooser import RecordChooser
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress

ERASE = N_("Erase a person for good…")  # wherever it is offered
_READ = 160  # pixels of what erasing does that are always seen
_CHANGED = (Kind.MEMBER, Kind.FEEDBACK, Kind.ATTENDANCE, Kind.EVENT)


def erase_person(session: Session, parent: QWidget, member: Any = None) -> None:
    """Open the dialog for a member; without one it asks for whom."""
    dialog = EraseDialog(session, member, parent.window())
    parent.destroyed.connect(dialog.close)  # its page goes when the file is closed or locked
    dialog.open()


class EraseDialog(QDialog):
    def __init__(
        self, session: Session, member: bytes | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Erasure | None = None
        self._listed = ""
        self._looking: Task | None = None
        self._at_work = False
        self._column = column_of(self, _("Erase a person for good"), 600)
        self._column.addWidget(furniture.label(_("Erase a person for good"), "title"))
        self._read = ReadingArea(_("What erasing does"))
        self.chooser = RecordChooser(Kind.MEMBER)
        self.chooser.name_for_readers(_("Who is to be erased"))
        self.chooser.changed.connect(self._choose)
        self._column.addWidget(self.chooser)
        self._read.setMinimumHeight(_READ)
        self._column.addWidget(self._read, 1)
        self._build_agreement()
        self._build_buttons()
        self.resize(640, 660)
        self._show_page(_("Choose a member: what would go and what would stay is shown here."))
        if member is not None:
            self.chooser.hide()
            self.preview(member)

    def preview(self, member: bytes) -> None:
        """Find out, off the window's thread, what erasing this member would do."""
        self._found = None
        self._show_page(_("Looking through the file and its backups…"))
        self._check()
        self._stop_looking()
        self._looking = self._session.tasks.run(
            _preview, member, done=self._show, failed=self._refuse
        )

    def _build_agreement(self) -> None:
        self.asked = QCheckBox(_("They asked for it themselves"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(_("Type the name to confirm"))
        self._agreement = QWidget()
        inside = QVBoxLayout(self._agreement)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(furniture.rule_line())
        final = furniture.paragraph(
            _("This is for good: no undo, no trash and no merge brings the person back."), ""
        )
        furniture.set_tone(final, "bad")
        inside.addWidget(final)
        inside.addLayout(
            furniture.row(self.asked, furniture.label(_("or"), "muted"), self.typed, spacing=14)
        )
        self.barring = Barring()
        inside.addWidget(self.barring)
        self._column.addWidget(self._agreement)
        self.asked.toggled.connect(lambda _on: self._check())
        self.typed.textChanged.connect(lambda _text: self._check())

    def _build_buttons(self) -> None:
        self.erase_button = furniture.button(_("Erase for good"), role="danger")
        self.copy_button = furniture.button(_("Copy the list"), icon="copy")
        self.close_button = furniture.button(_("Cancel"))
        self.erase_button.clicked.connect(self._erase)
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.close)
        self.copy_button.hide()
        self.discard_button = furniture.button(_("Delete the backups…"), icon="trash-2")
        self.discard_button.clicked.connect(self._discard)
        self.discard_button.hide()
        left = furniture.row(self.copy_button, self.discard_button, spacing=10)
        right = furniture.row(self.close_button, self.erase_button, spacing=10)
        left.addStretch()
        left.addLayout(right)
        self._column.addLayout(left)
        self._agreement.hide()
        self._check()

    def _choose(self) -> None:
        try:
            member = self.chooser.value()
        except Unreadable:  # something is typed, nobody chosen yet
            member = None
        if member is not None:
            self.preview(member)
        else:
            self._found = None
            self._agreement.hide()
            self._check()

    def _check(self) -> None:
        found = self._found
        typed = self.typed.text().strip()
        agreed = found is not None and (self.asked.isChecked() or typed == found.name.strip() != "")
        self.erase_button.setEnabled(agreed)

    def _show(self, found: Erasure | None) -> None:
        self._found = found
        if found is None:
            self._show_page(_("This member is not in the file any more."))
            return
        copies = erasure_words.places(found)
        parts = [
            furniture.paragraph(found.name or _("Without a name"), "heading"),
            listed_card(_("What goes"), erasure_words.goes(found), "eraser"),
            listed_card(_("What stays, as a number only"), erasure_words.stays(found), "hash"),
            *self._mentions(found),
            listed_card(
                _("Backups and copies"), [erasure_words.elsewhere(copies), *copies], "copy"
            ),
        ]
        self._show_parts(parts)
        self.typed.setPlaceholderText(_("type “{name}”", name=found.name))
        self._agreement.show()
        self._check()
        self.asked.setFocus()

    def _mentions(self, found: Erasure) -> list[QWidget]:
        text = erasure_words.named_still(found)
        if not text:
            return []
        card = listed_card(_("Where the name still stands"), [text], "quote")
        for mention in found.mentions:
            card.body.addWidget(self._mention(mention))
        more = found.mentioned - len(found.mentions)
        if more > 0:
            card.body.addWidget(
                furniture.paragraph(n_("and {count} more", "and {count} more", more))
            )
        return [card]

    def _mention(self, mention: Mention) -> QWidget:
        title = " ".join(mention.title.split()) or _(mention.kind.title)
        if mention.trashed:
            return furniture.paragraph(_("{title} (in the trash)", title=title), "")
        link = Link(title)
        link.clicked.connect(lambda: self._go_to(mention))
        return link

    def _go_to(self, mention: Mention) -> None:
        parent = self.parentWidget()
        self.close()
        if isinstance(parent, QDialog):
            parent.close()
        self._session.go_to(mention.kind, mention.id)

    def _erase(self) -> None:
        if self._found is None:
            return
        can_be, bar = self.barring.checked(self._found.id)
        if not can_be:
            return
        self.erase_button.setEnabled(False)
        self._at_work = True
        self._session.tasks.run(
            _erase, self._found.id, bar,
            title=_("Erasing…"), done=self._report, failed=self._refuse, stoppable=False,
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self._at_work = False
        asking.say(self, faults.worded(error))
        self._check()

    def _report(self, done: Erasure | None) -> None:
        """Say that it is done, and what is left for the organizer to do."""
        self._at_work = False
        self._session.announce(*_CHANGED)
        self._agreement.hide()
        self.chooser.hide()
        self.erase_button.hide()
        self.close_button.setText(_("Close"))
        self.close_button.setFocus()
        if done is None:
            self._show_page(_("This member is not in the file any more."))
            return
        copies = erasure_words.places(done)
        self._listed = "\n".join(copies)
        self.copy_button.setVisible(bool(copies))
        parts = [
            furniture.paragraph(_("“{name}” has been erased.", name=done.name), "heading"),
            furniture.paragraph(_purged(done)),
            *self._mentions(done),
            listed_card(_("Backups and copies"), [erasure_words.elsewhere(copies)], "copy"),
        ]
        if copies:
            parts.append(copies_box(self._listed))
        self.discard_button.setVisible(bool(done.backups))
        self._found = done
        self._show_parts(parts)

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.cancel()

    def _discard(self) -> None:
        """Delete the backups that hold the person, after a question: they hold all else too."""
        found = self._found
        if found is None:
            return
        question = n_(
            "Delete {count} backup? It holds everything else of its day too; the file itself stays"
            " as it is.",
            "Delete {count} backups? They hold everything else of their days too; the file itself"
            " stays as it is.",
            len(found.backups),
        )
        if asking.choose(self, question, [_("Delete")]) is None:
            return
        for backup in found.backups:
            discard(backup)
        left = tuple(backup for backup in found.backups if backup.path.exists())
        self._report(replace(found, backups=left))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._listed)
        self.copy_button.setText(_("Copied"))

    def _show_page(self, text: str) -> None:
        self._show_parts([furniture.paragraph(text)])

    def _show_parts(self, parts: Sequence[QWidget]) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(12)
        for part in parts:
            column.addWidget(part)
        column.addStretch()
        self._read.show_page(page)

    # Qt overrides

    def done(self, result: int) -> None:
        """Close, unless the person is just being erased: the report is still to come."""
        if not (self._at_work and self._session.tasks.busy):
            self._stop_looking()
            super().done(result)


def _purged(done: Erasure) -> str:
    if done.purged:
        return _("Their own records are gone: from this file, from its history and its free space.")
    return _(
        "Their own records are gone from the file and its history. Its free space could not be"
        " cleaned yet, because the disk is full or the file is in use elsewhere: free some space,"
        " then open the file again."
    )


def _preview(member: bytes, progress: Progress) -> Erasure | None:
    return preview_erasure(member)


def _erase(member: bytes, bar: Bar | None, progress: Progress) -> Erasure | None:
    if bar is not None:
        bar_people([member], bar)
    return erase_member(member)
