"""A browser and its system in two words, for the list of open sessions: enough to know one's own machine again."""

BROWSERS = (
    *(("YaBrowser", "Yandex"), ("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome")),
    ("Safari", "Safari"),
)
SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS")),
    *(("CrOS", "ChromeOS"), ("Linux", "Linux")),
)
"""What stands in a browser's name for itself, and its everyday name; the first that fits counts."""


def browser_of(name_for_itself: str) -> str:
    """Its browser and system, as far as they are known; never the text itself, which anybody may write."""
    found = [next((plain for sign, plain in table if sign in name_for_itself), None) for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found))
