"""annex.yaml's 检查 read: choices for the rules, and what is wrong with them at its place.

检查:
  budget-sum: 警告              # severity: 错误 警告 提示 关
  cost-not-covering:            # severity and thresholds
    级别: 警告
    share: 0.2
  单位:                         # for some units only: codes, with * and ?
    "301102": {unit-missing: 关}
  文件:                         # for some files only: paths below content/, with * and ?
    "301102/01-*.yaml": {percent-spelling: 提示}
  规则: [rules/house.py]        # the repository's own rules, see ``own``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from annexgen.checks import allowances, reviews
from annexgen.checks.own import OWN_KEYS, OwnRulesFault, own_rules
from annexgen.checks.registry import AnyRule, Value, all_content_rules
from annexgen.checks.settings import Choice, Off, Scope, Settings
from annexgen.findings import Finding, Message, Rule, Severity
from annexgen.model import Annex
from annexgen.schema.policy import Policy
from annexgen.schema.suggest import nearest
from annexgen.tuples import NamedTuple

UNKNOWN_SETTING = Rule(
    "ANX101",
    "unknown-setting",
    Severity.ERROR,
    Message("“检查”里有不认识的规则或设置", "A rule or threshold under 检查 is not known"),
    Message(
        "写错的名称不起作用：以为关了、放宽了的规则其实照旧。",
        "A misspelt name has no effect: the rule that was to be off or eased runs as before.",
    ),
    Message(
        "用 annexgen explain 查规则的名称和设置",
        "annexgen explain lists the rules and their settings",
    ),
)
BAD_SETTING = Rule(
    "ANX102",
    "bad-setting",
    Severity.ERROR,
    Message("“检查”里的级别或阈值写法不对", "A severity or threshold under 检查 is no such value"),
    Message(
        "写错的级别、阈值不起作用。", "A severity or threshold that cannot be read has no effect."
    ),
    Message(
        "级别写 错误、警告、提示 或 关；阈值照 annexgen explain 的例子写",
        "Severities are error, warning, info and off; annexgen explain shows the thresholds",
    ),
)
IDLE_SETTING = Rule(
    "ANX103",
    "idle-setting",
    Severity.WARNING,
    Message("“检查”里的单位或文件不存在", "A pattern under 检查 matches no unit or file"),
    Message(
        "单位、文件改了名，为它写的设置就不再起作用。",
        "Where a unit or file is renamed, what was set for it has no effect any more.",
    ),
    Message(
        "改成现有的单位代码或路径，或删去这一项", "Name an existing unit or path, or delete it"
    ),
)
BROKEN_RULES = Rule(
    "ANX104",
    "broken-rules",
    Severity.ERROR,
    Message("自有规则装不上", "A repository's own rules cannot be loaded"),
    Message(
        "“检查”里列出的规则文件或包有错，它的规则就一条也没有检查。",
        "Where a file or package of rules named under 检查 is broken, none of its rules runs.",
    ),
    Message(
        "改正文件（路径相对于附表目录）或安装缺少的包",
        "Mend the file (its path starts at the annex's folder), or install the package",
    ),
)
RULES = (UNKNOWN_SETTING, BAD_SETTING, IDLE_SETTING, BROKEN_RULES)

SEVERITIES: Mapping[str, Severity | Off] = {
    "错误": Severity.ERROR,
    "警告": Severity.WARNING,
    "提示": Severity.INFO,
    "关": Off.OFF,
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
    "off": Off.OFF,
}
_SCOPES = {"单位": True, "units": True, "文件": False, "files": False}
_SEVERITY_KEYS = ("级别", "severity")
_FLAGS = {"true": True, "是": True, "false": False, "否": False}


class _OnComments(NamedTuple):
    """A rule on the comments of files; only its severity can be set."""

    rule: Rule
    defaults: Mapping[str, Value] = {}
    sees_all: bool = False


class Read(NamedTuple):
    """What 检查 gave.

    Attributes:
        settings: for the engine; faulty parts are left out.
        findings: what is wrong with 检查.
    """

    settings: Settings
    findings: list[Finding]


def read_settings(annex: Annex, policy: Policy, root: Path | None) -> Read:
    """Return what ``annex.checks`` chooses.

    Args:
        annex: the model; only its head is looked at.
        policy: what the form asks of its projects.
        root: the annex root, below which allowances and own rules are looked for; None for neither.
    """
    reader = _Reader(annex)
    own = reader.own_rules(root)
    choices, scopes = reader.choices(annex.checks, "checks", with_scopes=True)
    settings = Settings(annex.year, annex.money_unit, policy, root, choices, scopes, own)
    return Read(settings, reader.findings)


def idle_settings(
    annex: Annex, settings: Settings, further: Iterable[str] = ()
) -> Iterator[Finding]:
    """Yield each pattern that no unit or file of the annex, and none of ``further``, matches."""
    paths = [annex.origin.path, *further]
    for unit in annex.units:
        paths += [unit.origin.path, *(project.origin.path for project in unit.projects)]
    for scope in settings.scopes:
        if not any(map(scope.covers, paths)):
            zh, en = ("单位", "unit") if scope.is_unit else ("文件", "file")
            yield IDLE_SETTING.at(
                annex.origin.path,
                annex.origin.at(scope.place),
                Message(f"没有{zh}符合“{scope.pattern}”", f"No {en} matches “{scope.pattern}”"),
                IDLE_SETTING.remedy,
            )


class _Reader:
    """Reads one annex.yaml's 检查."""

    def __init__(self, annex: Annex) -> None:
        self.findings: list[Finding] = []
        self._annex = annex
        self._origin = annex.origin
        self._rules: dict[str, AnyRule | _OnComments] = {}
        self._know(all_content_rules())
        self._know(map(_OnComments, (*allowances.RULES, *reviews.RULES)))

    def _know(self, rules: Iterable[AnyRule | _OnComments]) -> None:
        for one in rules:
            self._rules[one.rule.name] = self._rules[one.rule.code] = one

    def own_rules(self, root: Path | None) -> tuple[str, ...]:
        """Load the repository's own rules and return the names that load them again."""
        own: tuple[str, ...] = ()
        for key in OWN_KEYS:
            written, place = self._annex.checks.get(key, ()), f"checks.{key}"
            if not isinstance(written, tuple):
                self._bad(
                    place,
                    "这里应写文件或入口名的清单",
                    "A list of files or entry points is expected",
                )
                continue
            for index, name in enumerate(written):
                if root is not None and self._loads(root, (*own, str(name)), f"{place}.{index}"):
                    own = (*own, str(name))
        return own

    def _loads(self, root: Path, names: tuple[str, ...], place: str) -> bool:
        """Say whether rules can be loaded, and remember them; the last name is at ``place``."""
        try:
            self._know(own_rules(root, names).every)
        except OwnRulesFault as fault:
            told = Message(
                f"自有规则装不上：{fault.reason}", f"The rules cannot be loaded: {fault.reason}"
            )
            self._report(BROKEN_RULES, place, told, BROKEN_RULES.remedy)
            return False
        return True

    def choices(
        self, written: object, place: str, *, with_scopes: bool
    ) -> tuple[tuple[Choice, ...], tuple[Scope, ...]]:
        """Read the mapping of rules at ``place``."""
        choices: list[Choice] = []
        scopes: list[Scope] = []
        for key, value in self._entries(written, place):
            here = f"{place}.{key}"
            if with_scopes and key in OWN_KEYS:
                continue
            if with_scopes and key in _SCOPES:
                scopes += self._scopes(value, here, is_unit=_SCOPES[key])
            elif key in self._rules:
                choices += self._choice(self._rules[key], value, here, whole=with_scopes)
            else:
                self._unknown_rule(key, here, with_scopes=with_scopes)
        return tuple(choices), tuple(scopes)

    def _scopes(self, written: object, place: str, *, is_unit: bool) -> Iterator[Scope]:
        for pattern, value in self._entries(written, place):
            here = f"{place}.{pattern}"
            choices, _ = self.choices(value, here, with_scopes=False)
            yield Scope(pattern, is_unit, choices, here)

    def _entries(self, written: object, place: str) -> Iterable[tuple[str, object]]:
        if isinstance(written, Mapping):
            return written.items()
        if written != "":
            self._bad(
                place,
                "这里应写“规则: 级别”，一行一条",
                "Rules and their severities are expected here, one a line",
            )
        return ()

    def _choice(
        self, rule: AnyRule | _OnComments, written: object, place: str, *, whole: bool
    ) -> Iterator[Choice]:
        """Read what is written for a rule; ``whole`` where it is for all files."""
        if not isinstance(written, Mapping):
            severity = self._severity(written, place)
            if severity is not None:
                yield Choice(rule.rule.name, severity)
            return
        severity = None
        values: dict[str, Value] = {}
        for key, value in written.items():
            here = f"{place}.{key}"
            if key in _SEVERITY_KEYS:
                severity = self._severity(value, here)
            elif key in rule.defaults and rule.sees_all and not whole:
                zh = f"规则 {rule.rule.name} 看整册，它的“{key}”不能只对一部分设"
                en = f"{rule.rule.name} sees the whole annex: “{key}” cannot be set for a part"
                self._unknown(here, Message(zh, en), None)
            elif key in rule.defaults:
                read = self._value(rule.defaults[key], value, here)
                if read is not None:
                    values[key] = read
            else:
                self._unknown_threshold(rule, key, here)
        yield Choice(rule.rule.name, severity, tuple(values.items()))

    def _severity(self, written: object, place: str) -> Severity | Off | None:
        severity = SEVERITIES.get(written.strip().lower()) if isinstance(written, str) else None
        if severity is None:
            self._bad(
                place,
                f"级别应为 错误、警告、提示 或 关{_found(written)[0]}",
                f"A severity is error, warning, info or off{_found(written)[1]}",
            )
        return severity

    def _value(self, default: Value, written: object, place: str) -> Value | None:
        """Read a threshold of the type of its default."""
        value: Value | None = None
        if isinstance(written, str):
            value = _as(default, written.strip())
        if value is None:
            zh, en = _wanted(default)
            found = _found(written)
            self._bad(place, f"这里应写{zh}{found[0]}", f"{en} is expected{found[1]}")
        return value

    def _unknown_rule(self, key: str, place: str, *, with_scopes: bool) -> None:
        names = [name for name, one in self._rules.items() if name == one.rule.name]
        likely = nearest(key, [*names, *((*_SCOPES, *OWN_KEYS) if with_scopes else ())])
        self._unknown(place, Message(f"没有规则“{key}”", f"There is no rule “{key}”"), likely)

    def _unknown_threshold(self, rule: AnyRule | _OnComments, key: str, place: str) -> None:
        name, known = rule.rule.name, [*_SEVERITY_KEYS[:1], *rule.defaults]
        zh, en = f"规则 {name} 没有设置“{key}”", f"The rule {name} has no setting “{key}”"
        self._unknown(place, Message(zh, en), nearest(key, known) or "、".join(known))

    def _unknown(self, place: str, message: Message, likely: str | None) -> None:
        help_ = UNKNOWN_SETTING.remedy
        if likely is not None:
            help_ = Message(f"是不是 {likely}？", f"Did you mean {likely}?")
        self._report(UNKNOWN_SETTING, place, message, help_)

    def _bad(self, place: str, zh: str, en: str) -> None:
        self._report(BAD_SETTING, place, Message(zh, en), BAD_SETTING.remedy)

    def _report(self, rule: Rule, place: str, message: Message, help_: Message | None) -> None:
        span = self._origin.at(place)
        self.findings.append(rule.at(self._origin.path, span, message, help_))


def _as(default: Value, text: str) -> Value | None:
    """Return ``text`` as a value of the type of ``default``; None where it is none."""
    if isinstance(default, bool):
        return _FLAGS.get(text.lower())
    if isinstance(default, str):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0:
        return None
    if isinstance(default, int):
        return int(number) if number == number.to_integral_value() else None
    return number


def _wanted(default: Value) -> tuple[str, str]:
    if isinstance(default, bool):
        return " true 或 false", "True or false"
    if isinstance(default, int):
        return "整数", "A whole number"
    return f"数字，如 {default}", f"A number such as {default}"


def _found(written: object) -> tuple[str, str]:
    """Say what was written, where it is a text to show."""
    if isinstance(written, str) and written:
        return f"，写的是“{written}”", f", not “{written}”"
    return "", ""
