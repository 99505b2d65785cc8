"""Annotations of OFD pages (GB/T 33190-2016, 15): notes, strokes and stamps painted over the page."""

from __future__ import annotations

from extractors.ofd.content import Painted
from extractors.ofd.geometry import placed, switch
from extractors.ofd.package import Element, Package, child, children, folder_of, name_of, text_of


def annotations_of(package: Package, document: Element, folder: str) -> dict[str, list[Element]]:
    """The annotations of each page by its ID; files that are missing or damaged have none."""
    found: dict[str, list[Element]] = {}
    listed = package.find(text_of(child(document, "Annotations")), folder)
    for page in children(package.lenient_xml(listed), "Page"):
        for location in children(page, "FileLoc"):
            path = package.find(text_of(location), folder_of(listed or ""), folder)
            found.setdefault((page.get("PageID") or "").strip(), []).extend(
                children(package.lenient_xml(path), "Annot")
            )
    return found


def paint(painted: Painted, annotations: list[Element]) -> None:
    """Paint those that can be seen. Raises TooLarge."""
    for annotation in annotations:
        kind = (annotation.get("Type") or "").strip().lower()
        if kind == "link" or not switch(annotation.get("Visible"), True):
            continue
        for appearance in annotation:
            if name_of(appearance) == "Appearance":
                outer = placed(None, appearance.get("Boundary"), painted.outer)
                painted.block(appearance, outer, mark=kind == "watermark")
