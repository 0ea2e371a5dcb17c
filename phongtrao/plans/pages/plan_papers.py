"""The paper of a plan on the plan's page: where it is on its way, its versions, what to do next. S0-53."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents.access import visible_outgoing
from phongtrao.documents.models import DraftVersion, OfficialDocument
from phongtrao.documents.pages import state_of_document
from phongtrao.documents.queries import versions_of
from phongtrao.plans.models import Plan, PlanPaper
from phongtrao.plans.queries.defects import open_defects
from phongtrao.plans.queries.plan_papers import has_changed, paper_of
from phongtrao.web.components import State

D = OfficialDocument.Status


@dataclass(frozen=True, slots=True)
class PaperPanel:
    """For those who read drafts of the unit. ``is_stale``: the plan has changed since the last printing."""

    paper: PlanPaper
    state: State
    versions: list[DraftVersion]
    is_stale: bool
    defects: int  # of the text, open

    @classmethod
    def of(cls, plan: Plan, user: AbstractBaseUser) -> "PaperPanel | None":
        if not hasattr(plan, "paper"):  # loaded with the plan: most have none
            return None
        paper = paper_of(plan)
        if paper is None or not visible_outgoing(user).filter(pk=paper.document_id).exists():
            return None
        return cls(
            paper=paper,
            state=state_of_document(paper.document),
            versions=versions_of(paper.document),
            is_stale=plan.status == Plan.Status.DRAFT and has_changed(plan, paper),
            defects=open_defects(plan),
        )

    @property
    def url(self) -> str:
        return reverse("documents:outgoing", args=[self.paper.document_id])

    @property
    def sentence(self) -> str:
        status = self.paper.document.status
        if self.is_stale:
            return _("Kế hoạch đã sửa sau lần lập gần nhất; hãy lập bản mới trước khi trình ký.")
        if status == D.DRAFT:
            return _("Văn bản là dự thảo; bước tiếp theo: xin ý kiến nếu cần, rồi trình ký.")
        if status == D.SUBMITTED:
            return _("Văn bản đang chờ ký; muốn sửa kế hoạch, hãy rút lại văn bản.")
        if status == D.APPROVED:
            return _("Văn bản đã duyệt; cấp số xong thì kế hoạch có hiệu lực ngay.")
        return _("Kế hoạch có hiệu lực từ khi văn bản này được cấp số.")
