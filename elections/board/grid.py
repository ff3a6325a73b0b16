"""Where the regions stand on the map of tiles (pure): west to east, north to south, by the first two digits of the code.

Data, not a rule: a region that is not here takes the next free place, and what is not used is left out.
"""

REGIONS = {
    "27": (0, 0), "39": (2, 0), "59": (3, 0), "55": (4, 0),
    "23": (0, 1), "15": (1, 1), "11": (2, 1), "35": (3, 1), "63": (4, 1),
    "47": (0, 2), "43": (1, 2), "61": (2, 2), "31": (3, 2), "19": (4, 2),
}  # fmt: skip
"""The fourteen regions of the classifier of 2021."""
KINDS = (
    " область", " облысы", " Region", " район", " ауданы", " District", " Г.А.", " Қ.Ә.", " с.о.", " а.о.", " п.а.", " к.ә.",
    " с.а.", " а.ә.",
)  # fmt: skip
"""What a tile leaves out of a name: there is no room, and all its neighbours have it too."""


def place_of(path: str) -> tuple[int, int] | None:
    """Returns the place of the region with this path, or None when it has none of its own."""
    return REGIONS.get(path[:2])


def short_name(name: str) -> str:
    """Returns a name without the word for its kind."""
    for kind in KINDS:
        name = name.removesuffix(kind)
    return name
