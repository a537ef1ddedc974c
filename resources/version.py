"""The one place that knows the version."""

APPLICATION = "Guildbook"
VERSION = "0.4.0"
