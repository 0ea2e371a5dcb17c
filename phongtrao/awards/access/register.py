"""Who reads the register of awards, who writes into it, and who checks what another wrote. S0-07 S3-29"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Award, CompleteSince, Honour
from phongtrao.awards.models.register import AwardQuerySet
from phongtrao.awards.queries.register import followed_by, issuer_of, named_in
from phongtrao.documents.access import visible_documents
from phongtrao.documents.models import OfficialDocument
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.text import document_number
from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.orgs.queries.lineage import keeper_of
from phongtrao.orgs.scope import (
    at_offices,
    grants_of,
    has_role,
    holds_at_office,
    holds_over,
    is_at_the_top,
    unit_condition,
    units_above,
)

OFFICES = frozenset({Role.OFFICE})
OVER = frozenset({Role.OFFICE, Role.LEADER, Role.HEAD})
KEEPS = frozenset({Role.HEAD, Role.FOCAL})
DECIDES = frozenset({Role.OFFICE, Role.HEAD})
S = Award.Status


def reads_register(user: AbstractBaseUser) -> bool:
    """Whether the register stands in one's menu; no query."""
    return has_role(user, *OVER, Role.FOCAL)


def records_awards(user: AbstractBaseUser) -> bool:
    return has_role(user, *OFFICES, *KEEPS)


def checks_awards(user: AbstractBaseUser) -> bool:
    return has_role(user, *OFFICES)


def reports_awards(user: AbstractBaseUser) -> bool:
    """Whether one hands in statistics; no query."""
    return has_role(user, *OVER)


def reporting_offices(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices and units whose statistics one reads, the highest first."""
    return Unit.objects.standing().with_account().filter(at_offices(user, OVER)).highest_first()


def _within(user: AbstractBaseUser, prefix: str = "") -> Q:
    """Units whose awards one reads: all below who oversees or heads, one's own, and those it follows."""
    kept = [grant.unit_id for grant in grants_of(user, KEEPS)]
    told = unit_condition(grants_of(user, OVER), prefix)
    told |= at_offices(user, frozenset({Role.FOCAL}), prefix)
    return told | Q(**{f"{prefix}pk__in": followed_by(kept)}) if kept else told


def _people(user: AbstractBaseUser) -> QuerySet[Post]:
    """Posts of those who work today where one reads."""
    return Post.objects.today().filter(_within(user, "unit__")).order_by()


def visible_awards(user: AbstractBaseUser) -> AwardQuerySet:
    """Of units one reads; all of whoever works there today, wherever it was given; one's own."""
    told = _within(user, "unit__") | Q(person__user=user.pk)
    if reads_register(user):
        told |= Q(person__in=_people(user).values("person"))
    rows: AwardQuerySet = Award.objects.filter(told)
    return rows.select_related("honour", "person", "unit")


def get_award(user: AbstractBaseUser, pk: int) -> Award:
    found: Award = get_object_or_404(visible_awards(user), pk=pk)
    return found


def checkable_awards(user: AbstractBaseUser) -> AwardQuerySet:
    """Those that wait for a second pair of eyes, and may be this one's."""
    rows: AwardQuerySet = visible_awards(user).filter(units_of_offices(user), status=S.WAITING)
    return rows.exclude(recorded_by=user.pk).exclude(person__user=user.pk)


def units_of_offices(user: AbstractBaseUser) -> Q:
    return unit_condition(grants_of(user, OFFICES), "unit__")


def can_record(user: AbstractBaseUser, unit: Unit) -> Answer:
    """For a unit that ended, who keeps its heir."""
    if holds_over(user, unit, *OFFICES) or holds_at_office(user, keeper_of(unit), *KEEPS):
        return YES
    return no(
        _("Chỉ thủ trưởng, đầu mối của %(unit)s và văn phòng cấp trên ghi khen thưởng được.")
        % {"unit": unit}
    )


def can_check(user: AbstractBaseUser, award: Award) -> Answer:
    """Never who recorded it, nor whose it is."""
    if not holds_over(user, award.unit, *OFFICES):
        said = _("Văn phòng từ %(unit)s trở lên đối chiếu với quyết định.")
        return no(said % {"unit": award.unit})
    if award.recorded_by_id == user.pk:
        return no(_("Bạn đã ghi dòng này nên một người khác của văn phòng đối chiếu."))
    return _not_ones_own(user, award)


def can_revoke(user: AbstractBaseUser, award: Award) -> Answer:
    return _changes_standing(user, award) and _not_ones_own(user, award)


def can_correct(user: AbstractBaseUser, award: Award) -> Answer:
    """What was checked is corrected by the office only, and checked anew; never by one below who decided."""
    if award.status == S.REVOKED:
        return no(_("Khen thưởng đã thu hồi thì không sửa nữa."))
    # A row with its paper that another wrote is a decision's, or was corrected by who decided.
    is_of_others = award.document_id is not None and award.recorded_by_id != user.pk
    if award.status == S.CONFIRMED or is_of_others:
        return _changes_standing(user, award) and can_record(user, award.unit)
    return can_record(user, award.unit)


def _changes_standing(user: AbstractBaseUser, award: Award) -> Answer:
    """Who decided, by the paper in the register, and offices over it; of one that is paper only, see below."""
    deciding = issuer_of(award)
    if deciding and holds_at_office(user, keeper_of(deciding), *DECIDES):
        return YES
    if not holds_over(user, award.unit, *OFFICES):
        said = _("Khen thưởng đã đối chiếu do văn phòng từ %(unit)s trở lên sửa, thu hồi.")
        return no(said % {"unit": award.unit})
    return _over(user, deciding) if deciding else _of_paper(user, award)


def _of_paper(user: AbstractBaseUser, award: Award) -> Answer:
    """None below whoever the words name; above the base, the office of the whole Sở or province."""
    if award.honour.level == Honour.Level.BASE:
        named = named_in(award)
        return _over(user, named) if named else YES
    if any(is_at_the_top(grant) for grant in grants_of(user, OFFICES)):
        return YES
    said = _("“%(honour)s” do cấp trên quyết định nên văn phòng của Sở, của tỉnh sửa, thu hồi.")
    return no(said % {"honour": award.honour})


def _over(user: AbstractBaseUser, deciding: Unit) -> Answer:
    if holds_over(user, deciding, *OFFICES):
        return YES
    said = _("%(unit)s quyết định khen thưởng này nên chỉ văn phòng của nơi ấy hoặc cấp trên sửa, thu hồi được.")  # fmt: skip
    return no(said % {"unit": deciding})


def can_tie(user: AbstractBaseUser, award: Award) -> Answer:
    """To the registered paper of its decision: who records for the unit."""
    if award.status in {S.REFUSED, S.REVOKED}:
        return no(_("Dòng này không còn được tính nên không gắn văn bản nữa."))
    return can_record(user, award.unit)


def tying_papers(user: AbstractBaseUser, award: Award) -> list[OfficialDocument]:
    """Issued papers one reads of that number and day."""
    key = document_number(award.decision)
    rows = visible_documents(user).filter(
        number_key=key, issued_on=award.decided_on, status=OfficialDocument.Status.ISSUED
    )
    return list(rows.order_by("pk")) if key else []


def _not_ones_own(user: AbstractBaseUser, award: Award) -> Answer:
    if award.person and award.person.user_id == user.pk:
        return no(_("Không ai tự xét khen thưởng của mình: một người khác của văn phòng làm."))
    return YES


# ------------------------------------------------------------------ whose record


def get_person(user: AbstractBaseUser, pk: int) -> Person:
    """Oneself, who works where one reads, or who was given something there."""
    told = Q(user=user.pk)
    if reads_register(user):
        there = Award.objects.filter(_within(user, "unit__"), person__isnull=False).order_by()
        told |= Q(pk__in=_people(user).values("person")) | Q(pk__in=there.values("person"))
    return get_object_or_404(Person.objects.filter(told), pk=pk)


def can_certify(user: AbstractBaseUser, person: Person) -> Answer:
    """Oneself, and who reads the whole record: where the person works today. Others see a part of it only."""
    if person.user_id != user.pk and not _people(user).filter(person=person).exists():
        return no(_("Giấy xác nhận do nơi đang công tác lập: bạn chỉ thấy khen thưởng của người này ở đơn vị mình."))  # fmt: skip
    if certifying_unit(person) is None:
        return no(_("Người này không còn ở đơn vị nào và chưa có khen thưởng trong sổ."))
    return YES


def certifying_unit(person: Person) -> Unit | None:
    """Where the person works today; of who left, who keeps the unit of the last award."""
    post = Post.objects.today().full().filter(person=person).select_related("unit").first()
    if post is not None:
        return post.unit
    rows = Award.objects.standing().filter(person=person).select_related("unit")
    last = rows.order_by("-decided_on", "-pk").first()
    return keeper_of(last.unit) if last else None


def readable_units(user: AbstractBaseUser) -> QuerySet[Unit]:
    return Unit.objects.filter(_within(user))


def get_unit(user: AbstractBaseUser, pk: int) -> Unit:
    return get_object_or_404(readable_units(user), pk=pk)


def reads_unit_awards(user: AbstractBaseUser, unit: Unit) -> bool:
    """For the tab of a unit's page; no query."""
    return holds_over(user, unit, *OVER) or holds_at_office(user, unit, Role.FOCAL)


# ------------------------------------------------------------------ what can be given, since when it is whole


def offered_honours(user: AbstractBaseUser) -> QuerySet[Honour]:
    """Of the law, and of the offices one works under."""
    rows: QuerySet[Honour] = Honour.objects.of_office(sorted(units_above(user, OVER | KEEPS)))
    return rows


def saying_offices(user: AbstractBaseUser) -> QuerySet[Unit]:
    """Offices for which one says since when the register is whole."""
    return Unit.objects.standing().filter(at_offices(user, OFFICES)).highest_first()


def can_say(user: AbstractBaseUser, office: Unit) -> Answer:
    if holds_at_office(user, office, *OFFICES):
        return YES
    return no(_("Chỉ văn phòng của %(unit)s nói được điều này.") % {"unit": office})


def visible_statements(user: AbstractBaseUser) -> QuerySet[CompleteSince]:
    """Of one's own offices, of those above, and of those below who oversees."""
    told = Q(office__in=units_above(user, OVER | KEEPS)) | unit_condition(
        grants_of(user, OVER), "office__"
    )
    return CompleteSince.objects.filter(told).select_related("office", "said_by")
