"""The people anybody can be, one click each, in the demo only."""

from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from phongtrao.accounts.demo_signins import DemoSignIn
from phongtrao.accounts.models import Role, User
from phongtrao.demo.province import FOUNDED
from phongtrao.orgs.models import Line, Person, Post, Unit
from phongtrao.orgs.services import NewRole, add_person, appoint, give_role

PASSWORD = "phongtrao"  # noqa: S105 -- shown on the sign-in page of the demo, and only there


@dataclass(frozen=True, slots=True)
class Part:
    """Who somebody is in the demo: the account, the post, and where the role holds."""

    username: str
    full_name: str
    position: str
    role: Role
    place: str  # a key of ``places``
    line: Line = Line.ADMIN
    category: str = Post.Category.CIVIL


PARTS = (
    Part("vanphong", "Lê Thu An", "Chuyên viên Văn phòng Sở", Role.OFFICE, "department", Line.PROF),
    Part("giamdoc", "Phạm Quang Dũng", "Giám đốc Sở", Role.LEADER, "department", Line.PROF),
    Part(
        "hieutruong",
        "Trần Minh Bình",
        "Hiệu trưởng",
        Role.HEAD,
        "upper",
        category=Post.Category.PUBLIC,
    ),
    Part(
        "daumoi",
        "Đỗ Ngọc Lan",
        "Đầu mối theo dõi thi đua",
        Role.FOCAL,
        "lower",
        category=Post.Category.PUBLIC,
    ),
    Part("xa", "Bùi Đức Lâm", "Phó Chủ tịch xã", Role.HEAD, "commune"),
    Part(
        "giaovien",
        "Vũ Thị Giang",
        "Giáo viên",
        Role.TEACHER,
        "lower",
        category=Post.Category.PUBLIC,
    ),
    Part("thanhtra", "Hồ Gia Khánh", "Thanh tra viên", Role.AUDITOR, "department", Line.PROF),
    Part(
        "tochuc",
        "Đinh Thị Tâm",
        "Chuyên viên Tổ chức cán bộ",
        Role.PERSONNEL,
        "department",
        Line.PROF,
    ),
    Part("quantri", "Mai Thanh Hòa", "Quản trị hệ thống", Role.ADMIN, "department", Line.PROF),
)

SIGNINS = [
    DemoSignIn(
        "vanphong",
        "Lê Thu An",
        Role.OFFICE.label,
        _("tiếp nhận kế hoạch, giao việc, đôn đốc, tổng hợp"),
    ),
    DemoSignIn("giamdoc", "Phạm Quang Dũng", Role.LEADER.label, _("nhìn toàn tỉnh, duyệt báo cáo")),
    DemoSignIn(
        "hieutruong", "Trần Minh Bình", Role.HEAD.label, _("tiếp nhận, báo cáo của trường THPT")
    ),
    DemoSignIn(
        "daumoi", "Đỗ Ngọc Lan", Role.FOCAL.label, _("theo dõi việc, soạn báo cáo của trường THCS")
    ),
    DemoSignIn("xa", "Bùi Đức Lâm", Role.HEAD.label, _("xem các trường của xã, báo cáo của xã")),
    DemoSignIn(
        "giaovien", "Vũ Thị Giang", Role.TEACHER.label, _("xem kế hoạch và việc của trường")
    ),
    DemoSignIn("thanhtra", "Hồ Gia Khánh", Role.AUDITOR.label, _("đọc toàn tỉnh, không sửa")),
    DemoSignIn(
        "tochuc", "Đinh Thị Tâm", Role.PERSONNEL.label, _("người, vị trí, xếp loại, kỷ luật")
    ),
    DemoSignIn("quantri", "Mai Thanh Hòa", Role.ADMIN.label, _("tài khoản, phân quyền, nhật ký")),
]


def places_of(units: list[Unit]) -> dict[str, Unit]:
    """Where they stand: a lower secondary school, its commune, an upper school, the Sở."""
    department = next(unit for unit in units if unit.kind == Unit.Kind.DEPARTMENT)
    lower = next(unit for unit in units if unit.level == Unit.Level.LOWER)
    upper = next(unit for unit in units if unit.level == Unit.Level.UPPER)
    commune = next(
        unit
        for unit in units
        if unit.kind == Unit.Kind.COMMUNE and lower.admin_path.startswith(unit.admin_path)
    )
    return {"department": department, "lower": lower, "upper": upper, "commune": commune}


def write_signins(places: dict[str, Unit]) -> dict[str, User]:
    """Through the services, so that their history exists."""
    return {part.username: _write(part, places[part.place]) for part in PARTS}


def _write(part: Part, unit: Unit) -> User:
    # The teacher has no mail, so that a new password by printed code can be tried.
    email = "" if part.role == Role.TEACHER else f"{part.username}@songngan.example"
    user = User.objects.create_user(part.username, part.full_name, PASSWORD, email=email)
    person = add_person(
        Person(full_name=part.full_name, code=f"SN-{part.username}", user=user), by=None
    )
    post = Post(
        person=person,
        unit=unit,
        position=part.position,
        category=part.category,
        is_frontline=part.role == Role.TEACHER,
        days=DateRange(FOUNDED, None),
    )
    appoint(post, by=None)
    give_role(user, NewRole(part.role, unit, line=part.line, since=FOUNDED), by=None)
    return user
