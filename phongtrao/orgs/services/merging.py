"""Two records that turn out to be one person become one.

What points to the record that goes is found by the foreign keys of the models, so an app to come needs
to do nothing: its rows move along. Where its constraints refuse a row beside those of the record that
stays, the merge is refused in the words of the constraint, and nothing is changed.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import ProtectedError, QuerySet
from django.db.models.deletion import Collector
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from phongtrao.accounts.access import can_reset
from phongtrao.accounts.models import User
from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.periods import parse_period
from phongtrao.orgs import access
from phongtrao.orgs.models import ClosedAccount, Grant, Person
from phongtrao.orgs.queries.clashing import may_clash
from phongtrao.orgs.queries.personal_data import said

MERGED_FIELDS = ("full_name", "code", "birth_date", "sex", "home_town", "qualification")
BOOKKEEPING = frozenset(
    {"given_by", "told_by", "told_at"}
)  # who wrote a row down says nothing of the person


@dataclass(frozen=True, slots=True)
class Bond:
    """A foreign key to ``Person`` in some model of the project."""

    model: type[models.Model]
    name: str

    @property
    def what(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))  # noqa: SLF001 -- documented

    def rows(self, person: Person) -> QuerySet[Any]:
        return self.model._base_manager.filter(**{self.name: person.pk})  # noqa: SLF001 -- documented


@dataclass(frozen=True, slots=True)
class Clash:
    """A row of the record that goes which cannot stand beside those of the record that stays."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def bonds() -> Iterator[Bond]:
    """Every way to a person, also those without a name on its side (``related_name="+"``)."""
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 -- documented
        if isinstance(
            relation, models.ManyToOneRel
        ):  # and OneToOneRel; the rows between many-to-many
            yield Bond(relation.related_model, relation.field.name)


def rows_of(person: Person) -> Counter[type[models.Model]]:
    """How many rows of what point to the record; one query a foreign key."""
    counts: Counter[type[models.Model]] = Counter()
    for bond in bonds():
        counts[bond.model] += bond.rows(person).count()
    return +counts


def clashes_of(stays: Person, goes: Person) -> list[Clash]:
    """Why the two cannot be merged yet, in sentences that say what to do; empty: they can."""
    of_rows = [clash for bond in bonds() for clash in _clashes(bond, stays, goes)]
    return [*_account_clashes(stays, goes), *of_rows]


@transaction.atomic
def merge_persons(
    stays: Person, goes: Person, taken: Collection[str], *, by: AbstractBaseUser | None
) -> Person:
    """Move everything of ``goes`` to ``stays`` and delete it; return what stays.

    ``taken``: fields of MERGED_FIELDS in which the value of the record that goes is the right one.
    Raises BadInput with the first clash, WrongState when somebody else has just merged one of them,
    NotAllowed where an account would get another code from who may not reset it.
    """
    stays, goes = _line_up(stays, goes)
    access.can_merge(by, stays, goes).enforce()
    for clash in clashes_of(stays, goes):
        raise BadInput(str(clash))
    values = {name: getattr(goes, name) for name in taken if name in MERGED_FIELDS}
    account = _account(stays, goes)
    if account is not None and by is not None:
        _refuse_other_code(account, values.get("code", stays.code), by)
    record(goes, "orgs.person_merged_away", by=by, into_record=f"#{stays.pk}")
    record(stays, "orgs.persons_merged", by=by, gone=f"#{goes.pk}")
    for bond in bonds():
        _move(bond, stays, goes)
    left = [user for user in _accounts(stays, goes) if user != account]
    ClosedAccount.objects.bulk_create(ClosedAccount(person=stays, user=user) for user in left)
    _let_go(goes)
    _write(stays, values, account)
    return stays


def _line_up(stays: Person, goes: Person) -> tuple[Person, Person]:
    """Both rows locked, as they are now: nothing can come to point to them meanwhile."""
    pks = {stays.pk, goes.pk}
    found = {
        row.pk: row for row in Person.objects.select_for_update().order_by("pk").filter(pk__in=pks)
    }
    if stays.pk == goes.pk or len(found) < len(pks):
        raise WrongState(_("Một trong hai hồ sơ không còn. Hãy tải lại danh sách."))
    return found[stays.pk], found[goes.pk]


# ------------------------------------------------------------------ rows
def _clashes(bond: Bond, stays: Person, goes: Person) -> Iterator[Clash]:
    for row in may_clash(bond.rows(goes), bond.rows(stays), bond.name):
        if (why := _refusal(bond, row, stays)) and not _is_twice(bond, row, stays):
            yield Clash(f"{bond.what} ({_told(row)})", f"{why} {_advice()}")


def _refusal(bond: Bond, row: models.Model, stays: Person) -> str:
    setattr(row, bond.name, stays)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _advice() -> str:
    return _("Hãy sửa ở một trong hai hồ sơ cho khớp rồi gộp.")


def _is_twice(bond: Bond, row: models.Model, stays: Person) -> bool:
    """The other record has the same row, column by column: it was written twice and is kept once."""
    fields = [
        field.attname
        for field in row._meta.concrete_fields  # noqa: SLF001 -- documented
        if not (field.primary_key or field.name in {bond.name, *BOOKKEEPING})
    ]
    same = {name: getattr(row, name) for name in fields}
    return bond.rows(stays).filter(**same).exists() and not _holds_others(row)


def _holds_others(row: models.Model) -> bool:
    """Something that must not lose it points to the row: a post an act of reorganisation continued."""
    try:
        Collector(using=DEFAULT_DB_ALIAS).collect([row])
    except ProtectedError:
        return True
    return False


def _told(row: Any) -> str:
    """Days or year of a row: enough to find it, and no more than the two records show."""
    if hasattr(row, "days"):
        return said(row, "days")
    return parse_period(row.period).label if hasattr(row, "period") else str(row)


def _move(bond: Bond, stays: Person, goes: Person) -> None:
    """What the other record has as well goes, the rest changes hands."""
    for row in may_clash(bond.rows(goes), bond.rows(stays), bond.name):
        if _refusal(bond, row, stays):
            row.delete()
    bond.rows(goes).update(**{bond.name: stays})


def _let_go(goes: Person) -> None:
    if left := rows_of(goes):
        names = ", ".join(str(model._meta.verbose_name) for model in left)  # noqa: SLF001 -- documented
        raise WrongState(_("Hồ sơ còn được dùng ở: %s. Hãy tải lại trang rồi gộp lại.") % names)
    goes.delete()


# ------------------------------------------------------------------ accounts
def _account_clashes(stays: Person, goes: Person) -> list[Clash]:
    users = _accounts(stays, goes)
    if len(users) <= 1 or any(map(_is_closed, users)):
        return []
    why = _(
        "Cả hai hồ sơ đều có tài khoản. Hãy nhờ quản trị viên thu hồi quyền của một tài khoản rồi khóa"
        " tài khoản ấy; tài khoản còn lại đi với hồ sơ được giữ."
    )
    return [Clash(_("Tài khoản"), why)]


def _accounts(*people: Person) -> list[User]:
    return [person.user for person in people if person.user is not None]


def _is_closed(user: User) -> bool:
    """Nobody signs in to it, and nothing could be done with it if somebody did."""
    return not user.is_active and not Grant.objects.filter(user=user).not_over().exists()


def _account(stays: Person, goes: Person) -> User | None:
    """The one in use; of two closed ones that of the record that stays."""
    users = _accounts(stays, goes)
    return next((user for user in users if not _is_closed(user)), users[0] if users else None)


def _refuse_other_code(account: User, code: str | None, by: AbstractBaseUser) -> None:
    """The gateway signs in by the code (accounts.oidc): with another one somebody else would come in."""
    if code == account.person.code or can_reset(by, account):
        return
    raise NotAllowed(
        _(
            "Gộp như vậy thì tài khoản của người này đổi mã, mà cổng đăng nhập nhận ra tài khoản theo mã."
            " Hãy chọn mã đang đi với tài khoản, hoặc nhờ quản trị viên của đơn vị gộp."
        )
    )


def _write(stays: Person, values: Mapping[str, Any], account: User | None) -> None:
    for name, value in values.items():
        setattr(stays, name, value)
    stays.user = account
    stays.search_keys()
    stays.full_clean()
    stays.save()
