"""Complaints about a creation, and property that comes of it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.recognition.access import (
    can_adopt,
    can_answer_objection,
    can_object,
    creation_of,
    get_visible_creation,
    get_visible_objection,
    sees_senders,
    visible_assets,
)
from phongtrao.recognition.forms.adoption import AssetForm
from phongtrao.recognition.forms.objections import RIGHT, AnswerForm, ObjectionForm
from phongtrao.recognition.models import IpAsset, Objection
from phongtrao.recognition.services import objections as services
from phongtrao.recognition.services.property import change_asset, register_asset
from phongtrao.recognition.tables import objection_state
from phongtrao.recognition.views.deeds import NAV, DeedPage, fill, page_of
from phongtrao.web.acts import do

FIELDS = (
    "kind",
    "title",
    "filing_number",
    "filed_on",
    "stage",
    "grant_number",
    "granted_on",
    "renew_by",
)


@require_http_methods(["GET", "POST"])
@once
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    insist(can_object(request.user, creation))
    form = ObjectionForm(request.POST or None)
    page = DeedPage(
        title=_("Gửi khiếu nại"),
        lead=_("Văn phòng cấp trên hoặc nơi công nhận trả lời. Tên người gửi chỉ nơi trả lời đọc."),
        action=_("Gửi khiếu nại"),
        back=page_of(creation),
        creation=creation,
    )

    def deed() -> None:
        services.raise_objection(creation, form.cleaned_data["words"], by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã gửi. Bạn được báo khi có trả lời."))


@require_GET
def show(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_objection(request.user, pk)
    can_answer = can_answer_objection(request.user, row)
    is_mine = row.raised_by_id == request.user.pk
    told = sees_senders(request.user).filter(pk=pk).exists()
    context = NAV | {
        "row": row,
        "state": objection_state(row),
        "can_answer": can_answer,
        "shows_sender": told,
        "may_withdraw": is_mine and row.status == Objection.Status.OPEN,
    }
    return render_page(request, "recognition/objection.html", context)


@require_http_methods(["GET", "POST"])
@once
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_objection(request.user, pk)
    insist(can_answer_objection(request.user, row))
    form = AnswerForm(request.POST or None)
    page = DeedPage(
        title=_("Trả lời khiếu nại"),
        lead=_("Khiếu nại đúng thì hủy bỏ công nhận bằng quyết định, ở trang của công trình."),
        action=_("Trả lời"),
        back=reverse("recognition:objection", args=[pk]),
        creation=row.creation,
    )

    def deed() -> None:
        asked = form.cleaned_data
        is_right = asked["verdict"] == RIGHT
        services.answer_objection(row, asked["answer"], is_right=is_right, by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã trả lời; người gửi được báo."))


@require_POST
@once
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_visible_objection(request.user, pk)
    deed = partial(services.withdraw_objection, row, by=request.user)
    return do(request, deed, _("Đã rút khiếu nại."), page_of(creation_of(row)))


# ------------------------------------------------------------------ property


@require_http_methods(["GET", "POST"])
@once
def asset_new(request: SignedInRequest, pk: int) -> HttpResponse:
    creation = get_visible_creation(request.user, pk)
    insist(can_adopt(request.user, creation.unit))
    form = AssetForm(request.POST or None, initial={"title": creation.title[:300]})
    page = DeedPage(
        title=_("Ghi đơn, văn bằng sở hữu trí tuệ"),
        lead=_("Đơn đang xét chỉ đơn vị và cấp trên đọc; văn bằng đã cấp thì mọi người thấy."),
        action=_("Ghi"),
        back=page_of(creation),
        creation=creation,
    )

    def deed() -> None:
        register_asset(creation, creation.unit, form.right(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã ghi."))


@require_http_methods(["GET", "POST"])
@once
def asset_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = visible_assets(request.user).filter(creation__isnull=False)
    asset: IpAsset = get_object_or_404(rows, pk=pk)
    insist(can_adopt(request.user, asset.owner))
    given = {name: getattr(asset, name) for name in FIELDS}
    form = AssetForm(request.POST or None, initial=given)
    page = DeedPage(
        title=_("Cập nhật đơn, văn bằng"),
        lead=str(asset),
        action=_("Lưu"),
        back=reverse("recognition:creation", args=[asset.creation_id]),
        creation=asset.creation,
    )

    def deed() -> None:
        change_asset(asset, form.right(), by=request.user)

    return fill(request, form, deed, page=page, said=_("Đã lưu."))
