"""Sending a paper out: the rows of thousands of units by one INSERT … SELECT, each told once.

Doing it twice is harmless: who has the paper keeps it as it is. A unit's paper stands in its list of
incoming papers from the same moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.services import record
from phongtrao.base.words import office_language
from phongtrao.documents.access.circulation import can_distribute, can_remind
from phongtrao.documents.models import (
    Delivery,
    Incoming,
    OfficialDocument,
    RecipientLine,
)
from phongtrao.documents.queries.deliveries import (
    Spread,
    answering,
    remindable,
    spread,
    with_people,
)
from phongtrao.documents.queries.recipients import Addressed
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.orgs.models import Grant

# Columns the statement fills from the act itself; every other takes the model's default.
DELIVERED = ("document_id", "line_id", "unit_id", "purpose", "sent_at")
ARRIVED = ("unit_id", "document_id", "delivery_id", "arrived_on", "year", "sender")
COPIED = ("kind", "number", "issued_on", "abstract", "search_text", "file_id")  # of the paper
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Sent:
    """What an act did: recipients written, and those who had the paper before."""

    written: int
    existing: int


@transaction.atomic
def distribute(
    document: OfficialDocument, lines: Sequence[Addressed], *, by: AbstractBaseUser
) -> Sent:
    """Send the issued paper to everyone the lines reach, nobody twice; tell heads and focal persons."""
    can_distribute(by, document).enforce()
    reaching = [line for line in lines if line.count]  # an empty group is not printed
    everyone = spread(reaching)
    if not everyone.count:
        raise BadInput(_("Các dòng đã chọn không tới nơi nhận nào. Hãy chọn lại."))
    # One act at a time for one paper: the lines of “Nơi nhận” are numbered on.
    OfficialDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
    moment = timezone.now()
    made = _write_lines(document, reaching)
    units = _write_units(document, everyone, made, moment)
    others = _write_others(document, everyone, made, moment)
    result = Sent(units + others, everyone.count - units - others)
    act = record(
        document,
        "documents.distributed",
        by=by,
        recipients=result.written,
        had=result.existing,
        moment=moment.astimezone(UTC).isoformat(),
    )
    _tell_sent(document, moment, act)
    return result


@transaction.atomic
def remind(document: OfficialDocument, *, by: AbstractBaseUser) -> int:
    """Remind whoever has not acknowledged; once a day for the same paper. Returns how many."""
    can_remind(by, document).enforce()
    today = timezone.localdate()
    rows = with_people(remindable(document, today))
    pks = list(rows.values_list("pk", flat=True))
    # The condition is asked again of each row, so that two officers at once remind once.
    waiting = Delivery.objects.filter(pk__in=pks, acknowledged_at=None).exclude(reminded_on=today)
    count = waiting.update(reminded_on=today)
    if not count:
        raise WrongState(
            _("Không còn nơi nào để đôn đốc: đã xác nhận cả, hoặc hôm nay đã đôn đốc rồi.")
        )
    record(document, "documents.reminded", by=by, recipients=count)
    reminded = Delivery.objects.filter(document=document, pk__in=pks, reminded_on=today)
    text = gettext_lazy("Đề nghị xác nhận đã nhận %(document)s: %(abstract)s")
    _tell(document, reminded, f"documents.reminded:{document.pk}:{today.isoformat()}", text)
    return count


# ------------------------------------------------------------------ writing


def _write_lines(document: OfficialDocument, lines: Sequence[Addressed]) -> list[RecipientLine]:
    """After those of earlier acts; a line that was there before is used again."""
    rows = RecipientLine.objects.filter(document=document)
    known = {(row.said, row.purpose): row for row in rows}
    last = rows.aggregate(last=Max("position"))["last"] or 0
    fresh: dict[tuple[str, str], RecipientLine] = {}
    for line in lines:
        key = (line.said[:200], line.purpose.value)
        if key not in known and key not in fresh:
            place = last + len(fresh) + 1
            fresh[key] = RecipientLine(
                document=document, position=place, said=key[0], purpose=key[1]
            )
    RecipientLine.objects.bulk_create(fresh.values())
    every = known | fresh
    return [every[(line.said[:200], line.purpose.value)] for line in lines]


def _write_units(
    document: OfficialDocument, everyone: Spread, lines: list[RecipientLine], moment: datetime
) -> int:
    """Deliveries of units, and the same papers among their incoming ones; how many were new."""
    sent, arrived = _constants(Delivery, DELIVERED), _constants(Incoming, (*ARRIVED, *COPIED))
    # Names of columns come from the models, values go in as parameters.
    statement = f"""
        WITH said AS (
            SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS pair (unit_id, line_id)
        ), delivered AS (
            INSERT INTO documents_delivery ({", ".join([*DELIVERED, *sent])})
            SELECT %s, said.line_id, said.unit_id, line.purpose, %s{", %s" * len(sent)}
            FROM said JOIN documents_recipientline AS line ON line.id = said.line_id
            ON CONFLICT DO NOTHING
            RETURNING id, unit_id
        ), arrived AS (
            INSERT INTO documents_incoming ({", ".join([*ARRIVED, *COPIED, *arrived])})
            SELECT delivered.unit_id, paper.id, delivered.id, %s, %s, paper.issuer_name,
                   {", ".join(f"paper.{name}" for name in COPIED)}{", %s" * len(arrived)}
            FROM delivered CROSS JOIN documents_officialdocument AS paper WHERE paper.id = %s
        )
        SELECT count(*) FROM delivered
    """  # noqa: S608
    pairs = [list(everyone.units), [lines[place].pk for place in everyone.units.values()]]
    today = timezone.localdate(moment)
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [
                *pairs,
                document.pk,
                moment,
                *sent.values(),
                today,
                today.year,
                *arrived.values(),
                document.pk,
            ],
        )
        return int(cursor.fetchone()[0])


def _write_others(
    document: OfficialDocument, everyone: Spread, lines: list[RecipientLine], moment: datetime
) -> int:
    """People and outside names: a few, never thousands."""
    before = Delivery.objects.filter(document=document, unit=None).count()
    rows = [
        Delivery(
            document=document,
            line=lines[place],
            purpose=lines[place].purpose,
            sent_at=moment,
            **{name: key},
        )
        for name, found in (("user_id", everyone.users), ("outside", everyone.outside))
        for key, place in found.items()
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return Delivery.objects.filter(document=document, unit=None).count() - before


def _constants(model: type[Delivery] | type[Incoming], said: tuple[str, ...]) -> dict[str, Any]:
    """Columns of a new row that hold the model's default, so that a new field is not missed."""
    fields = [f for f in model._meta.concrete_fields if f.column not in {"id", *said}]  # noqa: SLF001 -- Django's documented name
    return {
        f.column: f.get_db_prep_save(f.get_default(), connection)
        for f in fields
        if f.column and not f.null
    }


# ------------------------------------------------------------------ telling


def _tell_sent(document: OfficialDocument, moment: datetime, act: int) -> None:
    fresh = Delivery.objects.filter(document=document, sent_at=moment)
    text = gettext_lazy("Đơn vị nhận %(document)s: %(abstract)s. Hãy mở và xác nhận.")
    _tell(document, fresh, f"documents.sent:{document.pk}:{act}", text)


def _tell(document: OfficialDocument, rows: QuerySet[Delivery], key: str, text: Promise) -> None:
    """One notice a person, whatever number of their units the rows name; by INSERT … SELECT."""
    with office_language():
        said = str(text) % {
            "document": document,
            "abstract": Truncator(document.abstract).chars(LONGEST),
        }
    units = rows.exclude(unit=None).order_by().values("unit")
    heads = Grant.objects.today().filter(pk__in=answering(units).values("pk"))
    url = reverse("documents:document", args=[document.pk])
    _insert_notices(heads.order_by().values_list("user_id").distinct(), key, said, url)
    direct = rows.filter(user__is_active=True).order_by().values_list("user_id")
    _insert_notices(direct, key, said, url)


def _insert_notices(users: "QuerySet[Any, Any]", key: str, text: str, url: str) -> None:
    sql, params = users.query.sql_with_params()
    statement = f"""
        INSERT INTO notifications_notice (to_id, key, text, url, created_at)
        SELECT people.user_id, %s, %s, %s, %s FROM ({sql}) AS people (user_id)
        ON CONFLICT DO NOTHING
    """  # noqa: S608 -- the inner statement is Django's own, its values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, [key, text, url, timezone.now(), *params])
