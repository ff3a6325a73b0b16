"""Lists by pages: fifty each, in one order, with as many queries for three rows as for one."""

import pytest
import sqlalchemy as sa
from flask import Flask

from elections.accounts.models import User
from elections.web.paging import Page, page_number, paged

IN_ORDER = sa.select(User.login).order_by(User.login)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("", 1), ("?page=1", 1), ("?page=7", 7), ("?page=0", 1), ("?page=-2", 1), ("?page=x", 1), ("?page=1.5", 1),
        ("?page=²", 1), ("?page=", 1), ("?page=999999", 999999), ("?page=1000000", 1), ("?page=2&page=3", 2),
    ],
)  # fmt: skip
def test_page_number(app: Flask, asked: str, number: int) -> None:
    with app.test_request_context(f"/users{asked}"):
        assert page_number() == number


@pytest.mark.parametrize(
    ("total", "size", "pages"), [(0, 50, 1), (1, 50, 1), (50, 50, 1), (51, 50, 2), (586, 50, 12), (3, 1, 3)]
)
def test_pages(total: int, size: int, pages: int) -> None:
    assert Page([], total, size=size).pages == pages


@pytest.mark.parametrize(
    ("number", "page"),
    [
        (1, Page(["a", "b"], 5, 1, 2)),
        (2, Page(["c", "d"], 5, 2, 2)),
        (3, Page(["e"], 5, 3, 2)),
        (9, Page(["e"], 5, 3, 2)),
    ],
)
def test_paged(factory, number: int, page: Page[str]) -> None:
    for login in "debca":
        factory.user(login=login)
    assert paged(IN_ORDER, number, 2) == page


def test_paged_without_rows_is_one_empty_page(app: Flask) -> None:
    assert paged(IN_ORDER, 4) == Page([], 0, 1, 50)


def test_paged_counts_under_the_filters(factory) -> None:
    for login in "abc":
        factory.user(login=login)
    assert paged(IN_ORDER.where(User.login > "a")) == Page(["b", "c"], 2, 1, 50)
