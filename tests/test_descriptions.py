import pytest
from marked import Case

from aktenlage.records.descriptions import find_contradictions
from aktenlage.types import Note


def find(case: Case) -> list[Note]:
    return list(find_contradictions(case.document, case.segments, case.identified))


def test_nouns_that_exclude_each_other_are_noted_with_both_places() -> None:
    case = Case("Das [weapon-system Oreshnik-Raketenabwehrsystem] ist neu. Die neue Mittelstreckenrakete flog.")
    (note,) = find(case)
    assert note.kind == "description-differs"
    assert [case.document.words(span) for span in note.spans] == [
        "Oreshnik-Raketenabwehrsystem",
        "Die neue Mittelstreckenrakete",
    ]
    assert "Oreschnik" in note.text
    assert "\n" not in note.text


def test_nouns_that_go_together_are_no_contradiction() -> None:
    assert (
        find(Case("Die [weapon-system Oreschnik-Rakete] ist neu. Die Mittelstreckenrakete flog. Die Waffe auch.")) == []
    )


@pytest.mark.parametrize(
    ("text", "published", "noted"),
    [
        ("[person Alexander Lukaschenko] kam. Der 60-Jährige ging.", "2024-12-06", True),
        ("[person Alexander Lukaschenko] kam. Der 70-Jährige ging.", "2024-12-06", False),
        ("Der 60-jährige Präsident [person Alexander Lukaschenko] kam.", "2024-12-06", True),
        ("[person Alexander Lukaschenko] (60) kam.", "2024-12-06", True),
        ("[person Alexander Lukaschenko], 70, kam.", "2024-12-06", False),
        ("Damals kam der 40-jährige [person Alexander Lukaschenko].", "2024-12-06", False),
        ("1994 kam der 40-jährige [person Alexander Lukaschenko].", "2024-12-06", False),
        ("Der 60-jährige [person Alexander Lukaschenko] kam.", None, False),
        ("[person Wladimir Putin] (72) kam.", "2024-10-06", False),
        ("[person Wladimir Putin] (71) kam.", "2024-10-06", False),
        ("Der 40-jährige Lehrer [person Karl Ruhm] kam. [person Ruhm] (45) ging.", "2024-12-06", True),
        ("Der 40-jährige Lehrer [person Karl Ruhm] kam. [person Ruhm] (41) ging.", "2024-12-06", False),
        ("In der 24-jährigen Besatzung von [person Alexander Lukaschenko] war es still.", "2024-12-06", False),
    ],
)
def test_ages_that_cannot_be_are_noted(text: str, published: str | None, noted: bool) -> None:
    assert [note.kind for note in find(Case(text, published=published))] == ["age-differs"] * noted


@pytest.mark.parametrize(("years", "noted"), [(25, True), (75, False), (76, False)])
def test_an_anniversary_that_does_not_fit_the_year_of_the_treaty_is_noted(years: int, noted: bool) -> None:
    case = Case(f"Sie feiern das {years}. Jubiläum des [treaty Nordatlantikvertrags].", published="2024-04-04")
    assert [note.kind for note in find(case)] == ["age-differs"] * noted
