"""The tree of the territory, and its search in any spelling."""

from datetime import date

from elections.accounts.access import Role


def test_tree_leads_from_region_to_precincts(factory, login) -> None:
    district = factory.district()
    constituency = factory.constituency(district, name_ru="Карасайский с.о.", name_kk="Қарасай а.о.")
    factory.precinct(constituency, number=15, voters=554)
    browser = login(Role.OBSERVER)

    assert "Акмолинская область" in browser.get("/territory", lang="ru").words
    assert "Карасайский с.о." in browser.get(f"/territory/units/{district.id}").words
    assert "554" in browser.get(f"/territory/constituencies/{constituency.id}").words


def test_search_finds_any_spelling_and_codes(factory, login) -> None:
    constituency = factory.constituency(kato="113241000", search_text="карасаискии с о карасаи а о 113241000")
    browser = login(Role.TRAINER)

    for search in ("Қарасай", "карасай", "113241000"):
        assert constituency.name_ru in browser.get("/territory", search=search).words
    assert constituency.name_ru not in browser.get("/territory", search="Наурызым").words


def test_day_in_the_address_chooses_the_territory(factory, login) -> None:
    factory.region("100000000", name_ru="область Абай", valid_from=date(2022, 6, 8))
    browser = login()

    assert "область Абай" not in browser.get("/territory", on="2021-07-25").words
    assert "область Абай" in browser.get("/territory", on="2026-01-01").words


def test_without_a_day_it_is_the_territory_of_voting_day_however_much_later_somebody_looks(
    factory, login
) -> None:
    factory.region("100000000", name_ru="область Абай", valid_from=date(2022, 6, 8))
    browser = login()
    today = browser.get("/territory").words
    factory.election(voting_on=date(2021, 7, 25))

    assert "область Абай" in today
    assert "область Абай" not in browser.get("/territory").words


def test_foreign_territory_is_not_found(factory, login) -> None:
    foreign = factory.region("150000000", name_ru="Актюбинская область")
    own = factory.region("110000000")

    assert login(path=own.path).get(f"/territory/units/{foreign.id}").status == 404
