"""What a format cannot hold, said before anything is left out."""

from __future__ import annotations

from annexgen.findings import Message


class CannotHold(Exception):  # noqa: N818 - it is an outcome that the command reports
    """The content does not fit a format; nothing is written.

    Args:
        message: what does not fit, and what to do.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message
