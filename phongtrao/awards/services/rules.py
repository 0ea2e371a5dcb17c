"""Rules of one's own: a copy of a set."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.audit.services import record
from phongtrao.awards.access.rules import can_write_rules
from phongtrao.awards.models import RuleSet, RuleSetVersion
from phongtrao.documents.services.shipped import copy_shipped
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.models import Unit
from phongtrao.orgs.scope import holds_at_office


@transaction.atomic
def set_transition(
    found: RuleSet, older: RuleSet | None, until: date | None, *, by: AbstractBaseUser
) -> RuleSet:
    """Until a day the older text decides where it favours more. Both None: no such clause (any more)."""
    can_write_rules(by, found).enforce()
    RuleSet.objects.select_for_update().filter(owner=found.owner_id).order_by("pk").first()
    if (older is None) != (until is None):
        raise BadInput(_("Ghi cả bộ được thay và ngày cuối bộ cũ còn dùng, hoặc để trống cả hai."))
    if older is not None and found.pk in _line_of(older):
        raise BadInput(_("“%s” thay chính bộ này. Hãy chọn bộ khác.") % older)
    before = {"replaces": str(found.replaces or ""), "older_until": found.older_until}
    found.replaces, found.older_until = older, until
    found.full_clean()
    found.save(update_fields=["replaces", "older_until"])
    record(found, "awards.transition_set", by=by, before=before, after={"replaces": str(older or ""), "older_until": until})  # fmt: skip
    return found


def _line_of(found: RuleSet) -> set[int]:
    """The set, what it replaces, and so on."""
    line: set[int] = set()
    step: RuleSet | None = found
    while step is not None and step.pk not in line:
        line.add(step.pk)
        step = step.replaces
    return line


@transaction.atomic
def copy_set(source: RuleSet, unit: Unit, title: str, *, by: AbstractBaseUser) -> RuleSet:
    """The unit's own, with the rules of the newest version as its first; a set that has ended goes on as it."""
    if not holds_at_office(by, unit, Role.OFFICE, Role.HEAD):
        raise NotAllowed(_("Chỉ văn phòng hoặc thủ trưởng của %s lập được bộ tiêu chuẩn.") % unit)
    is_over = source.valid_to is not None and source.valid_to < timezone.localdate()
    days = {"valid_from": source.valid_from, "valid_to": None if is_over else source.valid_to}
    made = copy_shipped(source, unit, title, plan=source.plan, **days)
    newest = source.versions.order_by("-number")[0]
    RuleSetVersion.objects.create(rule_set=made, number=1, data=newest.data, made_by_id=by.pk)
    record(made, "awards.rules_copied", by=by, after={"title": made.title, "owner": str(unit)})
    return made
