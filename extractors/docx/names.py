"""Names of WordprocessingML and its neighbours (ISO/IEC 29500, MS-DOCX), and how their attributes are read."""

from __future__ import annotations

from typing import Any

Element = Any
"""An lxml element (lxml carries no types here)."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix every Word file has for it

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
VAL = W + "val"

_OFF = frozenset(("0", "false", "off", "none"))


def value(element: Element, name: str, attribute: str = VAL) -> str | None:
    """The attribute of the child of that name; None where there is no such child, `""` where it has no attribute."""
    child = None if element is None else element.find(name)
    return None if child is None else str(child.get(attribute, ""))


def switch(element: Element, name: str) -> bool | None:
    """An on/off property: None where it is not given; given without a value means on."""
    text = value(element, name)
    return None if text is None else text.lower() not in _OFF


def number(text: str | None, default: int = 0) -> int:
    """A whole number from an attribute, `default` where it is none; figures of absurd length count as none."""
    try:
        return int(text) if text and len(text) < 10 else default
    except ValueError:
        return default
