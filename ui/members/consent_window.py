"""What a member agreed to: when, how, and whether it still holds."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QWidget

from models import clock
from models.errors import Invalid, UserError
from models.members.consent import Agreement, consents_of, purposes_in_use, save_consents
from models.members.member import load_member
from models.members.profile import Profile
from models.vocabulary import Kind, Purpose
from resources.i18n import N_
from ui import faults
from ui.dialogs.frame import buttons_of, column_of
from ui.formats import date_text, joined
from ui.furniture import button, label, paragraph, set_tone
from ui.members.pane import Pane
from ui.records.choices import title_of
from ui.records.date_editors import DateEditor
from ui.records.detail import Section, Step
from ui.records.editors import OpenChoiceEditor, Unreadable
from ui.session import Session
from ui.wording import _

_WIDTH, _HOW_WIDTH = 800, 180
_WAYS = (N_("In person"), N_("By message"), N_("On paper"))


def consent_section(member: Profile, pane: Pane) -> Section | None:
    """What the pane says: each purpose, and whether the consent holds."""
    if not member.consents:
        return None
    lines = tuple((title_of(Purpose, each.purpose), _state(each)) for each in member.consents)

    def change() -> None:
        show_consents(pane.session, pane.parent, member.id)

    return Section(_("Consent"), lines=lines, steps=(Step(_("Change consents…"), change),))


def show_consents(session: Session, parent: QWidget, member: bytes) -> None:
    known = load_member(member)
    if known is not None:
        ConsentWindow(session, member, known.name, parent.window()).open()


def _state(each: Agreement) -> str:
    if each.withdrawn is not None and each.withdrawn <= clock.today():
        return _("withdrawn on {day}", day=date_text(each.withdrawn))
    if each.given is None:
        return joined([_("not given"), each.how])
    until = _("until {day}", day=date_text(each.withdrawn)) if each.withdrawn else ""
    return joined([_("given on {day}", day=date_text(each.given)), each.how, until])


class _Row:
    """The editors of one purpose; without a `purpose` it is typed."""

    def __init__(self, agreement: Agreement | None) -> None:
        self.purpose = agreement.purpose if agreement else ""
        title = title_of(Purpose, self.purpose) if agreement else _("Another purpose")
        self.words = title
        self.title = label(title) if agreement else QLineEdit(maxLength=60)
        if isinstance(self.title, QLineEdit):
            self.title.setPlaceholderText(title)
            self.title.setAccessibleName(title)
        self.given, self.withdrawn = DateEditor(hint=""), DateEditor(hint="")
        self.how = OpenChoiceEditor(lambda: [(way, way) for way in map(_, _WAYS)])
        for editor, words in (
            (self.given, _("{purpose}: given on", purpose=title)),
            (self.how, _("{purpose}: how it was given", purpose=title)),
            (self.withdrawn, _("{purpose}: withdrawn on", purpose=title)),
        ):
            editor.name_for_readers(words)
        self.given.set_value(agreement.given if agreement else None)
        self.how.set_value(agreement.how if agreement else "")
        self.withdrawn.set_value(agreement.withdrawn if agreement else None)
        self.today = button(_("Today"), role="flat", tip=_("Given today"))
        self.today.clicked.connect(lambda: self.given.set_value(clock.today()))

    def agreement(self) -> Agreement:
        purpose = self.title.text() if isinstance(self.title, QLineEdit) else self.purpose
        purpose = purpose.strip()
        given, withdrawn = self._day(self.given), self._day(self.withdrawn)
        return Agreement(purpose, given, withdrawn, self.how.value())

    def _day(self, editor: DateEditor) -> date | None:
        """Raises Invalid, with the keyboard in the editor that holds no date."""
        editor.set_invalid(False)
        try:
            day: date | None = editor.value()
        except Unreadable as error:
            editor.set_invalid(True)
            editor.setFocus()
            raise Invalid({self.words: error.message}) from error
        return day


class ConsentWindow(QDialog):
    """A row for each usual purpose and each of the organizer's own; one more to be typed."""

    def __init__(
        self, session: Session, member: bytes, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._member = session, member
        column = column_of(self, _("What {name} agreed to", name=name), _WIDTH)
        column.addWidget(
            paragraph(
                _(
                    "A consent holds from the day it was given until the day it is withdrawn."
                    " Whoever was never asked has not agreed."
                )
            )
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        for place, text in enumerate(
            (_("Purpose"), _("Given on"), "", _("How"), _("Withdrawn on"))
        ):
            self._grid.addWidget(label(text, "caption"), 0, place)
        known = {each.purpose: each for each in consents_of(member)}
        purposes = dict.fromkeys([*map(str, Purpose), *purposes_in_use(), *known])
        self.rows = [_Row(known.get(each, Agreement(each))) for each in purposes]
        self.rows.append(_Row(None))
        for line, each in enumerate(self.rows, 1):
            for place, widget in enumerate(
                (each.title, each.given, each.today, each.how, each.withdrawn)
            ):
                self._grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignVCenter)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(3, _HOW_WIDTH)
        column.addLayout(self._grid)
        self.wrong = paragraph("", "caption")
        set_tone(self.wrong, "bad")
        self.wrong.hide()
        column.addWidget(self.wrong)
        buttons, self.save = buttons_of(self, _("Save"))
        self.save.clicked.connect(lambda: self._save())
        column.addWidget(buttons)

    def _save(self) -> None:
        try:
            save_consents(self._member, self._agreements())
        except Invalid as error:
            purpose, reason = next(iter(error.errors.items()))
            self._complain(
                _("{purpose}: {reason}", purpose=title_of(Purpose, purpose), reason=_(reason))
            )
        except UserError as error:
            faults.show(error, self)
        else:
            self.accept()
            self._session.announce(Kind.MEMBER)

    def _agreements(self) -> list[Agreement]:
        """Raises Invalid where a day is none, or a purpose was typed and nothing is said of it: it
        would be lost."""
        *known, typed = (row.agreement() for row in self.rows)
        if typed.purpose and not (typed.given or typed.withdrawn or typed.how):
            raise Invalid({typed.purpose: N_("Write on which day it was.")})
        return [*known, typed]

    def _complain(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.show()
