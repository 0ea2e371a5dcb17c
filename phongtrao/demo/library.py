"""What the library of the demo holds: works of the last years with all that became of them. Every name is invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.lib.periods import Period, PeriodKind, containing
from phongtrao.orgs.models import Grant, Post, Unit
from phongtrao.recognition.models import Creation, IpAsset
from phongtrao.recognition.services.adoption import Figure, Use, adopt, confirm_adoption
from phongtrao.recognition.services.creations import (
    AuthorShare,
    Recognition,
    register_creation,
    register_practice,
)
from phongtrao.recognition.services.objections import raise_objection
from phongtrao.recognition.services.property import Right, register_asset
from phongtrao.recognition.services.registered import paper_named
from phongtrao.recognition.services.replication import propose_replication, replicate, shortlist
from phongtrao.recognition.services.scopes import ask_for_scope, recognise_scope

Writer = tuple[Unit, User]


@dataclass(frozen=True, slots=True)
class Work:
    """``ago``: how many school years; ``wide``: whether the province recognised it as well."""

    title: str
    summary: str
    area: str
    theme: str
    ago: int
    solution: str = "Giải pháp tác nghiệp"
    tags: tuple[str, ...] = ()
    wide: bool = False
    used: int = 0


DIGITAL, STEAM = "Chuyển đổi số trong giáo dục", "Giáo dục STEAM/STEM, văn hóa đọc"
QUALITY, REFORM = "Nâng cao chất lượng dạy và học", "Cải cách hành chính, quản lý giáo dục"
PRESCHOOL, PRIMARY = "Giáo dục mầm non", "Giáo dục tiểu học"
LOWER, UPPER, PUPILS = (
    "Giáo dục trung học cơ sở",
    "Giáo dục trung học phổ thông",
    "Công tác học sinh",
)
WORKS = (
    Work("Tủ sách xoay vòng giữa các lớp vùng sâu", "Mỗi tháng một thùng sách đổi lớp, học sinh tự ghi sổ mượn.", PRIMARY, STEAM, 0, tags=("Văn hóa đọc",), wide=True, used=6),
    Work("Bản đồ số các di tích của xã do học sinh lập", "Học sinh phỏng vấn người già, chụp ảnh, ghi lên bản đồ dùng chung.", LOWER, DIGITAL, 0, tags=("Công nghệ 4.0",), used=3),
    Work("Phòng thí nghiệm ảo môn Hóa học lớp 11", "Bài thí nghiệm nguy hiểm làm trước trên máy, rồi mới làm thật.", UPPER, DIGITAL, 1, "Giải pháp kỹ thuật", ("Trí tuệ nhân tạo", "STEM"), wide=True, used=8),
    Work("Sổ theo dõi bữa ăn bán trú minh bạch với phụ huynh", "Ảnh bữa ăn và giá thực phẩm đăng mỗi ngày trước 10 giờ.", PRESCHOOL, REFORM, 1, "Giải pháp quản lý", used=4),
    Work("Ngân hàng đề kiểm tra phân hóa theo bốn mức", "Mỗi câu có mức, lời giải, lỗi thường gặp; tổ cùng soát.", LOWER, QUALITY, 1, tags=("Học liệu mở",), used=2),
    Work("Góc tâm lý học đường mở cửa giờ ra chơi", "Thầy cô trực theo lịch, hộp thư kín, chuyển tuyến khi cần.", PUPILS, QUALITY, 1, "Giải pháp quản lý"),
    Work("Dạy bơi an toàn bằng bể lắp ghép", "Bể tháo lắp dùng chung năm trường, lịch chia theo tuần.", PUPILS, QUALITY, 2, "Giải pháp kỹ thuật", wide=True, used=5),
    Work("Trò chơi dân gian trong giờ hoạt động ngoài trời", "Hai mươi trò có luật ngắn, dụng cụ từ tre và lá.", PRESCHOOL, QUALITY, 2, used=2),
    Work("Lịch công tác tuần dùng chung của cụm trường", "Một lịch, mỗi trường một màu, không họp trùng giờ.", UPPER, REFORM, 2, "Giải pháp quản lý"),
    Work("Câu lạc bộ lập trình bằng thẻ giấy", "Không cần máy tính: thẻ lệnh, sàn ô vuông, thi giữa các lớp.", PRIMARY, STEAM, 3, tags=("STEM",), used=3),
    Work("Nhật ký đọc bằng tranh của học sinh lớp một", "Mỗi tuần một bức tranh kể lại sách đã nghe.", PRIMARY, STEAM, 3, tags=("Văn hóa đọc",)),
    Work("Ôn thi theo nhóm chéo giữa hai trường", "Học sinh giỏi kèm học sinh cần giúp, đổi trường mỗi tháng.", UPPER, QUALITY, 4),
)  # fmt: skip
PRACTICES = (
    ("Ngày thứ Bảy không giấy", "Sáng thứ Bảy hằng tuần mọi trao đổi của tổ làm trên máy; ai vướng có người ngồi cạnh giúp.", REFORM),
    ("Mỗi tuần một thí nghiệm mở cửa", "Phòng thí nghiệm mở cho học sinh mọi khối vào trưa thứ Tư, có thầy cô trực và nhật ký an toàn.", STEAM),
)  # fmt: skip


def write_library(province: Province, chance: Random) -> None:
    writers = _writers(province, len(WORKS) + 2)
    users = _writers(province, 60)[len(WORKS) :]
    made = [
        _recognised(work, writers[place % len(writers)], place, province.people["vanphong"])
        for place, work in enumerate(WORKS)
    ]
    for creation, work in zip(made, WORKS, strict=True):
        if work.wide:
            _recognise_wide(creation, province)
        _use(creation, chance.sample(users, min(work.used, len(users))), chance)
    _roads(made, province)
    _others(made, province)


def _writers(province: Province, most: int) -> list[Writer]:
    """The schools of the sign-in page first, so that their pages are full; then others with their heads."""
    own = [province.places["upper"].pk, province.places["lower"].pk]
    heads = Grant.objects.today().filter(role=Role.HEAD, unit__kind=Unit.Kind.SCHOOL)
    rows = list(heads.select_related("unit", "user").order_by("pk"))
    rows.sort(key=lambda grant: (grant.unit_id not in own, grant.pk))
    found = {grant.unit_id: (grant.unit, grant.user) for grant in rows}
    return list(found.values())[:most]


def _recognised(work: Work, writer: Writer, place: int, by: User) -> Creation:
    unit, _head = writer
    year = _year(work.ago)
    day = min(year.start + timedelta(days=40 + 7 * place), timezone.localdate())
    posts = Post.objects.today().full().filter(unit=unit).select_related("person")
    people = [post.person for post in posts.order_by("pk")[:2]]
    parts = (Decimal(100),) if len(people) == 1 else (Decimal(60), Decimal(40))
    shares = [
        AuthorShare(person, unit, part, is_first=person is people[0])
        for person, part in zip(people, parts, strict=True)
    ]
    creation = Creation(
        kind=Creation.Kind.INITIATIVE,
        title=work.title,
        summary=work.summary,
        unit=unit,
        area=work.area,
        theme=work.theme,
        solution=work.solution,
        tags=list(work.tags),
        year=year.key,
    )
    return register_creation(creation, shares, Recognition("base", day, unit), by=by)


def _year(ago: int) -> Period:
    year = containing(timezone.localdate(), PeriodKind.SCHOOL_YEAR)
    for _step in range(ago):
        year = year.previous()
    return year


def _recognise_wide(creation: Creation, province: Province) -> None:
    """The People's Committee decides, the Sở writes it down."""
    decider = Unit.objects.get(kind=Unit.Kind.PROVINCE)
    first = creation.scopes.get().decided_on
    day = min(first + timedelta(days=60), timezone.localdate())
    said = f"Công nhận phạm vi ảnh hưởng của “{creation.title}”"
    paper = paper_named(f"{700 + creation.pk}/QĐ-UBND", day, decider, abstract=said)
    decision = Recognition(
        "province", day, decider, paper, effect="Nhiều trường đã dùng, dễ làm theo."
    )
    recognise_scope(creation, decision, by=province.people["vanphong"])


def _use(creation: Creation, users: list[Writer], chance: Random) -> None:
    for unit, head in users:
        if unit.pk == creation.unit_id:
            continue
        use = Use(
            timezone.localdate() - timedelta(days=chance.randint(20, 300)),
            "Dùng ở cả khối, thầy cô bớt việc giấy tờ, học sinh hào hứng hơn.",
            people=chance.randint(40, 420),
            figures=(Figure("Thời gian chuẩn bị một tuần", "giờ", Decimal(9), Decimal(4)),),
        )
        adoption = adopt(creation, unit, use, by=head)
        if chance.random() < 0.8:  # noqa: PLR2004 -- most heads have answered
            confirm_adoption(adoption, by=head)


def _roads(made: list[Creation], province: Province) -> None:
    """One in each column of the board; a request that waits for the Sở."""
    office, owner = province.people["vanphong"], province.department
    proposed = [
        propose_replication(
            creation, owner, "Ít tốn kém, trường nào cũng làm được.", by=_head(creation)
        )
        for creation in made[:4]
    ]
    for road in proposed[1:]:
        shortlist(road, by=office)
    said = f"Nhân rộng “{proposed[3].creation.title}”"
    day = timezone.localdate() - timedelta(days=9)
    replicate(
        proposed[3], paper_named("1207/SGDĐT-VP", day, owner, abstract=said, kind="CV"), by=office
    )
    effect = "Ba trường trong tỉnh đã dùng từ đầu năm học, có số liệu trước và sau."
    ask_for_scope(made[1], owner, "province", effect, by=_head(made[1]))


def _others(made: list[Creation], province: Province) -> None:
    """Models of two schools, a filed right, a complaint."""
    for place, (title, summary, theme) in enumerate(PRACTICES):
        unit, head = _writers(province, 2)[place]
        practice = Creation(unit=unit, title=title, summary=summary, theme=theme, year=_year(0).key)
        register_practice(practice, [], by=head)
    filed: date = made[2].scopes.order_by("decided_on")[0].decided_on
    right = Right(IpAsset.Kind.COPYRIGHT, "Phần mềm thí nghiệm ảo", "QTG-0142", filed)
    register_asset(made[2], made[2].unit, right, by=_head(made[2]))
    words = (
        "Một trường của xã đã làm tủ sách xoay vòng từ trước, xin đối chiếu ngày áp dụng đầu tiên."
    )
    raise_objection(made[0], words, by=province.people["xa"])


def _head(creation: Creation) -> User:
    heads = Grant.objects.today().filter(role=Role.HEAD, unit=creation.unit)
    return heads.select_related("user").order_by("pk")[0].user
