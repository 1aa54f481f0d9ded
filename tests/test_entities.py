import time

import pytest
from marked import Case

from aktenlage.types import Span


def test_all_forms_of_a_name_are_one_entity() -> None:
    case = Case(
        "[person Wladimir Putin] reiste am Freitag ab. [person Putins] Sprecher schwieg, [person Putin] auch. "
        "[person Putin-Sprecher] Ilja Holm kam später."
    )
    assert case.mentions("Wladimir Putin") == ["Wladimir Putin", "Putins", "Putin"]
    assert case.get("Wladimir Putin").refs == {"wikidata": "Q7747"}


def test_somebody_unknown_has_the_fullest_form_as_name() -> None:
    case = Case("[person Holm] kam. [person Ilse Holm] ist Lehrerin. [person Holms] Schule ist neu.")
    assert case.mentions("Ilse Holm") == ["Holm", "Ilse Holm", "Holms"]
    assert case.get("Ilse Holm").refs == {}


def test_two_people_of_one_surname_stay_apart() -> None:
    case = Case(
        "[person Ilse Brandner] und [person Karl Brandner] stritten. [person Brandner] ging. Frau [person Brandner] blieb."
    )
    assert case.mentions("Ilse Brandner") == ["Ilse Brandner", "Brandner"]
    assert case.mentions("Karl Brandner") == ["Karl Brandner"]
    assert case.find("Brandner") == "Ilse Brandner"
    assert "Brandner" in case.names()


def test_the_only_bearer_named_before_is_meant() -> None:
    case = Case("[person Ilse Brandner] ging. [person Brandner] kam wieder. Später traf sie [person Karl Brandner].")
    assert case.mentions("Ilse Brandner")[:2] == ["Ilse Brandner", "Brandner"]


def test_an_acronym_in_brackets_is_the_name_before_it() -> None:
    case = Case(
        "Die [organisation Nordische Liga für Fähren] ([organisation NLF]) tagt. Die [organisation NLF] wächst. "
        "In [place Kiel] ([place Holstein]) auch."
    )
    assert case.mentions("Nordische Liga für Fähren") == ["Nordische Liga für Fähren", "NLF", "NLF"]
    assert {"Kiel", "Holstein"} <= set(case.names())


def test_compounds_with_a_head_of_its_kind_are_the_thing() -> None:
    case = Case(
        "Das [weapon-system Oreshnik-Raketensystem] ist neu. Eine [weapon-system Oreschnik] stand da. Die Oreshnik-Rakete flog."
    )
    assert case.mentions("Oreschnik") == ["Oreshnik-Raketensystem", "Oreschnik", "Oreshnik-Rakete"]


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("[place Moskau] zufolge war es ein Versehen.", True),
        ("Laut [place Moskau] war es ein Versehen.", True),
        ("[place Minsk] und [place Moskau] feiern ein Jubiläum.", True),
        ("Der Fluss fließt durch [place Moskau] nach Süden.", False),
        ("[place Moskau] liegt an einem Fluss.", False),
        ("Er kam aus [place Moskau].", False),
        ("Die Metro von [place Moskau] ist alt.", False),
        ("Im Stadion [place Moskau] war es kalt.", False),
    ],
)
def test_a_capital_is_the_state_only_where_it_acts(sentence: str, state: bool) -> None:
    case = Case(sentence + " Das sagte niemand.")
    assert ("Russland" in case.names()) is state


def test_a_capital_that_is_named_as_speaker_is_the_state() -> None:
    case = Case("Das sei ein Versehen, hieß es. So sah es [place Moskau] gestern.", ("Das sei ein Versehen", "Moskau"))
    assert case.find("Moskau") == "Russland"


def test_names_of_towns_lose_their_genitive() -> None:
    assert Case("Die Straßen [place Hamburgs] und die von [place Paris] sind nass.").names() == ["Hamburg", "Paris"]


def test_titles_lead_back_to_whoever_bears_them() -> None:
    case = Case(
        "Bürgermeisterin [person Ilse Brandner] sprach mit Polizeisprecher [person Karl Ruhm]. Die Bürgermeisterin lachte. "
        "Der Sprecher schwieg."
    )
    assert case.find("Die Bürgermeisterin") == "Ilse Brandner"
    assert case.find("Der Sprecher") == "Karl Ruhm"


def test_two_bearers_of_a_title_are_told_apart_by_state_or_not_at_all() -> None:
    case = Case(
        "Präsident [person Wladimir Putin] traf den belarussischen Präsidenten [person Alexander Lukaschenko]. "
        "Der Präsident reiste ab. Der belarussische Präsident blieb. Die beiden Präsidenten schwiegen."
    )
    assert case.find("Der Präsident") is None
    assert case.find("Der belarussische Präsident") == "Alexander Lukaschenko"
    assert case.find("Die beiden Präsidenten") is None
    assert "Die beiden Präsidenten" in case.mentions("Wladimir Putin")
    assert "Die beiden Präsidenten" in case.mentions("Alexander Lukaschenko")


@pytest.mark.parametrize(
    ("phrase", "published", "name"),
    [
        ("Der russische Präsident", "2024-12-06", "Wladimir Putin"),
        ("Der russische Präsident", "2010-06-01", "Dmitri Medwedew"),
        ("Der Kremlchef", "2024-12-06", "Wladimir Putin"),
        ("Die Bundeskanzlerin", "2010-06-01", "Angela Merkel"),
        ("Der US-Präsident", "2010-06-01", "Barack Obama"),
        ("Der russische Präsident", None, None),
        ("Ein russischer Präsident", "2024-12-06", None),
        ("Der frühere russische Präsident", "2024-12-06", None),
        ("Der Präsident", "2024-12-06", None),
        ("Der hessische Ministerpräsident", "2024-12-06", None),
    ],
)
def test_an_office_means_whoever_held_it_on_the_day(phrase: str, published: str | None, name: str | None) -> None:
    assert Case(f"{phrase} kam am Freitag an.", published=published).find(phrase) == name


def test_the_article_goes_before_the_authority_file() -> None:
    case = Case("Der russische Präsident [person Ilja Holm] kam. Der russische Präsident ging.", published="2024-12-06")
    assert case.find("Der russische Präsident ging"[:23]) == "Ilja Holm"
    assert case.names() == ["Ilja Holm"]


def test_an_office_tells_which_bearer_of_a_common_surname_is_meant() -> None:
    case = Case("Außenminister [person Lawrow] reiste ab. Der Lehrer [person Schröder] blieb.")
    assert case.get("Sergej Lawrow").kind == "person"
    assert case.get("Schröder").refs == {}


def test_an_age_means_the_only_one_who_can_be_so_old() -> None:
    case = Case("[person Alexander Lukaschenko] dankte [person Wladimir Putin]. Der 70-Jährige kandidiert.")
    assert case.find("Der 70-Jährige") == "Alexander Lukaschenko"


def test_nouns_for_things_mean_the_only_thing_of_their_kind() -> None:
    case = Case(
        "Die Umweltgruppe [organisation Grünwald] klagt. Die Umweltgruppe fordert Geld. [state Norwegen] schweigt. "
        "Das Land zahlt nicht. Das [treaty Nordsee-Abkommen] gilt. Das Abkommen endet bald. Der Vertrag mit Kiel auch."
    )
    assert case.mentions("Grünwald") == ["Grünwald", "Die Umweltgruppe"]
    assert case.mentions("Norwegen") == ["Norwegen", "Das Land"]
    assert case.mentions("Nordsee-Abkommen") == ["Nordsee-Abkommen", "Das Abkommen"]


def test_a_long_attribute_may_stand_before_the_noun() -> None:
    case = Case("Die [weapon-system Oreschnik] flog. [person Putin] sprach von dieser von ihm selbst gelobten Waffe.")
    assert case.find("dieser von ihm selbst gelobten Waffe") == "Oreschnik"


def test_a_party_of_another_state_is_not_the_known_one() -> None:
    abroad = Case("Die [organisation Demokratische Partei] regiert in [state Thailand].")
    assert abroad.get("Demokratische Partei").refs == {}
    home = Case("Die [organisation Demokratische Partei] regiert in den [state USA].")
    assert home.get("Demokratische Partei").refs != {}


def test_names_that_were_passed_over_are_found_again() -> None:
    case = Case("[person Karl Ruhm] kam. Karl Ruhm ging. Die Oreschnik-Rakete blieb. Das Putin-Plakat auch.")
    assert case.mentions("Karl Ruhm") == ["Karl Ruhm", "Karl Ruhm"]
    assert case.mentions("Oreschnik") == ["Oreschnik-Rakete"]
    assert len(case.names()) == 2


def test_nouns_that_were_read_as_names_are_none() -> None:
    assert Case("Der [person Sprecher] und die [organisation Partei] kamen.").names() == []
    assert Case("[person Karl Richter] kam. [person Richter] ging.").names() == ["Karl Richter"]


@pytest.mark.parametrize(
    ("text", "pronoun", "name"),
    [
        ("[person Karl Ruhm] kam. Er sagte nichts.", "Er", "Karl Ruhm"),
        ("[person Karl Ruhm] traf [person Ilse Holm]. Sie ging bald.", "Sie", "Ilse Holm"),
        ("[person Karl Ruhm] und [person Ilse Holm] kamen. Sie gingen bald.", "Sie", None),
        ("[person Karl Ruhm] lobte den Vertrag. Der Vertrag sei gut. Er gelte lange.", "Er gelte"[:2], None),
        ("Ein Sprecher kam. Er sagte nichts über [person Karl Ruhm].", "Er", None),
        ("Während seines Besuchs dankte [person Karl Ruhm] allen.", "seines", "Karl Ruhm"),
        ("[person Karl Ruhm] lobte seinen Chef.", "seinen", "Karl Ruhm"),
        ("[person Karl Ruhm] will dabei sein.", "sein", None),
        ("[person Karl Ruhm], dessen Haus brannte, kam.", "dessen", "Karl Ruhm"),
        ("[state Norwegen] will sein Öl verkaufen.", "sein", "Norwegen"),
    ],
)
def test_pronouns_mean_the_subject_before_them_or_nobody(text: str, pronoun: str, name: str | None) -> None:
    assert Case(text).find(pronoun) == name


def test_i_in_a_direct_quotation_is_its_speaker() -> None:
    case = Case("„Ich bleibe“, sagte [person Ilse Holm]. [person Karl Ruhm] nickte.", ("„Ich bleibe“", "Ilse Holm"))
    assert case.find("Ich") == "Ilse Holm"


def test_pronouns_of_speakers_mean_who_spoke_before() -> None:
    case = Case(
        "„Es reicht“, sagte [person Karl Ruhm] zu [person Otto Brandner]. „Wir gehen“, fügte er hinzu.",
        ("„Es reicht“", "Karl Ruhm"),
        ("„Wir gehen“", "er"),
    )
    assert case.find("er hinzu"[:2]) == "Karl Ruhm" or case.mentions("Karl Ruhm")[-1] == "er"


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("Der Politiker [person Karl Ruhm] sprach.", "Der Politiker Karl Ruhm", "Karl Ruhm"),
        ("[state Norwegens] Ministerin [person Ilse Holm] sprach.", "Norwegens Ministerin Ilse Holm", "Ilse Holm"),
        (
            "Der Präsident der [state Ukraine], [person Ilja Holm], sprach.",
            "Der Präsident der Ukraine, Ilja Holm",
            "Ilja Holm",
        ),
        ("Ein Sprecher von [person Karl Ruhm] sprach.", "Ein Sprecher von Karl Ruhm", None),
        ("[person Karl Ruhm] kam. Ein Sprecher [person Ruhms] sprach.", "Ein Sprecher Ruhms", None),
        ("Ein Sprecher der [organisation NATO] sprach.", "Ein Sprecher der NATO", None),
        ("[person Karl Ruhm] und [person Ilse Holm] sprachen.", "Karl Ruhm und Ilse Holm", None),
        ("Die in [place Kiel] geborene [person Ilse Holm] sprach.", "Die in Kiel geborene Ilse Holm", "Ilse Holm"),
        ("Die Agentur „[organisation Reuters]“ meldet es.", "Die Agentur „Reuters", None),
        ("Die Nachrichtenagentur [organisation Reuters] meldet es.", "Die Nachrichtenagentur Reuters", "Reuters"),
        ("Nach Angaben der [organisation NATO] ist es so.", "Angaben der NATO", "NATO"),
        ("Nach [person Ruhms] Ansicht ist es so. [person Karl Ruhm] ging.", "Ruhms Ansicht", "Karl Ruhm"),
        ("Vertreter der [organisation NATO] sprachen.", "Vertreter der NATO", None),
    ],
)
def test_a_part_means_its_head(text: str, part: str, name: str | None) -> None:
    assert Case(text).find(part) == name


def test_a_title_is_not_taken_from_the_clause_before() -> None:
    case = Case("Das sagte der Minister, [person Karl Ruhm] habe recht. Der Minister ging.")
    assert case.find("Der Minister") is None


def test_english_is_read_the_same_way() -> None:
    case = Case(
        "[state Russia]'s foreign minister [person Sergei Lavrov] met President [person Karl Ruhm]. The foreign minister left. "
        "“I stay,” he said. The German chancellor was absent.",
        published="2022-05-05",
        language="en",
    )
    assert "The foreign minister" in case.mentions("Sergej Lawrow")
    assert case.find("The German chancellor") == "Olaf Scholz"


def test_a_language_without_words_still_has_names() -> None:
    assert Case("[person Karl Ruhm] kom. [person Ruhm] gick.", language="sv").mentions("Karl Ruhm") == [
        "Karl Ruhm",
        "Ruhm",
    ]


def test_entities_are_numbered_by_their_first_mention() -> None:
    case = Case("[place Kiel] liegt am Wasser. [person Karl Ruhm] kam aus [place Kiel].")
    assert [(one.id, one.mentions[0].span) for one in case.identified.entities] == [
        ("e1", Span(0, 4)),
        ("e2", Span(22, 31)),
    ]
    assert case.identified.by_mention[Span(0, 4)] == "e1"


def test_an_article_of_four_hundred_words_takes_milliseconds() -> None:
    text = "[person Karl Ruhm] traf [person Ilse Holm] in [place Kiel]. Er lobte die Ministerin und das Land. " * 22
    Case(text)
    start = time.perf_counter()
    Case(text)
    assert time.perf_counter() - start < 0.05
