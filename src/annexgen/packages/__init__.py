"""Office files of other hands (zip archives of XML), opened so that none can do harm.

Below all stages: whatever takes in such a file, to import it or to borrow its styles, comes here.
"""
