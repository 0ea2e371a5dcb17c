"""One clause of a drafted rule: changed, put into a group, moved, taken out."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from phongtrao.awards.access.populations import population_of
from phongtrao.awards.access.rules import asking_units
from phongtrao.awards.forms.clause_shapes import NESTED, Shape, ShapeForm, facts_for, kinds_for
from phongtrao.awards.forms.clauses import ClauseForm
from phongtrao.awards.forms.rules import AskForm
from phongtrao.awards.pages.drafts import DraftRulePage, TriedClause
from phongtrao.awards.pages.rules import heading_of
from phongtrao.awards.queries.drafts import preview
from phongtrao.awards.queries.rules import entries_around
from phongtrao.awards.rule_trees import Data, Path, is_group, part_at, parts_of, read_path
from phongtrao.awards.services import drafts
from phongtrao.awards.views.drafts import rule_page
from phongtrao.awards.views.pieces import NAV
from phongtrao.base.http import SignedInRequest, render_page
from phongtrao.base.idempotency import once
from phongtrao.lib.errors import DomainError
from phongtrao.lib.marks import mark_of
from phongtrao.lib.rules import parse_clause, print_clause
from phongtrao.web.acts import Question, confirm, do, done


@dataclass(frozen=True, slots=True)
class Editing:
    """The clause an address names (``o``), or with ``them`` a new one for the group that stands there."""

    page: DraftRulePage
    path: Path
    stands: Data
    is_new: bool

    @classmethod
    def read(cls, request: SignedInRequest, page: DraftRulePage) -> "Editing":
        """Http404 where nothing stands there."""
        try:
            path = read_path(request.GET.get("o", ""))
            stands = part_at(page.row["requires"], path)
        except (ValueError, DomainError):
            raise Http404 from None
        is_new = "them" in request.GET
        if is_new and not is_group(stands):
            raise Http404
        return cls(page, path, stands, is_new)

    @property
    def clause(self) -> Data | None:
        """As it is printed; None for a new one."""
        return None if self.is_new else print_clause(parse_clause(self.stands))

    @property
    def said(self) -> str:
        """As the rule's page says it: other rules by their titles."""
        if self.is_new:
            return ""
        branch = self.page.tree
        for place in self.path:
            if place >= len(branch.branches):
                return heading_of(parse_clause(self.stands))
            branch = branch.branches[place]
        return branch.words

    def place(self, as_read: str) -> drafts.Place:
        return drafts.Place(self.page.rule_set, self.page.entry.key, self.path, as_read)

    def shape(self, query: Mapping[str, str]) -> tuple[Shape, dict[str, str]]:
        clause = self.clause
        now = Shape.of(clause) if clause else Shape("count", _first_fact(self.page))
        facts = facts_for(self.page.rule.subject, *filter(None, (now.fact, now.whole, now.after)))
        return now.asked(query, facts), facts

    def form(self, request: SignedInRequest, shape: Shape) -> ClauseForm:
        clause = self.clause
        parts = parts_of(self.stands) if clause else []
        if clause and not parts and shape.kind in NESTED:
            parts = [self.stands]  # a clause put into a group is its first
        around = entries_around(self.page.whole.version, timezone.localdate())
        rules = [
            (key, one.rule.title or key)
            for key, one in around.items()
            if key != self.page.entry.key
        ]
        return ClauseForm(
            request.POST or None,
            shape=shape,
            clause=clause,
            parts=parts,
            rules=rules,
            as_read=mark_of(self.stands),
        )


@require_http_methods(["GET", "POST"])
@once
def draft_clause(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    editing = Editing.read(request, rule_page(request, pk, key))
    query = request.GET.dict()
    shape, facts = editing.shape(query)
    kinds = kinds_for(editing.clause)
    if shape.kind not in kinds:
        raise Http404
    form = editing.form(request, shape)
    save = drafts.add_clause if editing.is_new else drafts.put_clause

    def deed() -> bool:
        save(editing.place(form.cleaned_data["as_read"]), form.made, by=request.user)
        return True

    if done(request, form, deed):
        return redirect(editing.page.address)
    context = {
        "page": editing.page,
        "form": form,
        "shape": ShapeForm(shape, kinds, facts),
        "place": {"o": query.get("o", ""), "them": editing.is_new},
        "preview_at": reverse("awards:clause_preview", args=[pk, key], query=query),
        "now": editing.said,
    }
    return render_page(request, "awards/clause_form.html", NAV | context)


@require_POST
def clause_preview(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """What the rule would say and find with the clause as it is typed, on the usual day. Nothing is kept."""
    editing = Editing.read(request, rule_page(request, pk, key))
    shape, _facts = editing.shape(request.GET.dict())
    if shape.kind not in kinds_for(editing.clause):
        raise Http404
    form = editing.form(request, shape)
    tried = TriedClause()
    if form.is_valid():
        try:
            tried = _tried(request, editing, form)
        except DomainError as error:
            tried = TriedClause(refusal=str(error))
    return render_page(request, "awards/clause_preview.html", {"tried": tried})


def _tried(request: SignedInRequest, editing: Editing, form: ClauseForm) -> TriedClause:
    page = editing.page
    place = editing.place(form.cleaned_data["as_read"])
    version = drafts.tried(place, form.made, is_new=editing.is_new)
    office = get_object_or_404(asking_units(request.user), pk=page.rule_set.owner_id)
    question = AskForm.usual(version, page.entry.key, page.rule, office)
    found = preview(question, population_of(request.user, question.whom))
    return TriedClause.of(version, page.entry.key, found)


@require_http_methods(["GET", "POST"])
def clause_drop(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    page = rule_page(request, pk, key)
    editing = Editing.read(request, page)
    question = Question(
        _("Bỏ điều kiện này khỏi bản đang sửa?"),
        _("bỏ"),
        _("Bỏ điều kiện"),
        page.address,
        warning=editing.said,
        nav="awards",
    )
    place = editing.place(request.GET.get("dau", ""))
    said = _("Đã bỏ điều kiện khỏi bản đang sửa.")
    return confirm(request, question, lambda: drafts.drop_clause(place, by=request.user), said)


@require_POST
def clause_move(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    page = rule_page(request, pk, key)
    editing = Editing.read(request, page)
    step = -1 if request.POST.get("huong") == "len" else 1
    place = editing.place(request.POST.get("dau", ""))
    return do(request, lambda: drafts.move_clause(place, step, by=request.user), "", page.address)


def _first_fact(page: DraftRulePage) -> str:
    return next(iter(facts_for(page.rule.subject)))
