"""`python -m tests.house.pure` says which files are pure, for the gate of `make test`: every branch of them is tested."""

import sys

from tests.house.source import contract


def files() -> list[str]:
    """Returns the files of the modules that the import contract calls pure."""
    return [f"{name.replace('.', '/')}.py" for name in contract("the rules are pure")["source_modules"]]


if __name__ == "__main__":
    sys.stdout.write(",".join(files()))
