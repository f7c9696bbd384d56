"""Pure decisions of the room: the consent machine of a controlled delivery, zones and clock changes, its drawing."""
