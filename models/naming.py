"""What a community's file is called: known before the database is loaded."""

from __future__ import annotations

SUFFIX = ".guildbook"
