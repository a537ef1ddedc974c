"""What templates say: when a task is to be done, what an event begins with."""

from __future__ import annotations

from models.events.template import TemplateValues
from models.vocabulary import EventFormat
from ui.formats import duration_text, joined
from ui.records.choices import title_of
from ui.wording import _, n_


def write_days(days: int) -> str:
    return f"{days:+d}" if days else "0"


def show_days(days: int) -> str:
    if days < 0:
        return n_("{count} day before", "{count} days before", -days)
    return n_("{count} day after", "{count} days after", days) if days else _("on the day")


def template_note(template: TemplateValues) -> str:
    """Say in a line what a template is for and holds."""
    tasks, lines = len(template.to_dos), len(template.costs)
    return joined([
        title_of(EventFormat, template.format),
        duration_text(template.minutes) if template.minutes else "",
        n_("{count} task", "{count} tasks", tasks) if tasks else "",
        n_("{count} budget line", "{count} budget lines", lines) if lines else "",
    ])  # fmt: skip
