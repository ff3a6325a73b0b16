"""Writes who approved the demo's platforms, what lawyers found, and what is said of them: all the states of a review."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from elections.accounts.access import Actor
from elections.accounts.models import User
from elections.accounts.queries import actor_of
from elections.database import db, starts_with
from elections.demo.accounts import REGION
from elections.demo.bulk import insert
from elections.demo.load_territory import Ground
from elections.demo.night import CLOCK_AT
from elections.platforms import actions, comment_actions, review_actions
from elections.platforms.checklist import Answer, Point, Verdict
from elections.platforms.models import Platform, Pledge
from elections.platforms.review_models import PlatformApproval, PlatformComment
from elections.platforms.review_queries import texts_of
from elections.platforms.workflow import PlatformStatus, Side

APPROVED = (PlatformStatus.APPROVED, PlatformStatus.PUBLISHED)
TWO_WEEKS_AGO = CLOCK_AT - timedelta(days=14)
DOUBTS = {Point.GIFTS: "Слова «подарки к празднику» уберите: это обещание подарков избирателям."}


def load_approvals(ground: Ground) -> None:
    """Writes two approvals of each approved platform, and a few platforms of one region in every state of a review."""
    found = db.session.scalars(sa.select(Platform).order_by(Platform.id)).all()
    users = {one.login: one for one in db.session.scalars(sa.select(User))}
    path = ground.paths[REGION]
    insert(PlatformApproval, _approvals([one for one in found if one.status in APPROVED], users, path))
    _mark_steps(path)
    people = {login: actor_of(user) for login, user in users.items()}
    writer = Actor(users["hq"].id, "hq", users["hq"].role, path)
    here = [one for one in found if one.path.startswith(path)]
    submitted = [one for one in here if one.status is PlatformStatus.SUBMITTED]
    _comment(submitted[:2], writer, people)
    _approve_halves(submitted[:2], people)
    _send_back(submitted[2:3], writer, people)
    _write_again([one for one in here if one.status is PlatformStatus.PUBLISHED][:2], writer)
    _date_rows()


def _mark_steps(region: str) -> None:
    """Says of each platform how often it was submitted, who published it and when."""
    elsewhere = sa.literal("coordinator-").concat(sa.func.substr(Platform.path, 1, 2))
    published_by = sa.case((starts_with(Platform.path, region), "coordinator"), else_=elsewhere)
    published = {"published_at": TWO_WEEKS_AGO, "published_by": published_by}
    for condition, values in (
        (Platform.status != PlatformStatus.DRAFT, {"submissions": 1}),
        (Platform.status == PlatformStatus.PUBLISHED, published),
    ):
        db.session.execute(sa.update(Platform).where(condition).values(**values, updated_at=CLOCK_AT))
    db.session.expire_all()


def _date_rows() -> None:
    """Writes what the actions wrote as of the demo's present."""
    for model in (Platform, Pledge, PlatformComment):
        db.session.execute(sa.update(model).values(created_at=CLOCK_AT, updated_at=CLOCK_AT))


def _approvals(platforms: Sequence[Platform], users: dict[str, User], region: str) -> list[dict[str, object]]:
    """Returns both approvals of each platform; of other regions than the demo's the accounts are not there."""
    return [
        {
            "platform_id": one.id, "path": one.path, "side": side, "at": TWO_WEEKS_AGO,
            "login": _login(login, one.path, region),
            "user_id": users[login].id if one.path.startswith(region) else None,
        }
        for one in platforms
        for side, login in ((Side.COORDINATOR, "coordinator"), (Side.LAWYER, "lawyer"))
    ]  # fmt: skip


def _login(login: str, path: str, region: str) -> str:
    return login if path.startswith(region) else f"{login}-{path[:2]}"


def _comment(platforms: Sequence[Platform], writer: Actor, people: dict[str, Actor]) -> None:
    """A passage that is asked about, with an answer; on the second it was dealt with; a passage that has changed since."""
    for at, one in enumerate(platforms):
        asked = comment_actions.add_comment(
            people["lawyer"], one, "ru", one.text_ru, "С кем согласован срок? Добавьте, где об этом сказано.", CLOCK_AT
        )  # fmt: skip
        comment_actions.reply(writer, asked, "С отделом строительства; письмо приложим.", CLOCK_AT)
        if at:
            comment_actions.resolve(people["lawyer"], asked, CLOCK_AT)
        comment_actions.add_comment(
            people["coordinator"], one, "kk", "Ескі абзац.", "Аудармасын тексеріңіз.", CLOCK_AT
        )


def _send_back(platforms: Sequence[Platform], writer: Actor, people: dict[str, Actor]) -> None:
    """A programme that promised gifts, sent back by the lawyer and written anew: the versions can be compared."""
    for one in platforms:
        good = texts_of(one)
        one.status = PlatformStatus.DRAFT
        one.submissions = 0
        db.session.flush()
        bad = {**good, "text_ru": good["text_ru"] + "\n\nКаждой семье – подарки к празднику."}
        actions.change_platform(writer, one, one.version, bad)
        review_actions.step(writer, one, PlatformStatus.SUBMITTED, one.version, CLOCK_AT)
        answers = {**_kept(), **{point: Answer(Verdict.BROKEN, words) for point, words in DOUBTS.items()}}
        review_actions.save_answers(people["lawyer"], one, one.version, answers, CLOCK_AT)
        actions.change_platform(writer, one, one.version, good)


def _approve_halves(submitted: Sequence[Platform], people: dict[str, Actor]) -> None:
    """The first waits for the lawyer, the second for the coordinator."""
    for one in submitted[:1]:
        review_actions.step(people["coordinator"], one, PlatformStatus.APPROVED, one.version, CLOCK_AT)
    for one in submitted[1:2]:
        review_actions.save_answers(people["lawyer"], one, one.version, _kept(), CLOCK_AT)
        review_actions.step(people["lawyer"], one, PlatformStatus.APPROVED, one.version, CLOCK_AT)


def _write_again(published: Sequence[Platform], writer: Actor) -> None:
    """A second edition that begins as a copy of the first, with another beginning."""
    for one in published:
        texts = texts_of(one)
        texts["text_ru"] = (
            "# Что изменилось\n\n" + texts["text_ru"] + "\n\n- отчёт каждые полгода\n- приём каждую пятницу"
        )
        texts["text_kk"] = "# Не өзгерді\n\n" + texts["text_kk"]
        actions.create_platform(writer, one.candidate, texts, CLOCK_AT.date())


def _kept() -> dict[Point, Answer]:
    return {point: Answer(Verdict.KEPT) for point in Point}
