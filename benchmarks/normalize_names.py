"""Names of surnames and the 8,105 characters of 《通用规范汉字表》: written in Simplified, none may change."""

from __future__ import annotations

import random
from collections.abc import Iterator

from normalizers.names import person_name
from normalizers.script import listed
from normalizers.value import Context, Script

SURNAMES = (
    "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅"
    " 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 锺 汪 田 任 姜 范 方 石 姚 谭 廖 邹"
    " 熊 金 陆 郝 孔 白 崔 康"
    " 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 甯 仝 邸 翟 冼 佘 於 云 后 谷 干 丑 岳 乾 种 乜"
    " 亓 郗 欧阳 司马 上官 诸葛 慕容 端木 尉迟 呼延"
)
"""Common surnames, those of two characters, and those whose Traditional forms differ or are merged."""


def names(count: int) -> Iterator[str]:
    """So many names: every listed character in turn, behind a surname, every second with another before it."""
    rng = random.Random("names")
    surnames = SURNAMES.split()
    characters = sorted(listed())
    for number in range(count):
        character = characters[number % len(characters)]
        middle = rng.choice(characters) if number % 2 else ""
        yield rng.choice(surnames) + middle + character


def changed_names(count: int) -> list[str]:
    """The names that do not come back as written, in a Simplified and in a Traditional document."""
    contexts = (Context(), Context(script=Script.TRADITIONAL))
    return [name for name in names(count) if any(person_name(name, known).value != name for known in contexts)]
