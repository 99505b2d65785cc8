"""What the values of a form are kept in, in WordprocessingML: runs, controls, fields, and what Word wraps around."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from benchmarks.generator.ooxml import Type, cell_control, control, field, paragraph, run, split_run

PROMPT = "单击或点击此处输入文字。"
_BY = 'w:id="8" w:author="x" w:date="2021-09-24T00:00:00Z"'

Holder = Callable[[str, Type, random.Random], str]
"""(the value's text, its type, chance) → its runs; the text is "" where nothing was filled in."""


def _plain(text: str, kind: Type, _: random.Random) -> str:
    return run(text, kind) if text else ""


def _form_text(text: str, kind: Type, _: random.Random) -> str:
    data = (
        f'<w:ffData><w:name w:val="T"/><w:enabled/><w:textInput><w:default w:val="{PROMPT}"/></w:textInput></w:ffData>'
    )
    return field("FORMTEXT", data, run(text or PROMPT, kind))


def _list(text: str, kind: Type, _: random.Random) -> str:
    item = f'<w:listItem w:displayText="{escape(text)}" w:value="1"/>'
    properties = f"{'' if text else '<w:showingPlcHdr/>'}<w:dropDownList>{item}</w:dropDownList>"
    shown = run(text or "选择一项。", kind)
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def _wrapped(text: str, kind: Type, rng: random.Random) -> str:
    """Inside of a smart tag and the user's own XML, with the marks of the proof-reader and a bookmark between."""
    if not text:
        return ""
    mark = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="x"/>'
    end = '<w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellEnd"/>'
    half = len(text) // 2
    inner = mark + run(text[:half], kind) + end + split_run(text[half:], kind, rng)
    tagged = f'<w:smartTag w:uri="urn:x" w:element="y">{inner}</w:smartTag>'
    return f'<w:customXml w:uri="urn:x" w:element="z">{tagged}</w:customXml>'


def _revised(text: str, kind: Type, _: random.Random) -> str:
    """An old value deleted, this one inserted, by tracked changes; with a comment."""
    old = f"<w:del {_BY}><w:r><w:delText>旧值</w:delText></w:r></w:del>"
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    return old + (f"<w:ins {_BY}>{run(text, kind)}</w:ins>" if text else "") + comment


def _moved(text: str, kind: Type, _: random.Random) -> str:
    away = f"<w:moveFrom {_BY}>{run('别处', kind)}</w:moveFrom>"
    return away + (f"<w:moveTo {_BY}>{run(text, kind)}</w:moveTo>" if text else "")


def _linked(text: str, kind: Type, _: random.Random) -> str:
    if "@" not in text:
        return run(text, kind) if text else ""
    return field(f'HYPERLINK "mailto:{escape(text)}"', "", f"<w:hyperlink>{run(text, kind)}</w:hyperlink>")


def _ruby(text: str, kind: Type, _: random.Random) -> str:
    """The pronunciation set above the first character."""
    if not "\u4e00" <= text[:1] <= "\u9fff":
        return run(text, kind) if text else ""
    above = f"<w:rt>{run('pīn', kind)}</w:rt><w:rubyBase>{run(text[0], kind)}</w:rubyBase>"
    return f"<w:r><w:ruby><w:rubyPr/>{above}</w:ruby></w:r>{run(text[1:], kind)}"


def _hidden(text: str, kind: Type, _: random.Random) -> str:
    """With hidden text beside it that nobody sees."""
    unseen = run("隐藏", kind).replace("</w:rPr>", "<w:vanish/></w:rPr>")
    return unseen + (run(text, kind) if text else "")


def _box(text: str, kind: Type, _: random.Random) -> str:
    """In a text box, which Word writes twice: for itself, and as VML for older readers."""
    if not text:
        return ""
    content = f"<w:txbxContent>{paragraph(run(text, kind))}</w:txbxContent>"
    graphic = (
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"<wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
    )
    drawing = f'<w:drawing><wp:inline><wp:extent cx="914400" cy="228600"/>{graphic}</wp:inline></w:drawing>'
    old = (
        f'<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    )
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    return f"<w:r><mc:AlternateContent {compatible}>{choice}</mc:AlternateContent></w:r>"


_VALUES: Mapping[str, Holder] = {
    "plain": _plain,
    "split": lambda text, kind, rng: split_run(text, kind, rng),
    "control": lambda text, kind, _: control(run(text or PROMPT, kind), prompt=not text),
    "form_text": _form_text,
    "list_control": _list,
    "wrapped": _wrapped,
    "revised": _revised,
    "moved": _moved,
    "linked": _linked,
    "ruby": _ruby,
    "hidden": _hidden,
    "text_box": _box,
}
_AROUND = ("paragraph_control", "cell_control", "row_control", "rows_control", "all_controls")
HOLDERS = (*_VALUES, *_AROUND)
"""What values are kept in: runs, runs cut up, controls and fields around them, or controls around paragraphs, cells,
rows, blocks of rows, and around all of these at once."""


def held(text: str, holder: str, kind: Type, rng: random.Random) -> str:
    """A value in its holder."""
    return _VALUES.get(holder, _VALUES["control" if holder == "all_controls" else "plain"])(text, kind, rng)


def around_paragraphs(paragraphs: str, holder: str) -> str:
    """The paragraphs of a value's cell."""
    return cell_control(paragraphs) if holder in ("paragraph_control", "all_controls") and paragraphs else paragraphs


def around_cell(cell: str, holder: str) -> str:
    """The cell of a value."""
    return cell_control(cell) if holder in ("cell_control", "all_controls") else cell


def around_rows(rows: Sequence[str], holder: str) -> str:
    """The rows of a table, each a whole `w:tr`."""
    if holder in ("row_control", "all_controls"):
        rows = [cell_control(row) for row in rows]
    if holder in ("rows_control", "all_controls"):
        rows = [cell_control("".join(rows[at : at + 3])) for at in range(0, len(rows), 3)]
    return "".join(rows)
