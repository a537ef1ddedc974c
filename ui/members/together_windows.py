"""What is asked before something is done with many members."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from models.members.mailing import Recipients, mail_links
from models.members.member import all_tags
from models.vocabulary import Kind
from resources.i18n import N_
from ui import furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.formats import enumeration
from ui.records.editors import Unreadable
from ui.records.record_chooser import RecordChooser
from ui.records.tags_editor import TagsEditor
from ui.wording import _, n_

# So many names are read; of more, their number says enough.
_NAMED = 12


class TagsOfMany(QDialog):
    """Signals:

    agreed: carries the tags to give and the tags to take away.
    """

    agreed = Signal(object, object)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        title = n_("Tags of {count} member", "Tags of {count} members", count)
        column = column_of(self, title, 460)
        column.addWidget(furniture.label(title, "title"))
        self.added, self.taken = TagsEditor(all_tags), TagsEditor(all_tags)
        self._fields = Fields()
        for name, words, editor in (("added", _("Add"), self.added),
                                    ("taken", _("Take away"), self.taken)):  # fmt: skip
            editor.set_value(())
            self._fields.add(name, words, editor)
            editor.name_for_readers(words)
        column.addLayout(self._fields)
        row, agree = buttons_of(self, _("Apply"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.added.field.setFocus()

    def _agree(self) -> None:
        added, taken = self.added.value(), self.taken.value()
        if not added and not taken:
            self._fields.mark({"added": _("Name at least one tag.")})
            return
        self.agreed.emit(added, taken)
        self.accept()


class EventOfMany(QDialog):
    """Signals:

    agreed: carries the event, and whether all of them said they would come.
    """

    agreed = Signal(object, bool)

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent)
        title = n_("Add {count} member to an event", "Add {count} members to an event", count)
        column = column_of(self, title, 460)
        column.addWidget(furniture.label(title, "title"))
        self.event_editor = RecordChooser(Kind.EVENT, N_("Type the name of an event"))
        self._fields = Fields()
        self._fields.add("event", _("Event"), self.event_editor)
        self.event_editor.name_for_readers(_("Event"))
        column.addLayout(self._fields)
        self.said_yes = QCheckBox(_("They said they would come"))
        column.addWidget(self.said_yes)
        column.addWidget(
            furniture.paragraph(_("Those already on its list keep what is recorded there."))
        )
        row, agree = buttons_of(self, _("Add"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.event_editor.field.setFocus()

    def _agree(self) -> None:
        try:
            event = self.event_editor.value()
        except Unreadable as error:
            self._fields.mark({"event": _(error.message)})
            return
        if event is None:
            self._fields.mark({"event": _("Choose the event first.")})
            return
        self.agreed.emit(event, self.said_yes.isChecked())
        self.accept()


class MailOfMany(QDialog):
    """Opens the mail program with everybody in blind copy, in parts where one link is too long."""

    def __init__(self, parent: QWidget, found: Recipients) -> None:
        super().__init__(parent)
        count = len(found.addresses)
        title = n_("Mail to {count} address", "Mail to {count} addresses", count)
        column = column_of(self, title, 460)
        column.addWidget(furniture.label(title, "title"))
        self._addresses = found.addresses
        self.links = mail_links(found.addresses)
        if count:
            column.addWidget(furniture.paragraph(_(
                "Your mail program opens with everybody in blind copy: nobody sees the others’"
                " addresses.")))  # fmt: skip
        if left := left_out(found):
            column.addWidget(furniture.paragraph(left))
        for number, link in enumerate(self.links, 1):
            column.addWidget(self._button(number, link))
        copy = furniture.button(_("Copy the addresses"), icon="copy")
        copy.clicked.connect(self._copy)
        copy.setEnabled(bool(count))
        close = furniture.button(_("Close"))
        close.clicked.connect(self.accept)
        column.addLayout(furniture.row(copy, None, close))

    def _button(self, number: int, link: str) -> QWidget:
        several = len(self.links) > 1
        text = (
            _("Write the mail, part {number} of {count}", number=number, count=len(self.links))
            if several
            else _("Write the mail")
        )
        made = furniture.button(text, icon="mail", role="plain" if several else "primary")
        made.clicked.connect(lambda: open_link(link))
        return made

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("; ".join(self._addresses))


def open_link(link: str) -> None:
    """Hand a link to the system's mail program."""
    QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode))


def left_out(found: Recipients, names: bool = True) -> str:
    """Say who gets no mail; "" where everybody does."""
    lines = []
    count = len(found.without)
    if count and names:
        lines.append(n_("{count} of them has no address: {names}.",
                        "{count} of them have no address: {names}.",
                        count, names=_named(found.without)))  # fmt: skip
    elif count:
        lines.append(n_("{count} of them has no address.",
                        "{count} of them have no address.", count))  # fmt: skip
    count = len(found.resting)
    if count and names:
        lines.append(n_("{count} of them rests and is left alone: {names}.",
                        "{count} of them rest and are left alone: {names}.",
                        count, names=_named(found.resting)))  # fmt: skip
    elif count:
        lines.append(n_("{count} of them rests and is left alone.",
                        "{count} of them rest and are left alone.", count))  # fmt: skip
    return "\n".join(lines) if names else " ".join(lines)


def _named(people: Sequence[str]) -> str:
    shown, more = enumeration(list(people[:_NAMED])), len(people) - _NAMED
    return _("{names} and {count} more", names=shown, count=more) if more > 0 else shown
