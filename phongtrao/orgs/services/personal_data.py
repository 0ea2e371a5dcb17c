"""Giving a person what is kept of them, and erasing it: on demand, or when its time is over."""

import json
import zipfile
from datetime import date
from io import BytesIO

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.services import forget_sign_in
from phongtrao.audit.services import erase_values, log_reads, record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs import access
from phongtrao.orgs.models import Person, Retention
from phongtrao.orgs.personal_data import PASSING, RULES, TRACES, Holding, holdings
from phongtrao.orgs.queries.personal_data import Part, data_of, months_of, rows_due
from phongtrao.orgs.queries.twins import records_of

LONGEST = 12 * 70


@transaction.atomic
def give_data(person: Person, *, why: str = "", by: AbstractBaseUser) -> bytes:
    """A ZIP with everything kept of the person, as a workbook and as JSON.

    To others than the person only with a reason, the reads are logged, and sensitive data is in it
    only for those who may read it elsewhere as well.
    """
    access.can_give_data(by, person).enforce()
    is_own = person.user_id == by.pk
    parts = list(data_of(person)) if is_own else _given_to_others(person, why, by)
    record(person, "orgs.data_given", by=by)
    return packed(parts)


def _given_to_others(person: Person, why: str, by: AbstractBaseUser) -> list[Part]:
    if not why:
        raise BadInput(_("Hãy ghi lý do lấy dữ liệu của người này."))
    with_sensitive = bool(access.can_keep_discipline(by, person))
    parts = list(data_of(person, with_sensitive=with_sensitive))
    log_reads([person], "orgs.person", by=by, why=why)
    for part in parts:
        if part.is_sensitive and part.rows:
            log_reads([person], part.label, by=by, why=why)
    return parts


def packed(parts: list[Part]) -> bytes:
    """The parts as a workbook and as JSON, in one ZIP."""
    sheets = [
        SheetContent(
            part.title,
            [Column(title, title) for title in part.purposes],
            [list(row.values()) for row in part.rows],
        )
        for part in parts
        if part.rows
    ]
    plain = {part.title: {"muc_dich": part.purposes, "du_lieu": part.rows} for part in parts}
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        title = _("Dữ liệu cá nhân, lập ngày %s") % timezone.localdate().strftime("%d/%m/%Y")
        archive.writestr("du-lieu-ca-nhan.xlsx", write_workbook(sheets, title=title))
        archive.writestr("du-lieu-ca-nhan.json", json.dumps(plain, ensure_ascii=False, indent=2))
    return target.getvalue()


@transaction.atomic
def erase_person(person: Person, *, why: str, by: AbstractBaseUser) -> dict[str, int]:
    """Take away everything the law does not make us keep; answer how many rows of what.

    History keeps its lines, which name no one; the values beside them go. The account is closed.
    Raises NotAllowed while the person holds a post.
    """
    access.can_erase(by, person).enforce()
    one = Person.objects.filter(pk=person.pk)
    closed = [row.user for row in person.closed_accounts.select_related("user")]
    ended = sum(map(forget_sign_in, [person.user, *closed] if person.user else closed))
    traces = {label: forget(person) for label, forget in TRACES.items()}
    # The person itself last: the others are found through it.
    order = sorted(holdings(), key=lambda holding: holding.model is Person)
    erased = {holding.label: holding.erase(holding.about(one)) for holding in order}
    erased["accounts.signin"] += ended
    erased |= traces
    erase_values("orgs.person", records_of(person.pk))  # also those merged into this one
    person.refresh_from_db()
    record(person, "orgs.person_erased", by=by, why=why, erased=erased)
    return erased


@transaction.atomic
def erase_due(label: str, *, by: AbstractBaseUser) -> int:
    """Erase what of one holding has outlived its time."""
    access.can_keep_data(by).enforce()
    holding = _holding(label)
    answers = dict(Retention.objects.values_list("label", "months"))
    rows = rows_due(holding, months_of(holding, answers), timezone.localdate())
    count = holding.erase(rows)
    rule, _made = Retention.objects.get_or_create(
        label=label, defaults={"months": holding.rule.months}
    )
    record(rule, "orgs.data_expired", by=by, rows=count)
    return count


def forget_passing(today: date) -> int:
    """Whom rows name that name many at once, once their time is over; how many rows."""
    return sum(one.forget(today) for one in PASSING.values())


@transaction.atomic
def set_retention(label: str, months: int | None, *, by: AbstractBaseUser) -> Retention:
    """``months`` None: as long as the person is known."""
    access.can_keep_data(by).enforce()
    if label not in RULES:
        raise BadInput(_("Không có loại dữ liệu này. Hãy tải lại trang."))
    if months is not None and months > LONGEST:
        raise BadInput(_("Thời hạn dài nhất là %s tháng. Hãy nhập số nhỏ hơn.") % LONGEST)
    before = Retention.objects.filter(label=label).values_list("months", flat=True).first()
    rule, _made = Retention.objects.update_or_create(label=label, defaults={"months": months})
    record(rule, "orgs.retention_set", by=by, before={"months": before}, after={"months": months})
    return rule


def _holding(label: str) -> Holding:
    return next(holding for holding in holdings() if holding.label == label)
