"""Unlikely figures: shown on the form, saved once confirmed with a reason, kept with the entry; thresholds change in the log."""

import sqlalchemy as sa

from elections.accounts.access import Role
from elections.audit.models import AuditEvent
from elections.campaign.models import Election
from elections.database import db
from elections.results.entries import State
from tests.browsing import Answer
from tests.results.count import Count, start_count
from tests.results.test_pages import kept, typed


def unlikely(answer: Answer) -> str:
    found = answer.page.xpath("//section[@id='unlikely']")
    return " ".join(found[0].text_content().split()) if found else ""


def test_unlikely_figures_are_shown_and_nothing_typed_is_lost(factory, login) -> None:
    count = start_count(factory)
    url, browser = f"/protocols/{count.protocols[0]}/entry", login(Role.HQ_STAFF)
    answers = typed(count, 390, 0, voters="501")

    answer = browser.post(url, answers)

    shown = kept(answer)
    assert (answer.status, [one for one in ("W.201", "W.207") if one in unlikely(answer)]) == (
        422, ["W.201", "W.207"],
    )  # fmt: skip
    assert {name: shown[name] for name in answers} == answers
    assert (count.protocol().state, count.protocol().entries) == (State.EXPECTED, [])

    again = browser.post(url, {**shown, "confirmed": "y", "reason": ""})
    assert (again.status, kept(again)["confirmed"], kept(again)["voters"]) == (422, "y", "501")
    half = browser.post(url, {**shown, "confirmed": "", "reason": "список пополнен"})
    assert (half.status, kept(half)["reason"]) == (422, "список пополнен")

    done = browser.post(url, {**shown, "confirmed": "y", "reason": " список  пополнен "})

    assert done.status == 303
    entry = count.protocol().accepted_entry
    assert (entry.confirmed_codes, entry.confirmed_reason) == ("W.201 W.207", "список пополнен")
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.after["confirmed"], event.reason) == ("W.201 W.207", "список пополнен")
    page = browser.get(f"/protocols/{count.protocols[0]}", lang="en").words
    assert f"Confirmed by {entry.entered_by_login}: W.201 W.207. Reason: список пополнен" in page
    assert "Not met W.201: voters on the list = voters by the register of precincts" in page


def test_confirmation_is_for_the_figure_that_was_seen(factory, login) -> None:
    count = start_count(factory)
    url, browser = f"/protocols/{count.protocols[0]}/entry", login(Role.HQ_STAFF)
    shown = kept(browser.post(url, typed(count, 300, 70, voters="501")))

    answer = browser.post(url, {**shown, "voters": "600", "confirmed": "y", "reason": "так"})

    assert (answer.status, kept(answer).get("confirmed"), kept(answer)["reason"]) == (422, None, "так")
    assert "600" in unlikely(answer)
    assert browser.post(url, {**kept(answer), "confirmed": "y"}).status == 303


def test_reason_stays_on_the_form_beside_an_error(factory, login) -> None:
    count = start_count(factory)
    browser = login(Role.HQ_STAFF)
    answers = {**typed(count, 300, 70, took_part="391"), "confirmed": "y", "reason": "так", "shown": "x"}

    answer = browser.post(f"/protocols/{count.protocols[0]}/entry", answers)

    assert (answer.status, kept(answer)["reason"], "F.106" in answer.words) == (422, "так", True)


def test_likely_figures_ask_nothing(factory, login) -> None:
    count = start_count(factory)
    browser = login(Role.HQ_STAFF)
    url = f"/protocols/{count.protocols[0]}/entry"

    assert unlikely(browser.get(url)) == ""
    assert browser.post(url, typed(count, 300, 70)).status == 303
    assert count.protocol().accepted_entry.confirmed_codes == ""


def test_decimal_minus_and_a_million_millions_have_their_codes(factory, login) -> None:
    count = start_count(factory)
    answers = typed(
        count, 300, 70, voters="1000000000000", took_part="390,5", invalid="-10", outside="9" * 5000
    )

    answer = login(Role.HQ_STAFF).post(f"/protocols/{count.protocols[0]}/entry", answers)

    assert (answer.status, [one for one in ("F.101", "F.102", "F.110") if one in answer.words]) == (
        422, ["F.101", "F.102", "F.110"],
    )  # fmt: skip


def test_precinct_with_the_votes_of_another_is_asked_about(factory, login) -> None:
    count = start_count(factory, precincts=2)
    count.enter(count.figures(300, 70))

    answer = login(Role.HQ_STAFF).post(f"/protocols/{count.protocols[1]}/entry", typed(count, 300, 70))

    assert (answer.status, "W.208" in unlikely(answer)) == (422, True)


def threshold(count: Count) -> dict[str, int]:
    db.session.rollback()
    return dict(db.session.get_one(Election, count.contest.election_id).protocol_thresholds)


def test_thresholds_are_changed_by_who_manages_the_election_and_hold_at_once(factory, login) -> None:
    count = start_count(factory)
    administrator, clerk = login(Role.ADMINISTRATOR), login(Role.HQ_STAFF)
    url = "/protocols/rules/thresholds"
    form = dict(next(one for one in administrator.get(url).page.forms if "zero_from" in one.fields).fields)

    wrong = administrator.post(url, {**form, "turnout_high": "101", "share_apart": "x"})
    assert (wrong.status, threshold(count)) == (422, {})
    assert administrator.post(url, {**form, "turnout_high": "70"}).status == 303

    assert threshold(count)["turnout_high"] == 70
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "thresholds.changed")).one()
    assert (event.before, event.after) == ({"turnout_high": 95}, {"turnout_high": 70})
    entry = clerk.post(f"/protocols/{count.protocols[0]}/entry", typed(count, 300, 70))
    assert (entry.status, "W.204" in unlikely(entry)) == (422, True)
    assert administrator.post(url, {**form, "idempotency_key": "k2", "turnout_high": "60"}).status == 422


def test_rules_are_read_by_all_who_see_results_and_thresholds_changed_by_few(factory, login) -> None:
    start_count(factory)

    for role, reading, changing in (
        (Role.OBSERVER, 200, 403), (Role.COORDINATOR, 200, 403), (Role.TRAINER, 403, 403), (Role.ADMINISTRATOR, 200, 200),
    ):  # fmt: skip
        browser = login(role)
        answer = browser.get("/protocols/rules", lang="en")
        assert (answer.status, browser.get("/protocols/rules/thresholds").status) == (reading, changing)
        assert ("W.210" in answer.words) == (reading == 200)
