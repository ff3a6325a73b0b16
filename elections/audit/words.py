"""What the log calls what was done: each room hands the words of its own actions in."""

from collections.abc import Mapping

_labels: dict[str, object] = {}


def register_actions(labels: Mapping[str, object]) -> None:
    """Adds the words of a room's actions; called once per room when the application is put together."""
    _labels.update(labels)


def action_label(action: str) -> str:
    """Returns what was done in the present language; an action of the command line, or a bygone one, as its code."""
    return str(_labels.get(action, action))
