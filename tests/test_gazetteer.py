"""The gazetteer and the file of states: names, spellings and forms meet the right place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.errors import DataError
from aktenlage.knowledge.gazetteer import Gazetteer, fold, fold_written_out, load_gazetteer
from aktenlage.knowledge.states import (
    find_by_adjective,
    find_by_inhabitant,
    find_by_iso,
    find_by_metonym,
    find_by_name,
    load_states,
    read_states,
)


@pytest.mark.parametrize(
    ("name", "geonames", "kind", "country"),
    [
        ("Minsk", 625144, "capital", "BY"),
        ("Kiew", 703448, "capital", "UA"),
        ("Kyjiw", 703448, "capital", "UA"),
        ("Kyiv", 703448, "capital", "UA"),
        ("Киев", 703448, "capital", "UA"),
        ("Zürich", 2657896, "city", "CH"),
        ("Zurich", 2657896, "city", "CH"),
        ("Zuerich", 2657896, "city", "CH"),
        ("Weißrussland", 630336, "state", "BY"),
        ("USA", 6252001, "state", "US"),
        ("Bayern", 2951839, "region", "DE"),
        ("NRW", 2861876, "region", "DE"),
        ("Oblast Donezk", 709716, "region", "UA"),
        ("Bachmut", 713174, "city", "UA"),
        ("Saporischschja", 687700, "city", "UA"),
        ("New York", 5128581, "city", "US"),
        ("Sankt Petersburg", 498817, "city", "RU"),
        ("St. Petersburg", 498817, "city", "RU"),
        ("Europa", 6255148, "continent", None),
        ("Ostsee", None, "sea", None),
        ("Straße von Hormus", None, "strait", None),
        ("Gazastreifen", None, "region", "PS"),
    ],
)
def test_the_likeliest_place_of_a_name_comes_first(
    name: str, geonames: int | None, kind: str, country: str | None
) -> None:
    first = load_gazetteer().find(name)[0]
    assert (first.kind, first.country) == (kind, country)
    assert geonames is None or first.geonames == geonames


def test_names_are_german_where_that_is_known() -> None:
    names = ["Kharkiv", "Warsaw", "Munich", "Russia", "Bavaria", "Kramatorsk", "Sloviansk"]
    found = [load_gazetteer().find(name)[0].name for name in names]
    assert found == ["Charkiw", "Warschau", "München", "Russland", "Bayern", "Kramatorsk", "Slowjansk"]


def test_coordinates_are_where_the_place_is() -> None:
    minsk = load_gazetteer().find("Minsk")[0]
    assert (minsk.latitude, minsk.longitude) == (53.9, 27.57)


@pytest.mark.parametrize("name", ["Berlins", "Russlands", "Minsk's", "Kiews"])
def test_a_genitive_is_found(name: str) -> None:
    assert load_gazetteer().find(name)[0].kind in ("capital", "state")


@pytest.mark.parametrize("name", ["", "Xyzburg", "Raketenabwehrsystem", "1999"])
def test_an_unknown_name_gives_nothing(name: str) -> None:
    assert load_gazetteer().find(name) == ()


def test_a_past_state_has_no_coordinates() -> None:
    first = load_gazetteer().find("Sowjetunion")[0]
    assert (first.kind, first.country, first.latitude, first.longitude) == ("state", None, None, None)


@pytest.mark.parametrize("name", ["Laut", "Essen", "Weil", "Ende", "Regen", "Singen", "Bar", "Nancy"])
def test_names_that_are_words_first_are_known_as_such(name: str) -> None:
    assert load_gazetteer().is_word(name)


@pytest.mark.parametrize("name", ["Minsk", "Berlin", "Moskau", "Charkiw", "Washington"])
def test_names_that_are_only_places_are_no_words(name: str) -> None:
    assert not load_gazetteer().is_word(name)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_spellings_of_a_name_fold_to_one_form() -> None:
    assert len({fold("Sankt Gallen"), fold("St. Gallen"), fold("St Gallen"), fold("SAINT-GALLEN")}) == 1
    assert len({fold("N'Djamena"), fold("N’Djamena"), fold("Ndjamena")}) == 1
    assert fold_written_out("Zürich") == fold("Zuerich") != fold("Zürich")
    assert fold("Neuenburg") != fold("Neunburg")


def test_a_broken_file_is_a_data_error(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(DataError, match=r"^latitude\.npy: "):
        Gazetteer(tmp_path_factory.mktemp("empty"))


@pytest.mark.parametrize("word", ["belarussisch", "belarussische", "belarussischen", "Weißrussischer", "Belarusian"])
def test_an_adjective_leads_to_its_state(word: str) -> None:
    state = find_by_adjective(word)
    assert state is not None
    assert state.id == "belarus"


@pytest.mark.parametrize(
    "word", ["Belarusse", "Belarussen", "Belarussin", "Belarussinnen", "Weißrussen", "Belarusians"]
)
def test_an_inhabitant_leads_to_the_state(word: str) -> None:
    state = find_by_inhabitant(word)
    assert state is not None
    assert state.id == "belarus"


@pytest.mark.parametrize(
    "word", ["deutsche", "Deutsch", "Deutschen", "US-amerikanische", "amerikanischen", "Schweizer"]
)
def test_adjectives_of_the_most_frequent_states_are_known(word: str) -> None:
    state = find_by_adjective(word)
    assert state is not None
    assert state.iso in ("DE", "US", "CH")


@pytest.mark.parametrize("word", ["russ", "polnischer Abgang", "dänen", "politische", "Politisch", "us"])
def test_other_words_are_no_adjectives(word: str) -> None:
    assert find_by_adjective(word) is None


def test_names_lead_to_the_state() -> None:
    for name, identity in {
        "Russlands": "russland",
        "Vereinigten Staaten": "vereinigte-staaten",
        "U.S.": "vereinigte-staaten",
        "Großbritanniens": "vereinigtes-koenigreich",
        "DDR": "ddr",
        "Côte d’Ivoire": "elfenbeinkueste",
    }.items():
        state = find_by_name(name)
        assert state is not None
        assert state.id == identity


def test_a_name_that_needs_context_leads_to_no_state() -> None:
    assert find_by_name("Georgia") is None
    assert find_by_name("Jordan") is None


def test_metonyms_lead_to_the_government() -> None:
    for name, iso in {"Kreml": "RU", "Downing Street": "GB", "Minsk": "BY", "White House": "US"}.items():
        state = find_by_metonym(name)
        assert state is not None
        assert state.iso == iso


def test_every_state_is_well_formed_and_stands_once() -> None:
    states = load_states()
    assert len({state.id for state in states}) == len(states)
    assert len({state.wikidata for state in states}) == len(states)
    for state in states:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", state.id)
        assert state.wikidata is not None
        assert re.fullmatch(r"Q[1-9]\d*", state.wikidata)
        assert state.iso is None or find_by_iso(state.iso) == state
        assert state.iso is None or (state.geonames is not None and state.latitude is not None)


@pytest.mark.parametrize("column", ["names", "adjectives", "inhabitants", "metonyms"])
def test_no_two_states_claim_one_word(column: str) -> None:
    claims: dict[str, set[str]] = {}
    for state in load_states():
        for word in getattr(state, column):
            claims.setdefault(word.casefold(), set()).add(state.id)
    assert {word: owners for word, owners in claims.items() if len(owners) > 1} == {}


def test_every_state_is_found_in_the_gazetteer() -> None:
    gazetteer = load_gazetteer()
    for state in load_states():
        if state.iso is not None:
            found = [place for place in gazetteer.find(state.name) if place.kind == "state"]
            assert [place.geonames for place in found] == [state.geonames], state.id


def test_a_wrong_row_is_a_data_error_with_its_line() -> None:
    head = "id,iso,wikidata,geonames,name,names,adjectives,inhabitants,capital,capital_geonames,metonyms,latitude,longitude"
    with pytest.raises(DataError, match=r"^authority/states\.csv: line 2: Expected `int \| null`"):
        list(read_states([head, "x,XX,Q1,seven,X,,,,,,,,"]))
