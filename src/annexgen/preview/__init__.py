"""The live preview: the annex as a web page that follows its files, findings at their places.

Last stage of its own line: content and form → ``sheets`` (the page in pieces) and ``places`` (where
a finding is shown) → ``view`` (what a browser shows) → ``server`` (to browsers on this machine).
Nothing here writes a file.
"""
