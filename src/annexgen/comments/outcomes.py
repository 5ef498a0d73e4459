"""Why a comment was not posted: because it could not be, or because it should not be."""

from __future__ import annotations

from annexgen.findings import Message


class CommentFault(Exception):  # noqa: N818 - it is an outcome that the command reports
    """A comment cannot be posted; carries the line that says why and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class Withheld(CommentFault):
    """Nothing is at fault, but here nothing is to be posted: no token, a fork, an old push."""
