"""The table a web page or a text program put on the clipboard."""

from __future__ import annotations

from html.parser import HTMLParser

from models.exchange.table import MAX_CELL_LENGTH, MAX_COLUMNS, Row, check_size

_CELLS = ("td", "th")
_BREAKS = ("br", "p", "div", "li")
_UNSEEN = ("style", "script", "head")


def read_web_table(markup: str, name: str) -> list[Row]:
    """Return the rows of every table in it, one below the other; none where there is no table.

    Raises UserError where it has more cells than a list of people.
    """
    reader = _Reader(name)
    reader.feed(markup)
    reader.close()
    reader.end_row()
    return reader.rows


class _Reader(HTMLParser):
    """Rows that are not closed are closed by the next; what a cell spans stays empty."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self._name = name
        self._cells: list[str] = []
        self._text: list[str] | None = None
        self._span = 1
        self._count = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "tr":
            self.end_row()
        elif tag in _CELLS:
            self._end_cell()
            self._text = []
            span = dict(attrs).get("colspan") or "1"
            self._span = int(span) if span.isascii() and span.isdecimal() else 1
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag in _CELLS:
            self._end_cell()
        elif tag in ("tr", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._unseen:
            self._text.append(" ".join(data.split()) if data.strip() else " ")

    def end_row(self) -> None:
        self._end_cell()
        if self._cells:
            self.rows.append((len(self.rows) + 1, tuple(self._cells)))
            self._cells = []

    def _end_cell(self) -> None:
        if self._text is None:
            return
        lines = ["".join(self._text)[: 2 * MAX_CELL_LENGTH]]
        text = "\n".join(line.strip() for line in lines[0].split("\n")).strip()
        self._cells += [text[:MAX_CELL_LENGTH], *[""] * (min(self._span, MAX_COLUMNS) - 1)]
        self._count += self._span
        check_size(self._name, self._count, len(self._cells))
        self._text = None
