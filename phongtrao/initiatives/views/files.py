"""Files: added below the report, taken out again."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from phongtrao.base.http import SignedInRequest
from phongtrao.base.idempotency import once
from phongtrao.initiatives.access.initiatives import get_visible_initiative
from phongtrao.initiatives.forms.writing import FileForm
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.services.files import attach_file, detach_file
from phongtrao.lib.errors import BadInput
from phongtrao.web.acts import do


@require_POST
@once
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    deed = partial(_attach, request, initiative)
    return do(request, deed, _("Đã thêm tệp."), _files_of(pk))


def _attach(request: SignedInRequest, initiative: Initiative) -> None:
    form = FileForm(request.POST, request.FILES, initiative=initiative)
    if not form.is_valid():
        raise BadInput(" ".join(str(error) for rows in form.errors.values() for error in rows))
    asked = form.cleaned_data
    key = asked.get("key", "")
    attach_file(initiative, asked["file"], key=key, is_secret=asked["is_secret"], by=request.user)


@require_POST
@once
def detach(request: SignedInRequest, pk: int) -> HttpResponse:
    initiative = get_visible_initiative(request.user, pk)
    asked = request.POST.get("tep", "")
    deed = partial(detach_file, initiative, int(asked) if asked.isdecimal() else 0, by=request.user)
    return do(request, deed, _("Đã bỏ tệp khỏi hồ sơ."), _files_of(pk))


def _files_of(pk: int) -> str:
    return reverse("initiatives:edit", args=[pk]) + "#tep"
