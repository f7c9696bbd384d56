"""The kinds of reports, one declaration each."""

from dataclasses import replace

from kerege.rooms.records.rules.blocks import (
    ITEMS,
    LEGS,
    LINKS,
    NOMINAL_GROUPS,
    NOMINAL_PLACE,
    ONE_SUBJECT_OR_MORE,
    OWN_OFFICER_PRESENT,
    PERSONS_COUNT,
    SOURCE_URL,
    SUBJECTS,
    SUMMARY,
    WHERE,
    T,
    occurred,
)
from kerege.rooms.records.rules.fields import N_, Field, Group, Kind
from kerege.rooms.records.rules.vocabulary import (
    LABORATORY_EQUIPMENT_SCALES,
    LABORATORY_METHODS,
    MARKET_LEVELS,
    PRECURSOR_INCIDENTS,
)

AS_STATED = (
    Field(
        name="setting",
        label=N_("Kind of place (airport, street, flat …)"),
        headings=("installation", "setting", "вид места", "тип места"),
        max_length=120,
    ),
    Field(
        name="produced_in",
        label=N_("Country of production, as stated"),
        type=T.COUNTRY,
        headings=("producing country", "страна производства"),
    ),
    Field(name="routing", label=N_("Border or inland, as stated"), headings=("routing",), max_length=120),
    Field(name="route_stated", label=N_("Route, as stated"), headings=("route", "маршрут"), max_length=300),
)
"""What other systems state beside the legs: kept in their words."""

SEIZURE = Kind(
    code="seizure",
    label=N_("Seizure"),
    purpose=N_("Drugs, precursors or equipment taken by an agency."),
    fields=(
        occurred(N_("Date of seizure")),
        *WHERE,
        PERSONS_COUNT,
        Field(
            name="concealment",
            label=N_("How it was hidden"),
            headings=("concealment", "способ сокрытия", "method of hiding", "hiding place"),
        ),
        Field(
            name="seizing_agency",
            label=N_("Seizing agency, as stated"),
            headings=("agency", "seizing agency", "орган", "ведомство"),
            max_length=200,
        ),
        *AS_STATED,
        SUMMARY,
        SOURCE_URL,
        *NOMINAL_PLACE,
    ),
    groups=(ITEMS, LEGS, *NOMINAL_GROUPS),
    default_grading=OWN_OFFICER_PRESENT,
)
LABORATORY_RESULT = Kind(
    code="laboratory_result",
    label=N_("Laboratory result"),
    purpose=N_("What a forensic laboratory found in a sample."),
    fields=(
        occurred(N_("Date of the result")),
        *WHERE,
        Field(name="sample_reference", label=N_("Sample reference"), required=True, max_length=120),
        Field(name="method", label=N_("Method"), type=T.CHOICE, choices=LABORATORY_METHODS, required=True),
        Field(name="profile", label=N_("Chemical profile or impurities"), type=T.LONG_TEXT, max_length=4000),
        SUMMARY,
        NOMINAL_PLACE[1],
    ),
    groups=(ITEMS,),
    default_grading=OWN_OFFICER_PRESENT,
)
SUBJECT_NOTE = Kind(
    code="subject_note",
    label=N_("Subject note"),
    purpose=N_("A person, group, vehicle, phone, account, shop, parcel, premises or document of interest."),
    fields=(occurred(N_("Date of the information")), *WHERE, SUMMARY, *NOMINAL_PLACE),
    groups=(ONE_SUBJECT_OR_MORE, LINKS),
)
PRECURSOR_INCIDENT = Kind(
    code="precursor_incident",
    label=N_("Precursor incident"),
    purpose=N_("A stopped, suspicious, stolen or diverted consignment of a precursor."),
    fields=(
        occurred(N_("Date of the incident")),
        *WHERE,
        Field(name="incident", label=N_("What happened"), type=T.CHOICE, choices=PRECURSOR_INCIDENTS, required=True),
        Field(name="declared_as", label=N_("Declared as"), max_length=300),
        SUMMARY,
        SOURCE_URL,
        *NOMINAL_PLACE,
    ),
    groups=(ITEMS, LEGS, *NOMINAL_GROUPS),
    default_grading=OWN_OFFICER_PRESENT,
)
DISMANTLED_LABORATORY = Kind(
    code="dismantled_laboratory",
    label=N_("Dismantled laboratory"),
    purpose=N_("A place of manufacture that was closed."),
    fields=(
        occurred(N_("Date of dismantling")),
        *WHERE,
        PERSONS_COUNT,
        Field(name="scale", label=N_("Scale"), type=T.CHOICE, choices=LABORATORY_EQUIPMENT_SCALES),
        Field(name="process", label=N_("Method of manufacture"), type=T.LONG_TEXT, max_length=2000),
        SUMMARY,
        SOURCE_URL,
        *NOMINAL_PLACE,
    ),
    groups=(ITEMS, *NOMINAL_GROUPS),
    default_grading=OWN_OFFICER_PRESENT,
)
PRICE = Kind(
    code="price",
    label=N_("Price and purity"),
    purpose=N_("What a substance costs, at which level of the market."),
    fields=(
        occurred(N_("Date of the observation")),
        *WHERE,
        Field(
            name="market_level", label=N_("Level of the market"), type=T.CHOICE, choices=MARKET_LEVELS, required=True
        ),
        Field(name="price_low", label=N_("Lowest price"), type=T.DECIMAL),
        Field(
            name="price_typical", label=N_("Typical price"), type=T.DECIMAL, required=True, headings=("price", "цена")
        ),
        Field(name="price_high", label=N_("Highest price"), type=T.DECIMAL),
        Field(
            name="currency",
            label=N_("Currency (three letters)"),
            required=True,
            max_length=3,
            headings=("currency", "валюта"),
        ),
        SUMMARY,
        SOURCE_URL,
    ),
    groups=(ITEMS,),
)
ARREST = Kind(
    code="arrest",
    label=N_("Arrest"),
    purpose=N_("Persons detained for a drug offence."),
    fields=(occurred(N_("Date of arrest")), *WHERE, PERSONS_COUNT, SUMMARY, *NOMINAL_PLACE),
    groups=(ONE_SUBJECT_OR_MORE, LINKS),
    default_grading=OWN_OFFICER_PRESENT,
)
OPEN_SOURCE = Kind(
    code="open_source",
    label=N_("Open-source item"),
    purpose=N_("What a press item, a court page or a web shop says: a claim of its publisher."),
    fields=(
        replace(occurred(N_("Date of the event, as stated")), required=False),
        Field(
            name="date_stated",
            label=N_("Date in the words of the source"),
            hint=N_("Where it names no year, or a span: what is not said is not filled in."),
            max_length=200,
        ),
        *WHERE,
        PERSONS_COUNT,
        Field(name="title", label=N_("Title"), max_length=400, headings=("title", "заголовок")),
        Field(name="publisher", label=N_("Publisher"), max_length=200, headings=("publisher", "издание")),
        Field(name="published", label=N_("Date of publication"), type=T.DATE),
        Field(
            name="totals_stated",
            label=N_("Totals stated (not incidents)"),
            hint=N_("Sums over many incidents: kept as said, never counted as seizures."),
            max_length=2000,
        ),
        SUMMARY,
        SOURCE_URL,
        *NOMINAL_PLACE[1:],
    ),
    groups=(
        Group(name=ITEMS.name, label=ITEMS.label, fields=ITEMS.fields),
        LEGS,
        SUBJECTS,
        LINKS,
    ),
    default_grading=("admiralty", "F", "6"),
)

KINDS: dict[str, Kind] = {
    each.code: each
    for each in (
        SEIZURE,
        LABORATORY_RESULT,
        SUBJECT_NOTE,
        PRECURSOR_INCIDENT,
        DISMANTLED_LABORATORY,
        PRICE,
        ARREST,
        OPEN_SOURCE,
    )
}
