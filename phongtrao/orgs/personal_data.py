"""The socket of personal data: how long the rows of a model are kept after a person has left, and how they go.

A model that is about people says beside its columns what each is kept for (``base.personal``). The app
says here what becomes of the rows:

>>> register("awards.nomination", Rule(months=60, is_deleted=True))
>>> register("awards.winner", Rule(kept_because=_("sổ khen thưởng giữ suốt đời")))

From both come the register of what is kept (Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP), the file a
person is given, and what erasure takes away. How long is the office's to edit; where the law does not
say, the months here are a proposal to be checked.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User
from phongtrao.audit.services import erase_values
from phongtrao.base.personal import Care, Declared, declared
from phongtrao.orgs.models import Person

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Rule:
    """``months`` after the last post ended, None: as long as the person is known.

    Erasure deletes the rows, or leaves them with the values of ``blank``; else it is said why they stay.
    ``told_in``: deeds in the history of the person that repeat what the rows say, and are erased with them.
    """

    months: int | None = None
    is_deleted: bool = False
    blank: Mapping[str, Any] = field(default_factory=dict)
    kept_because: Text = ""
    told_in: frozenset[str] = frozenset()

    @property
    def is_erasable(self) -> bool:
        return self.is_deleted or bool(self.blank)

    def to_erase(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the rows that still say something."""
        return (
            rows.exclude(**self.blank) if self.blank else rows if self.is_deleted else rows.none()
        )

    def erase(self, rows: QuerySet[Any]) -> int:
        """How many rows said something, and no longer do."""
        rows = self.to_erase(rows)
        if self.is_deleted:
            return rows.delete()[1].get(rows.model._meta.label, 0)  # noqa: SLF001 -- documented
        return rows.order_by().update(**self.blank)


CARE = {
    Care.PUBLIC: _("Công khai"),
    Care.INTERNAL: _("Nội bộ"),
    Care.PERSONAL: _("Cá nhân"),
    Care.SENSITIVE: _("Nhạy cảm"),
}
RULES: dict[str, Rule] = {}
# Where a person is named in no declared column: label → remove what names them, answer how much.
TRACES: dict[str, Callable[[Person], int]] = {}


def register(label: str, rule: Rule) -> None:
    """``label``: “app.model”, lower case. Raises ValueError where neither erasure nor a reason to keep is said."""
    if not (rule.is_erasable or rule.kept_because):
        raise ValueError(f"{label}: erased how, or kept why?")
    RULES[label] = rule


def register_trace(label: str, forget: Callable[[Person], int]) -> None:
    """``forget`` runs in the erasing transaction, while the person still has a name."""
    TRACES[label] = forget


@dataclass(frozen=True, slots=True)
class Passing:
    """Rows that name many people at once, each for ``months`` after it was made: then a job forgets whom it names.

    ``rows``: those that still name somebody; ``due``: of these, whose time is over on the day.
    """

    model: type[models.Model]
    purpose: Text
    months: int
    rows: Callable[[], QuerySet[Any]]
    due: Callable[[date], QuerySet[Any]]
    forget: Callable[[date], int]

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name).capitalize()  # noqa: SLF001 -- documented


PASSING: dict[str, Passing] = {}


def register_passing(label: str, passing: Passing) -> None:
    """``label`` as of ``register``. Erasing one person is a trace of its own."""
    PASSING[label] = passing


@dataclass(frozen=True, slots=True)
class Columns:
    """What a model declares to keep of somebody."""

    label: str
    model: type[models.Model]
    columns: Declared

    @property
    def name(self) -> str:
        return str(self.model._meta.verbose_name).capitalize()  # noqa: SLF001 -- documented

    def titles(self) -> dict[str, str]:
        """Column → its name on screen."""
        column = self.model._meta.get_field  # noqa: SLF001 -- documented
        return {name: str(column(name).verbose_name).capitalize() for name in self.columns}  # type: ignore[union-attr]

    def lines(self) -> list[tuple[str, str, str]]:
        """(name, class, purpose) of each column, as the register shows them."""
        titles = self.titles()
        return [
            (titles[name], str(CARE[kept.care]), str(kept.purpose))
            for name, kept in self.columns.items()
        ]


@dataclass(frozen=True, slots=True)
class Holding(Columns):
    """The rows of one model about people, and what becomes of them."""

    path: str
    rule: Rule

    def about(self, people: QuerySet[Person]) -> QuerySet[Any]:
        """The rows about these people, the oldest first."""
        condition = (
            Q(**{f"{self.path}__in": people.values("pk")}) if self.path else Q(pk__in=people)
        )
        if closed := self._by_closed_account:
            condition |= Q(**{f"{closed}__in": people.values("pk")})
        return self.model._default_manager.filter(condition).order_by("pk")  # noqa: SLF001 -- documented

    @property
    def _by_closed_account(self) -> str:
        """For rows that hang on an account: the way by one that was closed before a merge."""
        account, _, last = self.path.rpartition("person")
        hop = account.removesuffix("__")
        field = self.model._meta.get_field(hop) if hop else None  # noqa: SLF001 -- documented
        is_accounts = self.model is User or (field is not None and field.related_model is User)
        return f"{account}closed_account__person" if is_accounts and not last else ""

    def erase(self, rows: QuerySet[Any]) -> int:
        """The rows, and what history says of them. How many rows said something, and no longer do."""
        if self.rule.is_erasable:
            erase_values(self.label, rows.values_list("pk", flat=True))
        if self.rule.told_in:
            people = rows.values_list(self.path, flat=True).distinct().order_by()
            erase_values("orgs.person", people, self.rule.told_in)
        return self.rule.erase(rows)


def holdings() -> Iterator[Holding]:
    """Of every model that is about persons, in the order of the apps."""
    for model, path, columns in declared():
        label = model._meta.label_lower  # noqa: SLF001 -- documented
        if path or model is Person:
            yield Holding(label, model, columns, path, RULES[label])


def columns_of(model: type[models.Model]) -> Columns:
    """What a model declares that is about nobody of ours."""
    label = model._meta.label_lower  # noqa: SLF001 -- documented
    return Columns(label, model, vars(model)["PERSONAL"])
