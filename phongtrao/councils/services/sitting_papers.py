"""Having a paper of a sitting written: the facts are frozen, a job renders it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.councils.access.sittings import can_direct
from phongtrao.councils.models import (
    Conflict,
    CouncilRule,
    Item,
    Member,
    Presence,
    ScoreSheet,
    Sitting,
    SittingPaper,
)
from phongtrao.councils.queries.votes import result_of
from phongtrao.councils.rule_choice import rules_for
from phongtrao.councils.sitting_facts import SeatFacts, SittingFacts, VoteFacts
from phongtrao.councils.sitting_paper import PAPERS
from phongtrao.councils.tally import voting_rule
from phongtrao.documents.services.papers import request_paper
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.numbers import format_number

SYMBOLS = {"minutes": "BB-HĐ", "counting": "BBKP-HĐ", "ballot": "PBQ-HĐ", "scores": "BTHĐ-HĐ"}
TITLES = {
    "minutes": "Biên bản họp hội đồng",
    "counting": "Biên bản kiểm phiếu",
    "ballot": "Phiếu biểu quyết",
    "scores": "Bảng tổng hợp điểm",
}
AFTER_COUNT = frozenset({"counting"})
K, Stage = Presence.Kind, Item.Status
UNTREATED = frozenset({Stage.LEFT, Stage.WITHDRAWN})


@transaction.atomic
def make_sitting_paper(
    sitting: Sitting, kind: str, *, locality: str = "", by: AbstractBaseUser
) -> SittingPaper:
    """Minutes, ballot paper, counting minutes or score summary of the sitting as it stands now."""
    can_direct(by, sitting).enforce()
    if kind not in PAPERS:
        raise BadInput(_("Không có loại văn bản này."))
    if sitting.status == Sitting.Status.CANCELLED:
        raise WrongState(_("Phiên họp đã hủy."))
    if kind in AFTER_COUNT and not sitting.items.filter(status=Stage.COUNTED).exists():
        raise WrongState(_("Chưa có nội dung nào được kiểm phiếu."))
    facts = freeze_sitting(sitting, kind, locality)
    version = sitting.papers.filter(kind=kind).count() + 1
    paper = request_paper(
        PAPERS[kind].key,
        f"{TITLES[kind]} số {facts.number} – {sitting.council}",
        facts.to_json(),
        unit=sitting.council.unit,
        by=by,
        version=version,
    )
    made = SittingPaper.objects.create(sitting=sitting, kind=kind, paper=paper)
    record(sitting, "councils.paper_made", by=by)
    return made


def freeze_sitting(sitting: Sitting, kind: str, locality: str = "") -> SittingFacts:
    """The facts of a paper, in a fixed number of queries."""
    seats = list(sitting.presences.select_related("member__person").order_by("pk"))
    items = list(sitting.items.select_related("case").prefetch_related("tellers__person"))
    began = timezone.localtime(sitting.opened_at or sitting.starts_at)
    ended = timezone.localtime(sitting.closed_at) if sitting.closed_at else None
    decision = sitting.council.decision
    return SittingFacts(
        unit=str(sitting.council.unit),
        council=sitting.council.title,
        decision=f"{decision.get_kind_display()} số {decision.number}" if decision else "",
        number=f"{sitting.number:02}/{SYMBOLS[kind]}",
        locality=locality,
        date_line=f"ngày {began:%d} tháng {began:%m} năm {began:%Y}",
        began=f"{began:%H} giờ {began:%M}",
        ended=f"{ended:%H} giờ {ended:%M}" if ended else "",
        place=sitting.place,
        chair=_who(sitting.chair),
        secretary=_who(sitting.secretary),
        seats=len(seats),
        present=_seats(seats, K.PRESENT),
        absent=_seats(seats, K.ABSENT),
        wrote=_seats(seats, K.WROTE),
        items=_votes(sitting, [item for item in items if item.status not in UNTREATED]),
        left=_named(items, Stage.LEFT),
        withdrawn=_named(items, Stage.WITHDRAWN),
        course=sitting.note,
    )


# ------------------------------------------------------------------ pieces


def _named(items: Iterable[Item], status: Item.Status) -> tuple[str, ...]:
    return tuple(str(item.case) for item in items if item.status == status)


def _who(member: Member | None) -> SeatFacts:
    if member is None:
        return SeatFacts("", "")
    return SeatFacts(str(member), str(member.get_role_display()))


def _seats(seats: Iterable[Presence], kind: str) -> tuple[SeatFacts, ...]:
    return tuple(
        SeatFacts(str(seat.member), str(seat.member.get_role_display()), seat.reason)
        for seat in seats
        if seat.kind == kind
    )


def _votes(sitting: Sitting, items: list[Item]) -> tuple[VoteFacts, ...]:
    cases = [item.case_id for item in items]
    recused = defaultdict(list)
    tied = Conflict.objects.filter(case__in=cases, status=Conflict.Status.STANDING)
    for conflict in tied.select_related("member__person").order_by("pk"):
        recused[conflict.case_id].append(str(conflict.member))
    scores = defaultdict(list)
    sheets = ScoreSheet.objects.filter(case__in=cases, status=ScoreSheet.Status.FINAL)
    for sheet in sheets.order_by("pk"):
        scores[sheet.case_id].append(format_number(sheet.total or 0))
    rules = rules_for(sitting.council, [item.case for item in items], timezone.localdate())
    return tuple(
        _vote(item, rules[item.case_id], recused[item.case_id], scores[item.case_id])
        for item in items
    )


def _vote(
    item: Item, coming: CouncilRule | None, recused: list[str], scores: list[str]
) -> VoteFacts:
    case, result = item.case, result_of(item)
    rule = item.rule or (coming.data if coming else {})
    choices = voting_rule(rule).choices if rule else ()
    told = VoteFacts(
        title=str(case),
        choices=tuple(choice.label for choice in choices),
        recused=tuple(dict.fromkeys(recused)),
        again=item.void_reason if item.turn > 1 else "",
        turn=item.turn,
        scores=tuple(scores),
        score=format_number(case.score) if case.score is not None else "",
        grade=case.grade,
    )
    if result is None:
        return told
    return replace(
        told,
        mode=str(item.get_mode_display()),
        rule=item.rule_title,
        seats=result.tally.seats,
        present=result.tally.present,
        written=result.tally.written,
        cast=result.tally.cast,
        valid=result.tally.cast - result.tally.spoilt,
        spoilt=result.tally.spoilt,
        lines=tuple(result.lines),
        conclusion=result.label,
        tellers=tuple(str(teller) for teller in item.tellers.all()),
    )
