"""Open work of papers that is in one person's hands at a unit."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Approval, Delivery, Incoming, Opinion, RecipientMember
from phongtrao.documents.queries.deliveries import WAITING
from phongtrao.orgs.duties import Duty, register
from phongtrao.orgs.models import Unit


def plug_duties() -> None:
    register(
        Duty(
            "documents.opinion",
            _("ý kiến về dự thảo"),
            open_opinions,
            "asked",
            ("document",),
            of="document",
        )
    )
    register(Duty("documents.incoming", _("văn bản đến phải xử lý"), handed_papers, "handed_to"))
    register(
        Duty(
            "documents.recipientmember",
            _("chỗ trong nhóm nơi nhận"),
            places_in_groups,
            "user",
            ("group",),
            of="group",
        )
    )
    by_name = _("gửi đích danh; văn thư gửi lại cho người thay nếu là việc của đơn vị")
    register(
        Duty(
            "documents.delivery",
            _("văn bản chờ xác nhận"),
            sent_by_name,
            stays=by_name,
            of="document",
        )
    )
    # Who signs is chosen by the capacity of the day.
    anew = _("người ký chọn theo thẩm quyền trong ngày; văn phòng rút về và trình người thay")
    register(
        Duty(
            "documents.approval",
            _("văn bản chờ ký"),
            waiting_approvals,
            stays=anew,
            of="document",
        )
    )


def open_opinions(user: AbstractBaseUser, unit: Unit) -> QuerySet[Opinion]:
    rows = Opinion.objects.waiting().filter(asked=user.pk, document__issuer=unit)
    return rows.select_related("document", "asked")


def waiting_approvals(user: AbstractBaseUser, unit: Unit) -> QuerySet[Approval]:
    rows = Approval.objects.waiting().filter(signer=user.pk, document__issuer=unit)
    return rows.select_related("document")


def handed_papers(user: AbstractBaseUser, unit: Unit) -> QuerySet[Incoming]:
    """Of the unit's book, handed to the person and not done."""
    return Incoming.objects.filter(handed_to=user.pk, unit=unit, status=Incoming.Status.HANDED)


def places_in_groups(user: AbstractBaseUser, unit: Unit) -> QuerySet[RecipientMember]:
    """In the unit's own groups, each paper sent to which goes to the person."""
    rows = RecipientMember.objects.filter(user=user.pk, group__owner=unit)
    return rows.select_related("group")


def sent_by_name(user: AbstractBaseUser, unit: Unit) -> QuerySet[Delivery]:
    """Papers of the unit that wait for the person's word.

    They never go along: a paper sent by name may be about the person alone.
    """
    rows = Delivery.objects.filter(WAITING, user=user.pk, document__issuer=unit)
    return rows.select_related("document")
