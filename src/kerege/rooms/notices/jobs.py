"""Background work: give notices out to mailboxes and addresses, and send what is due."""


def send_waiting() -> int:
    """Give all out, then send: how much others have to hear cuts nobody's e-mail in two. How many messages left."""
    from kerege.rooms.notices.actions import sending

    given = 0
    while more := sending.give_out():
        given += more
    return given + sending.send_mail() + sending.send_hooks()
