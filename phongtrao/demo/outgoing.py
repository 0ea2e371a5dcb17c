"""Outgoing papers of the invented Sở, one in every state: drafted, commented on, returned, void, issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.demo.load import Province
from phongtrao.demo.province import FOUNDED
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.numbering import file_title
from phongtrao.documents.queries import symbol_for
from phongtrao.documents.services import (
    Draft,
    Issue,
    approve_draft,
    ask_opinions,
    draft_document,
    edit_draft,
    give_opinion,
    issue_document,
    return_draft,
    submit_draft,
)
from phongtrao.documents.word.render import fill_template
from phongtrao.documents.written import WrittenFacts, template_for
from phongtrao.orgs.models import Grant, Line, Person, Post, Unit
from phongtrao.orgs.services import NewRole, add_person, appoint, give_role

K = DocumentKind
RECIPIENTS = "Các phòng, đơn vị thuộc Sở\nBan Thi đua – Khen thưởng tỉnh (để b/c)\nLưu: VT, VP"


@dataclass(frozen=True, slots=True)
class Desk:
    """Who drafts, who signs, and for whom."""

    unit: Unit
    office: User
    director: User
    deputy: User

    def draft(
        self, kind: str, abstract: str, *lines: str, signer: User | None = None
    ) -> OfficialDocument:
        """The file prints the director, unless another is to sign."""
        upload = self._file(kind, abstract, lines, signer or self.director)
        draft = Draft(kind, abstract, recipients=RECIPIENTS)
        return draft_document(draft, self.unit, upload, by=self.office)

    def revise(self, paper: OfficialDocument, note: str, *lines: str) -> None:
        draft = Draft(paper.kind, paper.abstract, note)
        file = self._file(paper.kind, paper.abstract, lines, self.director)
        edit_draft(paper, draft, file, by=self.office)

    def _file(
        self, kind: str, abstract: str, lines: Sequence[str], signer: User
    ) -> "ContentFile[bytes]":
        """As an office writes it: the blank form of the decree, filled in Word."""
        is_own = signer == self.director
        facts = WrittenFacts(
            kind=kind,
            abstract=abstract,
            superior="UBND tỉnh Sông Ngân",
            issuer="Sở Giáo dục và Đào tạo",
            symbol=symbol_for(kind, self.unit),
            place="Sông Ngân",
            addressed_to="Các phòng, đơn vị thuộc Sở" if kind == K.LETTER else "",
            text="\n".join(lines),
            capacity="" if is_own else "KT. Giám đốc",
            position="Giám đốc" if is_own else "Phó Giám đốc",
            signer=signer.full_name,
            recipients=RECIPIENTS,
            as_of=timezone.localdate().isoformat(),
        )
        form = template_for(kind)
        values = form.fill(facts.to_json())
        content = fill_template(form.default.read_bytes(), form.places, values)
        return ContentFile(content, f"{file_title(abstract)} (dự thảo).docx")

    def approved(self, paper: OfficialDocument, signer: User) -> OfficialDocument:
        approve_draft(submit_draft(paper, signer, by=self.office), by=signer)
        return paper

    def issued(self, paper: OfficialDocument, number: int | None = None) -> None:
        symbol = symbol_for(paper.kind, self.unit)
        issue = Issue(
            symbol, timezone.localdate(), number=number, confirmed=True, kept_by="Văn thư"
        )
        issue_document(self.approved(paper, self.deputy), issue, by=self.office)


def write_outgoing(province: Province) -> None:
    people = province.people
    unit = province.department
    desk = Desk(unit, people["vanphong"], people["giamdoc"], _deputy(unit))
    _in_discussion(desk, [people["thanhtra"], people["quantri"]])
    _waiting(desk)
    _void(desk)
    desk.approved(
        desk.draft(K.NOTICE, "Kết luận giao ban tháng về chuyển đổi số", *CLOSING), desk.director
    )
    _issued(desk)


ARTICLES = (
    "Căn cứ kế hoạch phong trào thi đua đã ban hành;",
    "Các đơn vị rà soát nhiệm vụ được giao, báo cáo kết quả về Văn phòng Sở trước ngày 15/12.",
    "Văn phòng Sở tổng hợp, trình Giám đốc Sở trước ngày 20/12.",
)
CLOSING = (*ARTICLES, "Yêu cầu thủ trưởng các đơn vị tổ chức thực hiện nghiêm túc.")


def _in_discussion(desk: Desk, asked: Sequence[User]) -> None:
    title = "Tổ chức cuộc thi sáng kiến số trong trường học"
    paper = desk.draft(K.PLAN, title, *ARTICLES)
    desk.revise(
        paper,
        "Thêm kinh phí, lùi hạn báo cáo",
        ARTICLES[0],
        ARTICLES[1].replace("15/12", "18/12"),
        "Kinh phí lấy từ dự toán được giao của từng đơn vị.",
        ARTICLES[2],
    )
    due = timezone.localdate() + timedelta(days=3)
    question = "Hạn báo cáo và kinh phí đã hợp lý chưa?"
    opinions = ask_opinions(paper, asked, question, due, by=desk.office)
    give_opinion(opinions[0], "Nhất trí; đề nghị ghi rõ đơn vị chủ trì.", by=asked[0])


def _waiting(desk: Desk) -> None:
    """On the director's desk: a new one, one that comes back mended, one more for a batch."""
    title = "Giới thiệu cán bộ tham gia hội đồng xét sáng kiến"
    submit_draft(desk.draft(K.LETTER, title, *CLOSING), desk.director, by=desk.office)
    title = "Nhắc các trường nộp báo cáo phong trào thi đua quý"
    paper = desk.draft(K.LETTER, title, *ARTICLES)
    way = submit_draft(paper, desk.director, by=desk.office)
    return_draft(way, "Hạn nộp quá gấp, lùi sang 20/12 và nêu địa chỉ nhận.", by=desk.director)
    mended = ARTICLES[1].replace("15/12", "20/12") + " Nhận tại phần mềm Phong Trào."
    desk.revise(paper, "Sửa hạn theo ý kiến Giám đốc", ARTICLES[0], mended, CLOSING[-1])
    submit_draft(paper, desk.director, "Đã sửa theo ý kiến.", by=desk.office)
    title = "Thành lập tổ giúp việc phong trào thi đua"
    # Written for the deputy, then brought to the director: the director reads that.
    other = desk.draft(K.DECISION, title, *CLOSING, signer=desk.deputy)
    submit_draft(other, desk.director, by=desk.office, confirmed=True)


def _void(desk: Desk) -> None:
    paper = desk.draft(K.GUIDANCE, "Hướng dẫn chấm điểm chuyển đổi số năm nay", *ARTICLES)
    desk.approved(paper, desk.director)
    desk.revise(paper, "Sửa một tiêu chí", *CLOSING)


def _issued(desk: Desk) -> None:
    """A book with a gap at 3."""
    titles = (
        ("Kiện toàn Ban Chỉ đạo phong trào thi đua", None),
        ("Ban hành quy chế xét, công nhận sáng kiến ngành", None),
        ("Phê duyệt danh sách đơn vị thí điểm học bạ số", 4),
    )
    for title, number in titles:
        paper = desk.draft(K.DECISION, title, *CLOSING, signer=desk.deputy)
        desk.issued(paper, number)


def _deputy(unit: Unit) -> User:
    """Signs KT.; nobody signs in as her."""
    user = User.objects.create_user("phogiamdoc", "Ngô Ánh Hồng")
    person = add_person(Person(full_name=user.full_name, code="SN-phogiamdoc", user=user), by=None)
    post = Post(
        person=person,
        unit=unit,
        position="Phó Giám đốc Sở",
        category=Post.Category.CIVIL,
        is_frontline=False,
        days=(FOUNDED, None),
    )
    appoint(post, by=None)
    signs = NewRole(
        Role.LEADER, unit, line=Line.PROF, capacity=Grant.Capacity.DEPUTY, since=FOUNDED
    )
    give_role(user, signs, by=None)
    return user
