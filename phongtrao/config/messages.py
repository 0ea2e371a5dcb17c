"""The English catalogue as the program reads it: compiled from the .po, in the data folder.

A compiled file is not source, so it is not committed; and msgfmt is missing on most machines, so
the few lines of the format are written here (GNU gettext manual, “The Format of GNU MO Files”).
"""

import ast
import os
import re
import struct
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "locale"
MAGIC = 0x950412DE
HEAD = 7 * 4  # seven numbers, then the two tables
_FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d+\])?\s+(".*")')
_CONTEXT, _PLURAL = "\x04", "\0"  # what stands between the parts of one entry

Entry = dict[str, list[str]]  # msgctxt, msgid, msgid_plural: one text; msgstr: one for each form


def compile_messages(target: Path, source: Path = SOURCE) -> None:
    """Compile every ``<language>/LC_MESSAGES/django.po`` under ``source`` into ``target``.

    A file made from the .po as it is now is left alone: it bears its time. ValueError, with the
    line, for a file that is no .po.
    """
    for po in sorted(source.glob("*/LC_MESSAGES/django.po")):
        mo = (target / po.relative_to(source)).with_suffix(".mo")
        saved = po.stat().st_mtime_ns
        if not mo.exists() or mo.stat().st_mtime_ns != saved:
            mo.parent.mkdir(parents=True, exist_ok=True)
            mo.write_bytes(to_mo(read_po(po.read_text(encoding="utf-8"))))
            os.utime(mo, ns=(saved, saved))


def read_po(text: str) -> dict[str, str]:
    """Return key → translation, both as a .mo has them; without fuzzy and empty entries."""
    found: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        entry = read_entry(block)
        if entry and any(entry["msgstr"]) and not re.search(r"^#,.*\bfuzzy\b", block, re.MULTILINE):
            context = "".join(part + _CONTEXT for part in entry.get("msgctxt", []))
            forms = _PLURAL.join(entry["msgid"] + entry.get("msgid_plural", []))
            found[context + forms] = _PLURAL.join(entry["msgstr"])
    return found


def read_entry(block: str) -> Entry:
    entry: Entry = {}
    texts: list[str] = []
    for line in _said(block):
        if field := _FIELD.fullmatch(line):
            texts = entry.setdefault(field[1], [])
            texts.append(ast.literal_eval(field[2]))
        elif texts and line.startswith('"'):
            texts[-1] += ast.literal_eval(line)
        else:
            raise ValueError(f"not a line of a catalogue: {line}")
    return entry


def _said(block: str) -> Iterator[str]:
    lines = (line.strip() for line in block.splitlines())
    return (line for line in lines if line and not line.startswith("#"))


def to_mo(messages: dict[str, str]) -> bytes:
    """Two tables of (length, offset), sorted by key, then the texts, each ended by a zero byte."""
    keys = sorted(messages, key=str.encode)
    texts = [key.encode() for key in keys] + [messages[key].encode() for key in keys]
    offset = HEAD + 8 * len(texts)
    tables = bytearray()
    for text in texts:
        tables += struct.pack("<II", len(text), offset)
        offset += len(text) + 1
    originals, translations = HEAD, HEAD + 8 * len(keys)
    head = struct.pack("<7I", MAGIC, 0, len(keys), originals, translations, 0, HEAD)
    return head + tables + b"".join(text + b"\0" for text in texts)
