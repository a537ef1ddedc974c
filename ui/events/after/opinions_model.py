"""Who came and what they said, and behind them the slips, as a table that is edited in place."""

from __future__ import annotations

from models.feedback.opinions import Opinion
from resources.i18n import N_
from ui.records.edited_rows import EditedRows, Save
from ui.wording import _

NAME, RATING, COMMENT, FEEDBACK = range(4)
_FIELDS = ("", "rating", "comment", "")
_TITLES = (N_("Name"), N_("Rating"), N_("Comment"), N_("Feedback"))


class OpinionsModel(EditedRows[Opinion]):
    """Holds one event's opinions; `save` writes one cell."""

    def __init__(self, save: Save[Opinion]) -> None:
        super().__init__(_TITLES, _FIELDS, (COMMENT,), save)

    def row_of(self, opinion_id: bytes) -> int | None:
        rows = (row for row, each in enumerate(self._lines) if each.id == opinion_id)
        return next(rows, None)

    def text(self, row: int, column: int) -> str:
        opinion = self._lines[row]
        if column == NAME:
            return opinion.name if opinion.member else _("Slip {number}", number=self._slip(row))
        if column == RATING:
            return "" if opinion.rating is None else _("{mark} of 5", mark=opinion.rating)
        if column == COMMENT:
            return opinion.comment
        return _("Raised") if opinion.feedback else ""

    def _slip(self, row: int) -> int:
        return row - sum(each.member is not None for each in self._lines) + 1
