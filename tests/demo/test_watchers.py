"""The demo's proxies and observers: by the law, and in some precincts nobody."""

from collections import Counter

from elections.demo.invention import Campaign


def test_some_precincts_of_each_region_are_watched_and_some_are_not(campaign: Campaign) -> None:
    watchers = campaign.watchers
    watched = {(one.constituency_kato, one.precinct) for one in (*watchers.proxies, *watchers.observers)}
    precincts = {
        (one.kato, each.number) for one in campaign.territory.constituencies for each in one.precincts
    }

    assert watched < precincts
    regions = {kato[:2] for kato, _number in precincts}
    assert (
        {kato[:2] for kato, _number in watched}
        == {kato[:2] for kato, _number in precincts - watched}
        == regions
    )


def test_proxies_are_at_most_three_and_observers_take_turns(campaign: Campaign) -> None:
    watchers = campaign.watchers
    present = Counter((one.candidate, one.precinct) for one in watchers.proxies if one.status != "ended")

    assert max(present.values()) <= 3
    assert {one.status for one in watchers.proxies} == {"consented", "registered", "ended"}
    shifts: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for one in watchers.observers:
        shifts.setdefault((one.constituency_kato, one.precinct), []).append(one.shift)
    turns = [sorted(some) for some in shifts.values() if len(some) > 1]
    assert turns
    assert [some for some in turns if some[0][1] > some[1][0]] == []


def test_nobody_in_a_commission_watches(campaign: Campaign) -> None:
    members = {person.number for _kato, _number, person in campaign.watchers.commissions}

    assert len(members) == 10
    assert members & {one.number for one in campaign.watchers.people} == set()
