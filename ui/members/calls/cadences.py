"""How often members are to be spoken to, by tag, and which organizers share the work."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QScrollArea, QWidget

from models.errors import Invalid
from models.members.cadence import cadences, save_plan
from models.members.callers import callers, named_callers
from models.members.member import all_tags
from models.members.words import join_words, split_words
from models.vocabulary import Kind
from resources.i18n import N_
from ui.dialogs.frame import buttons_of, column_of
from ui.formats import enumeration
from ui.furniture import label, paragraph, set_tone
from ui.records.editors import NumberEditor, Unreadable
from ui.session import Session
from ui.wording import _

_WIDTH, _HEIGHT, _LEAST_HEIGHT = 460, 640, 200


class CadencesWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._session = session
        column = column_of(self, _("How often to speak to whom"), _WIDTH)
        column.addWidget(label(_("How often to speak to whom"), "title"))
        column.addWidget(
            paragraph(
                _(
                    "Where somebody has several tags, the shortest time counts; a member's own form"
                    " can say another. Coming to an event counts as being spoken to."
                )
            )
        )
        self.days: dict[str, NumberEditor] = {}
        self._below = 0  # pixels of the tags that scroll away at the least height
        column.addWidget(self._tags(), 1)
        self.organizers = QLineEdit(join_words(named_callers()))
        self.organizers.setAccessibleName(_("Who shares the work"))
        usual = enumeration([each.name for each in callers()])
        self.organizers.setPlaceholderText(usual or _("Names, separated by commas"))
        column.addWidget(label(_("Who shares the work"), "heading"))
        column.addWidget(self.organizers)
        column.addWidget(
            paragraph(
                _("Left empty: members who are organizers, or else whoever wrote contact notes."),
                "caption",
            )
        )
        self.wrong = paragraph("", "caption")
        set_tone(self.wrong, "bad")
        self.wrong.hide()
        column.addWidget(self.wrong)
        buttons, agree = buttons_of(self, _("Save"))
        agree.clicked.connect(lambda: self.save())
        column.addWidget(buttons)
        self.resize(_WIDTH, min(self.sizeHint().height() + self._below, _HEIGHT))
        parent.destroyed.connect(self.close)

    def save(self) -> None:
        """Write all of it down as one step, and close."""
        days: dict[str, int | None] = {}
        try:
            for tag, editor in self.days.items():
                days[tag] = editor.value()
            names = split_words(self.organizers.text().replace("，", ",").replace("、", ","))
            save_plan(days, names)
        except Unreadable as error:
            self._complain(tag, error.message)
            return
        except Invalid as error:
            self._complain(*next(iter(error.errors.items())))
            return
        self._session.announce(Kind.COMMUNITY)
        self._session.tell(_("How often to speak to whom is saved."), undo=True)
        self.accept()

    def _complain(self, tag: str, message: str) -> None:
        self.wrong.setText(_("{field}: {value}", field=tag, value=_(message)))
        self.wrong.show()
        self.days[tag].set_invalid(True)
        self.days[tag].field.setFocus()

    def _tags(self) -> QWidget:
        known = cadences()
        tags = list(dict.fromkeys((*known, *all_tags())))
        if not tags:
            return paragraph(_("No member has a tag yet. Give some in their forms first."))
        page = QWidget()
        page.setProperty("role", "page")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setColumnStretch(0, 1)
        for place, tag in enumerate(tags):
            editor = NumberEditor(1, 3_650, N_("not set"))
            editor.setFixedWidth(84)
            editor.set_value(known.get(tag))
            editor.name_for_readers(_("{tag}: every so many days", tag=tag))
            self.days[tag] = editor
            grid.addWidget(label(tag), place, 0)
            grid.addWidget(label(_("every"), "muted"), place, 1)
            grid.addWidget(editor, place, 2)
            grid.addWidget(label(_("days"), "muted"), place, 3)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        whole = page.sizeHint().height() + 4
        scroll.setMinimumHeight(min(whole, _LEAST_HEIGHT))
        self._below = max(whole - _LEAST_HEIGHT, 0)
        return scroll
