"""Frameworks of an office: taken in from packs, their versions and trees; groups; publishing numbers."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.literacy.access.common import can_keep, keeps_literacy, kept_units
from phongtrao.literacy.access.frameworks import (
    can_feed,
    get_framework,
    get_group,
    get_version,
    visible_frameworks,
    visible_groups,
)
from phongtrao.literacy.forms.frameworks import GroupForm, OutlineForm, VersionForm
from phongtrao.literacy.law import shipped_frameworks
from phongtrao.literacy.models import TargetGroup
from phongtrao.literacy.pages.frameworks import fed_by
from phongtrao.literacy.services import frameworks as services
from phongtrao.literacy.tabs import NAV, tabs_of
from phongtrao.literacy.views.deeds import DeedPage, fill
from phongtrao.web.acts import do


@require_GET
def frameworks(request: SignedInRequest) -> HttpResponse:
    if not keeps_literacy(request.user):
        raise Http404
    owner = kept_units(request.user).first()
    rows = visible_frameworks(request.user).prefetch_related("versions").order_by("pk")
    mine = {one.key for one in rows if owner and one.owner_id == owner.pk}
    context = NAV | {
        "tabs": tabs_of("frameworks", request.user),
        "owner": owner,
        "frameworks": rows,
        "groups": visible_groups(request.user).order_by("owner__sort_key", "position", "pk"),
        "shipped": [pack for pack in shipped_frameworks() if pack["key"] not in mine],
        "kept": set(kept_units(request.user).values_list("pk", flat=True)),
    }
    return render_page(request, "literacy/frameworks.html", context)


@require_POST
@once
def framework_take_in(request: SignedInRequest) -> HttpResponse:
    owner = kept_units(request.user).first()
    if owner is None:
        raise Http404
    key = request.POST.get("key", "")
    return do(
        request,
        lambda: services.take_in_framework(owner, key, by=request.user),
        _("Đã nạp khung cùng các nhóm đối tượng. Hãy xem các chỗ cần kiểm tra."),
        reverse("literacy:frameworks"),
    )


@require_GET
def framework(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_framework(request.user, pk)
    versions = list(found.versions.all())
    asked = request.GET.get("ban", "")
    shown = next((one for one in versions if str(one.pk) == asked), versions[0])
    context = NAV | {
        "framework": found,
        "versions": versions,
        "version": shown,
        "competences": shown.competences.order_by("position"),
        "groups": found.groups.all(),
        "feeds": fed_by(found, timezone.localdate()),
        "may_keep": can_keep(request.user, found.owner),
        "may_feed": can_feed(request.user, found),
    }
    return render_page(request, "literacy/framework.html", context)


@require_http_methods(["GET", "POST"])
@once
def version_new(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_framework(request.user, pk)
    insist(can_keep(request.user, found.owner))
    form = VersionForm(request.POST or None, initial={"holds_from": timezone.localdate()})
    lead = _("Chép các năng lực của phiên bản mới nhất để sửa; kết quả cũ giữ phiên bản cũ.")
    back = reverse("literacy:framework", args=[pk])
    return fill(
        request,
        form,
        lambda: services.begin_version(
            found,
            form.cleaned_data["number"],
            form.cleaned_data["holds_from"],
            by=request.user,
        ),
        page=DeedPage(_("Lập phiên bản mới: %s") % found, lead, _("Lập"), back),
        said=_("Đã lập phiên bản mới."),
    )


@require_http_methods(["GET", "POST"])
@once
def version_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    version = get_version(request.user, pk)
    insist(can_keep(request.user, version.framework.owner))
    given = {
        "outline": services.write_outline(services.nodes_of(version)),
        "note": version.note,
    }
    form = OutlineForm(request.POST or None, initial=given)
    back = reverse("literacy:framework", args=[version.framework_id])
    return fill(
        request,
        form,
        lambda: services.write_version(
            version, form.cleaned_data["outline"], form.cleaned_data["note"], by=request.user
        ),
        page=DeedPage(_("Sửa các năng lực"), str(version), _("Lưu"), f"{back}?ban={pk}"),
        said=_("Đã lưu các năng lực."),
    )


@require_POST
def numbers_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    found, to = get_framework(request.user, pk), reverse("literacy:framework", args=[pk])
    said = _("Số liệu được công khai; số nhỏ hơn năm người không hiện.")
    return do(request, lambda: services.publish_numbers(found, by=request.user), said, to)


@require_POST
def numbers_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    found, to = get_framework(request.user, pk), reverse("literacy:framework", args=[pk])
    said = _("Số liệu thôi công khai.")
    return do(request, lambda: services.withdraw_numbers(found, by=request.user), said, to)


# ------------------------------------------------------------------ groups


@require_http_methods(["GET", "POST"])
@once
def group_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """A group for a framework of one's own."""
    found = get_framework(request.user, pk)
    insist(can_keep(request.user, found.owner))
    group = TargetGroup(owner=found.owner)
    form = GroupForm(request.POST or None, is_new=True)

    def deed() -> None:
        group.name, group.counted = form.cleaned_data["name"], form.cleaned_data["counted"]
        found.groups.add(services.save_group(group, by=request.user))

    back = reverse("literacy:framework", args=[pk])
    page = DeedPage(_("Thêm nhóm đối tượng"), str(found), _("Thêm"), back)
    return fill(request, form, deed, page=page, said=_("Đã thêm nhóm đối tượng."))


@require_http_methods(["GET", "POST"])
@once
def group_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    group = get_group(request.user, pk)
    insist(can_keep(request.user, group.owner))
    given = {
        "name": group.name,
        "counted": group.counted,
        "is_out": ["1"] if group.out_since else [],
    }
    form = GroupForm(request.POST or None, is_new=False, initial=given)

    def deed() -> None:
        group.name, group.counted = form.cleaned_data["name"], form.cleaned_data["counted"]
        is_out = bool(form.cleaned_data["is_out"])
        group.out_since = (group.out_since or timezone.now()) if is_out else None
        services.save_group(group, by=request.user)

    page = DeedPage(_("Sửa nhóm đối tượng"), "", _("Lưu"), reverse("literacy:frameworks"))
    return fill(request, form, deed, page=page, said=_("Đã lưu nhóm đối tượng."))
