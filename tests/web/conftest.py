import pytest

from phongtrao.web.models import Work
from phongtrao.web.shell import SOCKETS, NavItem, Sockets, UnitChoice
from tests.factories import make_user
from tests.web.pages import LONG_UNIT


@pytest.fixture(autouse=True)
def shell(monkeypatch):
    """The shell with three entries, two units and a bell, whatever the apps above plug in."""
    nav = [
        NavItem("home", "Việc của tôi", "web:works", icon="home", order=1),
        NavItem("plans", "Kế hoạch và nhiệm vụ", "web:works", icon="clipboard-list", order=2),
        NavItem("secret", "Chỉ quản trị", "web:works", may=lambda user: user.username == "hoa"),
    ]
    made = Sockets(
        nav={item.key: item for item in nav},
        bell=(lambda _user: 3, "web:works"),
        units=(
            lambda _user, _session: [
                UnitChoice(1, LONG_UNIT, "Hiệu trưởng", current=True),
                UnitChoice(2, "Trường THCS Hoa Sen", "Đầu mối"),
            ],
            "web:works",
        ),
    )
    for name in ("nav", "menu", "bell", "units"):
        monkeypatch.setattr(SOCKETS, name, getattr(made, name))


@pytest.fixture
def thu(db):
    """Thu starts long works; Minh is somebody else."""
    return make_user("Nguyễn Hoàng Minh Thư", "thu")


@pytest.fixture
def minh(db):
    return make_user("Lý Nhật Minh", "minh")


@pytest.fixture
def make_works(thu):
    def make(count: int, **more) -> list[Work]:
        works = [
            Work(title=f"Việc số {n + 1:02}", started_by=thu, done=n, total=count, **more)
            for n in range(count)
        ]
        return Work.objects.bulk_create(works)

    return make
