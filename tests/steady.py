"""What an answer says without what chance put into it: in tokens, ids, references and sums any short text may stand."""

import re
from typing import Any

PUT_BY_CHANCE = re.compile(
    r"""(name="csrfmiddlewaretoken"\ value=")[^"]*         # a form's token
    | (/static/built/)[^"'\s)]*                            # a built file, named by a sum of its content
    | \b(krg_)[\w-]+                                       # the key of a machine's account
    | (?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])
    | (?<![0-9a-f])[0-9a-f]{16,}(?![0-9a-f])               # a sum, a mark, a salt, the name of a kept file
    | (?<=\d\d:\d\d:\d\d)\.\d+                            # what follows the second
    | \b([A-Z]{2}-)\d\d-[A-Z2-7]{8}\b                      # a request's number
    | \b((?:CD|JO)-)\d{7}\b                                # the number of a delivery or an operation
    | \b([A-Z]{2,5}-[A-Z]+-)[0-9A-HJKMNP-TV-Z]{8}\b        # a record's reference behind its desk
    """,
    re.VERBOSE,
)


def steady(answer: Any) -> str:
    """The text of a response, of bytes or a text, with a sign in place of each thing that differs from run to run.

    Ask this whether a short text is absent: a page with twenty random codes holds a given pair of letters by chance
    in one run of seven.
    """
    content = getattr(answer, "content", answer)
    text = content.decode() if isinstance(content, bytes) else content
    return PUT_BY_CHANCE.sub(lambda found: "".join(part or "" for part in found.groups()) + "⁂", text)
