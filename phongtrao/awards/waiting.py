"""What of registrations waits for a person: sorts of rows of “việc của tôi”, asked in the query of plans."""

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.access.registrations import own_called
from phongtrao.awards.models import CalledUnit, Registration
from phongtrao.orgs.models import Post
from phongtrao.plans.queries.waiting import Row, Say, Sort, Waiting, rows_of, waiting_at


def registration_sorts(user: AbstractBaseUser) -> Iterator[Sort]:
    """Running calls that one's units have not answered, and that oneself has not."""
    today = timezone.localdate()
    about = {"what": F("call__title"), "whom": F("unit__name"), "due": F("due_on")}
    owed = own_called(user).select_related(None).filter(call__opens_on__lte=today).order_by()
    yield rows_of(owed, "register_unit", ("due_on", "pk"), key=F("pk"), **about)
    posts = Post.objects.today().full().filter(person__user=user.pk).order_by()
    said = Registration.objects.standing().filter(
        person__user=user.pk, period=OuterRef("call__period")
    )
    mine = CalledUnit.objects.standing().filter(
        ~Exists(said), unit__in=posts.values("unit"), call__opens_on__lte=today, due_on__gte=today
    )
    yield rows_of(mine.order_by(), "register_self", ("due_on", "pk"), key=F("pk"), **about)
    back = Registration.objects.filter(status=Registration.Status.RETURNED)
    back = back.filter(Q(person__user=user.pk) | Q(person=None, registered_by=user.pk)).order_by()
    about = {"what": F("remark"), "whom": F("unit__name")}
    yield rows_of(back, "registration_returned", ("pk",), key=F("pk"), **about)


def _of_unit(row: Row) -> Waiting:
    said = _("Xác nhận đăng ký của đơn vị: %s")
    return waiting_at(row, said, "awards:called", _("Xem và xác nhận"))


def _of_self(row: Row) -> Waiting:
    return Waiting(
        what=_("Tôi đăng ký: %s") % row.what,
        for_whom=row.whom,
        due=row.due,
        url=reverse("awards:my_registrations"),
        label=_("Đăng ký"),
    )


def _returned(row: Row) -> Waiting:
    said = _("Sửa đăng ký thi đua bị trả lại: %s")
    return waiting_at(row, said, "awards:registration", _("Xem và sửa"))


WORDS: dict[str, Say] = {
    "register_unit": _of_unit,
    "register_self": _of_self,
    "registration_returned": _returned,
}
