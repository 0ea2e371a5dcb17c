"""Who signs what, and what a movement may bring: one version as it is read, and what it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from phongtrao.awards.access.law import can_write_law, visible_law
from phongtrao.awards.ceilings import Allowed
from phongtrao.awards.forms.honours import LAUNCHED, REVIEWS
from phongtrao.awards.law import Law, Signer, read_law
from phongtrao.awards.models import Honour, LawVersion
from phongtrao.awards.pages.honours import said_of, whom_of
from phongtrao.awards.queries.law import version_on
from phongtrao.base.words import office_language
from phongtrao.lib.answers import Answer
from phongtrao.lib.changes import Change, changes_of, yes
from phongtrao.lib.numbers import format_date
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs.models import Kind, UnitType

SIGNING = (
    Column("by", "Người ký", width=40),
    Column("units", "Thủ trưởng của", width=30),
    Column("honours", "Danh hiệu, hình thức", width=60),
    Column("days", "Thời gian", width=24),
    Column("basis", "Căn cứ", width=50),
    Column("check", "Cần kiểm tra", width=12),
)
BRINGING = (
    Column("honour", "Danh hiệu, hình thức", width=36),
    Column("said", "Ai phát động, cho ai", width=60),
    Column("reviews", "Xét khi", width=30),
    Column("sentence", "Nội dung", width=80),
    Column("article", "Điều, khoản", width=30),
    Column("check", "Cần kiểm tra", width=12),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What keys of units and honours are called."""

    units: Mapping[str, Any]
    honours: Mapping[str, str]

    @classmethod
    def read(cls) -> "Names":
        types = dict(UnitType.objects.values_list("code", "name"))
        titles = dict(Honour.objects.filter(owner=None).values_list("key", "title"))
        return cls({**types, **dict(Kind.choices)}, titles)

    def of_units(self, signer: Signer) -> str:
        return ", ".join(sorted(str(self.units.get(one, one)) for one in signer.units))

    def of_honours(self, signer: Signer) -> str:
        return ", ".join(self.honours[key] for key in self.honours if key in signer.honours)

    def of_honour(self, key: str) -> str:
        return self.honours.get(key, key)


@dataclass(frozen=True, slots=True)
class LawPage:
    version: LawVersion
    versions: Sequence[LawVersion]
    law: Law
    names: Names
    can_write: Answer

    @classmethod
    def build(cls, user: AbstractBaseUser, number: int | None) -> "LawPage":
        """Of the version an address names, else of today's."""
        versions = list(visible_law(user).order_by("-valid_from", "-number"))
        named = next((one for one in versions if one.number == number), None)
        shown = named or version_on(timezone.localdate())
        return cls(shown, versions, read_law(shown.data), Names.read(), can_write_law(user))

    @property
    def newest(self) -> int:
        return max(one.number for one in self.versions)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        return [
            (_("Áp dụng cho hồ sơ nhận"), self._days()),
            (_("Căn cứ"), self.version.basis),
            (_("Phiên bản"), self.version.number),
            (_("Người ghi"), self.version.made_by or _("Có sẵn")),
        ]

    @property
    def signers(self) -> list[tuple[Signer, str, str, str]]:
        names = self.names
        return [(one, names.of_units(one), names.of_honours(one), _span(one)) for one in self.law.signers]  # fmt: skip

    @property
    def ceilings(self) -> list[tuple[Allowed, str, str, str]]:
        rows = self.law.ceilings
        return [(one, self.names.of_honour(one.honour), said_of(one), _reviews(one)) for one in rows]  # fmt: skip

    @property
    def changes(self) -> list[Change] | None:
        """Against the version before it by day; None of the first."""
        place = [one.pk for one in self.versions].index(self.version.pk)
        if place + 1 == len(self.versions):
            return None
        old = read_law(self.versions[place + 1].data)
        return changes_between(old, self.law, self.names)

    def workbook(self) -> bytes:
        with office_language():
            signing = [
                (one.by, units, honours, days, one.basis, one.needs_check)
                for one, units, honours, days in self.signers
            ]
            bringing = [
                (title, said, reviews, one.sentence, one.article, one.needs_check)
                for one, title, said, reviews in self.ceilings
            ]
            title = f"Thẩm quyền và mức khen, hồ sơ nhận từ {format_date(self.version.valid_from)}"
        sheets = [SheetContent("Thẩm quyền", SIGNING, signing), SheetContent("Mức khen cao nhất", BRINGING, bringing)]  # fmt: skip
        return write_workbook(sheets, title=title)

    def _days(self) -> str:
        later = [
            one.valid_from for one in self.versions if one.valid_from > self.version.valid_from
        ]
        first = format_date(self.version.valid_from)
        if not later:
            return _("từ %s") % first
        return f"{first} – {format_date(min(later) - timedelta(days=1))}"


Cell = tuple[str, Any]  # what it is called, and its row


def changes_between(old: Law, new: Law, names: Names) -> list[Change]:
    """By kind of unit and honour, then by honour, subject and who launched the movement."""
    signing = [_signing(law, names) for law in (old, new)]
    bringing = [_bringing(law, names) for law in (old, new)]
    return [
        *changes_of(*signing, name=_name, part=_("thẩm quyền"), readers=OF_SIGNERS),
        *changes_of(*bringing, name=_name, part=_("mức khen"), readers=OF_CEILINGS),
    ]


def _signing(law: Law, names: Names) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for one in law.signers:
        for unit in sorted(one.units):
            for key in sorted(one.honours):
                name = f"{names.units.get(unit, unit)}: {names.of_honour(key)}"
                found[f"{unit} {key} {one.since}"] = (name, one)
    return found


def _bringing(law: Law, names: Names) -> dict[str, Cell]:
    launchers, found = dict(LAUNCHED), {}
    for one in law.ceilings:
        for who in one.by:
            name = f"{names.of_honour(one.honour)} ({launchers[who]}; {whom_of(one)})"
            found[f"{one.honour} {who} {sorted(one.subjects)}"] = (name, (one, one.by[who]))
    return found


def _name(cell: Cell) -> str:
    return cell[0]


def _span(one: Signer) -> str:
    since = _("từ %s") % format_date(one.since) if one.since else ""
    until = _("đến hết %s") % format_date(one.until) if one.until else ""
    return " ".join(filter(None, (since, until)))


def _reviews(one: Allowed) -> str:
    return "; ".join(str(words) for key, words in REVIEWS if key in one.reviews)


OF_SIGNERS = (
    (gettext_noop("người ký"), lambda cell: cell[1].by),
    (gettext_noop("căn cứ"), lambda cell: cell[1].basis),
    (gettext_noop("thời gian"), lambda cell: _span(cell[1])),
    (gettext_noop("cần kiểm tra"), lambda cell: yes(cell[1].needs_check)),
)
OF_CEILINGS = (
    (gettext_noop("từ mấy năm"), lambda cell: str(cell[1][1])),
    (gettext_noop("xét khi"), lambda cell: _reviews(cell[1][0])),
    (gettext_noop("nội dung"), lambda cell: cell[1][0].sentence),
    (gettext_noop("điều, khoản"), lambda cell: cell[1][0].article),
    (gettext_noop("cần kiểm tra"), lambda cell: yes(cell[1][0].needs_check)),
)
