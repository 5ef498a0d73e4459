"""One comment for each pull request: found again by its hidden first line and its author.

Anybody can copy the hidden line, so a comment of somebody else that begins with it is left alone.
"""

from __future__ import annotations

from enum import StrEnum

from annexgen.comments.body import MARKER
from annexgen.comments.client import FORBIDDEN, Client, Refusal
from annexgen.comments.place import at


class Outcome(StrEnum):
    """What became of the comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def post(client: Client, number: int, body: str) -> Outcome:
    """Write the comment, over the earlier one where there is one.

    Args:
        client: the service, with the token of the comment's author.
        number: of the pull request.
        body: the comment, with the marker in front.

    Raises:
        CommentFault: where the service refuses or cannot be reached.
    """
    thread = client.path(client.service.thread, number=number)
    earlier = _earlier(client, thread)
    if earlier is None:
        client.send("POST", thread, body=body)
        return Outcome.CREATED
    comment, said = earlier
    if said.split() == body.split():
        return Outcome.UNCHANGED
    path = client.path(client.service.comment, number=number, id=comment)
    client.send(client.service.edit, path, body=body)
    return Outcome.UPDATED


def _earlier(client: Client, thread: str) -> tuple[int, str] | None:
    """Return the number and the text of the comment that the token's owner has written before."""
    owner = None
    for comment in client.pages(thread):
        said, number = at(comment, "body"), at(comment, "id")
        if not (isinstance(said, str) and isinstance(number, int) and said.startswith(MARKER)):
            continue
        owner = owner or _owner(client)
        if at(comment, *client.service.author) == owner:
            return number, said
    return None


def _owner(client: Client) -> object:
    """Return whom the token belongs to; GitHub does not tell the token of a workflow."""
    try:
        return at(client.get("/user"), client.service.login)
    except Refusal as refusal:
        if refusal.status == FORBIDDEN and client.service.robot:
            return client.service.robot
        raise
