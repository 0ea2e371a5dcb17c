"""Works of the library for tests/world.py: a school's own, with all that hangs on them."""

from datetime import date
from typing import Any

from phongtrao.orgs.models import Person, Post, Unit
from phongtrao.recognition.law import shipped_quota
from phongtrao.recognition.models import Creation, IpAsset
from phongtrao.recognition.services.adoption import Use, adopt, confirm_adoption
from phongtrao.recognition.services.creations import Recognition, write_recognition
from phongtrao.recognition.services.objections import raise_objection
from phongtrao.recognition.services.quotas import set_quota
from phongtrao.recognition.services.replication import propose_replication
from phongtrao.recognition.services.scopes import ask_for_scope
from tests.recognition.made import make_creation

SUBJECTS = {
    "recognition.creation": "creation",
    "recognition.adoption": "adoption",
    "recognition.replication": "replication",
    "recognition.scoperequest": "scope request",
    "recognition.objection": "objection",
    "recognition.ipasset": "property",
    "recognition.quota": "quota",
}
SINCE = Use(date(2026, 1, 5), "Chấm nhanh gấp năm.")


def fill_recognition(world: Any) -> None:
    """One in the library and one kept back; used by the upper school, tried by it too."""
    teacher, focal = world.people["giaovien"], world.people["daumoi"]
    school = Post.objects.today().get(person__user=teacher.pk, is_full=True).unit
    author = Person.objects.get(user=teacher.pk)
    listed = make_creation(school, {author: 100})
    kept = make_creation(school, {author: 100}, is_listed=False)
    world.samples["creation"] = {"in the library": listed.pk, "kept back": kept.pk}
    _scopes(world, listed)
    _uses(world, listed)
    department = world.places["department"]
    road = propose_replication(listed, department, "Trường nào cũng dùng được.", by=focal)
    asked = ask_for_scope(listed, department, "ministry", "Hai trường đang dùng.", by=focal)
    objection = raise_objection(listed, "Giống cách làm cũ.", by=world.people["hieutruong"])
    asset = IpAsset(
        kind=IpAsset.Kind.COPYRIGHT,
        title="Phần mềm chấm bài",
        creation=listed,
        owner=school,
        filing_number="Đ-1",
        filed_on=date(2026, 2, 2),
    )
    asset.save()
    quota = set_quota(department, shipped_quota(), by=world.people["vanphong"])
    world.samples["replication"] = {"proposed": road.pk}
    world.samples["scope request"] = {"asked": asked.pk}
    world.samples["objection"] = {"open": objection.pk}
    world.samples["property"] = {"filed": asset.pk}
    world.samples["quota"] = {"of the Sở": quota.pk}


def _scopes(world: Any, creation: Creation) -> None:
    province = Unit.objects.get(kind=Unit.Kind.PROVINCE)
    far = write_recognition(creation, Recognition("province", date(2026, 3, 3), province))
    base = creation.scopes.get(scope="base")
    world.samples["scope"] = {"base": base.pk, "province": far.pk}


def _uses(world: Any, creation: Creation) -> None:
    head, upper = world.people["hieutruong"], world.places["upper"]
    tried = make_creation(creation.unit, {}, kind="practice", title="Góc đọc mười phút")
    used = confirm_adoption(adopt(creation, upper, SINCE, by=head), by=head)
    begun = adopt(tried, upper, SINCE, by=head)
    world.samples["adoption"] = {"confirmed": used.pk, "tried": begun.pk}
