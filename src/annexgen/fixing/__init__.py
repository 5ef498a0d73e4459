"""``check --fix``: what a rule's finding says to write is written into the content file.

Beside the flow: findings with a mend and raw files in, raw files out. Text is replaced in place,
one scalar at a time, so comments, layout, quotes and line ends stay. Whatever cannot be done
exactly is left to the editor.
"""
