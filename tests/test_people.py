import pytest

from aktenlage.languages.load import find_languages, load_words
from aktenlage.languages.people import FirstNames, RoleWord, get_gender, load_people


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("präsidenten", RoleWord("präsident", "m", "president")),
        ("kremlchef", RoleWord("kremlchef", "m", "president", ("RU",))),
        ("vorsitzende", RoleWord("vorsitzende", None, "party-leader")),
        ("polizeisprecher", RoleWord("polizeisprecher", "m")),
        ("oberstaatsanwältin", RoleWord("oberstaatsanwältin", "f")),
        ("hammer", None),
    ],
)
def test_german_nouns_for_people(word: str, role: RoleWord | None) -> None:
    words = load_people("de")
    assert words is not None
    found = words.get_role(word)
    assert found == role or (found is not None and role is not None and found.office == role.office)


@pytest.mark.parametrize(("name", "gender"), [("Ilse", "f"), ("Hans-Peter", "m"), ("Anna-Lena", "f"), ("Kim", None)])
def test_first_names_tell_the_gender(name: str, gender: str | None) -> None:
    assert get_gender(name) == gender


def test_no_first_name_is_borne_by_women_and_men() -> None:
    genders: dict[str, str] = {}
    for language in find_languages():
        for names in load_words(language, "first_names", tuple[FirstNames, ...]):
            for gender, several in (("m", names.m), ("f", names.f)):
                for name in several.split():
                    assert genders.setdefault(name, gender) == gender, name


@pytest.mark.parametrize("language", find_languages())
def test_every_language_has_its_words(language: str) -> None:
    assert load_people(language) is not None


def test_an_unknown_language_has_none() -> None:
    assert load_people("xx") is None
    assert load_people(None) is None
