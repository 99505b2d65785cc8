"""Labels that stand before an answer in its own cell: `姓名：张伟`, told by the colon behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalizers.script import simplify
from normalizers.value import Script

_LABELS: Mapping[str, str] = {
    "address": "(?:通讯|通信|联系|单位|企业|公司|详细|家庭)?地址|住址|住所",
    "change_type": "备案类型|新设/变更|类型",
    "education": "(?:最高|第一)?(?:学历|学位)|文化程度",
    "employment": "专职/?兼职|任职形式",
    "enterprise_name": "(?:企业|单位|公司|组织)(?:名称|全称)?(?:[（(](?:盖章|公章|全称)[）)])?|申报单位|报送单位|名称",
    "enterprise_type": "(?:企业|公司|单位)?(?:登记|注册)?类型",
    "gender": "性别",
    "organisation": "(?:毕业)?(?:院校|学校)|(?:报送|填报|组织|主办|培训)(?:单位|机构|部门|方)|培训组织方",
    "person_name": "姓名|签字|签名|法人|法定代表人|联系人|(?:企业)?(?:质量)?负责人",
    "post": "(?:聘任|任职)?岗位",
    "scale": "(?:企业)?规模",
    "yes_no": "是否[^：:]{0,12}",
}
_LONGEST = 40
_BEFORE = {kind: re.compile(rf"^\s*(?:{labels})\s*[：:]\s*(?=\S)") for kind, labels in _LABELS.items()}


def without_label(kind: str, text: str) -> str:
    """The text without a label of that kind of value before it; a label with nothing behind it stays."""
    if "：" not in text and ":" not in text:
        return text
    before = _BEFORE.get(kind)
    found = before.match(simplify(text[:_LONGEST], Script.SIMPLIFIED)) if before else None
    return text[found.end() :] if found else text
