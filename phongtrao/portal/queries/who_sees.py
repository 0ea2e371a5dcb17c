"""Who sees a thing, and why: asked of the very code that opens its page, never worked out a second way.

“Why” is found by asking again: what would this person see with this one grant alone, and what with none?
A grant that is enough by itself is a reason; who sees it without any is named in it, or it is open to all
who sign in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.models import User as Account
from phongtrao.documents import access as documents
from phongtrao.documents.access.reading import visible_incoming
from phongtrao.documents.access.register import visible_evidence, visible_papers
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs import access as orgs
from phongtrao.orgs.models import Grant, Unit
from phongtrao.orgs.scope import as_holding, grants_today, load_grants
from phongtrao.plans.access import assignments, movements, plans, reports, tasks

User = AbstractBaseUser
Visible = Callable[[User], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something one may do with a thing; ``may`` is what the service itself asks."""

    label: str | Promise
    may: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: the door it has, what can be done there, and the way to the unit it belongs to."""

    key: str
    label: str | Promise
    url_name: str
    visible: Visible
    place: str | None = None
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """Whether somebody sees a thing: by which grants alone, or without any role."""

    sees: bool
    by_grants: tuple[Grant, ...] = ()
    without_role: bool = False

    @property
    def by_several(self) -> bool:
        """No grant is enough by itself, all together are."""
        return self.sees and not self.without_role and not self.by_grants


def _all_units(_user: User) -> QuerySet[Unit]:
    return Unit.objects.all()  # as orgs.access.get_unit: known to everybody who signs in


_KINDS = (
    Kind(
        "don-vi",
        _("Đơn vị"),
        "orgs:unit",
        _all_units,
        "",
        (
            Deed(_("Sửa đơn vị"), orgs.can_edit_unit),
            Deed(_("Xem người của đơn vị"), orgs.reads_people_of),
            Deed(_("Xem lịch sử"), orgs.sees_history),
        ),
    ),
    Kind("nguoi", _("Người"), "orgs:person", orgs.people_with_page, "posts__unit"),
    Kind("du-lieu", _("Dữ liệu cá nhân"), "orgs:person_data", orgs.people_with_data, "posts__unit"),
    Kind(
        "ky-luat-nguoi",
        _("Kỷ luật của người"),
        "orgs:person_discipline",
        orgs.disciplined_within,
        "posts__unit",
    ),
    Kind(
        "ky-luat-don-vi",
        _("Kỷ luật của đơn vị"),
        "orgs:unit_discipline",
        orgs.disciplined_units,
        "",
    ),
    Kind("xep-loai", _("Xếp loại của đơn vị"), "orgs:unit_ratings", orgs.units_with_people, ""),
    Kind("phan-quyen", _("Phân quyền của đơn vị"), "orgs:unit_grants", orgs.administered_units, ""),
    Kind(
        "phong-trao",
        _("Phong trào"),
        "plans:movement",
        movements.visible_movements,
        "owner",
        (Deed(_("Sửa"), movements.can_edit), Deed(_("Chuyển giai đoạn"), movements.can_move)),
    ),
    Kind(
        "ke-hoach",
        _("Kế hoạch"),
        "plans:plan",
        plans.visible_plans,
        "owner",
        (
            Deed(_("Sửa"), plans.can_edit),
            Deed(_("Ban hành"), plans.can_publish),
            Deed(_("Giao việc"), plans.can_issue),
            Deed(_("Đóng"), plans.can_close),
        ),
    ),
    Kind(
        "nhiem-vu",
        _("Nhiệm vụ"),
        "plans:task",
        tasks.visible_tasks,
        "plan__owner",
        (Deed(_("Sửa"), tasks.can_edit),),
    ),
    Kind(
        "viec",
        _("Việc của đơn vị"),
        "plans:assignment",
        assignments.visible_assignments,
        "unit",
        (
            Deed(_("Tiếp nhận"), assignments.can_accept),
            Deed(_("Đề xuất điều chỉnh"), assignments.can_propose),
            Deed(_("Đánh giá lại"), assignments.can_override),
        ),
    ),
    Kind(
        "bao-cao",
        _("Báo cáo tiến độ"),
        "plans:report",
        reports.visible_reports,
        "assignment__unit",
        (Deed(_("Sửa"), reports.can_edit), Deed(_("Duyệt, trả lại"), reports.can_review)),
    ),
    Kind("van-ban", _("Văn bản"), "documents:document", documents.visible_documents, "issuer"),
    Kind(
        "van-ban-di",
        _("Văn bản đi"),
        "documents:outgoing",
        documents.visible_outgoing,
        "issuer",
        (
            Deed(_("Sửa dự thảo"), documents.can_edit_draft),
            Deed(_("Trình ký"), documents.can_submit),
            Deed(_("Cấp số"), documents.can_number),
        ),
    ),
    Kind("van-ban-den", _("Văn bản đến"), "documents:incoming", visible_incoming, "unit"),
    Kind("ban-in", _("Văn bản lập từ mẫu"), "documents:paper", visible_papers, "unit"),
    Kind("minh-chung", _("Minh chứng"), "documents:evidence", visible_evidence, "unit"),
)
KINDS = {kind.key: kind for kind in _KINDS}
BY_ROUTE = {kind.url_name: kind for kind in _KINDS}


def find(kind: Kind, pk: int) -> Any | None:
    """The thing itself, whoever asks; None when there is none."""
    return _model_of(kind)._base_manager.filter(pk=pk).first()  # noqa: SLF001 -- Django's documented name


def _model_of(kind: Kind) -> Any:
    return kind.visible(nobody()).model


def nobody() -> User:
    """Somebody signed in who is nobody: no role, no post, no name in anything."""
    return as_holding(Account(pk=0), [])


def is_open_to_all(kind: Kind, pk: int) -> bool:
    return kind.visible(nobody()).filter(pk=pk).exists()


def sights(kind: Kind, pk: int, users: Sequence[User]) -> dict[int, Sight]:
    """By user: whether the page opens, and by what. Two queries, whatever the number of users."""
    load_grants(users)
    asked = {
        f"u{user.pk}_{name}": kind.visible(as_holding(user, grants))
        for user in users
        for name, grants in _cases(user)
    }
    found = ask_doors(kind, pk, asked)
    return {user.pk: _sight(user, found) for user in users}


def _cases(user: User) -> Iterable[tuple[str, list[Grant]]]:
    held = grants_today(user)
    yield "all", held
    yield "none", []
    if len(held) > 1:
        yield from ((f"g{grant.pk}", [grant]) for grant in held)


def ask_doors(kind: Kind, pk: int, asked: dict[str, QuerySet[Any]]) -> dict[str, bool]:
    """Which of these doors, by name, the thing is behind; one query."""
    if not asked:
        return {}
    doors = {
        name: Exists(rows.filter(pk=OuterRef("pk")).order_by().values("pk"))
        for name, rows in asked.items()
    }
    thing = _model_of(kind)._base_manager.filter(pk=pk)  # noqa: SLF001 -- Django's documented name
    row: dict[str, bool] | None = thing.annotate(**doors).values(*doors).first()
    return row or dict.fromkeys(asked, False)


def _sight(user: User, found: dict[str, bool]) -> Sight:
    held, key = grants_today(user), f"u{user.pk}_"
    if not found[f"{key}all"]:
        return Sight(sees=False)
    if found[f"{key}none"]:
        return Sight(sees=True, without_role=True)
    if len(held) == 1:
        return Sight(sees=True, by_grants=tuple(held))
    enough = tuple(grant for grant in held if found[f"{key}g{grant.pk}"])
    return Sight(sees=True, by_grants=enough)


def answers(kind: Kind, thing: Any, user: User) -> list[tuple[str, Answer]]:
    """(deed, answer) for one person, in the words the person would read."""
    return [(str(deed.label), _answer(deed.may(user, thing))) for deed in kind.deeds]


def _answer(said: Any) -> Answer:
    if isinstance(said, Answer):
        return said
    return YES if said else no(str(_("Không có vai trò cho phép việc này.")))


def counts(user: User) -> list[tuple[Kind, int]]:
    """How many of each kind the person sees; one query a kind."""
    return [(kind, kind.visible(user).distinct().count()) for kind in _KINDS]


def units_around(kind: Kind, pk: int) -> list[int]:
    """The units a thing belongs to and all above them: who has a role there is named first."""
    if kind.place is None:
        return []
    before = f"{kind.place}__" if kind.place else ""
    rows = _model_of(kind)._base_manager.filter(pk=pk)  # noqa: SLF001 -- Django's documented name
    found = rows.values_list(f"{before}admin_path", f"{before}prof_path")
    steps = {step for paths in found for path in paths if path for step in path.split("/") if step}
    return sorted(map(int, steps))
