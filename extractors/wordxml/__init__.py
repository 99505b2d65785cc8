"""Word files that are one XML text: `package_of` makes the .docx package of them that `extractors.docx` reads."""

from extractors.wordxml.package import package_of

__all__ = ["package_of"]
