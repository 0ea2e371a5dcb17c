"""A rule in sentences a council understands, with the numbers of a council of a given size."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from phongtrao.councils.composition import Composition, role_name
from phongtrao.councils.tally import Base, Clause, Quorum, Rule, Tally


def composition_words(rule: Composition, asks_cluster: bool = False) -> Iterator[str]:  # noqa: FBT001, FBT002 -- one more sentence
    if rule.most:
        yield _("Có từ %(least)d đến %(most)d thành viên.") % {
            "least": rule.least,
            "most": rule.most,
        }
    else:
        yield _("Có ít nhất %d thành viên.") % rule.least
    if rule.is_odd:
        yield _("Số thành viên phải lẻ.")
    if rule.needs_union:
        yield _("Có đại diện công đoàn.")
    if rule.roles:
        said = (f"{n} {role_name(role)}" for role, n in sorted(rule.roles.items(), key=_rank))
        yield _("Có ít nhất %s.") % ", ".join(said)
    if asks_cluster:
        yield _("Thành viên cùng cụm thi đua với đơn vị của tác giả không tham gia xét.")


def _rank(of: tuple[str, int]) -> int:
    """JSON keeps no order of keys; papers name the chair first."""
    return ("chair", "vice", "secretary", "reviewer", "member").index(of[0])


def voting_words(rule: Rule, seats: int) -> Iterator[str]:
    """For a council of so many seats of whom all are there and vote."""
    tally = Tally(seats=seats, present=seats, written=0, counts={rule.keys[0]: seats})
    labels = {choice.key: choice.label for choice in rule.choices}
    yield from _quorum_words(rule.quorum, seats)
    for outcome in rule.outcomes:
        if outcome.all:
            needs = _(" và ").join(_clause_words(one, labels, tally) for one in outcome.all)
            yield _("“%(outcome)s” khi %(needs)s.") % {"outcome": outcome.label, "needs": needs}
        else:
            yield _("Còn lại: “%s”.") % outcome.label


def _clause_words(clause: Clause, labels: dict[str, str], tally: Tally) -> str:
    bases = {
        Base.SEATS: _("tổng số thành viên"),
        Base.PRESENT: _("số thành viên có mặt"),
        Base.CAST: _("số phiếu thu về"),
    }
    said = (
        _("nhiều nhất %(n)d trên %(all)d phiếu “%(choice)s” (tính trên %(base)s)")
        if clause.most
        else _("ít nhất %(n)d trên %(all)d phiếu “%(choice)s” (tính trên %(base)s)")
    )
    return said % {
        "n": clause.needed(tally),
        "all": tally.base(clause.of),
        "choice": labels[clause.choice],
        "base": bases[clause.of],
    }


def _quorum_words(quorum: Quorum, seats: int) -> Iterator[str]:
    if quorum.share > Fraction(0):
        said = _("Họp được khi có mặt ít nhất %(n)d trên %(seats)d thành viên.")
        yield said % {"n": quorum.needed(seats), "seats": seats}
    for group in quorum.needs:
        names = _(" hoặc ").join(role_name(role) for role in sorted(group))
        yield _("Phải có mặt %s.") % names
    if quorum.writes_count:
        yield _("Người vắng mặt gửi ý kiến bằng văn bản được tính là có mặt.")
    if quorum.recused_count:
        yield _("Người không tham gia vì xung đột lợi ích vẫn tính vào tổng số thành viên.")
    else:
        yield _("Người không tham gia vì xung đột lợi ích không tính vào tổng số thành viên.")
