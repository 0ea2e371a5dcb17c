"""One search over everything, each kind through its own door: what one may not see is not found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from phongtrao.base.search import with_words
from phongtrao.councils.access.councils import visible_cases
from phongtrao.documents.access import visible_documents
from phongtrao.initiatives.access.initiatives import visible_initiatives
from phongtrao.initiatives.queries.dossiers import handed_in_rows
from phongtrao.lib.text import document_number, fold
from phongtrao.orgs.access import visible_people
from phongtrao.orgs.models import Unit
from phongtrao.plans.access.movements import visible_movements
from phongtrao.plans.access.plans import visible_plans
from phongtrao.plans.access.tasks import visible_tasks

SHOWN = 8  # of one kind; a longer list means the words were too few
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Hit:
    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one kind. ``has_more``: there are others that are not shown."""

    label: str | Promise
    icon: str
    hits: list[Hit]
    has_more: bool


def search(user: AbstractBaseUser, words: str) -> list[Found]:
    """Kinds with hits, in the order one most often means; nothing for fewer than two letters."""
    if len(words.strip()) < SHORTEST:
        return []
    found = (kind(user, words.strip()) for kind in KINDS)
    return [group for group in found if group.hits]


def _plans(user: AbstractBaseUser, words: str) -> Found:
    rows = with_words(visible_plans(user), "title", words).order_by("-starts_on")
    return _found(
        pgettext("many", "Kế hoạch"),
        "clipboard-list",
        rows,
        lambda p: (p.title, p.owner.name, "plans:plan"),
    )


def _movements(user: AbstractBaseUser, words: str) -> Found:
    rows = (
        with_words(visible_movements(user), "title", words)
        .select_related("owner")
        .order_by("-starts_on")
    )
    return _found(
        pgettext("many", "Phong trào"),
        "flag",
        rows,
        lambda m: (m.title, m.owner.name, "plans:movement"),
    )


def _tasks(user: AbstractBaseUser, words: str) -> Found:
    rows = (
        with_words(visible_tasks(user), "text", words)
        .select_related("plan")
        .order_by("-plan_id", "position")
    )
    return _found(
        pgettext("many", "Nhiệm vụ"),
        "checklist",
        rows,
        lambda t: (t.text, t.plan.title, "plans:task"),
    )


def _documents(user: AbstractBaseUser, words: str) -> Found:
    said = Q(search_text__contains=fold(words)) | Q(number_key__startswith=document_number(words))
    rows = visible_documents(user).filter(said).order_by("-issued_on")
    return _found(
        pgettext("many", "Văn bản"),
        "file-text",
        rows,
        lambda d: (str(d), d.abstract, "documents:document"),
    )


def _initiatives(user: AbstractBaseUser, words: str) -> Found:
    """As handed in: what is being rewritten is its authors' alone, and stands in their own list."""
    rows = with_words(handed_in_rows(visible_initiatives(user)), "read_title", words)
    return _found(
        pgettext("many", "Sáng kiến"),
        "bulb",
        rows.order_by("-pk"),
        lambda i: (i.read_title, i.unit.name, "initiatives:initiative"),
    )


def _cases(user: AbstractBaseUser, words: str) -> Found:
    rows = with_words(visible_cases(user), "title", words).order_by("-pk")
    return _found(
        _("Hồ sơ hội đồng"),
        "gavel",
        rows,
        lambda c: (c.title, c.council.title, "councils:case"),
    )


def _units(user: AbstractBaseUser, words: str) -> Found:  # noqa: ARG001 -- names of units are public
    rows = Unit.objects.standing().filter(search_text__contains=fold(words)).order_by("sort_key")
    return _found(
        pgettext("many", "Đơn vị"),
        "building",
        rows,
        lambda u: (u.name, u.get_kind_display(), "orgs:unit"),
    )


def _people(user: AbstractBaseUser, words: str) -> Found:
    rows = visible_people(user).filter(search_text__contains=fold(words)).order_by("sort_key")
    return _found(_("Người"), "user", rows, lambda p: (p.full_name, p.code or "", "orgs:person"))


KINDS: tuple[Callable[[AbstractBaseUser, str], Found], ...] = (
    _plans,
    _movements,
    _tasks,
    _documents,
    _initiatives,
    _cases,
    _units,
    _people,
)


def _found(
    label: str | Promise,
    icon: str,
    rows: QuerySet[Any],
    said: Callable[..., tuple[str, str, str]],
) -> Found:
    some = list(rows[: SHOWN + 1])
    hits = [_hit(row, *said(row)) for row in some[:SHOWN]]
    return Found(label, icon, hits, len(some) > SHOWN)


def _hit(row: Model, title: str, note: str, url_name: str) -> Hit:
    return Hit(
        Truncator(title).chars(160), Truncator(note).chars(120), reverse(url_name, args=[row.pk])
    )
