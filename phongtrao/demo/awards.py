"""The register of awards in the demo: titles of seven years, commendations, one revoked, two that wait. Invented."""

from datetime import date, timedelta

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.awards.models import Award, Honour, RuleSet
from phongtrao.awards.populations import Whom
from phongtrao.awards.queries.questions import Question
from phongtrao.awards.services.completeness import say_complete
from phongtrao.awards.services.evaluations import evaluate_rule
from phongtrao.awards.services.register import Given, check_awards, record_award, revoke_award
from phongtrao.demo.load import Province
from phongtrao.lib.facts import Subject
from phongtrao.lib.rules import Occasion
from phongtrao.orgs.models import Person, Post, Unit

YEARS = range(2019, 2026)  # school years, by the year they begin
PEOPLE = 4  # of each school
HEAD, PROVINCE = "Hiệu trưởng", "Chủ tịch Ủy ban nhân dân tỉnh Sông Ngân"
DIRECTOR = "Giám đốc Sở Giáo dục và Đào tạo Sông Ngân"
# Title of a person by place in the list and year; the others are advanced workers every year.
FIGHTERS = {0: {2020, 2021, 2022, 2023, 2024, 2025}, 1: {2021, 2023, 2024}, 2: {2025}}
EXCELLENT = {2021, 2024, 2025}  # the school itself
COMMENDED = (
    (0, "province_merit", 2022, "merit", PROVINCE, "Hai năm liền hoàn thành xuất sắc nhiệm vụ"),
    (1, "praise", 2024, "movement", DIRECTOR, "Thành tích trong phong trào “Bình dân học vụ số”"),
    (3, "praise", 2023, "sudden", DIRECTOR, "Cứu học sinh trong đợt mưa lũ"),
)


def write_awards(province: Province) -> None:
    """By services alone: schools write down, the office of the Sở checks all but the newest two."""
    office, places = province.people["vanphong"], province.places
    keepers = {"lower": province.people["daumoi"], "upper": province.people["hieutruong"]}
    made = [one for name, by in keepers.items() for one in _of_school(places[name], by)]
    waiting = made[-2:]
    checked = Award.objects.filter(pk__in=[one.pk for one in made[:-2]])
    check_awards(checked, by=office)
    doubtful = checked.filter(honour__key="base_fighter", period="SY2021").latest("pk")
    day, why = waiting[0].decided_on, "Sáng kiến làm căn cứ không do người được khen viết"
    revoke_award(doubtful, "318/QĐ-SGDĐT", day, why, by=office)
    for fact in ("titles", "commendations"):
        say_complete(province.department, fact, date(YEARS[0], 9, 1), by=office)


def write_evaluations(province: Province) -> None:
    """What the office asked: titles of a school year, the advanced examples of plan 003."""
    july, august = date(2026, 7, 10), date(2025, 8, 20)
    for key, rule, occasion in (
        ("luat-06-2022", "base_fighter", Occasion(july, 2025, calendar="school")),
        ("ke-hoach-003", "003_person", Occasion(august, 2024, (2020, 2025), "school")),
    ):
        version = RuleSet.objects.get(key=key, owner=None).versions.latest("number")
        whom = Whom(Subject.PERSON, province.department, occasion.on)
        evaluate_rule(Question(version, rule, whom, occasion), by=province.people["vanphong"])


def _of_school(school: Unit, by: User) -> list[Award]:
    people = _people(school)
    given = [one for year in YEARS for one in _titles(school, people, year)]
    for place, key, year, route, who, reason in COMMENDED:
        day = _decided(year) + timedelta(days=20)
        said = (f"SY{year}", f"{700 + year % 100}/QĐ-UBND", day, who, people[place], route, reason)
        given.append(Given(_honour(key), school, *said))
    given.sort(key=lambda one: one.decided_on)
    return [record_award(one, by=by) for one in given]


def _titles(school: Unit, people: list[Person], year: int) -> list[Given]:
    """Of the people, then of the school; by the head, what is above the school by the province."""
    base = (f"SY{year}", f"{40 + year % 100}/QĐ", _decided(year), HEAD)
    found = []
    for place, person in enumerate(people):
        key = "base_fighter" if year in FIGHTERS.get(place, ()) else "advanced_worker"
        found.append(Given(_honour(key), school, *base, person))
    if year in EXCELLENT:
        day = _decided(year) + timedelta(days=30)
        above = (f"SY{year}", f"{1_100 + year % 100}/QĐ-UBND", day, PROVINCE)
        return [*found, Given(_honour("excellent_collective"), school, *above)]
    return [*found, Given(_honour("advanced_collective"), school, *base)]


def _decided(year: int) -> date:
    return min(date(year + 1, 6, 25), timezone.localdate() - timedelta(days=30))


def _honour(key: str) -> Honour:
    found: Honour = Honour.objects.get(key=key, owner=None)
    return found


def _people(school: Unit) -> list[Person]:
    """Who signs in first, then colleagues."""
    posts = Post.objects.today().full().filter(unit=school).select_related("person")
    return [post.person for post in posts.order_by("person__user", "pk")[:PEOPLE]]
