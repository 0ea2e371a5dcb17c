"""What is wrong with rows of old tasks, and which of them are new."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import calendar_year
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import
from phongtrao.orgs.scope import has_role
from phongtrao.recognition.imports.checking import find_authors, known_titles
from phongtrao.recognition.imports.works import Work, read_works
from phongtrao.recognition.models import Creation
from phongtrao.research.models import RegimeVersion, ResearchTask
from phongtrao.research.services.proposing import regime_on
from phongtrao.research.stages import Rating, read_regime

BASE = ResearchTask.Level.BASE


@dataclass(frozen=True, slots=True)
class Staged:
    """A new task with everything ``writing`` needs; ``work`` has its host, year, members and shares."""

    work: Work
    code: str
    title: str
    about: str
    level: str
    orientation: str
    fields: list[str]
    proposed_on: date
    accepted_on: date
    regime: RegimeVersion
    rating: Rating


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would add; ``staged``: new tasks."""
    act = Import.objects.select_related("unit").get(pk=reach.act)
    findings = Findings()
    _check_days(rows)
    works = read_works(rows, reach)
    find_authors(rows, works, reach, findings)
    regimes = _regimes(rows, works, act)
    _check_levels(rows, works, reach)
    results = Creation.objects.filter(kind=Creation.Kind.RESEARCH)
    codes, known = _codes(act), known_titles(works, results) | _known_tasks(works)
    fresh = []
    for work in works:
        title, code = rows.get("title")[work.place], rows.get("number")[work.place]
        if not code:
            rows.refuse(work.place, "number", _("chưa có mã số. Hãy ghi mã số của nhiệm vụ."))
        elif fold(code) in codes:
            findings.same += 1
            said = _("“%s” đã có mã số này ở nơi nhập nên dòng này được bỏ qua.")
            findings.changes.append(Note(work.place, said % title))
        elif (fold(title), work.unit, work.period.key) in known:
            findings.same += 1
            said = _("“%s” đã có ở đơn vị ấy, năm ấy nên dòng này được bỏ qua.")
            findings.changes.append(Note(work.place, said % title))
        else:
            fresh.append(work)
    bad = rows.bad()
    findings.staged = [
        _staged(rows, work, *regimes[work.place])
        for work in fresh
        if work.place not in bad and work.place in regimes
    ]
    findings.new = len(findings.staged)
    return findings


def _check_days(rows: Rows) -> None:
    """The year of a task is that of its acceptance; days are said before anything rests on them."""
    today, told = timezone.localdate(), {fault.place for fault in rows.faults}
    accepted, proposed = rows.get("accepted_on"), rows.get("proposed_on")
    begins = [bool(title and unit) for title, unit in zip(rows.get("title"), rows.get("unit"), strict=True)]  # fmt: skip
    for place, (day, before) in enumerate(zip(accepted, proposed, strict=True)):
        if day is None and begins[place] and place not in told:
            said = _("chưa có ngày nghiệm thu. Hãy ghi ngày/tháng/năm.")
            rows.refuse(place, "accepted_on", said)
        if day and day > today:
            rows.refuse(place, "accepted_on", _("ngày nghiệm thu chưa đến. Hãy sửa lại."))
        if day and before and before > day:
            rows.refuse(place, "proposed_on", _("ngày đề xuất sau ngày nghiệm thu. Hãy sửa lại."))
    rows.columns["period"] = [calendar_year(day.year).key if day else None for day in accepted]
    rows.labels["period"] = rows.labels.get("accepted_on", "")


def _regimes(rows: Rows, works: list[Work], act: Import) -> dict[int, tuple[RegimeVersion, Rating]]:
    """By place: the regime of its day, and the rating as that regime's scale knows it."""
    asked: dict[date, RegimeVersion] = {}
    found = {}
    for work in works:
        column = "proposed_on" if rows.get("proposed_on")[work.place] else "accepted_on"
        day = rows.get(column)[work.place]
        try:
            version = asked.get(day) or asked.setdefault(day, regime_on(day, act.unit))
        except BadInput as error:
            rows.refuse(work.place, column, str(error))
            continue
        try:
            found[work.place] = version, _rating(version, rows.get("rating")[work.place], day)
        except BadInput as error:
            rows.refuse(work.place, "rating", str(error))
    return found


def _rating(version: RegimeVersion, text: str | None, day: date) -> Rating:
    scale = read_regime(version.data).scale
    names = ", ".join(f"“{one.label}”" for one in scale)
    if not text:
        raise BadInput(_("chưa có xếp loại. Hãy ghi một trong: %s.") % names)
    for one in scale:
        if fold(text) in {fold(one.label), fold(_("Loại %s") % one.label)}:
            return one
    said = _(
        "“%(text)s” không có trong thang xếp loại của quy trình ngày %(day)s. Hãy ghi một trong: %(names)s."
    )
    raise BadInput(said % {"text": text, "day": format_date(day), "names": names})


def _check_levels(rows: Rows, works: list[Work], reach: Reach) -> None:
    above = reach.by is None or has_role(reach.by, Role.OFFICE)
    told = {(fault.place, fault.column) for fault in rows.faults}
    for work in works:
        level = rows.get("level")[work.place]
        if not level and (work.place, rows.labels.get("level", "")) not in told:
            names = ", ".join(f"“{label}”" for label in ResearchTask.Level.labels)
            rows.refuse(work.place, "level", _("chưa có cấp. Hãy ghi một trong: %s.") % names)
        if level and level != BASE and not above:
            said = _("chỉ văn phòng cấp trên nhập nhiệm vụ trên cấp cơ sở. Hãy bỏ dòng này.")
            rows.refuse(work.place, "level", said)


def _codes(act: Import) -> set[str]:
    rows = ResearchTask.objects.filter(owner=act.unit_id).values_list("code", flat=True)
    return {fold(code) for code in rows}


def _known_tasks(works: list[Work]) -> set[tuple[str, int, str]]:
    """Whoever wrote them down, under whatever code: one task is counted once."""
    rows = ResearchTask.objects.filter(host__in={work.unit for work in works})
    found = rows.values_list("title", "host", "accepted_on")
    return {(fold(title), host, calendar_year(day.year).key) for title, host, day in found if day}


def _staged(rows: Rows, work: Work, regime: RegimeVersion, rating: Rating) -> Staged:
    row = {key: values[work.place] for key, values in rows.columns.items()}
    return Staged(
        work,
        row["number"],
        row["title"],
        row.get("about") or "",
        row["level"],
        row.get("orientation") or ResearchTask.Orientation.APPLICATION,
        row.get("area") or [],
        row.get("proposed_on") or row["accepted_on"],
        row["accepted_on"],
        regime,
        rating,
    )
