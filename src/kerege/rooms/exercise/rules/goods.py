"""What is moved in the exercise, how much at a time, how it is hidden, and along which corridors, by season."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Goods:
    """A substance as desks write it, with its usual amounts (median in kilograms, litres or units) and price."""

    russian: tuple[str, ...]
    english: str
    median: float
    spread: float = 1.3
    unit: str = "kg"
    form: str = "powder"
    packaging: tuple[str, ...] = ("полимерный пакет", "свёрток, обмотанный скотчем")
    price: float = 0.0
    """Dollars a gram (a unit of what is counted in units), retail, near the middle of the region."""
    purity: tuple[float, float] = (0.0, 0.0)


GOODS: dict[str, Goods] = {
    "heroin": Goods(("героин", "героин", "диацетилморфин (героин)"), "heroin", 1.1, 1.6, price=22, purity=(8, 62)),
    "opium": Goods(("опий", "опий"), "opium", 2.6, 1.4, form="resin", packaging=("брикет в фольге",), price=4),
    "hashish": Goods(
        ("гашиш", "смола каннабиса (гашиш)"), "cannabis resin", 3.4, 1.6, form="resin",
        packaging=("плитки с оттиском", "прессованные бруски"), price=5,
    ),
    "cannabis": Goods(
        ("марихуана", "каннабис (марихуана)"), "cannabis herb", 1.5, 1.9, form="herb",
        packaging=("мешок из-под сахара", "стеклянная банка", "полимерный пакет"), price=3,
    ),
    "methamphetamine": Goods(("метамфетамин",), "methamphetamine", 0.9, 1.6, form="crystal", price=25, purity=(35, 92)),
    "mephedrone": Goods(("мефедрон", "4-ММС"), "mephedrone", 0.12, 1.9, form="crystal", price=18, purity=(50, 95)),
    "alpha-pvp": Goods(("альфа-PVP", "альфа-ПВП"), "alpha-PVP", 0.06, 1.7, form="crystal", price=24, purity=(40, 90)),
    "spice": Goods(
        ("синтетические каннабиноиды",), "synthetic cannabinoids", 0.08, 1.6, form="smoking_mixture", price=14
    ),
    "mdmb": Goods(("MDMB-4en-PINACA",), "MDMB-4en-PINACA", 0.25, 1.2, price=16, purity=(60, 98)),
    "cocaine": Goods(("кокаин",), "cocaine", 0.3, 2.2, price=120, purity=(40, 88)),
    "mdma": Goods(("МДМА", "экстази"), "MDMA", 160, 1.4, "tablet", "tablet", ("зип-пакет",), price=20),
    "lsd": Goods(("ЛСД",), "LSD", 60, 1.2, "blotter", "blotter", ("конверт",), price=25),
    "pregabalin": Goods(("прегабалин",), "pregabalin", 1400, 1.4, "capsule", "capsule", ("блистеры",), price=1),
    "tramadol": Goods(("трамадол",), "tramadol", 2100, 1.4, "tablet", "tablet", ("заводские блистеры",), price=0.8),
    "acetic-anhydride": Goods(
        ("уксусный ангидрид", "ангидрид уксусной кислоты"), "acetic anhydride", 420, 1.1, "l", "liquid", ("канистры",)
    ),
    "hydrochloric-acid": Goods(("соляная кислота",), "hydrochloric acid", 900, 1.0, "l", "liquid", ("бочки",)),
    "permanganate": Goods(("перманганат калия",), "potassium permanganate", 300, 1.1, "kg", "crystal", ("мешки",)),
    "methylamine": Goods(("метиламин",), "methylamine", 55, 1.0, "l", "liquid", ("канистры",)),
    "bk4": Goods(("2-бром-4-метилпропиофенон",), "2-bromo-4-methylpropiophenone", 45, 1.0, "kg", "powder", ("мешки",)),
}  # fmt: skip
"""Amounts and prices are invented, of the order of published seizures; none stands for a real case."""

HARVEST = (4, 4, 4, 5, 6, 7, 10, 14, 16, 14, 9, 7)
"""Weights of months for cannabis and fresh opiates: most is moved after the harvest."""
EVEN = (1,) * 12
HIDING: dict[str, tuple[tuple[str, str], ...]] = {
    "road": (
        ("в тайнике порога кузова", "in a cavity of the door sill"),
        ("в топливном баке", "in the fuel tank"),
        ("в запасном колесе", "in the spare wheel"),
        ("среди груза сухофруктов", "among a load of dried fruit"),
        ("за обшивкой салона", "behind the lining of the cabin"),
        ("в полу прицепа", "in the floor of the trailer"),
    ),
    "rail": (
        ("в вентиляции вагона", "in the ventilation of the carriage"),
        ("среди груза лука в вагоне", "among onions in a wagon"),
    ),
    "air": (("в двойном дне чемодана", "in a false bottom of a suitcase"), ("внутриполостным способом", "in the body")),
    "sea": (("в рефрижераторе на пароме", "in a refrigerated lorry on the ferry"), ("в контейнере", "in a container")),
    "post": (
        ("в почтовом отправлении под видом косметики", "in a parcel declared as cosmetics"),
        ("в корпусе бытовой техники", "inside a household appliance"),
        ("в посылке среди детских игрушек", "among toys in a parcel"),
    ),
    "on_foot": (("в рюкзаке", "in a rucksack"), ("в тайнике на местности", "in a cache in the open")),
    "animal": (("во вьюках", "in packs"),),
    "drone": (("под корпусом беспилотного аппарата", "under a drone"),),
}


@dataclass(frozen=True, slots=True)
class Flow:
    """A corridor: its states in order, what goes along it and by what, in which months, and its weight."""

    code: str
    path: tuple[str, ...]
    goods: dict[str, float]
    transports: dict[str, float]
    weight: float
    months: tuple[int, ...] = EVEN
    entry: dict[str, float] = field(default_factory=dict)
    """Transports of the leg out of the first state, where they differ."""


OPIATES = {"heroin": 0.42, "opium": 0.23, "hashish": 0.28, "methamphetamine": 0.07}
CASPIAN = {"heroin": 0.5, "hashish": 0.3, "methamphetamine": 0.2}
ACIDS = {"acetic-anhydride": 0.65, "hydrochloric-acid": 0.35}
OVERLAND = {"road": 0.8, "rail": 0.2}
CROSSING = {"on_foot": 0.5, "animal": 0.2, "road": 0.25, "drone": 0.05}
BY_POST = {"post": 0.9, "air": 0.1}
FLOWS = (
    Flow("north-kg", ("AF", "TJ", "KG", "KZ", "RU"), OPIATES, OVERLAND, 22, HARVEST, CROSSING),
    Flow("north-uz", ("AF", "TJ", "UZ", "KZ", "RU"), OPIATES, OVERLAND, 14, HARVEST, CROSSING),
    Flow("termez", ("AF", "UZ", "KZ", "RU"), OPIATES, OVERLAND, 8, HARVEST),
    Flow("turkmen", ("AF", "TM", "UZ", "KZ", "RU"), OPIATES, OVERLAND, 6, HARVEST),
    Flow("caspian", ("AF", "TM", "AZ"), CASPIAN, {"sea": 0.8, "road": 0.2}, 7),
    Flow("astara", ("IR", "AZ", "RU"), {"heroin": 0.35, "methamphetamine": 0.4, "hashish": 0.25}, {"road": 1.0}, 9),
    Flow("aktau", ("TM", "KZ", "RU"), {"heroin": 0.4, "tramadol": 0.6}, {"sea": 0.6, "road": 0.4}, 3),
    Flow("valley", ("KZ", "RU"), {"cannabis": 0.75, "hashish": 0.25}, {"road": 0.7, "rail": 0.3}, 16, HARVEST),
    Flow("hills", ("KG", "KZ"), {"cannabis": 0.6, "hashish": 0.4}, {"road": 0.7, "on_foot": 0.3}, 9, HARVEST),
    Flow("west-post", ("NL", "KZ"), {"mdma": 0.35, "mephedrone": 0.45, "lsd": 0.2}, BY_POST, 4),
    Flow("west-post-kg", ("DE", "KG"), {"mdma": 0.4, "mephedrone": 0.6}, BY_POST, 2),
    Flow("west-post-uz", ("PL", "UZ"), {"mephedrone": 0.6, "mdma": 0.4}, BY_POST, 3),
    Flow("east-post", ("CN", "KZ"), {"spice": 0.4, "mdmb": 0.3, "alpha-pvp": 0.3}, {"post": 0.6, "road": 0.4}, 5),
    Flow("east-post-ru", ("CN", "RU"), {"mdmb": 0.4, "spice": 0.3, "alpha-pvp": 0.3}, BY_POST, 4),
    Flow("online", ("RU", "KZ"), {"mephedrone": 0.5, "alpha-pvp": 0.35, "spice": 0.15}, {"road": 0.6, "post": 0.4}, 10),
    Flow("online-kg", ("RU", "KZ", "KG"), {"mephedrone": 0.6, "alpha-pvp": 0.4}, {"road": 0.5, "post": 0.5}, 5),
    Flow("online-uz", ("RU", "KZ", "UZ"), {"mephedrone": 0.6, "alpha-pvp": 0.4}, {"road": 0.5, "post": 0.5}, 5),
    Flow("online-az", ("RU", "AZ"), {"mephedrone": 0.5, "alpha-pvp": 0.5}, {"road": 0.5, "post": 0.5}, 3),
    Flow("pharmacy", ("IR", "TM", "UZ"), {"pregabalin": 0.5, "tramadol": 0.5}, {"road": 1.0}, 4),
    Flow("pharmacy-tr", ("TR", "AZ"), {"pregabalin": 0.7, "tramadol": 0.3}, {"road": 0.6, "air": 0.4}, 3),
    Flow("ports", ("NL", "RU"), {"cocaine": 0.7, "mdma": 0.3}, {"sea": 0.5, "air": 0.5}, 4),
)  # fmt: skip
PRECURSOR_FLOWS = (
    Flow("south-acid", ("CN", "KZ", "UZ", "AF"), ACIDS, {"rail": 0.6, "road": 0.4}, 5),
    Flow("south-ru", ("RU", "KZ", "KG", "TJ", "AF"), ACIDS, OVERLAND, 4),
    Flow("laboratories", ("CN", "KZ", "RU"), {"bk4": 0.6, "methylamine": 0.4}, {"road": 0.6, "post": 0.4}, 5),
    Flow("permanganate", ("CN", "KG", "TJ"), {"permanganate": 1.0}, {"road": 1.0}, 2),
    Flow("caspian-acid", ("RU", "AZ", "TM"), ACIDS, {"sea": 1.0}, 2),
)  # fmt: skip


def flows_through(country: str, flows: tuple[Flow, ...] = FLOWS) -> tuple[Flow, ...]:
    """The corridors a state lies on; an observer's desk reports on what starts in its neighbourhood."""
    found = tuple(flow for flow in flows if country in flow.path)
    return found or tuple(flow for flow in flows if flow.path[0] in {"AF", "IR"})
