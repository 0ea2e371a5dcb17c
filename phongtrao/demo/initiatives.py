"""Initiatives of the demo: a round of the Sở and one of a school, a dozen in every state of writing and checking."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.catalogue import round_defaults
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.authors import Share, set_authors
from phongtrao.initiatives.services.checking import Place, accept_as_valid, return_initiative
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.rounds import draft_round, open_round
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.initiatives.services.writing import Draft, Figure, save_draft, start_initiative
from phongtrao.lib.numbers import with_measure
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.orgs.models import Grant, Post, Unit


@dataclass(frozen=True, slots=True)
class Idea:
    """What one initiative is about, in words the report is made of."""

    title: str
    before: str
    means: str
    theme: str
    area: str
    solution: str
    figure: tuple[str, str, int, int]
    tags: tuple[str, ...] = ()


Writer = tuple[Unit, User]
W, M, T = "working", "management", "technical"
IDEAS = (
    Idea("Chấm bài trắc nghiệm bằng điện thoại và ngân hàng câu hỏi của tổ Toán", "chấm bài trên giấy mất hai buổi tối một lớp", "ngân hàng câu hỏi dùng chung và điện thoại chụp phiếu", "digital", "lower", W, ("Thời gian chấm một lớp", "phút", 120, 15), ("ai",)),
    Idea("Góc đọc mười phút đầu giờ với sách do học sinh chọn", "tủ sách lớp phủ bụi, mỗi tháng chỉ vài lượt mượn", "lịch đọc mười phút đầu giờ và phiếu kể lại bằng tranh", "steam", "primary", W, ("Lượt mượn sách một tháng", "lượt", 18, 164), ("reading",)),
    Idea("Sổ liên lạc bằng giọng nói cho phụ huynh vùng cao", "giấy mời họp thường không tới tay phụ huynh", "bản tin thoại ngắn bằng tiếng dân tộc gửi qua điện thoại", "quality", "pupils", M, ("Phụ huynh nhận được tin", "%", 46, 91)),
    Idea("Bộ thí nghiệm Vật lý từ vật liệu tái chế", "phòng thí nghiệm thiếu bộ dụng cụ cho từng nhóm", "hộp dụng cụ tự làm từ vỏ chai, pin cũ và dây dẫn", "steam", "lower", T, ("Học sinh được tự tay làm thí nghiệm", "%", 22, 88), ("stem",)),
    Idea("Trợ lý soạn phiếu học tập phân hóa cho môn Ngữ văn", "giáo viên soạn một phiếu chung cho cả lớp", "mẫu yêu cầu có sẵn cho trợ lý trí tuệ nhân tạo và bảng soát lại", "digital", "upper", W, ("Thời gian soạn một bộ phiếu", "phút", 150, 40), ("ai", "open")),
    Idea("Xử lý văn bản đến trong ngày bằng bảng việc chung", "văn bản đến nằm ở nhiều sổ, hay trễ hạn trả lời", "một bảng việc chung có hạn và người nhận", "reform", "management", M, ("Văn bản trả lời trễ", "văn bản/tháng", 14, 2)),
    Idea("Câu lạc bộ an toàn trên mạng do học sinh điều hành", "học sinh bị lừa đảo trên mạng mà không biết hỏi ai", "nhóm học sinh nòng cốt, tình huống đóng vai hằng tuần", "work", "pupils", W, ("Học sinh nhận ra tin lừa đảo", "%", 35, 83), ("safety",)),
    Idea("Vườn rau đo độ ẩm tự động của học sinh khối 8", "bài học cảm biến chỉ dạy trên tranh", "cảm biến rẻ tiền, bảng số liệu lớp tự ghi", "steam", "lower", T, ("Giờ thực hành một học kỳ", "giờ", 2, 12), ("stem", "industry4")),
    Idea("Lớp xóa mù công nghệ cho người lớn tại nhà văn hóa xã", "người lớn tuổi nhờ con cháu làm hộ dịch vụ công", "lớp tối hai buổi, mỗi học sinh kèm một người lớn", "steam", "continuing", W, ("Người tự nộp hồ sơ trực tuyến", "người", 5, 74)),
    Idea("Kho video dạy múa hát dân ca cho trường mầm non", "cô giáo mới chưa biết dân ca của địa phương", "kho video ngắn do nghệ nhân trong xã dạy", "quality", "preschool", W, ("Tiết dạy dùng dân ca", "tiết/tháng", 1, 9), ("open",)),
    Idea("Lịch trực bán trú tự sắp theo nguyện vọng", "xếp lịch trực bằng tay hay trùng, hay đổi", "bảng tính tự xếp theo nguyện vọng và số giờ", "reform", "management", M, ("Lần đổi lịch một tháng", "lần", 21, 3)),
    Idea("Phiếu theo dõi sức khỏe học sinh dùng chung với trạm y tế", "phiếu giấy của trường và của trạm không khớp nhau", "một phiếu chung cập nhật sau mỗi đợt khám", "work", "equipment", M, ("Phiếu không khớp", "phiếu", 63, 4)),
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


def with_writers(ideas: tuple[Idea, ...], province: Province) -> list[tuple[Idea, Writer]]:
    """Each with a head of a school of its level, else of any; none of those of the sign-in page."""
    own = [place.pk for place in province.places.values()]
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
    values = {"o1": _report(idea)["o1"], "o2": _report(idea)["o2"]}
    save_draft(made, Draft(idea.title, theme=idea.theme, values=values), made.saved, by=by)
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
        values=_report(idea),
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


def _report(idea: Idea) -> dict[str, str]:
    """The boxes of packs/forms/initiative_report.yaml, as a teacher would fill them in."""
    name, measure, before, after = idea.figure
    return {
        "o1": f"Trước khi có giải pháp, {idea.before}. Chúng tôi khảo sát ba lớp trong hai tháng đầu năm học,"
        f" hỏi chuyện học sinh, phụ huynh và đồng nghiệp. {name} khi ấy là {with_measure(Decimal(before), measure)}. Cách làm cũ quen"
        " thuộc, ít tốn kém nhưng chậm, khó theo dõi và phụ thuộc vào từng người.",
        "o2": f"Thay cách làm cũ bằng {idea.means}, để thầy cô bớt việc giấy tờ, học sinh được tham gia nhiều hơn.",
        "o3": f"Giải pháp dùng {idea.means}.\nBước 1: Tổ chuyên môn họp, chọn hai lớp làm thử, ghi số liệu ban"
        " đầu.\nBước 2: Chuẩn bị học liệu, thiết bị; hướng dẫn đồng nghiệp trong một buổi sinh hoạt tổ.\nBước 3: Làm"
        " thử bốn tuần, mỗi tuần ghi lại chỗ vướng và sửa ngay.\nBước 4: Mở rộng ra cả khối, giao mỗi lớp một học"
        " sinh phụ trách.\nBước 5: Cuối học kỳ đo lại bằng đúng cách đo ban đầu, so sánh, viết thành hướng dẫn hai"
        " trang để trường khác làm theo.",
        "o4": "Ở đơn vị chưa ai làm theo cách này. Điểm mới là học sinh và đồng nghiệp cùng làm từ đầu, số liệu được"
        " ghi hằng tuần chứ không chờ cuối năm, và học liệu để mở cho mọi người sửa.",
        "o5": "Đã áp dụng ở cả khối trong một học kỳ. Trường nào có điện thoại của giáo viên và một buổi tập huấn là"
        " làm được, không cần mua thêm thiết bị.",
        "o6": f"{name}: trước là {before}, nay là {with_measure(Decimal(after), measure)}. Thầy cô tiết kiệm thời gian, phụ huynh yên tâm,"
        " học sinh hào hứng hơn hẳn trong các giờ học.",
    }  # fmt: skip


def _age(handed: list[Initiative]) -> None:
    """As if they had come in over the last weeks: the first ones press."""
    now = timezone.now()
    for place, initiative in enumerate(handed):
        when = now - timedelta(days=33 - 4 * place)
        Initiative.objects.filter(pk=initiative.pk).update(submitted_at=when)
        initiative.versions.update(made_at=when)
