"""``annexgen new year``: an annex carried to a later year.

Beside the flow: content files in, content files out. Years that mean the annex's move on, whatever
else was written stays; amounts and target values are marked for review, since last year's rarely
hold. Files change in place, digit by digit, so comments and layout stay.
"""
