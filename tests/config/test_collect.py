"""Collecting the front-end files: only those we serve, and nothing half-way."""

import re

import pytest

from phongtrao.config.collect import FILES, ROOT, Missing, collect, read_names

MODULES = ROOT / "node_modules"
pytestmark = pytest.mark.skipif(not MODULES.is_dir(), reason="front-end files: run make run once")


@pytest.fixture
def icons(tmp_path):
    path = tmp_path / "icons.txt"
    path.write_text("# comment\nhome\n\nfilled/star  # filled\nhome\n", encoding="utf-8")
    return path


def test_names_are_read_once_and_without_comments(icons):
    assert read_names(icons) == ["filled/star", "home"]


def test_collected_folder_is_complete(icons, tmp_path):
    vendor = tmp_path / "vendor"

    collect(MODULES, icons, vendor)

    sprite = (vendor / "icons.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="([^"]+)"', sprite) == ["star-filled", "home"]
    assert all((vendor / name).is_file() for name in FILES)
    sheet = (vendor / "fonts" / "be-vietnam-pro.css").read_text()
    named = set(re.findall(r"url\(\./([^)]+)\)", sheet))
    assert named == {path.name for path in (vendor / "fonts").glob("*.woff2")}
    assert len(named) == 12


def test_unknown_icon_is_named_and_the_old_folder_stays(icons, tmp_path):
    vendor = tmp_path / "vendor"
    collect(MODULES, icons, vendor)
    icons.write_text("no-such-icon\n")

    with pytest.raises(Missing, match="“no-such-icon”"):
        collect(MODULES, icons, vendor)

    assert (vendor / "icons.svg").is_file()
