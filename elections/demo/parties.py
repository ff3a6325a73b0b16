"""The parties of the demo: invented, of neutral names, with how many each has nominated."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """A party of the demo: invented, of a neutral name."""

    code: str
    name_ru: str
    name_kk: str
    nominees: int


OWN_PARTY = Party("BIRLIK", "Партия «Бірлік»", "«Бірлік» партиясы", 586)
PARTIES = (
    OWN_PARTY,
    Party("BOLASHAQ", "Партия «Болашақ»", "«Болашақ» партиясы", 98),
    Party("ENBEK", "Партия «Еңбек»", "«Еңбек» партиясы", 74),
    Party("JER", "Партия «Жер»", "«Жер» партиясы", 56),
    Party("DOSTYQ", "Партия «Достық»", "«Достық» партиясы", 51),
    Party("ORLEU", "Партия «Өрлеу»", "«Өрлеу» партиясы", 13),
)
