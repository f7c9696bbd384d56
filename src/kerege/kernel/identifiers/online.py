"""Addresses on the network: e-mail, handles of messengers and networks, sites and their mirrors."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from kerege.kernel.identifiers.folding import plain
from kerege.kernel.identifiers.kinds import Identifier, IdentifierError, IdentifierKind
from kerege.kernel.saying import N_

__all__ = [
    "handle_of_link", "mirrored", "normalise_email", "normalise_handle", "normalise_url", "phone_of_link", "site_name",
]  # fmt: skip

LEAST_SITE = 3
"""Letters of a site's name from which it says something of its mirrors."""
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+[^\W\d_][\w-]{{1,62}}|\d{{1,3}}(?:\.\d{{1,3}}){{3}}")
_YANDEX = frozenset({"ya.ru", "yandex.ru", "yandex.com", "yandex.kz", "yandex.by", "yandex.ua", "yandex.uz"})
_GOOGLE = frozenset({"gmail.com", "googlemail.com"})
_NETWORKS = {
    "t.me": "telegram", "telegram.me": "telegram", "telegram.dog": "telegram", "instagram.com": "instagram",
    "vk.com": "vk", "vk.ru": "vk", "ok.ru": "ok", "facebook.com": "facebook", "fb.com": "facebook",
    "tiktok.com": "tiktok", "x.com": "x", "twitter.com": "x", "youtube.com": "youtube", "wa.me": "whatsapp",
}  # fmt: skip
_PAGES = """
about account accounts addstickers ads all app apps article auth biz blog bot bots business c channel channels chat
community compose contact contacts developers direct directory dm docs download embed events explore faq feed feeds
files followers following friends gallery games groups hashtag help home i im images invoice iv jobs joinchat kids
legal lists live login logout mail market marketplace me media menu messages messenger mobile music new news
notifications oauth p page pages people photo photos playlist playlists policies policy post posts press privacy
products profile proxy recover reel reels register rules s safety saved search security setlanguage settings share
sharer shorts signin signup socks status stickers stories story subscriptions support terms theme tos tour trending tv
upload user users video videos wall watch welcome who
"""
_NOT_NAMES = frozenset(_PAGES.split())
"""Words of an address that the networks keep for their own pages: nobody is called so there."""
_OWN_TO_TELEGRAM = frozenset(
    {
        "addemoji", "addlist", "addstickers", "addtheme", "bg", "boost", "c", "confirmphone", "contact", "giftcode",
        "invoice", "iv", "joinchat", "login", "m", "proxy", "s", "setlanguage", "share", "socks",
    }
)  # fmt: skip
_NUMBERED = re.compile(
    r"(?:https?://)?(?:[a-z-]{1,8}\.)?(?:(facebook|fb)\.com/(?:(?:profile\.php|people/[^/?#]+/?)\?(?:\S*&)?id=(\d+)"
    r"|people/[^/?#]+/(\d+)|(\d+))|(ok)\.ru/profile/(\d+))/?(?:[?&#]\S*)?",
    re.IGNORECASE | re.ASCII,
)
"""A profile that has no name but a number."""
_CALLS = re.compile(
    r"(?:https?://)?(?:(?:www\.)?(?:wa\.me/|t\.me/|telegram\.me/)\+?"
    r"|(?:api|web)\.whatsapp\.com/send/?\?(?:\S*&)?phone=(?:\+|%2b)?"
    r"|viber://(?:chat|add)\?number=(?:\+|%2b)?)(\d{7,15})/?(?:[?&#]\S*)?",
    re.IGNORECASE | re.ASCII,
)
"""A link that calls or writes to a telephone number."""
_TRACKING = re.compile(r"utm(?:_|$)|fbclid$|gclid$|yclid$|ysclid$|igshid$|igsh$|mc_|_openstat$|ref$|from$|si$")
_NAMED = re.compile(
    r"(?:(telegram|tg|instagram|insta|vk|skype|wickr|signal|session|телеграм{1,2}|тг|инста|инстаграм|вк|скайп)"
    r"\s*[:=]\s*)?@?([a-z0-9_][a-z0-9_.\-]{1,62}[a-z0-9_])"
)
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?([a-z.]+)/@?([a-z0-9_.\-]{2,64})/?(?:[?#]\S*)?", re.IGNORECASE | re.ASCII
)
_OF_TELEGRAM = re.compile(
    r"(?:https?://)?(?:(?:www\.)?(?:t|telegram)\.(?:me|dog)/(?:s/)?([a-z][a-z0-9_]{2,31})(?:/\d+)?/?(?:[?#]\S*)?"
    r"|([a-z][a-z0-9_]{3,31})(?<!www)\.t\.me(?:/\d+)?/?(?:[?#]\S*)?"
    r"|web\.telegram\.org/\S*#@([a-z][a-z0-9_]{2,31}))",
    re.IGNORECASE | re.ASCII,
)
"""A channel of Telegram: its page, preview, one post, its own host, the web client."""
_MIRRORS = {
    "telegram.me": "t.me", "telegram.dog": "t.me", "vk.ru": "vk.com", "twitter.com": "x.com", "fb.com": "facebook.com",
}  # fmt: skip
"""Hosts of one network that show the same pages."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*://", re.IGNORECASE)
_FALSE_SCHEMES = re.compile(r"^(?:h(?:xx|tt|XX)ps?|ftp|tor)(?=:)", re.IGNORECASE)


def normalise_email(text: str, _country: str | None = None) -> Identifier:
    """An address in small letters with an ASCII domain; of Gmail and Yandex, the forms of one mailbox become one.

    Raises IdentifierError if the text is not one address.
    """
    folded = plain(text).casefold().strip("<>()[]., ;").removeprefix("mailto:")
    folded = re.sub(r"\s*[\[(]\s*(?:at|собака)\s*[\])]\s*", "@", folded)
    local, at, domain = folded.rpartition("@")
    domain = _ascii_host(re.sub(r"\s*[\[(]\s*(?:dot|точка)\s*[\])]\s*|\[\.\]", ".", domain))
    if not at or not _is_mailbox(local) or not _HOST.fullmatch(domain):
        raise IdentifierError(N_("“%(given)s” is not an e-mail address"), given=text.strip()[:60])
    value = _one_mailbox(local, domain)
    note = "" if value == f"{local}@{domain}" else f"one mailbox with {local}@{domain}"
    return Identifier(IdentifierKind.EMAIL, value, text, None, note=note)


def _is_mailbox(local: str) -> bool:
    """Whether a name of a mailbox is in Latin letters (RFC 5322), or in letters of one other script (RFC 6531)."""
    if re.fullmatch(r"[!#-'*+\-./0-9=?^-~]{1,64}", local):
        return True
    return re.fullmatch(r"[\u0430-\u045f\u0491-\u04f9\d._+\-]{1,64}", local, re.ASCII) is not None


def normalise_handle(text: str, _country: str | None = None) -> Identifier:
    """A name in a messenger or network ("@name", "t.me/name", "tg: name"), in small letters without the sign.

    The scheme names the network where the text does. Raises IdentifierError.
    """
    folded = plain(text).casefold().strip(" .,;()<>")
    if found := handle_of_link(folded):
        return Identifier(IdentifierKind.HANDLE, found[1], text, None, scheme=found[0])
    named = _NAMED.fullmatch(folded)
    if not named or not any(sign.isalpha() for sign in named[2]):
        raise IdentifierError(N_("“%(given)s” is not a handle"), given=text.strip()[:60])
    return Identifier(IdentifierKind.HANDLE, named[2].casefold(), text, None, scheme=_network(named[1]))


def handle_of_link(link: str) -> tuple[str, str] | None:
    """The network and the name that a profile link names ("https://t.me/name"), else None."""
    if found := re.fullmatch(r"tg://(?:user\?id=|resolve\?domain=)([\w]+)\S*", link, re.IGNORECASE):
        return "telegram", found[1].casefold()
    if found := _OF_TELEGRAM.fullmatch(link):
        name = next(each for each in found.groups() if each).casefold()
        return None if name in _OWN_TO_TELEGRAM else ("telegram", name)
    if found := _NUMBERED.fullmatch(link):
        number = next(each for each in (found[2], found[3], found[4], found[6]) if each)
        return ("ok", f"ok.{number}") if found[5] else ("facebook", f"facebook.{number}")
    page = _PROFILE.fullmatch(link)
    network = _NETWORKS.get(page[1].casefold()) if page else None
    name = page[2].casefold() if page else ""
    is_name = any(sign.isalpha() for sign in name) and not name.endswith((".php", ".html", ".htm"))
    return (network, name) if network is not None and is_name and name not in _NOT_NAMES else None


def phone_of_link(link: str) -> str:
    """The telephone number that a link calls or writes to ("wa.me/77011234567"), or nothing."""
    found = _CALLS.fullmatch(link)
    return f"+{found[1]}" if found else ""


def normalise_url(text: str, _country: str | None = None) -> Identifier:
    """A page as host and path: without scheme, "www.", tracking parameters, fragment and closing slash.

    The scheme of the identifier is the site's name without mirror numbers and ending, so that mirrors can be found
    together. Raises IdentifierError.
    """
    written = plain(text).strip("<>\"' ").replace("[.]", ".").replace("(.)", ".")
    written = _FALSE_SCHEMES.sub("http", written)
    try:
        parts = urlsplit(written if _SCHEME.match(written) else f"http://{written}")
        written_host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        written_host, port = "", None
    host = _ascii_host(written_host)
    if not (_HOST.fullmatch(written_host) and _HOST.fullmatch(host)):
        raise IdentifierError(N_("“%(given)s” is not the address of a site"), given=text.strip()[:60])
    bare = re.sub(r"^(?:(?:www\d?|m|mobile)\.)+(?=.+\..)", "", host)
    bare = _MIRRORS.get(bare, bare)
    value = bare + (f":{port}" if port not in (None, 80, 443) else "") + _path(parts.path) + _query(parts.query)
    valid, note = _onion(bare)
    return Identifier(IdentifierKind.URL, value, text, None, valid, note=note, scheme=site_name(bare))


def site_name(host: str) -> str:
    """The name that mirrors of a site share: the last name before the ending, without digits at its ends.

    "shop-24.biz" and "www.shop2.to" give "shop"; an onion address is its own name.
    """
    labels = host.casefold().split(".")
    if host.casefold() in _NETWORKS or ".".join(labels[-2:]) in {"t.me", "telegram.org"}:
        return host.casefold()  # what stands on a network is nobody's mirror
    if labels[-1] == "onion" or all(label.isdigit() for label in labels) or len(labels) < 2:
        return host.casefold()
    second_level = len(labels) > 2 and labels[-2] in ("com", "co", "org", "net", "gov", "edu")
    label = labels[-3 if second_level else -2]
    return re.sub(r"^[\d-]+|[\d-]+$", "", label) or label


def mirrored(address: str) -> str:
    """The page that mirrors of a shop share, of the normal form of its address: the site's name and the path.

    "mega2.to/shop" and "mega3.biz/shop" give "mega/shop"; nothing for networks and onion addresses, which have none.
    """
    host, _, rest = address.partition("/")
    bare = host.partition(":")[0].partition("?")[0]
    name = site_name(bare)
    return f"{name}/{rest}".rstrip("/") if name != bare and len(name) >= LEAST_SITE else ""


def _one_mailbox(local: str, domain: str) -> str:
    if domain in _GOOGLE:
        return f"{local.partition('+')[0].replace('.', '') or local}@gmail.com"
    if domain in _YANDEX:
        return f"{local.partition('+')[0].replace('.', '-') or local}@yandex.ru"
    return f"{local}@{domain}"


def _network(written: str | None) -> str:
    if not written:
        return ""
    names = {
        "tg": "telegram",
        "тг": "telegram",
        "insta": "instagram",
        "инста": "instagram",
        "вк": "vk",
        "скайп": "skype",
    }
    folded = written.casefold()
    known = {"телегра": "telegram", "инстагр": "instagram"}.get(folded[:7], folded)
    return names.get(folded, known)


def _ascii_host(host: str) -> str:
    try:
        return host.casefold().encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _path(path: str) -> str:
    return quote(unquote(path), safe="/:@!$&'()*+,;=~-._").rstrip("/")


def _query(query: str) -> str:
    kept = [(key, value) for key, value in parse_qsl(query) if not _TRACKING.match(key.casefold())]
    return f"?{urlencode(sorted(kept))}" if kept else ""


def _onion(host: str) -> tuple[bool | None, str]:
    """A version 3 onion name holds a checksum (Tor rend-spec-v3)."""
    if not host.endswith(".onion"):
        return None, ""
    label = host.removesuffix(".onion").rpartition(".")[2]
    try:
        decoded = base64.b32decode(label.upper())
    except binascii.Error:
        return False, "not a full onion address"
    if len(decoded) != 35:
        return None, "onion address of the old kind" if len(label) == 16 else "not a full onion address"
    checksum = hashlib.sha3_256(b".onion checksum" + decoded[:32] + decoded[34:]).digest()[:2]
    fits = checksum == decoded[32:34]
    return fits, "" if fits else "the checksum does not fit"
