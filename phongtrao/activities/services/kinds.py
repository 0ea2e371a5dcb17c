"""Kinds are the office's own words: added, changed, put out of use; what was recorded keeps its kind."""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.activities.access.activities import can_keep_kinds
from phongtrao.activities.models import Activity, ActivityKind, KindField
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput
from phongtrao.lib.text import nfc


@transaction.atomic
def save_kind(
    kind: ActivityKind, asked: Sequence[KindField], *, by: AbstractBaseUser
) -> ActivityKind:
    """A new kind, or other words for one. A field that was answered keeps its sort."""
    can_keep_kinds(by).enforce()
    if not kind.key:
        last = ActivityKind.objects.order_by("-position").first()
        kind.position = last.position + 1 if last else 0
        kind.key = f"own{kind.position}"
    _refuse_changed_sorts(kind, asked)
    kind.name = nfc(kind.name).strip()
    kind.fields = [one.plain() for one in asked]
    kind.full_clean()
    kind.save()
    record(kind, "activities.kind_saved", by=by, after={"name": kind.name})
    return kind


def _refuse_changed_sorts(kind: ActivityKind, asked: Sequence[KindField]) -> None:
    known = ActivityKind.objects.filter(pk=kind.pk).first()
    sorts = {one.key: one.kind for one in known.asked} if known else {}
    for one in asked:
        if sorts.get(one.key, one.kind) == one.kind:
            continue
        if Activity.objects.filter(kind=kind, values__has_key=one.key).exists():
            raise BadInput(
                _("Ô “%s” đã có hoạt động ghi, nên không đổi được cách nhập. Hãy thêm ô mới.")
                % one.label
            )
