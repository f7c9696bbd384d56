"""Closed lists of the field, as codes with the words for them."""

from kerege.rooms.records.rules.fields import N_, Choice


def _list(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, label) for code, label in pairs)


DRUG_FORMS = _list(
    ("powder", N_("powder")),
    ("crystal", N_("crystal")),
    ("tablet", N_("tablets")),
    ("capsule", N_("capsules")),
    ("liquid", N_("liquid")),
    ("resin", N_("resin")),
    ("herb", N_("herb")),
    ("plant", N_("plants")),
    ("blotter", N_("blotters")),
    ("smoking_mixture", N_("smoking mixture")),
    ("other", N_("other form")),
)
TRANSPORTS = _list(
    ("road", N_("road")),
    ("rail", N_("rail")),
    ("air", N_("air")),
    ("sea", N_("sea or river")),
    ("post", N_("post and courier")),
    ("on_foot", N_("on foot")),
    ("animal", N_("pack animal")),
    ("drone", N_("drone")),
    ("pipeline_other", N_("other transport")),
)
SUBJECT_KINDS = _list(
    ("person", N_("person")),
    ("group", N_("group or organisation")),
    ("vehicle", N_("vehicle")),
    ("phone", N_("phone")),
    ("email", N_("e-mail address")),
    ("account", N_("account")),
    ("wallet", N_("wallet")),
    ("shop", N_("online shop")),
    ("parcel", N_("parcel or consignment")),
    ("premises", N_("premises")),
    ("document", N_("document")),
)
PERSON_CATEGORIES = _list(
    ("suspect", N_("suspect")),
    ("convicted", N_("convicted person")),
    ("contact", N_("contact or associate")),
    ("unwitting", N_("unwitting owner or consignee")),
    ("victim", N_("victim")),
    ("witness", N_("witness")),
    ("misused", N_("bearer of a misused identity")),
)
OFFENCES = _list(
    ("trafficking", N_("illicit sale or trafficking")),
    ("smuggling", N_("smuggling across a border")),
    ("production", N_("illicit production or manufacture")),
    ("cultivation", N_("illicit cultivation")),
    ("precursors", N_("diversion of precursors")),
    ("laundering", N_("laundering of drug proceeds")),
    ("organisation", N_("leading or financing a group")),
    ("storage", N_("storage or transport on a commercial scale")),
    ("advertising", N_("advertising or sale online")),
)
SEXES = _list(("female", N_("female")), ("male", N_("male")), ("not_known", N_("not known")))
IDENTIFIER_KINDS = _list(
    ("phone", N_("phone number")),
    ("plate", N_("number plate")),
    ("passport", N_("passport or identity card")),
    ("national_number", N_("national number")),
    ("vin", N_("vehicle identification number")),
    ("imei", N_("IMEI")),
    ("container", N_("container number")),
    ("iban", N_("IBAN")),
    ("card", N_("bank card")),
    ("wallet", N_("wallet address")),
    ("email", N_("e-mail address")),
    ("handle", N_("handle or nickname of an account")),
    ("url", N_("web address")),
    ("parcel", N_("parcel number")),
    ("imo", N_("ship number (IMO)")),
)
LABORATORY_METHODS = _list(
    ("presumptive", N_("presumptive test")),
    ("raman", N_("Raman spectroscopy")),
    ("ftir", N_("infrared spectroscopy (FTIR)")),
    ("gc_ms", N_("GC-MS")),
    ("lc_ms", N_("LC-MS")),
    ("nmr", N_("NMR with reference standard")),
)
LABORATORY_EQUIPMENT_SCALES = _list(
    ("kitchen", N_("kitchen")),
    ("medium", N_("medium")),
    ("industrial", N_("industrial")),
    ("not_known", N_("not known")),
)
PRECURSOR_INCIDENTS = _list(
    ("stopped", N_("shipment stopped")),
    ("suspicious", N_("suspicious order")),
    ("theft", N_("theft")),
    ("diversion", N_("diversion")),
    ("seizure", N_("seizure")),
)
MARKET_LEVELS = _list(("wholesale", N_("wholesale")), ("mid", N_("middle")), ("retail", N_("retail")))
LINK_ROLES = _list(
    ("courier", N_("carries for")),
    ("organiser", N_("organises")),
    ("supplier", N_("supplies")),
    ("buyer", N_("buys from")),
    ("owner", N_("owns")),
    ("user", N_("uses")),
    ("sender", N_("sends to")),
    ("recipient", N_("receives from")),
    ("relative", N_("is related to")),
    ("associate", N_("is associated with")),
    ("member", N_("is a member of")),
    ("located", N_("is located at")),
)
STATES = _list(("unit", N_("own unit")), ("desk", N_("own agency")), ("offered", N_("offered to members")))
