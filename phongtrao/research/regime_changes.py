"""What differs between two versions of a regime, stage by stage. No Django.

>>> from phongtrao.research.stages import read_regime
>>> row = {"key": "a", "state": "proposed", "title": "Đề xuất", "days": 10}
>>> old, new = (read_regime({"stages": [row | {"days": days}], "scale": []}) for days in (10, 15))
>>> [(one.place, one.before, one.after) for one in changes_between(old, new)]
[('Đề xuất', '10 ngày', '15 ngày')]
"""

from collections.abc import Callable

from phongtrao.lib.changes import Change, changes_of, differences, yes
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _
from phongtrao.research.regime_rows import write_items
from phongtrao.research.stages import WORKING, Rules, Stage


def changes_between(old: Rules, new: Rules) -> list[Change]:
    """Stages that went, came or changed, in the order of the new regime; then what is of the whole."""
    before, after = ({stage.key: stage for stage in rules.stages} for rules in (old, new))
    titles = {key: stage.title for key, stage in (before | after).items()}
    since = (gettext_noop("hạn tính từ bước"), lambda one: titles.get(one.since, ""))
    stages = changes_of(before, after, name=_title, part=_("bước"), readers=(*STAGE, since))
    return stages + differences("", old, new, WHOLE)


def clock_words(stage: Stage) -> str:
    if not stage.days:
        return ""
    said = _("%s ngày làm việc") if stage.clock == WORKING else _("%s ngày")
    return said % stage.days


def scale_words(rules: Rules) -> str:
    """“Xuất sắc, Đạt (đạt); Không đạt (không đạt)”, best first."""
    words = {True: _("%s (đạt)"), False: _("%s (không đạt)")}
    return "; ".join(words[one.passes] % one.label for one in rules.scale)


def _title(stage: Stage) -> str:
    return stage.title


def _order(rules: Rules) -> str:
    return " → ".join(stage.title for stage in rules.stages)


STAGE: tuple[tuple[str, Callable[[Stage], str]], ...] = (
    (gettext_noop("tên"), _title),
    (gettext_noop("hướng dẫn"), lambda one: one.guide),
    (gettext_noop("hạn"), clock_words),
    (gettext_noop("số ngày cần kiểm tra"), lambda one: yes(one.needs_check)),
    (gettext_noop("hồ sơ"), lambda one: write_items(one.items)),
)
WHOLE: tuple[tuple[str, Callable[[Rules], str]], ...] = (
    (gettext_noop("thứ tự các bước"), _order),
    (gettext_noop("thang xếp loại"), scale_words),
    (gettext_noop("báo cáo (tháng một lần)"), lambda one: str(one.report_months)),
    (gettext_noop("quy tắc biểu quyết khi xét chọn"), lambda one: one.selection),
    (gettext_noop("quy tắc biểu quyết khi nghiệm thu"), lambda one: one.acceptance),
)
