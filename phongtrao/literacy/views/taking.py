"""A test as its taker sees it: begin, one question at a time, hand in, result."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from phongtrao.base.http import SignedInRequest, render_page, wants_part
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.literacy.access.banks import get_offered_quiz, get_own_attempt
from phongtrao.literacy.models import Attempt
from phongtrao.literacy.pages.home import HomePage, state_of_completion
from phongtrao.literacy.pages.taking import QuestionPage, ResultPage, seconds_left, steps_of
from phongtrao.literacy.services import attempts as services
from phongtrao.literacy.tabs import NAV, tabs_of

S = Attempt.Status


@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    context = NAV | {
        "page": HomePage.build(request.user),
        "tabs": tabs_of("home", request.user),
    }
    return render_page(request, "literacy/home.html", context)


@require_POST
@once
def start(request: SignedInRequest, pk: int) -> HttpResponse:
    quiz = get_offered_quiz(request.user, pk)
    try:
        attempt = services.start_attempt(quiz, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("literacy:home")
    return redirect("literacy:question", pk=attempt.pk, place=1)


@require_http_methods(["GET", "POST"])
@never_cache
def question(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """One question; a POST keeps the answer, by itself while one chooses, or on the way to another page."""
    attempt = services.close_if_over(get_own_attempt(request.user, pk))
    if attempt.status != S.OPEN:
        return _over(request, attempt)
    if not 1 <= place <= len(attempt.drawn):
        raise Http404
    if request.method == "POST":
        return _save(request, attempt, place)
    context = NAV | {"page": QuestionPage.build(attempt, place)}
    return render_page(request, "literacy/question.html", context)


def _save(request: SignedInRequest, attempt: Attempt, place: int) -> HttpResponse:
    chosen = [int(one) for one in request.POST.getlist("chon") if one.isdecimal()]
    try:
        attempt = services.save_answer(attempt, place - 1, chosen, by=request.user)
    except BadInput:
        raise Http404 from None
    except DomainError as error:
        messages.error(request, str(error))
        return _over(request, attempt)
    if wants_part(request):
        page = QuestionPage.build(attempt, place)
        return render_page(request, "literacy/question.html", NAV | {"page": page}, part="saved")
    to = request.POST.get("di", "")
    if to.isdecimal() and 1 <= int(to) <= len(attempt.drawn):
        return redirect("literacy:question", pk=attempt.pk, place=int(to))
    return redirect("literacy:hand_in", pk=attempt.pk)


def _over(request: SignedInRequest, attempt: Attempt) -> HttpResponse:
    url = reverse("literacy:result_own", args=[attempt.pk])
    if wants_part(request):
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


@require_http_methods(["GET", "POST"])
@never_cache
def hand_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is not answered yet, and the button."""
    attempt = services.close_if_over(get_own_attempt(request.user, pk))
    if request.method == "POST" or attempt.status != S.OPEN:
        services.submit_attempt(attempt, by=request.user)
        return redirect("literacy:result_own", pk=pk)
    steps = steps_of(attempt)
    context = NAV | {
        "attempt": attempt,
        "steps": steps,
        "missing": [one for one in steps if not one.is_answered],
        "seconds": seconds_left(attempt),
    }
    return render_page(request, "literacy/hand_in.html", context)


@require_GET
@never_cache
def result_own(request: SignedInRequest, pk: int) -> HttpResponse:
    """Score and explanations, once it is handed in."""
    attempt = services.close_if_over(get_own_attempt(request.user, pk))
    if attempt.status == S.OPEN:
        return redirect("literacy:question", pk=pk, place=1)
    completion = getattr(attempt, "completion", None)
    context = NAV | {
        "page": ResultPage.build(attempt),
        "completion": completion,
        "state": state_of_completion(completion) if completion else None,
        "may": services.may_start(attempt.person, attempt.quiz),
    }
    return render_page(request, "literacy/result.html", context)
