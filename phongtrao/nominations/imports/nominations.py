"""Whom units ask for, from a list they have already: each row a person or a collective of one unit. S3-43

Every row that cannot be is named at once, as it would be said on the page, and marked in the workbook that goes
back; nothing is asked for until the list is right. Thousands of rows take as many questions as ten do.
"""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy

from phongtrao.nominations.imports.allowing import Staged, refuse_rows
from phongtrao.nominations.imports.nominees import find_forms, find_rounds, find_subjects
from phongtrao.nominations.services.bringing import Asked, bring_in
from phongtrao.orgs.acting import as_chosen
from phongtrao.orgs.imports.fields import Field, text_of
from phongtrao.orgs.imports.findings import Findings, Reach
from phongtrao.orgs.imports.kinds import ListKind
from phongtrao.orgs.imports.places import place_rows
from phongtrao.orgs.imports.reading import Rows
from phongtrao.orgs.models import Import, Unit

FIELDS = (
    Field("round", gettext_lazy("Đợt khen thưởng"), text_of(300), ("đợt", "tên đợt"), constant=True,
          help=gettext_lazy("Đúng tên đợt; chỉ có một đợt đang nhận thì để trống")),
    Field("unit", gettext_lazy("Đơn vị đề nghị"), text_of(200), (
        "đơn vị", "mã đơn vị", "trường", "tên trường", "mã trường",
    ), required=True),
    Field("form", gettext_lazy("Hình thức đề nghị"), text_of(200), ("hình thức", "danh hiệu", "hình thức khen thưởng"), required=True),
    Field("code", gettext_lazy("Mã người"), text_of(40), ("mã cán bộ", "mã giáo viên")),
    Field("full_name", gettext_lazy("Họ và tên"), text_of(120), ("họ tên", "cá nhân", "tên")),
    Field("collective", gettext_lazy("Tập thể"), text_of(220), ("tên tập thể", "tập thể được đề nghị")),
    Field("achievement", gettext_lazy("Thành tích"), text_of(500), ("tóm tắt thành tích",)),
    Field("reason", gettext_lazy("Vì sao vẫn đề nghị"), text_of(500), ("lý do",)),
)  # fmt: skip


def check(rows: Rows, reach: Reach) -> Findings:
    """``staged``: those that can be asked for."""
    findings = Findings(staged=[])
    forms = find_forms(rows, find_rounds(rows, reach))
    units = place_rows(rows, reach.condition)
    by_unit = Unit.objects.in_bulk({pk for pk in units if pk})
    asking = [by_unit[pk] if pk else None for pk in units]
    subjects = find_subjects(rows, asking)
    reasons, words, bad = rows.get("reason"), rows.get("achievement"), rows.bad()
    together: dict[int, list[Staged]] = defaultdict(list)
    for place, (unit, form, subject) in enumerate(zip(asking, forms, subjects, strict=True)):
        if unit and form and subject and place not in bad:
            said = (reasons[place] or "", words[place] or "")
            together[form.round_id].append(Staged(place, Asked(unit, form, subject, *said)))
    for same in together.values():
        refuse_rows(rows, same, findings, reach.by)
    findings.staged.sort(key=lambda one: one.place)
    findings.new = len(findings.staged)
    return findings


def write(act: Import, findings: Findings) -> None:
    """As one asks on the page, all of them at once."""
    by = as_chosen(act.made_by, in_own_name=act.in_own_name)
    bring_in([one.asked for one in findings.staged], by=by)


def samples() -> list[dict[str, Any]]:
    """A right row, a mistake of each kind."""
    school = (
        Unit.objects.standing().filter(kind=Unit.Kind.SCHOOL).order_by("sort_key", "pk").first()
    )
    unit = (school.code or school.name) if school else ""
    return [
        {"unit": unit, "form": "Giấy khen", "collective": school.name if school else ""},
        {"unit": "Trường không có", "form": "Giấy khen", "full_name": "Nguyễn Thử"},
        {"unit": unit, "form": "Giấy không có", "full_name": "Nguyễn Thử"},
    ]


NOMINATIONS = ListKind(
    FIELDS, check, write, (("unit",), ("form",), ("code", "full_name", "collective")), "de-nghi-khen-thuong", samples
)  # fmt: skip
