"""What the tests of the driver say to a table of numbers, and what they see in it."""

from elections.postgresql import Connection

ADD = "INSERT INTO held VALUES (%s)"
ADD_HELD = "INSERT INTO held VALUES ($1::integer)"


def numbers(connection: Connection) -> list[int]:
    return [one for (one,) in connection.execute("SELECT number FROM held ORDER BY number").fetchall()]


def seen_by(other: Connection) -> list[int]:
    found = numbers(other)
    other.rollback()
    return found
