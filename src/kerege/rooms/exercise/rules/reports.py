"""Ordinary reports of the year as the forms would send them: seizures, results, notes, prices, arrests, press."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kerege.rooms.exercise.rules import cast, goods, press, subjects
from kerege.rooms.exercise.rules.dice import Dice
from kerege.rooms.exercise.rules.goods import Flow, Goods
from kerege.rooms.exercise.rules.plan import Plan

Raw = dict[str, object]
KINDS: dict[str, dict[str, float]] = {
    "unit": {"seizure": 62, "arrest": 9, "subject_note": 12, "price": 7, "dismantled_laboratory": 4, "open_source": 6},
    "analysis": {"subject_note": 38, "open_source": 38, "price": 16, "seizure": 8},
    "post": {"seizure": 92, "precursor_incident": 8},
    "laboratory": {"laboratory_result": 100},
}
BY_AGENCY: dict[str, dict[str, float]] = {
    "precursor_regulator": {"precursor_incident": 100},
    "post": {"seizure": 88, "subject_note": 12},
    "centre": {"open_source": 100},
}
GATED_DAYS = 45
"""How many days back posts behind a gate report names: each of those waits for a releasing officer's word."""
NOMINAL_KINDS = frozenset({"arrest", "subject_note"})
ABROAD = {"OBS-A": "AF", "OBS-B": "IR"}
"""In which real state the invented observers' events take place, so that corridors begin somewhere."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk that writes one report: its stream of draws, the day and the number of the report."""

    spec: cast.DeskSpec
    plan: Plan
    dice: Dice
    day: date
    number: int
    country: str

    @property
    def english(self) -> bool:
        """Whether the desk writes English."""
        return self.spec.party.startswith("OBS")

    def says(self, russian: str, english: str) -> str:
        """A text in the desk's language."""
        return english if self.english else russian


def ordinary(plan: Plan, spec: cast.DeskSpec, number: int, day: date) -> Raw:
    """The ordinary report of a number of a desk."""
    dice = plan.dice(f"report|{spec.code}|{number}")
    desk = Desk(spec, plan, dice, day, number, country_of(spec, dice))
    kinds = BY_AGENCY.get(spec.agency_kind) or KINDS[spec.kind]
    if desk.english:
        kinds = {"seizure": 70, "subject_note": 30}
    if not plan.nominal:
        kinds = {kind: weight for kind, weight in kinds.items() if kind not in NOMINAL_KINDS}
    kind = dice.weighed(kinds)
    raw: Raw = {"kind": kind, "language": "en" if desk.english else "ru"}
    return raw | where(desk) | MAKERS[kind](desk)


def country_of(spec: cast.DeskSpec, dice: Dice) -> str:
    """The country of a desk's events; the centre writes of all."""
    if spec.party == "CENTRE":
        return dice.pick(("KZ", "KZ", "KG", "TJ", "UZ", "TM", "AZ", "RU", "RU"))
    return ABROAD.get(spec.party, spec.party)


def where(desk: Desk) -> Raw:
    """Date and place of the event."""
    raw: Raw = {"occurred": written_day(desk.day, desk.dice), "country": desk.country}
    near = cast.places_of(desk.country)
    if not near:
        return raw
    own = cast.places().get(desk.spec.place)
    place = own if own in near and desk.spec.kind != "analysis" else desk.dice.pick(near)
    raw |= {"region": place.region, "place": desk.says(place.russian, place.english)}
    if desk.dice.happens(0.8):
        raw["latitude"] = f"{place.latitude + (desk.dice.share() - 0.5) * 0.3:.4f}"
        raw["longitude"] = f"{place.longitude + (desk.dice.share() - 0.5) * 0.3:.4f}"
    return raw


def written_day(day: date, dice: Dice) -> str:
    """A day as written; now and then only the month is known."""
    if dice.happens(0.03):
        return f"{day:%Y-%m}"
    return f"{day:%d.%m.%Y}" if dice.happens(0.7) else day.isoformat()


def flow_for(desk: Desk, flows: tuple[Flow, ...] = goods.FLOWS) -> Flow:
    """A corridor through the desk's country, by weight and season."""
    found = {flow.code: flow for flow in goods.flows_through(desk.country, flows)}
    weights = {code: flow.weight * flow.months[desk.day.month - 1] / sum(flow.months) for code, flow in found.items()}
    return found[desk.dice.weighed(weights)]


def item(desk: Desk, thing: Goods, *, factor: float = 1.0) -> Raw:
    """One item: the substance in the desk's words, an amount, now and then not known."""
    dice = desk.dice
    made: Raw = {"substance": desk.says(dice.pick(thing.russian), thing.english), "form": thing.form}
    if dice.happens(0.02):
        return made | {"quantity": "not known"}
    amount = dice.around(thing.median * factor, thing.spread)
    made |= written_amount(amount, thing, desk)
    if not desk.english and dice.happens(0.5):
        made["packaging"] = dice.pick(thing.packaging)
    if thing.purity[1] and dice.happens(0.12):
        made["purity"] = f"{thing.purity[0] + dice.share() * (thing.purity[1] - thing.purity[0]):.1f}"
    if thing.form in {"powder", "tablet", "resin"} and dice.happens(0.06):
        made["mark"] = dice.pick(("777", "555", "ЛЕВ", "99.9%", "Крокодил", "СЛОН", "MERS"))
    return made


def written_amount(amount: float, thing: Goods, desk: Desk) -> Raw:
    """Amount and unit as written: small weights in grams, comma or point, counted things whole."""
    if thing.unit not in {"kg", "l"}:
        words = {"tablet": ("таблеток", "tablets"), "capsule": ("капсул", "capsules"), "blotter": ("марок", "blotters")}
        return {"quantity": str(max(1, round(amount))), "unit": desk.says(*words[thing.unit])}
    if thing.unit == "l":
        return {"quantity": f"{amount:.0f}" if amount > 2 else f"{amount:.2f}", "unit": desk.says("л", "l")}
    if amount < 1 and desk.dice.happens(0.85):
        return {
            "quantity": f"{max(amount * 1000, 0.1):.1f}".replace(".", desk.says(",", ".")),
            "unit": desk.says("г", "g"),
        }
    return {"quantity": f"{max(amount, 0.001):.3f}".rstrip("0").rstrip("."), "unit": desk.says("кг", "kg")}


def legs(desk: Desk, flow: Flow, transport: str) -> list[Raw]:
    """The documented leg into the country, and now and then what an analyst makes of the way on."""
    made: list[Raw] = []
    at = flow.path.index(desk.country) if desk.country in flow.path else 0
    if at > 0:
        made.append({"from_country": flow.path[at - 1], "to_country": desk.country, "transport": transport})
    if at + 1 < len(flow.path) and desk.dice.happens(0.45):
        made.append({"from_country": desk.country, "to_country": flow.path[at + 1], "assessed": "yes"})
    return made


def way(desk: Desk, flow: Flow) -> str:
    """By what it was carried when it was found; out of the first state as the border there allows."""
    at = flow.path.index(desk.country) if desk.country in flow.path else 0
    entering = flow.entry and at <= 1 and desk.spec.kind == "post"
    return desk.dice.weighed(flow.entry if entering else flow.transports)


def seizure(desk: Desk) -> Raw:
    """A seizure along a corridor."""
    flow = flow_for(desk)
    transport = way(desk, flow)
    thing = goods.GOODS[desk.dice.weighed(flow.goods)]
    factor = {"post": 1.8, "unit": 0.7, "analysis": 1.0}.get(desk.spec.kind, 1.0)
    made: Raw = {"items": [item(desk, thing, factor=factor)], "legs": legs(desk, flow, transport)}
    if desk.dice.happens(0.08):
        other = goods.GOODS[desk.dice.weighed(flow.goods)]
        if other is not thing:
            made["items"] = [item(desk, thing, factor=factor), item(desk, other, factor=factor / 3)]
    hidden = desk.dice.pick(goods.HIDING[transport])
    made["concealment"] = desk.says(*hidden)
    made["persons_count"] = (
        desk.dice.weighed({0: 0.25, 1: 0.5, 2: 0.18, 3: 0.07}) if desk.dice.happens(0.95) else "not known"
    )
    made["summary"] = desk.says(
        f"{cast.MARK_RU}: при досмотре обнаружено {thing.russian[0]}, {hidden[0]}.",
        f"{cast.MARK_EN}: {thing.english} found {hidden[1]}.",
    )
    return made | nominal(desk, transport, share=0.5) | terms(desk)


def laboratory_result(desk: Desk) -> Raw:
    """What a laboratory found in a sample."""
    thing = goods.GOODS[desk.dice.weighed(flow_for(desk).goods)]
    method = desk.dice.weighed({"gc_ms": 6, "ftir": 2, "lc_ms": 2, "raman": 1, "nmr": 0.4})
    found = item(desk, thing, factor=0.02 if thing.unit == "kg" else 0.01)
    if thing.purity[1]:
        found["purity"] = f"{thing.purity[0] + desk.dice.share() * (thing.purity[1] - thing.purity[0]):.1f}"
    return {
        "items": [found],
        "sample_reference": f"УЧ-{desk.spec.code.upper()}-{desk.number:05d}",
        "method": method,
        "summary": f"{cast.MARK_RU}: исследование образца.",
    }


def subject_note(desk: Desk) -> Raw:
    """A note on a person and what belongs to him."""
    return {"summary": desk.says(f"{cast.MARK_RU}: сведения.", f"{cast.MARK_EN}: information.")} | nominal(
        desk, desk.dice.pick(("road", "rail", "post")), needed=True
    ) | terms(desk)  # fmt: skip


def arrest(desk: Desk) -> Raw:
    """An arrest."""
    made = nominal(desk, "road" if desk.dice.happens(0.4) else "rail", needed=True)
    return {"persons_count": 1, "summary": f"{cast.MARK_RU}: задержание."} | made | terms(desk)


def precursor_incident(desk: Desk) -> Raw:
    """A consignment of a precursor that did not go where it was declared to."""
    flow = flow_for(desk, goods.PRECURSOR_FLOWS)
    transport = desk.dice.weighed(flow.transports)
    thing = goods.GOODS[desk.dice.weighed(flow.goods)]
    return {
        "items": [item(desk, thing)],
        "legs": legs(desk, flow, transport),
        "incident": desk.dice.weighed({"stopped": 5, "suspicious": 3, "seizure": 3, "diversion": 1, "theft": 0.5}),
        "declared_as": desk.dice.pick(("растворитель", "удобрение", "бытовая химия", "лабораторные реактивы")),
        "summary": f"{cast.MARK_RU}: груз остановлен на проверку.",
    }


def dismantled_laboratory(desk: Desk) -> Raw:
    """A place of manufacture that was closed."""
    made = desk.dice.weighed({"mephedrone": 6, "alpha-pvp": 3, "methamphetamine": 1})
    precursor = "methylamine" if made == "methamphetamine" else "bk4"
    raw: Raw = {
        "items": [item(desk, goods.GOODS[made], factor=12), item(desk, goods.GOODS[precursor])],
        "scale": desk.dice.weighed({"kitchen": 5, "medium": 3, "industrial": 1, "not_known": 1}),
        "process": "синтез по учебной легенде",
        "persons_count": desk.dice.between(1, 4),
        "summary": f"{cast.MARK_RU}: ликвидирована лаборатория.",
    }
    return raw | nominal(desk, "road", share=0.6)


def price(desk: Desk) -> Raw:
    """What a substance costs, dearer the farther from where it comes."""
    known = {code: one for code, one in goods.GOODS.items() if one.price}
    flow = flow_for(desk)
    code = desk.dice.weighed({each: weight for each, weight in flow.goods.items() if each in known})
    thing = known[code]
    at = flow.path.index(desk.country) if desk.country in flow.path else 0
    level, factor, amount = desk.dice.pick((("retail", 1.0, 1), ("mid", 0.6, 100), ("wholesale", 0.35, 1000)))
    typical = desk.dice.around(thing.price * (0.5 + 0.35 * at) * factor * amount, 0.2)
    counted = thing.unit not in {"kg", "l"}
    words = {"tablet": ("таблетка", "tablet"), "capsule": ("капсула", "capsule"), "blotter": ("марка", "blotter")}
    unit = desk.says(*words[thing.unit]) if counted else desk.says("г", "g")
    return {
        "items": [{"substance": desk.says(thing.russian[0], thing.english), "quantity": str(amount), "unit": unit}],
        "market_level": level,
        "price_low": f"{typical * 0.8:.2f}",
        "price_typical": f"{typical:.2f}",
        "price_high": f"{typical * 1.25:.2f}",
        "currency": "USD",
        "summary": desk.says(f"{cast.MARK_RU}: цена на рынке.", f"{cast.MARK_EN}: market price."),
    }


def open_source(desk: Desk) -> Raw:
    """A press item: the publisher's claim; no person is named."""
    flow = flow_for(desk)
    thing = goods.GOODS[desk.dice.weighed(flow.goods)]
    place = desk.dice.pick(cast.places_of(desk.country) or tuple(cast.places().values()))
    amount = item(desk, thing)
    quantity = f"{amount['quantity']} {amount.get('unit', '')}".strip()
    made = press.item(desk.dice, desk.day, thing.russian[0], quantity, place.russian) | {"items": [amount]}
    if desk.country in flow.path[1:]:
        made["legs"] = [{"from_country": flow.path[0], "to_country": desk.country, "assessed": "yes"}]
    return made


def nominal(desk: Desk, transport: str, *, share: float = 1.0, needed: bool = False) -> Raw:
    """The nominal part of an ordinary report, or nothing; of posts behind a gate only in the last weeks."""
    if not desk.plan.nominal or not (needed or desk.dice.happens(share)):
        return {}
    if not needed and waits_at_gate(desk.spec) and (desk.plan.last_day - desk.day).days > GATED_DAYS:
        return {}
    scene = subjects.ordinary_scene(desk.plan, desk.spec, desk.number, desk.dice, transport, needed=needed)
    return scene.raw() if scene.rows else {}


def waits_at_gate(spec: cast.DeskSpec) -> bool:
    """Whether the nominal part of what this desk reports waits for a releasing officer."""
    gate = next(party.gate_nominal for party in cast.PARTIES if party.code == spec.party)
    return gate.value != "automatic" and spec.kind in {"post", "laboratory"}


def terms(desk: Desk) -> Raw:
    """How the desk lets it be handled: mostly as the law has it, now and then tighter."""
    dice = desk.dice
    if dice.happens(0.06):
        return {"handling": ["H0", "H2"], "conditions": ["ask_first"]}
    if dice.happens(0.03):
        return {"handling": ["H0", "H1"], "conditions": ["intelligence_only"]}
    if desk.plan.nominal and dice.happens(0.03):
        return {"finding_mode": "silent"}
    return {"level": "official_use"} if dice.happens(0.05) else {}


MAKERS: dict[str, Callable[[Desk], Raw]] = {
    "seizure": seizure,
    "laboratory_result": laboratory_result,
    "subject_note": subject_note,
    "arrest": arrest,
    "precursor_incident": precursor_incident,
    "dismantled_laboratory": dismantled_laboratory,
    "price": price,
    "open_source": open_source,
}
