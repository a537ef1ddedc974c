"""What can be written on the command line, and what argparse says about it."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from models.papers.event_order import EventPaper
from models.papers.label_sheets import SHEETS, USUAL_SHEET
from models.papers.order import Paper
from models.vocabulary import Audience, Kind
from resources.i18n import LANGUAGES, N_
from resources.version import APPLICATION, VERSION
from ui.wording import _

if TYPE_CHECKING:
    Commands = _SubParsersAction["_Parser"]

# The plural words of the command line, and what each stands for.
LISTED = {
    "members": Kind.MEMBER,
    "rules": Kind.RULE,
    "events": Kind.EVENT,
    "feedback": Kind.FEEDBACK,
    "attendance": Kind.ATTENDANCE,
}
# Lists of what belongs to a record.
POINTS = "points"
CONTACTS, OVERDUE = "contacts", "overdue"
VIOLATIONS = "violations"
APPLICANTS = "applicants"
TASKS = "tasks"
WRONG_USAGE = 2
# What becomes of records that an imported list names and that are there already.
MODES = ("update", "fill", "add")
CHAT = "chat"
SIGN_UP = "signup"
IMPORTED = ("members", "events", "attendance", "feedback", SIGN_UP, CHAT)

# argparse asks the catalogue for these; named here so that the catalogue knows them.
ARGPARSE_MESSAGES = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)


class _Parser(ArgumentParser):
    """Says what is wrong in a line that can be translated; argparse ends its own with a break."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, _("{program}: {fault}", program=self.prog, fault=message) + "\n")


def read(argv: list[str]) -> Namespace:
    """Read the arguments. Raises SystemExit with 2 where they make no sense, 0 after --help."""
    parser = _parser()
    options = parser.parse_args(argv)
    if not options.self_test and not options.command:
        parser.error(_("Say what to do, as in: list club.guildbook members"))
    if options.command == "new" and not (options.name or options.sample):
        parser.error(_("A new community needs --name or --sample."))
    return options


def _parser() -> ArgumentParser:
    parser = _Parser(
        prog=APPLICATION.lower(),
        description=_("The book of a small community. Without a command it opens the window."),
        epilog=_("With --json a command prints one JSON document and nothing else."),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{APPLICATION} {VERSION}")
    parser.add_argument(
        "--self-test", action="store_true", help=_("check that the program is complete")
    )
    parser.add_argument("--json", action="store_true", help=_("answer in JSON, for scripts"))
    parser.set_defaults(passphrase_file=None)
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
    _add_new(commands)
    _add_lists(commands)
    _add_papers(commands)
    _add_merge(commands)
    _add_past(commands)
    _add_safety(commands)
    return parser


def _command(commands: Commands, name: str, purpose: str) -> ArgumentParser:
    command = commands.add_parser(name, help=purpose, description=purpose, allow_abbrev=False)
    command.add_argument("file", metavar=_("FILE"), type=Path, help=_("the community file"))
    command.add_argument(
        "--json", action="store_true", default=SUPPRESS, help=_("answer in JSON, for scripts")
    )
    command.add_argument(
        "--passphrase-file",
        metavar=_("FILE"),
        help=_("a file whose first line is the passphrase; - is standard input"),
    )
    return command


def _add_new(commands: Commands) -> None:
    new = _command(commands, "new", _("make a new community file"))
    new.add_argument("--name", metavar=_("NAME"), default="", help=_("the community's name"))
    new.add_argument(
        "--sample",
        action="store_true",
        help=_("fill it with a made-up community to look around in"),
    )
    _add_language(new)


def _add_lists(commands: Commands) -> None:
    listing = _command(commands, "list", _("show records"))
    of_records = (APPLICANTS, POINTS, CONTACTS, OVERDUE, VIOLATIONS, TASKS)
    listing.add_argument("kind", choices=(*LISTED, *of_records))
    listing.add_argument(
        "--search", metavar=_("TEXT"), default="", help=_("only what this finds; pinyin works too")
    )
    _add_list(listing)
    importing = _command(
        commands,
        "import",
        _(
            "bring in a table (.csv, .xlsx, .xls, .ods), a calendar (.ics) or a sign-up chain,"
            " or count a chat export"
        ),
    )
    importing.add_argument("source", metavar=_("SOURCE"), type=Path, help=_("the file to read"))
    _add_kind(importing, IMPORTED)
    importing.add_argument(
        "--event",
        metavar=_("EVENT"),
        default="",
        help=_("title or id of the event, where a list or a sign-up chain does not tell it"),
    )
    importing.add_argument(
        "--chat",
        metavar=_("NAME"),
        default="",
        help=_("what the chat of an export is called, where the file does not say it"),
    )
    importing.add_argument(
        "--mode",
        choices=MODES,
        default=MODES[0],
        help=_("what becomes of records that are there: update, fill empty fields, or only add"),
    )
    importing.add_argument(
        "--dry-run", action="store_true", help=_("only say what would be done; write nothing")
    )
    exporting = _command(commands, "export", _("write a list to a .csv, .xlsx, .vcf or .ics file"))
    exporting.add_argument("target", metavar=_("TARGET"), type=Path, help=_("the file to write"))
    _add_kind(exporting, tuple(LISTED))
    _add_list(exporting)


def _add_papers(commands: Commands) -> None:
    report = _command(commands, "report", _("write a month's summary as a PDF"))
    report.add_argument("--month", metavar="2026-10", required=True, help=_("which month"))
    report.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        default=Audience.COMMITTEE.value,
        help=_("whose names it may show"),
    )
    printing = _command(commands, "print", _("write another paper as a PDF"))
    papers = (*Paper, *EventPaper)
    printing.add_argument("paper", choices=("rulebook", *(paper.value for paper in papers)))
    _add_member_papers(printing)
    _add_event_papers(printing)
    for command in (report, printing):
        _add_language(command)
        command.add_argument(
            "--output", metavar="OUT.pdf", type=Path, required=True, help=_("the file to write")
        )


def _add_member_papers(printing: ArgumentParser) -> None:
    add = printing.add_argument
    add("--member", metavar=_("NAME"), default="", help=_("name or id of the one it is about"))
    add("--list", metavar=_("NAME"), default="", help=_("only the members of this saved list"))
    add(
        "--audience",
        choices=[audience.value for audience in Audience],
        help=_("whose names it may show"),
    )
    add("--columns", metavar="A,B", default="", help=_("what is printed of each, by headings"))
    add(
        "--blank",
        metavar="A,B|N",
        default="",
        help=_("headings of columns to write in; of an event, how many blank rows or badges"),
    )
    add("--group", metavar="A", default="", help=_("by which column the list is grouped"))
    add("--title", metavar=_("TEXT"), default="", help=_("what the list is called"))
    add(
        "--sheet",
        choices=[sheet.code for sheet in SHEETS],
        default=USUAL_SHEET.code,
        help=_("which sheet of labels"),
    )
    add("--start", metavar="N", type=int, default=1, help=_("the first label that is still there"))
    add("--month", metavar="2026-10", default="", help=_("which month"))
    add("--days", metavar="N", type=int, help=_("birthdays of so many days from today"))


def _add_event_papers(printing: ArgumentParser) -> None:
    add = printing.add_argument
    add("--event", metavar=_("EVENT"), default="", help=_("title or id of the event it is about"))
    add("--from", dest="first", metavar="2026-10-01", default="", help=_("the first day"))
    add("--to", dest="last", metavar="2026-12-31", default="", help=_("the last day"))


def _add_merge(commands: Commands) -> None:
    merge = _command(commands, "merge", _("take in what a copy of the file has"))
    merge.add_argument("other", metavar=_("OTHER"), type=Path, help=_("the copy; it is only read"))
    merge.add_argument(
        "--dry-run", action="store_true", help=_("only say what would be done; write nothing")
    )
    merge.add_argument(
        "--other-passphrase-file",
        metavar=_("FILE"),
        help=_("where OTHER has another passphrase: a file whose first line it is"),
    )


def _add_past(commands: Commands) -> None:
    history = _command(commands, "history", _("show what was done, the latest first"))
    history.add_argument("--record", metavar="ID", default="", help=_("only this record's history"))
    _command(commands, "undo", _("take the last action back"))
    _command(commands, "redo", _("do again what was undone last"))


def _add_safety(commands: Commands) -> None:
    _command(commands, "check", _("say whether the file is whole"))
    copying = _command(commands, "backup", _("write a whole copy of the file"))
    rescuing = _command(commands, "salvage", _("save what can be read of a damaged file"))
    for command in (copying, rescuing):
        command.add_argument(
            "target",
            metavar=_("TARGET"),
            type=Path,
            help=_("the new file; none is written over"),
        )


def _add_language(command: ArgumentParser) -> None:
    command.add_argument(
        "--language", choices=LANGUAGES, help=_("its language; yours if not given")
    )


def _add_list(command: ArgumentParser) -> None:
    command.add_argument(
        "--list", metavar=_("NAME"), default="", help=_("only members on this saved list")
    )


def _add_kind(command: ArgumentParser, kinds: tuple[str, ...]) -> None:
    command.add_argument(
        "--as", dest="kind", choices=kinds, required=True, help=_("what the list is about")
    )
