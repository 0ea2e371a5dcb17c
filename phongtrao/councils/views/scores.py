"""What was given: the cases of a council, one case, one more reviewer; the record of its members."""

from collections.abc import Mapping

from django.contrib import messages
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Count, F, Func, IntegerField, Q, Value
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from phongtrao.base.forms import add_refusal
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.councils.access import sheets as access
from phongtrao.councils.forms.sheets import CaseScoreFilter, InviteForm
from phongtrao.councils.models import Case, ScoreSheet
from phongtrao.councils.pages.scores import CaseScoresPage, standing_of
from phongtrao.councils.pages.sheets import due_of, state_of
from phongtrao.councils.rubrics import Result
from phongtrao.councils.scores import CaseScores, scores_of
from phongtrao.councils.services.inviting import invite_reviewer
from phongtrao.councils.tabs import tabs_of
from phongtrao.lib.errors import DomainError
from phongtrao.web.tables import Column, Empty, Table, respond

Scores = Mapping[int, CaseScores]


@require_GET
def council_scores(request: SignedInRequest, pk: int) -> HttpResponse:
    council = access.get_run_council(request.user, pk)
    cases = access.listed_cases(request.user).filter(council=council)
    scores = scores_of(access.scored_cases(request.user).filter(council=council))
    living = ~Q(sheets__status=ScoreSheet.Status.VOID)
    unfinished = Q(sheets__status__in=ScoreSheet.Status.unfinished)
    rows = cases.annotate(
        given=Count("sheets", filter=living), waiting=Count("sheets", filter=unfinished)
    )
    context = {
        "nav": "councils",
        "council": council,
        "tabs": tabs_of(council, request.user, "scores"),
        "apart": sum(1 for one in scores.values() if one.result and one.result.is_apart),
        "all": len(cases),
        "whole": sum(1 for one in scores.values() if one.is_whole),
        "wide": True,
    }
    table = case_table(scores).of(rows, request.GET)
    return respond(request, table, "councils/council_scores.html", context)


@require_GET
def case_scores(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access.get_listed_case(request.user, pk)
    page = CaseScoresPage.build(request.user, case)
    sheets = (
        ScoreSheet.objects.living().filter(case=case) if page.scores else ScoreSheet.objects.none()
    )
    table = sheet_table(page.scores).of(sheets.select_related("member__person"), request.GET)
    context = {"nav": "councils", "page": page, "wide": True}
    return respond(request, table, "councils/case_scores.html", context)


@require_http_methods(["GET", "POST"])
@once
def reviewer_invite(request: SignedInRequest, pk: int) -> HttpResponse:
    case = access.get_listed_case(request.user, pk)
    answer = access.can_invite(request.user, case)
    members = access.members_to_invite(case)
    form = InviteForm(request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = invite_reviewer(
                case, said["member"], said["due_on"], reason=said["reason"], by=request.user
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Đã mời %s chấm hồ sơ.") % made.member)
            return redirect("councils:case_scores", pk)
    context = {"nav": "councils", "case": case, "form": form, "can_invite": answer}
    return render_page(request, "councils/invite.html", context | {"has_members": members.exists()})


# ------------------------------------------------------------------ tables


def case_table(scores: Scores) -> Table:
    """Cases with what their sheets come to; one whose scores are not for the reader has none, in order too."""
    return Table(
        key="case-scores",
        title=gettext_lazy("Điểm của các hồ sơ"),
        order="title",
        filter=CaseScoreFilter,
        columns=_case_columns(scores),
        row_url="councils:case_scores",
        empty=Empty(
            gettext_lazy("Chưa có hồ sơ nào."),
            gettext_lazy(
                "Khi hồ sơ được đưa ra hội đồng và giao chấm, điểm của từng hồ sơ nằm ở đây."
            ),
        ),
        file_name="diem-ho-so",
    )


def _case_columns(scores: Scores) -> tuple[Column, ...]:
    def points(case: Case) -> object:
        result = _result(scores, case)
        return result.score if result else None

    def spread(case: Case) -> object:
        result = _result(scores, case)
        return result.spread if result and len(scores[case.pk].sheets) > 1 else None

    def grade(case: Case) -> str:
        result = _result(scores, case)
        return result.grade.label if result and result.grade else ""

    def state(case: Case) -> object:
        return standing_of(scores.get(case.pk))

    # No column of numbers: a number left out would tell of a case one must not know of.
    return (
        Column("title", gettext_lazy("Hồ sơ"), sort="title", card="title"),
        Column("done", gettext_lazy("Phiếu đã xong"), value=_progress, sort="waiting", align="end"),
        Column("score", gettext_lazy("Điểm"), value=points, sort=(_rank(scores),), align="end"),
        Column("spread", gettext_lazy("Chênh lệch"), value=spread, align="end"),
        Column("grade", gettext_lazy("Xếp loại"), value=grade),
        Column("state", gettext_lazy("Tình trạng"), value=state, sheet=str),
    )


def _result(scores: Scores, case: Case) -> Result | None:
    found = scores.get(case.pk)
    return found.result if found else None


def _rank(scores: Scores) -> Func:
    """The place of a case by its score, as it was worked out in Python: the database knows no caps."""
    scored = [(one.result.score, pk) for pk, one in scores.items() if one.result]
    keys = Value([pk for _score, pk in sorted(scored)], output_field=ArrayField(BigIntegerField()))
    return Func(keys, F("pk"), function="array_position", output_field=IntegerField())


def _progress(case: Case) -> str:
    given, waiting = case.given, case.waiting  # type: ignore[attr-defined]  # annotated by the view
    return f"{given - waiting}/{given}"


def sheet_table(scores: CaseScores | None) -> Table:
    def apart(sheet: ScoreSheet) -> object:
        return scores.apart(sheet) if scores else None

    return Table(
        key="case-sheets",
        title=gettext_lazy("Phiếu chấm của hồ sơ"),
        order="member",
        columns=(
            Column("member", gettext_lazy("Người chấm"), sort="member__person__sort_key", card="title"),
            Column("role", gettext_lazy("Vai trò"), value="member.get_role_display"),
            Column("total", gettext_lazy("Tổng điểm"), sort="total", align="end"),
            Column("apart", gettext_lazy("So với trung bình người khác"), value=apart, align="end"),
            Column("due", gettext_lazy("Hạn chấm"), value=due_of, sheet=lambda due: due and due.day, sort="due_on"),
            Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
            Column("finished_at", gettext_lazy("Chấm xong lúc"), sort="finished_at"),
            Column("comment", gettext_lazy("Nhận xét chung"), value=_comment, card="hide"),
        ),
        empty=Empty(gettext_lazy("Chưa giao ai chấm hồ sơ này.")),
        file_name="phieu-cham-ho-so",
    )  # fmt: skip


def _comment(sheet: ScoreSheet) -> str:
    """What is still being written is its member's alone."""
    return sheet.comment if sheet.status == ScoreSheet.Status.FINAL else ""
