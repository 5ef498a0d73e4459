"""Changes as one self-contained web page, which looks like the annex's own.

``marks`` marks what differs in two texts, ``sections`` prepares projects and their changes,
``overview`` what stands above them, ``page`` fills the form's template with all of it.
"""
