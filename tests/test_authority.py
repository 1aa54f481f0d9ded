from collections import Counter, defaultdict
from pathlib import Path

import pytest

from aktenlage.errors import DataError
from aktenlage.knowledge.authority import Authority, Term, fold, load_authority, load_own, load_package, make_states
from aktenlage.records.links import fits

HEADER = "id,wikidata,name,names,kind,gender,born,died,offices,state,class,signed\n"


def load(tmp_path: Path, rows: str, header: str = HEADER) -> Authority:
    path = tmp_path / "own.csv"
    path.write_text(header + rows, encoding="utf-8")
    return Authority(load_own(path))


def test_every_row_of_the_package_is_well_formed() -> None:
    assert len(list(load_authority())) > 5000


def test_no_id_stands_twice() -> None:
    ids = Counter(row.cells[0] for row in (*load_package(), *make_states()))
    assert [one for one, count in ids.items() if count > 1] == []


def test_no_wikidata_id_stands_twice() -> None:
    ids = Counter(thing.wikidata for thing in load_authority() if thing.wikidata is not None)
    assert [one for one, count in ids.items() if count > 1] == []


def test_no_name_means_two_things_without_context() -> None:
    claims = defaultdict(set)
    for thing in load_authority():
        for name in (thing.name, *thing.names):
            claims[fold(name)].add(thing.id)
    authority = load_authority()
    several = {name: sorted(ids) for name, ids in claims.items() if len(ids) > 1}
    clashes = {
        name: ids
        for name, ids in several.items()
        if any(fits(authority.get(one).kind, authority.get(other)) for one in ids for other in ids if one < other)
    }
    assert clashes == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Putin", "wladimir-putin"),
        ("PUTIN", "wladimir-putin"),
        ("Recep Tayyip Erdogan", "recep-tayyip-erdogan"),
        ("Weißrussland", "belarus"),
    ],
)
def test_names_are_found_in_any_spelling(name: str, found: str) -> None:
    assert [thing.id for thing in load_authority().find(name)] == [found]


def test_a_name_with_other_endings_is_found() -> None:
    assert [thing.id for thing in load_authority().find_inflected("Auswärtigen Amtes")] == ["auswaertiges-amt"]


def test_a_name_that_many_bear_needs_context(tmp_path: Path) -> None:
    authority = load(tmp_path, "ilse-holm,,Ilse Holm,~Holm,person,f,,,,,,\n")
    assert authority.find("Holm") == ()
    assert [thing.id for thing in authority.find_unsure("Holm")] == ["ilse-holm"]


def test_who_held_an_office_is_found_by_the_day(tmp_path: Path) -> None:
    authority = load(
        tmp_path,
        "a,,Ilse Holm,,person,f,,,XX president 2004..2010-05,,,\nb,,Karl Ruhm,,person,m,,,XX president 2010-05-20..,,,\n",
    )
    assert [one.id for one in authority.find_holders("XX", "president", "2006-01-01")] == ["a"]
    assert [one.id for one in authority.find_holders("XX", "president", "2010-05-25")] == ["a", "b"]
    assert [one.id for one in authority.find_holders("XX", "president", "2011-01-01")] == ["b"]
    assert authority.find_holders("XX", "president", "2003-12-31") == ()


def test_a_term_covers_whole_years_where_only_the_year_is_known() -> None:
    term = Term("XX", "president", "2004", "2010")
    assert term.covers("2004-01-01")
    assert term.covers("2010-12-31")
    assert not term.covers("2011-01-01")


def test_a_later_row_replaces_one_of_the_same_id(tmp_path: Path) -> None:
    authority = load(tmp_path, "a,,Holm,,person,,,,,,,\na,,Ruhm,,person,,,,,,,\n")
    assert authority.find("Holm") == ()
    assert [thing.name for thing in authority.find("Ruhm")] == ["Ruhm"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("A b,,Holm,,person,,,,,,,\n", "own.csv: line 2: id is 'A b', expected lower-case words joined by hyphens"),
        (
            "a,,Holm,,person,,,,,,,\nb,Q01,Holm,,person,,,,,,,\n",
            "own.csv: line 3: wikidata is 'Q01', expected Q and digits",
        ),
        ("a,,,,person,,,,,,,\n", "line 2: name is '', expected a name"),
        ("a,,Holm,,animal,,,,,,,\n", "line 2: kind is 'animal', expected one of person, organisation"),
        ("a,,Holm,,person,x,,,,,,\n", "line 2: gender is 'x', expected m, f or nothing"),
        ("a,,Holm,,person,f,1.2.1950,,,,,\n", "line 2: born is '1.2.1950', expected an ISO day"),
        (
            "a,,Holm,,person,f,,,XX boss 2004..,,,\n",
            "line 2: offices is 'XX boss 2004..', expected STATE OFFICE FROM..TO",
        ),
        ("a,,Holm\n", "line 2: 3 cells, expected 12"),
    ],
)
def test_a_bad_row_is_one_line_with_its_place(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(DataError) as error:
        load(tmp_path, rows)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_column_or_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="line 1: no column 'kind'"):
        load(tmp_path, "", "id,wikidata,name,names\n")
    with pytest.raises(DataError, match="line 1: unknown column 'colour'"):
        load(tmp_path, "", "id,wikidata,name,names,kind,colour\n")
    with pytest.raises(DataError, match=r"nowhere\.csv"):
        list(load_own(tmp_path / "nowhere.csv"))
