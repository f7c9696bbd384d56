"""Files of a form whose sender is asked for his password first: kept meanwhile, part of the form again afterwards."""

from typing import Any, cast

import orjson
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from kerege.foundation import held

KEY, FIELD = "held_files", "held-files"
HEAD = 4


def hold(request: HttpRequest) -> None:
    """Keep the files of a form that is set aside until a password was given; say so."""
    files = [(name, each) for name, several in request.FILES.lists() for each in several]
    if request.method != "POST" or not files:
        return
    if sum(int(each.size or 0) for _name, each in files) > held.MOST:
        messages.warning(request, _("The file is too large to be kept meanwhile: choose it again afterwards."))
        return
    heads, parts = [], []
    for name, each in files:
        each.seek(0)
        parts.append(each.read())
        heads.append([name, each.name, each.content_type, len(parts[-1])])
    head = orjson.dumps(heads)
    token, key = held.keep(b"".join([len(head).to_bytes(HEAD, "big"), head, *parts]))
    request.session[KEY] = {"token": token, "key": key}
    sent = request.POST.copy()
    sent[FIELD] = token
    request.POST = sent  # type: ignore[assignment]  # what is set aside is this form
    messages.info(request, _("The file that you chose is kept until you have confirmed, for half an hour at most."))


def give_back(request: HttpRequest) -> None:
    """Put the files back into the form that was set aside; a form that is sent anew has none but its own."""
    if request.method != "POST":
        return
    kept: dict[str, str] = request.session.get(KEY) or {}
    if not kept or request.POST.get(FIELD) != kept["token"]:
        return
    del request.session[KEY]
    content = held.take(kept["token"], kept["key"])
    if content is None:
        messages.warning(request, _("The file that you chose is no longer kept: choose it again."))
        return
    at = HEAD + int.from_bytes(content[:HEAD], "big")
    files: MultiValueDict[str, Any] = MultiValueDict()
    for name, called, kind, size in orjson.loads(content[HEAD:at]):
        files.appendlist(name, SimpleUploadedFile(called, content[at : at + size], kind))
        at += size
    cast(Any, request)._files = files
