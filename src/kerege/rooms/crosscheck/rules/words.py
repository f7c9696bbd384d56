"""Sentences of the cross-check, as English msgids; faces translate them."""

from typing import Final


def N_(text: str) -> str:  # noqa: N802  # the mark that the catalogue tools look for
    """Mark a text for translation."""
    return text


HIT_SENTENCE: Final = N_("A lead, not an identity. No arrest, search or refusal on this alone.")
CONFIRM_SENTENCE: Final = N_("Confirm by two independent identifiers.")
NO_HIT_SENTENCE: Final = N_(
    "Nothing that may be shown to you. This does not mean that nothing is held, and it is not a clearance."
)
RENEWING: Final = N_("The index of names is being renewed and this answer may lack some: ask again later.")
CALL_YOUR_DESK: Final = N_("call your desk")
NEEDS_PURPOSE: Final = N_(
    "A check needs a purpose other than own work, with a case or a reason: others are told that you asked."
)
NEEDS_GROUNDS: Final = N_("This purpose needs a case number or a reason in words.")
NO_ROLE: Final = N_("Your role does not check; ask your desk.")
NO_ORGANISATIONS: Final = N_("Organisations submit no checks of persons or identifiers.")
NOTHING_ASKED: Final = N_(
    "Nothing in this text can be checked: give a name of at least two letters or one whole number, plate or address."
)
TOO_MUCH_ASKED: Final = N_("One check takes at most %(most)s names and %(most)s identifiers: check a list instead.")
TOO_NEAR: Final = N_(
    "Your desk has made %(count)s nearly equal checks today and may make no more. The owners of what they met see "
    "their number. Ask the desk you were told of, or wait until tomorrow."
)
TOO_MANY: Final = N_(
    "Your desk has made %(count)s checks today, which is its limit. The rest must wait until tomorrow."
)
TOO_LONG_LIST: Final = N_("A list holds at most %(most)s lines; this one has %(count)s.")

FIELDS: Final[dict[str, str]] = {
    "name": N_("name"),
    "birth": N_("date of birth"),
    "sex": N_("sex"),
    "country": N_("nationality"),
    "place": N_("place"),
    "phone": N_("phone number"),
    "plate": N_("number plate"),
    "passport": N_("passport or identity card"),
    "national_number": N_("national number"),
    "vin": N_("vehicle identification number"),
    "imei": N_("IMEI"),
    "container": N_("container number"),
    "wagon": N_("railway wagon number"),
    "imo": N_("ship number (IMO)"),
    "parcel": N_("parcel number"),
    "air_waybill": N_("air waybill"),
    "iban": N_("IBAN"),
    "card": N_("bank card"),
    "wallet": N_("wallet address"),
    "email": N_("e-mail address"),
    "handle": N_("handle or nickname of an account"),
    "url": N_("web address"),
    "address": N_("address of premises"),
    "misused": N_("identity misused by others"),
}
"""What may agree, by code."""

REASONS: Final[dict[str, str]] = {
    "same_identifier": N_("the same %(field)s: %(value)s"),
    "part_of_identifier": N_("a part of the %(field)s agrees: %(value)s"),
    "mirror_of_shop": N_("a mirror of the same shop: %(value)s"),
    "near_identifier": N_("the %(field)s is the same but for one sign: %(value)s"),
    "identifier_differs": N_("another %(field)s"),
    "agrees": N_("%(field)s agrees"),
    "misused": N_(
        "this identity is recorded as misused by others: "
        "whoever bears it may be its rightful bearer, not the person sought"
    ),
    "name_crossed": N_("given name and patronymic have changed places, as with a father and his son"),
    "name_common": N_(
        "a common name: of ten million people about %(count)s bear it by the shipped frequencies, and some of them are "
        "born as near as that"
    ),
    "name_of_house": N_(
        "father and son, or others of one house, may both be called so and share a number: a date of birth is needed"
    ),
    "birth_same_day": N_("the same date of birth"),
    "birth_filled_in": N_("both dates of birth are the same 1 January, which is often filled in for a day not known"),
    "birth_slip": N_(
        "the dates of birth differ by one slip: one figure, or two figures or day and month changed about"
    ),
    "birth_one_part": N_("the dates of birth differ in the day or the month alone, by more than one slip"),
    "birth_by_chance": N_("two people of one name are born as near as that by chance: one thing more is needed"),
    "birth_same_month": N_("the same month and year of birth"),
    "birth_same_year": N_("the same year of birth"),
    "birth_near": N_("the year of birth differs by %(years)s"),
    "birth_part_differs": N_("the same year of birth, another month"),
    "birth_years_apart": N_("another year of birth: %(value)s"),
    "birth_differs": N_("another date of birth; of the year %(value)s"),
    "birth_follows": N_("a date of birth was not stated and follows from the national number"),
    "sex_same": N_("the same sex"),
    "sex_differs": N_("another sex"),
    "country_same": N_("the same nationality"),
    "country_differs": N_("another nationality: %(value)s"),
    "place_same": N_("the same address or place"),
    "place_partly": N_("places agree in part"),
    "place_differs": N_("another place"),
    "company_shared": N_("both stand together with the same others: %(count)s"),
}
"""Reasons other than those of the name comparison, by code."""

LIMITS: Final = frozenset({"birth_by_chance", "name_common", "name_of_house"})
"""Reasons that pull nowhere by themselves and say why a finding is not called strong, by code."""

CONTRADICTIONS: Final[dict[str, str]] = {
    "birth": N_("two dates of birth that cannot be one person's would come together"),
    "national_number": N_("two national numbers would come together"),
    "passport": N_("two passports or identity cards of one kind would come together"),
    "judged": N_("your agency said of two of them that they are not the same"),
}
"""Why a pair is not followed in a proposal, by code."""

COMPARED: Final[dict[str, str]] = FIELDS
"""What may stand side by side, by code."""

SAYS: Final[dict[str, str]] = {
    "agrees": N_("agree"),
    "nearly": N_("nearly agree"),
    "differs": N_("differ"),
    "unknown": N_("known of one only"),
    "crossed": N_("the same words in changed places"),
}
"""What one field says of two subjects, by code."""

COUNTED: Final[dict[str, str]] = {
    "persons": N_(
        "Of a hundred pairs that agree and differ like this one, about so many are the same; counted on invented "
        "persons. A name alone never passes one half."
    ),
    "rule": N_(
        "Set by a rule, counted on nothing: a whole number or address that is the same says 98 of a hundred, a short "
        "nickname 50, a number nearly the same 35, a part of one or the same page of a shop elsewhere 25, a name alone "
        "never more than 50."
    ),
}
"""On what a probability was counted, by code."""

PARTS: Final[dict[str, str]] = {
    "same": N_("the same"),
    "same_across_scripts": N_("the same in two scripts"),
    "sounds_same": N_("the same sound, another spelling"),
    "short": N_("a short form of the name"),
    "joined": N_("written as one word or two"),
    "stem": N_("the same stem, another ending"),
    "root": N_("the same root, another part of a name"),
    "crossed": N_("the same root in changed places: as of a father and his son, no agreement"),
    "alike": N_("alike, not the same"),
    "initial": N_("the initial agrees"),
    "lacking": N_("only one name has it"),
    "title": N_("a title, counted little"),
    "form": N_("the same legal form"),
    "form_differs": N_("another legal form"),
}
"""How two parts of names stand to each other, by code of the name method."""

CHANGES: Final[dict[str, str]] = {
    "if_birth_same": N_("if the full date of birth is the same"),
    "if_birth_differs": N_("if the full date of birth is another"),
    "if_document_same": N_("if the passport or national number is the same"),
    "if_number_differs": N_("if the national number is another"),
    "if_phone_same": N_("if a telephone number is the same"),
    "if_sex_differs": N_("if the sex is another"),
    "if_place_same": N_("if the address is the same"),
}
"""What would change a decision, by code."""
