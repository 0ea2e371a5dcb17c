"""Lists of digital literacy, declared once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.literacy.forms.banks import QuestionFilter
from phongtrao.literacy.forms.courses import CourseFilter
from phongtrao.literacy.forms.results import ResultFilter
from phongtrao.literacy.models import Course, QuestionVersion
from phongtrao.literacy.pages.home import state_of_completion, state_of_learner_result
from phongtrao.web.components import State
from phongtrao.web.tables import BulkAction, Column, Empty, Table, roomy


def _offered(course: Course) -> State:
    if course.out_since:
        return State(gettext("Đã thôi giới thiệu"), "neutral")
    return State(gettext("Đang giới thiệu"), "done")


def _open_to(course: Course) -> str:
    if not course.is_free:
        return gettext("Có phí")
    return gettext("Miễn phí, mở") if course.is_public else gettext("Miễn phí trong ngành")


def _groups(course: Course) -> str:
    return ", ".join(one.name for one in course.groups.all())


COURSES = Table(
    key="courses",
    title=_("Khóa học, học liệu"),
    order="title",
    filter=CourseFilter,
    columns=(
        Column("title", _("Tên"), sort=("sort_key", "pk"), card="title"),
        Column("kind", _("Loại"), value="get_kind_display", sort=("kind", "sort_key")),
        Column("groups", _("Dành cho"), value=_groups, show=roomy),
        Column("holder", _("Chủ sở hữu"), sort=("holder", "pk")),
        Column("licence", _("Giấy phép"), value="get_licence_display", sort=("licence", "pk")),
        Column("free", _("Cách mở"), value=_open_to, sort=("is_free", "is_public", "pk")),
        Column("address", _("Địa chỉ"), on_screen=False),
        Column("framework", _("Khung kỹ năng"), value="version.framework.name", on_screen=False),
        Column("owner", _("Đơn vị giới thiệu"), value="owner.name", sort="owner__sort_key"),
        Column("state", _("Tình trạng"), value=_offered, sort=("out_since", "pk")),
    ),
    row_url="literacy:course",
    empty=Empty(
        _("Chưa có khóa học, học liệu nào."),
        _("Đơn vị giới thiệu khóa học, video, tài liệu để mọi người học bất cứ lúc nào."),
    ),
    file_name="khoa-hoc-hoc-lieu",
)

BANKS = Table(
    key="banks",
    title=_("Ngân hàng câu hỏi"),
    order="title",
    columns=(
        Column("title", _("Ngân hàng câu hỏi"), sort=("title", "pk"), card="title"),
        Column("framework", _("Khung kỹ năng"), value="version.framework.name", show=roomy),
        Column("questions", _("Số câu"), value="stock", sort=("stock", "pk"), align="end"),
        Column("quizzes", _("Bài đang mở"), value="opened", sort=("opened", "pk"), align="end"),
        Column("owner", _("Đơn vị"), value="owner.name", sort="owner__sort_key"),
    ),
    row_url="literacy:bank",
    empty=Empty(
        _("Chưa có ngân hàng câu hỏi nào."),
        _("Lập ngân hàng, thêm câu hỏi hoặc nhập từ Excel, rồi mở bài tự kiểm tra."),
    ),
    file_name="ngan-hang-cau-hoi",
)


def _used(row: QuestionVersion) -> State:
    if row.question.out_since:
        return State(gettext("Đã thôi dùng"), "neutral")
    return State(gettext("Đang dùng"), "done")


def _question_url(row: Any) -> str:
    return reverse("literacy:question_edit", args=[row.question_id])


QUESTIONS = Table(
    key="questions",
    title=_("Câu hỏi"),
    order="place",
    filter=QuestionFilter,
    columns=(
        Column("text", _("Câu hỏi"), sort=("text", "pk"), card="title", show=roomy),
        Column("place", _("Số"), value="question.place", sort="question__place", align="end"),
        Column("kind", _("Loại"), value="get_kind_display", sort=("kind", "pk")),
        Column(
            "competence", _("Năng lực"), value="competence", sort=("competence__position", "pk")
        ),
        Column("number", _("Lần sửa"), sort=("number", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=_used, sort=("question__out_since", "pk")),
    ),
    row_url=_question_url,
    empty=Empty(_("Ngân hàng chưa có câu hỏi nào."), _("Thêm từng câu, hoặc nhập từ Excel.")),
    file_name="cau-hoi",
)

RESULTS = Table(
    key="results",
    title=_("Kết quả kỹ năng số"),
    order="-day",
    filter=ResultFilter,
    columns=(
        Column(
            "name", _("Họ và tên"), value="person.full_name", sort="person__sort_key", card="title"
        ),
        Column("unit", _("Đơn vị"), value="unit.name", sort="unit__sort_key"),
        Column("framework", _("Khung kỹ năng"), value="version.framework.name", show=roomy),
        Column("level", _("Mức"), sort=("level", "pk"), on_screen=False),
        Column("source", _("Nguồn"), value="get_source_display", sort=("source", "pk")),
        Column("reference", _("Nơi học, mã tham chiếu"), on_screen=False),
        Column("day", _("Hoàn thành ngày"), value="done_on", sort=("done_on", "pk"), align="end"),
        Column("state", _("Tình trạng"), value=state_of_completion, sort=("status", "pk")),
    ),
    row_url="literacy:completion",
    bulk=(
        BulkAction(
            _("Xác nhận"),
            "literacy:results_confirm",
            icon="check",
            counted=_("Xác nhận %d kết quả"),
        ),
    ),
    empty=Empty(
        _("Chưa có kết quả nào."),
        _("Kết quả đến từ bài tự kiểm tra, từ danh sách của nền tảng khác, hoặc do đơn vị ghi."),
    ),
    file_name="ket-qua-ky-nang-so",
)


LEARNER_RESULTS = Table(
    key="learner_results",
    title=_("Kết quả của người học được ghi tên"),
    order="-day",
    columns=(
        Column(
            "name",
            _("Họ và tên"),
            value="learner.full_name",
            sort="learner__full_name",
            card="title",
        ),
        Column("group", _("Lớp"), value="learner.group", sort="learner__group"),
        Column("unit", _("Đơn vị"), value="learner.unit.name", sort="learner__unit__sort_key"),
        Column("purpose", _("Dùng để"), value="learner.purpose_note", show=roomy),
        Column("framework", _("Khung kỹ năng"), value="version.framework.name"),
        Column("level", _("Mức"), sort=("level", "pk"), on_screen=False),
        Column("day", _("Hoàn thành ngày"), value="done_on", sort=("done_on", "pk"), align="end"),
        Column("until", _("Lưu tên đến"), value="learner.keep_until", align="end"),
        Column(
            "state", _("Tình trạng"), value=state_of_learner_result, sort=("confirmed_on", "pk")
        ),
    ),
    row_url="literacy:learner_result",
    empty=Empty(
        _("Chưa có kết quả nào của người học được ghi tên."),
        _(
            "Người học chỉ được đếm. Ghi tên khi xét thưởng cần đích danh, kèm mục đích và sự đồng ý."
        ),
    ),
    file_name="ket-qua-nguoi-hoc",
)
