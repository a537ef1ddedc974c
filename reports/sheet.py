"""A document being written: its language, its texts made printable, its pages on disk.

Every text of a user goes through `text` or `clean`: it is taken literally, and a character without
a glyph becomes a visible sign and is reported in `missing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from enum import Enum
from functools import partial
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Table,
)

from models.storage.replacing import replacing
from reports import styles
from reports.fonts import REGULAR, register
from reports.formats import Formats
from reports.pages import Contents, Heading, PageCanvas, RunningTitles
from reports.text import Text, TextStyle, printable
from reports.typefaces import latin_first
from resources.i18n import Catalogue
from resources.version import APPLICATION, VERSION

rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and quicker to write

_FIRST_ROWS = 66.0  # the head of a table and two rows
LONG = 6  # pages; a longer document gets a table of contents


def _carry_on() -> None:
    """Nobody wants to stop the document."""


@dataclass(frozen=True)
class Written:
    """What came of writing a document."""

    path: Path
    pages: int
    missing_characters: frozenset[str]


@dataclass(frozen=True)
class Titles:
    """What a document is called. `period` is the month or day it stands for."""

    title: str
    community: str
    period: str


class Layout(Enum):
    """How the pages stand. A bare one has neither margins nor running titles: it is cut apart."""

    UPRIGHT = "upright"
    WIDE = "wide"
    BARE = "bare"

    @property
    def page(self) -> tuple[float, float]:
        width, height = styles.PAGE
        return (height, width) if self is Layout.WIDE else (width, height)

    @property
    def width(self) -> float:
        """The width that what is written may take."""
        return self.page[0] - (0 if self is Layout.BARE else 2 * styles.MARGIN)


class Sheet:
    """Makes texts for the pages of one document and writes them."""

    def __init__(
        self,
        words: Catalogue,
        formats: Formats,
        titles: Titles,
        layout: Layout = Layout.UPRIGHT,
    ) -> None:
        register()
        self.layout = layout
        self.words = words
        self.formats = formats
        self.titles = titles
        self.missing: set[str] = set()
        self._headings = 0

    def clean(self, text: str) -> str:
        """Return a text as it can be printed."""
        kept, missing = printable(text)
        self.missing |= missing
        return kept

    def text(self, content: str, style: TextStyle = styles.BODY, after: float = 0) -> Text:
        text = Text(self.clean(content), style)
        text.spaceAfter = after
        return text

    def heading(self, title: str, follows: Sequence[Flowable] = ()) -> list[Flowable]:
        """Return a numbered heading that stays on one page with the beginning of what follows."""
        self._headings += 1
        numbered = f"{self.formats.heading_number(self._headings)}{title}"
        heading = Heading(self.text(numbered, styles.HEADING), f"heading-{self._headings}")
        room = styles.HEADING.leading + heading.spaceBefore + heading.spaceAfter
        return [CondPageBreak(room + _beginning(follows)), heading, *follows]

    def subheading(self, title: str, follows: float = 60) -> list[Flowable]:
        text = self.text(title, styles.SUBHEADING, after=3)
        text.spaceBefore = 8.0
        return [CondPageBreak(styles.SUBHEADING.leading + 11 + follows), text]

    def contents(self, entries: int) -> Flowable:
        return Contents(self.words._("Contents"), entries)

    def write(
        self,
        target: Path,
        compose: Callable[[int], Sequence[Flowable]],
        between_pages: Callable[[], None] = _carry_on,
        listed: bool = False,
    ) -> Written:
        """Write the document, whole or not at all.

        `compose` returns the flowables; it is called with 0, and for a long document once more with
        the number of headings its table of contents shall have; what is one long list (`listed`)
        has none. `between_pages` may stop it by raising Cancelled. Raises UserError.
        """
        with latin_first() if self.words.language == "en" else nullcontext():
            content, pages = self._build(compose(0), between_pages)
            if pages > LONG and not listed:
                headings, self._headings = self._headings, 0
                content, pages = self._build(compose(headings), between_pages)
        _put(target, content)
        return Written(target, pages, frozenset(self.missing))

    def _build(
        self, story: Sequence[Flowable], between_pages: Callable[[], None]
    ) -> tuple[bytes, int]:
        output = BytesIO()
        titles = self.titles
        document = _Document(
            output,
            self.layout,
            pagesize=self.layout.page,
            title=f"{titles.community} {titles.title}",
            author=titles.community,
            subject=f"{titles.title} {titles.period}",
            creator=f"{APPLICATION} {VERSION}",
            lang=self.words.language.replace("_", "-"),
            displayDocTitle=True,
            initialFontName=REGULAR,
            invariant=1,
        )
        document.between_pages = between_pages
        running = RunningTitles(
            header=self.clean(f"{titles.title} · {titles.period}"),
            footer=self.clean(f"{titles.community} · {titles.title}"),
            page_of=lambda page, pages: self.words._(
                "Page {page} of {pages}", page=page, pages=pages
            ),
        )
        titles_shown = None if self.layout is Layout.BARE else running
        document.build(list(story), canvasmaker=partial(PageCanvas, titles=titles_shown))
        return output.getvalue(), document.page


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """One frame per page; can be stopped between pages."""

    between_pages: Callable[[], None]

    def __init__(self, output: BytesIO, layout: Layout, **options: object) -> None:
        super().__init__(output, **options)
        left, below = (0.0, 0.0) if layout is Layout.BARE else (styles.MARGIN, styles.BOTTOM)
        height = layout.page[1] - below - (0 if layout is Layout.BARE else styles.TOP)
        frame = Frame(left, below, layout.width, height, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate("page", [frame]))

    def afterPage(self) -> None:
        self.between_pages()


def _beginning(flowables: Sequence[Flowable]) -> float:
    """Return the room that must be left for what follows a heading to begin well."""
    room = 0.0
    for flowable in flowables:
        if isinstance(flowable, Table):
            return room + _FIRST_ROWS
        height = flowable.wrap(styles.WIDTH, styles.PAGE[1])[1]
        room += min(height, _FIRST_ROWS) if isinstance(flowable, Text) else height
        if room > _FIRST_ROWS:
            break
    return room


def _put(target: Path, content: bytes) -> None:
    with replacing(target) as beside:
        beside.write_bytes(content)
