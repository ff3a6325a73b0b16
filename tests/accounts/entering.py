"""What the tests of getting in share: errors of a page, the log, codes of an app."""

from datetime import timedelta

import pyotp
import sqlalchemy as sa

from elections.accounts.models import LogInTries, SecondFactor, UserSession
from elections.audit.models import AuditEvent
from elections.database import db, transaction, utc_now
from tests.browsing import PASSWORD, Answer, Browser


def errors(answer: Answer) -> list[str]:
    return [one.text_content() for one in answer.page.xpath("//div[@role='alert']//li")]


def in_english(browser: Browser) -> Browser:
    browser.get("/login", lang="en")
    return browser


def actions() -> list[str]:
    """Returns what the log tells, in order."""
    db.session.rollback()
    return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.id)))


def seed_of(page: Answer) -> str:
    return page.page.xpath("//*[@class='key']")[0].text_content().replace(" ", "")


def code_for(seed: str, steps: int = 0) -> str:
    """Returns the app's code now, or so many steps of half a minute later."""
    return pyotp.TOTP(seed).at(utc_now() + timedelta(seconds=30 * steps))


def set_up(browser: Browser) -> tuple[str, list[str]]:
    """Sets a second factor up and returns its seed and the recovery codes."""
    page = browser.get("/account/second-factor/setup")
    offer = page.page.xpath("//input[@name='offer']/@value")[0]
    seed = seed_of(page)
    done = browser.post("/account/second-factor/setup", {"offer": offer, "code": code_for(seed)})
    assert done.status == 200, done.text
    return seed, codes_of(done)


def codes_of(page: Answer) -> list[str]:
    """Returns the recovery codes that a page shows."""
    return [one.text_content() for one in page.page.xpath("//ol[@class='codes']//*[@class='key']")]


def let_codes_be_new() -> None:
    """Lets no code have been used yet, as after half a minute."""
    with transaction():
        for factor in db.session.scalars(sa.select(SecondFactor)):
            factor.last_step = 0


def make_stale() -> None:
    """Lets every open log-in have been confirmed a quarter of an hour ago."""
    with transaction():
        for opened in db.session.scalars(sa.select(UserSession)):
            opened.confirmed_at = utc_now() - timedelta(minutes=15)


def let_pass(time: timedelta) -> None:
    """Lets so much time pass since the last try, or come back when the clock is set back."""
    with transaction():
        for row in db.session.scalars(sa.select(LogInTries)):
            row.last_at, row.wait_until = row.last_at - time, row.wait_until - time


def let_waits_end() -> None:
    """Lets every delay be over, as after waiting."""
    with transaction():
        for row in db.session.scalars(sa.select(LogInTries)):
            row.wait_until = utc_now()


def send(browser: Browser, login: str, password: str = PASSWORD, **more: str) -> Answer:
    return browser.post("/login", {"login": login, "password": password, **more})
