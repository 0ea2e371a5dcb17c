"""What a round may ask for: the usual of its occasion, whatever else, and why not. S0-49 … S0-52"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.awards.authority import may_sign, report_form, signers_of, signs
from phongtrao.awards.ceilings import Allowed, Review
from phongtrao.awards.law import Law
from phongtrao.awards.models import Award, Honour, RuleSet, RuleSetVersion
from phongtrao.awards.queries.law import law_on
from phongtrao.awards.rulebook import Entry, read_entries
from phongtrao.councils.models import CouncilRule
from phongtrao.lib.answers import YES, Answer, no
from phongtrao.lib.facts import Subject
from phongtrao.nominations.models import AwardRound, RoundForm
from phongtrao.orgs.models import Unit
from phongtrao.plans.models import Movement

O, Route, Launched = AwardRound.Occasion, Award.Route, AwardRound.Launched  # noqa: E741 -- three words
# DOMAIN §2.2, plans 000 and 001 part IV: what the law opens beyond that is added by hand.
USUAL = {
    O.YEARLY: ("advanced_worker", "base_fighter", "advanced_collective", "excellent_collective"),
    O.INTERIM: ("praise", "province_merit", "government_merit"),
    O.FINAL: ("praise", "province_merit", "government_merit", "order_third"),
    O.CONFERENCE: ("praise",),
    O.SUDDEN: ("praise",),
}
REVIEWS = {O.INTERIM: Review.INTERIM, O.FINAL: Review.FINAL}
NINE_TENTHS = frozenset({"province_fighter", "nation_fighter"})  # NĐ 98/2023, điều 30 khoản 7
Rule = tuple[RuleSetVersion, Entry]


def keys_above(unit: Unit) -> set[int]:
    """The unit and all above it on either line."""
    return {
        int(key) for path in (unit.admin_path, unit.prof_path) for key in path.split("/") if key
    }


def honours_for(found: AwardRound) -> QuerySet[Honour]:
    """Given today: of the law, of the owner and of those above it; of a movement only in its own rounds."""
    today = timezone.localdate()
    rows = Honour.objects.in_force(today).of_office(sorted(keys_above(found.owner)))
    known: QuerySet[Honour] = rows.filter(Q(movement=None) | Q(movement=found.movement_id))
    return known.select_related("owner")


def law_of(found: AwardRound) -> Law:
    """Who signs and how far a movement reaches, on the last day the round takes dossiers in."""
    return law_on(_last_day(found))


def may_ask(form: RoundForm, law: Law | None = None) -> Answer:
    """Whether the round may ask for this form on this route; a refusal says what is lacking.

    ``law``: ``law_of`` the round, where one asks of many forms.
    """
    found, honour = form.round, form.honour
    law = law or law_of(found)
    if honour.movement_id and honour.movement_id != found.movement_id:
        return no(
            _("“%s” chỉ tặng trong phong trào của nó. Hãy chọn phong trào ấy cho đợt.") % honour
        )
    signed = may_sign(found.owner, honour, _last_day(found), law=law)
    if not signed and not _decided_above(form, law):
        return signed
    if form.route != Route.MOVEMENT:
        return YES
    if found.movement_id is None:
        said = _(
            "Khen theo phong trào thi đua thì đợt phải chọn phong trào. Hãy sửa đợt hoặc chọn loại khác."
        )
        return no(said)
    return YES if subjects_of(form, law) else no(_ceiling_refusal(form, law))


def subjects_of(form: RoundForm, law: Law | None = None) -> frozenset[Subject]:
    """For whom: as the honour says and, for a movement, as far as its ceiling reaches."""
    honour, found = form.honour, form.round
    subjects = {Subject.PERSON} if honour.for_people else set()
    subjects |= {Subject.UNIT} if honour.for_units else set()
    if form.route != Route.MOVEMENT or honour.owner_id:
        return frozenset(subjects)
    review, years = REVIEWS.get(O(found.occasion), Review.RUNNING), years_of(found.movement)
    told = {
        one
        for allowed in _ceilings(form, law or law_of(found))
        if not allowed.why_not(found.launched, years, review)
        for one in allowed.subjects
    }
    return frozenset(one for one in subjects if one.value in told)


def years_of(movement: Movement | None) -> int:
    """Whole years a movement is to last; 0 where its end is not said."""
    if movement is None or movement.ends_on is None:
        return 0
    start, end = movement.starts_on, movement.ends_on
    after = end + timedelta(days=1)  # 01/01/2025 – 31/12/2027 is three
    return after.year - start.year - ((after.month, after.day) < (start.month, start.day))


def launched_by(movement: Movement | None) -> str:
    """What is proposed where nobody has said it: the province's own, else a unit's."""
    if movement is None:
        return ""
    kinds = {movement.owner.kind}
    if movement.parent:
        kinds.add(movement.parent.owner.kind)
    return Launched.PROVINCE if Unit.Kind.PROVINCE in kinds else Launched.UNIT


def rules_for(found: AwardRound) -> list[Rule]:
    """Rules of the newest versions of sets its owner reads, in force while it takes in; one query."""
    day = _last_day(found)
    told = Q(rule_set__owner=None) | Q(rule_set__owner__in=keys_above(found.owner))
    open_ended = Q(rule_set__valid_to=None) | Q(rule_set__valid_to__gte=found.opens_on)
    rows = RuleSetVersion.objects.filter(told & open_ended, rule_set__valid_from__lte=day)
    newest = rows.order_by("rule_set_id", "-number").distinct("rule_set_id")
    return [
        (version, entry)
        for version in newest.select_related("rule_set")
        for entry in read_entries(version.data).values()
    ]


def ended_sets(found: AwardRound) -> QuerySet[RuleSet]:
    """Of plans and offices, read by its owner and over before it takes in: a copy of them may be asked."""
    told = Q(owner=None) | Q(owner__in=keys_above(found.owner))
    rows = RuleSet.objects.filter(told, valid_to__lt=found.opens_on, is_law=False)
    return rows.order_by("-valid_to", "pk")


def usual_forms(found: AwardRound) -> Iterator[RoundForm]:
    """The usual forms of the occasion that the round may ask for, with rule, vote and report; not saved."""
    honours = {one.key: one for one in honours_for(found) if one.owner_id is None}
    rules, votes, law = rules_for(found), voting_rules(found.owner), law_of(found)
    for key in USUAL[O(found.occasion)]:
        if key in honours:
            form = RoundForm(
                round=found, honour=honours[key], route=usual_route(found, honours[key])
            )
            if may_ask(form, law):
                yield _with_defaults(form, rules, votes)


def usual_route(found: AwardRound, honour: Honour) -> str:
    if found.occasion == O.SUDDEN:
        return Route.SUDDEN
    if found.movement_id and found.occasion != O.YEARLY:
        return Route.MOVEMENT
    return Route.YEARLY if honour.kind == Honour.Kind.TITLE else Route.MERIT


def voting_rules(owner: Unit) -> dict[str, CouncilRule]:
    """By key; an own one before the shipped."""
    rows = CouncilRule.objects.filter(Q(owner=None) | Q(owner=owner), of=CouncilRule.Of.VOTING)
    return {one.key: one for one in sorted(rows, key=lambda one: one.owner_id is not None)}


def usual_vote(honour: Honour) -> str:
    return "award_90" if honour.key in NINE_TENTHS else "award_80"


def usual_report(honour: Honour, route: str) -> str:
    subject = Subject.PERSON if honour.for_people else Subject.UNIT
    found = report_form(honour, subject, route)
    if found and found.number in RoundForm.Report.values:
        return found.number
    if route == Route.MOVEMENT:
        return RoundForm.Report.THEME
    return RoundForm.Report.PERSON_MERIT if honour.for_people else RoundForm.Report.UNIT_MERIT


def _with_defaults(form: RoundForm, rules: list[Rule], votes: dict[str, CouncilRule]) -> RoundForm:
    """Rules of the law, unless a plan of the round's movement has some for the same honour."""
    movement = form.round.movement
    plans: set[int | None] = {None}
    plans |= set(movement.plans.values_list("pk", flat=True)) if movement else set()
    fitting = [
        (version, entry)
        for version, entry in rules
        if entry.honour == form.honour.key
        and version.rule_set.owner_id is None
        and version.rule_set.plan_id in plans
        and (version.rule_set.is_law or version.rule_set.plan_id)
    ]
    fitting.sort(key=lambda rule: rule[0].rule_set.is_law)
    for version, entry in fitting:
        if form.rules in (None, version):
            form.rules = version
            name = "rule" if entry.rule.subject == Subject.PERSON else "unit_rule"
            setattr(form, name, getattr(form, name) or entry.key)
    form.voting = votes.get(usual_vote(form.honour))
    form.report = usual_report(form.honour, form.route)
    return form


def _decided_above(form: RoundForm, law: Law) -> bool:
    """By the province, the Government, the State; else by a head above the owner."""
    owner, honour = form.round.owner, form.honour
    if honour.owner_id:
        return honour.owner_id in keys_above(owner)
    if honour.level != Honour.Level.BASE:
        return True
    above = Unit.objects.filter(pk__in=keys_above(owner) - {owner.pk})
    found = signers_of(honour, _last_day(form.round), law=law)
    return any(signs(one, unit) for one in found for unit in above)


def _ceilings(form: RoundForm, law: Law) -> list[Allowed]:
    return [one for one in law.ceilings if one.honour == form.honour.key]


def _last_day(found: AwardRound) -> date:
    return timezone.localdate(found.due_at)


def _ceiling_refusal(form: RoundForm, law: Law) -> str:
    """The nearest way: the last thing that is lacking."""
    found = form.round
    review, years = REVIEWS.get(O(found.occasion), Review.RUNNING), years_of(found.movement)
    lacking = [one.why_not(found.launched, years, review) for one in _ceilings(form, law)]
    why = lacking[0] if lacking else _("Luật không mở hình thức này theo phong trào.")
    words = {"honour": form.honour, "years": years, "why": why}
    return (
        _("Không đề nghị “%(honour)s” theo phong trào này được (kéo dài %(years)s năm). %(why)s")
        % words
    )
