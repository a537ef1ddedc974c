"""Every text the user sees goes through the catalogue, and the catalogue is whole."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Message

from models import vocabulary
from resources import catalogue
from resources.i18n import DOMAIN, LANGUAGES, field_names, translation

TRANSLATED = [language for language in LANGUAGES if language != catalogue.SOURCE]
SOURCES = catalogue.sources()
ROOT = Path(__file__).parents[1]

# Calls whose literal text would stand on the screen untranslated.
SHOWING = re.compile(
    r"^(set(Text|WindowTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|Title|SubTitle|Prefix"
    r"|Suffix|LabelText|AccessibleName|AccessibleDescription|InformativeText|DetailedText"
    r"|SpecialValueText|HeaderData|Label)"
    r"|addAction|addMenu|addTab|addRow|addItem|addItems|showMessage|Paragraph"
    r"|Q(Label|Action|PushButton|CheckBox|RadioButton|GroupBox|Menu|MessageBox|ToolButton)"
    r"|label|button|chip|card|empty_state|tell|say|confirm)$"
)
NOT_SHOWN = {"icon", "role", "shortcut", "tone"}
# The errors whose sentence the user reads.
ERRORS = {"UserError", "Invalid", "FileTooNew", "NotOurs", "Damaged", "WrongPassphrase"}
HAN = re.compile(r"[一-鿿]")
KEYS = re.compile(r"((Ctrl|Shift|Alt|Meta)\+)*(F\d+|[A-Z]|Tab|Return|Del|Esc|Space)$")
PERCENT = re.compile(r"%(?:\(\w+\))?[sdr]")
WORD = re.compile(r"[A-Za-z]{2,}")
# How dates and numbers are written and read is a matter of each language, not of wording.
NOTATIONS = {"formats.py", "notation.py"}
ENDONYMS = {"简体中文", "中文"}
# Signs and names that are the same in every language.
WORDLESS = {"PDF", "QQ", "Telegram", "WhatsApp"}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def known(language: str) -> dict[tuple[str, ...], Message]:
    """Return the entries of a catalogue by message: (text,) or (one, many)."""
    entries = [entry for entry in catalogue.read(language) if entry.id]
    return {(e.id,) if isinstance(e.id, str) else tuple(e.id): e for e in entries}


def translations(entry: Message) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string)


@cache
def wanted() -> frozenset[tuple[str, ...]]:
    found = {texts for file in SOURCES for texts in catalogue.messages(parsed(file))}
    plurals = {texts[0] for texts in found if len(texts) == 2}
    return frozenset(texts for texts in found if len(texts) == 2 or texts[0] not in plurals)


def calls(file: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            yield node, node.func.id if isinstance(node.func, ast.Name) else name


def place(file: Path, node: ast.expr) -> str:
    return f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)[:90]}"


def test_messages_are_found_in_every_room() -> None:
    rooms = {
        file.relative_to(ROOT).parts[0] for file in SOURCES if any(catalogue.messages(parsed(file)))
    }
    assert rooms == {"models", "reports", "ui"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_has_its_translation(language: str) -> None:
    untranslated = [
        texts
        for texts in wanted()
        if texts not in known(language) or not all(translations(known(language)[texts]))
    ]
    assert untranslated == [], "run `make translations`, then translate these"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_outlives_its_message(language: str) -> None:
    assert known(language).keys() - wanted() == set(), "run `make translations`"
    read = catalogue.read(language)
    assert not read.obsolete
    assert not [entry.id for entry in read if entry.id and entry.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_have_the_fields_of_their_message(language: str) -> None:
    for texts, entry in known(language).items():
        for text in translations(entry):
            if len(texts) == 1:
                assert field_names(text) == field_names(texts[0]), texts
            else:
                assert field_names(text) | {"count"} == field_names(texts[1]) | {"count"}, texts
                assert field_names(text) <= field_names(texts[1]) | {"count"}, texts
            # argparse fills its own sentences in the older way.
            assert PERCENT.findall(text) == PERCENT.findall(texts[0]), texts


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_are_chinese_with_chinese_punctuation(language: str) -> None:
    for texts, entry in known(language).items():
        bare = re.sub(r"\{[^}]*\}", "", texts[-1])
        for text in translations(entry):
            if WORD.search(bare) and bare.strip() not in WORDLESS:
                assert HAN.search(text), texts
            assert not re.search(r"[一-鿿}][,;:?!]|[,;:?!][一-鿿{]|\.\.\.", text), text
            assert not re.search(r"""(?<![=\w])["']""", text), text
            assert text.strip("\n") == text.strip(), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_says_what_the_source_says(language: str) -> None:
    folder = catalogue.po_path(language).parents[2]
    compiled = gettext.translation(DOMAIN, folder, [language])
    for texts, entry in known(language).items():
        said = compiled.gettext(*texts) if len(texts) == 1 else compiled.ngettext(*texts, 2)
        assert said == translations(entry)[-1], "run `make translations`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_file_is_as_the_tool_writes_it(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = catalogue.po_path(language).read_bytes()
    rewritten = tmp_path / "guildbook.po"
    rewritten.write_bytes(kept)
    monkeypatch.setattr(catalogue, "po_path", lambda _language: rewritten)
    catalogue.write(language, catalogue.update(language))
    assert rewritten.read_bytes() == kept, "run `make translations`"
    assert not re.search(rb"POT-Creation-Date|^#: ", kept, re.MULTILINE)


def test_only_whole_literals_are_marked() -> None:
    """An f-string, a sum or a choice inside `_()` would be missed by the catalogue."""
    glued = [
        place(file, call)
        for file in SOURCES
        for call, arguments in catalogue.marked_calls(parsed(file))
        for argument in arguments
        if isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp | ast.BoolOp)
        or (isinstance(argument, ast.Constant) and not isinstance(argument.value, str))
    ]
    assert glued == []


def test_marks_for_later_hold_literals() -> None:
    variable = [
        place(file, call)
        for file in SOURCES
        for call, name in calls(file)
        if name == "N_" and not all(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert variable == []


def test_choices_and_their_titles_are_translated() -> None:
    choices = [
        choice
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, vocabulary.Choice)
        for choice in kind
    ]
    assert len(choices) > 40
    for language in TRANSLATED:
        words = translation(language)
        assert [choice for choice in choices if not HAN.search(words._(choice.title))] == []


def test_errors_are_raised_with_marked_sentences() -> None:
    unmarked = [
        place(file, call)
        for file in SOURCES
        for call, name in calls(file)
        if name in ERRORS
        for argument in call.args[:1]
        for value in (argument.values if isinstance(argument, ast.Dict) else [argument])
        if isinstance(value, ast.Constant | ast.JoinedStr | ast.BinOp)
    ]
    assert unmarked == []


def test_nothing_is_shown_that_was_not_translated() -> None:
    bare = [
        place(file, call)
        for file in SOURCES
        if file.is_relative_to(ROOT / "ui") or file.is_relative_to(ROOT / "reports")
        for call, name in calls(file)
        if SHOWING.match(name)
        for argument in shown_arguments(call)
        if is_english_sentence(argument)
    ]
    assert bare == []


def shown_arguments(call: ast.Call) -> list[ast.expr]:
    named = [keyword.value for keyword in call.keywords if keyword.arg not in NOT_SHOWN]
    return [*call.args, *named]


def is_english_sentence(argument: ast.expr) -> bool:
    """Say whether an argument is a literal with a word in it, rather than a name of ours."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(
        isinstance(text, str)
        and WORD.search(text)
        and (text[0].isupper() or " " in text)
        and not KEYS.match(text)
        for text in texts
    )


def test_the_window_holds_no_chinese_of_its_own() -> None:
    chinese = [
        place(file, node)
        for file in SOURCES
        if file.is_relative_to(ROOT / "ui") and file.name not in NOTATIONS
        for node in literals(parsed(file))
        if HAN.search(node.value) and node.value not in ENDONYMS
    ]
    assert chinese == []


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the text literals of a module that are no docstrings."""
    for node in ast.walk(tree):
        children = ast.iter_child_nodes(node) if not isinstance(node, ast.Expr) else ()
        for child in children:
            if isinstance(child, ast.Constant) and isinstance(child.value, str):
                yield child
