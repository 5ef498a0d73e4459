"""The indicators that a new project must have: an empty one of each kind that its form wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annexgen.drafting import advice
from annexgen.drafting.drafts import IndicatorDraft, ProjectDraft
from annexgen.drafting.writing import Notes
from annexgen.schema.policy import Policy
from annexgen.schema.vocabulary import ExtraField, Vocabulary
from annexgen.tuples import NamedTuple

_PREFERRED = "社会效益"
"""Of benefits, where any kind will do: nearly every project of an office has a social one."""


class Kind(NamedTuple):
    """A kind of indicator that a project is to have.

    Attributes:
        level1: 一级指标.
        level2: 二级指标.
        others: the 二级指标 that would do instead.
    """

    level1: str
    level2: str
    others: tuple[str, ...] = ()


def kinds(name: str, policy: Policy) -> tuple[Kind, ...]:
    """Return the kinds that a project must have.

    These are the ones that the form requires, and of every other 一级指标 one.

    Args:
        name: 项目名称, as some projects may go without some kinds.
        policy: what the form asks for.
    """
    found = tuple(_kinds(name, policy))
    if found or not policy.levels:
        return found
    level1, below = policy.levels[0]
    return (Kind(level1, below[0]),)


def _kinds(name: str, policy: Policy) -> Iterator[Kind]:
    for level1, below in policy.levels:
        if policy.exempts(name, level1):
            continue
        fit = [level2 for level2 in below if not policy.exempts(name, level2)]
        required = [level2 for level2 in fit if level2 in policy.required]
        if required:
            yield from (Kind(level1, level2) for level2 in required)
        elif len(fit) == len(below):
            chosen = next((level2 for level2 in fit if _PREFERRED in level2), fit[0])
            yield Kind(level1, chosen, tuple(one for one in fit if one != chosen))


def with_slots(draft: ProjectDraft, kinds: Sequence[Kind], vocabulary: Vocabulary) -> ProjectDraft:
    """Return a draft with an empty indicator of each kind, and the form's own required fields."""
    own = dict.fromkeys(_required(vocabulary.indicator_fields), "")
    return draft._replace(
        goals=draft.goals or ("",),
        indicators=tuple(
            IndicatorDraft(kind.level1, kind.level2, "", "", "", own) for kind in kinds
        ),
        fields=dict.fromkeys(_required(vocabulary.project_fields), "") | dict(draft.fields),
    )


def _required(fields: Sequence[ExtraField]) -> list[str]:
    return [field.key for field in fields if field.required]


def slot_count(draft: ProjectDraft) -> int:
    """Return how many places of a draft wait for an editor; funds may stay empty."""
    texts = [draft.name, draft.budget, draft.purpose, *draft.goals, *draft.fields.values()]
    for one in draft.indicators:
        texts += [one.name, one.target_value, *one.fields.values()]
    return texts.count("")


def slot_notes(kinds: Sequence[Kind], vocabulary: Vocabulary, year: int, money_unit: str) -> Notes:
    """Return the comments that say what to write into each slot.

    Args:
        kinds: of the indicators.
        vocabulary: the form's words.
        year: 年度.
        money_unit: 金额单位.
    """
    notes = {
        (): advice.HEAD,
        ("预算数",): advice.budget(money_unit),
        ("其中",): advice.SOURCES,
        ("资金用途",): advice.PURPOSE,
        ("绩效目标",): advice.GOALS,
    }
    own = [field for field in vocabulary.indicator_fields if field.required and field.description]
    notes |= {(field.key,): field.description for field in vocabulary.project_fields}
    for kind in kinds:
        note = advice.indicator(kind.level2, kind.others, year, money_unit)
        note = "\n".join([note, *(f"{field.key}：{field.description}" for field in own)])
        notes["绩效指标", kind.level1, kind.level2] = note
    return notes
