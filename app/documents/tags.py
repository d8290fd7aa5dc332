"""The order a screen reader reads a paper in: a tree of tagged elements beside the drawing.

ReportLab draws but does not tag. This adds what PDF 1.7 (14.7 and 14.8) asks for: content is marked
in the page's stream with a number, elements of a tree name those numbers in reading order, and what
is only decoration (rules, backgrounds, page heads and feet) is marked as an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFString,
)

PAGE_KEYS = ("StructParents", "Tabs")


@dataclass(slots=True)
class Element:
    """A node of the tree. Children are elements, or (page, number) of marked content."""

    kind: str
    spoken: str = ""
    language: str = ""
    scope: str = ""
    children: list[Element | tuple[int, int]] = field(default_factory=list)


class Tags:
    """What has been tagged while a document is drawn, page by page."""

    def __init__(self) -> None:
        self._root = Element("Document")
        self._open = [self._root]
        self._owners: list[list[Element]] = [[]]

    def begin(self, kind: str, *, scope: str = "") -> None:
        """Open an element that holds others, such as a table or its row."""
        element = Element(kind, scope=scope)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self) -> None:
        self._open.pop()

    def next_page(self) -> None:
        self._owners.append([])

    @contextmanager
    def marked(
        self, code: list[str], kind: str, *, spoken: str = "", language: str = ""
    ) -> Iterator[None]:
        """What is drawn meanwhile is the content of a new element."""
        element = Element(kind, spoken, language)
        owners = self._owners[-1]
        element.children.append((len(self._owners) - 1, len(owners)))
        code.append(f"/{kind} <</MCID {len(owners)}>> BDC")
        owners.append(element)
        self._open[-1].children.append(element)
        yield
        code.append("EMC")

    def write(self, document: PDFDocument, pages: list[Any]) -> None:
        """Put the tree into the document. `pages` are ReportLab's page objects, in their order."""
        references: dict[int, PDFObjectReference] = {}
        root = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        top = document.Reference(root)
        page_refs = [document.Reference(page) for page in pages]
        root["K"] = self._written(self._root, top, document, page_refs, references)
        root["ParentTree"] = PDFDictionary({"Nums": self._parent_tree(references)})
        root["ParentTreeNextKey"] = len(pages)
        document.Catalog.StructTreeRoot = root
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for number, page in enumerate(pages):
            page.__NoDefault__ = [*page.__NoDefault__, *PAGE_KEYS]
            page.StructParents, page.Tabs = number, PDFName("S")

    def _written(
        self,
        element: Element,
        parent: PDFObjectReference,
        document: PDFDocument,
        pages: list[PDFObjectReference],
        references: dict[int, PDFObjectReference],
    ) -> PDFObjectReference:
        entry = PDFDictionary(
            {"Type": PDFName("StructElem"), "S": PDFName(element.kind), "P": parent}
        )
        own = references[id(element)] = document.Reference(entry)
        kids: list[Any] = []
        for child in element.children:
            if isinstance(child, Element):
                kids.append(self._written(child, own, document, pages, references))
            else:
                kids.append(_content(pages[child[0]], child[1]))
        entry["K"] = PDFArray(kids)
        _describe(entry, element)
        return own

    def _parent_tree(self, references: dict[int, PDFObjectReference]) -> PDFArray:
        numbers: list[Any] = []
        for page, owners in enumerate(self._owners):
            numbers += [page, PDFArray([references[id(owner)] for owner in owners])]
        return PDFArray(numbers)


@contextmanager
def artifact(code: list[str]) -> Iterator[None]:
    """What is drawn meanwhile is decoration, and is not read."""
    code.append("/Artifact BMC")
    yield
    code.append("EMC")


def _content(page: PDFObjectReference, number: int) -> PDFDictionary:
    return PDFDictionary({"Type": PDFName("MCR"), "Pg": page, "MCID": number})


def _describe(entry: PDFDictionary, element: Element) -> None:
    if element.spoken:
        entry["ActualText"] = PDFString(element.spoken)
    if element.language:
        entry["Lang"] = PDFString(element.language)
    if element.scope:
        entry["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(element.scope)})
