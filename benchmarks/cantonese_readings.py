"""Make the table of Cantonese readings from the Unicode Han database; prints it for `cantonese.tsv`.

`python -m benchmarks.cantonese_readings Unihan_Readings.txt`: the file is part of Unihan.zip (Unicode Character
Database; Debian packs it as `unicode-data`). Taken are the characters in common use on the mainland (field kTGHZ2013:
the table of general standard characters of 2013) and those that stand in kHanyuPinlu or have a Korean reading too,
which covers the traditional shapes.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

COMMON = ("kTGHZ2013", "kHanyuPinlu", "kKorean")
TONE = re.compile(r"[1-6]$")


def lines(text: str) -> list[str]:
    """Return the lines of the table: a syllable in Jyutping without its tone, and the characters read so first."""
    told = [line.split("\t") for line in text.splitlines() if line.startswith("U+")]
    common = {code for code, field, _ in told if field in COMMON}
    read: dict[str, list[str]] = defaultdict(list)
    for code, field, value in told:
        if field == "kCantonese" and code in common:
            read[TONE.sub("", value.split()[0])].append(chr(int(code[2:], 16)))
    head = "# Jyutping syllable, characters read so; Unicode Han database 15.0, kCantonese; by cantonese_readings.py"
    return [head] + [f"{syllable}\t{''.join(sorted(found))}" for syllable, found in sorted(read.items())]


if __name__ == "__main__":
    print("\n".join(lines(Path(sys.argv[1]).read_text(encoding="utf-8"))))
