"""How a form runs: shown, carried out or refused with everything that was typed; what a clerk who was overtaken is told."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from lxml import html
from wtforms import BooleanField, DateField, DateTimeLocalField, SelectField, StringField

from elections.accounts.access import Actor, Role
from elections.campaign.actions import change_party
from elections.campaign.models import Party
from elections.database import db, set_writing, transaction
from elections.errors import Objection, Refused, Stale
from elections.web.forms import REQUIRED, Answered, Form, choices_of, run_form, trimmed, version_of
from tests.factories import Factory

CLERK = Actor(5, "clerk", Role.ADMINISTRATOR, "")
PAGE = """{% for one in form if one.name not in ("csrf_token", "idempotency_key") %}
{{ one.name }}: {{ one.data }}; {{ one.errors | join(", ") }}; {{ one.in_record | default("") }}
{% endfor %}{{ form.form_errors | join(", ") }}{{ heading }}"""
TYPED = {
    "name": " Адал  ",
    "colour": "blue",
    "on": "2021-07-25",
    "at": "2021-07-25T08:30",
    "open": "y",
    "version": "1",
}
OTHERS = {
    "name": "АДАЛ", "colour": "green", "on": date(2021, 8, 1), "at": datetime(2021, 8, 1, 9), "open": False, "version": 2,
}  # fmt: skip
STALE = "Somebody else changed this record while you were editing it. Compare your answers with the record and save again."


class NoteForm(Form):
    """A field of each kind whose present value is put into words."""

    name = StringField("Name", [Answered(REQUIRED)], [trimmed])
    colour = SelectField("Colour", choices=choices_of({"blue": "Blue", "green": "Green", 3: "Three"}))
    on = DateField("On")
    at = DateTimeLocalField("At", format="%Y-%m-%dT%H:%M")
    open = BooleanField("Open")


@pytest.fixture
def noted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with one page more, which shows all that a form holds."""
    loader = ChoiceLoader([DictLoader({"note.html": PAGE}), app.jinja_env.loader])
    monkeypatch.setattr(app.jinja_env, "loader", loader)
    return app


def send(
    app: Flask, typed: Mapping[str, str] | None, act: Callable[[], str], *, record: Any = None,
    known: Callable[[], Mapping[str, Any]] | None = None,
) -> tuple[int, str]:  # fmt: skip
    """Returns the status and the page, or where it leads to, of the form that was sent, or opened (None)."""
    method = "GET" if typed is None else "POST"
    with app.test_request_context("/?lang=en", method=method, data=typed):
        set_writing(True)
        try:
            answer = run_form(NoteForm(), "note.html", act, record=record, known=known, heading="!")
        finally:
            set_writing(False)
    if isinstance(answer, str):
        return 200, answer
    return (answer[1], answer[0]) if isinstance(answer, tuple) else (answer.status_code, answer.location)


def fields(shown: str) -> dict[str, list[str]]:
    """Returns what each field holds, what is wrong with it, and what is in the record, by field."""
    lines = [line.split(": ", 1) for line in shown.splitlines() if ": " in line and ";" in line]
    return {name: [part.strip() for part in rest.split(";")] for name, rest in lines}


def refuse_with(*objections: Objection) -> Callable[[], str]:
    def act() -> str:
        raise Refused(objections)

    return act


def overtaken() -> str:
    raise Stale


def never() -> str:
    raise AssertionError("nothing was asked for")


def test_opened_form_is_shown_with_the_version_of_its_record(noted: Flask, factory: Factory) -> None:
    status, shown = send(noted, None, never, record=factory.party())

    assert (status, fields(shown)["version"], shown[-1]) == (200, ["1", "", ""], "!")


def test_opened_form_without_a_record_has_no_version(noted: Flask) -> None:
    assert fields(send(noted, None, never)[1])["version"] == ["None", "", ""]


def test_form_that_holds_is_carried_out_and_leads_on(noted: Flask) -> None:
    assert send(noted, TYPED, lambda: "/parties") == (303, "/parties")


@pytest.mark.parametrize("name", ["", "   ", "\u00a0\t"])
def test_form_with_a_gap_keeps_what_was_typed(noted: Flask, name: str) -> None:
    status, shown = send(noted, {**TYPED, "name": name}, never)

    held = fields(shown)
    assert (status, held["name"], held["colour"]) == (422, ["", "Fill in this field", ""], ["blue", "", ""])


def test_objections_stand_at_their_fields_or_above_the_form(noted: Flask) -> None:
    act = refuse_with(
        Objection("party.code_taken", "name", {"code": "ADAL"}), Objection("election.voting_hours", "nowhere"),
        Objection("no.such_text"),
    )  # fmt: skip

    status, shown = send(noted, TYPED, act)

    taken = "There is a party with the code “ADAL” already: choose another code"
    assert (status, fields(shown)["name"]) == (422, ["Адал", taken, ""])
    assert shown.splitlines()[-1] == "Polling stations must close after they open, no.such_text!"


def test_refused_action_leaves_nothing(noted: Flask, factory: Factory) -> None:
    def act() -> str:
        db.session.add(Party(code="HALF", name_ru="Половина", name_kk="Жарты"))
        db.session.flush()
        raise Refused([Objection("election.voting_hours")])

    assert send(noted, TYPED, act)[0] == 422
    assert db.session.scalar(sa.select(sa.func.count(Party.id))) == 0


def test_overtaken_clerk_sees_both_answers_in_words(noted: Flask, factory: Factory) -> None:
    party = factory.party()
    with transaction():
        party.name_ru = "АДАЛ"

    status, shown = send(noted, TYPED, overtaken, record=party, known=lambda: OTHERS)

    assert (status, shown.splitlines()[-1]) == (422, f"{STALE}!")
    assert fields(shown) == {
        "name": ["Адал", "", "АДАЛ"], "colour": ["blue", "", "Green"], "on": ["2021-07-25", "", "01.08.2021"],
        "at": ["2021-07-25 08:30:00", "", "01.08.2021 09:00"], "open": ["True", "", "no"], "version": ["2", "", ""],
    }  # fmt: skip


SEEN = {
    "name": "Адал",
    "colour": "blue",
    "on": date(2021, 7, 25),
    "at": datetime(2021, 7, 25, 8, 30),
    "open": True,
}
FOUND = {
    "name": "Адал", "colour": "Blue", "on": "25.07.2021", "at": "25.07.2021 08:30", "open": "yes",
}  # fmt: skip
CHOICES = """{% import "components/forms.html" as forms with context %}
{% for one in (form.name, form.colour, form.on, form.at, form.open) %}{{ forms.field(one) }}{% endfor %}
<input name="seen" value="{{ form.seen }}"><input name="version" value="{{ form.version.data }}">"""


@pytest.fixture
def shown(noted: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application whose page shows the form with the house's own fields."""
    loader = ChoiceLoader([DictLoader({"note.html": CHOICES}), noted.jinja_env.loader])
    monkeypatch.setattr(noted.jinja_env, "loader", loader)
    noted.jinja_env.cache.clear()
    return noted


def sent_again(page: str) -> dict[str, str]:
    """Returns what a browser would send of a page as it stands."""
    form = html.fragment_fromstring(f"<form>{page}</form>")
    return {name: value for name, value in form.fields.items() if value is not None}


def conflict(shown: Flask, record: Any, **typed: str) -> str:
    """Returns the page of a clerk who opened the form, typed something, and was overtaken by `OTHERS`."""
    opened = sent_again(send(shown, None, never, record=record, known=lambda: SEEN)[1])
    as_it_was = {**opened, **TYPED, "name": "Адал"}
    return send(shown, {**as_it_was, **typed}, overtaken, record=record, known=lambda: OTHERS)[1]


def test_what_the_clerk_left_as_it_was_takes_the_others_answer(shown: Flask, factory: Factory) -> None:
    page = conflict(shown, factory.party(), name="Адал!")

    again = sent_again(page)
    untouched = {name: again.get(name) for name in ("colour", "on", "at", "open")}
    assert untouched == {"colour": "green", "on": "2021-08-01", "at": "2021-08-01T09:00", "open": None}
    assert {name: f"When you opened the form: {was}." in page for name, was in FOUND.items()} == {
        "name": False, "colour": True, "on": True, "at": True, "open": True,
    }  # fmt: skip
    assert (again["name"], again["stays-name"]) == ("Адал!", "mine")


MINE = {"name": "Адал!", "colour": "3", "on": "2021-09-01", "at": "2021-09-01T10:00", "open": "y"}


@pytest.mark.parametrize("theirs", [(), ("name",), ("colour", "on"), ("at", "open"), tuple(MINE)])
def test_each_field_keeps_the_answer_that_was_chosen(
    shown: Flask, factory: Factory, theirs: tuple[str, ...]
) -> None:
    record, kept = factory.party(), {}
    opened = sent_again(send(shown, None, never, record=record, known=lambda: {**SEEN, "open": None})[1])
    page = send(shown, {**opened, **MINE}, overtaken, record=record, known=lambda: OTHERS)[1]
    choice = {f"stays-{name}": "theirs" for name in theirs}

    def act() -> str:
        kept.update({name: form_holds(name) for name in MINE})
        return "/parties"

    def form_holds(name: str) -> object:
        return running[0][name].data

    running: list[NoteForm] = []
    with shown.test_request_context("/", method="POST", data={**sent_again(page), **choice}):
        set_writing(True)
        running.append(NoteForm())
        answer = run_form(running[0], "note.html", act, record=record, known=lambda: OTHERS)
        set_writing(False)

    mine = {
        "name": "Адал!",
        "colour": "3",
        "on": date(2021, 9, 1),
        "at": datetime(2021, 9, 1, 10),
        "open": True,
    }
    assert (answer.status_code, answer.location) == (303, "/parties")
    assert kept == {name: OTHERS[name] if name in theirs else mine[name] for name in MINE}


def test_page_is_whole_when_a_chosen_answer_meets_a_gap_elsewhere(shown: Flask, factory: Factory) -> None:
    record = factory.party()
    page = conflict(shown, record, name="Адал!", at="2021-09-01T10:00", on="2021-09-01")

    typed = {**sent_again(page), "name": " ", "stays-at": "theirs", "stays-on": "theirs"}
    status, refused = send(shown, typed, never, record=record, known=lambda: OTHERS)

    again = sent_again(refused)
    assert (status, again["at"], again["on"]) == (422, "2021-08-01T09:00", "2021-08-01")
    assert "Fill in this field" in refused


@pytest.mark.parametrize("seen", ["", "{", "[]", "null", '{"name": 7}'])
def test_form_without_its_marks_proposes_what_was_typed(shown: Flask, factory: Factory, seen: str) -> None:
    typed = {**TYPED, "seen": seen}

    page = send(shown, typed, overtaken, record=factory.party(), known=lambda: OTHERS)[1]

    again = sent_again(page)
    assert {name: again[f"stays-{name}"] for name in FOUND} == dict.fromkeys(FOUND, "mine")
    assert (again["name"], again["on"]) == ("Адал", "2021-07-25")


def test_marks_do_not_tell_the_answers(shown: Flask, factory: Factory) -> None:
    opened = sent_again(send(shown, None, never, record=factory.party(), known=lambda: SEEN)[1])

    assert sorted(json.loads(opened["seen"])) == sorted(FOUND)
    assert "Адал" not in opened["seen"]


def test_overtaken_clerk_sees_nothing_beside_what_is_the_same(noted: Flask, factory: Factory) -> None:
    same = {"name": "Адал", "colour": "blue", "on": date(2021, 7, 25), "open": True, "at": None}

    shown = fields(send(noted, TYPED, overtaken, record=factory.party(), known=lambda: same)[1])

    assert {name: held[2] for name, held in shown.items()} == {
        "name": "", "colour": "", "on": "", "at": "–", "open": "", "version": "",
    }  # fmt: skip


def test_overtaken_clerk_is_told_who_it_was(noted: Flask, factory: Factory) -> None:
    party = factory.party(code="ADAL")
    with transaction():
        change_party(CLERK, party, 1, {"name_ru": "АДАЛ"})

    shown = send(noted, TYPED, overtaken, record=party, known=lambda: OTHERS)[1]

    assert shown.splitlines()[-1].startswith("clerk changed this record at ")


def test_answers_are_those_of_the_columns_when_nobody_says_otherwise(noted: Flask, factory: Factory) -> None:
    record = factory.party()
    record.name = "АДАЛ"

    shown = fields(send(noted, TYPED, overtaken, record=record)[1])

    assert (shown["name"], shown["colour"]) == (["Адал", "", "АДАЛ"], ["blue", "", "–"])


def test_same_moment_on_one_record_is_decided_by_the_database(noted: Flask, factory: Factory) -> None:
    party = factory.party()

    def act() -> str:
        mine = db.session.get_one(Party, party.id)
        db.session.execute(sa.text("UPDATE party SET version = 2"))  # as another connection would have done
        mine.name_ru = "АДАЛ"
        db.session.flush()
        return "/parties"

    status, shown = send(noted, TYPED, act, record=party, known=lambda: OTHERS)

    assert (status, shown.splitlines()[-1]) == (422, f"{STALE}!")


def test_same_moment_on_a_new_record_is_decided_by_the_database(noted: Flask, factory: Factory) -> None:
    factory.party(code="ADAL")

    def act() -> str:
        db.session.add(Party(code="ADAL", name_ru="АДАЛ", name_kk="АДАЛ"))
        db.session.flush()
        return "/parties"

    status, shown = send(noted, TYPED, act)

    assert (status, fields(shown)["name"], shown.splitlines()[-1]) == (422, ["Адал", "", ""], f"{STALE}!")


@pytest.mark.parametrize(("typed", "version"), [("1", 1), ("12", 12)])
def test_version_is_the_number_that_the_form_was_made_from(noted: Flask, typed: str, version: int) -> None:
    with noted.test_request_context(method="POST", data={"version": typed}):
        assert version_of(NoteForm()) == version


@pytest.mark.parametrize("typed", ["", "one", "-1", "1.5", None])
def test_form_that_does_not_say_its_version_is_stale(noted: Flask, typed: str | None) -> None:
    with noted.test_request_context(method="POST", data={} if typed is None else {"version": typed}):
        with pytest.raises(Stale):
            version_of(NoteForm())


def test_key_of_a_form_is_kept_and_a_new_form_gets_its_own(noted: Flask) -> None:
    with noted.test_request_context(method="POST", data={"idempotency_key": "k"}):
        assert NoteForm().fresh_key() == "k"
    with noted.test_request_context():
        assert len({NoteForm().fresh_key(), NoteForm().fresh_key()}) == 2


def test_answers_leave_out_what_is_the_forms_own(noted: Flask) -> None:
    with noted.test_request_context(method="POST", data={**TYPED, "idempotency_key": "k"}):
        assert sorted(NoteForm().answers()) == ["at", "colour", "name", "on", "open", "version"]


def test_choices_are_text() -> None:
    assert [(one.value, one.label) for one in choices_of({1: "one", "b": "two"})] == [
        ("1", "one"),
        ("b", "two"),
    ]


@pytest.mark.parametrize(("typed", "kept"), [(None, ""), ("  a \u00a0 b ", "a b"), ("a", "a")])
def test_trimmed_takes_stray_spaces_away(typed: str | None, kept: str) -> None:
    assert trimmed(typed) == kept
