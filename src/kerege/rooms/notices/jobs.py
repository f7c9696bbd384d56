"""Background work: give notices out to mailboxes and addresses, and send what is due."""

from kerege.foundation import jobs


def send_waiting() -> int:
    """Give all out, then send: how much others have to hear cuts nobody's e-mail in two. How many messages left."""
    from kerege.rooms.notices.actions import sending

    return jobs.turns(sending.give_out) + sending.send_mail() + sending.send_hooks()
