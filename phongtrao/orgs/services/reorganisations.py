"""Reorganising: one decision, carried out in one transaction, and undone as long as nothing rests on it.

The steps of an order are taken in a ``Forest`` first, so a refusal leaves nothing behind. What is over
stays with the unit it was done in; what is open goes on with the heir (``services.carrying``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, Conflict, WrongState
from phongtrao.lib.numbers import format_date
from phongtrao.orgs import access
from phongtrao.orgs.forest import Node, Outcome, Step, carry_out
from phongtrao.orgs.models import Line, Reorganisation, Succession, Unit, UnitSpan
from phongtrao.orgs.queries import later_acts, standing_nodes
from phongtrao.orgs.services import carrying
from phongtrao.orgs.services.spans import KEPT, begin_spans, end_spans, kept, range_to

LOCK = 0x6F726773  # one act at a time: two that are right alone may make a cycle together


@dataclass(frozen=True, slots=True)
class Order:
    """What a decision says. New units have negative keys in ``steps``.

    ``posts`` says which unit takes which post (vị trí công tác) where people are shared out one by
    one: {post: unit}. Whoever it does not name goes with the heir, or stays where the unit goes on.
    """

    title: str
    on: date
    steps: tuple[Step, ...]
    decision: str = ""
    decided_on: date | None = None
    posts: Mapping[int, int] = field(default_factory=dict)


@transaction.atomic
def preview_reorganisation(order: Order, *, by: AbstractBaseUser | None) -> dict[str, Any]:
    """What the act would do, in numbers: it is carried out and taken back. Raises as ``reorganise``.

    An order for a day to come is tried on the units as they stand today.
    """
    point = transaction.savepoint()
    summary: dict[str, Any] = _carry_out(order, by).trace["summary"]
    transaction.savepoint_rollback(point)
    return summary


@transaction.atomic
def reorganise(order: Order, *, by: AbstractBaseUser | None) -> Reorganisation:
    """Carry the order out. Raises BadInput naming the unit and what to choose instead."""
    if order.on > timezone.localdate():
        raise BadInput(
            _("Ngày có hiệu lực ở sau hôm nay. Hãy hẹn thực hiện vào ngày quyết định có hiệu lực.")
        )
    return _carry_out(order, by)


def _carry_out(order: Order, by: AbstractBaseUser | None) -> Reorganisation:
    lock_organisation()
    eve = standing_nodes()
    outcome = carry_out(eve, order.steps)
    access.can_reorganise(by, _decided_on(eve, outcome)).enforce()
    _check_days(order, outcome)
    act = Reorganisation.objects.create(
        title=order.title,
        decision=order.decision,
        decided_on=order.decided_on,
        on=order.on,
        made_by_id=by.pk if by else None,
    )
    keys = _found(act, outcome)
    outcome = _renumber(outcome, keys)
    end_spans(outcome.closed, act.on)
    begin_spans(outcome.changed, act.on)
    _write_units(act, outcome)
    _write_successions(act, outcome)
    rebuild_paths()
    posts = {post: keys.get(unit, unit) for post, unit in order.posts.items()}
    shared = carrying.share_out(act, outcome.sharing(), posts)
    ending = carrying.Ending(act, outcome.closed, outcome.heirs(), outcome.founded, shared)
    carried = carrying.carry(ending)
    act.trace = _trace(eve, outcome, {**carried, "told": carrying.tell(act)})
    act.save(update_fields=["trace"])
    record(act, "orgs.reorganised", by=by)
    return act


@transaction.atomic
def undo_reorganisation(act: Reorganisation, *, by: AbstractBaseUser | None) -> Reorganisation:
    """Make everything as it was on the eve. Raises WrongState with what rests on the act by now."""
    lock_organisation()
    access.can_undo(by, act).enforce()
    same = Reorganisation.objects.filter(pk=act.pk, undone_at=None)
    if not same.update(undone_at=timezone.now(), undone_by_id=by.pk if by else None):
        raise Conflict
    changed = {int(key): node for key, node in act.trace["changed"].items()}
    founded, closed = act.trace["founded"], act.trace["closed"]
    _refuse_if_built_on(act, {*changed, *founded})
    carrying.carry_back(act)
    act.successions.all().delete()
    UnitSpan.objects.filter(unit__in=[*changed, *founded], days__startswith=act.on).delete()
    ended = UnitSpan.objects.filter(unit__in=[*changed, *closed], days__endswith=act.on)
    ended.update(days=range_to(None))
    _remove_founded(founded)
    Unit.objects.filter(pk__in=closed).update(closed_on=None)
    _write_nodes({key: Node(**node) for key, node in changed.items()})
    rebuild_paths()
    record(act, "orgs.reorganisation_undone", by=by)
    act.refresh_from_db(fields=["undone_at", "undone_by"])
    return act


def lock_organisation() -> None:
    """Whoever changes the tree waits here for the one before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def rebuild_paths() -> None:
    """Today's paths from the last spans; one statement a line, only rows that differ are written.

    A unit that ended is filed under its heir, or else under its last parent: who reads the heir's
    records reads the past of those it follows.
    """
    for line in Line:
        path, parent = line.path_field, f"{line.value}_parent_id"
        sql = f"""
            WITH RECURSIVE hung AS MATERIALIZED (
                SELECT u.id, coalesce(h.latter_id, s.{parent}) AS parent_id
                FROM orgs_unit u
                JOIN orgs_unitspan s ON s.unit_id = u.id
                    AND upper(s.days) IS NOT DISTINCT FROM u.closed_on
                LEFT JOIN orgs_succession h ON h.former_id = u.id AND h.is_heir
            ), tree AS (
                SELECT id, '/' || id || '/' AS path FROM hung WHERE parent_id IS NULL
                UNION ALL
                SELECT hung.id, tree.path || hung.id || '/'
                FROM tree JOIN hung ON hung.parent_id = tree.id
            )
            UPDATE orgs_unit u SET {path} = tree.path
            FROM tree WHERE tree.id = u.id AND u.{path} <> tree.path COLLATE "C"
        """  # noqa: S608 -- the two names are ours
        with connection.cursor() as cursor:
            cursor.execute(sql)


# ------------------------------------------------------------------ before
def _decided_on(eve: Mapping[int, Node], outcome: Outcome) -> set[int]:
    """Units the order disposes of; a parent under which its units hung already is none of them."""
    touched = outcome.touched()
    parents = {parent for key in touched for parent in _place(eve[key])}
    return touched | (outcome.named() - parents)


def _check_days(order: Order, outcome: Outcome) -> None:
    """The act comes after all that is known of the units it touches."""
    spans = UnitSpan.objects.filter(days__upper_inf=True).select_related("unit")
    late = spans.filter(unit__in=outcome.touched(), days__startswith__gte=order.on).first()
    if late is not None:
        raise BadInput(
            _(
                "“%(unit)s” đã có thay đổi từ ngày %(day)s. Hãy chọn ngày có hiệu lực sau ngày đó,"
                " hoặc hoàn tác thay đổi ấy trước."
            )
            % {"unit": late.name, "day": format_date(late.days.lower)}
        )
    young = Unit.objects.filter(pk__in=outcome.named(), opened_on__gt=order.on).first()
    if young is not None:
        raise BadInput(
            _("“%(unit)s” thành lập ngày %(day)s, sau ngày có hiệu lực. Hãy sửa lại ngày.")
            % {"unit": young, "day": format_date(young.opened_on)}
        )


# ------------------------------------------------------------------ writing
def _found(act: Reorganisation, outcome: Outcome) -> dict[int, int]:
    """Save the new units; return {negative key: primary key}."""
    nodes = {key: outcome.changed[key] for key in outcome.founded}
    units = [
        Unit(kind=node.kind, area=node.area, opened_on=act.on, **kept(node))
        for node in nodes.values()
    ]
    for unit in units:
        unit.search_keys()
        unit.clean_fields()
    Unit.objects.bulk_create(units)
    return {key: unit.pk for key, unit in zip(nodes, units, strict=True)}


def _renumber(outcome: Outcome, keys: Mapping[int, int]) -> Outcome:
    """The same with primary keys throughout."""

    def pk(key: Any) -> Any:
        return keys.get(key, key)

    def place(node: Node) -> Node:
        return Node(**{**asdict(node), "admin": pk(node.admin), "prof": pk(node.prof)})

    return Outcome(
        founded=tuple(pk(key) for key in outcome.founded),
        changed={pk(key): place(node) for key, node in outcome.changed.items()},
        closed={pk(key): pk(heir) for key, heir in outcome.closed.items()},
        bonds=tuple((pk(former), pk(latter), bond) for former, latter, bond in outcome.bonds),
    )


def _write_units(act: Reorganisation, outcome: Outcome) -> None:
    Unit.objects.filter(pk__in=outcome.closed).update(closed_on=act.on)
    founded = set(outcome.founded)
    _write_nodes({key: node for key, node in outcome.changed.items() if key not in founded})


def _write_nodes(nodes: Mapping[int, Node]) -> None:
    """Today's answers of the units; a code may go from one to the other in the same act."""
    units = list(Unit.objects.filter(pk__in=nodes))
    moved = [unit for unit in units if kept(nodes[unit.pk]) != kept(unit)]
    Unit.objects.filter(
        pk__in=[unit.pk for unit in moved if unit.code != nodes[unit.pk].code]
    ).update(code=None)
    for unit in moved:
        for name, value in kept(nodes[unit.pk]).items():
            setattr(unit, name, value)
        unit.search_keys()
        unit.clean_fields()
    Unit.objects.bulk_update(moved, [*KEPT, "sort_key", "search_text"])


def _write_successions(act: Reorganisation, outcome: Outcome) -> None:
    Succession.objects.bulk_create(
        Succession(
            reorganisation=act,
            former_id=former,
            latter_id=latter,
            kind=bond.value,
            on=act.on,
            is_heir=outcome.closed.get(former) == latter,
        )
        for former, latter, bond in outcome.bonds
    )


def _trace(eve: Mapping[int, Node], outcome: Outcome, carried: Mapping[str, Any]) -> dict[str, Any]:
    before = {key: asdict(eve[key]) for key in outcome.changed if key in eve}
    summary = {
        "founded": len(outcome.founded),
        "closed": len(outcome.closed),
        "renamed": sum(node["name"] != outcome.changed[key].name for key, node in before.items()),
        "moved": sum(_place(eve[key]) != _place(outcome.changed[key]) for key in before),
        **carried,
    }
    return {
        "founded": list(outcome.founded),
        "closed": list(outcome.closed),
        "latter": sorted({latter for _former, latter, _bond in outcome.bonds}),
        "changed": before,
        "after": {key: asdict(node) for key, node in outcome.changed.items()},
        "summary": summary,
    }


def _place(node: Node) -> tuple[int | None, int | None]:
    return node.admin, node.prof


# ------------------------------------------------------------------ taking back
def _refuse_if_built_on(act: Reorganisation, units: set[int]) -> None:
    latter = set(act.successions.values_list("latter", flat=True))
    if later := later_acts(act, units | latter).first():
        raise WrongState(
            _("Quyết định “%s” làm sau đã dựa trên lần sắp xếp này. Hãy hoàn tác nó trước.") % later
        )
    spans = UnitSpan.objects.filter(unit__in=units, days=DateRange(act.on, None))
    left = {span.unit_id: span for span in spans}
    if units - left.keys():
        raise WrongState(
            _("Đơn vị của lần sắp xếp này đã có thay đổi khác về sau nên không hoàn tác được.")
        )
    _refuse_rewritten(act, left)


def _refuse_rewritten(act: Reorganisation, left: Mapping[int, UnitSpan]) -> None:
    """A change of the act's own day, a correction, a blank filled in leave no span after the act's."""
    for key, node in act.trace["after"].items():
        span, made = left[int(key)], Node(**node)
        if kept(span) != kept(made) or _place(made) != (span.admin_parent_id, span.prof_parent_id):
            raise WrongState(
                _(
                    "“%s” đã được sửa sau lần sắp xếp này, hoàn tác sẽ làm mất chỗ sửa ấy. Hãy sửa lại"
                    " như khi vừa sắp xếp rồi hoàn tác, hoặc lập một lần sắp xếp mới."
                )
                % span.name
            )


def _remove_founded(founded: Iterable[int]) -> None:
    """Delete units nothing points to any more; name what still does."""
    units = Unit.objects.filter(pk__in=founded)
    for relation in Unit._meta.related_objects:  # noqa: SLF001 -- Django's documented name
        rows = relation.related_model._default_manager.filter(  # noqa: SLF001
            **{f"{relation.field.name}__in": units}
        )
        if count := rows.count():
            raise WrongState(
                _(
                    "Đơn vị mới đã có dữ liệu của mình (%(count)s %(what)s) nên không hoàn tác được."
                    " Hãy lập một lần sắp xếp mới."
                )
                % {"count": count, "what": relation.related_model._meta.verbose_name}  # noqa: SLF001
            )
    units.delete()
