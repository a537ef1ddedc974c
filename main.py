"""Guildbook: arguments lead to the window or to one command."""

from __future__ import annotations

import sys
from pathlib import Path

from ui.display import has_display, no_display


def main(arguments: list[str]) -> int:
    """Return the exit code: 0 done, 1 refused, 2 wrong usage."""
    if not _asks_for_window(arguments):
        from ui.commands import run  # a command imports no Qt, the window no command

        return run(arguments)
    if not has_display():
        sys.stderr.write(f"{no_display()}\n")
        return 1
    from ui.start import open_window

    return open_window(Path(arguments[0]).absolute() if arguments else None)


def _asks_for_window(arguments: list[str]) -> bool:
    if len(arguments) != 1:
        return not arguments
    return arguments[0].endswith(".guildbook") or Path(arguments[0]).is_file()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
