"""A project while its tables come in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from annexgen.drafting.drafts import IndicatorDraft
from annexgen.findings import Message
from annexgen.forms.patterns import Path
from annexgen.ingest.blocks import Place

NAME: Path = ("project", "name")
TOTAL: Path = ("project", "budget", "total")
MONEY_UNIT: Path = ("annex", "money_unit")


@dataclass(slots=True)
class Collected:
    """What has been read of a project.

    Attributes:
        unit: its unit's code; empty where none was printed before it.
        place: where it begins.
        heading: its name in the heading above its tables; empty for none.
        fields: the texts of its head block, by the field.
        places: where they stand.
        goals: the paragraphs that list its goals.
        indicators: so far.
        level1: of the last row.
        level2: of the last row.
    """

    unit: str
    place: Place
    heading: str = ""
    fields: dict[Path, str] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    goals: list[str] = field(default_factory=list)
    indicators: list[IndicatorDraft] = field(default_factory=list)
    level1: str = ""
    level2: str = ""

    @property
    def name(self) -> str:
        """Its name (项目名称), of the table or else of the heading."""
        return self.fields.get(NAME, "") or self.heading

    @property
    def is_only_named(self) -> bool:
        """Whether nothing but its name has been read."""
        return not (self.goals or self.indicators or self.fields.keys() - {NAME})

    @property
    def called(self) -> Message:
        """How it is called in messages, within a sentence."""
        if not self.name:
            return Message("这个项目", "this project")
        return Message(f"项目“{self.name}”", f"project “{self.name}”")

    def extra(self) -> Mapping[str, str]:
        """Return the form's own project fields, by their key."""
        own = ("project", "extra")
        return {path[2]: text for path, text in self.fields.items() if path[:2] == own and text}
