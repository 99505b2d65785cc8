"""Options with their ticks in WordprocessingML, in all the encodings that Word, WPS and people have for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from xml.sax.saxutils import escape

from benchmarks.generator.ooxml import Type, field, run

_CHARACTERS = {
    "plain": ("☑", "□"),
    "black": ("■", "□"),
    "cross": ("☒", "☐"),
    "heavy": ("✔", "☐"),
    "check": ("✓", "□"),
    "round": ("●", "○"),
    "beside": ("√□", "□"),
    "after_box": ("□√", "□"),
    "brackets": ("（√）", "（  ）"),
    "square_brackets": ("[√]", "[ ]"),
    "bare": ("√", ""),
}
_SYMBOLS = {
    "sym": ("Wingdings", "F0FE", "F0A8"),
    "sym_cross": ("Wingdings", "F0FD", "F06F"),
    "sym2": ("Wingdings 2", "F052", "F0A3"),
    "sym2_cross": ("Wingdings 2", "F054", "F0A3"),
    "sym_mark": ("Wingdings", "F0FC", ""),
    "sym2_mark": ("Wingdings 2", "F050", ""),
    "sym_root": ("Symbol", "F0D6", ""),
    "sym_web": ("Webdings", "F061", "F063"),
    "sym_raw": ("Wingdings 2", "0052", "00A3"),
}
_SYMBOL_TEXT = {
    "symbol_text": ("Wingdings 2", "R", "£"),
    "symbol_text1": ("Wingdings", "þ", "¨"),
    "symbol_private": ("Wingdings", "\uf0fe", "\uf0a8"),
}
_BOX = '<w:bdr w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_BY = 'w:id="7" w:author="x" w:date="2021-09-24T00:00:00Z"'

Encoding = Callable[[str, Type, bool], str]
"""(the option's text, its type, whether it is chosen) → its runs."""


def _symbol(font: str, code: str) -> str:
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _checkbox(shown: str, *, chosen: bool) -> str:
    on = '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    off = '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    checkbox = f'<w14:checkbox><w14:checked w14:val="{int(chosen)}"/>{on}{off}</w14:checkbox>'
    return f"<w:sdt><w:sdtPr>{checkbox}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def _form_data(inner: str) -> str:
    return f'<w:ffData><w:name w:val=""/><w:enabled/><w:calcOnExit w:val="0"/>{inner}</w:ffData>'


def _form_box(*, chosen: bool, kept: bool) -> str:
    state = f'<w:default w:val="{int(chosen and not kept)}"/>' + (f'<w:checked w:val="{int(chosen)}"/>' if kept else "")
    return field("FORMCHECKBOX", _form_data(f"<w:checkBox><w:sizeAuto/>{state}</w:checkBox>"))


def _simple_field(instruction: str) -> str:
    return f'<w:fldSimple w:instr="{escape(instruction)}"/>'


def _split_field(*parts: str) -> str:
    """A field whose instruction Word has cut into runs, one of them in a field-less group of its own."""
    middle = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in parts)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{middle}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _nested_field(kind: Type) -> str:
    """An overlay the tick of which is itself a field."""
    inner = field(r"SYMBOL 252 \f Wingdings")
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(</w:instrText></w:r>'
    box = f"<w:r><w:instrText>□</w:instrText></w:r>{run('', kind)}<w:r><w:instrText>,</w:instrText></w:r>"
    end = '<w:r><w:instrText>)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return begin + box + inner + end


def _revised(kind: Type) -> str:
    """The empty box deleted, the ticked one inserted, by tracked changes."""
    gone = f"<w:del {_BY}><w:r><w:delText>□</w:delText></w:r></w:del>"
    return gone + f"<w:ins {_BY}>{run('☑', kind)}</w:ins>"


def _moved(kind: Type) -> str:
    """The empty box moved away, the ticked one moved here."""
    return f"<w:moveFrom {_BY}>{run('□', kind)}</w:moveFrom><w:moveTo {_BY}>{run('☑', kind)}</w:moveTo>"


Box = Callable[[Type, bool], str]
"""(the option's type, whether it is chosen) → the box or mark beside it."""


def _characters(on: str, off: str) -> Box:
    return lambda kind, chosen: run(on if chosen else off, kind) if chosen or off else ""


def _symbols(font: str, on: str, off: str) -> Box:
    return lambda _, chosen: _symbol(font, on if chosen else off) if chosen or off else ""


def _symbol_texts(font: str, on: str, off: str) -> Box:
    return lambda kind, chosen: run(on if chosen else off, Type(font, kind.size))


def _or_empty(full: Callable[[Type], str]) -> Box:
    return lambda kind, chosen: full(kind) if chosen else run("□", kind)


def _boxes() -> Mapping[str, Box]:
    """The encodings that put a box or a mark beside the option."""
    boxes: dict[str, Box] = {}
    boxes |= {name: _characters(*pair) for name, pair in _CHARACTERS.items()}
    boxes |= {name: _symbols(*given) for name, given in _SYMBOLS.items()}
    boxes |= {name: _symbol_texts(*given) for name, given in _SYMBOL_TEXT.items()}
    full: dict[str, Callable[[Type], str]] = {
        "eq": lambda _: field(r"EQ \o\ac(□,√)"),
        "eq_simple": lambda _: _simple_field(r"EQ \o\ac(□,√)"),
        "eq_split": lambda _: _split_field(" e", "q \\o", "\\ac(□", ",", "√) "),
        "eq_nested": _nested_field,
        "eq_cross": lambda _: field(r"eq \o\ac(√,□) "),
        "eq_round": lambda _: field(r"EQ \o\ac(○,√)"),
        "revised": _revised,
        "moved": _moved,
        "bordered": lambda kind: run("√", kind).replace("</w:rPr>", f"{_BOX}</w:rPr>"),
    }
    boxes |= {name: _or_empty(filled) for name, filled in full.items()}
    boxes["w14"] = lambda _, chosen: _checkbox(run("☒" if chosen else "☐", Type("MS Gothic")), chosen=chosen)
    boxes["w14_symbol"] = lambda _, chosen: _checkbox(
        _symbol("Wingdings 2", "F052" if chosen else "F0A3"), chosen=chosen
    )
    boxes["w14_stale"] = lambda _, chosen: _checkbox(run("☐", Type("MS Gothic")), chosen=chosen)
    boxes["legacy"] = lambda _, chosen: _form_box(chosen=chosen, kept=False)
    boxes["legacy_checked"] = lambda _, chosen: _form_box(chosen=chosen, kept=True)
    boxes["symbol_field"] = lambda _, chosen: field(rf"SYMBOL {254 if chosen else 168} \f Wingdings \s 12")
    boxes["macro_button"] = lambda _, chosen: field(f"MACROBUTTON Tick {'☑' if chosen else '□'}")
    return boxes


def _gone(text: str, kind: Type, chosen: bool) -> str:
    if chosen:
        return run(text, kind)
    return f'<w:del {_BY}><w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r></w:del>'


def _list_control(text: str, kind: Type, tag: str) -> str:
    entries = f'<w:listItem w:value="选择一项。"/><w:listItem w:displayText="{text}" w:value="{text}"/>'
    return (
        f"<w:sdt><w:sdtPr><w:{tag}>{entries}</w:{tag}></w:sdtPr><w:sdtContent>{run(text, kind)}</w:sdtContent></w:sdt>"
    )


def _form_list(text: str) -> str:
    entries = f'<w:listEntry w:val="请选择"/><w:listEntry w:val="{escape(text)}"/>'
    return field("FORMDROPDOWN", _form_data(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>'))


_WORDS: Mapping[str, Encoding] = {
    "strike": lambda text, kind, chosen: run(text, kind if chosen else replace(kind, strike=True)),
    "double_strike": lambda text, kind, chosen: (
        run(text, kind) if chosen else run(text, kind).replace("</w:rPr>", "<w:dstrike/></w:rPr>")
    ),
    "deleted": _gone,
    "hidden": lambda text, kind, chosen: (
        run(text, kind) if chosen else run(text, kind).replace("</w:rPr>", "<w:vanish/></w:rPr>")
    ),
    "struck_field": lambda text, kind, chosen: run(text, kind) if chosen else field(rf"EQ \o({text},／)"),
    "only": lambda text, kind, chosen: run(text, kind) if chosen else "",
    "list_control": lambda text, kind, chosen: _list_control(text, kind, "dropDownList") if chosen else "",
    "combo_control": lambda text, kind, chosen: _list_control(text, kind, "comboBox") if chosen else "",
    "form_list": lambda text, _, chosen: _form_list(text) if chosen else "",
}
"""The encodings that show the choice by the option's own text."""
_BOXES = _boxes()

ALONE = ("only", "list_control", "combo_control", "form_list")
"""Only the options chosen are written."""
TICKS = (*_BOXES, *_WORDS)
"""How a Word file may show a choice."""
_CLOSED = ("brackets", "square_brackets")


def option(text: str, tick: str, kind: Type, *, chosen: bool, suffix: bool) -> str:
    """An option with its tick, in one of the `TICKS`; "" for an option that was left out."""
    if tick in _WORDS:
        made = _WORDS[tick](text, kind, chosen)
        return made + run(" ", kind) if made else ""
    word, box = run(text, kind), _BOXES[tick](kind, chosen)
    return (word + box if suffix or tick in _CLOSED else box + word) + run(" ", kind)
