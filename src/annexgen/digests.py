"""Digests, without what the standard library's ``hashlib`` loads besides.

``hashlib`` opens OpenSSL, 3 ms of each start; BLAKE2 (RFC 7693) is Python's own and does without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        from _blake2 import blake2b
    except ImportError:  # another Python
        from hashlib import blake2b

__all__ = ["blake2b"]
