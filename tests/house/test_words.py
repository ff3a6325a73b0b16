"""Nothing is said in codes: what the log tells, what refuses and what a table keeps has its words, and none to spare."""

import ast
import re
from datetime import date
from enum import StrEnum
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from elections.campaign.calendar import Calendar, Rules
from elections.campaign.words import MILESTONE_LABELS
from elections.candidates.registration import STEPS as CANDIDATE_STEPS
from elections.database import Base
from elections.headquarters.proxies import ProxyStatus
from elections.headquarters.support_rules import NEXT as SUPPORT_STEPS
from elections.jobs import words as job_words
from elections.platforms.workflow import STEPS as PLATFORM_STEPS
from elections.rooms import WORDS
from elections.training.models import SeminarStatus
from elections.web import objections
from tests.house.source import modules

CODE = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*|[FW]\.\d{3}")
SHOWN_NOWHERE = {"SubjectKind"}
"""Enums of tables that no page shows: what a word of the search's index is of."""
OF_A_STATUS = {
    "candidate.": {new for steps in CANDIDATE_STEPS.values() for new in steps},
    "platform.": {new for steps in PLATFORM_STEPS.values() for new in steps},
    "support.": {new for steps in SUPPORT_STEPS.values() for new in steps},
    "proxy.": set(ProxyStatus) - {ProxyStatus.PROPOSED},
    "seminar.": {SeminarStatus.CLOSED, SeminarStatus.CANCELLED},
}
"""Actions that are called after the status that they lead to."""


def calls(name: str) -> list[tuple[str, ast.Call]]:
    """Returns the calls of a function or class, each with its module."""
    found = [(module, node) for module, tree in modules().items() for node in ast.walk(tree)]
    return [
        (module, node)
        for module, node in found
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == name
    ]


def constants(node: ast.AST) -> set[str]:
    """Returns the codes that are written out somewhere in a part of the code."""
    texts = {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    return {text for text in texts if CODE.fullmatch(text)}


def recorded_actions() -> set[str]:
    """Returns the codes that the log can hold."""
    found = set()
    for module, call in (*calls("record"), *calls("_record")):
        if module != "elections.audit.actions" and not isinstance(what := call.args[1], ast.Name):
            stem = what.values[0].value if isinstance(what, ast.JoinedStr) else ""
            found |= {f"{stem}{status}" for status in OF_A_STATUS[stem]} if stem else constants(what)
    return found


def used_objections(texts: set[str]) -> set[str]:
    """Returns the codes that can refuse.

    Of a code that is put together, all texts that begin so; of one in a variable, the texts that its module writes out.
    """
    found = set()
    for module, call in calls("Objection"):
        first = call.args[0]
        if isinstance(first, ast.JoinedStr):
            found |= {text for text in texts if text.startswith(str(ast.literal_eval(first.values[0])))}
        else:
            found |= constants(first) or constants(modules()[module]) & texts
    return found


def tables(words: ModuleType) -> list[tuple[str, dict[Any, object]]]:
    return [
        (f"{words.__name__}.{name}", value) for name, value in vars(words).items() if name.endswith("_LABELS")
    ]


def test_actions_that_are_recorded_have_labels_and_no_label_is_left_over() -> None:
    labels = {code for words in WORDS for code in getattr(words, "ACTIONS", {})}

    assert recorded_actions() - labels == set()
    assert labels - recorded_actions() == set()


def test_objections_have_one_text_each_and_no_text_is_left_over() -> None:
    texts = [code for words in WORDS for code in words.OBJECTIONS]
    own = {"record.stale", "record.overtaken"}

    assert sorted(texts) == sorted(set(texts))
    used = used_objections(set(texts))
    assert used - set(texts) - own == set()
    assert (set(texts) | own) - used == set()
    assert own - objections._texts.keys() == set()


def test_labels_name_each_member_of_their_enum() -> None:
    incomplete = {}
    for words in (*WORDS, job_words):
        for name, labels in tables(words):
            kind = type(next(iter(labels)))
            if issubclass(kind, StrEnum) and set(labels) != set(kind):
                incomplete[name] = set(kind) - set(labels)

    assert incomplete == {}


def test_enums_that_tables_keep_have_labels() -> None:
    kept = {
        column.type.enum_class
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.Enum)
    }
    labelled = {type(next(iter(labels))) for words in (*WORDS, job_words) for _name, labels in tables(words)}

    assert {kind.__name__ for kind in kept - labelled} - SHOWN_NOWHERE == set()


def test_labels_say_something_in_every_table() -> None:
    silent = [
        (name, key)
        for words in (*WORDS, job_words)
        for name, labels in tables(words)
        for key, label in labels.items()
        if not str(label).strip()
    ]

    assert silent == []


def test_milestones_have_their_labels() -> None:
    calendar = Calendar(date(2021, 6, 25), date(2021, 7, 25), Rules(), ZoneInfo("Asia/Almaty"))

    assert set(MILESTONE_LABELS) == {one.code for one in calendar.milestones()}
