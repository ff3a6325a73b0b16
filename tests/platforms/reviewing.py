"""What the tests of reviews share: texts, steps, answers, comments."""

from collections.abc import Callable
from datetime import UTC, datetime

from elections.database import db, transaction
from elections.platforms.checklist import Point
from elections.platforms.models import Platform
from elections.platforms.review_models import PlatformComment
from elections.platforms.workflow import PlatformStatus
from tests.browsing import Answer, Browser
from tests.factories import Factory

LogIn = Callable[..., Browser]
DRAFT, SUBMITTED, APPROVED, PUBLISHED = PlatformStatus
NOW = datetime(2021, 7, 5, 6, tzinfo=UTC)
TEXT = "# Вода\n\nЧистая вода в каждый дом.\n\n- в 2022\n- в 2023"
TEXTS = {"title_kk": "Ауыл", "title_ru": "Село", "text_kk": "Су", "text_ru": "Вода"}


def step(browser: Browser, platform: Platform, status: str, reason: str = "", version: int = 0) -> Answer:
    known = version or db.session.get(Platform, platform.id, populate_existing=True).version
    return browser.post(
        f"/platforms/{platform.id}/step", {"status": status, "version": str(known), "reason": reason}
    )


def offered(answer: Answer) -> list[str]:
    return answer.page.xpath("//main//form/input[@name='status']/@value")


def answers(verdict: str = "kept", **changes: str) -> dict[str, object]:
    return {**{point.value: verdict for point in Point}, **changes}


def check(browser: Browser, platform: Platform, **changes: object) -> Answer:
    url = f"/platforms/{platform.id}/checklist"
    version = browser.get(url).page.xpath("//main//input[@name='version']/@value")[0]
    return browser.post(url, {**answers(), "version": version, **changes})


def submitted(factory: Factory, **changes: object) -> Platform:
    values = {**TEXTS, "status": SUBMITTED, "submissions": 1, **changes}
    return factory.platform(**values)


def comment_on(
    platform: Platform, quote: str = "Чистая вода в каждый дом.", **changes: object
) -> PlatformComment:
    values = {
        "platform_id": platform.id, "path": platform.path, "language": "ru", "quote": quote, "body": "Где?",
        "login": "lawyer", "at": NOW, **changes,
    }  # fmt: skip
    with transaction():
        comment = PlatformComment(**values)
        db.session.add(comment)
    return comment
