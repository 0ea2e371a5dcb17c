"""Frameworks come from packs or are an office's own; a version in use is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.lib.errors import BadInput, WrongState
from phongtrao.lib.text import nfc
from phongtrao.literacy.access.common import can_keep
from phongtrao.literacy.law import shipped_framework, shipped_groups
from phongtrao.literacy.models import (
    Competence,
    FrameworkVersion,
    LearnerCount,
    SkillFramework,
    TargetGroup,
)
from phongtrao.orgs.models import Unit

MARKS = {"[?]": Competence.State.CHECK, "[!]": Competence.State.MISSING}


@dataclass(frozen=True, slots=True)
class Node:
    """One line of a tree of competences."""

    code: str
    name: str
    depth: int = 0
    state: str = ""


@transaction.atomic
def take_in_framework(owner: Unit, key: str, *, by: AbstractBaseUser) -> SkillFramework:
    """A shipped framework as the office's, with the groups it is for."""
    can_keep(by, owner).enforce()
    try:
        pack = shipped_framework(key)
    except KeyError:
        raise BadInput from None
    framework = SkillFramework(owner=owner, key=key, name=pack["name"], basis=pack["basis"])
    framework.full_clean()
    framework.save()
    framework.groups.set(take_in_groups(owner, pack["groups"]))
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=pack["number"],
        holds_from=pack["holds_from"],
        note=pack["note"],
        levels=pack["levels"],
    )
    _write_nodes(version, _nodes_of(pack["competences"]))
    record(framework, "literacy.framework_taken_in", by=by, after={"basis": framework.basis})
    return framework


def take_in_groups(owner: Unit, keys: Sequence[str]) -> list[TargetGroup]:
    """Shipped groups of these keys; those the office has stay as it worded them."""
    known = {one.key: one for one in TargetGroup.objects.filter(owner=owner)}
    for position, pack in enumerate(shipped_groups()):
        if pack["key"] in keys and pack["key"] not in known:
            known[pack["key"]] = TargetGroup.objects.create(owner=owner, position=position, **pack)
    return [known[key] for key in keys if key in known]


@transaction.atomic
def save_group(group: TargetGroup, *, by: AbstractBaseUser) -> TargetGroup:
    """A new group, or another name or order of one. What it is counted from stays once it is used."""
    can_keep(by, group.owner).enforce()
    before = TargetGroup.objects.filter(pk=group.pk).first()
    if before is None:
        last = TargetGroup.objects.filter(owner=group.owner).count()
        group.position, group.key = last, group.key or f"own{last + 1}"
    elif before.counted != group.counted and _is_used(before):
        raise WrongState(
            _(
                "Nhóm này đã có bài kiểm tra hoặc số liệu nên không đổi được cách tính. Hãy lập nhóm mới."
            )
        )
    group.full_clean()
    group.save()
    record(group, "literacy.group_saved", by=by, after={"name": group.name})
    return group


@transaction.atomic
def begin_version(
    framework: SkillFramework, number: str, holds_from: date, *, by: AbstractBaseUser
) -> FrameworkVersion:
    """A copy of the newest, to be changed; results of older versions stay with them."""
    can_keep(by, framework.owner).enforce()
    last = framework.versions.first()
    version = FrameworkVersion(
        framework=framework,
        number=nfc(number).strip(),
        holds_from=holds_from,
        note=last.note if last else "",
        levels=last.levels if last else [],
    )
    version.full_clean()
    version.save()
    if last:
        _write_nodes(version, nodes_of(last))
    record(framework, "literacy.version_begun", by=by, after={"number": version.number})
    return version


@transaction.atomic
def write_version(
    version: FrameworkVersion, outline: str, note: str, *, by: AbstractBaseUser
) -> FrameworkVersion:
    """Its tree anew, as long as nothing points at it. BadInput names the line that cannot be read."""
    can_keep(by, version.framework.owner).enforce()
    nodes = read_outline(outline)
    locked = FrameworkVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if locked.frozen_at:
        raise WrongState(
            _(
                "Phiên bản này đang được khóa học hoặc câu hỏi dùng. Hãy lập phiên bản mới rồi sửa ở đó."
            )
        )
    version.competences.all().delete()
    _write_nodes(version, nodes)
    version.note = nfc(note).strip()
    version.full_clean()
    version.save(update_fields=["note"])
    record(version.framework, "literacy.version_written", by=by, number=version.number)
    return version


@transaction.atomic
def publish_numbers(framework: SkillFramework, *, by: AbstractBaseUser) -> None:
    """Everybody reads its numbers from now on, none smaller than five people."""
    can_keep(by, framework.owner).enforce()
    rows = SkillFramework.objects.filter(pk=framework.pk, public_since=None)
    if not rows.update(public_since=timezone.now()):
        raise WrongState(_("Số liệu của khung này đang được công khai."))
    record(framework, "literacy.numbers_published", by=by)


@transaction.atomic
def withdraw_numbers(framework: SkillFramework, *, by: AbstractBaseUser) -> None:
    can_keep(by, framework.owner).enforce()
    rows = SkillFramework.objects.filter(pk=framework.pk, public_since__isnull=False)
    if not rows.update(public_since=None):
        raise WrongState(_("Số liệu của khung này chưa công khai."))
    record(framework, "literacy.numbers_withdrawn", by=by)


def freeze(version: FrameworkVersion) -> None:
    """Something points at it from now on."""
    rows = FrameworkVersion.objects.filter(pk=version.pk, frozen_at=None)
    rows.update(frozen_at=timezone.now())


# ------------------------------------------------------------------ trees as lines


def read_outline(outline: str) -> list[Node]:
    """“1 Dữ liệu”, below it “- 1.1 Tìm kiếm [?]”: one line each; “[?]” to be checked, “[!]” no text yet."""
    nodes: list[Node] = []
    for number, line in enumerate(nfc(outline).splitlines(), start=1):
        if not line.strip():
            continue
        text, depth = line.strip(), 0
        while text.startswith("-"):
            text, depth = text[1:].strip(), depth + 1
        state = next((mark for mark in MARKS if text.endswith(mark)), "")
        code, _blank, name = text.removesuffix(state).strip().partition(" ")
        if not name.strip() or depth > (nodes[-1].depth + 1 if nodes else 0):
            wrong = _(
                "Dòng %(n)s: “%(line)s” phải ghi mã, dấu cách rồi tên, thụt từng bậc bằng dấu “-”."
            )
            raise BadInput(wrong % {"n": number, "line": line.strip()[:80]})
        nodes.append(Node(code[:20], name.strip()[:300], depth, MARKS.get(state, "")))
    if not nodes:
        raise BadInput(_("Khung chưa có năng lực nào. Hãy ghi ít nhất một dòng."))
    return nodes


def write_outline(nodes: Sequence[Node]) -> str:
    said = {state: mark for mark, state in MARKS.items()}
    return "\n".join(
        f"{'-' * one.depth}{' ' if one.depth else ''}{one.code} {one.name}"
        f"{' ' + said[Competence.State(one.state)] if one.state else ''}"
        for one in nodes
    )


def nodes_of(version: FrameworkVersion) -> list[Node]:
    rows = version.competences.order_by("position")
    return [Node(one.code, one.name, one.depth, one.state) for one in rows]


def _nodes_of(pack: Sequence[Mapping[str, Any]], depth: int = 0) -> list[Node]:
    found: list[Node] = []
    for one in pack:
        found.append(Node(one["code"], one["name"], depth, one.get("state", "")))
        found += _nodes_of(one.get("parts", ()), depth + 1)
    return found


def _write_nodes(version: FrameworkVersion, nodes: Sequence[Node]) -> None:
    above: list[Competence] = []
    for position, node in enumerate(nodes):
        del above[node.depth :]
        row = Competence.objects.create(
            version=version,
            parent=above[-1] if above else None,
            code=node.code,
            name=node.name,
            state=node.state,
            depth=node.depth,
            position=position,
        )
        above.append(row)


def _is_used(group: TargetGroup) -> bool:
    return group.quizzes.exists() or LearnerCount.objects.filter(group=group).exists()
