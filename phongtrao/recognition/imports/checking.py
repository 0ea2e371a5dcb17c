"""What is wrong with the rows, and what of them is new."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.lib.errors import BadInput
from phongtrao.lib.shares import STEP, WHOLE, check_shares
from phongtrao.lib.text import fold
from phongtrao.orgs.imports.findings import Findings, Note, Reach
from phongtrao.orgs.imports.packages import open_package
from phongtrao.orgs.imports.places import place_rows, units_and_formers
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import
from phongtrao.orgs.scope import has_role
from phongtrao.recognition.imports.authors import in_percent
from phongtrao.recognition.imports.files import check_files
from phongtrao.recognition.imports.people import Asked, Known, read_people
from phongtrao.recognition.imports.works import Author, Work, read_works
from phongtrao.recognition.models import Creation, ScopeRecognition

BASE = ScopeRecognition.Scope.BASE


@dataclass(frozen=True, slots=True)
class Staged:
    """A new work with everything ``writing`` needs."""

    work: Work
    title: str
    kind: str
    scope: str
    decided_by: int
    decided_on: date
    told: dict[str, str]  # area, theme, summary, decision, effect


def check(rows: Rows, reach: Reach) -> Findings:
    """Say what is wrong with the rows and what they would add; ``staged``: new works."""
    act = Import.objects.get(pk=reach.act)
    findings = Findings()
    deciders = place_rows(rows, Q(), "decided_by")
    works = read_works(rows, reach)
    find_authors(rows, works, reach, findings)
    _check_decisions(rows, works, reach)
    with open_package(reach.act) as package:
        is_first = act.status == Import.Status.CHECKING
        findings.loose = check_files(rows, works, package, findings, is_first=is_first)
    fresh = _fresh(rows, works, findings)
    findings.new = len(fresh)
    findings.staged = [_staged(rows, work, deciders[work.place], act.unit_id) for work in fresh]
    return findings


def find_authors(rows: Rows, works: list[Work], reach: Reach, findings: Findings) -> None:
    """The people behind the authors; the shares of each work, which sum to 100."""
    asked = [Asked(one.said, one.unit, work.period) for work in works for one in work.authors]
    known = read_people(asked, units_and_formers(reach.condition))
    for work in works:
        people: dict[int, Author] = {}
        for one in work.authors:
            person, doubt = _meant(rows, one, Asked(one.said, one.unit, work.period), known)
            if doubt:
                findings.twins.append(Note(one.place, doubt, rows.labels.get("authors", "")))
            if person and people.setdefault(person, one) is not one:
                said = _("“%s” được ghi hai lần.")
                rows.refuse(one.place, "authors", said % (one.said.name or one.said.code))
        _share(rows, work, people)


def _meant(rows: Rows, one: Author, asked: Asked, known: Known) -> tuple[int | None, str]:
    """The person, and what makes it doubtful."""
    try:
        person, is_sure = known.meant(asked)
    except BadInput as error:
        rows.refuse(one.place, "codes" if one.said.code else "authors", str(error))
        return None, ""
    said = _("“%s” không có vị trí tại đơn vị năm ấy; lấy người cùng tên ở đơn vị.")
    return person, "" if is_sure else said % one.said.name


def _share(rows: Rows, work: Work, people: dict[int, Author]) -> None:
    """Percent for each author; a single one without a number made it all."""
    shares = in_percent([one.said.share for one in work.authors])
    if len(shares) == 1 and shares[0] is None:
        shares = [WHOLE]
    told = [share for share in shares if share is not None]
    if wrong := _wrong_shares(shares, told):
        key = "shares" if shares else "authors"
        if shares or work.place not in rows.bad():
            rows.refuse(work.place, key, wrong)
        return
    percent = dict(zip(map(id, work.authors), told, strict=True))
    work.shares = [(pk, one.unit, percent[id(one)]) for pk, one in people.items()]


def _wrong_shares(shares: list[Decimal | None], told: list[Decimal]) -> str:
    if not shares:
        return _("chưa có tác giả. Hãy ghi họ tên hoặc mã.")
    if len(told) < len(shares):
        said = _("chưa đủ tỷ lệ của %s tác giả. Hãy ghi tỷ lệ từng người, cộng lại là 100%%.")
        return said % len(shares)
    if any(share % STEP for share in told):
        return _("tỷ lệ chỉ ghi hai số lẻ, ví dụ 33,34.")
    try:
        check_shares(told)
    except BadInput as error:
        return str(error)
    return ""


def _check_decisions(rows: Rows, works: Iterable[Work], reach: Reach) -> None:
    today = timezone.localdate()
    above = reach.by is None or has_role(reach.by, Role.OFFICE)
    bad = rows.bad()
    for work in works:
        on, scope = rows.get("decided_on")[work.place], rows.get("scope")[work.place] or BASE
        if on is None and work.place not in bad:
            rows.refuse(
                work.place, "decided_on", _("chưa có ngày công nhận. Hãy ghi ngày/tháng/năm.")
            )
        if on and on > today:
            rows.refuse(work.place, "decided_on", _("ngày công nhận chưa đến. Hãy sửa lại."))
        if on and on < work.period.start:
            said = _("ngày công nhận trước %s. Hãy sửa ngày hoặc năm.")
            rows.refuse(work.place, "decided_on", said % work.period.label.lower())
        if scope != BASE and not above:
            said = _("chỉ văn phòng cấp trên nhập công nhận trên cấp cơ sở. Hãy bỏ dòng này.")
            rows.refuse(work.place, "scope", said)


def _fresh(rows: Rows, works: list[Work], findings: Findings) -> list[Work]:
    """The works that are right and not in the registry yet; those that are there are counted as the same."""
    known = known_titles(works, Creation.objects.all())
    bad = rows.bad()
    fresh = []
    for work in works:
        title = rows.get("title")[work.place]
        if (fold(title), work.unit, work.period.key) in known:
            findings.same += 1
            said = _("“%s” đã có trong thư viện nên dòng này được bỏ qua.")
            findings.changes.append(Note(work.place, said % title))
        elif work.place not in bad:
            fresh.append(work)
    return fresh


def known_titles(works: list[Work], among: QuerySet[Creation]) -> set[tuple[str, int, str]]:
    """Folded title, unit and year of what of the library is made at the units and in the years of the works."""
    rows = among.filter(
        unit__in={work.unit for work in works}, year__in={work.period.key for work in works}
    )
    found = rows.values_list("title", "unit", "year")
    return {(fold(title), unit, year) for title, unit, year in found}


def _staged(rows: Rows, work: Work, decider: int | None, office: int) -> Staged:
    """A base recognition without a decider is the unit's own, any other that of the importing office."""
    row = {key: values[work.place] for key, values in rows.columns.items()}
    scope = row.get("scope") or BASE
    return Staged(
        work,
        row["title"],
        row.get("kind") or Creation.Kind.INITIATIVE,
        scope,
        decider or (work.unit if scope == BASE else office),
        row["decided_on"],
        {key: row.get(key) or "" for key in ("area", "theme", "summary", "decision", "effect")},
    )
