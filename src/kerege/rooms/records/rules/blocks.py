"""Fields and groups that several kinds of reports share."""

from dataclasses import replace

from kerege.kernel.law import Part
from kerege.rooms.records.rules.fields import N_, Field, FieldType, Group
from kerege.rooms.records.rules.vocabulary import (
    DRUG_FORMS,
    IDENTIFIER_KINDS,
    LINK_ROLES,
    OFFENCES,
    PERSON_CATEGORIES,
    SEXES,
    SUBJECT_KINDS,
    TRANSPORTS,
)

T = FieldType
NOMINAL = Part.NOMINAL


def occurred(label: str) -> Field:
    """The date of the event; a year or a month is enough."""
    return Field(
        name="occurred",
        label=label,
        type=T.DATE,
        required=True,
        hint=N_("As exact as known: 14.03.2022, March 2022, 2022, about 2022."),
        headings=("date", "seizure date", "дата", "дата изъятия", "date of seizure", "дата события"),
    )


WHERE = (
    Field(
        name="country",
        label=N_("Country"),
        type=T.COUNTRY,
        required=True,
        headings=("country", "страна", "country of seizure", "государство"),
    ),
    Field(
        name="region",
        label=N_("Region"),
        type=T.REGION,
        headings=("region", "область", "oblast", "province", "регион"),
        max_length=120,
    ),
    Field(
        name="place",
        label=N_("Place, to the district"),
        hint=N_("District, town or border point. The exact address belongs to the nominal part."),
        headings=("place", "место", "location", "город", "city", "district", "район"),
    ),
    Field(name="latitude", label=N_("Latitude"), type=T.LATITUDE, headings=("lat", "широта")),
    Field(name="longitude", label=N_("Longitude"), type=T.LONGITUDE, headings=("lon", "lng", "долгота")),
)
NOMINAL_PLACE = (
    Field(
        name="exact_place",
        label=N_("Exact place"),
        type=T.TEXT,
        part=NOMINAL,
        headings=("address", "адрес", "exact place"),
    ),
    Field(
        name="case_reference",
        label=N_("Case number"),
        part=NOMINAL,
        headings=("case", "case number", "номер дела", "уголовное дело", "№ дела"),
        max_length=120,
    ),
    Field(
        name="narrative",
        label=N_("What happened, with names"),
        type=T.LONG_TEXT,
        part=NOMINAL,
        headings=("narrative", "обстоятельства", "фабула"),
        max_length=20_000,
    ),
)
SUMMARY = Field(
    name="summary",
    label=N_("Summary without names"),
    type=T.LONG_TEXT,
    hint=N_("No persons, no identifiers: this part may be seen by all members."),
    headings=("summary", "краткое содержание", "описание", "description", "comments", "примечание"),
    max_length=4000,
)
SOURCE_URL = Field(
    name="source_url", label=N_("Link to the open source"), type=T.URL, headings=("url", "link", "ссылка", "источник")
)
PERSONS_COUNT = Field(
    name="persons_count",
    label=N_("Persons detained"),
    type=T.INTEGER,
    may_be_unknown=True,
    headings=("persons", "detained", "number of persons", "задержано", "задержанные", "кол-во лиц"),
)
ITEM_FIELDS = (
    Field(
        name="substance",
        label=N_("Substance"),
        type=T.SUBSTANCE,
        required=True,
        headings=("drug", "substance", "drug name", "наркотик", "вещество", "вид наркотика", "наименование"),
    ),
    Field(
        name="quantity",
        label=N_("Quantity"),
        type=T.QUANTITY,
        required=True,
        may_be_unknown=True,
        hint=N_("Bulk weight as seized, for example 2.5; or “not known”."),
        headings=("quantity", "amount", "количество", "кол-во", "вес", "weight", "масса"),
    ),
    Field(
        name="unit",
        label=N_("Unit"),
        type=T.UNIT,
        headings=("unit", "единица", "ед. изм.", "единица измерения", "drug unit", "ед"),
    ),
    Field(name="purity", label=N_("Purity, %"), type=T.DECIMAL, headings=("purity", "чистота", "концентрация")),
    Field(name="form", label=N_("Form"), type=T.CHOICE, choices=DRUG_FORMS, headings=("form", "форма")),
    Field(name="packaging", label=N_("Packaging"), headings=("packaging", "упаковка")),
    Field(name="mark", label=N_("Mark or logo"), headings=("mark", "logo", "логотип", "маркировка"), max_length=120),
)
ITEMS = Group(name="items", label=N_("Seized items"), fields=ITEM_FIELDS, least=1)
LEGS = Group(
    name="legs",
    label=N_("Route"),
    fields=(
        Field(name="from_country", label=N_("From country"), type=T.COUNTRY, headings=("origin", "from", "откуда")),
        Field(name="from_place", label=N_("From place"), max_length=200),
        Field(name="to_country", label=N_("To country"), type=T.COUNTRY, headings=("destination", "to", "куда")),
        Field(name="to_place", label=N_("To place"), max_length=200),
        Field(
            name="assessed",
            label=N_("Assessed, not documented"),
            type=T.YES_NO,
            hint=N_("Documented: a ticket, a waybill, a statement. Assessed: an analyst's judgement."),
        ),
        Field(
            name="transport",
            label=N_("Transport"),
            type=T.CHOICE,
            choices=TRANSPORTS,
            headings=("transport", "транспорт", "mode of transportation"),
        ),
    ),
)
IDENTIFIERS = Group(
    name="identifiers",
    label=N_("Identifiers"),
    part=NOMINAL,
    fields=(
        Field(
            name="kind",
            label=N_("Kind of identifier"),
            type=T.CHOICE,
            choices=IDENTIFIER_KINDS,
            part=NOMINAL,
            hint=N_("May be left out: it is recognised where it can be."),
        ),
        Field(
            name="value",
            label=N_("Value"),
            type=T.IDENTIFIER,
            part=NOMINAL,
            required=True,
            headings=("phone", "телефон", "identifier", "идентификатор", "номер"),
            max_length=300,
        ),
        Field(name="country", label=N_("Issuing country"), type=T.COUNTRY, part=NOMINAL),
    ),
)
SUBJECT_FIELDS = (
    Field(
        name="kind",
        label=N_("Kind of subject"),
        type=T.CHOICE,
        choices=SUBJECT_KINDS,
        part=NOMINAL,
        required=True,
        headings=("subject kind", "вид объекта"),
    ),
    Field(
        name="name",
        label=N_("Name as written in the source"),
        part=NOMINAL,
        hint=N_(
            "In the original script; it is never replaced. Of premises: town, street and house. "
            "A plate, phone or document goes below, as an identifier."
        ),
        headings=("name", "full name", "фио", "имя", "фамилия имя отчество", "фамилия имя", "наименование лица"),
        max_length=300,
    ),
    Field(
        name="aliases",
        label=N_("Other names, separated by semicolons"),
        part=NOMINAL,
        headings=("alias", "aliases", "кличка", "прозвище"),
    ),
    Field(
        name="category",
        label=N_("Category of the person"),
        type=T.CHOICE,
        choices=PERSON_CATEGORIES,
        part=NOMINAL,
        headings=("category", "категория", "статус лица"),
    ),
    Field(
        name="offence",
        label=N_("Drug offence"),
        type=T.CHOICE,
        choices=OFFENCES,
        part=NOMINAL,
        headings=("offence", "статья", "преступление"),
    ),
    Field(
        name="stated_fact",
        label=N_("One fact that the category rests on"),
        part=NOMINAL,
        headings=("fact", "основание"),
        max_length=1000,
    ),
    Field(
        name="birth_date",
        label=N_("Date or year of birth"),
        type=T.DATE,
        part=NOMINAL,
        headings=("birth date", "date of birth", "dob", "дата рождения", "год рождения", "г.р."),
    ),
    Field(name="sex", label=N_("Sex"), type=T.CHOICE, choices=SEXES, part=NOMINAL, headings=("sex", "gender", "пол")),
    Field(
        name="nationality",
        label=N_("Citizenship"),
        type=T.COUNTRY,
        part=NOMINAL,
        headings=("nationality", "citizenship", "гражданство"),
    ),
    Field(
        name="residence",
        label=N_("Where the person lives or stays"),
        part=NOMINAL,
        hint=N_("Town, street, house; several separated by semicolons."),
        headings=("residence", "place of residence", "место жительства", "адрес проживания", "прописка"),
        max_length=600,
    ),
    Field(name="covert", label=N_("Covert open case"), type=T.YES_NO, part=NOMINAL),
    Field(name="integrity", label=N_("Integrity case"), type=T.YES_NO, part=NOMINAL),
    Field(
        name="minor_reason",
        label=N_("Supervisor's reason to record a person under 18"),
        part=NOMINAL,
        max_length=500,
    ),
    Field(
        name="consent",
        label=N_("Consent of the bearer of a misused identity"),
        part=NOMINAL,
        headings=("consent", "согласие"),
        hint=N_(
            "When and before whom he consented to stand here, so that he is not taken for those who use his identity"
        ),
        max_length=500,
    ),
    Field(name="description", label=N_("Description"), type=T.LONG_TEXT, part=NOMINAL, max_length=4000),
)
SUBJECTS = Group(
    name="subjects",
    label=N_("Persons and things"),
    fields=SUBJECT_FIELDS,
    part=NOMINAL,
    groups=(IDENTIFIERS,),
)
ONE_SUBJECT_OR_MORE = replace(SUBJECTS, least=1)
LINKS = Group(
    name="links",
    label=N_("Links between them"),
    part=NOMINAL,
    fields=(
        Field(name="from", label=N_("From subject number"), type=T.INTEGER, part=NOMINAL, required=True),
        Field(name="to", label=N_("To subject number"), type=T.INTEGER, part=NOMINAL, required=True),
        Field(name="role", label=N_("Role"), type=T.CHOICE, choices=LINK_ROLES, part=NOMINAL, required=True),
        Field(name="evidence", label=N_("Evidence"), part=NOMINAL, required=True, max_length=500),
    ),
)
NOMINAL_GROUPS = (SUBJECTS, LINKS)
OWN_OFFICER_PRESENT = ("admiralty", "A", "1")
