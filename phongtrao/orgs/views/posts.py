"""What is written of one person: who they are, moved, one more post, away and back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.orgs import access, services
from phongtrao.orgs.forms.posts import (
    BackForm,
    CorrectPostForm,
    LeaveForm,
    MoveForm,
    PersonForm,
    PostForm,
)
from phongtrao.orgs.models import Leave, Person
from phongtrao.web.acts import Deed

NAV = {"nav": "people"}
KEPT = ("full_name", "code", "birth_date", "sex", "home_town", "qualification")


@require_http_methods(["GET", "POST"])
@once
def person_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _kept_person(request, pk)
    values = {name: getattr(person, name) for name in KEPT}
    form = PersonForm(request.POST or None, initial=values)
    return _written(
        request,
        person,
        form,
        lambda: services.edit_person(person, form.changes(), by=request.user),
        title=_("Sửa thông tin"),
        said=_("Đã lưu thông tin."),
    )


@require_http_methods(["GET", "POST"])
@once
def post_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """To another unit: the old post ends, the new one begins."""
    post = access.get_post(request.user, pk)
    if not (may := access.can_end_post(request.user, post)):
        messages.error(request, may.reason)
        return redirect("orgs:person", pk=post.person_id)
    grants = access.endable_grants_of(request.user, [post.person.user_id]).select_related("unit")
    here = [grant.pk for grant in grants if grant.unit_id == post.unit_id]
    initial = {"on": localdate(), "grants": here}
    form = MoveForm(request.POST or None, grants=grants, initial=initial)
    return _written(
        request,
        post.person,
        form,
        lambda: services.transfer(
            post, form.move(), grants=form.cleaned_data.get("grants", ()), by=request.user
        ),
        title=_("Điều động"),
        lead=f"{post.position}, {post.unit}",
        said=_("Đã ghi điều động."),
    )


@require_http_methods(["GET", "POST"])
@once
def post_correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was written wrongly; who moves or leaves has the post ended instead."""
    post = access.get_post(request.user, pk)
    if not (may := access.can_correct_post(request.user, post)):
        messages.error(request, may.reason)
        return redirect("orgs:person", pk=post.person_id)
    form = CorrectPostForm(request.POST or None, initial=CorrectPostForm.values_of(post))
    form.initial["as_read"] = services.post_mark(post)
    return _written(
        request,
        post.person,
        form,
        lambda: services.correct_post(
            post,
            form.right_post(post),
            form.cleaned_data["reason"],
            by=request.user,
            as_read=form.cleaned_data["as_read"],
        ),
        title=_("Sửa vị trí ghi nhầm"),
        lead=f"{post.position}, {post.unit}",
        said=_("Đã sửa vị trí. Số liệu tính từ vị trí này đổi theo."),
    )


@require_http_methods(["GET", "POST"])
@once
def post_new(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _kept_person(request, pk)
    form = PostForm(request.POST or None, initial={"since": localdate()})
    return _written(
        request,
        person,
        form,
        lambda: services.appoint(form.post_of(person), by=request.user),
        title=_("Thêm vị trí"),
        said=_("Đã thêm vị trí."),
    )


@require_http_methods(["GET", "POST"])
@once
def leave_new(request: SignedInRequest, pk: int) -> HttpResponse:
    person = _kept_person(request, pk)
    form = LeaveForm(request.POST or None, initial={"since": localdate()})
    return _written(
        request,
        person,
        form,
        lambda: services.grant_leave(form.leave_of(person), by=request.user),
        title=_("Ghi thời gian nghỉ"),
        said=_("Đã ghi thời gian nghỉ."),
    )


@require_http_methods(["GET", "POST"])
@once
def leave_end(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = access.people_of(request.user, access.KEEPS_PEOPLE)
    leave = get_object_or_404(Leave.objects.filter(person__in=kept).select_related("person"), pk=pk)
    form = BackForm(request.POST or None, initial={"on": localdate()})
    return _written(
        request,
        leave.person,
        form,
        lambda: services.end_leave(leave, form.cleaned_data["on"], by=request.user),
        title=_("Trở lại làm việc"),
        said=_("Đã ghi ngày trở lại."),
    )


def _kept_person(request: SignedInRequest, pk: int) -> Person:
    """Whoever may read but not write of somebody finds no such page."""
    person = access.get_person(request.user, pk)
    if not access.can_keep_person(request.user, person):
        raise Http404
    return person


def _written(
    request: SignedInRequest, person: Person, form: forms.Form, deed: Deed, **words: Any
) -> HttpResponse:
    """Ask on one form about one person; a refusal is said on it, else back to the person."""
    back = reverse("orgs:person", args=[person.pk])
    said = words.pop("said")
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except (DomainError, ValidationError) as error:
            add_refusal(form, error)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {**NAV, "form": form, "person": person, "back": back, **words}
    return render_page(request, "orgs/person_deed.html", context)
