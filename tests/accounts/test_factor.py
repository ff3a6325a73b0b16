"""The second factor: set up by a code, asked for after the password, no code twice, codes on paper, and who must have it."""

import re
from dataclasses import replace
from datetime import timedelta
from math import log2

import pyotp
import pytest
import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from elections.accounts.access import Role
from elections.accounts.factor_actions import _use_app_code
from elections.accounts.models import RecoveryCode, SecondFactor, User
from elections.accounts.second_factor import (
    ALPHABET,
    app_address,
    bare,
    new_recovery_codes,
    new_seed,
    recovery_digest,
    step_of,
)
from elections.app import create_app
from elections.database import db, transaction, utc_now
from tests.accounts.entering import (
    actions,
    code_for,
    codes_of,
    errors,
    in_english,
    let_codes_be_new,
    make_stale,
    seed_of,
    send,
    set_up,
)
from tests.browsing import PASSWORD, Browser

WRONG = "This code is wrong, too old or used already. Wait until the app shows the next one and enter that"


def code_page(app, login: str = "aigul", wanted: str = "") -> Browser:
    """Returns a browser that knows the password and stands before the page of the code."""
    browser = in_english(Browser(app))
    assert send(browser, login, next=wanted).location == "/login/code"
    return browser


def test_a_code_of_the_app_is_taken_half_a_minute_before_and_after_its_time_and_once() -> None:
    seed, now = new_seed(), utc_now()
    step = int(now.timestamp()) // 30
    taken = [step_of(seed, pyotp.TOTP(seed).at((step + aside) * 30), now, 0) for aside in (-2, -1, 0, 1, 2)]
    assert taken == [None, step - 1, step, step + 1, None]
    assert step_of(seed, pyotp.TOTP(seed).at(step * 30), now, step) is None


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: the last six digits of its values for SHA-1."""
    seed = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        now = utc_now().fromtimestamp(seconds, utc_now().tzinfo)
        assert step_of(seed, code, now, 0) == seconds // 30


def test_the_qr_tells_the_app_whose_code_it_is() -> None:
    seed = new_seed()
    assert app_address(seed, "aigul") == f"otpauth://totp/Sailau:aigul?secret={seed}&issuer=Sailau"


def test_recovery_codes_are_chance_that_reads_well() -> None:
    codes = new_recovery_codes()
    assert (len(set(codes)), {len(code) for code in codes}) == (10, {29})
    assert set("".join(codes)) - {"-"} <= set(ALPHABET)
    assert log2(len(ALPHABET)) * len(bare(codes[0])) >= 112


def test_who_has_one_is_asked_for_the_code_and_led_where_they_wanted(app, login) -> None:
    seed, _codes = set_up(login(Role.OBSERVER, login="aigul"))
    let_codes_be_new()
    browser = code_page(app, wanted="/password")
    assert browser.get("/password").location == "/login?next=/password"
    assert "aigul" in browser.get("/login/code").words
    assert errors(browser.post("/login/code", {"code": "000000"})) == [WRONG]
    led = browser.post("/login/code", {"code": f" {code_for(seed)[:3]} {code_for(seed)[3:]} "})
    assert (led.status, led.location, browser.get("/password").status) == (303, "/password", 200)
    assert actions()[-2:] == ["account.code_failed", "account.logged_in"]


def test_no_code_opens_twice(app, login) -> None:
    seed, _codes = set_up(login(Role.OBSERVER, login="aigul"))
    code = code_for(seed)  # the one that it was set up with
    assert errors(code_page(app).post("/login/code", {"code": code})) == [WRONG]
    later = code_for(seed, 1)
    assert code_page(app).post("/login/code", {"code": later}).status == 303
    assert errors(code_page(app).post("/login/code", {"code": later})) == [WRONG]


def test_two_who_send_one_code_at_the_same_moment_get_in_once(app, login) -> None:
    seed, _codes = set_up(login(Role.OBSERVER, login="aigul"))
    let_codes_be_new()
    code = code_for(seed)
    with transaction():
        factor = db.session.scalars(sa.select(SecondFactor)).one()
        first = _use_app_code(factor.user_id, code, utc_now())
        set_committed_value(factor, "last_step", 0)  # what the other read before the first was done
        assert (first, _use_app_code(factor.user_id, code, utc_now())) == (True, False)


def test_a_recovery_code_opens_once_however_it_is_typed(app, login) -> None:
    _seed, codes = set_up(login(Role.OBSERVER, login="aigul"))
    first = codes[0].lower().replace("-", " ")
    browser = code_page(app)
    led = browser.post("/login/code", {"code": first})
    assert led.status == 303
    assert "That recovery code is used up; 9 are left." in browser.get("/account/second-factor").words
    assert errors(code_page(app).post("/login/code", {"code": first})) == [WRONG]
    assert code_page(app).post("/login/code", {"code": codes[1]}).status == 303
    assert "account.recovery_code_used" in actions()


def test_a_recovery_code_of_before_which_was_shorter_opens_until_it_is_used(app, login) -> None:
    set_up(login(Role.OBSERVER, login="aigul"))
    short = "ABCD-EFGH-JKLM-NPQR"
    with transaction():
        user_id = db.session.scalars(sa.select(SecondFactor.user_id)).one()
        db.session.add(RecoveryCode(user_id=user_id, code_digest=recovery_digest(short)))
    assert code_page(app).post("/login/code", {"code": short}).status == 303
    assert errors(code_page(app).post("/login/code", {"code": short})) == [WRONG]


def test_recovery_codes_are_shown_once_and_kept_as_digests(login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    _seed, codes = set_up(browser)
    assert len(codes) == 10
    assert browser.get("/account/recovery-codes").location == "/account/second-factor"
    kept = set(db.session.scalars(sa.select(RecoveryCode.code_digest)))
    assert not kept & set(codes)
    assert {len(one) for one in kept} == {64}


def digests() -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(RecoveryCode.code_digest)))


SHOWN_ALREADY = "The recovery codes were shown already, once. If you did not keep them, make new ones here."


def test_no_cookie_kept_from_set_up_shows_recovery_codes_again(app, login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    _seed, codes = set_up(browser)
    kept = {one.key: one.value for one in browser.client._cookies.values()}
    again = Browser(app)
    for name, value in kept.items():
        again.client.set_cookie(name, value)
    for _time in range(2):
        page = again.follow(again.get("/account/recovery-codes"))
        assert (page.status, SHOWN_ALREADY in page.words) == (200, True)
        assert not any(code in page.text for code in codes)


def test_a_set_up_sent_twice_leaves_the_codes_that_were_shown_in_force(app, login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    page = browser.get("/account/second-factor/setup")
    form = {
        name: page.page.xpath(f"//input[@name='{name}']/@value")[0] for name in ("offer", "idempotency_key")
    }
    form["code"] = code_for(seed_of(page))
    codes = codes_of(browser.post("/account/second-factor/setup", form))
    twice = browser.post("/account/second-factor/setup", form)
    assert (len(codes), twice.location) == (10, "/account/recovery-codes")
    assert SHOWN_ALREADY in browser.follow(browser.follow(twice)).words
    assert digests() == {recovery_digest(code) for code in codes}


def test_new_codes_asked_for_twice_by_one_form_are_made_once(login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    set_up(browser)
    page = browser.get("/account/second-factor").page
    form = {"idempotency_key": page.xpath("//input[@name='idempotency_key']/@value")[0]}
    codes = codes_of(browser.post("/account/recovery-codes", form))
    twice = browser.post("/account/recovery-codes", form)
    assert (twice.status, twice.location) == (303, "/account/recovery-codes")
    assert digests() == {recovery_digest(code) for code in codes}
    other = browser.get("/account/second-factor").page
    assert form["idempotency_key"] != other.xpath("//input[@name='idempotency_key']/@value")[0]


def test_new_recovery_codes_end_the_earlier_ones(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    _seed, codes = set_up(browser)
    fresh = codes_of(browser.post("/account/recovery-codes"))
    assert (len(fresh), set(fresh) & set(codes)) == (10, set())
    assert errors(code_page(app).post("/login/code", {"code": codes[0]})) == [WRONG]
    assert code_page(app).post("/login/code", {"code": fresh[0]}).status == 303


def test_without_a_second_factor_there_are_no_recovery_codes(login) -> None:
    assert login(Role.OBSERVER).post("/account/recovery-codes").status == 404


def test_the_seed_is_sealed_and_the_page_keeps_it_until_the_first_code_is_right(login) -> None:
    browser = in_english(login(Role.OBSERVER, login="aigul"))
    page = browser.get("/account/second-factor/setup")
    seed, offer = (
        page.page.xpath("//*[@class='key']/text()")[0],
        page.page.xpath("//input[@name='offer']/@value")[0],
    )
    assert seed.replace(" ", "") not in offer
    again = browser.post("/account/second-factor/setup", {"offer": offer, "code": "000000"})
    assert (again.status, again.page.xpath("//*[@class='key']/text()"), errors(again)) == (
        422,
        [seed],
        [WRONG],
    )
    assert db.session.scalar(sa.select(sa.func.count(SecondFactor.id))) == 0
    set_up(browser)
    db.session.rollback()
    assert seed.replace(" ", "") not in db.session.scalars(sa.select(SecondFactor.seed_sealed)).one()


def test_what_another_was_offered_is_no_seed_of_mine(login) -> None:
    page = login(Role.OBSERVER, login="berik").get("/account/second-factor/setup")
    offer = page.page.xpath("//input[@name='offer']/@value")[0]
    seed = page.page.xpath("//*[@class='key']/text()")[0].replace(" ", "")
    mine = login(Role.OBSERVER, login="aigul")
    for sent in (offer, "nonsense"):
        answer = mine.post("/account/second-factor/setup", {"offer": sent, "code": code_for(seed)})
        assert answer.status == 422


def test_setting_up_ends_other_log_ins_and_another_phone_ends_the_first(app, login) -> None:
    browser, other = login(Role.OBSERVER, login="aigul"), Browser(app)
    send(other, "aigul")
    first, codes = set_up(browser)
    assert (browser.get("/password").status, other.get("/password").status) == (200, 303)
    second, _codes = set_up(browser)
    let_codes_be_new()
    assert code_page(app).post("/login/code", {"code": code_for(first)}).status == 422
    assert code_page(app).post("/login/code", {"code": codes[0]}).status == 422
    assert code_page(app).post("/login/code", {"code": code_for(second)}).status == 303


def test_the_half_way_ends_after_ten_minutes_and_with_the_password(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    seed, _codes = set_up(browser)
    let_codes_be_new()
    half = code_page(app)
    with half.client.session_transaction() as kept:
        kept["halfway"] = {**kept["halfway"], "at": (utc_now() - timedelta(minutes=11)).isoformat()}
    assert half.post("/login/code", {"code": code_for(seed)}).location == "/login"
    half = code_page(app)
    form = {
        "old_password": PASSWORD,
        "password": "a long good phrase",
        "password_again": "a long good phrase",
    }
    assert browser.post("/password", form).status == 303
    assert half.post("/login/code", {"code": code_for(seed)}).location == "/login"


def test_nobody_stands_before_the_code_without_the_password(client) -> None:
    assert client.get("/login/code").location == "/login"
    assert client.post("/login/code", {"code": "123456"}).location == "/login"


def test_a_one_time_link_is_no_way_round_the_code(app, login) -> None:
    set_up(login(Role.OBSERVER, login="aigul"))
    user = db.session.scalars(sa.select(User).where(User.login == "aigul")).one()
    root, client = login(Role.ADMINISTRATOR), Browser(app)
    page = root.post(f"/users/{user.id}/setup-link").words
    path = re.search(r"/setup/[\w-]{43}", page)[0]
    form = {"password": "a long good phrase", "password_again": "a long good phrase"}
    assert client.post(path, form).location == "/login/code"
    assert client.get("/password").status == 303


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_administrators_and_coordinators_get_the_set_up_page_alone_until_it_is_set(
    app, login, monkeypatch, role
) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    browser = login(role)
    for url in ("/", "/users", "/password", "/account/devices", "/candidates"):
        assert browser.get(url).location == "/account/second-factor/setup"
    assert browser.post("/users/new", {}).location == "/account/second-factor/setup"
    assert browser.get("/account/second-factor/setup").page.xpath("//nav[@class='menu']") == []
    set_up(browser)
    assert browser.get("/account/devices").status == 200
    refused = browser.post("/account/second-factor/removal")
    assert (refused.status, db.session.scalar(sa.select(sa.func.count(SecondFactor.id)))) == (422, 1)


@pytest.mark.parametrize("role", [Role.HQ_STAFF, Role.LAWYER, Role.TRAINER, Role.OBSERVER])
def test_others_may_go_on_without(app, login, monkeypatch, role) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    assert login(role).get("/account/devices").status == 200


@pytest.mark.parametrize("role", [Role.LAWYER, Role.OBSERVER])
def test_everybody_must_have_one_where_the_installation_asks_it_of_all(app, login, monkeypatch, role) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "all")
    browser = login(role)
    assert browser.get("/account/devices").location == "/account/second-factor/setup"
    set_up(browser)
    assert browser.get("/account/devices").status == 200
    assert browser.post("/account/second-factor/removal").status == 422


def test_a_misspelt_demand_stops_the_start(settings) -> None:
    with pytest.raises(ValueError, match="SAILAU_SECOND_FACTOR is 'al': say one of offered, required, all"):
        create_app(replace(settings, second_factor="al"))


def test_the_accounts_of_a_demo_go_in_by_the_password_alone(app, client, factory, monkeypatch) -> None:
    monkeypatch.setitem(app.config, "SECOND_FACTOR", "required")
    factory.user(login="admin", role=Role.ADMINISTRATOR, is_demo=True)
    assert send(client, "admin").location == "/"
    assert client.get("/users").status == 200


def test_it_is_taken_away_by_its_owner_where_none_is_asked_for(app, login) -> None:
    browser = login(Role.ADMINISTRATOR, login="aigul")
    set_up(browser)
    assert browser.post("/account/second-factor/removal").status == 303
    assert send(Browser(app), "aigul").location == "/"
    assert actions()[-2:] == ["account.factor_removed", "account.logged_in"]


def test_an_administrator_takes_a_lost_one_away_which_logs_its_owner_out(app, login) -> None:
    owner, root = login(Role.TRAINER, login="aigul"), in_english(login(Role.ADMINISTRATOR))
    set_up(owner)
    user = db.session.scalars(sa.select(User).where(User.login == "aigul")).one()
    assert "since " in root.get(f"/users/{user.id}").words
    assert root.post(f"/users/{user.id}/second-factor/removal").status == 303
    assert owner.get("/password").status == 303
    assert send(Browser(app), "aigul").location == "/"
    assert "account.factor_reset" in actions()


def test_who_manages_no_accounts_of_the_place_takes_none_away(app, login, factory) -> None:
    user = factory.user()
    assert login(Role.COORDINATOR).post(f"/users/{user.id}/second-factor/removal").status == 403
    abroad = login(Role.ADMINISTRATOR, path="110000000/")
    assert abroad.post(f"/users/{user.id}/second-factor/removal").status == 404


def test_removal_needs_a_fresh_log_in(app, login) -> None:
    browser = login(Role.OBSERVER, login="aigul")
    set_up(browser)
    make_stale()
    assert browser.post("/account/second-factor/removal").location.startswith("/confirm?next=")
    assert db.session.scalar(sa.select(sa.func.count(SecondFactor.id))) == 1


def test_guessing_codes_is_slowed_down(app, login) -> None:
    seed, _codes = set_up(login(Role.OBSERVER, login="aigul"))
    let_codes_be_new()
    browser = code_page(app)
    statuses = [browser.post("/login/code", {"code": f"00000{number}"}).status for number in range(6)]
    assert statuses == [422] * 5 + [429]
    assert browser.post("/login/code", {"code": code_for(seed)}).status == 429
