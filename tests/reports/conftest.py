"""The community that the papers about members are tested with."""

from tests.reports.papers import club as club
