"""Innocent travellers: nobody of the list stands in the bank, and a name alone never gives a strong hit."""

from benchmarks import travellers
from kerege.kernel.dates import PartialDate
from kerege.methods.identity import Described


def test_a_small_screening_counts_every_traveller_once_in_each_way() -> None:
    counts = travellers.screened(travellers.travellers(200), travellers.bank(400))
    assert set(counts) == set(travellers.WAYS)
    assert all(grades.total() == 200 for grades in counts.values())


def test_no_traveller_is_hit_strongly_by_name_alone() -> None:
    counts = travellers.screened(travellers.travellers(300), travellers.bank(600))
    assert counts["by_name_alone"]["strong"] == 0


def test_list_and_bank_are_drawn_apart() -> None:
    listed = [person.names for person in travellers.travellers(50)]
    assert listed != [subject.names for subject in travellers.bank(50)]


def test_the_best_grade_is_the_strongest_of_the_nearest() -> None:
    person = Described(
        names=("OBRAZTSOV PRIMER",), birth=PartialDate(1980, 5, 6), identifiers=(("passport", "N1234567"),)
    )
    far = Described(names=("Sinovbek Tadrisov",), birth=PartialDate(1950))
    assert travellers.best_grade(person, [far]) == "none"
    assert travellers.best_grade(person, [far, person]) == "strong"
