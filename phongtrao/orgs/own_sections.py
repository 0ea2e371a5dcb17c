"""What orgs shows a person of themselves in “hồ sơ của tôi”."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from phongtrao.audit.queries import reads_of
from phongtrao.lib.numbers import format_date
from phongtrao.lib.periods import parse_period
from phongtrao.orgs.kinds import discipline_forms, leave_kinds, rating_levels
from phongtrao.orgs.models import Person
from phongtrao.orgs.queries import posts_over_time, ratings_of, records_of, roles_over_time
from phongtrao.orgs.record import Line, Section, register

SHOWN = 50


def plug_record() -> None:
    register(
        Section(
            "posts",
            gettext_lazy("Vị trí công tác"),
            10,
            posts,
            gettext_lazy("Chưa có vị trí nào được ghi. Hãy đề nghị đơn vị bổ sung."),
        )
    )
    register(
        Section(
            "ratings",
            gettext_lazy("Xếp loại hằng năm"),
            20,
            ratings,
            gettext_lazy("Chưa có năm nào được ghi."),
        )
    )
    register(Section("leaves", gettext_lazy("Thời gian nghỉ"), 30, leaves))
    register(Section("disciplines", gettext_lazy("Kỷ luật"), 40, disciplines))
    register(Section("roles", gettext_lazy("Quyền trên hệ thống"), 80, roles))
    register(
        Section("reads", gettext_lazy("Ai đã xem dữ liệu nhạy cảm của tôi"), 90, sensitive_reads)
    )


def span(first: date, last: date | None) -> str:
    return f"{format_date(first)} – {format_date(last) if last else _('nay')}"


def posts(person: Person) -> Sequence[Line]:
    return [
        Line(
            span(post.days.lower, post.last_day),
            f"{post.position}, {post.unit_name}",  # type: ignore[attr-defined]  # posts_over_time
            str(post.get_category_display()),
            reverse("orgs:unit", args=[post.unit_id]),
        )
        for post in posts_over_time(person)
    ]


def ratings(person: Person) -> Sequence[Line]:
    levels = rating_levels()
    return [
        Line(
            parse_period(row.period).label,
            levels[row.level].name if row.level else _("Không xếp loại"),
            ", ".join(filter(None, [row.unit_name, row.decision, row.note])),  # type: ignore[attr-defined]  # ratings_of
        )
        for row in ratings_of(person)
    ]


def leaves(person: Person) -> Sequence[Line]:
    kinds = leave_kinds()
    return [
        Line(
            span(row.days.lower, row.last_day),
            kinds[row.kind].label if row.kind in kinds else row.kind,
            _("tính là thời gian công tác")
            if row.counts_as_work
            else _("không tính là thời gian công tác"),
        )
        for row in person.leaves.order_by("-days")
    ]


def disciplines(person: Person) -> Sequence[Line]:
    forms = discipline_forms()
    return [
        Line(
            span(row.days.lower, row.last_day),
            forms[row.form].label if row.form in forms else _("Đang được xem xét"),
            row.decision,
        )
        for row in person.disciplines.order_by("-days")
    ]


def roles(person: Person) -> Sequence[Line]:
    return [
        Line(span(row.days.lower, row.last_day), f"{row.get_role_display()}, {row.unit_name}")  # type: ignore[attr-defined]  # roles_over_time
        for row in roles_over_time(person)
    ]


def sensitive_reads(person: Person) -> Sequence[Line]:
    return [
        Line(f"{row.at:%d/%m/%Y}", str(row.reader), row.why)
        for row in reads_of("orgs.person", *records_of(person.pk))[:SHOWN]
    ]
