"""Every field of every kind of document: its name, its label on the official form, and the kind of value it has.

Source: 辽宁省企业首席质量官制度实施方案 (2021), 附件1 and 附件2.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `name` in data and messages to programmers, `label` in messages to clerks, `kind` of value."""

    name: str
    label: str
    kind: str


def _fields(*rows: tuple[str, str, str]) -> dict[str, Field]:
    return {name: Field(name, label, kind) for name, label, kind in rows}


FILING = _fields(
    ("filing_date", "填报日期", "date"),
    ("enterprise_name", "企业名称", "enterprise_name"),
    ("photo", "二寸照片", "presence"),
    ("region", "所属地区", "region"),
    ("industry", "所属行业", "industry"),
    ("enterprise_type", "企业类型", "enterprise_type"),
    ("above_scale", "是否规模以上企业", "yes_no"),
    ("enterprise_scale", "企业规模", "scale"),
    ("main_products", "经营项目及主要产品", "text"),
    ("name", "姓名", "person_name"),
    ("id_number", "身份证号", "id_number"),
    ("gender", "性别", "gender"),
    ("birth_date", "出生日期", "partial_date"),
    ("quality_years", "质量工作年限", "years"),
    ("school", "毕业院校", "organisation"),
    ("major", "专业", "text"),
    ("education", "学历", "education"),
    ("position", "现任职务", "text"),
    ("title", "职称", "text"),
    ("mobile", "手机号码", "mobile"),
    ("address", "通讯地址", "address"),
    ("email", "Email", "email"),
    ("post", "聘任岗位", "post"),
    ("change_type", "新设/变更", "change_type"),
    ("employment", "专职兼职", "employment"),
    ("appointed_from", "聘任起始时间", "partial_date"),
    ("trained", "是否参加过首席质量官培训", "yes_no"),
    ("training_date", "培训时间", "date_span"),
    ("training_organizer", "培训组织方", "organisation"),
    ("principal_name", "企业负责人", "person_name"),
    ("principal_position", "企业负责人职务", "text"),
    ("principal_contact", "企业负责人联系方式", "contact"),
    ("quality_head_name", "企业质量负责人", "person_name"),
    ("quality_head_position", "企业质量负责人职务", "text"),
    ("quality_head_contact", "企业质量负责人联系方式", "contact"),
    ("resume", "工作简历", "resume"),
    ("enterprise_opinion", "所在企业意见", "opinion"),
    ("seal", "盖章", "presence"),
    ("opinion_date", "所在企业意见日期", "date"),
    ("remarks", "备注", "text"),
)

SUMMARY = _fields(
    ("reporting_unit", "报送单位", "organisation"),
    ("filing_date", "填报日期", "date"),
)

SUMMARY_ROW = _fields(
    ("serial", "序号", "serial"),
    ("enterprise_name", "企业名称", "enterprise_name"),
    ("post", "聘任岗位", "post"),
    ("name", "姓名", "person_name"),
    ("gender", "性别", "gender"),
    ("position", "现任职务", "text"),
    ("title", "职称", "text"),
    ("mobile", "手机号码", "mobile"),
    ("training", "参加培训情况", "text"),
    ("remarks", "备注", "text"),
)

ID_CARD = _fields(
    ("name", "姓名", "person_name"),
    ("gender", "性别", "gender"),
    ("birth_date", "出生日期", "partial_date"),
    ("address", "住址", "address"),
    ("id_number", "公民身份号码", "id_number"),
)

DIPLOMA = _fields(
    ("name", "姓名", "person_name"),
    ("school", "毕业院校", "organisation"),
    ("major", "专业", "text"),
    ("education", "学历", "education"),
)

TITLE_CERTIFICATE = _fields(("name", "姓名", "person_name"), ("title", "职称", "text"))

BY_KIND: dict[str, dict[str, Field]] = {
    "filing": FILING,
    "summary": SUMMARY,
    "id_card": ID_CARD,
    "diploma": DIPLOMA,
    "title_certificate": TITLE_CERTIFICATE,
    "other": {},
}

OPTIONS: dict[str, tuple[str, ...]] = {
    "post": ("首席质量官", "二级质量官"),
    "change_type": ("新设", "变更"),
    "employment": ("专职", "兼职"),
    "gender": ("男", "女"),
    "yes_no": ("是", "否"),
    "scale": ("大型", "中型", "小型", "微型"),
}
"""The closed lists that a form may print as tick boxes, by kind of value."""
