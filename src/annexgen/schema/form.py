"""The shape of ``form.yaml``: which keys a form has and what each may hold."""

from __future__ import annotations

from annexgen.findings import Message
from annexgen.schema.shapes import (
    Field,
    Flag,
    ListOf,
    MapOf,
    Number,
    OneOrMany,
    Record,
    Shape,
    Text,
)

NAMED_SIZES = {
    "初号": 42.0,
    "小初": 36.0,
    "一号": 26.0,
    "小一": 24.0,
    "二号": 22.0,
    "小二": 18.0,
    "三号": 16.0,
    "小三": 15.0,
    "四号": 14.0,
    "小四": 12.0,
    "五号": 10.5,
    "小五": 9.0,
    "六号": 7.5,
}
"""The Chinese names of type sizes, in pt."""

_TEXT = Text()
_EMPTY_TEXT = Text(may_be_empty=True)
_MM = Number(0, 2000)
_PT = Number(0, 2000)
_COUNT = Number(1, 100, whole=True)
_COLOUR = Text(
    pattern="#[0-9a-fA-F]{6}",
    pattern_help=Message('写成 "#" 加六位十六进制数，如 "#f2f2f2"', 'Write "#f2f2f2", say'),
)
_SIZE = Text(
    pattern=rf"(?:{'|'.join(NAMED_SIZES)}|[1-9][0-9]?(?:\.[0-9]+)?)",
    pattern_help=Message("写“五号”“小四”等字号，或 1–99 的磅数", "Write 五号 …, or 1–99 (pt)"),
)


def _optional(key: str, shape: Shape, description: str = "") -> Field:
    return Field(key, key, shape, description, required=False)


def _needed(key: str, shape: Shape, description: str = "") -> Field:
    return Field(key, key, shape, description)


PAGE = Record(
    (
        _optional("paper", Text(choices=("A3", "A4", "A5")), "纸张；写了就不写 width 和 height"),
        _optional("landscape", Flag(), "纸张是否横放，默认 false"),
        _optional("width", _MM, "纸宽（mm）；宽大于高即横向"),
        _optional("height", _MM, "纸高（mm）"),
        _needed("top", _MM, "上边距（mm）"),
        _needed("right", _MM, "右边距（mm）"),
        _needed("bottom", _MM, "下边距（mm）"),
        _needed("left", _MM, "左边距（mm）"),
        _needed("header", _MM, "纸的上边到页眉（mm）"),
        _needed("footer", _MM, "纸的下边到页码（mm）"),
    ),
    "纸张和边距",
)

_OWN_FIELD = Record(
    (
        _needed("key", _TEXT, "内容文件里的键，如 权重"),
        _optional("kind", Text(choices=("text", "number")), "文字（默认）或数字"),
        _optional("required", Flag(), "是否必填，默认 true"),
        _optional("description", _TEXT, "给编辑人员的说明"),
    )
)

FIELDS = Record(
    (
        _optional("project", ListOf(_OWN_FIELD), "项目自有的字段"),
        _optional("indicator", ListOf(_OWN_FIELD), "指标自有的字段"),
    ),
    "表样自有的字段",
)

_WEIGHTS = Record(
    (
        _optional("total", Number(0, 1000), "全部指标的权重合计"),
        _optional("levels", MapOf(Number(0, 1000)), "各一级指标的权重合计"),
    )
)

CHECKS = Record(
    (
        _optional("required", ListOf(_TEXT, least=0), "每个项目至少要有一条的二级指标"),
        _optional(
            "exempt",
            ListOf(
                Record(
                    (
                        _needed("projects", _TEXT, "项目名称里的字样，如 债券利息"),
                        _needed("levels", ListOf(_TEXT), "可以没有的一级指标、二级指标"),
                    )
                ),
                least=0,
            ),
            "哪些项目可以没有哪些指标",
        ),
        _optional("weight", _TEXT, "放权重的指标字段，如 权重"),
        _optional("weights", ListOf(_WEIGHTS), "权重合计；有几种时，符合一种即可"),
    ),
    "检查规则对项目的要求",
)

FACE = Record(
    (
        _needed("fonts", OneOrMany(_TEXT), "排版和 PDF 用的字体，缺字时依次往后找"),
        _needed("east_asia", _TEXT, "DOCX 的中文字体"),
        _needed("latin", _TEXT, "DOCX 的西文字体"),
        _needed("css", _TEXT, "网页字体"),
        _optional("bold", Flag(), "是否加粗，默认 false"),
    ),
    "一种字体",
)

STYLE = Record(
    (
        _optional("label", _TEXT, "Word 样式列表里的名字"),
        _needed("face", _TEXT, "faces 里的字体"),
        _needed("size", _SIZE, "字号，如 五号，或磅数"),
        _needed("leading", Number(1, 500), "行距（pt）"),
        _optional("align", Text(choices=("start", "center", "end", "justify")), "对齐"),
        _optional("space_before", _PT, "段前（pt）"),
        _optional("space_after", _PT, "段后（pt）"),
        _optional("indent", _PT, "左缩进（pt）"),
        _optional("hanging", _PT, "首行以外各行的缩进（pt）"),
        _optional("colour", _COLOUR, "颜色"),
    ),
    "一种文字样式",
)

RUNNING = Record(
    (
        _needed("header_style", _TEXT, "页眉的样式"),
        _needed("header_rule", Number(0, 10), "页眉下的线粗（pt），0 为没有"),
        _needed(
            "number",
            Text(
                pattern=r"[^{}]*\{\}[^{}]*",
                pattern_help=Message("用 {} 代表页码，如 — {} —", "Write {} for the number"),
            ),
            "页码的写法，{} 是页码",
        ),
        _needed("number_style", _TEXT, "页码的样式"),
        _optional(
            "continued",
            Text(
                pattern=r"[^{}]*(?:\{\}[^{}]*)?",
                pattern_help=Message("用 {} 代表标题", "Write {} for the heading"),
            ),
            "表格续页上方的字样，{} 是标题",
        ),
        _optional("continued_style", _TEXT, "续页字样的样式"),
    ),
    "页眉和页码",
)

PARAGRAPH = Record((_needed("text", _TEXT, "文字模板"), _needed("style", _TEXT, "样式")))

CONTENTS = Record(
    (
        _needed("title", _TEXT, "目录的标题"),
        _needed("title_style", _TEXT, "标题的样式"),
        _needed("unit_style", _TEXT, "单位一行的样式"),
        _needed("project_style", _TEXT, "项目一行的样式"),
    ),
    "目录页；不写就没有",
)

FACTS = ListOf(Record((_needed("label", _TEXT, "名目"), _needed("value", _TEXT, "文字模板"))))

UNIT = Record(
    (
        _needed("heading", _TEXT, "单位标题的文字模板"),
        _needed("style", _TEXT, "单位标题的样式"),
        _needed("running_header", _TEXT, "页眉的文字模板"),
        _optional("facts", FACTS, "网页上单位的合计"),
    ),
    "每个单位的开头",
)

LOOK = Record(
    (
        _needed("padding_x", _PT, "文字左右的空白（pt）"),
        _needed("padding_y", _PT, "文字上下的空白（pt）"),
        _needed("border", Number(0, 10), "线粗（pt）"),
        _needed("min_row_height", _PT, "最小行高（pt）"),
        _optional("header_fill", _COLOUR, "表头底色"),
    ),
    "表格的外观",
)

_SCOPE = Text(choices=("row", "col"))
_VALIGN = Text(choices=("top", "middle"))

CELL = Record(
    (
        _optional("each", Text(choices=("project.goals",)), "列表，每项一段"),
        _needed("text", _EMPTY_TEXT, "文字模板"),
        _needed("style", _TEXT, "样式"),
        _optional("colspan", _COUNT, "占几列"),
        _optional("rowspan", _COUNT, "占几行"),
        _optional("scope", _SCOPE, "是哪个方向的表头：row 或 col"),
        _optional("valign", _VALIGN, "上下位置：top 或 middle（默认）"),
    )
)

LINE = Record(
    (
        _needed("left", _EMPTY_TEXT, "左边的文字模板"),
        _needed("right", _EMPTY_TEXT, "右边的文字模板"),
        _needed("style", _TEXT, "样式"),
    ),
    "一行，左右各一段文字",
)

TABLE = Record(
    (
        _needed("caption", _TEXT, "给读屏软件的表名"),
        _needed("columns", ListOf(Number(1, 2000)), "列宽（mm）"),
        _optional("space_before", _PT, "表前（pt）"),
        _needed("look", LOOK, "外观"),
        _needed("rows", ListOf(ListOf(CELL, least=0)), "各行的单元格"),
    ),
    "行数固定的表格",
)

COLUMN = Record(
    (
        _needed("heading", _TEXT, "表头"),
        _needed("text", _EMPTY_TEXT, "文字模板"),
        _needed("width", Number(1, 2000), "列宽（mm）"),
        _needed("style", _TEXT, "样式"),
        _optional("merge", Flag(), "相同的上下格是否合并，默认 false"),
        _optional("scope", _SCOPE, "是哪个方向的表头：row 或 col"),
        _optional("valign", _VALIGN, "上下位置：top 或 middle（默认）"),
    )
)

INDICATORS = Record(
    (
        _needed("caption", _TEXT, "给读屏软件的表名"),
        _optional("space_before", _PT, "表前（pt）"),
        _needed("look", LOOK, "外观"),
        _needed("header_style", _TEXT, "表头的样式"),
        _needed("columns", ListOf(COLUMN), "各列"),
    ),
    "指标表：一条指标一行",
)

BLOCK = MapOf(
    PARAGRAPH,
    (("paragraph", PARAGRAPH), ("line", LINE), ("table", TABLE), ("indicators", INDICATORS)),
    least=1,
    most=1,
)

SECTION = Record(
    (
        _needed("heading", _TEXT, "项目标题的文字模板"),
        _needed("style", _TEXT, "项目标题的样式"),
        _optional("new_page", Flag(), "是否另起一页，默认 false"),
        _needed("blocks", ListOf(BLOCK), "从上到下的各块"),
    ),
    "每个项目",
)

FORM = Record(
    (
        _needed("page", PAGE, "纸张和边距"),
        _needed("levels", MapOf(ListOf(_TEXT), least=1), "一级指标及其下的二级指标"),
        _optional("fields", FIELDS, "表样自有的字段"),
        _optional("checks", CHECKS, "检查规则对项目的要求"),
        _optional("aliases", MapOf(ListOf(_TEXT)), "导入时表里的字样还可能怎么写"),
        _needed("faces", MapOf(FACE, least=1), "字体"),
        _needed("styles", MapOf(STYLE, least=1), "文字样式"),
        _needed("running", RUNNING, "页眉和页码"),
        _optional("cover", ListOf(PARAGRAPH), "封面的各段；不写就没有封面"),
        _optional("contents", CONTENTS, "目录页；不写就没有"),
        _optional("facts", FACTS, "网页上全册的合计"),
        _needed("unit", UNIT, "每个单位的开头"),
        _needed("section", SECTION, "每个项目"),
    ),
    "表样",
)
