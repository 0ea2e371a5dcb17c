"""What rules can count: the names of facts as criteria use them, and who publishes each.

A rule says “initiatives”, not which table holds them. Where an app publishes the fact
(``lib.facts``), the entry names its provider; a name nobody publishes yet is allowed in a rule and
marked (``is_provided``), so that drafts can be written before the app is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from phongtrao.lib.facts import PROVIDERS, Subject
from phongtrao.lib.words import gettext_noop, say


class Kind(StrEnum):
    """How facts of a name are weighed."""

    EVENTS = "events"  # each fact is one thing; they are counted
    AMOUNT = "amount"  # each fact is a number; the latest one holds
    BEST = "best"  # each fact is a number; the highest holds, and none at all is nought
    YEARLY = "yearly"  # one level a year; a year without one is unknown, not failed


@dataclass(frozen=True, slots=True)
class Known:
    """One name. ``label``: what it is; ``unit``: what it is counted in; ``providers``: whose fact.

    ``parameters``: name → {value: words}. ``levels``: from the lowest up, {name: words}; the value
    of a fact is the place of its level, the lowest is 1 (as in ``orgs.rating``).
    """

    label: str
    unit: str
    kind: Kind
    providers: Mapping[Subject, str]
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)

    def rank(self, level: str) -> int:
        """The value facts of this level have; ValueError for no level of this name."""
        return list(self.levels).index(level) + 1


SCOPE = {
    "base": gettext_noop("cấp cơ sở"),
    "department": gettext_noop("cấp ngành"),
    "province": gettext_noop("cấp tỉnh, thành phố"),
    "ministry": gettext_noop("cấp bộ"),
    "nation": gettext_noop("toàn quốc"),
}
TITLES = {
    "advanced_worker": gettext_noop("“Lao động tiên tiến”"),
    "base_fighter": gettext_noop("“Chiến sĩ thi đua cơ sở”"),
    "province_fighter": gettext_noop("“Chiến sĩ thi đua” cấp bộ, tỉnh"),
    "nation_fighter": gettext_noop("“Chiến sĩ thi đua toàn quốc”"),
    "advanced_collective": gettext_noop("“Tập thể lao động tiên tiến”"),
    "excellent_collective": gettext_noop("“Tập thể lao động xuất sắc”"),
}
FORMS = {
    "flag": gettext_noop("Cờ thi đua"),
    "merit": gettext_noop("Bằng khen"),
    "praise": gettext_noop("Giấy khen"),
}
RATINGS = {
    "not_done": gettext_noop("không hoàn thành nhiệm vụ"),
    "done": gettext_noop("hoàn thành nhiệm vụ"),
    "good": gettext_noop("hoàn thành tốt nhiệm vụ"),
    "excellent": gettext_noop("hoàn thành xuất sắc nhiệm vụ"),
}
ACCEPTANCE = {
    "failed": gettext_noop("không đạt"),
    "passed": gettext_noop("đạt"),
    "good": gettext_noop("khá"),
    "excellent": gettext_noop("xuất sắc"),
}
_PERSON, _UNIT = Subject.PERSON, Subject.UNIT


def _by_either(name: str, app: str) -> dict[Subject, str]:
    return {_PERSON: f"{app}.{name}", _UNIT: f"{app}.unit_{name}"}


CATALOGUE: dict[str, Known] = {
    "rating": Known(
        gettext_noop("mức xếp loại hằng năm"),
        gettext_noop("năm"),
        Kind.YEARLY,
        _by_either("rating", "orgs"),
        levels=RATINGS,
    ),
    "initiatives": Known(
        gettext_noop("sáng kiến được công nhận"),
        gettext_noop("sáng kiến"),
        Kind.EVENTS,
        _by_either("initiative", "recognition"),
        {"scope": SCOPE},
    ),
    "research": Known(
        gettext_noop("đề tài, đề án, công trình khoa học được nghiệm thu"),
        gettext_noop("đề tài"),
        Kind.EVENTS,
        _by_either("accepted", "research"),
        {"scope": SCOPE},
        ACCEPTANCE,
    ),
    "contribution": Known(
        gettext_noop("mức đóng góp trong nhiệm vụ khoa học"),
        "%",
        Kind.BEST,
        {_PERSON: "research.contribution"},
        {"scope": SCOPE},
    ),
    "publications": Known(
        gettext_noop("bài báo khoa học được đăng"),
        gettext_noop("bài báo"),
        Kind.EVENTS,
        _by_either("published", "research"),
    ),
    "titles": Known(
        gettext_noop("danh hiệu thi đua"),
        gettext_noop("lần"),
        Kind.EVENTS,
        _by_either("title", "awards"),
        {"title": TITLES},
    ),
    "commendations": Known(
        gettext_noop("hình thức khen thưởng"),
        gettext_noop("lần"),
        Kind.EVENTS,
        _by_either("commendation", "awards"),
        {"form": FORMS, "scope": SCOPE},
    ),
    "prizes": Known(
        gettext_noop("giải thưởng"),
        gettext_noop("giải"),
        Kind.EVENTS,
        _by_either("prize", "activities"),
        {"scope": SCOPE},
    ),
    "discipline": Known(
        gettext_noop("lần bị kỷ luật"),
        gettext_noop("lần"),
        Kind.EVENTS,
        _by_either("discipline", "orgs"),
    ),
    "working_months": Known(
        gettext_noop("thời gian công tác"),
        gettext_noop("tháng"),
        Kind.AMOUNT,
        {_PERSON: "orgs.working_months"},
    ),
    "staff": Known(
        gettext_noop("tổng số cán bộ, công chức, viên chức, người lao động"),
        gettext_noop("người"),
        Kind.AMOUNT,
        {_UNIT: "orgs.headcount"},
    ),
    "learners": Known(
        gettext_noop("tổng số người học"),
        gettext_noop("người"),
        Kind.AMOUNT,
        {_UNIT: "orgs.headcount"},
    ),
    "literacy": Known(
        gettext_noop("xác nhận hoàn thành phổ cập kỹ năng số"),
        gettext_noop("người"),
        Kind.EVENTS,
        _by_either("confirmed", "literacy"),
    ),
    "tasks_done": Known(
        gettext_noop("nhiệm vụ được giao hoàn thành đúng hạn"),
        gettext_noop("nhiệm vụ"),
        Kind.EVENTS,
        {_UNIT: "plans.done"},
    ),
    "tasks": Known(
        gettext_noop("nhiệm vụ được giao"),
        gettext_noop("nhiệm vụ"),
        Kind.EVENTS,
        {_UNIT: "plans.given"},
    ),
}


def is_provided(name: str, subject: Subject | None) -> bool:
    """Whether an app publishes the fact for this subject; for None, for every subject it has."""
    providers = CATALOGUE[name].providers
    asked = providers.values() if subject is None else [providers.get(subject, "")]
    return all(provider in PROVIDERS for provider in asked)


def word(words: Mapping[str, str], value: str) -> str:
    """A parameter's or level's value in the listener's language."""
    return say(words[value])
