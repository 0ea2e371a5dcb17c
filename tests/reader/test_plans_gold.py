"""The invented plans are sound: every gold has the schema's shape and quotes its own text."""

import json
import re
import unicodedata
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "plans"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
ENUMERATOR = re.compile(
    r"^(?:[-+•]|[a-zđ]\)|\(?\d+\)|\d+(?:\.\d+)*\.|\d+(?:\.\d+)+|[IVX]+\.|[A-H]\.)\s+"
)

# Fields that must be quotations. Metrics, reports' subjects and the cited titles are the annotator's words.
QUOTED = {
    "document": (
        "issuing_parent",
        "issuing_unit",
        "place",
        "title",
        "subtitle",
        "signer_name",
        "signer_title",
    ),
    "legal_bases": ("number", "kind", "issuer"),
    "purposes": ("heading", "text"),
    "requirements": ("heading", "text"),
    "phases": ("name", "milestone"),
    "event": ("form", "time", "place"),
    "contents": ("heading", "text"),
    "solutions": ("heading", "text"),
    "tasks": ("section", "text", "time", "deliverable", "lead_units", "coordinating_units"),
    "indicators": ("name", "source_text"),
    "criteria": ("text", "source_text"),
    "award_forms": ("name",),
    "award_rules": ("heading", "text"),
    "responsibilities": ("unit", "text"),
    "agenda": ("content", "performer"),
    "participants": ("heading", "text"),
    "dossier_components": ("heading", "text"),
    "recipients": ("name",),
    "contacts": ("unit", "person", "phone", "email"),
}


def load(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    """One form for a text and its quotation: NFC, lower case, single spaces, no brackets, no dialect."""
    text = re.sub(r"<!--.*?-->|<br>|\*\*|[|()]", " ", unicodedata.normalize("NFC", text))
    return re.sub(r"\s+", " ", text).strip().lower()


def read_haystacks(name: str) -> tuple[str, str]:
    """The text as it stands, and with the enumerators of its lines left out."""
    raw = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    lines = [ENUMERATOR.sub("", line.replace("**", "").strip()) for line in raw.splitlines()]
    return squeeze(raw), squeeze("\n".join(lines))


def collect_quotes(gold: dict) -> list[tuple[str, str]]:
    """(where, quotation) for every field that has to stand in the text."""
    quotes = []
    for section, fields in QUOTED.items():
        entries = gold[section] if isinstance(gold[section], list) else [gold[section] or {}]
        for i, entry in enumerate(entries):
            for field in fields:
                value = entry.get(field)
                values = value if isinstance(value, list) else [value]
                quotes += [(f"{section}[{i}].{field}", v) for v in values if v]
    quotes += [("indicators.targets", t["text"]) for i in gold["indicators"] for t in i["targets"]]
    quotes += [("subjects", v) for values in gold["subjects"].values() for v in values]
    return quotes + ([("budget", gold["budget"])] if gold["budget"] else [])


def find_faults(value: object, rule: dict, schema: dict, where: str) -> list[str]:
    """What of a value the schema does not allow, in the part of JSON Schema that schema.json uses."""
    if "$ref" in rule:
        return find_faults(value, schema["$defs"][rule["$ref"].rsplit("/", 1)[1]], schema, where)
    if "anyOf" in rule:
        found = [find_faults(value, one, schema, where) for one in rule["anyOf"]]
        return [] if [] in found else found[-1]
    if "enum" in rule:
        return [] if value in rule["enum"] else [f"{where}: {value!r} is not one of {rule['enum']}"]
    if not has_type(value, rule.get("type")):
        return [f"{where}: {value!r} is not {rule['type']}"]
    return find_faults_inside(value, rule, schema, where)


def find_faults_inside(value: object, rule: dict, schema: dict, where: str) -> list[str]:
    """The faults of a value that has the right type."""
    if isinstance(value, dict):
        return find_faults_of_object(value, rule, schema, where)
    if isinstance(value, list):
        items = [
            find_faults(v, rule["items"], schema, f"{where}[{i}]") for i, v in enumerate(value)
        ]
        return [fault for found in items for fault in found]
    return find_faults_of_scalar(value, rule, where)


def has_type(value: object, wanted: str | list[str] | None) -> bool:
    names = {
        str: "string",
        bool: "boolean",
        dict: "object",
        list: "array",
        type(None): "null",
        float: "number",
    }
    have = {"integer", "number"} if type(value) is int else {names[type(value)]}
    return wanted is None or bool(have & set([wanted] if isinstance(wanted, str) else wanted))


def find_faults_of_object(value: dict, rule: dict, schema: dict, where: str) -> list[str]:
    known = rule["properties"]
    faults = [f"{where}: no {key}" for key in rule.get("required", []) if key not in value]
    faults += [f"{where}: {key} is unknown" for key in value if key not in known]
    return faults + [
        f
        for k, v in value.items()
        if k in known
        for f in find_faults(v, known[k], schema, f"{where}.{k}")
    ]


def find_faults_of_scalar(value: object, rule: dict, where: str) -> list[str]:
    if isinstance(value, str):
        refused = rule.get("not", {}).get("pattern", r"(?!)")
        ok = re.search(rule.get("pattern", ""), value) and not re.search(refused, value)
        return [] if ok else [f"{where}: {value!r} is not of the form {rule['pattern']}"]
    if isinstance(value, int):
        ok = rule.get("minimum", value) <= value <= rule.get("maximum", value)
        return [] if ok else [f"{where}: {value} is out of range"]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_has_the_shape_of_the_schema(plans, name):
    schema = json.loads((plans / "schema.json").read_text(encoding="utf-8"))

    assert find_faults(load(name), schema, schema, name) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_gold_quotes_its_text_to_the_letter(name):
    haystacks = read_haystacks(name)

    missing = [
        (where, text)
        for where, text in collect_quotes(load(name))
        if not any(squeeze(text) in h for h in haystacks)
    ]

    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_the_cited_numbers_are_in_order_of_first_mention(name):
    text = read_haystacks(name)[0].replace(" ", "")
    numbers = [
        b["number"].lower().replace(" ", "")
        for b in load(name)["legal_bases"]
        if b["role"] != "self"
    ]

    places = [text.find(number) for number in numbers]

    assert (places == sorted(places), len(set(numbers)) == len(numbers)) == (True, True)


def test_the_check_of_the_shape_refuses_what_the_schema_does_not_know(plans):
    schema = json.loads((plans / "schema.json").read_text(encoding="utf-8"))
    gold = load(NAMES[0])
    gold["award_forms"] = [{"name": " Giấy khen", "level": "commune"}]
    del gold["budget"]

    faults = find_faults(gold, schema, schema, "plan")

    assert [f.split(":")[0] for f in faults] == [
        "plan",
        "plan.award_forms[0].name",
        "plan.award_forms[0].level",
    ]
