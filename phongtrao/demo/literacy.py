"""Digital literacy in the demo: frameworks, banks, tests taken, confirmations, numbers of learners. Invented."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.demo.load import Province
from phongtrao.indicators.models import Indicator
from phongtrao.indicators.packs import shipped_packs
from phongtrao.indicators.services.packs import adopt_pack
from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.literacy.grading import Option, Said
from phongtrao.literacy.law import shipped_rules
from phongtrao.literacy.models import (
    Completion,
    Confirmation,
    CountCall,
    Course,
    LearnerCount,
    QuestionBank,
    QuestionVersion,
    Quiz,
    SkillFramework,
)
from phongtrao.literacy.services.attempts import save_answer, start_attempt, submit_attempt
from phongtrao.literacy.services.banks import add_question, save_bank
from phongtrao.literacy.services.calls import open_call
from phongtrao.literacy.services.courses import save_course
from phongtrao.literacy.services.feeding import start_feed
from phongtrao.literacy.services.frameworks import publish_numbers, take_in_framework
from phongtrao.literacy.services.quizzes import open_quiz, save_quiz
from phongtrao.orgs.models import Headcount, Post, Unit

FILE = Path(__file__).with_name("literacy.yaml")
TRUTH = ("Đúng", "Sai")
CONFIRMED, SILENT = 0.7, 0.2  # shares of staff, and of units that have said nothing yet
COURSES = (
    ("An toàn thông tin cho nhà giáo", "course", "https://khoahoc.songngan.example/an-toan", "Sở Giáo dục và Đào tạo Sông Ngân", "free", True, True),
    ("Năm phút với bảng tính", "video", "https://video.songngan.example/bang-tinh", "Trường THPT của tỉnh", "open", True, True),
    ("Sổ tay nhận biết tin giả", "text", "https://hoclieu.songngan.example/tin-gia", "Thư viện tỉnh Sông Ngân", "open", True, True),
    ("Kho học liệu mở của tỉnh", "data", "https://hoclieu.songngan.example/", "Sở Giáo dục và Đào tạo Sông Ngân", "open", True, True),
    ("Soạn bài với trợ lý trí tuệ nhân tạo", "course", "https://khoahoc.songngan.example/tro-ly", "Trường Cao đẳng Sông Ngân", "ask", True, False),
)  # fmt: skip


def write_literacy(province: Province, chance: Random) -> None:
    """After people and headcounts; what was done by services has its history, the past of others is set by set."""
    office = province.people["vanphong"]
    qd757, *_more = (
        take_in_framework(province.department, key, by=office)
        for key in ("qd757", "tt02-2025", "tt18-2026")
    )
    _write_courses(province, qd757)
    quizzes = [_write_bank(qd757, pack, office) for pack in _packs()]
    take(quizzes[0], province.people["giaovien"], right=6)
    take(quizzes[0], province.people["daumoi"], right=5)
    take(quizzes[1], province.people["giaovien"], right=2)
    _confirm_past(province, qd757, chance)
    _count_learners(province, qd757, chance)
    publish_numbers(qd757, by=office)
    _feed_indicators(province, qd757)
    _ask_schools(qd757, office)


def _packs() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def _write_courses(province: Province, framework: SkillFramework) -> None:
    version, groups = framework.versions.get(), list(framework.groups.all()[:3])
    for title, kind, address, holder, licence, is_free, is_public in COURSES:
        course = Course(
            owner=province.department,
            version=version,
            title=title,
            kind=kind,
            address=address,
            holder=holder,
            licence=licence,
            is_free=is_free,
            is_public=is_public,
        )
        save_course(course, groups, [], by=province.people["vanphong"])


def _write_bank(framework: SkillFramework, pack: Mapping[str, Any], office: User) -> Quiz:
    version, group = framework.versions.get(), framework.groups.get(key="staff")
    bank = QuestionBank(owner=framework.owner, version=version, title=pack["title"])
    save_bank(bank, by=office)
    for question in pack["questions"]:
        add_question(bank, _said(question), by=office)
    rules = shipped_rules()
    quiz = Quiz(
        bank=bank,
        group=group,
        days_between=rules.days_between,
        attempts=rules.attempts,
        valid_months=rules.valid_months,
        confirmed_by=rules.confirmed_by,
        **pack["quiz"],
    )
    return open_quiz(save_quiz(quiz, by=office), by=office)


def _said(question: Mapping[str, Any]) -> Said:
    kind = question.get("kind", "single")
    if kind == "truth":
        options = tuple(Option(text, text == question["right"]) for text in TRUTH)
    else:
        texts: Sequence[str] = question["options"]
        options = tuple(Option(text.removeprefix("*"), text.startswith("*")) for text in texts)
    code = question.get("competence", "")
    return Said(kind, question["text"], options, question["explanation"], code)


def take(quiz: Quiz, user: User, *, right: int) -> None:
    """Handed in with so many right answers."""
    attempt = start_attempt(quiz, by=user)
    for place, (key, order) in enumerate(attempt.drawn):
        options = QuestionVersion.objects.get(pk=key).options
        chosen = [at for at, one in enumerate(order) if options[one]["right"] == (place < right)]
        save_answer(attempt, place, chosen[: None if place < right else 1], by=user)
    submit_attempt(attempt, by=user)


def _confirm_past(province: Province, framework: SkillFramework, chance: Random) -> None:
    """Most of the staff were confirmed last year, from the lists of the national platform."""
    version, group = framework.versions.get(), framework.groups.get(key="staff")
    day = timezone.localdate() - timedelta(days=200)
    known = [user.pk for user in province.people.values()]
    posts = Post.objects.today().full().exclude(person__user__in=known)
    rows = [
        Completion(
            person_id=post.person_id,
            unit_id=post.unit_id,
            decider_id=post.unit_id,
            group=group,
            version=version,
            done_on=day,
            source=Completion.Source.IMPORT,
            reference="Nền tảng học trực tuyến mở quốc gia",
            status=Completion.Status.CONFIRMED,
        )
        for post in posts.order_by("pk")
        if chance.random() < CONFIRMED
    ]
    made = Completion.objects.bulk_create(rows, batch_size=2_000)
    Confirmation.objects.bulk_create(
        (
            Confirmation(
                completion=one,
                unit_id=one.decider_id,
                decided_on=day + timedelta(days=7),
                valid_until=day + timedelta(days=3 * 365),
            )
            for one in made
        ),
        batch_size=2_000,
    )


def _count_learners(province: Province, framework: SkillFramework, chance: Random) -> None:
    """Schools say how many pupils, communes how many elderly people; two in ten have said nothing yet."""
    groups = {one.key: one for one in framework.groups.all()}
    today = timezone.localdate()
    # What everybody reads is of the first day of the quarter.
    day = min(today - timedelta(days=30), containing(today, PeriodKind.QUARTER).start)
    declared = Headcount.objects.filter(learners__gt=0, day__lte=day).order_by("unit", "-day")
    learners = {row.unit_id: row.learners or 0 for row in declared.distinct("unit")}
    said = {"framework": framework, "day": day, "reference": "Tổng hợp của nhà trường"}
    rows = []
    for unit in province.units:
        if chance.random() < SILENT or unit.closed_on:
            continue
        if unit.pk in learners:
            done = learners[unit.pk] * chance.randint(40, 95) // 100
            rows.append(LearnerCount(unit=unit, group=groups["pupils"], done=done, **said))
        elif unit.kind == Unit.Kind.COMMUNE:
            whole = chance.randint(8, 40) * 25
            done = chance.choice((3, whole * chance.randint(20, 60) // 100))
            row = LearnerCount(unit=unit, group=groups["elderly"], done=done, whole=whole, **said)
            rows.append(row)
    LearnerCount.objects.bulk_create(rows, batch_size=2_000)


def _feed_indicators(province: Province, framework: SkillFramework) -> None:
    """People of units and their learners, as indicators that nobody types."""
    office = province.people["vanphong"]
    adopt_pack(shipped_packs()["3-binh-dan-hoc-vu-so"], province.department, by=office)
    made = {one.code: one for one in Indicator.objects.filter(owner=province.department)}
    for key, code in (("staff", "BDHVS-1"), ("pupils", "BDHVS-2")):
        start_feed(framework, framework.groups.get(key=key), made[code], by=office)


def _ask_schools(framework: SkillFramework, office: User) -> None:
    """Numbers of pupils of the first day of the quarter; the silent two in ten are named."""
    today = timezone.localdate()
    day = min(today - timedelta(days=30), containing(today, PeriodKind.QUARTER).start)
    call = CountCall(
        framework=framework,
        group=framework.groups.get(key="pupils"),
        kinds=[Unit.Kind.SCHOOL],
        day=day,
        due_on=today + timedelta(days=10),
    )
    open_call(call, by=office)
