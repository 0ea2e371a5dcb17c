"""How a unit sends its dossier: what is missing, the letter, the papers, each sending and what changed since."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.documents.access import insist
from phongtrao.documents.comparison import compare, only_changes
from phongtrao.documents.forms import groups_of
from phongtrao.documents.services.page_images import Printed
from phongtrao.documents.views.printed import show_printed
from phongtrao.lib.errors import DomainError
from phongtrao.nominations.access.submissions import (
    can_call_back,
    can_prepare,
    get_submission,
)
from phongtrao.nominations.forms.letters import LetterForm, usual_letter
from phongtrao.nominations.pages.sending import SendingPage
from phongtrao.nominations.papers import LIST_PAPER, MINUTES_PAPER
from phongtrao.nominations.queries.dossiers import listed, minutes_facts
from phongtrao.nominations.queries.versions import passages_of
from phongtrao.nominations.services.letters import print_letter
from phongtrao.nominations.services.printing import print_paper
from phongtrao.nominations.services.sending import call_back, send_submission
from phongtrao.nominations.tables import submission_state
from phongtrao.nominations.views.pieces import NAV, fill
from phongtrao.nominations.views.reports import as_word
from phongtrao.web.acts import Question, confirm
from phongtrao.web.deeds import DeedPage

PAPERS = {"bien-ban": MINUTES_PAPER, "danh-sach": LIST_PAPER}


@require_GET
def dossier(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_submission(request.user, pk)
    context = NAV | {
        "submission": found,
        "page": SendingPage.build(request.user, found),
        "state": submission_state(found),
    }
    return render_page(request, "nominations/dossier.html", context)


@require_POST
@once
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_submission(request.user, pk)
    try:
        version = send_submission(found, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("nominations:dossier", pk=pk)
    when = timezone.localtime(version.made_at)
    said = _("Đã gửi lúc %(when)s, lần %(number)d. %(who)s nhận hồ sơ.")
    who = found.round.receiver or found.round.owner
    words = {"when": f"{when:%H:%M %d/%m/%Y}", "number": version.number, "who": who}
    messages.success(request, said % words)
    return redirect("nominations:dossier", pk=pk)


@require_http_methods(["GET", "POST"])
@once
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_submission(request.user, pk)
    insist(can_call_back(request.user, found))
    question = Question(
        title=_("Rút hồ sơ về để sửa"),
        word=_("rút"),
        action=_("Rút hồ sơ về"),
        back=reverse("nominations:dossier", args=[pk]),
        warning=_("Nơi nhận chưa tiếp nhận. Bản đã gửi vẫn được giữ; sửa xong phải gửi lại."),
        nav="nominations",
    )
    deed = partial(call_back, found, by=request.user)
    return confirm(request, question, deed, _("Đã rút hồ sơ về."))


@require_http_methods(["GET", "POST"])
@once
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_submission(request.user, pk)
    insist(can_prepare(request.user, found))
    groups = groups_of([found.unit])
    form = LetterForm(request.POST or None, groups=groups, initial=usual_letter(found))
    page = DeedPage(
        _("Tờ trình"),
        _(
            "Danh sách hiện tại in kèm tờ trình; sau đó tờ trình được trình ký, lấy số như văn bản đi."
        ),
        _("Lập tờ trình") if found.letter is None else _("Lập bản mới"),
        reverse("nominations:dossier", args=[pk]),
    )
    said = _("Đã lập tờ trình từ danh sách. Hãy đọc lại rồi trình ký.")
    return fill(
        request,
        form,
        lambda: print_letter(found, form.wording(), by=request.user),
        page=page,
        said=said,
    )


@require_GET
def paper(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Minutes and list as they are printed; the file itself with ``?tai=docx``."""
    found = get_submission(request.user, pk)
    if kind not in PAPERS:
        raise Http404
    asked = PAPERS[kind]
    content = print_paper(asked, minutes_facts(found, list(listed(found))))
    if request.GET.get("tai") == "docx":
        return as_word(content, f"{asked.title} - {found.unit}.docx")
    back = reverse("nominations:dossier", args=[pk])
    context = NAV | {"title": asked.title, "of": found.unit.name, "back": back}
    return show_printed(request, Printed.of_word(content), "nominations/printed.html", context)


@require_GET
def version(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """What was sent then, against the sending before."""
    found = get_submission(request.user, pk)
    one = get_object_or_404(found.versions.select_related("made_by", "package"), number=number)
    before = found.versions.filter(number__lt=number).first()
    new = passages_of(one.data)
    changes = compare(passages_of(before.data), new) if before else []
    has_changed = any(change.kind != "same" for change in changes)
    context = NAV | {
        "submission": found,
        "version": one,
        "before": before,
        "has_changed": has_changed,
        "changes": only_changes(changes),
        "passages": new,
    }
    return render_page(request, "nominations/version.html", context)
