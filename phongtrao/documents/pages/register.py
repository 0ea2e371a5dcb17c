"""The page of a document: its doubts, its citations, and the picture of both ways.

The picture is drawn here, in whole pixels, so that it needs no script: what the document rests on
stands to its left, what rests on it to its right, every box a link one can walk along.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from phongtrao.documents.access import can_change_document, can_correct, visible_documents
from phongtrao.documents.access.publishing import can_publish, can_unpublish
from phongtrao.documents.models import Citation, OfficialDocument
from phongtrao.documents.queries import Doubt, Neighbour, citation_graph, doubts_about
from phongtrao.lib.answers import Answer

BOX_WIDTH, BOX_HEIGHT = 180, 40
COLUMN, LINE = 240, 54
LABEL = 24  # characters that fit a box


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    label: str
    full: str
    url: str  # empty for the document one is at

    @property
    def text_x(self) -> int:
        return self.x + BOX_WIDTH // 2

    @property
    def text_y(self) -> int:
        return self.y + BOX_HEIGHT // 2 + 5


@dataclass(frozen=True, slots=True)
class Arrow:
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    hidden: int
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT


@dataclass(frozen=True, slots=True)
class DocumentPage:
    document: OfficialDocument
    doubts: list[Doubt]
    cites: list[Citation]
    cited_by: list[Citation]
    picture: Picture | None
    can_change: Answer
    can_correct: Answer
    can_publish: Answer
    can_unpublish: Answer

    @classmethod
    def build(cls, document: OfficialDocument, user: AbstractBaseUser) -> "DocumentPage":
        visible = visible_documents(user)
        graph = citation_graph(document, visible)
        return cls(
            document=document,
            doubts=doubts_about(document, visible),
            cites=[c for c in graph.citations if c.source_id == document.pk],
            cited_by=[c for c in graph.citations if c.target_id == document.pk],
            picture=_draw(document, graph.neighbours, graph.citations, graph.hidden)
            if graph.neighbours
            else None,
            can_change=can_change_document(user, document),
            can_correct=can_correct(document),
            can_publish=can_publish(user, document),
            can_unpublish=can_unpublish(user, document),
        )


def _draw(
    document: OfficialDocument,
    neighbours: tuple[Neighbour, ...],
    citations: tuple[Citation, ...],
    hidden: int,
) -> Picture:
    columns: dict[int, list[OfficialDocument]] = defaultdict(list)
    columns[0] = [document]
    for neighbour in neighbours:
        columns[neighbour.step].append(neighbour.document)
    height = max(map(len, columns.values())) * LINE
    boxes = {
        member.pk: _box(member, at, (height - len(members) * LINE) // 2 + row * LINE, document)
        for at, step in enumerate(sorted(columns))
        for members in [columns[step]]
        for row, member in enumerate(members)
    }
    arrows = tuple(_arrow(boxes[c.source_id], boxes[c.target_id]) for c in citations)
    width = (len(columns) - 1) * COLUMN + BOX_WIDTH
    return Picture(width + 2, height, tuple(boxes.values()), arrows, hidden)


def _box(member: OfficialDocument, column: int, y: int, here: OfficialDocument) -> Box:
    label = member.number or member.abstract
    return Box(
        x=column * COLUMN + 1,
        y=y + (LINE - BOX_HEIGHT) // 2,
        label=label if len(label) <= LABEL else label[: LABEL - 1] + "…",
        full=f"{member}: {member.abstract}",
        url="" if member.pk == here.pk else reverse("documents:document", args=[member.pk]),
    )


def _arrow(source: Box, target: Box) -> Arrow:
    """From the document that cites to the one it cites, between the sides that face each other."""
    from_right = source.x < target.x
    return Arrow(
        x1=source.x + (BOX_WIDTH if from_right else 0),
        y1=source.y + BOX_HEIGHT // 2,
        x2=target.x + (0 if from_right else BOX_WIDTH),
        y2=target.y + BOX_HEIGHT // 2,
    )
