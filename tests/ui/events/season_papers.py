"""What the papers of a season say, read back from their pages and held against raw rows."""

from __future__ import annotations

import re
from pathlib import Path

from tests.reports.code_reading import code_on
from tests.reports.reading import plain_text_of, text_of
from tests.ui.events.season_figures import Figures, heads_of

_NUMBERED = re.compile(r"^ *\d+ (\S+(?: \(waiting list\))?)(?: +\+(\d+))?$", re.MULTILINE)


def check_sign_in(paper: Path, figures: Figures) -> None:
    """Everybody who said yes has a line with whom they bring, and no phone number."""
    text, waiting = text_of(paper), set(figures.queue().waiting)
    yes = [row for row in figures.list if row["rsvp"] == "yes"]
    expected = sorted(
        (
            figures.members[row["member"]]["name"]
            + (" (waiting list)" if row["member"] in waiting else ""),
            str(row["guests"] or ""),
        )
        for row in yes
    )
    assert sorted(_NUMBERED.findall(text)) == expected
    taken = figures.queue().taken
    assert f"{taken} expected · {heads_of(yes) - taken} waiting" in text
    assert re.search(r"\d{7}", text) is None


def check_badges(paper: Path, figures: Figures) -> None:
    """There is a badge for each head that has a place."""
    text, seated = text_of(paper), set(figures.queue().seated)
    seats = [row for row in figures.list if row["member"] in seated]
    assert text.count("With ") == heads_of(seats) - len(seats)
    assert heads_of(seats) <= text.count(figures.own["title"]) < heads_of(seats) + 10


def check_poster(paper: Path, figures: Figures, folder: Path) -> None:
    assert code_on(paper, folder) == figures.own["link"]
    assert figures.own["title"] in plain_text_of(paper)


def check_evaluation(paper: Path, figures: Figures) -> None:
    """The page has the figures of the window, what is usual, and what was said."""
    text, worth = plain_text_of(paper), figures.worth_said()
    for title, said in worth.items():
        if title == "Came of those who said yes":
            percent, kept, known = re.findall(r"\d+", said)
            assert f"{percent}%" in text and f"{kept}of{known}" in text
        elif title == "Came in all":
            came, guests = re.findall(r"\d+", said)
            assert came in text and f"and{guests}theybrought" in text
        else:
            assert said.split(" ")[0].strip("(¥") in text, (title, said)
    others, usual = figures.usual()
    assert f"usually{usual:.1f}" in text
    assert f"Usually:{others}event" in text or f"Usually:themeanof{others}events" in text
    assert figures.own["went_well"] in text and figures.own["to_change"] in text
    comments = [row["comment"] for row in figures.list if row["comment"]]
    assert comments and all(f"“{comment}”" in text for comment in comments)


def check_month(paper: Path, figures: Figures) -> None:
    """The month's table has a line of the event with its figures; its sums are those of all."""
    text = text_of(paper)
    lines = [line.split() for line in text.splitlines() if figures.own["title"] in line]
    assert lines[0][-7:] == figures.month_said()
    (together,) = [line.split() for line in text.splitlines() if "Together" in line]
    assert together == ["Together", *figures.month_said()]
    held = len(figures.held_this_month())
    came = sum(row["came"] == "yes" for row in figures.list)
    assert f"There were {held} events with {came} attendances" in " ".join(text.split())
