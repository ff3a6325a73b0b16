"""The tests."""

from argon2 import PasswordHasher

from elections.accounts import passwords

# Every test logs somebody in: with the real costs (tests/accounts/test_throttle.py) that is most of what many a test takes.
passwords._hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
passwords._nobody = passwords._hasher.hash("nobody")
