"""Failures the user can act on. Anything else raised in models/ is a bug."""

from __future__ import annotations

from collections.abc import Mapping

from resources.i18n import N_


class UserError(Exception):
    """The world's fault, not the program's: a sentence that says what to do.

    `message` is a message id with named fields; ui/ and the command line word it.
    """

    def __init__(self, message: str, **fields: object) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields


class Invalid(UserError):
    """A record cannot be stored as entered; `errors` maps each field to its reason."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(N_("Please correct the marked fields."))
        self.errors = dict(errors)


class FileTooNew(UserError):
    """The file was written by a later program."""


class NotOurs(UserError):
    """The file is no community file."""


class Damaged(UserError):
    """The file is a community file that has lost its shape."""


class WrongPassphrase(UserError):
    """The file is encrypted and this passphrase does not open it."""


class Cancelled(Exception):
    """The user stopped a long job; nothing was changed and nothing is to be said."""
