"""Puts together what a successor needs: the file, a recovery sheet, a page to read first."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from models.storage.elsewhere import passphrase_in_use
from ui import asking, furniture, wording
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.dialogs.new_community import file_name
from ui.safety.paper import LANGUAGES, Names, write_pack
from ui.session import Session
from ui.wording import _


class HandoverWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = column_of(self, _("Hand over to a successor"), 500)
        heading = furniture.paragraph(_("Hand over to a successor"), "title")
        head = furniture.row(furniture.Picture("hand-helping", 34, "accent"), heading, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(
            furniture.paragraph(
                _("A folder you choose, on a USB stick for example, gets all the next one needs:")
            )
        )
        card = furniture.card()
        for icon, title, hint in _contents():
            words = furniture.paragraph(f"{title}\n{hint}", "")
            line = furniture.row(furniture.Picture(icon, 20, "accent"), words, spacing=12)
            line.setStretch(1, 1)
            card.body.addLayout(line)
        column.addWidget(card)
        self.contact = QLineEdit(session.preferences.organizer, maxLength=200)
        self.contact.setPlaceholderText(_("Name and how to reach you"))
        self.language = QComboBox()
        for code, title in LANGUAGES:
            self.language.addItem(title, code)
        self.language.setCurrentIndex(self.language.findData(wording.language()))
        fields = Fields()
        fields.add("contact", _("Who to ask"), self.contact)
        fields.add("language", _("Language"), self.language)
        column.addLayout(fields)
        if passphrase_in_use():
            column.addWidget(
                furniture.paragraph(
                    _(
                        "The passphrase is not in the pack: tell it in person, or write it on the"
                        " recovery sheet by hand."
                    ),
                    "caption",
                )
            )
        row, self.agree = buttons_of(self, _("Choose the folder…"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.contact.setFocus()

    def _agree(self) -> None:
        path = self._session.path
        folder = asking.choose_folder(self, _("Where to put the pack"))
        if folder is None or path is None:
            return
        stem = file_name(path.stem).removesuffix(".guildbook")
        names = Names(
            f"{stem}.guildbook",
            f"{stem} {_('Recovery sheet')}.pdf",
            f"{_('Read this first')}.pdf",
        )
        if folder.resolve() == path.resolve().parent or (folder / names.copy).exists():
            folder = _free_folder(folder, _("{name} (hand-over)", name=stem))
        contact, language = self.contact.text().strip(), str(self.language.currentData())
        self.accept()
        self._session.tasks.run(
            write_pack, folder, names, contact, language,
            title=_("Putting the pack together…"), done=self._tell,
        )  # fmt: skip

    def _tell(self, folder: Path) -> None:
        self._session.tell(_("The pack is in the folder “{folder}”.", folder=folder.name))


def _free_folder(folder: Path, name: str) -> Path:
    """Name a folder that is not there yet: somebody may have gone on with an earlier pack."""
    names = (name if number == 1 else f"{name} {number}" for number in count(1))
    return next(folder / each for each in names if not (folder / each).exists())


def _contents() -> tuple[tuple[str, str, str], ...]:
    return (
        ("book-open", _("A page to read first"),
         _("What Guildbook is, how to begin, and what is due in the next weeks.")),
        ("database", _("The community's file"),
         _("A whole copy. You can go on with yours: both can be merged.")),
        ("file-key", _("A recovery sheet"),
         _("How to open the file, with a place to write the passphrase by hand.")
         if passphrase_in_use()
         else _("How to open the file, and what cannot be recovered.")),
    )  # fmt: skip
