"""Codes as an authenticator shows them, and such as it does not show."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

STEP_SECONDS = 30


def code_of(secret: str, seconds_ago: float = 0) -> str:
    """The code that an authenticator shows now, or showed so long ago.

    Of the codes that the node takes this is the one in the middle, so it is right for half a minute at least.
    """
    counter = int(time.time()) // STEP_SECONDS
    return str(format_hotp_value(hotp_value(secret, counter - int(seconds_ago // STEP_SECONDS))))


def wrong_code(secret: str) -> str:
    """A code that the authenticator shows at no moment near: of a hundred thousand secrets one shows any given code."""
    near = {code_of(secret, steps * STEP_SECONDS) for steps in range(-3, 4)}
    return next(code for code in ("000000", *(str(each) for each in range(123456, 123466))) if code not in near)
