"""The named cast of the tests: parties, agencies, desks and officers, all invented; ids are the same in every run."""

from datetime import date
from typing import TYPE_CHECKING

from kerege.foundation import chance
from kerege.foundation.statements import asked
from kerege.foundation.viewing import viewing
from kerege.kernel.law import Gate, PartyClass, Purpose, Role, Viewer
from kerege.rooms.directory import actions, queries
from kerege.rooms.directory.rules import AgencyKind, AgreementState, DeskKind, PartyFact, Permission

if TYPE_CHECKING:
    from django.test import Client

SINCE = date(2020, 1, 1)
PASSWORD = "exercise-password-1"
PARTIES = {
    "KZ": (PartyClass.MEMBER, "Republic of Kazakhstan", "Республика Казахстан"),
    "TJ": (PartyClass.MEMBER, "Republic of Tajikistan", "Республика Таджикистан"),
    "UZ": (PartyClass.MEMBER, "Republic of Uzbekistan", "Республика Узбекистан"),
    "KG": (PartyClass.MEMBER, "Kyrgyz Republic", "Кыргызская Республика"),
    "RU": (PartyClass.MEMBER, "Russian Federation", "Российская Федерация"),
    "CENTRE": (PartyClass.CENTRE, "The centre", "Центр"),
    "OBS": (PartyClass.OBSERVER_STATE, "EXERCISE observer state", "УЧЕБНОЕ государство-наблюдатель"),
    "ORG": (PartyClass.ORGANISATION, "EXERCISE organisation", "УЧЕБНАЯ организация"),
}
AGENCIES = {
    "KZ-POLICE": ("KZ", AgencyKind.POLICE),
    "KZ-CUSTOMS": ("KZ", AgencyKind.CUSTOMS),
    "TJ-DCA": ("TJ", AgencyKind.DRUG_CONTROL),
    "UZ-CUSTOMS": ("UZ", AgencyKind.CUSTOMS),
    "KG-POLICE": ("KG", AgencyKind.POLICE),
    "RU-POLICE": ("RU", AgencyKind.POLICE),
    "CENTRE-IAU": ("CENTRE", AgencyKind.CENTRE),
    "OBS-POLICE": ("OBS", AgencyKind.POLICE),
    "ORG-OFFICE": ("ORG", AgencyKind.OTHER),
}
DESKS = {
    "kz-almaty": ("KZ-POLICE", DeskKind.ANALYSIS),
    "kz-korday": ("KZ-POLICE", DeskKind.POST),
    "kz-customs": ("KZ-CUSTOMS", DeskKind.ANALYSIS),
    "tj-dushanbe": ("TJ-DCA", DeskKind.ANALYSIS),
    "uz-tashkent": ("UZ-CUSTOMS", DeskKind.ANALYSIS),
    "kg-osh": ("KG-POLICE", DeskKind.ANALYSIS),
    "ru-omsk": ("RU-POLICE", DeskKind.ANALYSIS),
    "centre-duty": ("CENTRE-IAU", DeskKind.DUTY),
    "centre-iau": ("CENTRE-IAU", DeskKind.ANALYSIS),
    "obs-desk": ("OBS-POLICE", DeskKind.ANALYSIS),
    "org-desk": ("ORG-OFFICE", DeskKind.ANALYSIS),
}
OFFICERS = {
    "aigerim": ("kz-almaty", Role.RELEASING),
    "bolat": ("kz-almaty", Role.ANALYST),
    "daniyar": ("kz-korday", Role.POST),
    "erlan": ("kz-customs", Role.RELEASING),
    "gulnora": ("kz-almaty", Role.DATA_PROTECTION),
    "kz_coordinator": ("kz-almaty", Role.COORDINATOR),
    "farrukh": ("tj-dushanbe", Role.RELEASING),
    "tj_analyst": ("tj-dushanbe", Role.ANALYST),
    "tj_coordinator": ("tj-dushanbe", Role.COORDINATOR),
    "hamid": ("uz-tashkent", Role.RELEASING),
    "iskender": ("kg-osh", Role.RELEASING),
    "ksenia": ("ru-omsk", Role.RELEASING),
    "duty": ("centre-duty", Role.DUTY),
    "director": ("centre-iau", Role.ANALYST),
    "admin": ("centre-iau", Role.ADMINISTRATOR),
    "observer": ("obs-desk", Role.REPRESENTATIVE),
    "org_analyst": ("org-desk", Role.ANALYST),
    "centre_dpo": ("centre-iau", Role.DATA_PROTECTION),
    "centre_dpo_2": ("centre-iau", Role.DATA_PROTECTION),
    "tj_dpo": ("tj-dushanbe", Role.DATA_PROTECTION),
}
HATS: dict[str, str] = {}


def confirm(client: "Client", ago: float = 0.0) -> None:
    """Let a client's officer have given the password so many seconds ago."""
    session = client.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": chance.now().timestamp() - ago}]
    session.save()


def build() -> None:
    """Write the cast into an empty database; called once, before the template is cloned."""
    with chance.seeded("cast"), viewing(queries.system_viewer("found-node")):
        parties = {
            code: actions.add_party(
                code=code,
                party_class=party_class,
                name_en=name_en,
                name_ru=name_ru,
                since=SINCE,
                gate_nominal=Gate.COORDINATOR if code == "KG" else Gate.DESK,
            )
            for code, (party_class, name_en, name_ru) in PARTIES.items()
        }
        exchange = actions.add_agreement(
            code="EXCHANGE",
            name_en="EXERCISE agreement on nominal exchange",
            name_ru="УЧЕБНОЕ соглашение об обмене именными данными",
            permits=[Permission.NOMINAL_EXCHANGE],
        )
        for code in ("KZ", "TJ", "UZ", "KG", "CENTRE", "OBS"):
            actions.state_agreement(
                agreement=exchange, party=parties[code], state=AgreementState.IN_FORCE, since=SINCE, source="EXERCISE"
            )
        actions.state_agreement(
            agreement=exchange, party=parties["RU"], state=AgreementState.SIGNED, since=SINCE, source="EXERCISE"
        )
        actions.state_fact(
            party=parties["OBS"], fact=PartyFact.DEATH_PENALTY, since=SINCE, source="EXERCISE, invented for the tests"
        )
        agencies = {
            code: actions.add_agency(
                party=parties[party], code=code, kind=kind, name_en=f"EXERCISE {code}", name_ru=f"УЧЕБНОЕ {code}"
            )
            for code, (party, kind) in AGENCIES.items()
        }
        desks = {
            code: actions.add_desk(
                agency=agencies[agency],
                code=code,
                kind=kind,
                name_en=f"EXERCISE desk {code}",
                name_ru=f"УЧЕБНЫЙ пост {code}",
                telephone="+7 700 000 00 00",
            )
            for code, (agency, kind) in DESKS.items()
        }
        for at, (name, (desk, role)) in enumerate(OFFICERS.items()):
            account = actions.make_account(username=name, password=PASSWORD, language="en")
            officer = actions.add_officer(
                agency=agencies[DESKS[desk][0]], name=f"EXERCISE {name}", number=f"EX-{at:03d}", account=account
            )
            actions.appoint(officer=officer, desk=desks[desk], role=role, since=SINCE)
        delivery = actions.add_agreement(
            code="DELIVERY",
            name_en="EXERCISE agreement on controlled deliveries",
            name_ru="УЧЕБНОЕ соглашение о контролируемых поставках",
            permits=[Permission.CONTROLLED_DELIVERY],
        )
        for code in ("KZ", "TJ", "KG", "RU"):
            actions.state_agreement(
                agreement=delivery, party=parties[code], state=AgreementState.IN_FORCE, since=SINCE, source="EXERCISE"
            )


FIRST_HAT = """
    SELECT a.id
      FROM directory_account c JOIN directory_officer o ON o.account = c.id
      JOIN directory_appointment a ON a.officer = o.id JOIN directory_desk d ON d.id = a.desk
     WHERE c.username = %(name)s AND a.since <= %(day)s::date AND coalesce(a.until >= %(day)s::date, true)
     ORDER BY d.code COLLATE "C", a.role COLLATE "C" LIMIT 1"""
"""The first of `hats_of`, by one statement: most tests ask for viewers again and again."""


def viewer(name: str, purpose: Purpose = Purpose.ANALYSIS, *, case: str = "", reason: str = "EXERCISE") -> Viewer:
    """The viewer that a member of the cast makes, under the first hat that is valid today."""
    with viewing(queries.system_viewer("sign-in")):
        found = asked(FIRST_HAT, {"name": name, "day": chance.today()})
        hat = found[0][0] if found else queries.hats_of(queries.account_id(name))[0].id
        return queries.viewer_for(hat, purpose=purpose, case=case, reason=reason)
