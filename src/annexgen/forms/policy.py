"""A form's ``checks``: what its projects must have, for the rules on content.

A form without them asks for no kind of indicator in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from annexgen.findings import Finding, Message
from annexgen.forms.parts import Parts, items_at, record_at
from annexgen.forms.rules import UNKNOWN_NAME
from annexgen.schema.check import Checked
from annexgen.schema.policy import Exemption, Policy, WeightScheme
from annexgen.schema.suggest import nearest


def policy(parts: Parts) -> Policy:
    """Return what a sound form asks of its projects.

    Args:
        parts: the whole ``form.yaml``, by key.
    """
    checks = record_at(parts, "checks")
    return Policy(
        levels=tuple(
            (level, tuple(below.value for below in second.value))
            for level, second in parts["levels"].value.items()
        ),
        required=tuple(level.value for level in items_at(checks, "required")),
        exemptions=tuple(_exemption(item.value) for item in items_at(checks, "exempt")),
        weight=checks["weight"].value if "weight" in checks else "",
        schemes=tuple(_scheme(item.value) for item in items_at(checks, "weights")),
    )


def _exemption(parts: Parts) -> Exemption:
    return Exemption(parts["projects"].value, tuple(one.value for one in parts["levels"].value))


def _scheme(parts: Parts) -> WeightScheme:
    total = Decimal(parts["total"].value) if "total" in parts else None
    levels = record_at(parts, "levels")
    return WeightScheme(total, tuple((name, Decimal(one.value)) for name, one in levels.items()))


def policy_faults(path: str, parts: Parts) -> Iterator[Finding]:
    """Yield each name in ``checks`` that the form does not have.

    Args:
        path: of the ``form.yaml``.
        parts: what it holds, by key; faulty parts are missing.
    """
    checks = record_at(parts, "checks")
    if not checks or "levels" not in parts:
        return
    first = [*parts["levels"].value]
    second = [below.value for level in parts["levels"].value.values() for below in level.value]
    wanted = list(items_at(checks, "required"))
    yield from _unknown(path, wanted, second, "二级指标", "second level")
    wanted = [one for item in items_at(checks, "exempt") for one in items_at(item.value, "levels")]
    yield from _unknown(path, wanted, first + second, "指标", "level")
    for scheme in items_at(checks, "weights"):
        levels = record_at(scheme.value, "levels")
        wanted = [Checked(name, one.key or one.span) for name, one in levels.items()]
        yield from _unknown(path, wanted, first, "一级指标", "first level")
    if "weight" in checks:
        fields = items_at(record_at(parts, "fields"), "indicator")
        keys = [field.value["key"].value for field in fields if "key" in field.value]
        yield from _unknown(path, [checks["weight"]], keys, "指标字段", "indicator field")


def _unknown(
    path: str, names: Iterable[Checked], known: list[str], zh: str, en: str
) -> Iterator[Finding]:
    for name in names:
        if name.value not in known:
            likely = nearest(name.value, known)
            listed = likely or "、".join(known) or "（没有）"
            yield UNKNOWN_NAME.at(
                path,
                name.span,
                Message(f"表样没有{zh}“{name.value}”", f"The form has no {en} “{name.value}”"),
                Message(f"可以写：{listed}", f"Known: {listed}"),
            )
