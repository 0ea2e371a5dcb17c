"""The abolition of the district level, replayed: nothing is lost. S2-29, S3-29, S3-30."""

from phongtrao.demo.replay import replay_2025
from phongtrao.orgs.models import Unit


def test_totals_are_equal_before_and_after_and_nothing_stays(db):
    replay = replay_2025(districts=2)

    assert replay.is_equal
    assert list(replay.shape.values()) == [(2, 0), (30, 10)]
    assert replay.totals["Người đang công tác"] == (544, 544)
    assert "Trước và sau bằng nhau." in replay.table()
    assert not Unit.objects.exists()
