"""Work handed on inside a unit, as several tests need it."""

from datetime import timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.orgs.models import Post
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.handovers import Handing
from tests.factories import LONG_AGO, make_person

DAY = timedelta(days=1)


def hand(work, by, user, today, **more):
    return services.hand_over(work, Handing(today + 10 * DAY, user, **more), by=by)


def reported(handover, by, percent=80, done="Đã dạy thử ở hai lớp."):
    services.save_part(handover, percent, done, by=by)
    return services.report_part(handover, by=by)


def post_at(unit, user, *, until=None):
    person = make_person(user.full_name, user)
    return Post.objects.create(
        person=person,
        unit=unit,
        position="Giáo viên",
        category=Post.Category.PUBLIC,
        days=DateRange(LONG_AGO, until),
    )


def fresh(handover):
    """As a new request finds it: rights are kept with the user object."""
    return type(handover).objects.get(pk=handover.pk)
