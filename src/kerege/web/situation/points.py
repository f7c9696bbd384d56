"""Where regions and countries lie on the small map: one point each, about the middle or the main town (WGS 84).

Retyped by hand from general knowledge, to a tenth of a degree: dots for orientation, no borders, no measurement.
"""

from decimal import ROUND_HALF_UP, Decimal

WEST, EAST, SOUTH, NORTH = 44.0, 92.0, 29.0, 58.0
SCALE = 20.0
SQUEEZE = 0.743
"""The cosine of 42° north, the middle of the map: degrees of longitude are this much shorter."""

COUNTRIES: dict[str, tuple[float, float]] = {
    "KZ": (67.5, 48.2), "KG": (74.6, 41.6), "TJ": (70.8, 38.6), "TM": (59.4, 39.3), "UZ": (63.9, 41.4),
    "AZ": (48.2, 40.4), "RU": (66.0, 56.3), "AF": (66.0, 33.9), "IR": (56.0, 33.5), "PK": (69.5, 30.8),
    "CN": (86.5, 41.5),
}  # fmt: skip
REGIONS: dict[str, tuple[float, float]] = {
    "KG-B": (70.8, 39.9), "KG-C": (74.6, 42.7), "KG-GB": (74.6, 42.9), "KG-GO": (72.8, 40.5), "KG-J": (72.6, 41.4),
    "KG-N": (75.8, 41.4), "KG-O": (73.2, 40.1), "KG-T": (72.2, 42.5), "KG-Y": (78.0, 42.2), "KZ-10": (80.2, 50.0),
    "KZ-11": (70.0, 52.0), "KZ-15": (57.5, 48.8), "KZ-19": (77.2, 44.2), "KZ-23": (52.5, 47.6), "KZ-27": (50.5, 50.0),
    "KZ-31": (72.0, 44.3), "KZ-33": (79.0, 45.2), "KZ-35": (73.2, 48.8), "KZ-39": (63.8, 51.4), "KZ-43": (64.5, 44.9),
    "KZ-47": (53.2, 44.0), "KZ-55": (76.5, 52.3), "KZ-59": (69.2, 54.4), "KZ-61": (68.3, 43.3), "KZ-62": (67.0, 48.0),
    "KZ-63": (83.5, 49.0), "KZ-71": (71.4, 51.2), "KZ-75": (76.9, 43.2), "KZ-79": (69.6, 42.3), "TJ-DU": (68.8, 38.6),
    "TJ-GB": (72.5, 38.2), "TJ-KT": (69.3, 37.8), "TJ-RA": (69.3, 38.9), "TJ-SU": (69.3, 39.8), "TM-A": (58.4, 38.8),
    "TM-B": (54.8, 39.6), "TM-D": (58.8, 41.4), "TM-L": (63.6, 38.9), "TM-M": (62.0, 37.2), "TM-S": (58.4, 37.9),
    "UZ-AN": (72.4, 40.8), "UZ-BU": (63.8, 39.9), "UZ-FA": (71.4, 40.4), "UZ-JI": (67.6, 40.3), "UZ-NG": (71.2, 41.1),
    "UZ-NW": (64.6, 41.7), "UZ-QA": (66.0, 38.8), "UZ-QR": (59.2, 43.4), "UZ-SA": (66.8, 39.7), "UZ-SI": (68.7, 40.5),
    "UZ-SU": (67.5, 37.9), "UZ-TK": (69.3, 41.3), "UZ-TO": (69.8, 41.1), "UZ-XO": (60.7, 41.4), "AF-BAL": (67.0, 36.6),
    "AF-BDS": (70.8, 36.7), "AF-TAK": (69.6, 36.7), "AF-KDZ": (68.9, 36.7), "AF-BGL": (68.8, 35.9),
    "AF-FYB": (64.8, 35.9), "AF-JOW": (65.8, 36.7), "AF-HER": (62.2, 34.3), "AF-KAN": (65.7, 31.6),
    "AF-HEL": (64.4, 31.4), "AF-NIM": (62.2, 31.0), "AF-FRA": (62.1, 32.4), "AF-KAB": (69.2, 34.5),
    "AF-NAN": (70.5, 34.2), "AF-BDG": (63.7, 35.1),
}  # fmt: skip


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point lies on the picture, in its units."""
    return (longitude - WEST) * SQUEEZE * SCALE, (NORTH - latitude) * SCALE


WIDTH, HEIGHT = on_map(EAST, SOUTH)


def place_of(
    country: str, region: str, latitude: Decimal | None, longitude: Decimal | None
) -> tuple[float, float] | None:
    """Longitude and latitude of a report as exactly as it says; None when it lies outside the map."""
    if latitude is not None and longitude is not None:
        point = (tenth(longitude), tenth(latitude))
    else:
        point = REGIONS.get(region) or COUNTRIES.get(country) or (0.0, 0.0)
    inside = WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH
    return point if inside else None


def tenth(degrees: Decimal) -> float:
    """Degrees to a tenth, halves away from zero, as the database rounds them."""
    return float(degrees.quantize(Decimal("0.1"), ROUND_HALF_UP))
