"""Digital literacy for tests/world.py: the Sở's own of the demo, and a test somebody is in."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.literacy.models import (
    Attempt,
    Completion,
    CountCall,
    Course,
    Feed,
    FrameworkVersion,
    LearnerCount,
    LearnerResult,
    OwedCount,
    Question,
    QuestionBank,
    Quiz,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.services.attempts import start_attempt
from phongtrao.literacy.services.completions import Ground, confirm_completions
from phongtrao.literacy.services.frameworks import begin_version
from phongtrao.literacy.services.learners import add_learner_result
from phongtrao.orgs.models import Learner
from tests.documents.outgoing import today

SUBJECTS = {
    "literacy.skillframework": "skill framework",
    "literacy.targetgroup": "target group",
    "literacy.course": "course",
    "literacy.questionbank": "question bank",
    "literacy.quiz": "quiz",
    "literacy.attempt": "attempt",
    "literacy.completion": "completion",
    "literacy.learnercount": "learner count",
    "literacy.learnerresult": "learner result",
}


def fill_literacy(world: Any) -> None:
    """The teacher is in one test and has passed another; the focal person's result is confirmed."""
    office, teacher = world.people["vanphong"], world.people["giaovien"]
    framework = SkillFramework.objects.get(key="qd757")
    draft = begin_version(framework, "1.1", today(), by=office)
    frozen = FrameworkVersion.objects.get(framework=framework, number="1.0")
    waiting = Completion.objects.get(person__user=teacher)
    theirs = Completion.objects.filter(person__user=world.people["daumoi"])
    confirm_completions(theirs, Ground(today()), by=office)
    quizzes = Quiz.objects.order_by("pk")
    going = start_attempt(quizzes[2], by=teacher)
    Attempt.objects.filter(pk=going.pk).update(ends_at=timezone.now() + timedelta(days=1))
    done = Attempt.objects.filter(person__user=teacher, status="submitted").order_by("pk")[0]
    world.samples |= {
        "skill framework": {"of the Sở": framework.pk},
        "framework version": {"in use": frozen.pk, "draft": draft.pk},
        "target group": {"staff": TargetGroup.objects.get(key="staff").pk},
        "course": {"of the Sở": Course.objects.order_by("pk")[0].pk},
        "question bank": {"of the Sở": QuestionBank.objects.order_by("pk")[0].pk},
        "bank question": {"of the Sở": Question.objects.order_by("pk")[0].pk},
        "quiz": {"open": quizzes[0].pk},
        "attempt": {"going": going.pk, "handed in": done.pk},
        "attempt question": {"going": (going.pk, 1), "handed in": (done.pk, 1)},
        "completion": {"waiting": waiting.pk, "confirmed": theirs.get().pk},
        "literacy feed": {"of the Sở": Feed.objects.order_by("pk")[0].pk},
        "count call": {"open": CountCall.objects.order_by("pk")[0].pk},
        "owed count": {"of the lower school": _owed_by(world.places["lower"])},
        "learner result": {"of the lower school": _named(world, framework).pk},
        "learner count": {"of a unit": LearnerCount.objects.order_by("pk")[0].pk},
    }


def _owed_by(unit: Any) -> int:
    return OwedCount.objects.get(unit=unit).pk


def _named(world: Any, framework: SkillFramework) -> LearnerResult:
    """A learner whose name a prize needs, with a result their school has written."""
    learner = Learner.objects.filter(unit=world.places["lower"]).order_by("pk")[0]
    version = framework.versions.order_by("pk")[0]
    result = LearnerResult(
        learner=learner, version=version, done_on=today(), reference="Lớp tập huấn của trường"
    )
    return add_learner_result(result, by=world.people["daumoi"])
