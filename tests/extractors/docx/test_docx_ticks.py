"""Every way in which people tick a box in Word comes out as the state it shows."""

from __future__ import annotations

import pytest

from extractors.page import Tick
from tests.support.word import paragraph, part, read, run, runs, table, texts, ticks

CHECKED, UNCHECKED, MARK, CROSS, UNKNOWN = Tick.CHECKED, Tick.UNCHECKED, Tick.MARK, Tick.CROSS, Tick.UNKNOWN


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def sym(name: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{name}" w:char="{code}"/></w:r>'


def field(instruction: str, result: str = "", data: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    instr = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else ""
    return begin + instr + middle + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def box(state: str, glyph: str) -> str:
    checked = f'<w14:checked w14:val="{state}"/>' if state else ""
    content = glyph if glyph.startswith("<") else run(glyph)
    properties = f"<w:sdtPr><w14:checkbox>{checked}</w14:checkbox></w:sdtPr>"
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("□", UNCHECKED),
        ("☐", UNCHECKED),
        ("○", UNCHECKED),
        ("☑", CHECKED),
        ("☑\ufe0f", CHECKED),
        ("☒", CHECKED),
        ("■", CHECKED),
        ("●", CHECKED),
        ("√", MARK),
        ("✓", MARK),
        ("✔", MARK),
        ("×", CROSS),
        ("✗", CROSS),
        ("◎", UNKNOWN),
    ],
)
def test_tick_characters_in_plain_text(text: str, state: Tick) -> None:
    page = read(paragraph(run(f"专职{text} 兼职")))
    assert [(one.text, one.tick) for one in runs(page)] == [("专职", None), (text, state), (" 兼职", None)]


@pytest.mark.parametrize("text", ["5×10毫米", "××公司", "二○二一年", "二○二○年"])
def test_multiplication_blanked_out_names_and_zeros_are_no_ticks(text: str) -> None:
    assert ticks(read(paragraph(run(text)))) == []


def test_context_reaches_over_run_borders() -> None:
    assert ticks(read(paragraph(run("二"), run("○", "<w:b/>"), run("八年")))) == []


@pytest.mark.parametrize(
    ("name", "code", "state", "shown"),
    [
        ("Wingdings", "F0A8", UNCHECKED, "□"),
        ("Wingdings", "00A8", UNCHECKED, "□"),
        ("Wingdings", "F06F", UNCHECKED, "□"),
        ("Wingdings", "F0FE", CHECKED, "☑"),
        ("Wingdings", "F0FD", CHECKED, "☒"),
        ("Wingdings", "F0FC", MARK, "✓"),
        ("Wingdings", "F0FB", CROSS, "✗"),
        ("Wingdings 2", "F0A3", UNCHECKED, "□"),
        ("Wingdings 2", "F052", CHECKED, "☑"),
        ("Wingdings 2", "F053", CHECKED, "☒"),
        ("Wingdings 2", "F054", CHECKED, "☒"),
        ("Wingdings 2", "F050", MARK, "✓"),
        ("Wingdings 2", "F0A8", CHECKED, "▣"),
        ("Webdings", "F061", MARK, "✔"),
        ("Webdings", "F063", UNCHECKED, "□"),
        ("Symbol", "F0D6", MARK, "√"),
        ("MS Gothic", "2611", CHECKED, "☑"),
        ("", "F052", CHECKED, "☑"),
        ("", "F0A8", UNKNOWN, "□"),
    ],
)
def test_symbol_elements(name: str, code: str, state: Tick, shown: str) -> None:
    (one,) = runs(read(paragraph(sym(name, code))))
    assert (one.tick, one.text) == (state, shown)


def test_symbol_element_without_a_tick_is_text() -> None:
    assert texts(read(paragraph(sym("Symbol", "F061"), sym("Wingdings 3", "F021")))) == ["α\ufffd"]


def test_symbol_fonts_on_runs_raw_and_private() -> None:
    wingdings2 = font("Wingdings 2")
    page = read(
        paragraph(run("R", wingdings2), run("是"), run("£", wingdings2), run("否"), run("\uf0fe", font("Wingdings")))
    )
    assert ticks(page) == [CHECKED, UNCHECKED, CHECKED]
    assert texts(page) == ["☑是□否☑"]


def test_chinese_text_in_a_run_of_a_symbol_font_is_text() -> None:
    assert texts(read(paragraph(run("专职R", font("Wingdings 2"))))) == ["专职☑"]


def test_letters_in_a_plain_font_are_letters() -> None:
    assert texts(read(paragraph(run("R £ ü þ")))) == ["R £ ü þ"]
    assert ticks(read(paragraph(run("R £ ü þ")))) == []


def test_symbol_font_by_character_style() -> None:
    styles = part(
        "w:styles", f'<w:style w:type="character" w:styleId="T"><w:rPr>{font("Wingdings 2")}</w:rPr></w:style>'
    )
    page = read(
        paragraph(run("R", '<w:rStyle w:val="T"/>')),
        parts={"word/styles.xml": styles},
        relations={"s": ("styles", "styles.xml")},
    )
    assert ticks(page) == [CHECKED]


@pytest.mark.parametrize(
    ("state", "glyph", "expected", "shown"),
    [
        ("1", "☒", CHECKED, "☒"),
        ("true", "☑", CHECKED, "☑"),
        ("0", "☐", UNCHECKED, "☐"),
        ("false", "☐", UNCHECKED, "☐"),
        ("1", "☐", CHECKED, "☑"),
        ("0", "☒", UNCHECKED, "□"),
        ("1", sym("Wingdings", "F0FE"), CHECKED, "☑"),
        ("1", run("R", font("Wingdings 2")), CHECKED, "☑"),
        ("1", "", CHECKED, "☑"),
        ("", "☒", CHECKED, "☒"),
        ("", "☐", UNCHECKED, "☐"),
    ],
)
def test_content_control_checkbox_has_the_state_stored(state: str, glyph: str, expected: Tick, shown: str) -> None:
    page = read(paragraph(run("专职"), box(state, glyph), run("□")))
    assert [(one.text, one.tick) for one in runs(page)] == [("专职", None), (shown, expected), ("□", UNCHECKED)]


def test_content_control_checkbox_around_a_paragraph_and_a_cell() -> None:
    block = box("1", paragraph(run("☐ 是")))
    boxed_cell = f"{box('1', '<w:tc>' + paragraph(run('☐')) + '</w:tc>')}<w:tc>{paragraph(run('否'))}</w:tc>"
    page = read(block + table(boxed_cell))
    assert ticks(page) == [CHECKED, CHECKED]
    assert texts(page) == ["☑ 是"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ('<w:default w:val="0"/>', UNCHECKED),
        ('<w:default w:val="1"/>', CHECKED),
        ('<w:default w:val="0"/><w:checked/>', CHECKED),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', UNCHECKED),
        ("", UNCHECKED),
    ],
)
def test_legacy_checkbox(state: str, expected: Tick) -> None:
    data = f"<w:ffData><w:checkBox><w:sizeAuto/>{state}</w:checkBox></w:ffData>"
    assert ticks(read(paragraph(field(" FORMCHECKBOX ", data=data)))) == [expected]
    assert ticks(read(paragraph(field(" FORMCHECKBOX ", run("☐"), data)))) == [expected]


def test_legacy_checkbox_without_its_data_is_unknown() -> None:
    assert ticks(read(paragraph(field("FORMCHECKBOX")))) == [UNKNOWN]


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        (r"EQ \o\ac(□,√)", [("☑", CHECKED, False)]),
        (r" eq \o\ac(√,□) ", [("☑", CHECKED, False)]),
        (r"EQ \o(□,×)", [("☒", CHECKED, False)]),
        (r"EQ \o\ac(○,√)", [("☑", CHECKED, False)]),
        (r"EQ \o\ac(□, )", [("□", UNCHECKED, False)]),
        (r"EQ \x(√)", [("√", CHECKED, True)]),
        (r"EQ \x\to\bo\le\ri(男)", [("男", None, True)]),
        (r"eq \o\ac(○,男)", [("男", None, True)]),
        (r'eq \* jc2 \* "Font:宋体" \* hps21 \o\ad(\s\up 9(nan),男)', [("男", None, False)]),
        (r"EQ \f(1,2)", [("1/2", None, False)]),
        (r"SYMBOL 254 \f Wingdings \s 12", [("☑", CHECKED, False)]),
        (r'SYMBOL 0xA3 \f "Wingdings 2"', [("□", UNCHECKED, False)]),
        ("MACROBUTTON CheckIt □", [("□", UNCHECKED, False)]),
    ],
)
def test_computed_fields(instruction: str, expected: list[tuple[str, Tick | None, bool]]) -> None:
    page = read(paragraph(run("性别", "<w:b/>"), field(instruction)))
    assert [(one.text, one.tick, one.boxed) for one in runs(page)][1:] == expected
    simple = read(paragraph(f"""<w:fldSimple w:instr='{instruction}'/>"""))
    assert [(one.text, one.tick, one.boxed) for one in runs(simple)] == expected


def test_overlaid_stroke_refuses() -> None:
    (one,) = runs(read(paragraph(field(r"EQ \o(二级质量官,／)"))))
    assert (one.text, one.struck) == ("二级质量官", True)


def test_overlay_split_into_pieces_with_a_symbol() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(</w:instrText></w:r>'
    end = '<w:r><w:instrText>,√)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    pieces = begin + sym("Wingdings 2", "F0A3") + end
    assert ticks(read(paragraph(run("专职"), pieces))) == [CHECKED]


def test_overlay_with_a_tick_in_a_symbol_font() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>eq \\o\\ac(□,</w:instrText></w:r>'
    tick = f"<w:r><w:rPr>{font('Wingdings 2')}</w:rPr><w:instrText>P</w:instrText></w:r>"
    end = '<w:r><w:instrText>)</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert ticks(read(paragraph(begin + tick + end))) == [CHECKED]


def test_borders_make_boxes() -> None:
    border = '<w:bdr w:val="single" w:sz="4"/>'
    page = read(paragraph(run("是"), run("√", border), run("否"), run(" ", border), run("男", border)))
    assert [(one.text, one.tick, one.boxed) for one in runs(page)] == [
        ("是", None, False),
        ("√", CHECKED, True),
        ("否", None, False),
        (" 男", None, True),
    ]
    empty = read(paragraph(run("否"), run(" ", border)))
    assert ticks(empty) == [UNCHECKED]


def test_combining_frames_and_strokes() -> None:
    page = read(paragraph(run("男\u20dd 女 是√\u20de 否\u0336")))
    found = [(one.text, one.tick, one.boxed, one.struck) for one in runs(page) if one.boxed or one.struck]
    assert found == [("男", None, True, False), ("√", CHECKED, True, False), ("否", None, False, True)]


def test_framed_formula() -> None:
    formula = "<m:oMath><m:borderBox><m:e><m:r><m:t>√</m:t></m:r></m:e></m:borderBox></m:oMath>"
    assert ticks(read(paragraph(run("是"), formula))) == [CHECKED]


def test_check_box_of_an_activex_control_is_unknown() -> None:
    control = '<w:r><w:object><w:control w:name="CheckBox1"/></w:object></w:r>'
    assert ticks(read(paragraph(run("专职"), control))) == [UNKNOWN]
