"""The one place that knows the version."""

APPLICATION = "Guildbook"
VERSION = "0.1.0"
