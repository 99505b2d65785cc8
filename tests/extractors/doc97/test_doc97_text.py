"""Text of a .doc comes out as Word shows it: pieces, code pages, formatting, fields, ticks of every encoding."""

from __future__ import annotations

import struct

import pytest

from extractors.doc97 import read_doc
from extractors.page import Likeness, Page, Paragraph, Tick
from tests.support.doc97 import (
    BOLD,
    BORDER,
    DELETED,
    DOUBLE_STRIKE,
    HIDDEN,
    INSERTED,
    STRIKE,
    UNDERLINE,
    Doc,
    Para,
    Run,
    doc_file,
    field_runs,
    font,
    form_data,
    para,
    read,
    style,
    symbol,
)
from tests.support.word import runs, texts, ticks

CHECKED, UNCHECKED, MARK, UNKNOWN = Tick.CHECKED, Tick.UNCHECKED, Tick.MARK, Tick.UNKNOWN
WINGDINGS, WINGDINGS_2, SYMBOL = 1, 2, 3


def page(doc: Doc) -> Page:
    return read_doc(doc_file(doc)).page


def test_text_in_one_wide_piece_keeps_characters_beyond_the_basic_plane() -> None:
    assert texts(read(para("姓名：𠮷田乾，50％"), para("end"))) == ["姓名：𠮷田乾，50％", "end"]


def test_formatting_stays_on_its_characters_behind_one_that_takes_two_places() -> None:
    assert [(one.text, one.bold) for one in runs(read(para("𠮷", Run("乾", BOLD), "林")))] == [
        ("𠮷", False),
        ("乾", True),
        ("林", False),
    ]


def test_pieces_out_of_order_and_of_both_widths_are_put_together() -> None:
    body = [para("abc“d”", "中文", Run("粗", BOLD), "z")]
    doc = Doc(body, cuts=[(6, True, 0), (8, False, 0), (11, False, 0)], order=[2, 0, 1], flags=0x1204)
    assert [(one.text, one.bold) for one in runs(page(doc))] == [("abc“d”中文", False), ("粗", True), ("z", False)]


def test_modifiers_that_a_fast_save_put_on_a_piece_count() -> None:
    strike = 0x57 << 1 | 1 << 8
    body = [para("专职兼职藏")]
    doc = Doc(body, cuts=[(2, False, 0), (4, False, strike), (5, False, 1), (6, False, 0)], groups=[HIDDEN])
    assert [(one.text, one.struck) for one in runs(page(doc))] == [("专职", False), ("兼职", True)]


@pytest.mark.parametrize(("language", "fonts"), [(0x0804, ("Arial",)), (0x0409, ("Arial", "宋体"))])
def test_gbk_in_a_narrow_piece_of_a_chinese_word_is_chinese(language: int, fonts: tuple[str, ...]) -> None:
    text = "企业名称：沈阳某某有限公司"
    length = len(text.encode("gbk"))
    doc = Doc([para(text)], cuts=[(length + 1, True, 0)], encoding="gbk", language=language, fonts=fonts)
    assert texts(page(doc)) == [text]


@pytest.mark.parametrize("text", ["××", "5×10·°", "naïve “quote” – dash…"])
def test_narrow_text_of_a_chinese_word_is_windows_1252(text: str) -> None:
    doc = Doc([para(text)], cuts=[(len(text) + 1, True, 0)], language=0x0804)
    assert texts(page(doc)) == [text]


def test_formatting_that_bears_on_meaning() -> None:
    body = para(
        Run("a", STRIKE), Run("b", DOUBLE_STRIKE), Run("c", BORDER), Run("d", UNDERLINE), Run("e", BOLD),
        Run("f", DELETED), Run("g", INSERTED), Run("h", HIDDEN),
    )  # fmt: skip
    assert [(one.text, one.struck, one.boxed, one.underlined, one.bold) for one in runs(read(body))] == [
        ("ab", True, False, False, False),
        ("c", False, True, False, False),
        ("d", False, False, True, False),
        ("e", False, False, False, True),
        ("g", False, False, False, False),
    ]


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    assert texts(read(para("沈阳", end_group=DELETED), para("市"))) == ["沈阳市"]


def test_styles_give_their_formatting_and_a_run_may_undo_it() -> None:
    styles = [("Struck", 1, 0, STRIKE), ("Child", 1, 1, b""), ("Ticks", 2, 0xFFF, font(WINGDINGS_2))]
    off, inverse = struct.pack("<HB", 0x0837, 0), struct.pack("<HB", 0x0837, 0x81)
    body = Para((Run("a"), Run("b", off), Run("c", inverse), Run("R", style(3))), style=2)
    found = runs(page(Doc([body], styles=styles)))
    assert [(one.text, one.struck, one.tick) for one in found] == [
        ("a", True, None),
        ("bc", False, None),
        ("☑", True, CHECKED),
    ]


def test_prompts_of_content_controls_are_no_text() -> None:
    styles = [("占位符文本", 2, 0xFFF, b"")]
    doc = Doc([para("姓名：", Run("请输入姓名", style(1)), Run("张三"))], styles=styles)
    assert [(one.text, one.placeholder) for one in runs(page(doc))] == [
        ("姓名：", False),
        ("请输入姓名", True),
        ("张三", False),
    ]
    assert runs(read(para("单击或点击此处输入文字。")))[0].placeholder


@pytest.mark.parametrize(
    ("number", "code", "state"),
    [
        (WINGDINGS, 0xF0FE, CHECKED),
        (WINGDINGS, 0xF0A8, UNCHECKED),
        (WINGDINGS, 0x00FE, CHECKED),
        (WINGDINGS_2, 0xF052, CHECKED),
        (WINGDINGS_2, 0xF0A3, UNCHECKED),
        (WINGDINGS_2, 0xF050, MARK),
        (SYMBOL, 0xF0D6, MARK),
    ],
)
def test_symbols_stand_where_a_bracket_holds_their_place(number: int, code: int, state: Tick) -> None:
    found = runs(read(para("专职", symbol(number, code), "（兼职(是)）")))
    assert [one.tick for one in found] == [None, state, None]
    assert found[2].text == "（兼职(是)）"


def test_private_and_raw_characters_of_symbol_fonts() -> None:
    found = read(
        para(Run("\uf0fe", font(WINGDINGS)), "是", Run("R£", font(WINGDINGS_2)), "否", Run("\uf052"), Run("\uf0a8"))
    )
    assert ticks(found) == [CHECKED, CHECKED, UNCHECKED, CHECKED, UNKNOWN]


def test_letters_in_a_plain_font_are_letters() -> None:
    assert texts(read(para(Run("R £ (þ)", font(0))))) == ["R £ (þ)"]


def test_equations_lay_a_tick_over_a_box() -> None:
    found = read(para("专职", field_runs(" EQ \\o\\ac(□,√)"), "兼职□", field_runs(" eq \\o(否,／)")))
    assert [(one.text, one.tick, one.struck) for one in runs(found)] == [
        ("专职", None, False),
        ("☑", CHECKED, False),
        ("兼职", None, False),
        ("□", UNCHECKED, False),
        ("否", None, True),
    ]


def test_a_tick_in_an_equation_may_be_a_symbol() -> None:
    instruction = [Run("\x13"), Run(" EQ \\o\\ac(□,"), symbol(WINGDINGS, 0xF0FC), Run(")"), Run("\x15")]
    assert ticks(read(para(instruction))) == [CHECKED]


def test_results_of_fields_are_shown_and_instructions_are_not() -> None:
    assert texts(read(para(field_runs(' HYPERLINK "mailto:a@b.cn" ', "a@b.cn"), "x"))) == ["a@b.cnx"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(read(para("姓名", Run("\x13"), "张三"), para("x"))) == ["姓名", "张三x"]


@pytest.mark.parametrize(
    ("result", "default", "state"), [(1, 0, CHECKED), (0, 1, UNCHECKED), (25, 1, CHECKED), (25, 0, UNCHECKED)]
)
def test_form_check_boxes_have_the_state_stored(result: int, default: int, state: Tick) -> None:
    doc = Doc([para("是", field_runs(" FORMCHECKBOX ", "", 8))], data=bytes(8) + form_data(1, result, default))
    assert ticks(page(doc)) == [state]


def test_form_lists_show_the_entry_chosen_and_text_fields_their_text_but_no_prompt() -> None:
    chosen = form_data(2, 1, 0, ("男", "女"))
    untouched = form_data(0, 0, "请填写姓名")
    body = para(
        field_runs(" FORMDROPDOWN ", "x", 0),
        field_runs(" FORMTEXT ", "请填写姓名", len(chosen)),
        field_runs(" FORMTEXT ", "张三", len(chosen)),
    )
    found = runs(page(Doc([body], data=chosen + untouched)))
    assert [(one.text, one.placeholder) for one in found] == [("女", False), ("请填写姓名", True), ("张三", False)]


def test_a_check_box_without_its_state_is_unknown() -> None:
    assert ticks(page(Doc([para(field_runs(" FORMCHECKBOX ", "", 5000))], data=b"x" * 10))) == [UNKNOWN]


def test_an_activex_check_box_is_asked_about_and_a_seal_is_a_seal() -> None:
    found = read(
        para("是", field_runs(" CONTROL Forms.CheckBox.1 \\s ", "\x01"), field_runs(" CONTROL DESSeal.Obj.1 ", ""))
    )
    assert ticks(found) == [UNKNOWN]
    assert [one.likeness for one in found.pictures] == [Likeness.SEAL]


def test_lines_end_at_line_breaks_and_pages_at_page_breaks() -> None:
    (block,) = read(para("a\x0bb\x0cc\x1e\x1fd\x02")).blocks
    assert isinstance(block, Paragraph)
    assert [line.text for line in block.lines] == ["a", "b", "c-d"]


def test_copies_of_content_controls_are_read_once() -> None:
    copy = field_runs(" FORMTEXT ", "2023年", 0)
    data = form_data(0, 0, "")
    whole = para(copy, "2023", copy, Run("年", BOLD), copy, "\x05", copy, "止")
    swallowed = para(copy, "年", copy, "\x05", copy, "止")
    assert [one.text for one in runs(page(Doc([whole], data=data)))] == ["2023", "年", "止"]
    assert texts(page(Doc([swallowed], data=data))) == ["2023年止"]
    assert texts(page(Doc([para(copy, copy, "止")], data=data))) == ["2023年2023年止"]


def test_a_check_box_lost_in_those_copies_is_unknown() -> None:
    copy = field_runs(" FORMTEXT ", " FORMCHECKBOX 专职", 0)
    doc = Doc([para(copy, "专职", copy, "\x05", copy, "止")], data=form_data(0, 0, ""))
    assert [(one.text, one.tick) for one in runs(page(doc))] == [("◎", UNKNOWN), ("专职止", None)]
    box = field_runs(" FORMCHECKBOX ", "", 0)
    doc = Doc([para(copy, box, "专职", copy, "\x05", copy, "止")], data=form_data(1, 1, 0))
    assert [(one.text, one.tick) for one in runs(page(doc))] == [("☑", CHECKED), ("专职止", None)]
