"""The office's side of a request: written, its form built, sent, ended, repeated next year. S2-23, S1-86."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import changes, record
from phongtrao.base.words import office_language
from phongtrao.base.workflow import Transitions, move
from phongtrao.documents.fields import (
    MOST_FIELDS,
    Field,
    checked,
    new_key,
    read_fields,
    write_fields,
)
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Unit
from phongtrao.plans.queries.blocks import leaders_over
from phongtrao.plans.queries.cascade import issuable_units
from phongtrao.plans.services.assignments import quoted
from phongtrao.plans.services.owed import tell_asked
from phongtrao.plans.years import later_title, move_day
from phongtrao.reports.models import ReportRequest, RequestAnswer, SavedForm
from phongtrao.reports.requests import access

S = ReportRequest.Status
REQUEST_TRANSITIONS: Transitions[S] = {
    S.DRAFT: frozenset({S.SENT}),
    S.SENT: frozenset({S.CLOSED}),
    S.CLOSED: frozenset({S.SENT}),
}
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What a request says besides its form."""

    title: str
    due_on: date
    guide: str = ""
    basis: str = ""
    document: OfficialDocument | None = None
    is_yearly: bool = False
    in_charge: User | None = None  # a leader of the owner, who hears of late units


@dataclass(frozen=True, slots=True)
class Sent:
    """Units asked by this act, and those that were asked before."""

    written: int
    existing: int


# ------------------------------------------------------------------ words and form


@transaction.atomic
def create_request(
    owner: Unit, wording: Wording, fields: Sequence[Field] = (), *, by: AbstractBaseUser
) -> ReportRequest:
    """A draft; ``fields`` come from a saved form or are built afterwards."""
    access.can_ask(by, owner).enforce()
    request = ReportRequest(owner=owner, fields=write_fields(fields), created_by_id=by.pk)
    _set_words(request, wording)
    record(request, "reports.request_created", by=by, after={"title": request.title})
    return request


@transaction.atomic
def edit_request(
    request: ReportRequest, wording: Wording, *, by: AbstractBaseUser
) -> ReportRequest:
    locked = _editable(request, by)
    names = ("title", "guide", "basis", "due_on", "is_yearly", "in_charge")
    said = {name: getattr(wording, name) for name in names}
    before, after = changes(locked, said)
    _set_words(locked, wording)
    record(locked, "reports.request_edited", by=by, before=before, after=after)
    return locked


@transaction.atomic
def drop_request(request: ReportRequest, *, by: AbstractBaseUser) -> None:
    """A draft nobody was asked by."""
    locked = _editable(request, by)
    record(locked, "reports.request_dropped", by=by)
    locked.delete()


@transaction.atomic
def add_field(request: ReportRequest, field: Field, *, by: AbstractBaseUser) -> ReportRequest:
    """At the end of the form; the key is given here."""
    locked = _editable(request, by)
    fields = read_fields(locked.fields)
    if len(fields) >= MOST_FIELDS:
        raise BadInput(_("Mẫu đã có %s ô. Báo cáo dài hơn nên tách thành hai.") % MOST_FIELDS)
    made = checked(replace(field, key=new_key(fields)), fields)
    return _keep_fields(locked, [*fields, made], by, added=made.label)


@transaction.atomic
def change_field(request: ReportRequest, field: Field, *, by: AbstractBaseUser) -> ReportRequest:
    """The box with the key of ``field`` becomes this one."""
    locked = _editable(request, by)
    fields = read_fields(locked.fields)
    _place_of(field.key, fields)
    made = checked(field, fields)
    kept = [made if other.key == made.key else other for other in fields]
    return _keep_fields(locked, kept, by, changed=made.label)


@transaction.atomic
def move_field(
    request: ReportRequest, key: str, steps: int, *, by: AbstractBaseUser
) -> ReportRequest:
    """Up (-1) or down (1); at the end it stays."""
    locked = _editable(request, by)
    fields = read_fields(locked.fields)
    place = _place_of(key, fields)
    target = min(max(place + steps, 0), len(fields) - 1)
    fields.insert(target, fields.pop(place))
    return _keep_fields(locked, fields, by, box_moved=fields[target].label)


@transaction.atomic
def drop_field(request: ReportRequest, key: str, *, by: AbstractBaseUser) -> ReportRequest:
    locked = _editable(request, by)
    fields = read_fields(locked.fields)
    gone = fields.pop(_place_of(key, fields))
    return _keep_fields(locked, fields, by, dropped=gone.label)


@transaction.atomic
def save_form(request: ReportRequest, title: str, *, by: AbstractBaseUser) -> SavedForm:
    """Keep the boxes under a name for the next time; the same name again replaces what it held."""
    access.can_ask(by, request.owner).enforce()
    name = nfc(title).strip()
    if not name or not request.fields:
        raise BadInput(_("Hãy đặt tên mẫu và thêm ít nhất một ô trước khi lưu."))
    form = SavedForm.objects.filter(owner=request.owner, title=name).first()
    form = form or SavedForm(owner=request.owner, title=name)
    form.fields = request.fields
    form.full_clean()
    form.save()
    record(request, "reports.form_saved", by=by, after={"title": name})
    return form


# ------------------------------------------------------------------ sending


@transaction.atomic
def send_request(
    request: ReportRequest, units: Sequence[int], *, audience: str = "", by: AbstractBaseUser
) -> Sent:
    """Ask these units (keys), in one act; who was asked before is not asked twice.

    ``audience``: the choice as it stands in the address, for next year's round.
    """
    locked = ReportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    access.can_send(by, locked).enforce()
    wanted = set(units)
    _check_units(locked, wanted)
    known = set(locked.answers.filter(unit__in=wanted).values_list("unit", flat=True))
    fresh = sorted(wanted - known)
    if locked.due_on < timezone.localdate() and fresh:
        raise BadInput(_("Hạn nộp đã qua. Hãy sửa hạn trước khi gửi."))
    rows = [RequestAnswer(request=locked, unit_id=pk, due_on=locked.due_on) for pk in fresh]
    RequestAnswer.objects.bulk_create(rows, batch_size=BATCH)
    if locked.status == S.DRAFT:
        move(locked, S.SENT, REQUEST_TRANSITIONS, sent_at=timezone.now(), audience=audience)
    record(locked, "reports.request_sent", by=by, units=len(fresh), existing=len(known))
    _tell_units(locked, fresh)
    request.refresh_from_db()
    return Sent(len(fresh), len(known))


@transaction.atomic
def close_request(request: ReportRequest, *, by: AbstractBaseUser) -> ReportRequest:
    """No unit hands in any more; who has not is named in the consolidated report."""
    access.can_run(by, request).enforce()
    move(request, S.CLOSED, REQUEST_TRANSITIONS, closed_at=timezone.now())
    record(request, "reports.request_closed", by=by)
    return request


@transaction.atomic
def reopen_request(request: ReportRequest, *, by: AbstractBaseUser) -> ReportRequest:
    access.can_reopen(by, request).enforce()
    move(request, S.SENT, REQUEST_TRANSITIONS, closed_at=None)
    record(request, "reports.request_reopened", by=by)
    return request


@transaction.atomic
def repeat_request(request: ReportRequest, *, by: AbstractBaseUser) -> ReportRequest:
    """Next year's round as a draft: the same boxes and choice of units, the title a year later.

    The guide goes along word for word: its years may be those of a decision or a date, which only a
    person can tell apart; the draft's page says that they must be looked at.
    """
    access.can_repeat(by, request).enforce()
    return copy_for_next_year(request, by=by)


def copy_for_next_year(request: ReportRequest, *, by: AbstractBaseUser | None) -> ReportRequest:
    """The copy itself; without a person it is the clock's. A second one is refused by the database."""
    made = ReportRequest(
        owner=request.owner,
        title=later_title(request.title, (request.due_on.year,)),
        guide=request.guide,
        basis=request.basis,
        document=request.document,
        due_on=move_day(request.due_on, 1),
        is_yearly=request.is_yearly,
        in_charge=request.in_charge,
        earlier=request,
        fields=request.fields,
        audience=request.audience,
        created_by_id=by.pk if by else None,
    )
    made.full_clean()
    made.save()
    record(made, "reports.request_repeated", by=by, earlier=request.pk)
    return made


# ------------------------------------------------------------------ parts


def _editable(request: ReportRequest, by: AbstractBaseUser) -> ReportRequest:
    """Locked: two officers at once would each write their own list of boxes."""
    rows = ReportRequest.objects.select_for_update(of=("self",)).select_related("owner")
    locked = rows.get(pk=request.pk)
    access.can_edit(by, locked).enforce()
    return locked


def _set_words(request: ReportRequest, wording: Wording) -> None:
    if wording.due_on < timezone.localdate():
        raise BadInput(_("Hạn nộp đã qua. Hãy chọn một ngày từ hôm nay trở đi."))
    request.title = nfc(wording.title).strip()
    request.guide, request.basis = nfc(wording.guide).strip(), nfc(wording.basis).strip()
    request.due_on, request.document = wording.due_on, wording.document
    request.is_yearly, request.in_charge = wording.is_yearly, wording.in_charge
    if (
        wording.in_charge
        and wording.in_charge not in leaders_over([request.owner])[request.owner_id]
    ):
        raise BadInput(_("Người phụ trách phải là lãnh đạo của đơn vị yêu cầu. Hãy chọn lại."))
    request.full_clean()
    request.save()


def _place_of(key: str, fields: Sequence[Field]) -> int:
    for place, field in enumerate(fields):
        if field.key == key:
            return place
    raise BadInput(_("Ô này vừa được người khác bỏ. Hãy tải lại trang."))


def _keep_fields(
    request: ReportRequest, fields: Sequence[Field], by: AbstractBaseUser, **said: str
) -> ReportRequest:
    request.fields = write_fields(fields)
    request.save(update_fields=["fields"])
    after: Mapping[str, Any] = said
    record(request, "reports.request_fields_changed", by=by, after=after, boxes=len(fields))
    return request


def _check_units(request: ReportRequest, units: set[int]) -> None:
    if not units:
        raise BadInput(_("Lựa chọn này không tới đơn vị nào. Hãy chọn lại."))
    if issuable_units(request.owner).filter(pk__in=units).count() != len(units):
        raise BadInput(_("Có đơn vị không thuộc phạm vi của đơn vị yêu cầu. Hãy chọn lại."))


def _tell_units(request: ReportRequest, units: Sequence[int]) -> None:
    answers = dict(request.answers.filter(unit__in=units).values_list("unit", "pk"))
    with office_language():
        text = _("%(owner)s yêu cầu báo cáo %(title)s, hạn %(due)s. Hãy viết và nộp.") % {
            "owner": request.owner,
            "title": quoted(request.title),
            "due": date_format(request.due_on, "d/m/Y"),
        }
    tell_asked(answers, text, key=f"reports.request:{request.pk}", url_name="reports:answer")


def request_url(request: ReportRequest) -> str:
    return reverse("reports:request", args=[request.pk])
