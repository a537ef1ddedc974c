"""The one place that knows the version."""

APPLICATION = "Guildbook"
VERSION = "0.3.0"
