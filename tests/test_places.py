"""Names of places in an article: which of the places of that name is meant."""

import math

import pytest

from aktenlage.evaluation.places import LONGEST, measure_distance, score_places, score_spans
from aktenlage.knowledge.gazetteer import Toponym
from aktenlage.languages.load import find_languages, load_words
from aktenlage.records.places import PlaceName, PlaceWords, read_host, resolve_places
from aktenlage.types import Document, Span


def resolve(text: str, *names: str, language: str = "de", url: str | None = None) -> list[Toponym | None]:
    starts = [text.index(name) for name in names]
    spans = [Span(start, start + len(name)) for start, name in zip(starts, names, strict=True)]
    found = [PlaceName(span, name, "place") for span, name in zip(spans, names, strict=True)]
    return list(resolve_places(found, Document("1", text, url=url, language=language)))


def find_regions(text: str, *names: str, language: str = "de", url: str | None = None) -> list[str | None]:
    places = resolve(text, *names, language=language, url=url)
    return [f"{place.country}.{place.admin1}" if place is not None else None for place in places]


@pytest.mark.parametrize(
    ("text", "names", "regions"),
    [
        ("Er wohnt in Paris.", ("Paris",), ["FR.11"]),
        ("Er wohnt in Paris, Texas.", ("Paris",), ["US.TX"]),
        ("Ein Haus in Springfield (Illinois).", ("Springfield",), ["US.IL"]),
        ("Von Halle nach Leipzig.", ("Halle", "Leipzig"), ["DE.14", "DE.13"]),
        ("Zwischen Frankfurt und Mainz.", ("Frankfurt", "Mainz"), ["DE.05", "DE.08"]),
        ("Von Frankfurt über Potsdam bis Cottbus.", ("Frankfurt", "Potsdam", "Cottbus"), ["DE.11", "DE.11", "DE.11"]),
        ("Brest liegt näher an Minsk.", ("Brest", "Minsk"), ["BY.01", "BY.04"]),
        ("Brest liegt näher an Rennes.", ("Brest", "Rennes"), ["FR.53", "FR.53"]),
        ("Tripolis und Beirut.", ("Tripolis", "Beirut"), ["LB.09", "LB.04"]),
        ("Tripolis und Bengasi.", ("Tripolis", "Bengasi"), ["LY.77", "LY.69"]),
        ("Georgia und Florida wählen.", ("Georgia", "Florida"), ["US.GA", "US.FL"]),
    ],
)
def test_the_other_names_say_which_place_is_meant(text: str, names: tuple[str, ...], regions: list[str | None]) -> None:
    assert find_regions(text, *names) == regions


def test_a_name_means_one_place_in_an_article() -> None:
    text = "Paris trauert. In Paris, Texas, brannte ein Haus."
    found = [PlaceName(Span(0, 5), "Paris", "place"), PlaceName(Span(18, 23), "Paris", "place")]
    places = resolve_places(found, Document("1", text, language="de"))
    assert [place.admin1 for place in places if place is not None] == ["TX", "TX"]


def test_what_the_gazetteer_does_not_know_stays_unknown() -> None:
    assert resolve("Ein Treffen in Xyzburg.", "Xyzburg") == [None]


def test_a_name_of_many_places_alike_stays_unknown() -> None:
    assert resolve("Sie kommt aus Springfield.", "Springfield") == [None]


def test_a_word_is_no_small_place_without_a_sign_of_it() -> None:
    assert resolve("Das sagte Laut gestern.", "Laut") == [None]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Der Gouverneur des Bundesstaates New York.", "New York", "region"),
        ("Der Bürgermeister von New York.", "New York", "city"),
        ("Kämpfe im Gebiet Donezk.", "Gebiet Donezk", "region"),
        ("Kämpfe in der Region Charkiw.", "Charkiw", "region"),
        ("Kämpfe in Charkiw.", "Charkiw", "city"),
        ("Am Flughafen Frankfurt.", "Flughafen Frankfurt", "city"),
    ],
)
def test_a_word_for_its_kind_decides_between_city_and_region(text: str, name: str, kind: str) -> None:
    [place] = resolve(text, name)
    assert place is not None
    assert place.kind == kind


def test_short_forms_of_regions_are_read() -> None:
    text = "GALENA, Ill. - A man from Wis. was found."
    assert find_regions(text, "GALENA", "Ill.", "Wis.", language="en") == ["US.IL", "US.IL", "US.WI"]


def test_adjectives_stand_for_their_state() -> None:
    [place] = resolve("The Belarusian delegation left.", "Belarusian", language="en")
    assert place is not None
    assert place.country == "BY"


def test_the_address_of_a_newspaper_counts_a_little() -> None:
    text = "A fire broke out in Cambridge."
    assert find_regions(text, "Cambridge", language="en", url="https://www.example.co.uk/1") == ["GB.ENG"]


@pytest.mark.parametrize(
    ("url", "country", "name"),
    [
        ("https://www.berliner-tagblatt.de/a", "DE", "berliner-tagblatt"),
        ("https://news.example.co.uk/a", "GB", "example"),
        ("https://example.com", None, "example"),
        ("https://example.tv", None, "example"),
        (None, None, ""),
        ("not an address", None, ""),
        ("https://[1", None, ""),
    ],
)
def test_addresses_tell_country_and_name(url: str | None, country: str | None, name: str) -> None:
    assert read_host(url) == (country, name)


def test_a_text_of_thousands_of_names_is_read_in_parts() -> None:
    names = [f"{name} {number}" for number in range(700) for name in ("Minsk", "Springfield")]
    text = ". ".join(["Minsk", *names])
    starts = [0] + [text.index(name) for name in names]
    found = [PlaceName(Span(start, start + 5), text[start : start + 5], "place") for start in starts]
    places = resolve_places(found, Document("1", text, language="de"))
    assert places[0] is not None
    assert {place for place in places if place is not None} == {places[0]}


def test_names_of_planets_are_no_places() -> None:
    assert resolve("Die Sonde erreichte den Mars.", "Mars") == [None]


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Perus", "state", "PE"),
        ("Demokratischen Republik Kongo", "state", "CD"),
        ("Bayerischen Waldes", "area", "DE"),
        ("Nordschweden", "state", "SE"),
        ("Hamburger Flughafens", "city", "DE"),
        ("Ostdeutschland", "area", "DE"),
    ],
)
def test_other_cases_and_parts_of_states_are_read(name: str, kind: str, country: str) -> None:
    [place] = resolve(f"Das Wetter: {name}.", name)
    assert place is not None
    assert (place.kind, place.country) == (kind, country)


@pytest.mark.parametrize("code", find_languages())
def test_every_language_has_its_words_for_places(code: str) -> None:
    assert load_words(code, "places", PlaceWords).before


def test_nothing_comes_of_nothing() -> None:
    assert resolve_places([], Document("1", "")) == ()


def test_the_distance_between_two_cities_is_right() -> None:
    assert measure_distance((52.52, 13.41), (48.85, 2.35)) == pytest.approx(878, abs=3)


def test_a_missed_toponym_counts_as_wrong() -> None:
    score = score_places([((0.0, 0.0), (0.0, 0.1)), ((0.0, 0.0), None)])
    assert (score.toponyms, score.missed, score.accuracy) == (2, 1, 0.5)
    assert score.mean == pytest.approx(11.1, abs=0.1)


def test_the_area_is_nothing_for_right_answers_and_one_for_misses() -> None:
    assert score_places([((1.0, 1.0), (1.0, 1.0))] * 3).area == 0
    assert score_places([((1.0, 1.0), None)] * 3).area == pytest.approx(1, abs=1e-4)
    half = score_places([((0.0, 0.0), (0.0, 1.0))] * 3)
    assert half.area == pytest.approx(math.log1p(111.19) / math.log(LONGEST), abs=1e-3)


def test_spans_are_scored_exactly() -> None:
    found, gold = [Span(0, 5), Span(7, 9)], [Span(0, 5), Span(7, 10)]
    assert score_spans([(found, gold)]) == (0.5, 0.5, 0.5)
    assert score_spans([([], [])]) == (0.0, 0.0, 0.0)
