from phongtrao.literacy.models.attempts import Attempt
from phongtrao.literacy.models.calls import CountCall, OwedCount
from phongtrao.literacy.models.completions import (
    Completion,
    Confirmation,
    ConfirmationCertificate,
    LearnerCount,
)
from phongtrao.literacy.models.courses import Course
from phongtrao.literacy.models.feeds import Feed
from phongtrao.literacy.models.frameworks import (
    Competence,
    FrameworkVersion,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.models.learners import LearnerResult
from phongtrao.literacy.models.published import PublishedColumn
from phongtrao.literacy.models.questions import Question, QuestionBank, QuestionVersion, Quiz

__all__ = [
    "Attempt",
    "Competence",
    "Completion",
    "Confirmation",
    "ConfirmationCertificate",
    "CountCall",
    "Course",
    "Feed",
    "FrameworkVersion",
    "LearnerCount",
    "LearnerResult",
    "OwedCount",
    "PublishedColumn",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "SkillFramework",
    "TargetGroup",
]
