"""What is on record for an achievement report: one query for each fact, whatever the number of nominees.

Ratings, works, activities are of the years the honour asks about (1, 2 or 5), or of those of the round; titles and
forms of commendation are of the whole life, as part III of the report lists them. S3-49
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils import timezone

from phongtrao.awards.evidence import sources_of
from phongtrao.awards.models import Award, Honour
from phongtrao.base.words import office_language
from phongtrao.lib.facts import PROVIDERS, Fact, Subject, facts_of_all, these
from phongtrao.lib.numbers import format_date, format_number
from phongtrao.lib.periods import parse_period
from phongtrao.lib.rules import CATALOGUE
from phongtrao.lib.words import say
from phongtrao.nominations.models import Nomination
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries.headcounts import count_posts, declared_by_day

MOST = 15  # lines of one fact; the rest is counted
COUNTED = {"tasks_done": "tasks", "targets_reached": "targets"}  # of how many
WORKS = ("initiatives", "research")
PROVEN = ("initiatives", "research", "practices", "prizes", "contributions", "activities", "index_level", "own_plan", "literacy")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A record somebody may be praised for: “recognition.scoperecognition:12”, in words, of a day."""

    key: str
    words: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Known:
    """What the apps publish of some subjects of one kind: {fact: {subject: facts}}, and the rows they rest on."""

    facts: Mapping[str, Mapping[int, Sequence[Fact]]]
    words: Mapping[str, str]


def lines_of(nominations: Sequence[Nomination]) -> dict[int, dict[str, list[str]]]:
    """{nomination: {source of a section: lines}}."""
    found: dict[int, dict[str, list[str]]] = {}
    with office_language():
        for is_person in (True, False):
            some = [one for one in nominations if (one.person_id is not None) == is_person]
            if some:
                found |= _lines(some, is_person=is_person)
    return found


def proposed_claims(found: Nomination) -> list[Source]:
    """Records of the years asked about, the newest first; each once."""
    is_person = found.person_id is not None
    subject = _subject(found)
    with office_language():
        known = _known([subject], PROVEN, span_of(found), is_person=is_person)
        works = _works_behind(known)
        said: dict[str, Source] = {}
        for name in PROVEN:
            for fact in known.facts.get(name, {}).get(subject, ()):
                key = fact.evidence[-1] if fact.evidence else ""
                if key in known.words:
                    work = works.get(key, key)
                    said.setdefault(work, Source(work, known.words[key][:400], fact.date))
    return sorted(said.values(), key=lambda one: one.on or date.min, reverse=True)


def span_of(found: Nomination) -> tuple[date, date]:
    """The days the report is about."""
    asked = found.submission.round
    period = parse_period(asked.period)
    since = period.start.replace(year=period.start.year - found.form.honour.years + 1)
    until = period.end
    if asked.first_year:
        since = min(since, date(asked.first_year, 1, 1))
        until = max(until, date(asked.last_year or asked.first_year, 12, 31))
    return since, min(until, timezone.localdate())


# ------------------------------------------------------------------ pieces


def _subject(found: Nomination) -> int:
    return found.person_id or found.unit_id


def _lines(some: Sequence[Nomination], *, is_person: bool) -> dict[int, dict[str, list[str]]]:
    subjects = [_subject(one) for one in some]
    about = _people(subjects) if is_person else _units(subjects)
    awards = _awards(subjects, is_person=is_person)
    names = [*CATALOGUE.keys() & NAMES]
    by_span: dict[tuple[date, date], list[int]] = defaultdict(list)
    for one in some:
        by_span[span_of(one)].append(_subject(one))
    known = {
        span: _known(those, names, span, is_person=is_person) for span, those in by_span.items()
    }
    works = {span: _works(one) for span, one in known.items()}
    found = {}
    for one in some:
        subject, span = _subject(one), span_of(one)
        said = {name: _said(name, known[span], subject) for name in names}
        said |= {"name": [one.name], "person": [], "unit": []}
        said["person" if is_person else "unit"] = about.get(subject, [])
        said["works"] = works[span].get(subject, [])
        said["titles"] = awards[subject, True]
        said["praises"] = awards[subject, False]
        found[one.pk] = said
    return found


NAMES = frozenset(
    {"rating", "prizes", "practices", "contributions", "activities", "literacy", "own_plan", "index_level", "cluster_place", *COUNTED, *COUNTED.values(), *WORKS}
)  # fmt: skip


def _known(
    subjects: Sequence[int], names: Iterable[str], span: tuple[date, date], *, is_person: bool
) -> Known:
    kind = Subject.PERSON if is_person else Subject.UNIT
    facts: dict[str, dict[int, list[Fact]]] = {}
    with connection.cursor() as cursor:
        for name in names:
            provider = PROVIDERS.get(CATALOGUE[name].providers.get(kind, ""))
            if provider is None:
                continue
            has = {parameter.name for parameter in provider.parameters}
            asked = {key: value for key, value in CATALOGUE[name].fixed.items() if key in has}
            asked |= {"since": span[0], "until": span[1]}
            facts[name] = defaultdict(list)
            for fact in facts_of_all(cursor, provider.name, these(subjects), **asked):
                facts[name][fact.subject].append(fact)
    for rows in facts.values():
        for some in rows.values():
            some.sort(key=lambda fact: (fact.date or date.min, fact.evidence))
    keys = {key for rows in facts.values() for some in rows.values() for fact in some for key in fact.evidence}  # fmt: skip
    return Known(facts, {key: source.words for key, source in sources_of(keys).items()})


# A recognition is of a work, a contribution to an activity: the achievement is named by these, as it is where
# somebody is praised from the page of a work, or it would earn two forms under two names.
BEHIND = {
    "recognition.scoperecognition": ("creation_id", "recognition.creation"),
    "activities.contribution": ("activity_id", "activities.activity"),
}


def _works_behind(known: Known) -> dict[str, str]:
    """{row: the work it is about}; a query for each kind of row there is."""
    keys: dict[str, list[int]] = defaultdict(list)
    for row in known.words:
        model, _colon, key = row.partition(":")
        keys[model].append(int(key))
    found = {}
    for model, (column, of) in BEHIND.items():
        rows = apps.get_model(model).objects.filter(pk__in=keys[model]) if keys[model] else ()
        for row in rows:
            found[f"{model}:{row.pk}"] = f"{of}:{getattr(row, column)}"
    return found


def _said(name: str, known: Known, subject: int) -> list[str]:
    rows = known.facts.get(name, {}).get(subject, ())
    if name in COUNTED.values() or name in WORKS:
        return []
    label = say(CATALOGUE[name].label)
    if name in COUNTED:
        of = len(known.facts.get(COUNTED[name], {}).get(subject, ()))
        said = f"{label[0].upper()}{label[1:]}: {format_number(len(rows))}/{format_number(of)}."
        return [said] if of else []
    if name in ("index_level", "cluster_place"):
        return [f"{label[0].upper()}{label[1:]} năm {fact.date.year}: {format_number(fact.value)}." for fact in rows if fact.date]  # fmt: skip
    lines = [known.words.get(fact.evidence[-1], "") for fact in rows if fact.evidence]
    shown = [f"{line.rstrip('.')}." for line in dict.fromkeys(lines) if line]
    if len(shown) > MOST:
        rest = f"Và {format_number(len(shown) - MOST)} {label} khác."
        return [*shown[:MOST], rest]
    return shown


def _works(known: Known) -> dict[int, list[str]]:
    """“2025 | Tên | Cấp | Quyết định”; a work recognised further up is named once, by its highest decision."""
    said: dict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = _rows_of(known)
    for name in WORKS:
        for subject, facts in known.facts.get(name, {}).items():
            for fact in facts:
                found = [rows[key] for key in fact.evidence if key in rows]
                if found:
                    said[subject].append((fact.date or date.min, max(found)[1]))
    return {subject: [line for _day, line in sorted(lines)] for subject, lines in said.items()}


def _rows_of(known: Known) -> dict[str, tuple[int, str]]:
    """{row: (weight, line of the table)}."""
    keys: dict[str, list[int]] = defaultdict(list)
    for name in WORKS:
        for facts in known.facts.get(name, {}).values():
            for fact in facts:
                for key in fact.evidence:
                    model, _colon, number = key.partition(":")
                    keys[model].append(int(number))
    found: dict[str, tuple[int, str]] = {}
    for model, related, read in READ:
        for row in apps.get_model(model).objects.filter(pk__in=keys[model]).select_related(*related):  # fmt: skip
            found[f"{model}:{row.pk}"] = read(row)
    return found


def _recognised(row: Any) -> tuple[int, str]:
    number = row.document.number if row.document else row.decision
    return row.Scope(row.scope).rank, _cells(row.decided_on.year, row.creation.title, row.get_scope_display(), _dated(number, row.decided_on))  # fmt: skip


def _accepted(row: Any) -> tuple[int, str]:
    rated = f"Nghiệm thu {format_date(row.accepted_on)}, {row.rating_label or row.rating}"
    return 0, _cells(row.accepted_on.year, row.title, row.get_level_display(), rated)


Read = Callable[[Any], tuple[int, str]]
READ: tuple[tuple[str, tuple[str, ...], Read], ...] = (
    ("recognition.scoperecognition", ("creation", "document"), _recognised),
    ("research.researchtask", (), _accepted),
)


def _awards(subjects: Sequence[int], *, is_person: bool) -> dict[tuple[int, bool], list[str]]:
    """{(subject, whether titles): lines}, the oldest first."""
    of = {"person__in": subjects} if is_person else {"unit__in": subjects, "person": None}
    rows = Award.objects.standing().filter(**of).select_related("honour").order_by("decided_on")
    found: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for row in rows:
        issuer = ", ".join(filter(None, [_dated(row.decision, row.decided_on), row.decided_by]))
        year = parse_period(row.period).label.removeprefix("Năm học ").removeprefix("Năm ")
        line = _cells(year, row.honour.title, issuer)
        key = row.person_id or row.unit_id  # of people only, or of none
        found[key, row.honour.kind == Honour.Kind.TITLE].append(line)
    return found


def _people(keys: Sequence[int]) -> dict[int, list[str]]:
    posts = {row.person_id: row for row in Post.objects.today().full().filter(person__in=keys).select_related("unit")}  # fmt: skip
    found = {}
    for one in Person.objects.filter(pk__in=keys):
        post = posts.get(one.pk)
        pairs = (
            ("Ngày sinh", format_date(one.birth_date) if one.birth_date else ""),
            ("Giới tính", str(one.get_sex_display()) if one.sex else ""),
            ("Quê quán", one.home_town),
            ("Đơn vị công tác", post.unit.name if post else ""),
            ("Chức vụ", post.position if post else ""),
            ("Trình độ chuyên môn", one.qualification),
        )
        found[one.pk] = [f"{label}: {said}." for label, said in pairs if said]
    return found


def _units(keys: Sequence[int]) -> dict[int, list[str]]:
    today = timezone.localdate()
    counted, declared = count_posts(keys, today), declared_by_day(keys, today)
    found = {}
    for one in Unit.objects.filter(pk__in=keys):
        said = declared.get(one.pk)
        staff = said.staff if said else counted[one.pk].staff
        frontline = said.frontline if said else counted[one.pk].frontline
        lines = [f"Loại đơn vị: {one.get_kind_display()}.", f"Thành lập ngày {format_date(one.opened_on)}."]  # fmt: skip
        lines.append(f"Số người: {format_number(staff)}, trực tiếp làm chuyên môn {format_number(frontline)}.")  # fmt: skip
        if said and said.learners is not None:
            lines.append(f"Số người học: {format_number(said.learners)}.")
        found[one.pk] = lines
    return found


def _cells(*cells: object) -> str:
    return " | ".join(str(cell).replace("|", "/") for cell in cells)


def _dated(number: str, day: date | None) -> str:
    return ", ".join(filter(None, [number, format_date(day) if day else ""]))
