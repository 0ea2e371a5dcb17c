"""An initiative as a council reads it: whole, secret parts too; in a blind round without a name in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from phongtrao.documents.comparison import LONGEST, read_passages
from phongtrao.documents.fields import FieldKind
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import read_file
from phongtrao.initiatives.models import Initiative, InitiativeVersion
from phongtrao.initiatives.queries.hands import newest_versions
from phongtrao.initiatives.reading import Line, Reading, files_in, read_whole
from phongtrao.lib.errors import BadFile
from phongtrao.lib.redacting import Redactor
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries import people_by_key


@dataclass(frozen=True, slots=True)
class CoveredFile:
    """A file of a blind dossier: its words with names covered; ``words`` is empty where none can be read."""

    name: str
    words: tuple[str, ...]


def read_for_council(initiative: Initiative, version: InitiativeVersion) -> Reading:
    """The version that is judged, for whom ``councils.access.dossiers.readable_cases`` lets in."""
    reading = read_whole(initiative, version)
    return (
        covered(reading, redactor_of(initiative, version)) if initiative.round.is_blind else reading
    )


def covered(reading: Reading, names: Redactor) -> Reading:
    """Words covered; authors and helpers left out; files under numbers, their names may tell."""
    data = {
        **reading.data,
        "title": names.cover(reading.title),
        "authors": [],
        "first_users": [],
        "effects": [
            {**row, "name": names.cover(row["name"]), "measure": names.cover(row["measure"])}
            for row in reading.data["effects"]
        ],
        "files": [
            {**row, "name": _("Tệp %d") % place}
            for place, row in enumerate(reading.data["files"], start=1)
        ],
    }
    lines = tuple(replace(line, text=_covered(line, data, names)) for line in reading.lines)
    return replace(reading, data=data, lines=lines)


def _covered(line: Line, data: Mapping[str, Any], names: Redactor) -> str:
    if line.box.kind == FieldKind.FILE:
        return files_in(data, line.box.key, reads_all=True)
    return names.cover(line.text)


def covered_file(names: Redactor, name: str, file: StoredFile) -> CoveredFile:
    """Only words go on: a picture, a sheet or a scan could show who made it."""
    content = read_file(file)
    if file.media_type.startswith("text/"):
        lines = content.decode("utf-8", errors="replace").splitlines()[:LONGEST]
        return CoveredFile(name, tuple(names.cover(line) for line in lines if line.strip()))
    try:
        passages = read_passages(content, file.media_type)
    except BadFile:
        return CoveredFile(name, ())
    return CoveredFile(name, tuple(names.cover(one.text) for one in passages))


def case_titles(initiatives: Iterable[Initiative]) -> dict[int, str]:
    """As a council reads them on its agenda, by key of the initiative; of one round. Four queries."""
    mine = list(initiatives)
    keys = Initiative.objects.filter(pk__in=[one.pk for one in mine])
    newest = {one.initiative_id: one for one in newest_versions(keys)}
    names = _Names.load(mine, newest)
    return {
        one.pk: names.redactor(one, newest[one.pk]).cover(newest[one.pk].data["title"])
        if one.round.is_blind
        else newest[one.pk].data["title"]
        for one in mine
    }


def redactor_of(initiative: Initiative, version: InitiativeVersion) -> Redactor:
    return _Names.load([initiative], {initiative.pk: version}).redactor(initiative, version)


@dataclass(frozen=True, slots=True)
class _Names:
    """Of people and of the units they work or worked at; three queries."""

    people: Mapping[int, Person]
    units: Mapping[int, str]
    posts: Mapping[int, list[int]]

    @classmethod
    def load(
        cls, initiatives: list[Initiative], versions: Mapping[int, InitiativeVersion]
    ) -> "_Names":
        keys = {row["person"] for one in versions.values() for row in one.data["authors"]}
        people = people_by_key(keys)
        posts: dict[int, list[int]] = {}
        held_by = Post.objects.filter(person__in=people.values())
        for person, unit in held_by.values_list("person", "unit"):
            posts.setdefault(person, []).append(unit)
        units = {unit for held in posts.values() for unit in held}
        units |= {one.unit_id for one in initiatives}
        at = Unit.objects.filter(pk__in=units).values_list("pk", "name")
        return cls(people, dict(at), posts)

    def redactor(self, initiative: Initiative, version: InitiativeVersion) -> Redactor:
        data: Mapping[str, Any] = version.data
        keys = [row["person"] for row in data["authors"]]
        authors = [self.people[one] for one in keys if one in self.people]
        units = {
            initiative.unit_id,
            *(unit for one in authors for unit in self.posts.get(one.pk, ())),
        }
        helpers = data["first_users"]
        people = [one.full_name for one in authors] + [row["name"] for row in helpers]
        places = [self.units[one] for one in units] + [row["workplace"] for row in helpers]
        return Redactor(people, filter(None, places))
