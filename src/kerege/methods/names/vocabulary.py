"""Words around a name that are no name: titles, particles, articles and the words that mark a father's name."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HONORIFICS: Final = _words(
    """mr mrs ms miss dr prof professor mag ing dipl phd msc mba md esq sir dame lord lady baron baroness count
    countess
    earl duke prince princess hon rev reverend fr rt pc mp mep qc cbe obe jr sr ii iii iv general gen col colonel
    maj major
    capt captain lt lieutenant sgt haji hajji hadji hajj haj alhaj alhaji mullah mulla molla mawlawi maulavi mawlavi
    maulvi
    molvi sheikh shaikh shaykh sheik cheikh sheykh hafiz qari ustad ustaz ostad imam ayatollah hojjat doctor engineer
    madam madame monsieur senhor senor don dona doña herr frau mme mlle pan pani bey bek efendi effendi pasha paşa hanım
    hanim
    господин госпожа гражданин гражданка мырза ханым ханум эфенди бей бек паша мулла маулави хаджи
    хажы ажы қажы шейх др доктор профессор пан пані полковник майор капитан генерал
    حاج حاجی حاجي شیخ الشیخ الشيخ شيخ ملا مولوی مولوي دکتر دكتور الدكتور مهندس قاری قاري حافظ سردار جنرال خانم آقای
    پاشا"""
)

PARTICLES: Final = _words(
    """al el ul ur ar as ash at az ad an ed es esh ez and the of de der den des du da das do dos di della del dello
    van von
    vom zu zum zur ter ten te le la les los las y e i bin ibn ben bint binti bt bte ould wld ap mac st saint san
    аль эль ал ад аз ас аш ар ан ибн бин бен бинт фон ван де дер ден да ди дю дель ла ле и оф
    ال بن ابن بنت و فون دی دو دا ده فان دل لا"""
)

ARTICLES: Final = _words("al el ul as ash at az ad an the of de der von bin ibn аль эль ибн бин фон ال بن ابن و")

# Words before a father's name that say whose child somebody is; half of those who write a name leave them out.
CHILD_OF: Final = _words("bin ibn ben bint binti bt bte ould wld ибн бин бен бинт بن ابن بنت")

# Where one is from, as Arabic by-names say it behind the article: names of states and peoples only, as those of towns
# and of tribes are family names; and none that is a given name as well (Turki, Kurdi).
ORIGINS: Final = _words(
    """iraqi shami suri tunisi tounisi tounsi maghribi maghrebi jazairi libi misri masri filistini filastini falastini
    urduni lubnani yamani yemeni sudani sumali muritani kuwaiti bahraini bahrayni hindi pakistani bakistani afghani
    turkistani uzbaki uzbeki tajiki kazakhi qirghizi kirghizi turkmani daghistani dagestani shishani rusi bosni albani
    almani britani faransi amriki australi baljiki indonisi
    ираки шами сури туниси магриби джазаири либи мисри масри филистини урдуни лубнани ямани йемени судани сумали хинди
    пакистани афгани туркистани узбаки узбеки таджики казахи киргизи туркмани дагестани шишани руси босни албани алмани
    британи фаранси
    العراقي الشامي السوري التونسي المغربي الجزائري الليبي المصري الفلسطيني الأردني اللبناني اليماني اليمني السوداني
    الصومالي الهندي الباكستاني الأفغاني التركستاني الأوزبكي الطاجيكي الداغستاني الشيشاني الروسي البوسني الألباني
    الألماني البريطاني الفرنسي الأمريكي"""
)
ORIGIN_ARTICLES: Final = _words("al el ul as ash at ar an аль эль ал ас аш ат ар ан")

ABD: Final = _words(
    """abd abdul abdel abdal abdol abdur abdoul abdo abdus abdu abdou abdool abdil
    عبد абд абдул абдель абдал абду"""
)
ABD_OPEN: Final = _words("abdul abdel abdal abdol abdur abdoul abdus abdool abdil абдул абдель абдал")
ABU: Final = _words("abu abou abo aboo abi ebu ابو أبو ابی أبي ابي абу эбу")
# What stands behind an article that a name before it was written together with: Anwarul Haq, Nurul Islam.
BEHIND_UL: Final = _words(
    """haq hak haqq hakk haque hoque huq islam alam karim kabir rahman rehman hasan hassan
    хак хакк ҳақ ислам ислом карим кабир рахман"""
)
POUR: Final = _words("pour pur poor پور пур")  # "son" in Persian, where it opens a surname of several words
DIN: Final = _words(
    """din deen dine deddine uddin eddin eddine aldin eldin aldeen eldeen uldin addin addine adin udin eldine iddin
    oddin
    дин уддин эддин аддин الدین الدين"""
)
ALLAH: Final = _words("allah ullah ulla alla olla ollah illah lillah ellah الله اللہ аллах улла алла оллах уллах")
FATHER_MALE: Final = _words(
    """uly ulı ūly uli ulu uulu ogly oglu oğlu oglı ogli ugli oğli oghli og'li o'gli o'g'li gly ouly
    улы ұлы уулу оглы оглу оғлу ўғли угли огли уғлы оғлы улу ули уулы"""
)
FATHER_FEMALE: Final = _words(
    """kyzy qyzy qizi kizi gyzy qızı kızı gizi kyz qyz
    кызы қызы қизи кизи гызы ҝызы гизи кыз қыз"""
)
FATHER_WORDS: Final = FATHER_MALE | FATHER_FEMALE
CHINESE_DOUBLE_SURNAMES: Final = _words(
    """欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 司徒 令狐 歐陽 司馬 諸葛 東方 尉遲 公孫"""
)
CHINESE_TITLES: Final = ("拿督斯里", "丹斯里", "拿督", "敦")  # Datuk Seri, Tan Sri, Datuk, Tun: honours in Malaysia

_BETWEEN_PHRASES: Final = """
    он же, она же, also known as, formerly known as, known as, alias, a k a, f k a, née, урожд, урожденная, урождённая,
    урожденный, урождённый, в девичестве
"""


def _by_first(text: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    phrases = [tuple(phrase.split()) for phrase in text.split(",")]
    return {first: tuple(each for each in phrases if each[0] == first) for first, *_ in phrases}


# Words between two names of one person, by their first; and one word of each, by which they are told at one look.
BETWEEN: Final = _by_first(_BETWEEN_PHRASES)
BETWEEN_NAMES: Final = _words("же known alias k née урожд урожденная урождённая урожденный урождённый девичестве")
