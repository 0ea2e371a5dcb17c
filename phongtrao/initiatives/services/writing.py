"""Writing an initiative: begun by one author, saved again and again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.fields import read_fields, read_values
from phongtrao.initiatives.access.initiatives import can_write
from phongtrao.initiatives.access.rounds import rounds_for
from phongtrao.initiatives.models import Authorship, Effect, FirstUser, Initiative, InitiativeRound
from phongtrao.initiatives.queries.themes import offers_theme
from phongtrao.initiatives.services.earlier import keep_earlier
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed
from phongtrao.lib.text import nfc
from phongtrao.orgs.models import Person, Post, Unit

A = Authorship.Status


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    measure: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True)
class Draft:
    """What the writing form holds. ``values`` by keys of the round's form."""

    title: str
    solution: str = ""
    area: str = ""
    theme: str = ""
    tags: tuple[str, ...] = ()
    first_use: str = ""
    first_used_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    secret_keys: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    first_users: tuple[tuple[str, str, str], ...] = ()  # name, workplace, work


@transaction.atomic
def start_initiative(
    round_: InitiativeRound, unit: Unit, title: str, *, by: AbstractBaseUser
) -> Initiative:
    """A draft with its first author, who has the whole share until others are named."""
    person = _author_at(unit, by)
    if not rounds_for(unit).filter(pk=round_.pk).exists():
        raise BadInput(_("Đợt xét này không nhận sáng kiến của %s, hoặc chưa mở.") % unit)
    initiative = Initiative(round=round_, unit=unit, title=nfc(title).strip(), started_by_id=by.pk)
    initiative.search_keys()
    initiative.full_clean()
    initiative.save()
    Authorship.objects.create(
        initiative=initiative,
        person=person,
        is_first=True,
        share=Decimal(100),
        status=A.CONFIRMED,
        answered_at=timezone.now(),
    )
    record(initiative, "initiatives.started", by=by)
    return initiative


@transaction.atomic
def save_draft(
    initiative: Initiative,
    draft: Draft,
    seen: int,
    *,
    by: AbstractBaseUser,
    page: str = "",
    follows: str = "",
) -> Initiative:
    """Keep what is written so far. No line of history: a draft is not a deed.

    ``seen``: the count of savings the page was opened with. Conflict when a co-author saved meanwhile:
    nothing is overwritten. ``page`` marks the saving; one marked ``follows`` may have come between.
    """
    can_write(by, initiative).enforce()
    _check_theme(initiative, draft.theme)
    keep_earlier(initiative, by=by)
    fields = read_fields(initiative.round.form.fields)
    values = read_values(fields, draft.values)
    secret = {box.key for box in fields if box.offers_secrecy}
    for name in ("title", "solution", "area", "theme", "first_use", "first_used_on"):
        setattr(initiative, name, getattr(draft, name))
    initiative.title = nfc(draft.title).strip()
    initiative.tags = [*draft.tags]
    initiative.values = values
    initiative.secret_keys = [key for key in draft.secret_keys if key in secret]
    initiative.search_keys()
    initiative.full_clean()
    _keep(initiative, seen, page, follows)
    _replace_figures(initiative, draft)
    return initiative


def _check_theme(initiative: Initiative, theme: str) -> None:
    """A new choice; what was chosen before the unit changed its level stays."""
    if theme in ("", initiative.theme):
        return
    if not offers_theme(initiative.round, initiative.unit, theme):
        said = _("Chủ đề này không dành cho %s. Hãy chọn chủ đề khác trong danh sách.")
        raise BadInput(said % initiative.unit)


def _keep(initiative: Initiative, seen: int, page: str, follows: str) -> None:
    """One UPDATE under the condition that nobody saved or handed in since."""
    names = ("title", "search_text", "sort_key", "solution", "area", "theme", "tags", "first_use", "first_used_on", "values", "secret_keys")  # fmt: skip
    changes = {name: getattr(initiative, name) for name in names}
    known = Q(saved=seen) | (Q(saved=seen + 1, saved_from=follows) if follows else Q())
    rows = Initiative.objects.filter(known, pk=initiative.pk, status=initiative.status)
    marks = {"saved": F("saved") + 1, "saved_from": page, "saved_at": timezone.now()}
    if not rows.update(**changes, **marks):
        raise Conflict(
            _(
                "Đồng tác giả vừa lưu hoặc nộp sáng kiến này, hoặc mẫu của đợt vừa đổi. Hãy chép phần anh chị vừa viết rồi tải lại trang."
            )
        )
    initiative.refresh_from_db()


def _replace_figures(initiative: Initiative, draft: Draft) -> None:
    initiative.effects.all().delete()
    Effect.objects.bulk_create(
        Effect(
            initiative=initiative,
            position=place,
            name=one.name,
            measure=one.measure,
            before=one.before,
            after=one.after,
        )
        for place, one in enumerate(draft.figures)
    )
    initiative.first_users.all().delete()
    FirstUser.objects.bulk_create(
        FirstUser(initiative=initiative, name=name, workplace=workplace, work=work)
        for name, workplace, work in draft.first_users
    )


def _author_at(unit: Unit, by: AbstractBaseUser) -> Person:
    person = Person.objects.filter(user=by.pk).first()
    if person is None:
        raise NotAllowed(
            _("Tài khoản này chưa gắn với hồ sơ người nào. Hãy liên hệ cán bộ tổ chức.")
        )
    if not Post.objects.today().filter(person=person, unit=unit).exists():
        raise NotAllowed(_("Chỉ người đang công tác tại %s viết sáng kiến của đơn vị.") % unit)
    return person
