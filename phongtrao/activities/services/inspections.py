"""One inspection: decided, carried out on site, concluded, followed until it is closed. S1-13, S1-47"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.activities.access import inspections as access
from phongtrao.activities.models import (
    Checklist,
    Inspection,
    Programme,
    Recommendation,
    SiteLine,
)
from phongtrao.activities.services.photos import shrink_photo
from phongtrao.activities.services.programmes import Paper
from phongtrao.activities.services.teams import day_of, refuse_conflicts, team_of, tell
from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.models import Evidence
from phongtrao.documents.services import add_evidence
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.marks import mark_of
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Finding
from phongtrao.plans.queries.people import people_at
from phongtrao.plans.services.findings import Found, recommend

S = Inspection.Status
TRANSITIONS: Transitions[S] = {
    S.PLANNED: frozenset({S.DECIDED, S.CANCELLED}),
    S.DECIDED: frozenset({S.CONCLUDED, S.CANCELLED}),
    S.CONCLUDED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.CANCELLED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Deciding:
    paper: Paper
    day: date
    checklist: Checklist
    content: str
    is_unannounced: bool = False


@transaction.atomic
def decide_inspection(
    inspection: Inspection, said: Deciding, *, by: AbstractBaseUser
) -> Inspection:
    """From here on the team works; the unit is told, unless the visit is unannounced."""
    locked = _locked(inspection)
    access.can_prepare(by, locked).enforce()
    _check_decided(locked, said)
    fields = {
        "number": said.paper.number,
        "signed_on": said.paper.signed_on,
        "document": said.paper.document,
        "day": said.day,
        "checklist": said.checklist,
        "content": nfc(said.content).strip(),
        "is_unannounced": said.is_unannounced,
    }
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.full_clean()
    move(locked, S.DECIDED, TRANSITIONS, **fields)
    SiteLine.objects.bulk_create(
        SiteLine(inspection=locked, position=place, group=one.group, text=one.text, basis=one.basis)
        for place, one in enumerate(said.checklist.items, start=1)
    )
    record(locked, "activities.inspection_decided", by=by, after={"number": locked.number})
    _tell_decided(locked)
    return locked


@transaction.atomic
def postpone_inspection(inspection: Inspection, day: date, *, by: AbstractBaseUser) -> Inspection:
    """Another day of what is decided already."""
    locked = _locked(inspection)
    access.can_prepare(by, locked).enforce()
    if locked.status != S.DECIDED:
        raise WrongState(_("Chưa có quyết định. Hãy ghi ngày cùng với quyết định."))
    if day < timezone.localdate():
        raise BadInput(_("Ngày này đã qua. Hãy chọn một ngày từ hôm nay."))
    before, locked.day = locked.day, day
    locked.full_clean()
    locked.save(update_fields=["day"])
    record(
        locked, "activities.inspection_postponed", by=by, before={"day": before}, after={"day": day}
    )
    _tell_decided(locked)
    return locked


@transaction.atomic
def answer_line(
    line: SiteLine,
    outcome: str,
    words: str = "",
    photos: "Sequence[File[Any]]" = (),
    *,
    by: AbstractBaseUser,
    as_read: str = "",
) -> SiteLine:
    """What was found of one line; photos are made small and lose their place.

    ``as_read``: the ``line_mark`` of the page that was filled in. Conflict where a colleague wrote meanwhile.
    """
    inspection = _locked(line.inspection)
    access.can_inspect(by, inspection).enforce()
    line = SiteLine.objects.get(pk=line.pk)
    if as_read not in {"", line_mark(line)}:
        raise Conflict(_("Mục này vừa được người khác ghi. Hãy tải lại trang, đọc rồi ghi tiếp."))
    line.outcome, line.words = outcome, nfc(words).strip()
    line.full_clean()
    line.save()
    for photo in photos:
        proof = add_evidence(inspection.owner, line.text[:120], by=by, file=shrink_photo(photo))
        line.evidence.add(proof)
    said = {"site_line": line.position, "outcome": line.outcome}
    record(inspection, "activities.line_answered", by=by, after=said)
    return line


def line_mark(line: SiteLine) -> str:
    """What a page carries to say what it showed of a line."""
    return mark_of({"outcome": line.outcome, "words": line.words})


@transaction.atomic
def drop_photo(line: SiteLine, proof: Evidence, *, by: AbstractBaseUser) -> None:
    """Cited no more; the evidence itself stays."""
    access.can_inspect(by, _locked(line.inspection)).enforce()
    line.evidence.remove(proof)


@transaction.atomic
def conclude_inspection(
    inspection: Inspection, conclusion: str, *, by: AbstractBaseUser
) -> Inspection:
    """Every line has its answer; the unit reads what was recorded."""
    locked = _locked(inspection)
    access.can_conclude(by, locked).enforce()
    if left := locked.lines.filter(outcome="").count():
        raise BadInput(_("Còn %s mục chưa ghi. Hãy ghi đạt, chưa đạt hoặc không áp dụng.") % left)
    said = nfc(conclusion).strip()
    if not said:
        raise BadInput(_("Hãy ghi nhận xét chung của đoàn."))
    move(locked, S.CONCLUDED, TRANSITIONS, conclusion=said)
    record(locked, "activities.inspection_concluded", by=by)
    with office_language():
        words = _("Đoàn đã kết thúc kiểm tra %s. Hãy đọc biên bản và nêu ý kiến nếu có.")
        tell(people_at(locked.unit), locked, words % locked.unit, "concluded")
    return locked


@transaction.atomic
def recommend_to(
    inspection: Inspection,
    unit: Unit,
    found: Found,
    line: SiteLine | None = None,
    *,
    by: AbstractBaseUser,
) -> Finding:
    """What somebody is to do by a day: a finding of inspection like any other, told at once."""
    locked = _locked(inspection)
    access.can_follow(by, locked).enforce()
    if found.due_on is None:
        raise BadInput(_("Kiến nghị cần có hạn. Hãy chọn ngày phải xong."))
    if unit != locked.unit and not access.units_within(locked.owner).filter(pk=unit.pk).exists():
        raise BadInput(_("%s không thuộc phạm vi kiểm tra. Hãy chọn đơn vị khác.") % unit)
    finding = recommend(unit, found, by=by)
    Recommendation.objects.create(inspection=locked, finding=finding, line=line)
    record(locked, "activities.recommended", by=by, after={"text": finding.text})
    return finding


@transaction.atomic
def give_opinion(inspection: Inspection, words: str, *, by: AbstractBaseUser) -> Inspection:
    """What the unit says of the minutes; it is printed in them."""
    locked = _locked(inspection)
    access.can_give_opinion(by, locked).enforce()
    said = nfc(words).strip()
    if not said:
        raise BadInput(_("Hãy ghi ý kiến: nhất trí, hoặc chỗ nào chưa đúng và vì sao."))
    locked.opinion = said
    locked.save(update_fields=["opinion"])
    record(locked, "activities.opinion_given", by=by, after={"opinion": said})
    with office_language():
        text = _("%s đã nêu ý kiến về biên bản kiểm tra.") % locked.unit
        tell(team_of(locked), locked, text, "opinion")
    return locked


@transaction.atomic
def keep_minutes(inspection: Inspection, file: "File[Any]", *, by: AbstractBaseUser) -> Inspection:
    """The minutes as they were signed; another file takes the place of the one before."""
    locked = _locked(inspection)
    access.can_follow(by, locked).enforce()
    with office_language():
        title = _("Biên bản đã ký: %s") % locked.unit
    locked.minutes = add_evidence(locked.owner, title[:200], by=by, file=file)
    locked.save(update_fields=["minutes"])
    record(locked, "activities.minutes_kept", by=by)
    return locked


@transaction.atomic
def close_inspection(inspection: Inspection, *, by: AbstractBaseUser) -> Inspection:
    """Over once the minutes are signed and nothing it recommended is open."""
    locked = _locked(inspection)
    access.can_follow(by, locked).enforce()
    if locked.minutes_id is None:
        raise WrongState(_("Chưa có biên bản đã ký. Hãy tải lên trước khi đóng."))
    recommended = Finding.objects.filter(recommendation__inspection=locked)
    if left := recommended.exclude(status=Finding.Status.CLOSED).count():
        raise WrongState(_("Còn %s kiến nghị chưa kết thúc nên chưa đóng được.") % left)
    move(locked, S.CLOSED, TRANSITIONS, closed_on=timezone.localdate())
    record(locked, "activities.inspection_closed", by=by)
    return locked


@transaction.atomic
def cancel_inspection(inspection: Inspection, reason: str, *, by: AbstractBaseUser) -> Inspection:
    locked = _locked(inspection)
    access.can_prepare(by, locked).enforce()
    said = nfc(reason).strip()
    if not said:
        raise BadInput(_("Hãy ghi lý do không tiến hành."))
    was_told = locked.status == S.DECIDED and not locked.is_unannounced
    move(locked, S.CANCELLED, TRANSITIONS, reason=said[:300])
    record(locked, "activities.inspection_cancelled", by=by, after={"reason": said})
    with office_language():
        text = _("Không tiến hành cuộc kiểm tra %(unit)s: %(reason)s") % {
            "unit": locked.unit,
            "reason": said,
        }
        told = [*team_of(locked), *(people_at(locked.unit) if was_told else [])]
        tell(told, locked, text, "cancelled")
    return locked


# ------------------------------------------------------------------ pieces


def _locked(inspection: Inspection) -> Inspection:
    rows = Inspection.objects.select_for_update(of=("self",))
    return rows.select_related("owner", "unit", "programme").get(pk=inspection.pk)


def _check_decided(inspection: Inspection, said: Deciding) -> None:
    programme = inspection.programme
    is_own = programme and programme.owner_id == inspection.owner_id  # not of an office that ended
    if programme and is_own and programme.status == Programme.Status.DRAFT:
        raise WrongState(_("Chương trình còn là dự thảo. Hãy ban hành trước khi ra quyết định."))
    seats = list(inspection.members.select_related("person"))
    if not set(access.LEADING) <= {one.role for one in seats}:
        raise BadInput(_("Đoàn chưa có trưởng đoàn và thư ký. Hãy lập đoàn trước."))
    refuse_conflicts(inspection, [one.person for one in seats])
    if not said.checklist.items:
        raise BadInput(_("Danh mục “%s” chưa có mục nào.") % said.checklist)


def _tell_decided(inspection: Inspection) -> None:
    said = {"unit": inspection.unit, "owner": inspection.owner, "day": day_of(inspection)}
    with office_language():
        own = _("Bạn trong đoàn kiểm tra %(unit)s, ngày %(day)s.") % said
        tell(team_of(inspection), inspection, own, "decided")
        if not inspection.is_unannounced:
            theirs = _("%(owner)s kiểm tra %(unit)s ngày %(day)s. Hãy xem nội dung và chuẩn bị.")
            tell(people_at(inspection.unit), inspection, theirs % said, "told")
