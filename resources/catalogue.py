"""The catalogue's tool: `python -m resources.catalogue update|compile`. Run at set-up, never later.

`update` brings guildbook.po up to the messages in the source, `compile` makes the .mo beside it.
The source is read as a syntax tree, so a message inside an f-string is found as well.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from resources import path
from resources.i18n import DOMAIN, LANGUAGES

if TYPE_CHECKING:
    from babel.messages import Catalog

SOURCE = "en"
PLACES = ("main.py", "resources", "models", "reports", "ui")
# What marks a message, and how many of the first arguments are messages.
MARKS = {"_": 1, "N_": 1, "n_": 2}

_HEADER = """\
# The words of Guildbook. `make translations` brings this file up to the source.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def sources() -> list[Path]:
    """Return every file of the program that may hold a message."""
    root = path("").parent
    places = [root / name for name in PLACES]
    return [found for place in places for found in sorted(place.rglob("*.py")) or [place]]


def marked_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Yield each call of `_`, `N_` or `n_`, also as `words._`, with its message arguments."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else ""
            name = function.id if isinstance(function, ast.Name) else name
            if name in MARKS:
                yield node, node.args[: MARKS[name]]


def messages(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Yield each literal message of a module: (text,) or (one, many)."""
    for _call, arguments in marked_calls(tree):
        texts = tuple(
            argument.value
            for argument in arguments
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        )
        if texts and len(texts) == len(arguments) and all(texts):
            yield texts


def update(language: str) -> Catalog:
    """Return the catalogue with exactly the messages of the source, known translations kept."""
    from babel.messages import Catalog

    known = read(language)
    fresh = Catalog(locale=language, charset="utf-8")
    for source in sources():
        for texts in messages(ast.parse(source.read_text(encoding="utf-8"))):
            before = known.get(texts[0])
            fitting = before and isinstance(before.string, str) == (len(texts) == 1)
            # One word that is both a plural's first form and a message keeps the plural.
            if len(texts) == 2 or texts[0] not in fresh:
                key = texts if len(texts) == 2 else texts[0]
                fresh.add(key, before.string if before and fitting else None)
    return fresh


def read(language: str) -> Catalog:
    from babel.messages.pofile import read_po

    with po_path(language).open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalogue: Catalog) -> None:
    """Write the .po: sorted, without line numbers and dates, so that only words ever differ."""
    from babel.messages.pofile import write_po

    header = _HEADER.format(language=language, plural=catalogue.plural_forms)
    with po_path(language).open("wb") as file:
        file.write(header.encode())
        write_po(file, catalogue, width=100, omit_header=True, sort_output=True, no_location=True)


def compile_catalogue(language: str) -> None:
    from babel.messages.mofile import write_mo

    with po_path(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, read(language))


def po_path(language: str) -> Path:
    return path("locale") / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def main(arguments: list[str]) -> int:
    """Return 0, or 2 where the word is neither of the two."""
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        if arguments == ["update"]:
            write(language, update(language))
        elif arguments == ["compile"]:
            compile_catalogue(language)
        else:
            sys.stderr.write("usage: python -m resources.catalogue update|compile\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
