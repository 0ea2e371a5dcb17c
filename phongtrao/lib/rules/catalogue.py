"""What rules can count: the names of facts as criteria use them, and who publishes each.

A rule says “initiatives”, not which table holds them. Where an app publishes the fact
(``lib.facts``), the entry names its provider; a name nobody publishes yet is allowed in a rule and
marked (``is_provided``), so that drafts can be written before the app is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from phongtrao.lib.facts import PROVIDERS, Subject
from phongtrao.lib.words import gettext_noop, say


class Kind(StrEnum):
    """How facts of a name are weighed."""

    EVENTS = "events"  # each fact is one thing; they are counted
    TOTAL = "total"  # each fact is a number; they are added
    AMOUNT = "amount"  # each fact is a number; the latest one holds
    BEST = "best"  # each fact is a number; the highest holds, and none at all is nought
    YEARLY = "yearly"  # one level a year; a year without one is unknown, not failed


@dataclass(frozen=True, slots=True)
class Known:
    """One name. ``label``: what it is; ``unit``: what it is counted in; ``providers``: whose fact.

    ``parameters``: name → {value: words}. ``levels``: from the lowest up, {name: words}; the value
    of a fact is the place of its level, the lowest is 1 (as in ``orgs.rating``). ``fixed``: parameters of
    the provider this name sets, where it has them; ``binds``: what it calls a parameter of ours.
    ``is_lasting``: a fact lasts, and the provider itself says whether it touches the days asked about.
    """

    label: str
    unit: str
    kind: Kind
    providers: Mapping[Subject, str]
    parameters: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    levels: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    binds: Mapping[str, str] = field(default_factory=dict)
    is_lasting: bool = False

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
    "order_first": gettext_noop("Huân chương Lao động hạng Nhất"),
    "order_second": gettext_noop("Huân chương Lao động hạng Nhì"),
    "order_third": gettext_noop("Huân chương Lao động hạng Ba"),
    "flag": gettext_noop("Cờ thi đua"),
    "merit": gettext_noop("Bằng khen"),
    "praise": gettext_noop("Giấy khen"),
}
ROUTES = {
    "merit": gettext_noop("theo công trạng"),
    "sudden": gettext_noop("đột xuất"),
    "movement": gettext_noop("theo phong trào thi đua"),
    "yearly": gettext_noop("xét hằng năm"),  # titles, and flags that are not of one movement
}
# The severities of packs/people/discipline_forms.yaml, in their order.
SEVERITIES = {
    "reprimand": gettext_noop("khiển trách"),
    "warning": gettext_noop("cảnh cáo"),
    "pay_cut": gettext_noop("hạ bậc lương"),
    "demotion": gettext_noop("giáng chức"),
    "removal": gettext_noop("cách chức"),
    "dismissal": gettext_noop("buộc thôi việc"),
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
# Kinds of activities rules ask for; an office's own kinds count where none is named.
ACTIVITIES = {
    "communication": gettext_noop("truyền thông"),
    "training": gettext_noop("tập huấn"),
    "policy_advice": gettext_noop("tham mưu, góp ý chính sách"),
    "agreement": gettext_noop("thỏa thuận hợp tác"),
}
# The shipped sets of an index (packs/indexsets): a level means something only in its own.
INDEX_SETS = {"qd_4725": gettext_noop("bộ chỉ số chuyển đổi số theo Quyết định 4725")}
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
        {},  # nobody: products of a task have a year and no author
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
        {"form": FORMS, "scope": SCOPE, "route": ROUTES},
    ),
    "registered": Known(
        gettext_noop("danh hiệu đã đăng ký thi đua"),
        gettext_noop("danh hiệu"),
        Kind.EVENTS,
        _by_either("registered", "awards"),
        {"title": TITLES},
    ),
    "prizes": Known(
        gettext_noop("giải thưởng"),
        gettext_noop("giải"),
        Kind.EVENTS,
        _by_either("contest_prize", "research"),
        {"scope": SCOPE},
    ),
    "practices": Known(
        gettext_noop("mô hình, cách làm hay được công nhận"),
        gettext_noop("mô hình"),
        Kind.EVENTS,
        _by_either("practice", "recognition"),
        {"scope": SCOPE},
    ),
    "contributions": Known(
        gettext_noop("đóng góp được xác nhận trong hoạt động của phong trào"),
        gettext_noop("lần"),
        Kind.EVENTS,
        {_PERSON: "activities.contribution"},
        {"kind": ACTIVITIES},
    ),
    "attended": Known(
        gettext_noop("hoạt động có tên trong danh sách người dự"),
        gettext_noop("hoạt động"),
        Kind.EVENTS,
        {_PERSON: "activities.attended"},
        {"kind": ACTIVITIES},
    ),
    "activities": Known(
        gettext_noop("hoạt động của phong trào đã được xác nhận"),
        gettext_noop("hoạt động"),
        Kind.EVENTS,
        {_UNIT: "activities.count"},
        {"kind": ACTIVITIES},
        fixed={"confirmed": True},
    ),
    "incidents": Known(  # also those nobody has confirmed yet
        gettext_noop("sự cố an toàn thông tin đã ghi"),
        gettext_noop("sự cố"),
        Kind.EVENTS,
        {_UNIT: "activities.count"},
        fixed={"kind": "security_incident"},
    ),
    "own_plan": Known(
        gettext_noop("kế hoạch của đơn vị được ban hành"),
        gettext_noop("kế hoạch"),
        Kind.EVENTS,
        {_UNIT: "plans.own_plan_issued"},
    ),
    "index_level": Known(
        gettext_noop("mức theo bộ chỉ số đã công bố"),
        gettext_noop("mức"),
        Kind.AMOUNT,
        {_UNIT: "assessments.level"},
        {"index_set": INDEX_SETS},
    ),
    "cluster_place": Known(
        gettext_noop("thứ hạng trong cụm, khối thi đua"),
        gettext_noop("hạng"),
        Kind.AMOUNT,
        {_UNIT: "assessments.place"},
    ),
    "members_titled": Known(
        gettext_noop("người của đơn vị đạt danh hiệu thi đua"),
        gettext_noop("người"),
        Kind.EVENTS,
        {_UNIT: "awards.unit_member_title"},
        {"title": TITLES},
    ),
    "members_rated": Known(
        gettext_noop("người của đơn vị được xếp loại"),
        gettext_noop("người"),
        Kind.EVENTS,
        {_UNIT: "orgs.unit_member_rating"},
        levels=RATINGS,
    ),
    "members_disciplined": Known(
        gettext_noop("lần người của đơn vị bị kỷ luật"),
        gettext_noop("lần"),
        Kind.EVENTS,
        {_UNIT: "orgs.unit_member_discipline"},
        levels=SEVERITIES,
    ),
    "discipline": Known(
        gettext_noop("lần bị kỷ luật"),
        gettext_noop("lần"),
        Kind.EVENTS,
        _by_either("discipline", "orgs"),
        is_lasting=True,
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
        fixed={"of": "staff"},
    ),
    "learners": Known(
        gettext_noop("tổng số người học"),
        gettext_noop("người"),
        Kind.AMOUNT,
        {_UNIT: "orgs.headcount"},
        fixed={"of": "learners"},
    ),
    "literacy": Known(
        gettext_noop("xác nhận hoàn thành phổ cập kỹ năng số theo khung Quyết định 757"),
        gettext_noop("người"),
        Kind.EVENTS,
        _by_either("confirmed", "literacy"),
        fixed={"framework": "qd757"},
    ),
    "tasks": Known(
        gettext_noop("nhiệm vụ được giao đến hạn"),
        gettext_noop("nhiệm vụ"),
        Kind.EVENTS,
        {_UNIT: "plans.task"},
    ),
    "tasks_done": Known(
        gettext_noop("nhiệm vụ được giao hoàn thành đúng hạn"),
        gettext_noop("nhiệm vụ"),
        Kind.EVENTS,
        {_UNIT: "plans.task"},
        fixed={"how": "on_time"},
    ),
    "tasks_early": Known(
        gettext_noop("nhiệm vụ được giao hoàn thành trước hạn"),
        gettext_noop("nhiệm vụ"),
        Kind.EVENTS,
        {_UNIT: "plans.task"},
        fixed={"how": "early"},
    ),
    "targets": Known(
        gettext_noop("chỉ tiêu đến kỳ"),
        gettext_noop("chỉ tiêu"),
        Kind.EVENTS,
        {_UNIT: "indicators.target"},
    ),
    "targets_reached": Known(
        gettext_noop("chỉ tiêu đạt"),
        gettext_noop("chỉ tiêu"),
        Kind.EVENTS,
        {_UNIT: "indicators.target"},
        fixed={"how": "reached"},
    ),
    "targets_exceeded": Known(
        gettext_noop("chỉ tiêu vượt"),
        gettext_noop("chỉ tiêu"),
        Kind.EVENTS,
        {_UNIT: "indicators.target"},
        fixed={"how": "exceeded"},
    ),
    "reports": Known(
        gettext_noop("báo cáo phải nộp"),
        gettext_noop("báo cáo"),
        Kind.EVENTS,
        {_UNIT: "reports.answer"},
    ),
    "reports_in_time": Known(
        gettext_noop("báo cáo nộp đúng hạn"),
        gettext_noop("báo cáo"),
        Kind.EVENTS,
        {_UNIT: "reports.answer"},
        fixed={"how": "in_time"},
    ),
}


def is_provided(name: str, subject: Subject | None) -> bool:
    """Whether an app publishes the fact for this subject; for None, for every subject it has."""
    providers = CATALOGUE[name].providers
    asked = [*providers.values()] if subject is None else [providers.get(subject, "")]
    return bool(asked) and all(provider in PROVIDERS for provider in asked)


def word(words: Mapping[str, str], value: str) -> str:
    """A parameter's or level's value in the listener's language."""
    return say(words[value])
