"""A web copy of 西藏自治区企业首席质量官管理办法（试行）: Traditional characters, readings put in after them."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from normalizers.pinyin import lost_bytes, without_pinyin
from normalizers.script import script_of, simplify
from normalizers.value import Script

COPY = (
    "第二條 本辦法所稱首席質(zhì)量官(CQO)是企業(yè)高層質(zhì)量戰(zhàn)略"
    "制定者、質(zhì)量策劃者和企業(yè)質(zhì)量文化的創(chuàng)建者,是經(jī"
    "ng)企業(yè)法定代表人聘任或主要負(fù)責(zé)人選拔任命,落實企業(yè)主體質(z"
    "hì)量責(zé)任、對企業(yè)質(zhì)量安全工作全面負(fù)責(zé)的質(zhì)"
    "量主管人員。\n"
    "第九條 在質(zhì)量工作崗位上違反法律法規(guī)造成重大失誤或受刑事處分,利用履行職責("
    "zé)之便謀取不正當(dāng)利益,濫用職權(quán)干預(yù)企業(yè)經(jīng)"
    "營秩序,泄露企業(yè)或者合作伙伴信息給企業(yè)或者合作伙伴造成嚴(yán)重?fù)p害"
    "的人員,不得擔(dān)任首席質(zhì)量官。\n"
    "第二十條 自治區(qū)市場監(jiān)管局組織開展首席質(zhì)量官經(jīng)驗交流等"
    "活動,積極發(fā)揮質(zhì)量標(biāo)桿的引領(lǐng)示范作用,宣傳推廣成功企業"
    "(yè)的先進(jìn)模式。地(市)市場監(jiān)管局要加大推行力度,及時總結(jié)并"
    "報送典型經(jīng)驗。\n"
)

CLEAN = (
    "第二条 本办法所称首席质量官(CQO)是企业高层质量战略制定者、质量策划者和企业质量文化的创建者"
    ",是经企业法定代表人聘任或主要负责人选拔任命,落实企业主体质量责任、对企业质量安全工作全面负责的"
    "质量主管人员。\n"
    "第九条 在质量工作岗位上违反法律法规造成重大失误或受刑事处分,利用履行职责之便谋取不正当利益,滥"
    "用职权干预企业经营秩序,泄露企业或者合作伙伴信息给企业或者合作伙伴造成严重损害的人员,不得担任首"
    "席质量官。\n"
    "第二十条 自治区市场监管局组织开展首席质量官经验交流等活动,积极发挥质量标杆的引领示范作用,宣传"
    "推广成功企业的先进模式。地(市)市场监管局要加大推行力度,及时总结并报送典型经验。\n"
)


def test_the_copy_comes_out_as_the_mainland_text() -> None:
    """All but the two characters that the copy has lost (嚴重損害 as 重?fù)p害)."""
    assert script_of([COPY]) is Script.TRADITIONAL
    text = simplify(without_pinyin(COPY))
    assert text.replace("?fù)p害", "损害") == CLEAN
    assert Levenshtein.distance(text, CLEAN) / len(CLEAN) < 0.02


def test_ordinary_brackets_stay_and_the_lost_character_is_noticed() -> None:
    text = simplify(without_pinyin(COPY))
    assert "首席质量官(CQO)" in text
    assert "地(市)市场监管局" in text
    assert lost_bytes(text)
