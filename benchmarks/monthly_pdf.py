"""The monthly PDF of a 1,000-member year, beside the same number of bare reportlab pages.

Both run in fresh processes, in pairs, after their imports, which are told apart. The yardstick puts
fifty lines of Chinese on each page with reportlab alone and the same two fonts: no questions to the
file, no layout, no charts. Target: under a second.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

HOME = Path(__file__).parents[1]
PAIRS = 7
MEMBERS, EVENTS, ENTRIES = 1_000, 60, 400
TARGET = 1.0

_OURS = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from models.book import open_book
from models.month import Month
from models.vocabulary import Audience
from reports.monthly import write_monthly
open_book(Path(sys.argv[1]))
ready = time.perf_counter()
written = write_monthly(Path(sys.argv[2]), Month(2026, 10), "en", Audience.FULL)
print(ready - begun, time.perf_counter() - ready, written.pages)
"""
_BARE = """
import sys, time
begun = time.perf_counter()
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reports.fonts import WEIGHTS, font_path
ready = time.perf_counter()
for name in WEIGHTS:
    pdfmetrics.registerFont(TTFont(name, str(font_path(name))))
canvas = Canvas(sys.argv[1])
for page in range(int(sys.argv[2])):
    for line in range(50):
        canvas.setFont(list(WEIGHTS)[line % 10 == 0], 9)
        canvas.drawString(50, 790 - 15 * line, f"{page}.{line} 集合地点标识不清楚，导致迟到。")
    canvas.showPage()
canvas.save()
print(ready - begun, time.perf_counter() - ready)
"""


def make_book(path: Path) -> None:
    """Write a year of a community: everybody came to about every third event."""
    from models import clock
    from models.book import close_book, create_book
    from models.events.attendance import Attendance, attendance_id
    from models.events.event import Event
    from models.feedback.feedback import Feedback
    from models.journal.transactions import action
    from models.members.member import Member

    chance = random.Random(2026)
    clock.use(lambda: datetime(2026, 10, 31, 21, 0))
    create_book(path, "江边慢跑团")
    with action("member.import", MEMBERS):
        members = [
            Member.create(
                name=f"成员{number:04d}",
                pinyin=f"{number:04d}",
                joined=date(2025, 9, 1) + timedelta(days=chance.randint(0, 425)),
            ).id
            for number in range(MEMBERS)
        ]
        for number in range(EVENTS):
            begins = datetime(2025, 11, 2, 19) + timedelta(days=6 * number)
            event = Event.create(title=f"夜跑{number}", begins=begins, status="done", cost=200).id
            for member in chance.sample(members, MEMBERS // 3):
                Attendance.create(
                    id=attendance_id(event, member), event=event, member=member, came="yes"
                )
        for _number in range(ENTRIES):
            Feedback.create(
                date=date(2025, 11, 1) + timedelta(days=chance.randint(0, 364)),
                member=chance.choice(members),
                text="集合地点标识不清楚，建议增加指示牌。",
                satisfaction=chance.randint(1, 5),
                status="answered",
            )
    close_book()


def run(script: str, *arguments: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [float(figure) for figure in done.stdout.split()]


def main() -> int:
    ours, bare = [], []
    with tempfile.TemporaryDirectory() as folder:
        book, target = Path(folder, "year.guildbook"), str(Path(folder, "out.pdf"))
        make_book(book)
        for turn in range(PAIRS + 1):
            imports, seconds, pages = run(_OURS, str(book), target)
            bare_imports, bare_seconds = run(_BARE, target, str(int(pages)))
            if turn:  # the first pair warms the disk cache
                ours.append((imports, seconds))
                bare.append((bare_imports, bare_seconds))
    ratio = statistics.median(one[1] / two[1] for one, two in zip(ours, bare, strict=True))
    print(
        f"monthly PDF, {MEMBERS:,} members, {EVENTS * (MEMBERS // 3):,} attendances,"
        f" {pages:.0f} pages: {_median(ours, 1)} ms (target {TARGET * 1000:.0f}) after"
        f" {_median(ours, 0)} ms of imports and opening;\n"
        f"{pages:.0f} bare reportlab pages: {_median(bare, 1)} ms after"
        f" {_median(bare, 0)} ms of imports; ratio {ratio:.2f}"
    )
    return 0


def _median(pairs: list[tuple[float, float]], place: int) -> str:
    return f"{statistics.median(pair[place] for pair in pairs) * 1000:.0f}"


if __name__ == "__main__":
    sys.exit(main())
