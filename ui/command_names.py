"""Everything a command may be called by who looks for it: in both languages, by sound, otherwise.

The window says one title; people type what they know, and a Chinese one also by its pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from models.pinyin import HAN, spellings
from resources.i18n import LANGUAGES, N_, translation
from ui import wording

_LETTERS = re.compile(r"[a-z]+")
_BETWEEN = re.compile(r"[,，、]\s*")
_JOINT = " · "  # between the words of a menu and those of its line

# By the English title: other words for the same, divided by commas. Searched in every language.
_ALSO = {
    "What has happened": N_("history, log, journal, changes, who did what"),
    "Trash": N_("recycle bin, deleted, restore, bring back"),
    "Undo": N_("take back, revert"),
    "Redo": N_("do again, repeat"),
    "Merge a copy…": N_("sync, synchronise, combine, another laptop"),
    "Conflicts": N_("differences, duplicates, settle"),
    "Erase a person for good…": N_("privacy, forget, purge, right to be forgotten"),
    "Save a copy…": N_("export the file, duplicate, USB stick"),
    "Passphrase…": N_("password, encrypt, protect"),
    "Lock": N_("hide, close the file"),
    "Backups…": N_("restore, earlier state, recover"),
    "Open a backup…": N_("restore, earlier state, recover"),
    "Check the file": N_("verify, repair, damaged"),
    "Salvage what can be read…": N_("save, rescue, repair, damaged"),
    "Recovery sheet…": N_("emergency, print the passphrase"),
    "Hand over to a successor…": N_("transfer, change of organizer"),
    "Switch the language": N_("English, Chinese, translate"),
    "Switch between light and dark": N_("dark mode, night, theme, colours"),
    "Settings…": N_("preferences, options, my name"),
    "Shortcuts and about Guildbook": N_("help, keys, version, manual"),
    "Quit": N_("exit, close the program"),
    "New record": N_("add, create, insert"),
    "Search this page": N_("find, filter"),
    "Delete the selected record": N_("remove"),
    "Change the selected record": N_("edit, modify"),
    "Check in…": N_("check-in, arrival, door, walk-in, register, tick off, reception"),
    "Attendance…": N_("RSVP, sign-up, guests, waiting list, who comes, who came, turnout"),
    "Paste sign-ups…": N_("chain, list of names, clipboard, who comes, RSVP, import sign-ups"),
    "Who came of whom…": N_("no-show, turnout, who did not come"),
    "Afterwards…": N_("evaluation, rating, marks, review, comments, thanks, feedback form"),
    "Was it worth it…": N_("figures, turnout, compare, formats, heat map, best time, evaluation"),
    "Save as a calendar…": N_("iCalendar, ics, Google, Outlook, Apple, season"),
    "Print…": N_("paper, PDF, sign-in sheet, name badges, poster, QR code, calendar page"),
    "Programme…": N_("season, brochure, what is coming, calendar page, print"),
    "Invitation…": N_("announcement, text for the group, chain, copy, share, notice"),
    "Plan…": N_("tasks, to do, checklist, budget, money, costs, volunteers, hours"),
    "New from a template…": N_("pattern, recurring, standard event, checklist"),
    "Templates…": N_("pattern, checklist, standard event"),
    "Save as a template…": N_("pattern, copy for next time"),
    "Overview": N_("home, start page, dashboard"),
    "Members": N_("people, contacts, address book"),
    "Calendar": N_("month, week, planner, dates, holidays, quiet weeks"),
    "Agenda": N_("what comes, day by day, upcoming, programme, schedule, due tasks"),
    "Quiet week…": N_("rest, holidays, no events, pause"),
    "Events": N_("calendar, meetings, attendance"),
    "Reports": N_("PDF, print, statistics, monthly summary"),
    "Feedback": N_("complaints, suggestions, praise"),
    "Possible duplicates…": N_("same person, twice, double, join entries"),
    "How classes are made…": N_("weights, bands, core, active, silent, histogram"),
    "Look through applicants…": N_("review, admit, accept, refuse, waiting list"),
    "Admission criteria…": N_("who may join, requirements, conditions"),
    "Count a chat export…": N_("QQ, WhatsApp, Telegram, messages, WeChat"),
    "Export this list…": N_("CSV, Excel, vCard, address book, save as a table"),
    "Who to speak to": N_("call sheet, telephone, type back in, overdue, follow-up, how often"),
    "Leave…": N_("resign, leave the community, exit note, end the membership"),
    "Come back…": N_("return, rejoin, member again"),
    "Welcome checklist…": N_("newcomers, onboarding, first weeks"),
    "Barred people…": N_("blacklist, banned, blocked"),
    "Consents…": N_("permission, privacy, photos, agreed"),
    "Introductions…": N_("referrals, introduced by, tree, who brought whom"),
    "Lists of members…": N_("saved filters, groups, segments"),
    "Fields of your own…": N_("custom fields, own columns"),
    "Thank-you list…": N_("thanks, appreciate, points"),
}


def is_called(title: str, typed: str) -> bool:
    """Say whether a command with this title may be meant by what was typed."""
    sought = typed.casefold()
    if any(sought in name for name in names_of(title)):
        return True
    squeezed = sought.replace(" ", "")
    return bool(_LETTERS.fullmatch(squeezed)) and any(
        sound.startswith(squeezed) for sound in _sounds_of(title)
    )


@cache
def names_of(title: str) -> tuple[str, ...]:
    """Return the title, what it is in every language, and other words for it, in small letters."""
    names = [title]
    for part in title.split(_JOINT):
        for message in (part, *wording.catalogue().sources(part)):
            also = _ALSO.get(message)
            for language in LANGUAGES:
                said = translation(language)._
                names.append(said(message))
                names += _BETWEEN.split(said(also)) if also else ()
    return tuple(dict.fromkeys(name.casefold() for name in names))


@cache
def _sounds_of(title: str) -> frozenset[str]:
    """Return how its Chinese names are typed by sound, from every character on."""
    return frozenset(
        spelling
        for name in names_of(title)
        for beginning in _beginnings(name)
        for spelling in spellings(beginning, surname=False)
    )


def _beginnings(name: str) -> Iterator[str]:
    for run in HAN.findall(name):
        for place in range(len(run)):
            yield run[place:]
