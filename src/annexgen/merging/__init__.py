"""Merging two changes of one content file by what they mean.

In: a file as it was (base), as we have it (ours) and as the others have it (theirs). Out: the file
with both changes, untouched lines byte for byte, or with conflicts at single indicators.

``pieces`` cuts a file into lines by its structure, ``meaning`` says what a part means, ``pairing``
finds what belongs together on the three sides, ``regrouping`` puts what has moved to other levels
there on all of them, ``order`` puts parts in a row, ``merge`` (and ``brackets``) decides,
``writing`` puts the lines together, ``file`` does all that for bytes and looks at the result again.
"""
