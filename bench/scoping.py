"""A list page of people, scoped to a subtree, against the same list without the scope. Issue 4: ≤ 1.3 ×.

150,000 people with a post each in 3,000 schools; the first page with its count, as the list asks it. For
an officer, whose grant covers every school, the scope removes nothing and costs the most; for one who
looks after a level, it is one condition more.
"""

from functools import partial

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict

from bench._ground import department, make_schools, officer, side_by_side
from phongtrao.accounts.models import Role, User
from phongtrao.orgs import queries
from phongtrao.orgs.access import visible_people
from phongtrao.orgs.models import Grant, Person, Post, Unit
from phongtrao.orgs.views.people import PEOPLE
from tests.factories import LONG_AGO, make_user

SCHOOLS, STAFF, RUNS = 3_000, 50, 9
ALLOWED = 1.3
BATCH = 10_000


def make_people() -> None:
    schools = make_schools(SCHOOLS)
    count = SCHOOLS * STAFF
    people = Person.objects.bulk_create(
        (
            Person(full_name=f"Người {n}", sort_key=f"nguoi {n:07}", search_text=f"nguoi {n}")
            for n in range(count)
        ),
        batch_size=BATCH,
    )
    days = DateRange(LONG_AGO, None)
    Post.objects.bulk_create(
        (
            Post(
                person=person,
                unit=schools[n % SCHOOLS],
                position="Giáo viên",
                category=Post.Category.PUBLIC,
                days=days,
            )
            for n, person in enumerate(people)
        ),
        batch_size=BATCH,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the bench's cluster has no autovacuum, which would have done it


def keeper_of_a_level() -> User:
    user = make_user("Chuyên viên tiểu học", "tieuhoc")
    Grant.objects.create(
        user=user,
        role=Role.OFFICE,
        unit=department(),
        level=Unit.Level.PRIMARY,
        days=DateRange(LONG_AGO, None),
    )
    return user


def read(rows: "partial[object]") -> None:
    """The count and the first page."""
    table = PEOPLE.of(queries.with_posts(rows()), QueryDict())  # type: ignore[arg-type]  # a queryset
    if table.count != SCHOOLS * STAFF or not table.items:
        raise RuntimeError(f"{table.count} people")


def unscoped() -> object:
    """Everybody who works today."""
    return Person.objects.filter(pk__in=Post.objects.today().values("person"))


def run() -> list[tuple[str, float, float]]:
    user = officer()
    make_people()
    bare = partial(read, partial(unscoped))
    whole = partial(read, partial(visible_people, user))
    level = partial(read, partial(visible_people, keeper_of_a_level()))
    return [
        ("150,000 people, subtree / no scope", side_by_side(whole, bare, RUNS), ALLOWED),
        ("150,000 people, level / no scope", side_by_side(level, bare, RUNS), ALLOWED),
    ]


if __name__ == "__main__":
    print(run())
