"""Background work: give notices out to mailboxes and addresses, and send what is due."""


def send_waiting() -> int:
    """Give out, then send; returns how many messages left."""
    from kerege.rooms.notices.actions import sending

    return sending.give_out() + sending.send_mail() + sending.send_hooks()
