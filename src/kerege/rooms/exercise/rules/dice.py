"""Repeatable draws from a seed: the exercise's own small generator; the same seed gives the same year anywhere."""

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
MASK = (1 << 64) - 1


class Dice:
    """A stream of draws named by a text; two names give two unrelated streams (splitmix64, Steele and others 2014)."""

    __slots__ = ("name", "state")

    def __init__(self, name: str) -> None:
        """Begin the stream of this name."""
        self.name = name
        self.state = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")

    def fork(self, name: str) -> "Dice":
        """Another stream, named after this one: what it draws does not shift this one."""
        return Dice(f"{self.name}|{name}")

    def bits(self) -> int:
        """The next 64 bits."""
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, not including, `limit`."""
        return (self.bits() * limit) >> 64

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def share(self) -> float:
        """A number from 0 up to, not including, 1."""
        return (self.bits() >> 11) / (1 << 53)

    def happens(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.share() < probability

    def pick(self, choices: Sequence[T]) -> T:
        """One of several, each as likely."""
        return choices[self.below(len(choices))]

    def weighed(self, choices: Mapping[T, float]) -> T:
        """One of several by weight."""
        mark = self.share() * sum(choices.values())
        for choice, weight in choices.items():
            mark -= weight
            if mark < 0:
                return choice
        return list(choices)[-1]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """Several different ones, in the order drawn; all of them where there are not so many."""
        left = list(choices)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def around(self, median: float, spread: float) -> float:
        """A positive number, lognormal: half below the median, two thirds within a factor e**spread."""
        radius = math.sqrt(-2 * math.log(1 - self.share()))
        return median * math.exp(spread * radius * math.cos(2 * math.pi * self.share()))

    def letters(self, alphabet: str, count: int) -> str:
        """A text of letters of an alphabet."""
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(count))


def shuffled(number: int, size: int, name: str) -> int:
    """The place of a number in a fixed shuffling of 0 … size-1: different numbers get different places."""
    if size < 2:
        return 0
    factor = Dice(f"shuffle|{name}").between(1, size - 1) | 1
    while math.gcd(factor, size) != 1:
        factor += 2
    return (number % size * factor + len(name)) % size
