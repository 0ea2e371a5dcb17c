"""Kinds are the office's own words: added, changed, put out of use; what was recorded keeps its kind."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import can_keep_kinds
from phongtrao.activities.models import LONGEST_KEY, Activity, ActivityKind, Attendee, KindField
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc


@transaction.atomic
def save_kind(
    kind: ActivityKind, asked: Sequence[KindField], *, by: AbstractBaseUser
) -> ActivityKind:
    """A new kind, or other words for one. What was answered stays: the field, its sort, the option."""
    can_keep_kinds(by).enforce()
    if not kind.key:
        last = ActivityKind.objects.order_by("-position").first()
        kind.position = last.position + 1 if last else 0
        kind.key = f"own{kind.position}"
    now = {one.key: one for one in asked}
    before = kept_of(kind)
    for known in before:
        _refuse_lost(kind, known, now.get(known.key))
    renamed = [
        f"{was.label} → {now[was.key].label}"
        for was in before
        if was.key in now and now[was.key].label != was.label
    ]
    kind.name = nfc(kind.name).strip()
    kind.fields = [one.plain() for one in asked]
    _refuse_unlisted(kind)
    kind.full_clean()
    kind.save()
    after = {"name": kind.name} | ({"renamed": "; ".join(renamed)} if renamed else {})
    record(kind, "activities.kind_saved", by=by, after=after)
    return kind


def with_keys(kind: ActivityKind, typed: Sequence[KindField]) -> list[KindField]:
    """Fields as they are typed, under the keys of before: by their name, and a line that was only written
    anew by its place. Any other has a key nothing was kept under."""
    known, labels = kept_of(kind), {one.label for one in typed}
    keys = {one.label: one.key for one in known}
    if len(known) == len(typed):
        keys |= {
            now.label: was.key
            for was, now in zip(known, typed, strict=True)
            if was.label not in labels and now.label not in keys and was.kind == now.kind
        }
    taken = {one.key for one in known}
    found = []
    for one in typed:
        key = keys.get(one.label) or _new_key(kind, one.key, taken)
        taken.add(key)
        found.append(one.as_key(key))
    return found


def kept_of(kind: ActivityKind) -> tuple[KindField, ...]:
    known = ActivityKind.objects.filter(pk=kind.pk).first()
    return known.asked if known else ()


def _new_key(kind: ActivityKind, wanted: str, taken: Collection[str]) -> str:
    base = wanted or "o"  # a name of signs only
    numbered = (f"{base[: LONGEST_KEY - 3]}-{number}" for number in range(2, 100))
    return next(
        key
        for key in (base, *numbered)
        if key not in taken and not _answers(kind, values__has_key=key)
    )


def _refuse_lost(kind: ActivityKind, was: KindField, now: KindField | None) -> None:
    """Records and indicators know a field by its key and an option by its words."""
    if now is None:
        if _answers(kind, values__has_key=was.key):
            raise BadInput(
                _(
                    "Ô “%s” đã có hoạt động ghi nên không bỏ được. Hãy giữ ô ấy; muốn đổi tên thì sửa ngay trên"
                    " dòng của nó."
                )
                % was.label
            )
        return
    if now.kind != was.kind and _answers(kind, values__has_key=was.key):
        raise BadInput(
            _("Ô “%s” đã có hoạt động ghi, nên không đổi được cách nhập. Hãy thêm ô mới.")
            % now.label
        )
    for option in was.options:
        if option not in now.options and _answers(kind, values__contains={was.key: option}):
            words = _(
                "Lựa chọn “%(option)s” của ô “%(label)s” đã có hoạt động ghi nên không bỏ, không đổi chữ được."
                " Hãy giữ nó và thêm lựa chọn mới."
            )
            raise BadInput(words % {"option": option, "label": was.label})


def _refuse_unlisted(kind: ActivityKind) -> None:
    """What is kept of people is shown as long as it is there."""
    listed = Attendee.objects.filter(activity__kind=kind.pk)
    if not kind.has_participants and listed.exists():
        raise BadInput(_("Loại này đã có danh sách người dự nên không bỏ được danh sách."))
    if not kind.has_score and listed.exclude(score=None).exists():
        raise BadInput(_("Loại này đã có điểm của người dự nên không bỏ được điểm."))
    if not kind.has_certificate and listed.exclude(certificate="").exists():
        raise BadInput(_("Loại này đã có số chứng nhận của người dự nên không bỏ được số ấy."))


def _answers(kind: ActivityKind, **said: Any) -> bool:
    return bool(kind.pk) and Activity.objects.filter(kind=kind, **said).exists()
