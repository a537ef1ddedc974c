from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import models
from resources.i18n import LANGUAGES
from ui import actions_wording, wording

# Their kind of record is put in at run time.
_IMPORTS = [f"{kind}.import" for kind in ("member", "event", "attendance", "feedback")]


def kinds() -> Iterator[str]:
    """Yield the names of all actions in models/, however they are chosen."""
    for file in Path(str(models.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "action":
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and re.match(r"\w+\.", str(part.value)):
                        yield str(part.value)


@pytest.mark.parametrize("kind", sorted({*kinds(), *_IMPORTS}))
def test_every_action_has_a_name_in_every_language(kind: str) -> None:
    for language in LANGUAGES:
        wording.use(language)
        for amount in (1, 180):
            name = actions_wording.action_name(kind, amount)
            assert "{" not in name
            assert name != wording._("change")


def test_the_number_is_in_the_sentence() -> None:
    assert actions_wording.undone("member.import", 180) == "Undone: import of 180 members."
    assert actions_wording.redone("member.remove", 1) == "Done again: deletion of a member."
    assert actions_wording.action_name(None) == "edit by another program"
    assert actions_wording.action_name("tea.brew") == "change"


def test_the_history_of_one_record_tells_no_number_of_others() -> None:
    """A chat is counted in messages of everybody."""
    assert actions_wording.headline_in_history("chat.import") == "Counting of a chat"
    assert actions_wording.headline_in_history("member.edit") == "Change of a member"
