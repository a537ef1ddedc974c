from __future__ import annotations

from datetime import date
from pathlib import Path

from models.book import save_about
from models.rules.rule import save_rule
from reports.rulebook import write_rulebook
from tests.reports.reading import info_of, plain_text_of, text_of


def test_rules_in_force_by_section(book: Path, tmp_path: Path) -> None:
    save_about({"purpose": "一起慢慢跑"})
    force = {"status": "in_force", "effective": date(2025, 9, 1)}
    save_rule(
        None, {"title": "守时", "section": "conduct", "text": "迟到五分钟者，先热身。", **force}
    )
    save_rule(
        None, {"title": "安全", "section": "values", "text": "夜跑戴灯。\n<b>必须</b>", **force}
    )
    save_rule(None, {"title": "草稿", "section": "values"})
    target = tmp_path / "rules.pdf"
    written = write_rulebook(target, "en")
    found = plain_text_of(target)
    assert written.pages == 1
    assert info_of(target)["Title"] == "江边慢跑团 Our rules"
    assert "一起慢慢跑" in found
    assert found.index("1.Values") < found.index("1.1安全") < found.index("2.1守时")
    assert "<b>必须</b>" in found
    assert "2 rules in force" in text_of(target)
    assert "In force from Sep 1, 2025" in text_of(target)
    assert "草稿" not in found


def test_without_rules_it_says_so(book: Path, tmp_path: Path) -> None:
    write_rulebook(tmp_path / "rules.pdf", "en")
    assert "No rule is in force yet." in text_of(tmp_path / "rules.pdf")


def test_a_thick_book_has_contents(book: Path, tmp_path: Path) -> None:
    force = {"status": "in_force", "effective": date(2025, 9, 1)}
    for section in ("values", "conduct", "content"):
        for number in range(8):
            text = "任何人不得单独离队；掉队三分钟以上，由收尾员陪同。" * 40
            save_rule(None, {"title": f"规则{number}", "section": section, "text": text, **force})
    written = write_rulebook(tmp_path / "rules.pdf", "en")
    first = text_of(tmp_path / "rules.pdf").split("\f")[0]
    assert written.pages > 6
    assert "Contents" in first
    assert "3. Content" in first
