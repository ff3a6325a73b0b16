"""The demo's candidacies went ways that the law knows, on days that it allows."""

from collections import Counter

from elections.candidates.registration import STEPS, Status, grounds_for
from elections.candidates.registration import Nomination as Way
from elections.demo.invention import Campaign
from elections.demo.losses import NOMINATION_CLOSED, steps_of
from elections.demo.parties import OWN_PARTY


def test_285_were_lost_two_of_them_ours(campaign: Campaign) -> None:
    ours = [one for one in campaign.lost if one.candidacy.nominated_by == OWN_PARTY.code]

    assert (len(campaign.lost), len(ours)) == (285, 2)
    assert {one.candidacy.number for one in campaign.lost} == set(range(2298, 2583))


def test_every_step_follows_from_the_one_before_it(campaign: Campaign) -> None:
    ended = {one.candidacy.number: one for one in campaign.lost}
    for one in (*campaign.own, *campaign.rivals, *(loss.candidacy for loss in campaign.lost)):
        steps = list(steps_of(one, ended.get(one.number)))
        days = [step.on for step in steps]

        assert (steps[0].was, steps[0].status, days) == (None, Status.PROPOSED, sorted(days))
        assert all(after.was is before.status for before, after in zip(steps, steps[1:], strict=False))
        assert all(step.status in STEPS[step.was] for step in steps[1:])
        assert all(step.on <= NOMINATION_CLOSED for step in steps if step.status is Status.FILED)
        assert all((step.ground is None) is (not grounds_for(step.status, Way.PARTY)) for step in steps)


def test_most_were_lost_for_what_the_commission_found(campaign: Campaign) -> None:
    ways = Counter((one.status, one.lost_at) for one in campaign.lost)

    assert ways == {
        (Status.WITHDRAWN, Status.PROPOSED): 70, (Status.WITHDRAWN, Status.DOCUMENTS): 58,
        (Status.WITHDRAWN, Status.FILED): 25, (Status.REFUSED, Status.FILED): 132,
    }  # fmt: skip
