"""Initiatives of the demo before the council: those of last year decided, this year's partly, two being voted on."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.councils.models import Case, Council, Item, Presence, RubricVersion, Sitting
from phongtrao.councils.pages.assignment import areas_of
from phongtrao.councils.queries.assignment import propose
from phongtrao.councils.queries.members import members_today
from phongtrao.councils.services.applying import apply_decisions
from phongtrao.councils.services.assignment import Order, assign_sheets
from phongtrao.councils.services.counting import count_votes
from phongtrao.councils.services.sittings import (
    Call,
    Seen,
    close_sitting,
    open_sitting,
    plan_sitting,
    take_roll,
)
from phongtrao.councils.services.voting import Opening, cast_votes, open_votes
from phongtrao.demo.initiatives import Idea, Writer, hand_in, open_demo_round, with_writers
from phongtrao.demo.load import Province
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.bringing import Judging, bring_to_council, set_judging
from phongtrao.initiatives.services.checking import accept_as_valid
from phongtrao.initiatives.services.deciding import write_conclusion
from phongtrao.initiatives.services.questions import answer_question, ask_question
from phongtrao.initiatives.services.rounds import close_round, end_round
from phongtrao.lib.periods import PeriodKind, containing

S, M = Initiative.Status, Item.Mode
W, T, G = "working", "technical", "management"
LAST_YEAR = (
    Idea("Sổ tay thí nghiệm ảo cho trường không có phòng bộ môn", "digital", "lower", T, ("Học sinh tự làm thí nghiệm", "%", 12, 79), ("ai", "stem")),
    Idea("Kể chuyện Bác Hồ bằng tranh cát trong giờ sinh hoạt", "steam", "primary", W, ("Học sinh thích giờ sinh hoạt", "%", 41, 93)),
    Idea("Bản đồ trường học an toàn do phụ huynh cùng vẽ", "quality", "pupils", G, ("Điểm nguy hiểm được xử lý", "điểm", 3, 27), ("safety",)),
    Idea("Ngân hàng đề kiểm tra đọc hiểu theo mức độ", "digital", "upper", W, ("Thời gian soạn một đề", "phút", 180, 35), ("open",)),
    Idea("Tuần không giấy ở bộ phận văn thư", "reform", "management", G, ("Giấy in mỗi tháng", "ram", 12, 3)),
)  # fmt: skip
VOTERS_LEFT = 2  # of the vote that runs: members who have not voted yet
QUESTION = "Thầy cô đo số liệu sau khi áp dụng trong bao lâu, ở mấy lớp?"
ANSWER = "Chúng tôi đo trong mười tuần ở ba lớp, ghi vào sổ theo dõi hằng tuần."
ADVICE = "Số liệu mới đo ở một lớp trong hai tuần; đề nghị đo thêm một học kỳ, có lớp đối chứng rồi gửi lại."


def write_judged(province: Province, chance: Random) -> None:
    """S0-29, S0-34: what a first visitor finds recognised, refused, on the table and still to be brought."""
    council = Council.objects.get(unit=province.department)
    _last_year(province, council, chance)
    _this_year(province, council)


def _last_year(province: Province, council: Council, chance: Random) -> None:
    office, teacher = province.people["vanphong"], province.people["giaovien"]
    level = InitiativeRound.Level.DEPARTMENT
    round_ = open_demo_round(province.department, level, "cấp Sở", office)
    set_judging(round_, Judging(council=council), by=office)
    first, *others = LAST_YEAR
    writers: list[tuple[Idea, Writer]] = [(first, (province.places["lower"], teacher))]
    for idea, writer in writers + with_writers(tuple(others), province):
        _accept(hand_in(round_, idea, writer, chance), by=office)
    cases = _cases(bring_to_council(round_, by=office))
    sitting = _sit(council, cases, by=office)
    _vote(sitting, office, M.OPEN, "yes")
    apply_decisions(council, [case.pk for case in cases], by=office)
    close_sitting(sitting, by=office)
    end_round(close_round(round_, by=office), by=office)
    _put_back(round_)


def _put_back(round_: InitiativeRound) -> None:
    """As if it had been a year ago: rows only, what happened stays in its order."""
    year = timedelta(days=365)
    before = containing(timezone.localdate() - year, PeriodKind.SCHOOL_YEAR)
    InitiativeRound.objects.filter(pk=round_.pk).update(
        title=f"Đợt xét sáng kiến cấp Sở, {before.label.lower()}",
        year=before.key,
        opens_on=round_.opens_on - year,
        closes_on=round_.closes_on - year,
    )
    for initiative in round_.initiatives.select_related("creation"):
        if creation := initiative.creation:
            creation.year = before.key
            creation.save()
            creation.scopes.update(decided_on=timezone.localdate() - year)


def _this_year(province: Province, council: Council) -> None:
    """Three are decided, of which one is refused; two more are being voted on, secretly."""
    office = province.people["vanphong"]
    rounds = InitiativeRound.objects.filter(owner=province.department, status="open")
    round_ = rounds.get()
    rubric = RubricVersion.objects.filter(rubric__owner=province.department).order_by("-number")[0]
    set_judging(round_, Judging(council=council, rubric=rubric), by=office)
    for initiative in round_.initiatives.filter(status=S.SUBMITTED).order_by("submitted_at")[:3]:
        _accept(initiative, by=office)
    brought = bring_to_council(round_, by=office)
    done, running = brought[:3], brought[3:5]
    _ask(running, by=office)
    _give_sheets(council, _cases(running), rubric, by=office)
    _decide(council, done, by=office)
    _begin_vote(council, running, by=office)


def _decide(council: Council, done: Sequence[Initiative], *, by: User) -> None:
    *good, poor = done
    write_conclusion(poor, ADVICE, by=by)
    for part, choice in ((good, "yes"), ([poor], "no")):
        cases = _cases(part)
        sitting = _sit(council, cases, by=by)
        _vote(sitting, by, M.OPEN, choice)
        apply_decisions(council, [case.pk for case in cases], by=by)
        close_sitting(sitting, by=by)


def _begin_vote(council: Council, running: Sequence[Initiative], *, by: User) -> None:
    sitting = _sit(council, _cases(running), by=by)
    seats = list(members_today(council).filter(conflicts=None).order_by("pk")[:2])
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(M.SECRET, None, seats), by=by)
    _cast(sitting, "yes", left_out=VOTERS_LEFT)


def _ask(running: Iterable[Initiative], *, by: User) -> None:
    for place, initiative in enumerate(running):
        question = ask_question(initiative, QUESTION, by=by)
        if place == 0 and initiative.started_by:
            answer_question(question, ANSWER, by=initiative.started_by)


def _give_sheets(council: Council, cases: list[Case], rubric: RubricVersion, *, by: User) -> None:
    reviewers = list(members_today(council).filter(role="reviewer").order_by("pk"))
    pairs = propose(council, cases, reviewers, 1, areas=areas_of(cases))
    due = timezone.localdate() + timedelta(days=7)
    assign_sheets(council, pairs, Order(rubric, due), by=by)


def _accept(initiative: Initiative, *, by: User) -> None:
    points = {item["key"]: True for item in initiative.round.checklist}
    accept_as_valid(initiative, points, by=by)


def _cases(initiatives: Iterable[Initiative]) -> list[Case]:
    return [one.case for one in initiatives if one.case]


def _sit(council: Council, cases: list[Case], *, by: User) -> Sitting:
    sitting = plan_sitting(council, Call(timezone.now(), "Phòng họp tầng 2"), cases, by=by)
    open_sitting(sitting, by=by)
    seats = sitting.presences.values_list("member", flat=True)
    take_roll(sitting, {seat: Seen(Presence.Kind.PRESENT) for seat in seats}, by=by)
    return sitting


def _vote(sitting: Sitting, office: User, mode: str, choice: str) -> None:
    keys = list(sitting.items.values_list("pk", flat=True))
    open_votes(sitting, keys, Opening(mode), by=office)
    _cast(sitting, choice)
    count_votes(sitting, keys, by=office)


def _cast(sitting: Sitting, choice: str, *, left_out: int = 0) -> None:
    """Everybody who may votes the same, but the last ones."""
    rows = sitting.presences.order_by("pk").select_related("member__person__user")
    seats = [(seat, user) for seat in rows if (user := seat.member.person.user)]
    for seat, user in seats[: len(seats) - left_out]:
        tied = seat.member.conflicts.filter(status="standing").values("case")
        items = sitting.items.filter(status=Item.Status.VOTING).exclude(case__in=tied)
        keys = list(items.values_list("pk", flat=True))
        if keys:
            cast_votes(sitting, dict.fromkeys(keys, choice), by=user)
