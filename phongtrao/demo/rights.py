"""Who does whose job, who is asked in, what was checked: so that the pages of rights are not empty."""

from datetime import timedelta

from django.utils import timezone

from phongtrao.accounts.invitations import print_slips, withdraw_invitation
from phongtrao.accounts.models import Invitation, Role, User
from phongtrao.demo.load import Province
from phongtrao.orgs.models import Grant, Line, Unit
from phongtrao.orgs.services import (
    Deputising,
    NewRole,
    appoint_deputy,
    give_role,
    sign_review,
)

ASKED = 4  # slips; one of them is taken back


def write_rights(province: Province) -> None:
    _lend_a_job(province)
    _look_after_a_level(province)
    _ask_in(province)
    department, administrator = province.places["department"], province.people["quantri"]
    sign_review(department, "Rà soát đầu năm học", by=administrator)


def _lend_a_job(province: Province) -> None:
    """The head of the upper school is away for a week; the focal person stands in."""
    head, school = province.people["hieutruong"], province.places["upper"]
    focal = Grant.objects.today().filter(unit=school, role=Role.FOCAL).exclude(user=head).first()
    held = Grant.objects.today().filter(user=head, unit=school, role=Role.HEAD)
    if focal is None or not held:
        return
    today = timezone.localdate()
    order = Deputising(
        list(held),
        focal.user,
        today,
        today + timedelta(days=6),
        Grant.Capacity.DELEGATED,
        "15/GUQ-THPT, ngày 18/11/2026",
        "Điều hành trường trong thời gian hiệu trưởng đi tập huấn",
    )
    appoint_deputy(order, by=head)


def _look_after_a_level(province: Province) -> None:
    """A phòng looks after primary schools, wherever they stand, until the end of the term."""
    administrator, department = province.people["quantri"], province.places["department"]
    user = User.objects.create_user("tieuhoc", "Tạ Thu Hiền")
    last = timezone.localdate() + timedelta(days=20)
    level = NewRole(Role.APPRAISER, department, Line.PROF, level=Unit.Level.PRIMARY, until=last)
    give_role(user, level, by=administrator)


def _ask_in(province: Province) -> None:
    """The lower school hands out slips; nobody has come yet."""
    administrator, school = province.people["quantri"], province.places["lower"]
    near = (
        User.objects.get_queryset()
        .active()
        .filter(
            grants__unit__admin_path__startswith=school.admin_path.rsplit("/", 2)[0] + "/",
            last_login=None,
            username__startswith="nv",
        )
    )
    people = list(near.distinct().order_by("pk")[:ASKED])
    print_slips(people, by=administrator)
    last = Invitation.objects.open().order_by("-pk").first()
    if last is not None:
        withdraw_invitation(last, by=administrator)
