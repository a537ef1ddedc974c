"""What can be done with the rules as a whole: put in order, printed, copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from models.book import about
from models.rules.rule import move_rule, reorder_rules, rules_of
from models.rules.rulebook import as_plain_text, rules_in_force
from models.vocabulary import Kind
from ui import asking
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _, catalogue, language


def step_rule(session: Session, page: RecordPage, step: int) -> None:
    """Move the current rule one place up (−1) or down (1) inside its section."""
    rule = page.listing.table.current_id()
    if rule is None or page.pane.is_editing:
        return
    move_rule(rule, up=step < 0)
    session.announce(Kind.RULE)


def drop_rule(session: Session, page: RecordPage, row: int, before: int) -> None:
    """Put the dragged rule before another one, into that one's section; last: at the end."""
    question = page.listing.question()
    if question["order"] != "number" or question["descending"]:
        session.tell(_("Sort the list by number first; then rules can be put in order."))
        return
    rows = page.listing.table.rows
    dragged, above, below = rows.line(row), rows.line(before - 1), rows.line(before)
    if dragged is None or row in (before, before - 1):
        return
    # Between two sections the rule stays in its own; inside one it joins that one.
    neighbours = [line for line in (below, above) if line is not None]
    own = [line for line in neighbours if line.section == dragged.section]
    section = (own or neighbours)[0].section
    order = [rule.id for rule in rules_of(section) if rule.id != dragged.id]
    if below is not None and below.id in order:
        order.insert(order.index(below.id), dragged.id)
    else:
        order.append(dragged.id)
    reorder_rules(section, order)
    session.announce(Kind.RULE)


def copy_rules(session: Session, page: RecordPage) -> None:
    """Put the rules in force on the clipboard as text for a group announcement."""
    if not rules_in_force():
        asking.say(page, _("No rule is in force yet. Set a rule's status to “in force” first."))
        return
    QGuiApplication.clipboard().setText(as_plain_text(catalogue(), about().name))
    session.tell(_("The rules in force are on the clipboard, ready to paste into your group."))


def print_rules(session: Session, page: RecordPage) -> None:
    """Ask for a file and write the rule book into it."""
    if not rules_in_force():
        asking.say(page, _("No rule is in force yet. Set a rule's status to “in force” first."))
        return
    name = _("{community} rule book.pdf", community=about().name)
    target = asking.choose_target(page, _("Print the rule book"), [(_("PDF"), ("pdf",))], name)
    if target is None:
        return
    from reports.rulebook import write_rulebook

    session.tasks.run(
        write_rulebook,
        target,
        language(),
        title=_("Printing the rule book…"),
        done=lambda _result: session.tell(_("Rule book saved as {name}.", name=target.name)),
    )
