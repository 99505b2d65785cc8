"""Word 2003 XML brought to the names of today's WordprocessingML.

Source: Office 2003 XML Reference Schemas (wordnet.xsd, wordsub.xsd, aml.xsd, w10/vml as in later versions).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from extractors.docx.names import XML_SPACE, Element, O, R, V, W

OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
ROOT = OLD + "wordDocument"
_WX = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ELEMENTS = {"vmerge": "vMerge", "hmerge": "hMerge"}
_ATTRIBUTES = {"fareast": "eastAsia", "h-ansi": "hAnsi"}
_REVISIONS = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
_KEPT = (W, V, O)


def document_parts(root: Element, pictures: Sequence[bytes]) -> Mapping[str, bytes]:
    """The parts of a .docx by name; `pictures` the contents of the `w:binData` elements, which hold their index.

    The tree given is used up.
    """
    preserve = root.get(XML_SPACE) == "preserve"
    names = _picture_names(root, pictures)
    _renamed(root, preserve)
    relations: dict[str, tuple[str, str]] = {}
    parts: dict[str, bytes] = {}
    for number, (name, blob) in enumerate(names.items()):
        relations[f"p{number}"] = ("image", f"media/image{number}")
        parts[f"word/media/image{number}"] = blob
        for shown in root.iter(V + "imagedata"):
            if shown.get("src") == name:
                shown.set(R + "id", f"p{number}")
    styles = root.find(W + "styles")
    if styles is not None:
        relations["s0"] = ("styles", "styles.xml")
        parts["word/styles.xml"] = etree.tostring(styles, encoding="utf-8")
    pictured = _relations(relations)
    for number, margin in enumerate(list(root.iter(W + "hdr", W + "ftr"))):
        kind = "header" if margin.tag == W + "hdr" else "footer"
        parts[f"word/{kind}{number}.xml"] = etree.tostring(deepcopy(margin), encoding="utf-8", with_tail=False)
        parts[f"word/_rels/{kind}{number}.xml.rels"] = pictured
        relations[f"m{number}"] = (kind, f"{kind}{number}.xml")
        margin.tag = f"{W}{kind}Reference"
        margin[:] = []
        margin.set(R + "id", f"m{number}")
    document = etree.Element(W + "document")
    document.extend(root.iterfind(W + "body"))
    parts["word/document.xml"] = etree.tostring(document, encoding="utf-8")
    parts["word/_rels/document.xml.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations({"d0": ("officeDocument", "word/document.xml")})
    return parts


def _picture_names(root: Element, pictures: Sequence[bytes]) -> dict[str, bytes]:
    """The pictures by the name that `v:imagedata` calls them by."""
    names: dict[str, bytes] = {}
    for element in list(root.iter(OLD + "binData")):
        number = (element.text or "").strip()
        if number.isdecimal() and int(number) < len(pictures):
            names[element.get(OLD + "name", "")] = pictures[int(number)]
        element.getparent().remove(element)
    return names


def _renamed(root: Element, preserve: bool) -> None:
    for element in list(root.iter(etree.Element)):
        _rename_attributes(element)
        if element.tag.startswith(OLD):
            name = element.tag[len(OLD) :]
            element.tag = W + _ELEMENTS.get(name, name)
            if preserve and name == "t":
                element.set(XML_SPACE, "preserve")
    for element in list(root.iter(_AML + "annotation")):
        _revise(element)
    for element in list(root.iter(_WX + "sym")):
        _set_symbol(element)
    for element in list(_foreign(root)):
        _unwrap(element)


def _rename_attributes(element: Element) -> None:
    for name, text in list(element.attrib.items()):
        if name.startswith(OLD):
            del element.attrib[name]
            local = name[len(OLD) :]
            element.set(W + _ATTRIBUTES.get(local, local), text)


def _revise(element: Element) -> None:
    """A tracked change around runs, or of a paragraph's end; all other annotations lose only their wrapping."""
    kind = _REVISIONS.get(element.get(W + "type", ""))
    content = element.find(_AML + "content")
    if element.getparent().tag == W + "rPr":
        if kind == "del":
            etree.SubElement(element.getparent(), W + "del")
        element.getparent().remove(element)
    elif kind is not None and content is not None:
        element[:] = list(content)
        element.tag = W + kind
    elif content is None or element.get(W + "type", "").startswith("Word.Comment"):
        element.getparent().remove(element)
    else:
        _unwrap(content)
        _unwrap(element)


def _set_symbol(hint: Element) -> None:
    """Beside a character in the private use area Word notes the symbol font that shows it."""
    properties, font = hint.getparent(), hint.get(_WX + "font")
    if properties.tag != W + "rPr" or not font:
        return
    fonts = properties.find(W + "rFonts")
    fonts = etree.SubElement(properties, W + "rFonts") if fonts is None else fonts
    for slot in _FONT_SLOTS:
        fonts.set(W + slot, font)


def _foreign(root: Element) -> Iterator[Element]:
    """What is of no vocabulary that shows anything: sections for tools, smart tags, the user's own XML."""
    for body in root.iter(W + "body", W + "hdr", W + "ftr"):
        for element in body.iter(etree.Element):
            if not element.tag.startswith(_KEPT):
                yield element


def _unwrap(element: Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _relations(relations: Mapping[str, tuple[str, str]]) -> bytes:
    root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships")
    for name, (kind, target) in relations.items():
        attributes = {"Id": name, "Type": _TYPE + kind, "Target": target}
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes)
    return bytes(etree.tostring(root, encoding="utf-8"))
