"""A council of seven of the Sở, with people of several schools; loaded by conftest.

| seat | who | works at | account |
|---|---|---|---|
| chair      | Lý Thị Chủ     | Sở                | chu |
| vice       | Tạ Văn Phó     | Sở                | pho |
| secretary  | Mạc Thị Thư    | Sở                | thu |
| reviewer 1 | Khổng Văn Đọc  | Trường THPT       | doc |
| reviewer 2 | Cù Thị Xét     | Bình Minh         | xet |
| member 1   | Lã Văn Bàn     | Hoa Sen           | ban |
| member 2   | Thân Thị Góp   | Hoa Sen           | gop |

``an`` (office of the Sở) set it up. Cases: ``make_case(council, "Tên")``.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.councils.models import Case, Council, CouncilRule, Member
from phongtrao.councils.services.cases import open_case
from phongtrao.councils.services.councils import CouncilData
from phongtrao.documents.models import DocumentKind, OfficialDocument
from phongtrao.documents.services import DocumentData, register_document
from phongtrao.orgs.models import Line, Person, Post, Unit
from tests.councils.kind import KEY
from tests.factories import LONG_AGO, give, make_person, make_user

SEATS = {
    "chu": ("Lý Thị Chủ", "chair", "so"),
    "pho": ("Tạ Văn Phó", "vice", "so"),
    "thu": ("Mạc Thị Thư", "secretary", "so"),
    "doc": ("Khổng Văn Đọc", "reviewer", "thpt"),
    "xet": ("Cù Thị Xét", "reviewer", "binh_minh"),
    "ban": ("Lã Văn Bàn", "member", "hoa_sen"),
    "gop": ("Thân Thị Góp", "member", "hoa_sen"),
}


@dataclass(frozen=True, slots=True)
class Seven:
    """A council at work; ``people`` and ``seats`` by account name."""

    council: Council
    people: dict[str, User]
    seats: dict[str, Member]

    @property
    def office(self) -> User:
        """Who set it up."""
        return self.council.created_by

    @property
    def secretary(self) -> User:
        return self.people["thu"]

    def member(self, name: str) -> Member:
        return self.seats[name]


def make_worker(full_name: str, username: str, unit: Unit, position: str = "Giáo viên") -> Person:
    """A person with an account, a role of a teacher and a post since long ago."""
    user = make_user(full_name, username)
    give(user, Role.TEACHER, unit, Line.PROF)
    person = make_person(full_name, user)
    Post.objects.create(
        person=person,
        unit=unit,
        position=position,
        category="public",
        days=DateRange(LONG_AGO, None),
    )
    return person


def make_decision(unit: Unit, by: User, number: str = "15/QĐ-SGDĐT") -> OfficialDocument:
    data = DocumentData(
        kind=DocumentKind.DECISION,
        abstract="Về việc thành lập hội đồng",
        number=number,
        issued_on=date(2026, 1, 5),
        issuer=unit,
    )
    return register_document(data, by=by)


def composition(**data: object) -> CouncilRule:
    """A rule of composition of its own; without words the shipped plain one."""
    if not data:
        return CouncilRule.objects.get(of="composition", key="plain", owner=None)
    key = f"thu-{CouncilRule.objects.count()}"
    return CouncilRule.objects.create(of="composition", key=key, title="Quy tắc thử", data=data)


def council_data(title: str = "Hội đồng thử", rule: CouncilRule | None = None) -> CouncilData:
    """A term from the first of January to a year from today."""
    today = timezone.localdate()
    return CouncilData(
        title, [KEY], date(2026, 1, 1), today + timedelta(days=365), rule or composition()
    )


def make_case(council: Council, title: str = "Hồ sơ", by: User | None = None) -> Case:
    return open_case(council, KEY, title, by=by or council.created_by)


@pytest.fixture
def seven(so, thpt, binh_minh, hoa_sen, an) -> Seven:
    """Written down at once, as its services would leave it: those have tests of their own."""
    units = {"so": so, "thpt": thpt, "binh_minh": binh_minh, "hoa_sen": hoa_sen}
    council = Council.objects.create(
        unit=so,
        title="Hội đồng Sáng kiến thử",
        status=Council.Status.ACTIVE,
        case_kinds=[KEY],
        starts_on=date(2026, 1, 1),
        ends_on=timezone.localdate() + timedelta(days=365),
        composition=composition(),
        decision=make_decision(so, an),
        created_by=an,
    )
    workers = {
        name: make_worker(full, name, units[at]) for name, (full, _role, at) in SEATS.items()
    }
    seats = {
        name: Member.objects.create(
            council=council,
            person=workers[name],
            role=role,
            days=DateRange(council.starts_on, None),
        )
        for name, (_full, role, _at) in SEATS.items()
    }
    return Seven(council, {name: one.user for name, one in workers.items()}, seats)


@pytest.fixture
def council(seven) -> Council:
    return seven.council
