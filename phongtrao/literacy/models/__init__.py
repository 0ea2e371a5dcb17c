from phongtrao.literacy.models.attempts import Attempt
from phongtrao.literacy.models.completions import (
    Completion,
    Confirmation,
    ConfirmationCertificate,
    LearnerCount,
)
from phongtrao.literacy.models.courses import Course
from phongtrao.literacy.models.frameworks import (
    Competence,
    FrameworkVersion,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.models.questions import Question, QuestionBank, QuestionVersion, Quiz

__all__ = [
    "Attempt",
    "Competence",
    "Completion",
    "Confirmation",
    "ConfirmationCertificate",
    "Course",
    "FrameworkVersion",
    "LearnerCount",
    "Question",
    "QuestionBank",
    "QuestionVersion",
    "Quiz",
    "SkillFramework",
    "TargetGroup",
]
