"""Text comes out as it is shown: tracked changes, hidden text, controls, fields, wrappers, styles, text boxes."""

from __future__ import annotations

import pytest

from extractors.page import Paragraph, Tick
from tests.support.word import cell, cells, paragraph, part, read, run, runs, table, texts, ticks


def styled(styles: str) -> dict[str, dict]:
    return {
        "parts": {"word/styles.xml": part("w:styles", styles)},
        "relations": {"s": ("styles", "styles.xml")},
    }


def control(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str, data: str = "") -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_tracked_insertions_are_shown_and_deletions_are_not() -> None:
    body = paragraph(
        run("大连"),
        f"<w:del>{run('沈阳').replace('w:t', 'w:delText')}</w:del>",
        f"<w:ins>{run('鞍山')}</w:ins>",
        f"<w:moveFrom>{run('抚顺')}</w:moveFrom><w:moveTo>{run('本溪')}</w:moveTo>",
    )
    assert texts(read(body)) == ["大连鞍山本溪"]


def test_paragraphs_joined_by_a_tracked_deletion_are_one_line() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('张')}</w:p>"
    assert texts(read(first + paragraph(run("三")) + first)) == ["张三", "张"]


def test_hidden_text_is_not_shown() -> None:
    assert texts(read(paragraph(run("姓名"), run("隐藏", "<w:vanish/>"), run("张", '<w:vanish w:val="0"/>')))) == [
        "姓名张"
    ]


def test_ruby_keeps_the_base_alone() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('guān')}</w:rt><w:rubyBase>{run('官')}</w:rubyBase></w:ruby></w:r>"
    assert texts(read(paragraph(run("质量"), ruby))) == ["质量官"]


def test_breaks_tabs_and_hyphens() -> None:
    label = "<w:r><w:t>经营项目及</w:t><w:br/><w:t>主要产品</w:t></w:r>"
    inner = "<w:r><w:tab/><w:t>0411</w:t><w:noBreakHyphen/><w:t>8</w:t></w:r>"
    (block,) = read(paragraph(label, inner, '<w:r><w:br w:type="page"/></w:r>')).blocks
    assert isinstance(block, Paragraph)
    assert [line.text for line in block.lines] == ["经营项目及", "主要产品\t0411-8"]


def test_wrappers_hide_nothing() -> None:
    wrapped = "".join(
        f"<w:{name}>{run(text)}</w:{name}>"
        for name, text in (("hyperlink", "甲"), ("smartTag", "乙"), ("customXml", "丙"))
    )
    assert texts(read(paragraph(wrapped) + control("", paragraph(run("丁"))))) == ["甲乙丙", "丁"]


def test_prompts_of_empty_controls_are_placeholders() -> None:
    page = read(
        paragraph(
            control("<w:showingPlcHdr/><w:text/>", run("单击此处输入文字。")),
            control("<w:dropDownList/>", run("中型")),
            control('<w:date w:fullDate="2021-09-24T00:00:00Z"/>', run("2021年9月24日")),
        )
    )
    assert [(one.text, one.placeholder) for one in runs(page)] == [
        ("单击此处输入文字。", True),
        ("中型2021年9月24日", False),
    ]
    assert texts(page) == ["中型2021年9月24日"]


def test_prompt_of_a_control_around_a_cell() -> None:
    page = read(table(cell("姓名") + control("<w:showingPlcHdr/>", cell("请输入姓名")) + cell("张三")))
    assert [cells(page)[0, column].text for column in range(3)] == ["姓名", "", "张三"]


@pytest.mark.parametrize(
    ("data", "result", "expected"),
    [
        ("<w:textInput/>", "张三", [("张三", False)]),
        ('<w:textInput><w:default w:val="请输入姓名"/></w:textInput>', "请输入姓名", [("请输入姓名", True)]),
        ('<w:textInput><w:default w:val="辽宁省"/></w:textInput>', "辽宁省", [("辽宁省", False)]),
    ],
)
def test_legacy_text_fields(data: str, result: str, expected: list[tuple[str, bool]]) -> None:
    page = read(paragraph(field(" FORMTEXT ", run(result), f"<w:ffData>{data}</w:ffData>")))
    assert [(one.text, one.placeholder) for one in runs(page)] == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ('<w:result w:val="2"/>', [("中型", False)]),
        ('<w:default w:val="1"/>', [("大型", False)]),
        ("", [("请选择", True)]),
        ('<w:result w:val="9"/>', []),
    ],
)
def test_legacy_drop_down_shows_the_entry_selected(state: str, expected: list[tuple[str, bool]]) -> None:
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("请选择", "大型", "中型"))
    page = read(paragraph(field(" FORMDROPDOWN ", "", f"<w:ffData><w:ddList>{state}{entries}</w:ddList></w:ffData>")))
    assert [(one.text, one.placeholder) for one in runs(page)] == expected


def test_fields_show_their_result_and_not_their_instruction() -> None:
    nested = field(f"IF {field('PAGE', run('3'))} ", run("结果"))
    page = read(paragraph(field(' HYPERLINK "mailto:a@b.cn" ', run("a@b.cn")), nested))
    assert texts(page) == ["a@b.cn结果"]
    assert texts(read(paragraph(f'<w:fldSimple w:instr="DATE">{run("2021年")}</w:fldSimple>'))) == ["2021年"]


def test_a_field_that_never_ends_hides_nothing_beyond_its_cell() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    page = read(table(cell(paragraph(begin, run("姓名"))) + cell("张三")) + paragraph(run("备注")))
    assert [one.text for one in cells(page).values()] == ["姓名", "张三"]
    assert texts(page) == ["备注"]


def test_looks_by_run_style_and_default() -> None:
    styles = (
        "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="character" w:styleId="Base"><w:rPr><w:dstrike/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Gone"><w:basedOn w:val="Base"/>'
        '<w:rPr><w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:strike/></w:rPr></w:style>'
    )
    gone = '<w:rStyle w:val="Gone"/>'
    page = read(
        paragraph(run("甲", gone), run("乙", gone + '<w:dstrike w:val="0"/><w:b w:val="0"/>'), run("丙", "<w:strike/>"))
        + f'<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr>{run("丁")}</w:p>',
        **styled(styles),
    )
    assert [(one.text, one.struck, one.underlined, one.bold) for one in runs(page)] == [
        ("甲", True, True, True),
        ("乙", False, True, False),
        ("丙", True, False, True),
        ("丁", True, False, True),
    ]


def test_hidden_in_both_styles_is_shown_as_toggles_cancel_out() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    both = run("乙", '<w:rStyle w:val="C"/>')
    body = f'<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr>{run("甲")}{both}</w:p>'
    assert texts(read(body, **styled(styles))) == ["乙"]


def test_text_boxes_follow_their_anchor_once() -> None:
    inner = f"<w:txbxContent>{paragraph(run('二寸照片'))}</w:txbxContent>"
    shape = f"<a:graphic><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphic>"
    drawing = f"<w:drawing><wp:anchor>{shape}</wp:anchor></w:drawing>"
    rectangle = f"<w:pict><v:rect><v:textbox>{inner}</v:textbox></v:rect></w:pict>"
    alternate = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{rectangle}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    vml = f"<w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>"
    page = read(paragraph(run("备案表"), alternate) + paragraph(vml) + paragraph(run("完")))
    assert texts(page) == ["备案表", "二寸照片", "二寸照片", "完"]
    assert cells(read(table(cell(paragraph(run("照"), alternate)))))[0, 0].text == "照\n二寸照片"


def test_a_choice_that_is_not_understood_gives_way_to_the_fallback() -> None:
    alternate = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:t>?</w:t></mc:Choice>'
        "<mc:Fallback><w:t>☑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert ticks(read(paragraph(alternate))) == [Tick.CHECKED]


def test_headers_footers_and_notes_are_margins() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h"/><w:headerReference w:type="first" r:id="f"/>'
        '<w:footerReference w:type="default" r:id="g"/></w:sectPr>'
    )
    line = f'<w:footnote w:type="separator">{paragraph(run("线"))}</w:footnote>'
    note = f"{line}<w:footnote>{paragraph(run('注'))}</w:footnote>"
    page = read(
        paragraph(run("正文")) + section,
        parts={
            "word/h.xml": part("w:hdr", table(cell("页眉") + cell("右"))),
            "word/f.xml": part("w:hdr", paragraph(run("首页"))),
            "word/g.xml": part("w:ftr", paragraph(run("页脚"))),
            "word/n.xml": part("w:footnotes", note),
        },
        relations={
            "h": ("header", "h.xml"),
            "f": ("header", "f.xml"),
            "g": ("footer", "/word/g.xml"),
            "n": ("footnotes", "n.xml"),
        },
    )
    assert [(block.text, block.margin) for block in page.blocks if isinstance(block, Paragraph)] == [
        ("页眉\n右", True),
        ("正文", False),
        ("注", True),
        ("页脚", True),
    ]


def test_white_space_that_is_not_kept_is_not_shown() -> None:
    assert texts(
        read("<w:p><w:r><w:t>\n  张三\n </w:t></w:r><w:r><w:t xml:space='preserve'> 李\n四</w:t></w:r></w:p>")
    ) == ["张三 李 四"]
