"""Short forms of given names, and near names that are two: what the sounds of a word do not tell."""

from __future__ import annotations

import re
from typing import Final

from kerege.methods.names.phones import HASAN, HUSAYN

# Full name -> the short forms that stand in documents and lists in its place, in the same script. A short form of
# several names stands under the commonest. Sources: the everyday usage of the languages, written down by hand.
_SHORT: Final[dict[str, str]] = {
    "александр": "саша шура саня", "алексей": "леша лёша алеша алёша", "анатолий": "толя", "борис": "боря",
    "василий": "вася", "валерий": "валера", "виктор": "витя", "владимир": "володя вова влад", "вячеслав": "слава",
    "геннадий": "гена", "георгий": "жора гоша", "григорий": "гриша", "дмитрий": "дима митя", "евгений": "женя",
    "иван": "ваня", "константин": "костя", "михаил": "миша", "николай": "коля", "павел": "паша", "пётр": "петя",
    "сергей": "сережа серёжа", "станислав": "стас", "степан": "степа стёпа", "фёдор": "федя", "юрий": "юра",
    "анастасия": "настя", "анна": "аня", "виктория": "вика", "галина": "галя", "дарья": "даша",
    "екатерина": "катя", "елена": "лена", "елизавета": "лиза", "зинаида": "зина", "ирина": "ира", "ксения": "ксюша",
    "любовь": "люба", "людмила": "люда мила", "маргарита": "рита", "мария": "маша", "надежда": "надя",
    "наталья": "наташа", "ольга": "оля", "светлана": "света", "софья": "соня", "татьяна": "таня", "юлия": "юля",
    "джозеф": "джо жо", "джеймс": "джим джимми", "роберт": "боб бобби", "уильям": "билл билли", "майкл": "майк",
    "томас": "том", "энтони": "тони", "дэвид": "дейв дэйв", "эдвард": "эд тед", "рональд": "рон", "винсент": "винс",
    "alexander": "alex sasha", "andrew": "andy", "anthony": "tony", "benjamin": "ben",
    "charles": "charlie chuck", "christopher": "chris", "daniel": "dan danny", "david": "dave", "dmitriy": "dima",
    "donald": "don", "edward": "ed eddie ted", "elizabeth": "liz beth betty", "frederick": "fred freddy",
    "gerald": "jerry", "giuseppe": "pippo beppe", "gregory": "greg", "ivan": "vanya", "james": "jim jimmy",
    "jeffrey": "jeff", "joseph": "joe co", "katherine": "kate cathy kathy", "kenneth": "ken", "lawrence": "larry",
    "matthew": "matt", "michael": "mike mick mickey", "mikhail": "misha", "nicholas": "nick", "patrick": "pat",
    "peter": "pete", "raymond": "ray", "richard": "dick rick rich", "robert": "bob bobby rob", "ronald": "ron",
    "samuel": "sam", "stephen": "steve", "susan": "sue", "thomas": "tom tommy", "timothy": "tim", "vincent": "vince",
    "vladimir": "vlad volodya vova", "william": "bill billy will", "francisco": "pancho paco", "jose": "pepe",
    "mohammad": "mohd muhd mhd", "sergey": "seryozha", "yevgeniy": "zhenya", "nikolay": "kolya",
    "جوزف": "جو", "دیوید": "دیو دايف", "فنسنت": "فينس", "محمد": "ممد",
}  # fmt: skip
FULL: Final[dict[str, str]] = {short: full for full, shorts in _SHORT.items() for short in shorts.split()}

# Names that brothers bear side by side (Hasan and Husayn, in Central Asia the names of twins): nearer in sound than
# many spellings of one name, and never one. Every usual spelling is read, so that they are told apart in every script.
_TWINS: Final = (
    (HASAN, r"(?:[hxg]|kh|gh)?[aə]ss?[aəe]n(?![ae]?i)"),
    (HASAN, r"[хҳһгҝ]?[аә]сс?[аәе]н(?![ае]?и)"),
    (HASAN, r"(?:ال)?حسن(?![یا])"),
    (HUSAYN, r"(?:[hxg]|kh|gh)(?:[uoü]|ou|oo)ss?(?:[aeəi]|[aeə][iyıj][ıi]?|ie|[aə]yi|eye|aye)n"),
    (HUSAYN, r"[хҳһгҝ][уүұо]сс?(?:[аеәэө]|[аеәэ][йиіјы][ыиі]?|айе|аен|ейі)н"),
    (HUSAYN, r"(?:ال)?حسی+ن"),
)
_TWINS_READ: Final = re.compile("|".join(f"({spelling})" for _, spelling in _TWINS))
_SIBILANTS: Final = frozenset("sсس")  # one of them stands in every spelling


def twin_mark(token: str) -> str:
    """Return the mark of the twins' name that a word is or begins with; empty for any other word."""
    if _SIBILANTS.isdisjoint(token):
        return ""
    read = _TWINS_READ.match(token.replace("ي", "ی"))
    return _TWINS[read.lastindex - 1][0] if read and read.lastindex else ""
