"""What an earlier run has made of a project file, kept beside the annex under ``.annexgen/``.

``keys`` says what a result depends on, ``records`` turns a result into bytes and back, ``packs``
keeps them on disk. Nothing in there is trusted: a record that is damaged, or made by another
version or from other content, is made again.
"""
