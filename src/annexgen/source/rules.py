"""The rules of stage 1: what can be wrong with a content file or with the folder it lies in.

Y00x the file's bytes, Y01x its grammar, Y02x YAML that content files do without, Y05x the folders.
"""

from __future__ import annotations

from annexgen.findings import Message, Rule, Severity

_E = Severity.ERROR
_W = Severity.WARNING

NOT_UTF8 = Rule("Y001", "not-utf8", _E, Message("文件不是 UTF-8 编码", "The file is not UTF-8"))
# A warning: no printed character is lost, and an office should not be stopped by what some editors
# on Windows add unasked.
BYTE_ORDER_MARK = Rule(
    "Y002", "byte-order-mark", _W, Message("文件以 BOM 开头", "The file begins with a BOM")
)
CONTROL_CHARACTER = Rule(
    "Y003", "control-character", _E, Message("有控制字符", "There is a control character")
)
TAB_INDENT = Rule(
    "Y004", "tab-indent", _E, Message("用制表符（Tab）缩进", "A line is indented with a tab")
)
TOO_LARGE = Rule("Y005", "file-too-large", _E, Message("文件过大", "The file is too large"))
EMPTY_FILE = Rule("Y006", "empty-file", _E, Message("文件没有内容", "The file says nothing"))
UNREADABLE = Rule("Y007", "unreadable-file", _E, Message("文件读不出来", "The file cannot be read"))

SYNTAX = Rule("Y010", "yaml-syntax", _E, Message("YAML 语法错误", "The YAML is malformed"))
BAD_INDENT = Rule(
    "Y011", "bad-indentation", _E, Message("缩进没有对齐", "The indentation does not line up")
)
MISSING_COLON = Rule(
    "Y012", "missing-colon", _E, Message("键后面缺冒号", "A key lacks its colon and blank")
)
COLON_IN_TEXT = Rule(
    "Y013",
    "colon-in-text",
    _E,
    Message("文字里有“冒号加空格”", "A text without quotes holds a colon and a blank"),
)
UNCLOSED_QUOTE = Rule(
    "Y014", "unclosed-quote", _E, Message("引号没有配对", "A quotation mark is not closed")
)
UNCLOSED_BRACKET = Rule(
    "Y015", "unclosed-bracket", _E, Message("括号没有配对", "A bracket is not closed")
)
RESERVED_START = Rule(
    "Y016",
    "reserved-start",
    _E,
    Message("文字以 YAML 的专用符号开头", "A text begins with a sign that YAML reserves"),
)
BAD_ESCAPE = Rule(
    "Y017",
    "bad-escape",
    _E,
    Message("双引号里有无效的反斜杠写法", "Double quotes hold an unknown backslash escape"),
)
SWALLOWED_ITEM = Rule(
    "Y018",
    "swallowed-item",
    _E,
    Message("列表项被并进了上一行", "A list item has become part of the line above"),
)

ANCHOR = Rule("Y020", "anchor", _E, Message("不用锚点（&）", "Anchors (&) are not allowed"))
ALIAS = Rule("Y021", "alias", _E, Message("不用引用（*）", "Aliases (*) are not allowed"))
TAG = Rule("Y022", "tag", _E, Message("不用标签（!）", "Tags (!) are not allowed"))
MERGE_KEY = Rule("Y023", "merge-key", _E, Message("不用合并键（<<）", "Merge keys are not allowed"))
SEVERAL_DOCUMENTS = Rule(
    "Y024",
    "several-documents",
    _E,
    Message("一个文件里有几份文档", "A file holds several documents"),
)
DIRECTIVE = Rule("Y025", "directive", _E, Message("不用 % 指令", "Directives (%) are not allowed"))
DUPLICATE_KEY = Rule("Y026", "duplicate-key", _E, Message("键重复", "A key is written twice"))
KEY_NOT_TEXT = Rule("Y027", "key-not-text", _E, Message("键不是文字", "A key is not a plain text"))
TOO_DEEP = Rule("Y028", "too-deep", _E, Message("层次过深", "The nesting is too deep"))

NO_ANNEX_FILE = Rule(
    "Y050", "no-annex-file", _E, Message("没有 content/annex.yaml", "There is no annex.yaml")
)
NO_UNIT_FILE = Rule(
    "Y051", "no-unit-file", _E, Message("单位目录里没有 unit.yaml", "A unit has no unit.yaml")
)
UNIT_CODE = Rule("Y052", "unit-code", _E, Message("单位代码不合规", "A unit's code is malformed"))
YML_SUFFIX = Rule(
    "Y053", "yml-suffix", _E, Message("扩展名应为 .yaml", "A file should end in .yaml")
)
MISPLACED_FILE = Rule(
    "Y054", "misplaced-file", _E, Message("YAML 文件放错了地方", "A YAML file is out of place")
)
NAME_COLLISION = Rule("Y055", "name-collision", _E, Message("文件名相互冲突", "File names collide"))
FILE_NAME = Rule(
    "Y056", "file-name", _E, Message("文件名里有不能用的字符", "A file name has unfit characters")
)
OUTSIDE_LINK = Rule(
    "Y057", "outside-link", _E, Message("链接指向 content/ 之外", "A link leaves content/")
)

RULES: tuple[Rule, ...] = tuple(rule for rule in list(globals().values()) if isinstance(rule, Rule))
