"""The one place that knows the version."""

APPLICATION = "Guildbook"
VERSION = "0.2.0"
