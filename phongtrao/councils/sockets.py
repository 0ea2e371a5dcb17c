"""What councils plug into the apps below."""

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phongtrao.audit import sentences, visibility
from phongtrao.councils import sitting_history
from phongtrao.councils.access.councils import visible_cases, visible_councils
from phongtrao.councils.access.rubrics import visible_rubrics
from phongtrao.councils.access.rules import visible_rules
from phongtrao.councils.access.setting_up import sees_councils
from phongtrao.councils.access.sheets import scores_daily, told_sheets
from phongtrao.councils.access.sittings import (
    papers_kept_from,
    sees_opinion_file,
    visible_sittings,
    writes_papers,
)
from phongtrao.councils.models import Council, Relation
from phongtrao.councils.sitting_paper import PAPERS
from phongtrao.documents import paper_scope, template_keys
from phongtrao.documents import visibility as files
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import personal_data, record, reorganisation
from phongtrao.orgs.models import Person
from phongtrao.orgs.personal_data import Rule
from phongtrao.orgs.record import Line, Section
from phongtrao.orgs.reorganisation import Carrier, Staying
from phongtrao.web.shell import MenuItem, NavItem, register_menu, register_nav

PROOF = _("ai đã xét và quyết định phải tra lại được; không còn tên")


def plug_keeping() -> None:
    personal_data.register("councils.member", Rule(kept_because=PROOF))
    personal_data.register("councils.relation", Rule(months=12, is_deleted=True))
    personal_data.register("councils.conflict", Rule(kept_because=PROOF))


def plug_reorganisation() -> None:
    """A council that is being set up goes on with the heir; one that works or worked is of its own decision."""
    drafts = Council.objects.filter(status=Council.Status.DRAFT)
    working = Council.objects.filter(status=Council.Status.ACTIVE)
    reorganisation.register(Carrier("councils.council.unit", _("hội đồng đang lập"), drafts.all))
    reorganisation.register_staying(
        Staying("councils.council.active", _("hội đồng đang hoạt động"), working.all)
    )


def plug_history() -> None:
    visibility.register("councils.council", visible_councils, "councils:council")
    visibility.register("councils.case", visible_cases, "councils:case")
    visibility.register("councils.councilrule", visible_rules, "councils:rule")
    visibility.register("councils.rubric", visible_rubrics, "councils:rubric")
    visibility.register("councils.scoresheet", told_sheets)


def plug_record() -> None:
    record.register(Section("relations", _("Quan hệ cần tránh khi xét"), 60, relations_of))


def relations_of(person: Person) -> list[Line]:
    """The last line leads to where they are declared."""
    url = reverse("councils:relation_list")
    rows = Relation.objects.in_force().filter(person=person).select_related("other", "unit")
    lines = [
        Line(format_date(localdate(one.declared_at)), str(one.other or one.unit), one.words, url)
        for one in rows.order_by("pk")
    ]
    return [*lines, Line("", gettext("Kê khai, sửa quan hệ cần tránh"), "", url)]


def plug_shell() -> None:
    """In the navigation for whom councils are everyday work; for all others in the user menu, where it
    costs no query.
    """
    label = _("Hội đồng")
    register_nav(NavItem("councils", label, "councils:council_list", "gavel", 34, sees_councils))
    register_menu(
        MenuItem(
            "councils",
            label,
            "councils:council_list",
            "gavel",
            8,
            lambda user: not sees_councils(user),
        )
    )
    own = _("Phiếu chấm của tôi")
    sheets = ("my_sheets", own, "councils:my_sheets", "clipboard-check", 39)
    register_nav(NavItem(*sheets, scores_daily))
    register_menu(MenuItem(*sheets, lambda user: not scores_daily(user)))


def plug_sittings() -> None:
    sentences.register(sitting_history.DEEDS)
    sentences.register_labels(sitting_history.LABELS)
    visibility.register("councils.sitting", visible_sittings, "councils:sitting")
    files.register("councils.opinions", sees_opinion_file)
    paper_scope.register("councils", may_write=writes_papers, kept_from=papers_kept_from)
    for key in PAPERS.values():
        template_keys.register(key)
