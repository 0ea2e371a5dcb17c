"""What a round passed goes on into the round above: its owner hands it in there. S0-56 S3-44

The quota there holds; claims and reports go along, and the achievement is taken there.
"""

from collections.abc import Sequence

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from phongtrao.audit.services import Line, record_many
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.nominations.access.going_up import can_go_up, can_send_up, forms_above
from phongtrao.nominations.access.submissions import can_add, can_screen
from phongtrao.nominations.models import AwardRound, Nomination, RoundForm, Statement, Submission
from phongtrao.nominations.queries.notices import standings_of
from phongtrao.nominations.services.claims import hand_claims_on
from phongtrao.nominations.services.locking import lock_nominations, lock_subjects, lock_submission
from phongtrao.nominations.services.nominating import begin_submission
from phongtrao.nominations.services.places import take_places
from phongtrao.nominations.services.refusing import refuse_hindered

COPIED = (
    "person", "unit", "name", "job", "is_frontline", "achievement", "position", "verdict", "asked_on",
    "is_flagged", "report", "summary", "brief", "written_at",
)  # fmt: skip


@transaction.atomic
def send_up(
    found: AwardRound, chosen: Sequence[Nomination], *, by: AbstractBaseUser
) -> list[Nomination]:
    """All of them or, where the quota above is less, none. They are drafts there until its owner sends them."""
    can_screen(by, found).enforce()
    can_send_up(found).enforce()
    assert found.above is not None  # noqa: S101 -- asked just above
    sent = lock_submission(begin_submission(found.above, found.owner, by=by).pk)
    can_add(by, sent).enforce()
    rows = Nomination.objects.filter(submission__round=found, pk__in=[one.pk for one in chosen])
    asked = sorted(
        lock_nominations(rows).prefetch_related("hand_overs__notes"),
        key=lambda one: (one.form.position, one.position, one.pk),
    )
    forms, standings = forms_above(found), standings_of(asked)
    ready = [one for one in asked if can_go_up(by, one, forms, standings[one.pk])]
    if not ready:
        raise WrongState(_("Không còn đề nghị nào gửi lên được trong số đã chọn. Hãy tải lại trang."))  # fmt: skip
    for is_person in (True, False):
        if number := sum((one.person_id is not None) is is_person for one in ready):
            take_places(sent, number, is_person=is_person)
    lock_subjects(one.person or one.unit for one in ready)
    refuse_hindered(ready)
    made = [_copy(one, sent, forms[one.form.honour_id, one.form.route]) for one in ready]
    record_many((Line(one) for one in ready), "nominations.went_up", by=by)
    record_many((Line(one) for one in made), "nominations.came_up", by=by)
    return made


def _copy(old: Nomination, sent: Submission, form: RoundForm) -> Nomination:
    new = Nomination(submission=sent, form=form, **{name: getattr(old, name) for name in COPIED})
    try:
        new.full_clean(exclude=["verdict", "report"])  # may be empty
    except ValidationError as error:
        raise BadInput(f"{old.name}: {' '.join(error.messages)}") from error
    new.save()
    hand_claims_on(old, new)
    Statement.objects.bulk_create(
        Statement(
            nomination=new,
            words=one.words,
            confirmer=one.confirmer,
            answer=one.answer,
            note=one.note,
            said_by=one.said_by,
            said_at=one.said_at,
        )
        for one in old.statements.all()
    )
    old.goes_on_as = new
    old.save(update_fields=["goes_on_as"])
    return new
