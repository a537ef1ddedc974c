"""The recovery sheet: what is needed to open the file again, to be kept on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.errors import UserError
from models.progress import Progress, unheard
from reports import styles
from reports.blocks import Banner, points
from reports.formats import Formats
from reports.sheet import Sheet, Titles, Written
from reports.text import printable, strong
from reports.writing_lines import Passphrase, Steps, WritingLines
from resources.i18n import N_, Catalogue, translation

# Signs that look like another one in print.
_ALIKE = {
    "0": N_("0 is a digit"),
    "O": N_("O is a capital letter"),
    "1": N_("1 is a digit"),
    "l": N_("l is a small letter L"),
    "I": N_("I is a capital letter i"),
}


@dataclass(frozen=True)
class Key:
    """What the sheet is about. `passphrase` is printed where there is one; else there are lines to
    write it on by hand. `protected`: the file has a passphrase at all."""

    file: str
    community: str
    protected: bool
    passphrase: str = ""


def write_recovery(target: Path, key: Key, language: str, progress: Progress = unheard) -> Written:
    """Write the sheet as one page, whole or not at all.

    Raises UserError where the target cannot be written, or the passphrase cannot be printed
    exactly: a sheet with another one on it would lock its owner out.
    """
    if printable(key.passphrase)[0] != key.passphrase:
        raise UserError(
            N_(
                "This passphrase holds a character that cannot be printed. Leave it off the sheet,"
                " and write it there by hand."
            )
        )
    progress(0, 1)
    words, formats = translation(language), Formats(language)
    day = formats.day(clock.today())
    titles = Titles(words._("Recovery sheet"), key.community, day)
    sheet = Sheet(words, formats, titles)

    def compose(_headings: int) -> list[Flowable]:
        beside = [words._("As of {day}", day=day), words._("Keep it where you keep a spare key")]
        story: list[Flowable] = [Banner(sheet, titles.title, key.community, beside)]
        story.append(sheet.text(_opening(words, key), styles.LEAD, after=6))
        story += sheet.heading(words._("The passphrase"), _passphrase(sheet, key))
        story += sheet.heading(words._("How to open the file"), [Steps(sheet, _steps(words, key))])
        story += sheet.heading(
            words._("What cannot be recovered"), points(sheet, _limits(words, key))
        )
        return story

    written = sheet.write(target, compose)
    progress(1, 1)
    return written


def _opening(words: Catalogue, key: Key) -> str:
    return words._(
        "This sheet belongs to the file “{file}” of {community}.",
        file=strong(key.file),
        community=strong(key.community),
    )


def _passphrase(sheet: Sheet, key: Key) -> list[Flowable]:
    words = sheet.words
    if not key.protected:
        said = words._(
            "The file has no passphrase. Whoever holds it can read it, so keep copies where only"
            " you can reach them."
        )
        return [sheet.text(said, styles.BODY, after=4)]
    if key.passphrase:
        notes = [words._("Exactly as it stands here: capitals, spaces and signs count.")]
        if alike := [words._(name) for sign, name in _ALIKE.items() if sign in key.passphrase]:
            notes.append(words._("Easily mistaken: {signs}.", signs=" · ".join(alike)))
        note = sheet.text("\n".join(notes), styles.NOTE, after=4)
        return [Passphrase(sheet, key.passphrase), note]
    said = words._(
        "Write it here by hand, letter by letter, and read it back once: capitals, spaces and signs"
        " count."
    )
    return [
        sheet.text(said, styles.BODY, after=2),
        WritingLines(sheet, (words._("Passphrase"), "", words._("Written by, on"))),
    ]


def _steps(words: Catalogue, key: Key) -> list[str]:
    steps = [
        words._("Install Guildbook on any computer, from where you got it before. No network is"
                " needed to use it."),
        words._("Take the file “{file}”, or any copy of it: from the laptop, a USB stick, a"
                " shared folder.", file=key.file),
        words._("Start Guildbook and choose “Open a community…”."),
    ]  # fmt: skip
    if key.protected:
        steps.append(words._("Type the passphrase from above."))
    steps.append(
        words._("Is the file damaged? Choose “Open a backup…” or “Salvage what can be read…” on the"
                " welcome page.")
    )  # fmt: skip
    return steps


def _limits(words: Catalogue, key: Key) -> list[str]:
    forgotten = words._(
        "A forgotten passphrase: nobody can find it out, the makers of Guildbook neither."
    )
    return [forgotten] * key.protected + [
        words._(
            "What was written after the last copy or backup, if the laptop is lost together with"
            " the file."
        ),
        words._("People who were erased for good: no merge brings them back."),
    ]
