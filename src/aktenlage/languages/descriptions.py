"""Nouns that exclude each other, and the ways in which articles give ages, from YAML to typed structs."""

import msgspec

from aktenlage.types import EntityKind


class Exclusive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Classes of nouns for things of a kind, by what they are in English; nothing belongs to two of them."""

    kind: EntityKind
    classes: dict[str, str]


class Descriptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``descriptions.yml``. ``age_after``: what follows a name and gives an age (groups ``age`` or ``age_too``).

    ``not_now``: words beside an age that put it into another time; ``anniversary``: how old something is (group ``years``).
    """

    exclusive: tuple[Exclusive, ...]
    age_after: str
    not_now: str
    anniversary: str
