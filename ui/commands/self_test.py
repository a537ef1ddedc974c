"""--self-test: is the program complete, wherever it was put? For the bundle."""

from __future__ import annotations

import secrets
import shutil
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from models import clock, search
from models.book import close_book, needs_passphrase, open_book
from models.errors import WrongPassphrase
from models.events.holidays import hint_of
from models.events.listing import find_events
from models.exchange.calendars.planning import plan_calendar
from models.exchange.calendars.reading import read_calendar
from models.exchange.calendars.writing import write_calendar
from models.exchange.chats.applying import apply_chat
from models.exchange.chats.planning import plan_chat
from models.exchange.chats.reading import read_chat
from models.exchange.vcards import read_vcards, write_vcards
from models.members import standing
from models.members.cadence import queue
from models.members.duplicates import count_strong
from models.members.likeness import spelled_alike
from models.members.listing import find_members
from models.members.photo import shrink
from models.month import Month
from models.papers.naming import everybody
from models.papers.order import Paper, PaperOrder
from models.sample import create_sample
from models.storage import passphrase, upgrading
from models.vocabulary import Audience
from reports.fonts import WEIGHTS, font_path
from reports.monthly import write_monthly
from reports.papers import write_paper
from resources import path
from resources.i18n import LANGUAGES, N_, translation
from ui.wording import _

_PARTS = ("style.qss", *(f"sample/{name}.json" for name in ("story", *LANGUAGES)))
_INITIALS = "lzx"  # of the sample's organizer
_PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACAQAAAABazTCJAAAADElEQVR4nGNgYGAAAAAEAAH2FzhVAAAAAElFTkSuQmCC"
)


def run_self_test() -> bool:
    """Print a line for each check; say whether all passed. A bug in one ends the test."""
    passed = True
    with TemporaryDirectory() as folder:
        book, secret = Path(folder) / "self-test.guildbook", secrets.token_hex(8)
        checks: tuple[tuple[str, Callable[[], bool]], ...] = (
            (N_("The program's own files are there"), _has_parts),
            (N_("The migrations are there"), _has_migrations),
            (N_("Every language is there"), _has_languages),
            (N_("The fonts for paper are there"), _has_fonts),
            (N_("An encrypted file can be made and opened"), partial(_opens, book, secret)),
            (N_("The parts for key stores are there"), passphrase.knows_stores),
            (N_("Members are found by their initials"), _finds),
            (N_("A chat export is counted"), partial(_counts_chat, Path(folder))),
            (
                N_("Members go out as contact cards and come in again"),
                partial(_cards, Path(folder)),
            ),
            (N_("Events go out as a calendar and come in again"), partial(_plans, Path(folder))),
            (N_("Festivals and lunar dates are known"), _knows_festivals),
            (N_("Possible duplicates are found"), _finds_duplicates),
            (N_("It is known who should be spoken to"), _knows_whom_to_speak_to),
            (N_("A picture of a member is made small"), _shrinks_picture),
            (N_("A list of members can be printed"), partial(_prints_members, Path(folder))),
            (N_("A Chinese PDF can be written and read"), partial(_prints, Path(folder))),
        )
        try:
            for name, check in checks:
                passed = _run(name, check) and passed
        finally:
            close_book()
    return passed


def _run(name: str, check: Callable[[], bool]) -> bool:
    passed = False
    try:
        passed = check()
    finally:
        verdict = _("{check}: yes", check=_(name)) if passed else _("{check}: NO", check=_(name))
        sys.stdout.write(f"{verdict}\n")
    return passed


def _has_parts() -> bool:
    return all(path(name).is_file() for name in _PARTS)


def _has_migrations() -> bool:
    return upgrading.MIGRATIONS.is_dir() and upgrading.latest_version() > 0


def _has_languages() -> bool:
    words = [translation(language)._("Members") for language in LANGUAGES]
    return len(set(words)) == len(LANGUAGES)


def _has_fonts() -> bool:
    return all(font_path(name).is_file() for name in WEIGHTS)


def _opens(book: Path, passphrase: str) -> bool:
    create_sample(book, "zh_CN", passphrase=passphrase)
    if not needs_passphrase(book):
        return False
    try:
        open_book(book, f"not {passphrase}")
    except WrongPassphrase:
        open_book(book, passphrase)
        return True
    return False


def _finds() -> bool:
    search.catch_up()
    return find_members(_INITIALS).total > 0


def _counts_chat(folder: Path) -> bool:
    name = find_members(_INITIALS).lines(0, 1)[0].name
    chat = folder / "chat.txt"
    chat.write_text(f"2026/10/3 20:15 - {name}: .\n2026/10/3 20:16 - {name}: .\n", "utf-8")
    plan = plan_chat(read_chat(chat))
    return apply_chat(plan, {}).messages == 2


def _cards(folder: Path) -> bool:
    people, cards = everybody(), folder / "members.vcf"
    write_vcards(cards, people, translation(LANGUAGES[0]))
    return len(read_vcards(cards.read_text("utf-8"), cards.name).rows) > len(people)


def _plans(folder: Path) -> bool:
    """With a zone that changes its clocks: these are files beside the program on some systems."""
    target, zone = folder / "events.ics", ZoneInfo("Europe/Berlin")
    written = write_calendar(target, find_events().ids(), zone=zone)
    return written.count > 0 and plan_calendar(read_calendar(target), zone).amount == 0


def _knows_festivals() -> bool:
    hint = hint_of(date(2027, 2, 6))
    return bool(hint.titles and hint.lunar)


def _finds_duplicates() -> bool:
    return count_strong() > 0 and spelled_alike("catherine", "katherine")


def _knows_whom_to_speak_to() -> bool:
    standing.catch_up()
    return len(queue()) > 0


def _shrinks_picture() -> bool:
    return shrink(_PICTURE).startswith(b"\xff\xd8")


def _prints_members(folder: Path) -> bool:
    target = folder / "members.pdf"
    written = write_paper(target, PaperOrder(Paper.ROSTER, "zh_CN"), None)
    return target.read_bytes().startswith(b"%PDF") and not written.missing_characters


def _prints(folder: Path) -> bool:
    """The text is read back where the system has pdftotext."""
    target = folder / "self-test.pdf"
    month = Month.of(clock.today()).previous
    written = write_monthly(target, month, "zh_CN", Audience.FULL)
    whole = target.read_bytes().startswith(b"%PDF") and not written.missing_characters
    reader = shutil.which("pdftotext")
    if not whole or not reader:
        return whole
    command = [reader, "-enc", "UTF-8", str(target), "-"]
    read = subprocess.run(command, capture_output=True, check=False, timeout=60)
    return translation("zh_CN")._("Monthly summary") in read.stdout.decode("utf-8", "replace")
