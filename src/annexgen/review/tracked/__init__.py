"""The annex at the base with every change as a revision of Word, to be accepted or rejected there.

``sides`` reads both sides as models, ``alignment`` says what belongs together, ``whole`` writes one
file of both documents: ``marks`` writes the revisions (ISO/IEC 29500-1, 17.13.5), ``texts``,
``tables``, ``sections`` and ``contents`` what they stand in, ``setting`` knows the pages,
``assembly`` puts it together as ``render.docx`` does for a published file. Accepting all revisions
gives the text of the head, rejecting all gives that of the base.
"""
