"""Whoever guesses is slowed down, wherever their tries are answered; whoever was there before is not kept out by them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher, Type

from elections.accounts.access import Role
from elections.accounts.entry_actions import network_of
from elections.accounts.models import LogInTries, User
from elections.accounts.passwords import COSTS, password_fits
from elections.accounts.tries import ADDRESS
from elections.accounts.tries_actions import counted, give_back, take_try
from elections.audit.models import AuditEvent
from elections.database import db, transaction, utc_now
from tests.accounts.entering import actions, errors, in_english, let_pass, let_waits_end, make_stale, send
from tests.browsing import PASSWORD, Answer, Browser

WRONG = "The log-in name and the password do not fit together. Check both."


def guess(browser: Browser, login: str = "aigul", times: int = 5) -> None:
    for _time in range(times):
        assert send(browser, login, "wrong").status == 422


def test_after_five_failed_tries_the_next_one_waits_whoever_sends_it(app, client, factory) -> None:
    factory.user(login="aigul")
    guess(client)
    for password in (PASSWORD, "wrong"):
        answer = send(in_english(Browser(app)), "aigul", password)
        assert (answer.status, 1 <= int(answer.headers["Retry-After"]) <= 3) == (429, True)
        assert errors(answer)[0].startswith("There were too many failed tries. Wait ")
        assert answer.page.xpath("//input[@name='login']/@value") == ["aigul"]
    let_waits_end()
    assert send(client, "aigul").status == 303


def test_an_account_that_does_not_exist_is_slowed_down_the_same(client) -> None:
    guess(client, "nobody-of-ours")
    assert send(client, "Nobody-of-ours ").status == 429


def test_a_right_password_sets_the_count_back(app, client, factory) -> None:
    factory.user(login="aigul")
    guess(client, times=4)
    assert send(Browser(app), "aigul").status == 303
    guess(client, times=5)
    assert send(Browser(app), "aigul").status == 429


def test_the_delay_rises_and_ends_within_five_minutes(app, client, factory) -> None:
    factory.user(login="aigul")
    guess(client)
    waits = []
    for _time in range(9):
        answer = send(client, "aigul", "wrong")
        waits.append(int(answer.headers["Retry-After"]))
        let_waits_end()
        assert send(client, "aigul", "wrong").status == 422
    assert waits == sorted(waits)
    assert max(waits) <= 300
    let_pass(timedelta(minutes=5, seconds=1))
    assert send(client, "aigul").status == 303


def test_an_hour_of_rest_makes_good(app, client, factory) -> None:
    factory.user(login="aigul")
    guess(client)
    let_pass(timedelta(hours=1, seconds=1))
    guess(client, times=4)
    assert send(client, "aigul").status == 303


def test_a_known_device_is_not_kept_out_by_strangers_who_guess(app, client, factory) -> None:
    factory.user(login="aigul")
    known = Browser(app)
    assert send(known, "aigul").status == 303
    known.post("/logout")
    guess(client)
    assert send(client, "aigul").status == 429
    assert send(known, "aigul").status == 303


def test_a_known_device_that_guesses_is_slowed_down_itself(app, client, factory) -> None:
    factory.user(login="aigul")
    send(client, "aigul")
    client.post("/logout")
    guess(client)
    assert (send(client, "aigul").status, send(Browser(app), "aigul").status) == (429, 303)


def test_a_known_device_is_known_for_its_account_alone_and_none_is_made_up(app, client, factory) -> None:
    factory.user(login="aigul")
    factory.user(login="berik")
    send(client, "aigul")
    client.post("/logout")
    guess(client, "berik")
    assert send(Browser(app), "berik").status == 429
    made_up = Browser(app)
    made_up.client.set_cookie("session-device", "WyJ4IiwxXQ.AAAA")
    guess(made_up)
    assert send(Browser(app), "aigul").status == 429


def test_one_address_may_fail_fifty_times_and_has_then_to_wait(app, client) -> None:
    with transaction():
        db.session.execute(sa.delete(LogInTries))
    assert send(client, "name-0", "wrong").status == 422
    with transaction():
        for row in db.session.scalars(sa.select(LogInTries)):
            row.failed = 49
    let_waits_end()
    assert send(client, "name-1", "wrong").status == 422
    assert send(client, "name-2", "wrong").status == 429


def test_an_office_whose_people_get_in_is_not_slowed_down(app, factory) -> None:
    factory.user(login="aigul")
    for _time in range(3):
        assert send(Browser(app), "aigul").status == 303
    assert [row.failed for row in db.session.scalars(sa.select(LogInTries))] == [0, 0]


@pytest.mark.parametrize(
    ("address", "network"),
    [("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2"), ("", "")],
)
def test_of_a_long_address_the_half_counts_that_is_given_out(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_clock_that_was_set_back_keeps_nobody_out(client, factory) -> None:
    factory.user(login="aigul")
    guess(client)
    let_pass(timedelta(days=-1))
    assert send(client, "aigul").status == 303


def test_the_log_tells_of_failures_and_once_of_a_delay_but_not_what_was_typed(app, client, factory) -> None:
    user = factory.user(login="aigul")
    send(client, "my secret typed in the wrong field", "x")
    guess(client)
    for _time in range(3):
        send(client, "aigul")
    assert actions() == ["account.log_in_failed"] * 6 + ["account.slowed_down"]
    first, second, *_rest = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id))
    assert (first.actor_login, first.subject_id, first.subject_label) == ("nobody", None, "")
    assert (second.subject_id, second.subject_label, second.after) == (
        user.id,
        "aigul",
        {"address": "127.0.0.1"},
    )
    assert "secret" not in "".join(row.key for row in db.session.scalars(sa.select(LogInTries)))


def test_a_wrong_password_before_what_matters_is_slowed_down_and_logged(login) -> None:
    browser = in_english(login(Role.ADMINISTRATOR))
    make_stale()
    statuses = [browser.post("/confirm", {"password": "wrong"}).status for _time in range(6)]
    assert statuses == [422] * 5 + [429]
    assert browser.post("/confirm", {"password": PASSWORD}).status == 429
    assert actions().count("account.confirm_failed") == 5


def change(browser: Browser, old: str, new: str = "a long good phrase") -> Answer:
    return browser.post("/password", {"old_password": old, "password": new, "password_again": new})


def test_the_old_password_is_not_guessed_by_changing_it(login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    statuses = [change(browser, "wrong").status for _time in range(6)]
    assert statuses == [422] * 5 + [429]
    refused = change(browser, PASSWORD)
    assert (refused.status, 1 <= int(refused.headers["Retry-After"]) <= 3) == (429, True)
    assert errors(refused)[0].startswith("There were too many failed tries. Wait ")
    assert actions().count("account.confirm_failed") == 5
    assert actions().count("account.slowed_down") == 1
    let_waits_end()
    assert change(browser, PASSWORD).status == 303


def test_a_new_password_that_is_too_short_does_not_make_the_right_old_one_a_guess(login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    answers = [change(browser, PASSWORD, "short") for _time in range(7)]
    assert {answer.status for answer in answers} == {422}
    assert "account.confirm_failed" not in actions()
    assert len(errors(change(browser, "wrong", "short"))) == 2
    assert change(browser, PASSWORD).status == 303


def test_a_log_in_rehashes_what_was_hashed_with_other_costs(client, factory) -> None:
    weak = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1).hash(PASSWORD)
    factory.user(login="aigul", password_hash=weak)
    assert send(client, "aigul").status == 303
    db.session.rollback()
    user = db.session.scalars(sa.select(User)).one()
    assert user.password_hash != weak
    assert password_fits(PASSWORD, user.password_hash)
    assert user.version == 1


def test_passwords_are_hashed_with_the_costs_of_the_standard() -> None:
    """RFC 9106, 4: argon2id with 64 MiB and three passes where memory is short."""
    assert (COSTS.type, COSTS.memory_cost, COSTS.time_cost, COSTS.parallelism) == (Type.ID, 64 * 1024, 3, 4)


def test_a_right_password_counted_after_one_of_a_later_moment_does_not_wait(app, factory) -> None:
    user, now = factory.user(login="aigul"), utc_now()
    office = [counted("address", "192.0.2.7", ADDRESS)]
    take_try(office, now + timedelta(milliseconds=5), user)

    take_try(office, now, user)  # whose clock was read before it got its turn

    with transaction():
        give_back(office, now)
    assert [row.failed for row in db.session.scalars(sa.select(LogInTries))] == [1]
