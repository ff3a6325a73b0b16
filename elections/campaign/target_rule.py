"""What the party's target is: which share of which contests, won by whom; a setting, never a constant."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Denominator(StrEnum):
    """Of which contests the target's share is taken: those the party contests, or all."""

    CONTESTED = "contested"
    ALL = "all"


class Counting(StrEnum):
    """Whose win counts for the party: its nominees' alone, or every member's, whoever nominated them."""

    NOMINATED = "nominated"
    MEMBERS = "members"


@dataclass(frozen=True)
class TargetRule:
    """The target: `share` (0 < share <= 1) of the contests of `denominator`, won by whom `counting` names."""

    share: Fraction = Fraction(80, 100)
    denominator: Denominator = Denominator.CONTESTED
    counting: Counting = Counting.NOMINATED
