"""Initiatives of the demo: a round of the Sở and one of a school, a dozen in every state of writing and checking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.demo.reports import report_of
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.catalogue import round_defaults
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.authors import Share, set_authors
from phongtrao.initiatives.services.checking import Place, accept_as_valid, return_initiative
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.rounds import draft_round, open_round
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import Draft, Figure, save_draft, start_initiative
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Grant, Post, Unit


@dataclass(frozen=True, slots=True)
class Idea:
    """What one initiative is about; what it says stands in ``reports``."""

    title: str
    theme: str
    area: str
    solution: str
    figure: tuple[str, str, int, int]
    tags: tuple[str, ...] = ()


Writer = tuple[Unit, User]
W, M, T = "working", "management", "technical"
IDEAS = (
    Idea("Chấm bài trắc nghiệm bằng điện thoại và ngân hàng câu hỏi của tổ Toán", "digital", "lower", W, ("Thời gian chấm một lớp", "phút", 120, 15), ("ai",)),
    Idea("Góc đọc mười phút đầu giờ với sách do học sinh chọn", "steam", "primary", W, ("Lượt mượn sách một tháng", "lượt", 18, 164), ("reading",)),
    Idea("Sổ liên lạc bằng giọng nói cho phụ huynh vùng cao", "quality", "pupils", M, ("Phụ huynh nhận được tin", "%", 46, 91)),
    Idea("Bộ thí nghiệm Vật lý từ vật liệu tái chế", "steam", "lower", T, ("Học sinh được tự tay làm thí nghiệm", "%", 22, 88), ("stem",)),
    Idea("Trợ lý soạn phiếu học tập phân hóa cho môn Ngữ văn", "digital", "upper", W, ("Thời gian soạn một bộ phiếu", "phút", 150, 40), ("ai", "open")),
    Idea("Xử lý văn bản đến trong ngày bằng bảng việc chung", "reform", "management", M, ("Văn bản trả lời trễ", "văn bản/tháng", 14, 2)),
    Idea("Câu lạc bộ an toàn trên mạng do học sinh điều hành", "work", "pupils", W, ("Học sinh nhận ra tin lừa đảo", "%", 35, 83), ("safety",)),
    Idea("Vườn rau đo độ ẩm tự động của học sinh khối 8", "steam", "lower", T, ("Giờ thực hành một học kỳ", "giờ", 2, 12), ("stem", "industry4")),
    Idea("Lớp xóa mù công nghệ cho người lớn tại nhà văn hóa xã", "steam", "continuing", W, ("Người tự nộp hồ sơ trực tuyến", "người", 5, 74)),
    Idea("Kho video dạy múa hát dân ca cho trường mầm non", "quality", "preschool", W, ("Tiết dạy dùng dân ca", "tiết/tháng", 1, 9), ("open",)),
    Idea("Lịch trực bán trú tự sắp theo nguyện vọng", "reform", "management", M, ("Lần đổi lịch một tháng", "lần", 21, 3)),
    Idea("Phiếu theo dõi sức khỏe học sinh dùng chung với trạm y tế", "work", "equipment", M, ("Phiếu không khớp", "phiếu", 63, 4)),
)  # fmt: skip
DAYS_OPEN, DAYS_LEFT = 40, 12
GUIDE = "Mỗi người chọn một chủ đề chính. Kể thật, kể đủ từng bước; số liệu trước và sau phải cùng đơn vị tính."


def write_initiatives(province: Province, chance: Random) -> None:
    """S0-34: the Sở's round of the year, and a school's own before it."""
    office = province.people["vanphong"]
    round_ = open_demo_round(
        province.department, InitiativeRound.Level.DEPARTMENT, "cấp Sở", office
    )
    teacher, lower = province.people["giaovien"], province.places["lower"]
    _half_written(round_, lower, teacher)
    returned = hand_in(round_, IDEAS[0], (lower, teacher), chance)
    return_initiative(
        returned,
        "Báo cáo rõ ràng, xin bổ sung hai chỗ rồi nộp lại.",
        [
            Place("o1", "Ghi rõ số lớp, số học sinh đã khảo sát."),
            Place("o6", "Nêu nguồn của số liệu sau khi áp dụng."),
        ],
        by=office,
    )
    handed = [
        hand_in(round_, idea, writer, chance)
        for idea, writer in with_writers(IDEAS[2:10], province)
    ]
    every_point = {item["key"]: True for item in round_.checklist}
    for initiative in handed[:3]:
        accept_as_valid(initiative, every_point, by=office)
    _age(handed)
    _school_round(province, chance)


def _school_round(province: Province, chance: Random) -> None:
    school, head = province.places["upper"], province.people["hieutruong"]
    round_ = open_demo_round(school, InitiativeRound.Level.SCHOOL, "cấp trường", head)
    focal = Grant.objects.today().filter(role=Role.FOCAL, unit=school).select_related("user")
    writer = focal.exclude(user=head.pk)[0].user
    for idea in IDEAS[10:]:
        hand_in(round_, idea, (school, writer), chance)


def open_demo_round(owner: Unit, level: str, words: str, by: User) -> InitiativeRound:
    today = timezone.localdate()
    year = containing(today, PeriodKind.SCHOOL_YEAR)
    form = FormVersion.objects.get(form__key="initiative_report", form__owner=None)
    round_ = InitiativeRound(
        owner=owner,
        title=f"Đợt xét sáng kiến {words}, {year.label.lower()}",
        level=level,
        year=year.key,
        opens_on=today - timedelta(days=DAYS_OPEN),
        closes_on=today + timedelta(days=DAYS_LEFT),
        guide=GUIDE,
        form=form,
        **round_defaults(),
    )
    return open_round(draft_round(round_, by=by), by=by)


def with_writers(
    ideas: tuple[Idea, ...], province: Province, besides: Iterable[int] = ()
) -> list[tuple[Idea, Writer]]:
    """Each with a head of a school of its level, else of any; none of those of the sign-in page."""
    own = [place.pk for place in province.places.values()] + list(besides)
    heads = Grant.objects.today().filter(role=Role.HEAD, unit__kind=Unit.Kind.SCHOOL)
    rows = heads.exclude(unit__in=own).select_related("unit", "user").order_by("pk")
    left = [(grant.unit, grant.user) for grant in rows]
    found = []
    for idea in ideas:
        fits = (writer for writer in left if writer[0].level == idea.area)
        writer = next(fits, left[0])
        left.remove(writer)
        found.append((idea, writer))
    return found


def _half_written(round_: InitiativeRound, unit: Unit, by: User) -> Initiative:
    """What a teacher finds again: begun, with a colleague who has yet to confirm."""
    idea = IDEAS[1]
    made = start_initiative(round_, unit, idea.title, by=by)
    draft = Draft(idea.title, theme=idea.theme, values=report_of(idea.title))
    save_draft(made, draft, made.saved, by=by)
    posts = Post.objects.today().full().filter(unit=unit).exclude(person__user=by.pk)
    if colleague := posts.select_related("person").order_by("pk").first():
        share = Share(colleague.person, Decimal(30), "Thử ở lớp của mình")
        set_authors(made, Decimal(70), [share], by=by)
    return made


def hand_in(round_: InitiativeRound, idea: Idea, writer: Writer, chance: Random) -> Initiative:
    unit, by = writer
    made = start_initiative(round_, unit, idea.title, by=by)
    name, measure, before, after = idea.figure
    used = timezone.localdate() - timedelta(days=chance.randint(60, 300))
    draft = Draft(
        idea.title,
        solution=idea.solution,
        area=idea.area,
        theme=idea.theme,
        tags=idea.tags,
        first_use=Initiative.FirstUse.FIRST,
        first_used_on=used,
        values=report_of(idea.title),
        figures=(Figure(name, measure, Decimal(before), Decimal(after)),),
        first_users=(("Lò Thị Mây (tên ví dụ)", unit.name, "Dạy thử và ghi số liệu"),),
    )
    save_draft(made, draft, made.saved, by=by)
    table = ContentFile(
        f"{name};{measure};{before};{after}\n".encode(), name=f"so-lieu-{made.pk}.csv"
    )
    attach_file(made, table, by=by)
    submit_initiative(made, by=by)
    return made


def _age(handed: list[Initiative]) -> None:
    """As if they had come in over the last weeks: the first ones press."""
    now = timezone.now()
    for place, initiative in enumerate(handed):
        when = now - timedelta(days=33 - 4 * place)
        Initiative.objects.filter(pk=initiative.pk).update(submitted_at=when)
        initiative.versions.update(made_at=when)
