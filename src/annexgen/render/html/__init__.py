"""Stage 5, HTML: a document in, one self-contained and accessible web page out."""

from annexgen.render.html.page import render
from annexgen.render.html.theme import TemplateFault, Theme

__all__ = ["TemplateFault", "Theme", "render"]
