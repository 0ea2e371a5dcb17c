"""Pictures of the main pages into shots/: ``python -m tests.shots [word …]``.

A server of its own is started on a throw-away folder with the demo, exactly as ``make run`` starts
it. Words choose pictures by name. Those that README.md and docs/huong-dan show are renewed there too,
smaller.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.shots_assessments import ASSESSMENT_SHOTS
from tests.shots_awards import AWARDS
from tests.shots_doing import DOING
from tests.shots_indicators import INDICATOR_SHOTS
from tests.shots_literacy import LITERACY
from tests.shots_nominations import NOMINATIONS
from tests.shots_server import PATIENCE, serving
from tests.shots_totals import TOTAL_SHOTS

ROOT = Path(__file__).resolve().parents[1]
SHOTS, GUIDE = ROOT / "shots", ROOT / "docs" / "huong-dan" / "anh"
PHONE, DESK = (390, 844), (1440, 900)
SIZES = {"390": PHONE, "1440": DESK}
TALLEST = 2600  # pixels: a whole long table helps nobody
GUIDE_WIDTH, GUIDE_COLOURS = 1000, 256
NAMED = (
    *ASSESSMENT_SHOTS,
    *INDICATOR_SHOTS,
    *TOTAL_SHOTS,
    *LITERACY,
    *DOING,
    *AWARDS,
    *NOMINATIONS,
)


@dataclass(frozen=True, slots=True)
class Shot:
    """``dark``: taken in dark as well."""

    name: str
    actor: str
    url: str
    dark: bool = False


def shots(at: dict[str, str]) -> list[Shot]:
    people = ("vanphong", "giamdoc", "hieutruong", "daumoi", "xa", "giaovien", "thanhtra", "quantri", "tochuc")  # fmt: skip
    return [
        Shot("dang-nhap", "", "/tai-khoan/dang-nhap/", dark=True),
        *(Shot(f"trang-dau-{name}", name, "/", dark=name == "vanphong") for name in people),
        *_shots_of_plans(at),
        *_shots_of_papers(at),
        Shot("don-vi-ben-duoi", "xa", at["below"]),
        Shot("don-vi-danh-sach", "thanhtra", "/don-vi/"),
        *_shots_of_units(at),
        *_shots_of_reorganisations(at),
        *_shots_of_people(at),
        *_shots_of_rights(at),
        *_shots_of_councils(at),
        *_shots_of_the_library(at),
        *_shots_of_initiatives(at),
        *_shots_of_certificates(at),
        *(Shot(name, actor, at.get(where, where)) for name, actor, where in NAMED),
        Shot("lich-su", "thanhtra", at["history"]),
        Shot("nhat-ky", "quantri", "/nhat-ky/"),
        Shot("tai-khoan", "quantri", "/tai-khoan/"),
        Shot("suc-khoe", "quantri", "/suc-khoe/"),
        Shot("tim-kiem", "daumoi", "/tim-kiem/?q=chuyen+doi+so"),
        Shot("khong-thay", "daumoi", "/ke-hoach/999999/"),
    ]


def _shots_of_units(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("nhap-danh-sach-tep", "vanphong", "/don-vi/nhap/moi/"),
        Shot("nhap-danh-sach-cot", "vanphong", at["import columns"]),
        Shot("nhap-danh-sach-xem-truoc", "vanphong", at["import preview"]),
        Shot("cum-danh-sach", "vanphong", "/don-vi/cum/"),
        Shot("cum", "vanphong", at["cluster"]),
        Shot("cum-thanh-vien", "vanphong", at["cluster members"]),
        Shot("loai-hinh", "quantri", "/don-vi/loai-hinh/"),
        Shot("loai-hinh-sua", "quantri", at["unit type"]),
        Shot("phong-phu-trach", "vanphong", at["charges"]),
        Shot("co-quan-ngoai", "vanphong", "/don-vi/co-quan-ngoai/"),
    ]


def _shots_of_councils(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("hoi-dong-danh-sach", "vanphong", "/hoi-dong/"),
        Shot("hoi-dong", "vanphong", at["council"]),
        Shot("hoi-dong-ho-so", "vanphong", at["council cases"]),
        Shot("hoi-dong-xung-dot", "vanphong", at["council case"]),
        Shot("hoi-dong-phan-cong", "vanphong", at["sharing out"]),
        Shot("hoi-dong-diem", "vanphong", at["scores"]),
        Shot("phieu-cham-cua-toi", "hieutruong", "/hoi-dong/cham/"),
        Shot("phieu-cham-ghi", "hieutruong", at["sheet"], dark=True),
        Shot("phien-hop-len-lich", "vanphong", at["sitting planned"]),
        Shot("phien-hop", "vanphong", at["sitting"], dark=True),
        Shot("phien-hop-bo-phieu", "tochuc", at["ballot"]),
        Shot("phien-hop-kiem-phieu", "vanphong", at["counting"]),
        Shot("phien-hop-be-mac", "vanphong", at["sitting closed"]),
    ]


def _shots_of_the_library(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("kho-sang-kien", "vanphong", "/kho-sang-kien/"),
        Shot("kho-cong-trinh", "hieutruong", at["creation"]),
        Shot("kho-nhan-rong", "vanphong", "/kho-sang-kien/nhan-rong/bang/"),
        Shot("kho-nhan-rong-mot", "vanphong", at["replication"]),
        Shot("kho-chi-tieu", "vanphong", "/kho-sang-kien/chi-tieu/"),
        Shot("kho-chi-tieu-don-vi", "hieutruong", at["quota card"], dark=True),
        Shot("kho-thong-ke", "vanphong", "/kho-sang-kien/thong-ke/"),
    ]


def _shots_of_initiatives(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("sang-kien-cua-toi", "giaovien", "/sang-kien/"),
        Shot("sang-kien-viet", "giaovien", at["initiative written"], dark=True),
        Shot("sang-kien-tac-gia", "giaovien", at["initiative authors"]),
        Shot("sang-kien-dot-xet", "vanphong", at["initiative round"]),
        Shot("sang-kien-kiem-tra", "vanphong", at["initiative check"]),
        Shot("sang-kien-ban-in", "giaovien", at["initiative printed"]),
        Shot("doi-chieu-hai-ben", "vanphong", at["copies"], dark=True),
        Shot("doi-chieu-phieu", "vanphong", f"{at['copies']}?in=1"),
        Shot("doi-chieu-ban-thao", "giaovien", at["own check"]),
        *(
            Shot(f"doi-chieu-{name}", "vanphong", f"/doi-chieu/{name}/")
            for name in ("nhom", "nguong", "kho")
        ),
    ]


def _shots_of_certificates(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("quyet-dinh-cong-nhan", "vanphong", "/cong-nhan/quyet-dinh/"),
        Shot("quyet-dinh-du-thao", "vanphong", at["decision draft"]),
        Shot("giay-chung-nhan", "vanphong", "/chung-nhan/"),
        Shot("giay-chung-nhan-dot", "vanphong", at["certificate batch"]),
        Shot("giay-chung-nhan-so", "vanphong", at["certificate book"], dark=True),
        Shot("giay-chung-nhan-kiem-tra", "", at["certificate check"]),
        Shot("giay-chung-nhan-thu-hoi", "", at["certificate revoked"]),
    ]


def _shots_of_people(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("ho-so-cua-toi", "giaovien", "/don-vi/ho-so-cua-toi/"),
        Shot("de-nghi-sua-ho-so", "daumoi", "/don-vi/sua-ho-so/"),
        Shot("du-lieu-ca-nhan", "quantri", "/don-vi/du-lieu-ca-nhan/"),
        Shot("nhan-su", "quantri", at["staff"]),
        Shot("can-bo-giao-vien", "tochuc", "/don-vi/nguoi/"),
        Shot("ky-luat-muc-dich", "tochuc", at["discipline"]),
        Shot("xep-loai", "daumoi", at["ratings"]),
        Shot("xep-loai-ghi", "daumoi", at["rating sheet"]),
        Shot("so-nguoi", "daumoi", at["numbers"]),
    ]


def _shots_of_rights(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("phan-quyen", "quantri", at["grants"]),
        Shot("quyen-toan-canh", "quantri", "/don-vi/phan-quyen/", dark=True),
        Shot("ai-xem-duoc", "quantri", at["who sees"]),
        Shot("vi-sao-xem-duoc", "quantri", at["why sees"]),
        Shot("ra-soat-quyen", "quantri", "/don-vi/ra-soat-quyen/"),
        Shot("lam-thay", "hieutruong", "/don-vi/lam-thay/"),
        Shot("nho-lam-thay", "hieutruong", "/don-vi/lam-thay/moi/"),
        Shot("loi-moi", "quantri", "/tai-khoan/loi-moi/"),
        Shot("moi-in-phieu", "quantri", "/tai-khoan/loi-moi/moi/"),
        Shot("noi-dang-nhap", "quantri", "/tai-khoan/cua-toi/phien/"),
    ]


def _shots_of_reorganisations(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("don-vi-qua-khu", "vanphong", at["past"], dark=True),
        Shot("don-vi-theo-ngay", "vanphong", "/don-vi/theo-ngay/?ngay=31/07/2023&cap=lower"),
        Shot("ket-qua-tien-than", "vanphong", at["past work"]),
        Shot("sap-xep-danh-sach", "quantri", "/don-vi/sap-xep/"),
        Shot("sap-xep-chon", "quantri", at["split chon"]),
        Shot("sap-xep-quyet-dinh", "quantri", at["split quyet-dinh"]),
        Shot("sap-xep-phan-chia", "quantri", at["split phan-chia"]),
        Shot("sap-xep-xem-truoc", "quantri", at["split xem"]),
        Shot("sap-xep-tu-bang", "quantri", "/don-vi/sap-xep/tu-bang/"),
        Shot("sap-xep-da-lam", "quantri", at["act"]),
        Shot("sap-xep-tom-tat", "quantri", at["act print"]),
        Shot("sap-xep-cho", "quantri", at["planned act"]),
    ]


def _shots_of_changes(at: dict[str, str]) -> list[Shot]:
    """Plans that change, and plans units make of the plan above."""
    return [
        Shot("ke-hoach-thay-doi", "vanphong", at["changes"]),
        Shot("ke-hoach-phien-ban", "vanphong", at["versions"]),
        Shot("thay-doi-tra-loi", "vanphong", at["change answers"]),
        Shot("thay-doi-don-vi", "hieutruong", at["unit changes"]),
        Shot("ke-hoach-cac-don-vi", "vanphong", at["own plans"]),
        Shot("ke-hoach-doi-chieu", "vanphong", at["coverage"]),
        Shot("ke-hoach-doi-chieu-don-vi", "vanphong", at["coverage units"]),
        Shot("ke-hoach-phai-ban-hanh", "daumoi", "/ke-hoach/phai-ban-hanh/"),
        Shot("ke-hoach-cua-truong", "daumoi", at["own plan"]),
        Shot("ke-hoach-van-ban", "daumoi", at["own plan paper"]),
        Shot("ke-hoach-doi-chieu-cap-tren", "daumoi", at["origins"]),
        Shot("gop-nhiem-vu", "vanphong", at["merging"]),
    ]


def _shots_of_plans(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("tiep-nhan-tai-len", "vanphong", "/tiep-nhan/tep-moi/"),
        Shot("tiep-nhan-soat", "vanphong", at["intake"], dark=True),
        Shot("tiep-nhan-nhiem-vu", "vanphong", at["intake tasks"]),
        Shot("tiep-nhan-soat-loi", "vanphong", at["text defects"]),
        Shot("tiep-nhan-muc-chac", "vanphong", at["intake sure"]),
        Shot("tiep-nhan-ban-hanh", "vanphong", at["publishing"]),
        Shot("ke-hoach-danh-sach", "vanphong", "/ke-hoach/"),
        Shot("ke-hoach", "vanphong", at["plan"]),
        *_shots_of_changes(at),
        Shot("giao-viec", "vanphong", at["cascade"]),
        Shot("nhiem-vu-rieng", "daumoi", at["own task"]),
        Shot("chia-phan-viec", "daumoi", at["splitting"]),
        Shot("bang", "vanphong", at["board"], dark=True),
        Shot("nhiem-vu", "vanphong", at["task"]),
        Shot("phong-trao", "vanphong", at["movement"]),
        Shot("phong-trao-don-vi", "vanphong", at["movement units"]),
        Shot("cho-duyet", "vanphong", "/bao-cao-tien-do/cho-duyet/"),
        Shot("bao-cao-duyet", "vanphong", at["submitted"]),
        Shot("viec-don-vi", "daumoi", at["unit work"], dark=True),
        Shot("viec-duoc-giao", "daumoi", at["assignment"]),
        Shot("bao-cao-soan", "daumoi", at["report form"], dark=True),
        Shot("viec-theo-cot", "daumoi", at["columns"]),
        Shot("giao-cho-toi", "giaovien", "/giao-cho-toi/"),
        Shot("khoi-phu-trach", "giamdoc", "/khoi-phu-trach/"),
        Shot("vuong-mac", "vanphong", "/vuong-mac/"),
        Shot("lich", "daumoi", "/lich/"),
        Shot("lich-tuan", "daumoi", at["week"]),
    ]


def _shots_of_papers(at: dict[str, str]) -> list[Shot]:
    return [
        Shot("minh-chung", "daumoi", at["evidence"]),
        Shot("van-ban", "vanphong", at["document"]),
        Shot("van-ban-danh-sach", "giaovien", "/van-ban/"),
        Shot("bao-cao-ke-hoach", "vanphong", at["plan report"]),
        Shot("bao-cao-tong-hop", "giamdoc", at["consolidated"]),
        Shot("yeu-cau-danh-sach", "vanphong", at["requests"]),
        Shot("yeu-cau-bao-cao", "vanphong", at["request"]),
        Shot("yeu-cau-tong-hop", "vanphong", at["request totals"]),
        Shot("bao-cao-theo-yeu-cau", "vanphong", at["request answer"]),
        Shot("bao-cao-giao-viet", "daumoi", at["given answer"]),
        Shot("gia-han-moi-don-vi", "vanphong", at["put off"]),
        Shot("bao-cao-so-sanh", "giamdoc", at["comparison"]),
        Shot("van-ban-lap", "giamdoc", at["paper"]),
        Shot("van-ban-di", "vanphong", at["outgoing"]),
        Shot("du-thao-so-sanh", "vanphong", at["drafts compared"]),
        Shot("trinh-ky", "giamdoc", "/van-ban/trinh-ky/"),
        Shot("trinh-ky-doc", "giamdoc", at["approval"], dark=True),
        Shot("so-so", "vanphong", at["book"]),
        Shot("tep-ban-hanh", "vanphong", at["finished file"]),
        Shot("van-ban-cong-khai", "", "/van-ban/cong-khai/"),
        Shot("nhom-noi-nhan", "vanphong", "/van-ban/nhom-noi-nhan/"),
        Shot("gui-van-ban", "vanphong", at["sending"]),
        Shot("noi-nhan", "vanphong", at["deliveries"]),
        Shot("van-ban-den-so", "daumoi", at["incoming"]),
        Shot("van-ban-den", "daumoi", at["handed"]),
        Shot("van-ban-den-giao-viec", "daumoi", at["orders"]),
    ]


# ------------------------------------------------------------------ taking them


def shown_in_guide() -> set[str]:
    pages = [ROOT / "README.md", *GUIDE.parent.glob("*.md")]
    return {
        name
        for page in pages
        for name in re.findall(r"anh/([a-z-]+)\.png", page.read_text(encoding="utf-8"))
    }


def take(address: str, chosen: list[Shot], *, guide: set[str]) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow import

    SHOTS.mkdir(exist_ok=True)
    GUIDE.mkdir(parents=True, exist_ok=True)
    flags = ["--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]
    flags += ["--no-sandbox"] * (os.geteuid() == 0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for theme in ("light", "dark"):
            for actor in dict.fromkeys(shot.actor for shot in chosen):
                context = browser.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
                page = context.new_page()
                page.add_init_script(f"localStorage.setItem('phongtrao.theme', '{theme}')")
                sign_in(page, address, actor)
                for shot in chosen:
                    if shot.actor == actor and (theme == "light" or shot.dark):
                        picture(page, address, shot, theme, guide=guide)
                context.close()
        browser.close()


def sign_in(page: object, address: str, actor: str) -> None:
    if actor:
        page.goto(f"{address}/tai-khoan/dang-nhap/")
        page.locator(f"button[name=username][value={actor}]").click()
        page.wait_for_url(f"{address}/")


def picture(page: object, address: str, shot: Shot, theme: str, *, guide: set[str]) -> None:
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + shot.url, wait_until="networkidle")
        page.locator(".printed[hx-get]").wait_for(state="detached", timeout=PATIENCE * 1000)
        page.wait_for_load_state("networkidle")
        tall = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(max(tall, height), TALLEST)}
        suffix = "-toi" if theme == "dark" else ""
        path = SHOTS / f"{shot.name}-{size}{suffix}.png"
        page.screenshot(path=path, full_page=True, clip=clip)
        if shot.name in guide and theme == "light" and size == "1440":
            shrink(path, GUIDE / f"{shot.name}.png")
    print(shot.name, theme, flush=True)  # noqa: T201 -- a command speaks


def shrink(source: Path, target: Path) -> None:
    """Narrower, no taller than it is wide, of few colours: a guide is read on a page."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    with Image.open(source) as image:
        height = min(image.height, image.width)
        cut = image.convert("RGB").crop((0, 0, image.width, height))
        small = cut.resize(
            (GUIDE_WIDTH, height * GUIDE_WIDTH // image.width), Image.Resampling.LANCZOS
        )
        # By coverage: the few red and green marks of a page must not be averaged away.
        method = Image.Quantize.MAXCOVERAGE
        few = small.quantize(GUIDE_COLOURS, method, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


def main() -> None:
    words = sys.argv[1:]
    with serving() as address:
        from tests.shots_councils import print_page  # noqa: PLC0415 -- app ready
        from tests.shots_nominations import print_awards  # noqa: PLC0415 -- app ready
        from tests.shots_places import find_places  # noqa: PLC0415 -- app ready
        from tests.shots_recognition import print_papers  # noqa: PLC0415 -- app ready

        at = find_places()
        chosen = [
            shot for shot in shots(at) if not words or any(word in shot.name for word in words)
        ]
        take(address, chosen, guide=shown_in_guide())
        print_page(at["minutes file"], SHOTS / "bien-ban-in.png")
        print_papers(SHOTS)
        print_awards(SHOTS)


if __name__ == "__main__":
    main()
