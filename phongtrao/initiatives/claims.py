"""What a report claims and nothing proves yet: shown to a council before everything else."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from phongtrao.initiatives.queries.proofs import confirmed_proofs
from phongtrao.initiatives.reading import Reading


def unproved_claims(reading: Reading) -> list[str]:
    """Figures without a file or another unit's word behind them; applicability nobody confirmed. One query."""
    is_used = confirmed_proofs(reading.initiative).exists()
    figures = [] if is_used or reading.data["files"] else [*_figures(reading)]
    if is_used:
        return figures
    return [*figures, _("Chưa có đơn vị nào khác xác nhận đã áp dụng giải pháp.")]


def _figures(reading: Reading) -> Iterator[str]:
    said = _("%(name)s: %(change)s, chưa có minh chứng kèm theo.")
    for one in reading.figures:
        yield said % {"name": one.name, "change": one.change}
