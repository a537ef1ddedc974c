"""The communities that papers are tested with."""

from tests.reports.gatherings import evening as evening
from tests.reports.papers import club as club
