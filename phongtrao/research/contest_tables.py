"""Lists of contests of students, declared once. The columns of projects are those a workbook brings in."""

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.periods import parse_period
from phongtrao.research import catalogue
from phongtrao.research.forms.contests import ContestFilter, ProjectFilter
from phongtrao.research.models import Contest, ContestProject
from phongtrao.web.tables import Column, Empty, Table, roomy


def year_of(contest: Contest) -> str:
    return parse_period(contest.year).label


def field_of(project: ContestProject) -> str:
    return catalogue.contest_fields().get(project.field, project.field)


def prize_of(project: ContestProject) -> str:
    return catalogue.prize_label(project.prize)


CONTESTS = Table(
    key="contests",
    title=_("Cuộc thi của học sinh"),
    order="-held_on",
    filter=ContestFilter,
    columns=(
        Column("name", _("Tên cuộc thi"), sort=("sort_key", "pk"), card="title", show=roomy),
        Column("level", _("Cấp"), value="get_level_display", sort=("place", "pk")),
        Column("year", _("Năm học, năm"), value=year_of, sort=("year", "pk")),
        Column("organiser", _("Cơ quan tổ chức"), show=roomy),
        Column("owner", _("Đơn vị ghi kết quả"), value="owner.name", on_screen=False),
        Column("held_on", _("Công bố kết quả"), sort=("held_on", "pk"), align="end"),
        Column("entered", _("Dự án"), sort=("entered", "pk"), align="end"),
        Column("students", _("Học sinh"), sort=("students", "pk"), align="end"),
        Column("prized", _("Có giải"), sort=("prized", "pk"), align="end"),
    ),
    row_url="research:contest",
    empty=Empty(
        _("Chưa có cuộc thi nào."),
        _("Ghi cuộc thi khoa học, kỹ thuật và cuộc thi tương đương của học sinh; các trường ghi dự án dự thi vào đó."),
    ),
    file_name="cuoc-thi-cua-hoc-sinh",
)  # fmt: skip

PROJECTS = Table(
    key="contest-projects",
    title=_("Dự án dự thi"),
    order="prize",
    filter=ProjectFilter,
    columns=(
        Column("title", _("Tên dự án"), sort=("sort_key", "pk"), card="title", show=roomy),
        Column("unit", _("Trường"), value="unit.name", sort=("unit__sort_key", "pk"), show=roomy),
        Column("field", _("Lĩnh vực"), value=field_of, sort=("field", "pk")),
        Column("students", _("Số học sinh"), sort=("students", "pk"), align="end", total=Sum("students")),
        Column("teacher", _("Giáo viên hướng dẫn"), value="teacher.full_name"),
        Column("prize", _("Giải"), value=prize_of, sort=("rank", "pk")),
    ),
    row_url="research:project",
    empty=Empty(
        _("Chưa có dự án nào."),
        _("Trường ghi từng dự án, hoặc nơi ghi cuộc thi nhập cả bảng kết quả từ Excel."),
    ),
    file_name="du-an-du-thi",
)  # fmt: skip
