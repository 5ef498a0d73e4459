"""annexgen: structured performance targets in, a publishable annex out.

Data flows one way: ``source`` → ``model`` → ``forms`` → ``document`` → ``layout`` → ``render``.
Nothing is imported here, so that ``annexgen --help`` stays quick.
"""

__version__ = "0.1.0"
