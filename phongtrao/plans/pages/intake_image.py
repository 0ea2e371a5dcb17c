"""The left side of the review as the page of the paper, with the passage marked on it.

Shown in place of the text when the address asks for it (anh: a page, or 0 for that of the passage).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.urls import reverse

from phongtrao.documents.content import PDF
from phongtrao.documents.services import open_file
from phongtrao.lib.errors import BadFile
from phongtrao.plans.models import Intake
from phongtrao.plans.pages.intake_source import Span, View, review_url
from phongtrao.reader.page_images import PageLook, look_at_page


@dataclass(frozen=True, slots=True)
class PageImage:
    """``look`` is None where the page cannot be drawn; ``passage``: the words read of it."""

    number: int
    pages: int
    look: PageLook | None
    passage: list[str]
    is_large: bool
    url: str
    previous_url: str
    next_url: str
    zoom_url: str
    text_url: str


def has_page_images(intake: Intake) -> bool:
    return intake.file.media_type == PDF


def page_image_of(intake: Intake, view: View, params: Mapping[str, str]) -> PageImage | None:
    """None where the text is asked for, or the file has no pages to draw."""
    asked = params.get("anh", "")
    if not asked.isdecimal() or not has_page_images(intake):
        return None
    blocks = [block for block in intake.blocks if block["page"]]
    pages = max((block["page"] for block in blocks), default=1)
    first = next((b["page"] for b in _marked(blocks, view.marked)), 1)
    number = min(int(asked), pages) or first
    return _page(intake, view, number, pages, is_large=params.get("lon") == "1")


def _page(intake: Intake, view: View, number: int, pages: int, *, is_large: bool) -> PageImage:
    large = {"lon": 1} if is_large else {}
    passage = [b["text"] for b in _marked(intake.blocks, view.marked) if b["page"] == number]
    words = [w for b in _marked(intake.blocks, view.marked) for w in (b["text"], *b["cells"])]
    drawn = reverse("plans:intake_page", args=[intake.pk, number])
    return PageImage(
        number=number,
        pages=pages,
        look=_look(intake, number, words),
        passage=passage,
        is_large=is_large,
        url=f"{drawn}?lon=1" if is_large else drawn,
        previous_url=_url(intake, view, anh=number - 1, **large) if number > 1 else "",
        next_url=_url(intake, view, anh=number + 1, **large) if number < pages else "",
        zoom_url=_url(intake, view, anh=number, **({} if is_large else {"lon": 1})),
        text_url=_url(intake, view),
    )


def image_url(intake: Intake, view: View) -> str:
    """From the text to the page on which its marked passage stands; empty where nothing is drawn."""
    return _url(intake, view, anh=0) if has_page_images(intake) else ""


def _url(intake: Intake, view: View, **params: int) -> str:
    chosen = {"chon": view.marked.pk} if view.marked and view.marked.pk else {}
    return review_url(intake, muc=view.tab, **chosen, **params)


def _marked(blocks: list[dict[str, Any]], span: Span | None) -> list[dict[str, Any]]:
    return [b for b in blocks if span and span.first <= b["number"] <= span.last]


def _look(intake: Intake, number: int, words: list[str]) -> PageLook | None:
    with open_file(intake.file) as stream:
        try:
            return look_at_page(cast("BinaryIO", stream.file), number, words)
        except BadFile:
            return None
