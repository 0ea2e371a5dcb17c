"""The work of council members, for whoever appoints them: a council's members, one person over the years."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from phongtrao.base.http import SignedInRequest
from phongtrao.councils.access import sheets as access
from phongtrao.councils.models import Member, ScoreSheet
from phongtrao.councils.pages.sheets import due_of, state_of
from phongtrao.councils.queries.records import (
    Record,
    others_mean,
    records_by_member,
    records_by_year,
)
from phongtrao.councils.tabs import tabs_of
from phongtrao.web.tables import Column, Empty, Table, respond, roomy


@require_GET
def member_records(request: SignedInRequest, pk: int) -> HttpResponse:
    council = access.get_appointing_council(request.user, pk)
    rows = council.members.select_related("person")
    cases = access.scored_cases(request.user).filter(council=council)
    records = records_by_member(rows, cases)
    context = {
        "nav": "councils",
        "council": council,
        "tabs": tabs_of(council, request.user, "records"),
        "given": sum(one.given for one in records.values()),
        "late": sum(one.late for one in records.values()),
        "wide": True,
    }
    table = record_table(records).of(rows, request.GET)
    return respond(request, table, "councils/member_records.html", context)


@require_GET
def member_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Of the person in this seat, over all councils the reader appoints."""
    member = access.get_appointed_member(request.user, pk)
    seats = access.appointed_members(request.user).filter(person=member.person_id)
    cases = access.scored_cases(request.user)
    sheets = ScoreSheet.objects.living().filter(
        member__in=seats.values("pk"), case__in=cases.values("pk")
    )
    rows = sheets.select_related("case__council").annotate(others=others_mean())
    context = {
        "nav": "councils",
        "member": member,
        "years": list(records_by_year(seats, cases).items()),
        "wide": True,
    }
    return respond(request, SHEETS.of(rows, request.GET), "councils/member_record.html", context)


# ------------------------------------------------------------------ tables

NOTHING = Record(0, 0, 0, 0, None, None)


def record_table(records: Mapping[int, Record]) -> Table:
    def of(member: Member) -> Record:
        return records.get(member.pk, NOTHING)

    return Table(
        key="member-records",
        title=gettext_lazy("Việc chấm của thành viên"),
        order="member",
        columns=(
            Column("member", gettext_lazy("Thành viên"), value="person.full_name", sort="person__sort_key", card="title"),
            Column("role", gettext_lazy("Vai trò"), value="get_role_display"),
            Column("given", gettext_lazy("Được giao"), value=lambda one: of(one).given, align="end"),
            Column("finished", gettext_lazy("Đã chấm"), value=lambda one: of(one).finished, align="end"),
            Column("late", gettext_lazy("Trễ hạn"), value=lambda one: of(one).late, align="end"),
            Column("punctual", gettext_lazy("Đúng hạn (%)"), value=lambda one: of(one).punctual, align="end"),
            Column("apart", gettext_lazy("Cách trung bình (%)"), value=lambda one: of(one).apart, align="end"),
            Column("lean", gettext_lazy("Nghiêng về (%)"), value=lambda one: of(one).lean, align="end"),
        ),
        row_url="councils:member_record",
        empty=Empty(gettext_lazy("Hội đồng chưa có thành viên.")),
        file_name="viec-cham-cua-thanh-vien",
    )  # fmt: skip


def _apart(sheet: ScoreSheet) -> object:
    others = sheet.others  # type: ignore[attr-defined]  # annotated by the view
    return None if others is None or sheet.total is None else sheet.total - others


SHEETS = Table(
    key="record-sheets",
    title=gettext_lazy("Các phiếu đã giao"),
    order="-given",
    columns=(
        Column("case", gettext_lazy("Hồ sơ"), value="case.title", card="title"),
        Column("council", gettext_lazy("Hội đồng"), value="case.council.title", show=roomy),
        Column("given", gettext_lazy("Giao lúc"), value="assigned_at", sort="assigned_at"),
        Column("due", gettext_lazy("Hạn chấm"), value=due_of, sheet=lambda due: due and due.day, sort="due_on"),
        Column("finished_at", gettext_lazy("Chấm xong lúc"), sort="finished_at"),
        Column("state", gettext_lazy("Tình trạng"), value=state_of, sheet=str, sort="status"),
        Column("total", gettext_lazy("Tổng điểm"), sort="total", align="end"),
        Column("apart", gettext_lazy("So với trung bình người khác"), value=_apart, align="end"),
    ),
    row_url=lambda sheet: reverse("councils:case_scores", args=[sheet.case_id]),
    empty=Empty(
        gettext_lazy("Chưa được giao chấm hồ sơ nào."),
        gettext_lazy("Khi thành viên được phân công, số phiếu, đúng hạn và chênh lệch được tính ở đây."),
    ),
    file_name="phieu-cham-cua-thanh-vien",
)  # fmt: skip
