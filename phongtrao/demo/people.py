"""People of the invented province: heads, focal persons, teachers; and their sign-ins.

At small sizes everybody gets a person, a post and, where a role asks for it, an account. At the size
of a nation only heads and focal persons exist: the rest would be numbers nobody looks at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.accounts.models import Role, User
from phongtrao.demo.names import full_name
from phongtrao.demo.province import BATCH, FOUNDED
from phongtrao.orgs.models import Grant, Line, Person, Post, Unit

SINCE = DateRange(FOUNDED, None)
UNUSABLE = "!"  # an account nobody can sign in with until an administrator gives a password

HEAD_OF: dict[str, str] = {
    Unit.Kind.DEPARTMENT: "Giám đốc",
    Unit.Kind.OFFICE: "Trưởng phòng",
    Unit.Kind.COMMUNE: "Phó Chủ tịch phụ trách văn hóa – xã hội",
    Unit.Kind.SCHOOL: "Hiệu trưởng",
    Unit.Kind.CENTRE: "Giám đốc trung tâm",
}
FOCAL_OF: dict[str, str] = {Unit.Kind.COMMUNE: "Công chức phòng Văn hóa – Xã hội"}


@dataclass(frozen=True, slots=True)
class Worker:
    """One person in one post, before they have an id."""

    unit: Unit
    name: str
    position: str
    role: Role | None = None
    category: str = Post.Category.PUBLIC


def plan_people(units: Iterable[Unit], chance: Random, *, teachers: int) -> list[Worker]:
    """A head and a focal person for every unit with an account, ``teachers`` more for each school."""
    workers: list[Worker] = []
    for unit in units:
        if unit.kind not in HEAD_OF or unit.kind == Unit.Kind.DEPARTMENT:
            continue
        civil = Post.Category.CIVIL if unit.kind != Unit.Kind.SCHOOL else Post.Category.PUBLIC
        workers.append(Worker(unit, full_name(chance), HEAD_OF[unit.kind], Role.HEAD, civil))
        position = FOCAL_OF.get(unit.kind, "Đầu mối theo dõi thi đua")
        workers.append(Worker(unit, full_name(chance), position, Role.FOCAL, civil))
        if unit.kind == Unit.Kind.SCHOOL:
            workers += [Worker(unit, full_name(chance), "Giáo viên") for _ in range(teachers)]
    return workers


def write_people(workers: list[Worker]) -> None:
    """Accounts only for those with a role; nobody but the demo sign-ins has a password."""
    users = _write_users(workers)
    people = [
        Person(
            full_name=worker.name,
            code=f"SN{number:07}",
            user=users.get(number),
        )
        for number, worker in enumerate(workers, start=1)
    ]
    for person in people:
        person.search_keys()
    Person.objects.bulk_create(people, batch_size=BATCH)
    posts = [
        Post(
            person=person,
            unit=worker.unit,
            position=worker.position,
            category=worker.category,
            is_frontline=worker.role is None,
            days=SINCE,
        )
        for person, worker in zip(people, workers, strict=True)
    ]
    Post.objects.bulk_create(posts, batch_size=BATCH)
    grants = [
        Grant(user=users[number], role=worker.role, unit=worker.unit, line=Line.ADMIN, days=SINCE)
        for number, worker in enumerate(workers, start=1)
        if worker.role
    ]
    Grant.objects.bulk_create(grants, batch_size=BATCH)


def _write_users(workers: list[Worker]) -> dict[int, User]:
    """number of the worker → account."""
    users = {
        number: User(
            username=f"nv{number:07}",
            full_name=worker.name,
            email=f"nv{number:07}@songngan.example",
            password=UNUSABLE,
        )
        for number, worker in enumerate(workers, start=1)
        if worker.role
    }
    for user in users.values():
        user.search_keys()
    User.objects.bulk_create(users.values(), batch_size=BATCH)
    return users
