"""What one reader is shown of an initiative: the one way from its words to a screen, a file or a paper.

Authors read what they write; everybody else the last version that was handed in, without its secret parts
unless they check it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext as _

from phongtrao.documents.comparison import Passage
from phongtrao.documents.fields import Field, FieldKind, read_fields
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives import dossier
from phongtrao.initiatives.access.initiatives import is_author, reads_secrets
from phongtrao.initiatives.models import (
    EarlierDraft,
    Initiative,
    InitiativeRound,
    InitiativeVersion,
)
from phongtrao.lib.numbers import before_after
from phongtrao.orgs.models import Person, Post
from phongtrao.orgs.queries import people_by_key

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One box as it is read; ``is_hidden``: its words are kept from this reader."""

    box: Field
    text: str
    is_secret: bool = False
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    person: Person
    share: Decimal
    part: str
    is_first: bool
    position: str = ""
    workplace: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    measure: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> str:
        return before_after(self.before, self.after, self.measure)


@dataclass(frozen=True, slots=True)
class Reading:
    """``version``: 0 for what its authors are writing."""

    initiative: Initiative
    version: int
    data: Data
    lines: tuple[Line, ...]
    reads_secrets: bool

    @property
    def title(self) -> str:
        return str(self.data["title"])

    @property
    def figures(self) -> list[Figure]:
        rows = self.data["effects"]
        return [
            Figure(row["name"], row["measure"], Decimal(row["before"]), Decimal(row["after"]))
            for row in rows
        ]

    @property
    def first_used_on(self) -> date | None:
        day = self.data["first_used_on"]
        return date.fromisoformat(day) if day else None

    @property
    def files(self) -> list[dict[str, Any]]:
        return [row for row in self.data["files"] if self.reads_secrets or not row["secret"]]

    @property
    def files_hidden(self) -> int:
        return len(self.data["files"]) - len(self.files)

    def parts(self) -> list[tuple[str, list[Line]]]:
        """(heading, lines below it); what stands above the first heading has none."""
        parts: list[tuple[str, list[Line]]] = [("", [])]
        for line in self.lines:
            if line.box.section:
                parts.append((line.box.section, []))
            parts[-1][1].append(line)
        return parts

    def labels(self, name: str, keys: list[str]) -> list[str]:
        """Labels of chosen themes, areas or tags, as the round words them."""
        return labels_of(self.initiative.round, name, keys)

    def authors(self) -> list[Author]:
        """With what they are today; three queries."""
        rows = self.data["authors"]
        people = people_by_key([row["person"] for row in rows])
        posts = (
            Post.objects.today().full().filter(person__in=people.values()).select_related("unit")
        )
        at = {post.person_id: post for post in posts}
        found = [(row, people[row["person"]]) for row in rows if row["person"] in people]
        return [_author(row, person, at.get(person.pk)) for row, person in found]


def read_initiative(initiative: Initiative, user: AbstractBaseUser) -> Reading:
    """Of one the user may see (``access.get_visible_initiative``)."""
    if is_author(user, initiative):
        return _reading(initiative, 0, dossier.written(initiative), reads_all=True)
    newest = initiative.versions.order_by("-number")[0]
    return read_version(initiative, newest, user)


def read_earlier(earlier: EarlierDraft) -> Reading:
    """A draft of one's own as it stood then."""
    return _reading(earlier.initiative, 0, earlier.data, reads_all=True)


def read_version(
    initiative: Initiative, version: InitiativeVersion, user: AbstractBaseUser
) -> Reading:
    """As it was handed in."""
    reads_all = reads_secrets(user, initiative)
    return _reading(initiative, version.number, version.data, reads_all=reads_all)


def read_whole(initiative: Initiative, version: InitiativeVersion) -> Reading:
    """Secret parts too, for whom the caller has asked whether they may (``blind.read_for_council``)."""
    return _reading(initiative, version.number, version.data, reads_all=True)


def passages_of(reading: Reading) -> list[Passage]:
    """Each paragraph under the name of its box; what is kept secret from the reader is not there."""
    boxes = [
        Passage(paragraph, line.box.label)
        for line in reading.lines
        for paragraph in line.text.splitlines()
        if paragraph.strip()
    ]
    figures = [Passage(f"{one.name}: {one.change}", "") for one in reading.figures]
    return [Passage(reading.title, ""), *boxes, *figures]


def boxes_of(initiative: Initiative, data: Data) -> list[Field]:
    """Of the version it was written in: a draft may be older than the form its round has now."""
    form = initiative.round.form
    if data["form"] != form.pk:
        form = FormVersion.objects.get(pk=data["form"])
    return read_fields(form.fields)


def labels_of(round_: InitiativeRound, name: str, keys: list[str]) -> list[str]:
    known = {row["key"]: row["label"] for row in getattr(round_, name)}
    return [known.get(key, key) for key in keys if key]


def _reading(initiative: Initiative, number: int, data: Data, *, reads_all: bool) -> Reading:
    secret = set(data["secret_keys"])
    lines = tuple(
        _line(box, data, box.key in secret, reads_all) for box in boxes_of(initiative, data)
    )
    return Reading(initiative, number, data, lines, reads_all)


def _line(box: Field, data: Data, is_secret: bool, reads_all: bool) -> Line:  # noqa: FBT001 -- both named at the call
    if is_secret and not reads_all:
        return Line(box, "", is_secret=True, is_hidden=True)
    if box.kind == FieldKind.FILE:
        return Line(box, files_in(data, box.key, reads_all), is_secret=is_secret)
    value = data["values"].get(box.key, "")
    said = (_("Có") if value else _("Không")) if isinstance(value, bool) else str(value)
    return Line(box, said, is_secret=is_secret)


def files_in(data: Data, key: str, reads_all: bool) -> str:  # noqa: FBT001 -- as of _line
    """Names of the files of a box that asks for files, a line each."""
    rows = [row for row in data["files"] if row["key"] == key and (reads_all or not row["secret"])]
    return "\n".join(row["name"] for row in rows)


def _author(row: Data, person: Person, post: Post | None) -> Author:
    return Author(
        person,
        Decimal(row["share"]),
        row["part"],
        row["first"],
        post.position if post else "",
        post.unit.name if post else "",
    )
