from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.errors import Invalid
from models.rules.rule import (
    load_rule,
    move_rule,
    remove_rules,
    reorder_rules,
    restore_rules,
    rules_of,
    save_rule,
)
from models.rules.rulebook import as_plain_text, rules_in_force
from resources.i18n import translation


def add(title: str, section: str = "conduct", **values: object) -> bytes:
    return save_rule(None, {"title": title, "section": section, **values})


def order(section: str = "conduct") -> list[tuple[int, str]]:
    return [(rule.number, rule.title) for rule in rules_of(section)]


def test_a_rule_stands_at_the_end_of_its_section(book: Path) -> None:
    add("a")
    add("v", "values")
    moved = add("b")
    assert (order(), order("values")) == ([(1, "a"), (2, "b")], [(1, "v")])
    save_rule(moved, {"section": "values", "number": 2})
    assert (order(), order("values")) == ([(1, "a")], [(1, "v"), (2, "b")])
    save_rule(moved, {"text": "x"})
    assert order("values") == [(1, "v"), (2, "b")]


def test_rules_move_and_stop_at_the_ends(book: Path) -> None:
    first, second, third = add("a"), add("b"), add("c")
    move_rule(third, up=True)
    assert order() == [(1, "a"), (2, "c"), (3, "b")]
    move_rule(first, up=True)
    move_rule(second, up=False)
    assert order() == [(1, "a"), (2, "c"), (3, "b")]
    move_rule(first, up=False)
    assert order() == [(1, "c"), (2, "a"), (3, "b")]
    reorder_rules("conduct", [second, first, third])
    assert order() == [(1, "b"), (2, "a"), (3, "c")]
    remove_rules([first])
    move_rule(third, up=True)
    assert order() == [(1, "c"), (2, "b")]
    move_rule(first, up=True)
    restore_rules([first])
    assert [title for _number, title in order()].count("a") == 1


def test_a_rule_comes_into_force_today_unless_it_says_when(book: Path) -> None:
    rule = add("a", status="draft")
    save_rule(rule, {"status": "in_force", "effective": None})
    loaded = load_rule(rule)
    assert loaded and loaded.effective == date(2026, 10, 31)
    save_rule(rule, {"status": "in_force", "effective": date(2026, 1, 1)})
    save_rule(rule, {"status": "in_force", "effective": None})
    loaded = load_rule(rule)
    assert loaded and loaded.effective == date(2026, 1, 1)


def test_a_rule_needs_a_title(book: Path) -> None:
    with pytest.raises(Invalid):
        add(" ")
    with pytest.raises(Invalid):
        save_rule(add("a"), {"title": ""})


def test_the_rulebook_numbers_what_is_in_force(book: Path) -> None:
    add("尊重", status="in_force", text="对人有礼\n不吵架")
    add("草稿", status="draft")
    add("守时", status="in_force")
    add("诚实", "values", status="in_force")
    sections = rules_in_force()
    assert [(part.number, part.section.value) for part in sections] == [
        (1, "values"),
        (2, "conduct"),
    ]
    assert [rule.number for rule in sections[1].rules] == ["2.1", "2.2"]
    text = as_plain_text(translation("en"), "慢跑团")
    assert text == (
        "慢跑团: our rules\n\n1. Values\n1.1 诚实\n\n2. Conduct\n2.1 尊重\n"
        "    对人有礼\n    不吵架\n2.2 守时\n"
    )
