"""What an office would write in the paper of a plan, offered before the first printing."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser

from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.queries.writing import usual_words
from phongtrao.plans.issuing import committee_name, level_of
from phongtrao.plans.models import Plan, PlanPaper
from phongtrao.plans.outlines import outline_of
from phongtrao.plans.paper import PlanPaperFacts
from phongtrao.plans.queries.usual_recipients import usual_recipients
from phongtrao.plans.years import move_years


def usual_wording(plan: Plan, user: AbstractBaseUser) -> dict[str, str]:
    """Words for a first printing: from the plan it was copied from or its outline, and of the office."""
    owner = plan.owner.short_name or plan.owner.name
    said = usual_words(plan.owner) | {
        "bases": "\n".join(_basis(one) for one in _bases(plan, user)),
        "opening": f"{plan.owner.name} ban hành Kế hoạch “{plan.title}” như sau:",
    }
    return (
        said | _words_of_level(plan, said) | _words_of_outline(plan, owner) | _words_of_source(plan)
    )


# ------------------------------------------------------------------ pieces


def _bases(plan: Plan, user: AbstractBaseUser) -> list[OfficialDocument]:
    """The plan above and what launched the movements, as far as the user reads them."""
    named = [plan.parent and plan.parent.document_id]
    named += plan.movements.values_list("launched_by", flat=True)
    rows = visible_documents(user).filter(
        pk__in=[pk for pk in named if pk], status=OfficialDocument.Status.ISSUED
    )
    return list(rows.order_by("issued_on", "pk"))


def _basis(document: OfficialDocument) -> str:
    day = f" ngày {_day(document.issued_on)}" if document.issued_on else ""
    return (
        f"Căn cứ {document.get_kind_display()} số {document.number}{day}"
        f" của {document.issuer_name} về {document.abstract};"
    )


def _day(day: date) -> str:
    return f"{day.day:02} tháng {day.month:02} năm {day.year}"


def _words_of_level(plan: Plan, known: dict[str, str]) -> dict[str, str]:
    """Of a plan that carries another out: what units of its level say; who signs is known better."""
    level, above = level_of(plan.owner), plan.parent
    if level is None or above is None:
        return {}
    words = level.words(owner=committee_name(plan.owner), above=_named(above))
    return words | {
        "position": known.get("position") or words["position"],
        "recipients": usual_recipients(plan.owner, words["recipients"]),
    }


def _named(above: Plan) -> str:
    document = above.document
    if document is None or not document.number:
        return f"Kế hoạch “{above.title}”"
    day = f" ngày {_day(document.issued_on)}" if document.issued_on else ""
    return f"Kế hoạch số {document.number}{day} của {above.owner.name}"


def _words_of_outline(plan: Plan, owner: str) -> dict[str, str]:
    outline = outline_of(plan.outline)
    if outline is None:
        return {}
    year = plan.starts_on.year
    return {
        name: outline.text(name, year=year, owner=owner) for name in ("purpose", "carrying_out")
    }


def _words_of_source(plan: Plan) -> dict[str, str]:
    paper = PlanPaper.objects.select_related("plan").filter(plan=plan.copied_from_id).first()
    if paper is None:
        return {}
    facts = PlanPaperFacts.from_json(paper.facts)
    by = plan.starts_on.year - paper.plan.starts_on.year
    return {
        "purpose": move_years(facts.purpose, by),
        "carrying_out": move_years(facts.carrying_out, by),
    }
