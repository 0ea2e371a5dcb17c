"""The truth table: the law and the plans, case by case, answered by both evaluators as they were read by hand."""

import json
from collections.abc import Iterable
from datetime import date
from itertools import chain

import pytest
import yaml
from django.db import connection

from phongtrao.awards.cases import SCOPES, answer, as_table, read_cases
from phongtrao.awards.queries.populations import prepare
from phongtrao.config.cli import REFUSED, main
from phongtrao.lib import facts
from phongtrao.lib.facts import Parameter, Population, Provider
from phongtrao.lib.rules import CATALOGUE, Outcome, distance
from phongtrao.lib.rules.population import Asked, columns_of, evaluate

CASES = read_cases()
RULES = {
    "000_unit", "000_department", "000_person", "001_unit", "001_person", "003_unit", "003_person",
    "advanced_worker", "base_fighter", "province_fighter", "nation_fighter", "advanced_collective",
    "excellent_collective", "province_merit", "province_merit_unit", "government_merit",
    "government_merit_unit", "order_third", "order_second", "order_first", "order_third_unit",
    "order_second_unit", "order_first_unit", "province_flag", "government_flag", "praise", "praise_unit",
}  # fmt: skip
RANKS = ", ".join(f"('{scope}', {rank})" for scope, rank in SCOPES.items())


def test_the_table_holds_plans_and_six_titles_and_every_case_agrees():
    """S0-40 … S0-48, S1-51 … S1-67, S3-36 … S3-41, S1-16."""
    answers = [answer(case) for case in CASES]

    assert [one for one in answers if not one.agrees] == []
    assert len(CASES) >= 120
    assert {case.rule for case in CASES} == RULES
    of_rule = {(case.rule, case.expected) for case in CASES}
    assert of_rule == {(rule, outcome) for rule in RULES for outcome in Outcome}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.why}")
def test_a_population_is_answered_as_the_case_asks(case, given):
    given(case)
    asked = Asked(
        case.subject,
        case.occasion,
        case.record.complete,
        lambda one: case.record.said.get(one.statement),
    )

    prepared = prepare(columns_of(case.clause, asked), Population("SELECT 1"))
    answers = evaluate(case.clause, prepared, asked)

    met, possible = bool(answers.met[0]), bool(answers.possible[0])
    assert (met, possible) == (case.expected == Outcome.MET, case.expected != Outcome.NOT_MET)
    assert answers.distance[0] == distance(answer(case).verdict)


def test_evaluate_prints_a_line_for_each_case_and_how_many_agree(capsys):
    code = main(["evaluate", "--table"])

    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert len(lines) == len(CASES) + 1
    assert lines[-1] == f"{len(CASES)} trường hợp, {len(CASES)} khớp."


def test_evaluate_narrows_to_a_rule_and_says_why(capsys):
    code = main(["evaluate", "--table", "--rule", "003_unit", "--why"])

    out = capsys.readouterr().out
    assert code == 0
    assert "001_person" not in out
    assert "chưa có: mức xếp loại hằng năm năm 2024" in out


CASE = {"rule": "advanced_worker", "at": "then", "facts": {"rating": {2025: "done"}}, "why": "…", "ids": ["S1-16"]}  # fmt: skip


def _folder(tmp_path, **said):
    """A folder of an office with one case."""
    then = {"then": {"day": date(2026, 1, 15), "year": 2025}}
    text = yaml.safe_dump({"occasions": then, "cases": [{**CASE, **said}]}, allow_unicode=True)
    (tmp_path / "don-vi.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_case_that_disagrees_is_marked_with_its_reasons(tmp_path, capsys):
    code = main(["evaluate", "--table", "--cases", str(_folder(tmp_path, expected="met"))])

    out = capsys.readouterr().out
    assert code == 1
    assert out.startswith("Chưa đạt       ≠ Đạt            advanced_worker")
    assert "Chưa đạt: xếp loại hoàn thành tốt nhiệm vụ trở lên, trong năm xét" in out
    assert out.splitlines()[-1] == "1 trường hợp, 0 khớp."


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ({"rule": "nobody"}, "nobody"),
        ({"expected": "perhaps"}, "perhaps"),
        ({"at": "never"}, "never"),
        ({"facts": {"medals": []}}, "medals"),
        ({"facts": {"initiatives": [{"size": "big"}]}}, "size"),
        ({"said": {"Không có câu này": True}}, "Không có câu này"),
        ({"because": "…"}, "because"),
        ({"meant": "both"}, "both"),
    ],
)
def test_a_case_that_cannot_be_understood_is_refused_with_its_place(tmp_path, capsys, said, what):
    folder = _folder(tmp_path, **{"expected": "met", **said})

    code = main(["evaluate", "--table", "--cases", str(folder)])

    told = capsys.readouterr().err
    assert code == REFUSED
    assert told.startswith("Không hiểu trường hợp don-vi.yaml, 1: ")
    assert what in told


@pytest.mark.parametrize("text", ["", "cases: nothing", "{", "- một"])
def test_a_file_that_holds_no_cases_is_refused_with_its_name(tmp_path, capsys, text):
    (tmp_path / "hong.yaml").write_text(text, encoding="utf-8")

    code = main(["evaluate", "--table", "--cases", str(tmp_path)])

    said = "Tệp “hong.yaml” không phải danh sách trường hợp. Hãy theo mẫu của bộ kèm theo.\n"
    assert (code, capsys.readouterr().err) == (REFUSED, said)


def test_a_rule_without_cases_is_refused_with_a_sentence(capsys):
    code = main(["evaluate", "--table", "--rule", "nobody"])

    assert code == REFUSED
    assert (
        capsys.readouterr().err
        == "Không có trường hợp nào. Hãy kiểm tra mã tiêu chuẩn và thư mục.\n"
    )


def test_the_year_a_register_begins_is_said_in_words():
    case = next(case for case in CASES if case.missing == {"titles:-2024"})

    assert "danh hiệu thi đua trước năm 2024" in as_table([answer(case)], why=True)


# ------------------------------------------------------------------ facts of a case as providers would find them


@pytest.fixture
def given(monkeypatch):
    """Puts the facts of a case into a table, under neutral providers of the names rules know."""
    monkeypatch.setattr(facts, "PROVIDERS", {})
    for module in ("lib.rules.asking", "lib.rules.population.statements"):
        monkeypatch.setattr(f"phongtrao.{module}.PROVIDERS", facts.PROVIDERS)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE given (provider text, day date, until date, value numeric, said jsonb)"
        )
    return _put


def _put(case) -> None:
    for name in CATALOGUE.keys() - case.record.unknown:
        if provider := CATALOGUE[name].providers.get(case.subject):
            facts.PROVIDERS[provider] = _provider(provider, case.subject)
    rows = [_row(one, case.subject) for one in case.record.given]
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO given VALUES (%s, %s, %s, %s, %s)", rows)


def _row(one, subject):
    known = CATALOGUE[one.name]
    said = {known.binds.get(name, name): value for name, value in one.where.items()}
    said |= dict(known.fixed)
    return known.providers[subject], one.day, one.until, one.value, json.dumps(said)


def _provider(provider: str, subject) -> Provider:
    """Parameters narrow as the apps' own do: a scope and all above it, how a task went exactly."""
    names = [one for one in CATALOGUE.values() if one.providers.get(subject) == provider]
    narrowing = {known.binds.get(name, name) for known in names for name in known.parameters}
    fixed = dict(chain.from_iterable(known.fixed.items() for known in names))
    kinds = dict.fromkeys(narrowing, str) | {name: type(value) for name, value in fixed.items()}
    conditions = [f"given.provider = '{provider}'", *map(_narrowed, sorted(narrowing)), *(_fixed(name, kinds[name]()) for name in sorted(fixed))]  # fmt: skip
    days = ()
    if any(known.is_lasting for known in names):
        days = (Parameter("since", date, ""), Parameter("until", date, ""))
        conditions.append("daterange(given.day, given.until, '[]') && daterange(%(since)s, %(until)s, '[]')")  # fmt: skip
    return Provider(
        name=provider, subject=subject, value=float, about="",
        parameters=(*days, *(Parameter(name, kinds[name], "", kinds[name]()) for name in sorted(kinds))),
        ctes=(f"ranks(scope, rank) AS (VALUES {RANKS})",),
        sql=f"""
            SELECT subjects.subject, given.day, given.value, ARRAY[]::text[]
            FROM given CROSS JOIN subjects WHERE {_all(conditions)}
        """,  # noqa: S608 -- the pieces are ours
    )  # fmt: skip


def _narrowed(name: str) -> str:
    if name == "scope":
        rank = "(SELECT rank FROM ranks WHERE ranks.scope = {})"
        mine, asked = rank.format("coalesce(given.said->>'scope', 'base')"), rank.format("%(scope)s")  # fmt: skip
        return f"(%(scope)s = '' OR {mine} >= {asked})"
    return f"(%({name})s = '' OR given.said->>'{name}' = %({name})s)"


def _fixed(name: str, default: object) -> str:
    told = str(default).lower()  # as PostgreSQL writes it
    return f"coalesce(given.said->>'{name}', '{told}') = %({name})s::text"


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions)
