"""Doors and answers of units, people and roles.

Names and places of units are public among those signed in. People are seen within one's scope;
units, accounts and roles are looked after by the administrator above them. ``by`` is None for the
system itself: the demo, an import, the command line.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role, User
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.orgs.models import (
    Correction,
    DatedQuerySet,
    Grant,
    GrantQuerySet,
    Person,
    Place,
    PlannedAct,
    Post,
    Reorganisation,
    Retention,
    RightsReview,
    Takeover,
    Unit,
)
from phongtrao.orgs.scope import (
    ACTS_FOR_UNIT,
    HANDED_OVER,
    READS_ALL_BELOW,
    at_units,
    grants_of,
    grants_today,
    has_role,
    holds_at,
    holds_over,
    is_at_the_top,
    unit_condition,
    units_of,
)

By = AbstractBaseUser | None
KEEPS_PEOPLE = frozenset({Role.ADMIN, Role.PERSONNEL})
ADMINISTERS = frozenset({Role.ADMIN})
READS_PEOPLE_BELOW = READS_ALL_BELOW | KEEPS_PEOPLE
READS_COLLEAGUES = frozenset({Role.FOCAL})
# Whose password each may have set anew by a printed code.
HELPS = {
    Role.HEAD: frozenset({Role.FOCAL, Role.TEACHER}),
    Role.FOCAL: frozenset({Role.TEACHER}),
}
SEES_PLANNED = frozenset({Role.ADMIN, Role.OFFICE, Role.LEADER})
READS_HISTORY = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.ADMIN})


# ------------------------------------------------------------------ units
def get_unit(pk: int) -> Unit:
    """Any signed-in user may know that a unit is there."""
    return get_object_or_404(Unit.objects.with_names(), pk=pk)


def get_administered_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages only its administrator has."""
    unit = get_unit(pk)
    if not can_edit_unit(user, unit):
        raise Http404
    return unit


def can_edit_unit(by: By, unit: Unit) -> Answer:
    if by is None or administers(by, unit):
        return YES
    return no(_("Chỉ quản trị viên phụ trách đơn vị này được sửa."))


def can_keep_people(by: By, unit: Unit) -> Answer:
    """Who works there, and from when to when."""
    if by is None or holds_over(by, unit, *KEEPS_PEOPLE):
        return YES
    return no(
        _("Chỉ tổ chức cán bộ hoặc quản trị viên phụ trách “%s” được ghi người của đơn vị.") % unit
    )


def can_found(by: By, place: Place) -> Answer:
    """An administrator founds units below their own; the first of all comes from the command line."""
    if by is None:
        return YES
    parents = [parent for parent in (place.admin, place.prof) if parent is not None]
    if not parents:
        return no(_("Hãy chọn cấp trên của đơn vị mới."))
    if not all(administers(by, parent) for parent in parents):
        return no(_("Cấp trên đã chọn nằm ngoài phạm vi quản trị của bạn. Hãy chọn lại."))
    return YES


def can_reorganise(by: By, units: Iterable[int]) -> Answer:
    """All units an act touches or leans on lie within the administrator's reach."""
    if by is None:
        return YES
    if not is_administrator(by):
        return no(_("Chỉ quản trị viên được sắp xếp lại đơn vị."))
    mine = Unit.objects.filter(units_of(by, frozenset({Role.ADMIN})))
    outside = Unit.objects.filter(pk__in=units).exclude(pk__in=mine.values("pk")).first()
    if outside is not None:
        return no(_("“%s” nằm ngoài phạm vi quản trị của bạn. Hãy chọn lại.") % outside)
    return YES


def can_undo(by: By, act: Reorganisation) -> Answer:
    if act.undone_at:
        return no(_("Lần sắp xếp này đã được hoàn tác."))
    if by is None:
        return YES
    return can_reorganise(by, [*act.trace["closed"], *map(int, act.trace["changed"])])


def can_decide_planned(
    by: AbstractBaseUser, planned: PlannedAct, states: Collection[str]
) -> Answer:
    """Who brought the order, or another administrator whose reach holds all it names."""
    if planned.status not in states:
        return no(_("Quyết định này đang ở tình trạng “%s”.") % planned.get_status_display())
    if by.pk == planned.made_by_id and is_administrator(by):
        return YES
    return can_reorganise(by, named_in(planned))


def named_in(planned: PlannedAct) -> set[int]:
    """Units of today an order names."""
    steps = planned.order["steps"]
    named = {unit for step in steps for name in NAMING for unit in _units_in(step.get(name))}
    return {unit for unit in named if unit > 0}


NAMING = ("unit", "former", "into", "to", "units", "admin", "prof", "children", "heirs")


def _units_in(value: Any) -> Iterable[int]:
    if isinstance(value, list):
        return (unit for each in value for unit in _units_in(each))
    return (value,) if isinstance(value, int) else ()


def visible_planned(user: AbstractBaseUser) -> QuerySet[PlannedAct]:
    """What is not in force yet: all at the top of the Sở, elsewhere what one brought oneself."""
    rows = PlannedAct.objects.select_related("made_by", "act")
    return rows if sees_planned(user) else rows.filter(made_by=user.pk)


def sees_planned(user: AbstractBaseUser) -> bool:
    return any(is_at_the_top(grant) for grant in grants_of(user, SEES_PLANNED))


def visible_acts(_user: AbstractBaseUser) -> QuerySet[Reorganisation]:
    """As the names and places of units: public among those signed in. They hold numbers, no people."""
    return Reorganisation.objects.select_related("made_by", "undone_by")


def acts_with_history(user: AbstractBaseUser) -> QuerySet[Reorganisation]:
    return (
        Reorganisation.objects.all() if sees_acts_history(user) else Reorganisation.objects.none()
    )


def sees_acts_history(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_HISTORY)


def units_with_history(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(units_of(user, READS_HISTORY))


def sees_history(user: AbstractBaseUser, unit: Unit) -> bool:
    """The same for one unit, without a query."""
    return holds_over(user, unit, *READS_HISTORY)


def is_administrator(user: AbstractBaseUser) -> bool:
    return has_role(user, Role.ADMIN)


def has_any_role(user: AbstractBaseUser, roles: frozenset[str]) -> bool:
    return any(grant.role in roles for grant in grants_today(user))


def administers(user: AbstractBaseUser, unit: Unit) -> bool:
    return holds_over(user, unit, Role.ADMIN)


# ------------------------------------------------------------------ people
def reads_people(user: AbstractBaseUser) -> bool:
    return has_role(user, *READS_PEOPLE_BELOW, *READS_COLLEAGUES)


def reads_people_of(user: AbstractBaseUser, unit: Unit) -> bool:
    below = holds_over(user, unit, *READS_PEOPLE_BELOW)
    return below or holds_at(user, unit, *READS_COLLEAGUES)


def visible_people(user: AbstractBaseUser) -> QuerySet[Person]:
    """Those who work today in a unit of one's scope."""
    posts = Post.objects.today().filter(_people_within(user))
    return Person.objects.filter(pk__in=posts.values("person"))


def people_with_page(user: AbstractBaseUser) -> QuerySet[Person]:
    """Also those about to come, and those who left from a unit of one's scope and work nowhere now."""
    return _with_past(_people_within(user))


def people_of(user: AbstractBaseUser, roles: frozenset[Role]) -> QuerySet[Person]:
    """The same, within the grants of these roles only."""
    return _with_past(unit_condition(grants_of(user, roles), "unit__"))


def _with_past(within: Q) -> QuerySet[Person]:
    """``within``: condition on posts."""
    here = Q(pk__in=Post.objects.not_over().filter(within).values("person"))
    left = Q(pk__in=Post.objects.over().filter(within).values("person"))
    elsewhere = Q(pk__in=Post.objects.not_over().values("person"))
    return Person.objects.filter(here | (left & ~elsewhere))


def get_person(user: AbstractBaseUser, pk: int) -> Person:
    return get_object_or_404(people_with_page(user).select_related("user"), pk=pk)


def _people_within(user: AbstractBaseUser) -> Q:
    """Condition on posts."""
    below = unit_condition(grants_of(user, READS_PEOPLE_BELOW), "unit__")
    return below | at_units(user, READS_COLLEAGUES, "unit__")


def can_keep_person(by: By, person: Person) -> Answer:
    """Whoever looks after one of the units where the person works, or last did."""
    if by is None or people_of(by, KEEPS_PEOPLE).filter(pk=person.pk).exists():
        return YES
    return no(_("Chỉ tổ chức cán bộ hoặc quản trị viên phụ trách đơn vị của người này được sửa."))


def get_staffed_unit(user: AbstractBaseUser, pk: int) -> Unit:
    """For pages only those have who say who works there."""
    unit = get_unit(pk)
    if not can_keep_people(user, unit):
        raise Http404
    return unit


def get_post(user: AbstractBaseUser, pk: int) -> Post:
    """For the pages that end or move it, which only those have who say who works in the unit."""
    within = units_of(user, KEEPS_PEOPLE)
    posts = Post.objects.filter(unit__in=Unit.objects.filter(within))
    return get_object_or_404(posts.select_related("unit", "person__user"), pk=pk)


def can_end_post(by: By, post: Post) -> Answer:
    if not (answer := can_keep_people(by, post.unit)):
        return answer
    if post.is_over:
        return no(_("Vị trí này đã kết thúc."))
    return YES


def can_add_person(by: By) -> Answer:
    if by is None or has_role(by, *KEEPS_PEOPLE):
        return YES
    return no(_("Chỉ tổ chức cán bộ hoặc quản trị viên được thêm người."))


# ------------------------------------------------------------------ one's own record
def get_own_person(user: AbstractBaseUser) -> Person:
    """The person behind the account; 404 for accounts that belong to nobody."""
    return get_object_or_404(Person.objects.select_related("user"), user=user.pk)


def retentions_with_history(user: AbstractBaseUser) -> QuerySet[Retention]:
    return Retention.objects.all() if can_keep_data(user) else Retention.objects.none()


def visible_corrections(user: AbstractBaseUser) -> QuerySet[Correction]:
    """One's own, and those one may answer: of the very unit one acts for, of units one administers."""
    kept = at_units(user, ACTS_FOR_UNIT, "unit__")
    kept |= unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    rows = Correction.objects.filter(Q(person__user=user.pk) | kept)
    return rows.select_related("person__user", "unit", "answered_by")


def get_correction(user: AbstractBaseUser, pk: int) -> Correction:
    return get_object_or_404(visible_corrections(user), pk=pk)


def answers_corrections(user: AbstractBaseUser) -> bool:
    return has_role(user, *ACTS_FOR_UNIT, Role.ADMIN)


def can_ask_correction(by: AbstractBaseUser, person: Person) -> Answer:
    if person.user_id != by.pk:
        return no(_("Mỗi người chỉ đề nghị sửa hồ sơ của chính mình."))
    return YES


def can_answer_correction(by: AbstractBaseUser, correction: Correction) -> Answer:
    """Nobody answers themselves: for a head the administrator above does."""
    if correction.person.user_id == by.pk:
        return no(_("Đề nghị của chính bạn do người khác trả lời."))
    acts = holds_at(by, correction.unit, *ACTS_FOR_UNIT)
    if not (acts or administers(by, correction.unit)):
        return no(_("Chỉ đơn vị đang giữ hồ sơ được trả lời."))
    if correction.status != Correction.Status.ASKED:
        return no(_("Đề nghị này đã được trả lời hoặc đã rút."))
    return YES


def can_withdraw_correction(by: AbstractBaseUser, correction: Correction) -> Answer:
    if correction.person.user_id != by.pk:
        return no(_("Chỉ người đề nghị được rút."))
    if correction.status != Correction.Status.ASKED:
        return no(_("Đề nghị này đã được trả lời hoặc đã rút."))
    return YES


def can_keep_data(by: AbstractBaseUser) -> Answer:
    """Whoever keeps what belongs to no unit also answers for the personal data of all."""
    if keeps_loose(by):
        return YES
    return no(_("Chỉ quản trị viên của Sở được quản lý dữ liệu cá nhân."))


def can_give_data(by: AbstractBaseUser, person: Person) -> Answer:
    return YES if person.user_id == by.pk else can_keep_data(by)


def can_erase(by: AbstractBaseUser, person: Person) -> Answer:
    """Not while the person works: the law makes the employer keep the record. Nor oneself."""
    if not (may := can_keep_data(by)):
        return may
    if person.user_id == by.pk:
        return no(_("Không thể tự xóa dữ liệu của mình. Hãy nhờ quản trị viên khác."))
    if Post.objects.not_over().filter(person=person).exists():
        return no(_("%s còn vị trí công tác. Hãy kết thúc vị trí trước khi xóa.") % person)
    return YES


# ------------------------------------------------------------------ handing over
def can_hand_over(by: AbstractBaseUser, unit: Unit) -> Answer:
    if administers(by, unit) or holds_at(by, unit, Role.HEAD):
        return YES
    return no(_("Chỉ thủ trưởng đơn vị hoặc quản trị viên được lập bàn giao."))


def hands_over_at(user: AbstractBaseUser, unit: Unit) -> bool:
    return bool(can_hand_over(user, unit))


def get_handed_unit(user: AbstractBaseUser, pk: int) -> Unit:
    unit = get_unit(pk)
    if not can_hand_over(user, unit):
        raise Http404
    return unit


def people_to_hand_over(unit: Unit) -> QuerySet[User]:
    """Accounts that belong to the unit, or did: who left may still have open work there."""
    roles, posts = Grant.objects.filter(unit=unit), Post.objects.filter(unit=unit)
    tied = Q(pk__in=roles.values("user")) | Q(pk__in=posts.values("person__user"))
    return User.objects.filter(tied).order_by("sort_key", "pk")


def can_take_over(receiver: User, unit: Unit) -> Answer:
    here = Grant.objects.today().filter(unit=unit, user=receiver)
    works = Post.objects.today().filter(unit=unit, person__user=receiver)
    if receiver.is_active and (here.exists() or works.exists()):
        return YES
    return no(_("%s không thuộc đơn vị này. Hãy chọn người của đơn vị.") % receiver)


def passable_grants(by: AbstractBaseUser, giver: AbstractBaseUser, unit: Unit) -> QuerySet[Grant]:
    """Roles of the giver at the unit that ``by`` may end and give anew: only an administrator's."""
    return endable_grants(by, giver).today().filter(unit=unit)


def visible_takeovers(user: AbstractBaseUser) -> QuerySet[Takeover]:
    """One's own, and those of units one heads or administers."""
    kept = at_units(user, frozenset({Role.HEAD}), "unit__")
    kept |= unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    rows = Takeover.objects.filter(Q(giver=user.pk) | Q(receiver=user.pk) | kept)
    return rows.select_related("unit", "giver", "receiver", "made_by")


def get_takeover(user: AbstractBaseUser, pk: int) -> Takeover:
    return get_object_or_404(visible_takeovers(user), pk=pk)


def can_receive(by: AbstractBaseUser, takeover: Takeover) -> Answer:
    if takeover.receiver_id != by.pk:
        return no(_("Chỉ bên nhận được ký nhận."))
    if takeover.status != Takeover.Status.GIVEN:
        return no(_("Bàn giao này đã được ký nhận."))
    return YES


# ------------------------------------------------------------------ roles and accounts
def reach(user: AbstractBaseUser) -> Q:
    """Accounts an administrator may touch: all their roles and posts lie in the administrator's units.

    So an administrator of one commune cannot give a new password to the director of the Sở. Accounts
    of no unit, such as those of people who left, are kept at the top.
    """
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    roles, posts = Grant.objects.not_over(), Post.objects.not_over().exclude(person__user=None)
    none_outside = ~_tied(roles.exclude(within), posts.exclude(within))
    if keeps_loose(user):
        return none_outside
    return none_outside & _tied(roles.filter(within), posts.filter(within))


def is_clerk(user: AbstractBaseUser) -> bool:
    return has_role(user, *HELPS)


def reach_of_clerk(user: AbstractBaseUser) -> Q:
    """Accounts of one's very unit and its rooms that hold only roles below one's own, and nothing elsewhere.

    So a focal person never gets at the head's account, and nobody at a unit at one of the office.
    """
    roles, posts = Grant.objects.not_over(), Post.objects.not_over().exclude(person__user=None)
    reached = Q(pk__in=[])
    for grant in grants_of(user, frozenset(HELPS)):
        room = rf"^{re.escape(grant.unit.admin_path)}\d+/$"
        here = Q(unit=grant.unit_id) | Q(unit__kind=Unit.Kind.ROOM, unit__admin_path__regex=room)
        below = here & Q(role__in=HELPS[Role(grant.role)])
        tied = _tied(roles.filter(below), posts.filter(here))
        reached |= tied & ~_tied(roles.exclude(below), posts.exclude(here))
    return reached


def keeps_loose(user: AbstractBaseUser) -> bool:
    """Whether accounts that belong to no unit are this administrator's business."""
    return any(is_at_the_top(grant) for grant in grants_of(user, frozenset({Role.ADMIN})))


def _tied(roles: QuerySet[Grant], posts: QuerySet[Post]) -> Q:
    return Q(pk__in=roles.values("user")) | Q(pk__in=posts.values("person__user"))


def _is_loose(user: AbstractBaseUser) -> bool:
    roles = Grant.objects.not_over().filter(user_id=user.pk)
    return not (roles.exists() or Post.objects.not_over().filter(person__user=user.pk).exists())


def can_give_role(by: By, user: AbstractBaseUser, unit: Unit) -> Answer:
    if by is None:
        return YES
    if not administers(by, unit):
        return no(_("Chỉ quản trị viên phụ trách đơn vị này được phân quyền."))
    if by.pk == user.pk:
        return no(_("Không thể tự phân quyền cho mình. Hãy nhờ quản trị viên khác."))
    if _is_loose(user) and not keeps_loose(by):
        return no(
            _(
                "Tài khoản này chưa thuộc đơn vị nào."
                " Hãy thêm người kèm tài khoản ở đơn vị, hoặc nhờ quản trị viên của Sở."
            )
        )
    return YES


def can_appoint_deputy(by: By, deputy: AbstractBaseUser, grant: Grant) -> Answer:
    """The holder hands a job to a colleague of the same unit; an administrator to anybody in reach."""
    if not (answer := _can_be_lent(grant)):
        return answer
    if deputy.pk == grant.user_id:
        return no(_("Hãy chọn người khác: không ai làm thay cho chính mình."))
    if not deputy.is_active:
        return no(_("Tài khoản của %s đã khóa. Hãy chọn người khác.") % deputy)
    if by is None or by.pk != grant.user_id:
        return _gives(by, deputy, grant)
    return _asks(deputy, grant)


def _asks(deputy: AbstractBaseUser, grant: Grant) -> Answer:
    """What the holder hands over without an administrator."""
    if grant.role == Role.ADMIN:
        return no(_("Quyền quản trị do quản trị viên khác phân. Hãy nhờ quản trị viên cấp trên."))
    if not _works_within(deputy, grant):
        return no(_("%s không công tác trong đơn vị này. Hãy chọn đồng nghiệp.") % deputy)
    return YES


def _can_be_lent(grant: Grant) -> Answer:
    """What one only does in another's place is not passed on: NĐ 30/2020, điều 13 khoản 3."""
    if grant.acts_for_id is not None:
        return no(_("Người làm thay không được nhờ người khác làm thay tiếp (không ủy quyền lại)."))
    if grant.capacity == Grant.Capacity.DELEGATED:
        return no(_("Quyền được ủy quyền không được ủy quyền lại cho người khác."))
    if grant.role not in HANDED_OVER:
        return no(_("Vai trò này gắn với chính người giữ, không nhờ người khác làm thay được."))
    return YES


def hands_over(user: AbstractBaseUser) -> bool:
    """Whether the user has a job another could do, or does another's. No query of its own."""
    return any(g.acts_for_id or g.role in HANDED_OVER for g in grants_today(user))


def get_acting(user: AbstractBaseUser, pk: int) -> Grant:
    """A grant by which somebody does the user's job."""
    rows = Grant.objects.filter(acts_for=user.pk)
    return get_object_or_404(rows.select_related("user", "acts_for", "unit"), pk=pk)


def _gives(by: By, deputy: AbstractBaseUser, grant: Grant) -> Answer:
    if not (answer := can_give_role(by, deputy, grant.unit)):
        return answer
    return can_reach_all(by, grant)


def _works_within(deputy: AbstractBaseUser, grant: Grant) -> bool:
    """At the very unit or in a room below it: a head's job goes to nobody of another unit."""
    rooms = Q(unit__kind__in=(Unit.Kind.ROOM, Unit.Kind.OFFICE))
    here = Q(unit=grant.unit_id) | (rooms & Q(unit__admin_path__startswith=grant.unit.admin_path))
    return (
        Grant.objects.today().filter(here, user=deputy.pk, acts_for=None).exists()
        or Post.objects.today().filter(here, person__user=deputy.pk).exists()
    )


def can_reach_all(by: By, grant: Grant) -> Answer:
    """Nobody gives what they do not have: the other line may lead to units of other administrators."""
    if by is None:
        return YES
    own = units_of(by, frozenset({Role.ADMIN}))
    if Unit.objects.filter(unit_condition([grant])).exclude(own).exists():
        return no(
            _("Trên tuyến này, vai trò phủ cả đơn vị ngoài phạm vi của bạn. Hãy chọn tuyến khác.")
        )
    return YES


def can_end_role(by: By, grant: Grant) -> Answer:
    if by is not None and not (administers(by, grant.unit) or is_principal(by, grant)):
        return no(_("Chỉ quản trị viên phụ trách đơn vị này được thu hồi quyền."))
    if by is not None and by.pk == grant.user_id:
        return no(_("Không thể tự thu hồi quyền của mình. Hãy nhờ quản trị viên khác."))
    if grant.is_over:
        return no(_("Quyền này đã hết hiệu lực."))
    return YES


def is_principal(by: AbstractBaseUser, grant: Grant) -> bool:
    """Whether the grant lets somebody act for this very person, who may take it back at any time."""
    return grant.acts_for_id is not None and grant.acts_for_id == by.pk


def get_grant(user: AbstractBaseUser, pk: int) -> Grant:
    return get_object_or_404(visible_grants(user).select_related("user", "unit", "given_by"), pk=pk)


def endable_grants(by: AbstractBaseUser, user: AbstractBaseUser | None) -> DatedQuerySet[Grant]:
    """Roles of the account that are not over and that ``by`` may end."""
    rows = visible_grants(by).not_over().exclude(user=by.pk)
    return rows.filter(user=user.pk).order_by("pk") if user else rows.none()


def can_review(by: By, unit: Unit) -> Answer:
    if by is None or administers(by, unit):
        return YES
    return no(_("Chỉ quản trị viên phụ trách đơn vị này được ký rà soát quyền."))


def reviewed_grants(by: AbstractBaseUser, unit: Unit) -> QuerySet[Grant]:
    """What is held today or later under the unit, on either line, as far as one administers it."""
    below = Q(unit__admin_path__startswith=unit.admin_path)
    below |= Q(unit__prof_path__startswith=unit.prof_path)
    rows = visible_grants(by).not_over().filter(below)
    return rows.select_related("user", "unit", "acts_for").order_by("unit__sort_key", "pk")


def visible_reviews(user: AbstractBaseUser) -> QuerySet[RightsReview]:
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    return RightsReview.objects.filter(within)


def visible_grants(user: AbstractBaseUser) -> GrantQuerySet:
    """Those over the units one administers, past ones as well."""
    within = unit_condition(grants_of(user, frozenset({Role.ADMIN})), "unit__")
    return Grant.objects.filter(within)
