"""Content files that are not there yet: plain drafts in, files in canonical form out.

Beside the flow: ``import`` and ``new`` know what an annex is to say, but have no file to change. A
draft holds plain texts, faulty or missing ones as well; what is written from it is what ``fmt``
would leave as it is, and loading it gives the draft back.
"""
