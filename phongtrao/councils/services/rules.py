"""Rules of one's own: copied from the shipped ones, edited, confirmed as checked. No vote that was opened changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import changes, record
from phongtrao.councils.access.councils import can_set_up
from phongtrao.councils.composition import composition
from phongtrao.councils.models import CouncilRule
from phongtrao.councils.tally import voting_rule
from phongtrao.lib.errors import NotAllowed, WrongState
from phongtrao.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What stands beside the numbers of a rule."""

    title: str
    basis: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def copy_rule(rule: CouncilRule, unit: Unit, *, by: AbstractBaseUser) -> CouncilRule:
    """A rule of the unit's own with the same numbers; the shipped one stays as the law packs have it."""
    can_set_up(by, unit).enforce()
    if CouncilRule.objects.filter(of=rule.of, key=rule.key, owner=unit).exists():
        raise WrongState(_("Đơn vị đã có bản riêng của quy tắc này. Hãy sửa bản ấy."))
    copied = CouncilRule.objects.get(pk=rule.pk)
    copied.pk = None
    copied.owner = unit
    copied.full_clean()
    copied.save()
    record(copied, "councils.rule_copied", by=by)
    return copied


@transaction.atomic
def change_rule(
    rule: CouncilRule, words: RuleWords, data: Mapping[str, Any], *, by: AbstractBaseUser
) -> CouncilRule:
    """Other words or numbers. BadInput says what is wrong with the numbers; what was voted on stays."""
    locked = _lock(rule, by)
    read = composition if locked.of == CouncilRule.Of.COMPOSITION else voting_rule
    read(data)
    before, after = changes(locked, words.values() | {"data": dict(data)})
    for name, value in after.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    if after:
        record(locked, "councils.rule_changed", by=by, before=before, after=after)
    return locked


@transaction.atomic
def confirm_rule(rule: CouncilRule, *, by: AbstractBaseUser) -> CouncilRule:
    """Somebody compared it with the law in force and answers for it."""
    locked = _lock(rule, by)
    if not locked.needs_check:
        raise WrongState(_("Quy tắc này đã được kiểm tra."))
    locked.needs_check = False
    locked.save(update_fields=["needs_check"])
    record(locked, "councils.rule_confirmed", by=by)
    return locked


def _lock(rule: CouncilRule, by: AbstractBaseUser) -> CouncilRule:
    if rule.owner is None:
        raise NotAllowed(
            _("Quy tắc kèm theo chương trình không sửa được. Hãy chép về đơn vị rồi sửa.")
        )
    can_set_up(by, rule.owner).enforce()
    return CouncilRule.objects.select_for_update().get(pk=rule.pk)
