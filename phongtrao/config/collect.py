"""Pick the front-end files we serve out of node_modules into phongtrao/web/vendor.

Only the files used, each with its source map: the manifest storage refuses a style sheet whose
map is missing, and whole ``dist/`` folders are a hundred times what a page needs.

    vendor/tabler/tabler.min.css · tabler.min.js      vendor/echarts/echarts.min.js
    vendor/fonts/be-vietnam-pro.css · *.woff2         vendor/tinos/*.ttf   (papers)
    vendor/icons.svg   one <symbol> per line of web/icons.txt
    vendor/axe/axe.min.js   (tests)
"""

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[2]
SVG = "http://www.w3.org/2000/svg"
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("vietnamese", "latin-ext", "latin")

FILES = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    "tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "tabler/tabler.min.js.map": "@tabler/core/dist/js/tabler.min.js.map",
    "echarts/echarts.min.js": "echarts/dist/echarts.min.js",
    "axe/axe.min.js": "axe-core/axe.min.js",
    "tinos/Tinos-Regular.ttf": "@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
    "tinos/Tinos-Italic.ttf": "@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf",
    "tinos/Tinos-Bold.ttf": "@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf",
    "tinos/Tinos-BoldItalic.ttf": "@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf",
}
SCREEN_FONT = "@fontsource/be-vietnam-pro"


class Missing(Exception):
    """A name that node_modules does not know."""


def collect(modules: Path, icons: Path, vendor: Path) -> None:
    """Build ``vendor`` anew; until the last moment the old one stays in its place."""
    fresh = vendor.with_name(vendor.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    for target, source in FILES.items():
        copy(modules / source, fresh / target)
    copy_fonts(modules / SCREEN_FONT, fresh / "fonts")
    sprite = build_sprite(modules / "@tabler/icons/icons", read_names(icons))
    (fresh / "icons.svg").write_text(sprite, encoding="utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)


def copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Missing(f"{source} is missing: run npm ci, or correct the list in collect.py")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def copy_fonts(package: Path, folder: Path) -> None:
    """The woff2 files, and one style sheet that names no other file."""
    for weight in WEIGHTS:
        for subset in SUBSETS:
            name = f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            copy(package / "files" / name, folder / name)
    sheets = [(package / f"{weight}.css").read_text(encoding="utf-8") for weight in WEIGHTS]
    # The older woff stands behind every woff2; no browser we support asks for it.
    faces = re.sub(r", url\([^)]*\.woff\) format\('woff'\)", "", "\n".join(sheets))
    sheet = faces.replace("url(./files/", "url(./")
    (folder / "be-vietnam-pro.css").write_text(sheet, encoding="utf-8")


def read_names(icons: Path) -> list[str]:
    """One icon a line: ``home``, or ``filled/star`` for the filled drawing; ``#`` comments."""
    lines = (line.partition("#")[0].strip() for line in icons.read_text("utf-8").splitlines())
    return sorted({line for line in lines if line})


def build_sprite(folder: Path, names: list[str]) -> str:
    """One SVG whose symbols are ``#home`` and, for the filled drawing, ``#star-filled``."""
    ET.register_namespace("", SVG)
    sprite = ET.Element(f"{{{SVG}}}svg")
    for name in names:
        sprite.append(read_symbol(folder, name))
    return ET.tostring(sprite, encoding="unicode") + "\n"


def read_symbol(folder: Path, name: str) -> ET.Element:
    style, _, plain = name.rpartition("/")
    path = folder / (style or "outline") / f"{plain}.svg"
    if not path.is_file():
        raise Missing(f"icons.txt names “{name}”, which Tabler does not have")
    drawing = ET.parse(path).getroot()  # noqa: S314 -- our own pinned package, checked by its hash
    kept = {k: v for k, v in drawing.attrib.items() if k not in ("width", "height", "class")}
    symbol_id = f"{plain}-{style}" if style else plain
    symbol = ET.Element(f"{{{SVG}}}symbol", {"id": symbol_id, **kept})
    # Tabler's first path is an empty 24 × 24 frame: weight without ink.
    symbol.extend(path for path in drawing if path.get("d") != "M0 0h24v24H0z")
    return symbol


def main() -> int:
    web = ROOT / "phongtrao" / "web"
    try:
        collect(ROOT / "node_modules", web / "icons.txt", web / "vendor")
    except Missing as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
