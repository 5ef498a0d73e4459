"""Why a source cannot be read at all."""

from __future__ import annotations

from annexgen.findings import Message


class Unreadable(Exception):  # noqa: N818 - it is an outcome that the command reports
    """A source that cannot be read: one line that says what is wrong and what to do.

    Args:
        source: the file, as the user named it.
        message: what is wrong with it and what to do, without the file's name.
    """

    def __init__(self, source: str, message: Message) -> None:
        super().__init__(f"{source}: {message.en}")
        self.source = source
        self.reason = message
        self.message = Message(f"{source}：{message.zh}", f"{source}: {message.en}")
