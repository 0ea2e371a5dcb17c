"""Who reads what a team found, of whom it may ask, who closes it. S1-13, S1-47"""

import pytest
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.activities.inspection_sockets import sees_file
from phongtrao.activities.models import Inspection
from phongtrao.activities.services import inspections as services
from phongtrao.audit.models import Entry
from phongtrao.audit.visibility import told_deeds
from phongtrao.documents.access import visible_evidence
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.orgs.forest import Merge
from phongtrao.orgs.services import Order, reorganise
from phongtrao.plans.access.findings import can_close, get_finding
from phongtrao.plans.services.findings import (
    close_finding,
)
from tests.activities.inspected import (
    concluded,
    demand,
)
from tests.activities.made import photo
from tests.factories import give, make_user


def test_the_unit_reads_no_findings_before_the_team_is_done(
    on_site, so, province, khanh, binh, an, dung
):
    services.answer_line(on_site.lines.first(), "unmet", "Chưa ký.", [photo()], by=khanh)
    file = on_site.lines.first().evidence.get().file
    governor = make_user("Chủ tịch tỉnh", "chutich")
    give(governor, Role.LEADER, province)
    line_told = {who: _tells_line(who, on_site) for who in (khanh, an, binh, dung)}

    assert line_told == {khanh: True, an: True, binh: False, dung: False}
    assert [sees_file(who, file) for who in (khanh, an, binh)] == [True, True, False]
    assert not visible_evidence(governor).filter(file=file).exists()
    for line in on_site.lines.filter(outcome=""):
        services.answer_line(line, "met", by=khanh)
    services.conclude_inspection(on_site, "Còn chậm.", by=khanh)

    assert _tells_line(binh, on_site)
    assert sees_file(binh, file)
    assert visible_evidence(governor).filter(file=file).exists()


def _tells_line(who, inspection):
    told = Entry.objects.filter(told_deeds(who), subject_id=str(inspection.pk))
    return told.filter(action="activities.line_answered").exists()


def test_it_is_asked_only_of_units_of_who_inspects(suoi_may, hoa_sen, binh_minh, so, lam, an, team):
    done = concluded(suoi_may, hoa_sen, lam, team)

    for stranger in (so, binh_minh):
        with pytest.raises(BadInput, match="không thuộc phạm vi"):
            services.recommend_to(done, stranger, demand(), by=team.secretary.user)
    for unit in (hoa_sen, suoi_may):
        assert services.recommend_to(done, unit, demand(), by=lam).addressee == unit


def test_an_inspector_of_below_does_not_close_what_was_asked_above(done, hoa_sen, suoi_may, an):
    finding = services.recommend_to(done, hoa_sen, demand(), by=an)
    below = make_user("Thanh tra xã", "thanhtraxa")
    give(below, Role.AUDITOR, suoi_may)

    assert get_finding(below, finding.pk) == finding
    assert not can_close(below, finding)
    with pytest.raises(NotAllowed, match="văn phòng đã cử đoàn"):
        close_finding(finding, by=below)
    assert can_close(an, finding)


def test_an_inspected_unit_may_go_into_the_one_that_inspects(on_site, so, hoa_sen, an):
    reorganise(Order("Sáp nhập", localdate(), (Merge((hoa_sen.pk,), so.pk),)), by=None)
    on_site.refresh_from_db()

    assert on_site.unit == so
    given_up = services.cancel_inspection(on_site, "Đơn vị đã sáp nhập.", by=an)
    assert given_up.status == Inspection.Status.CANCELLED
