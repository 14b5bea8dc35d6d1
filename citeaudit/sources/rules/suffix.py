"""Endings of host names that a registry keeps for one kind of body: `gov.uk`, `ac.uk`, `int`, `gov.CC` (docs/sources.md, "How each rule speaks").

The country comes from the ending alone, never from a subdomain: kazakhstan.un.org ends in un.org.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from citeaudit.model import Basis, Control, Evidence, Identification, SourceType, Verdict, text
from citeaudit.ports import SourceRule, Spoken, Strength, Traces
from citeaudit.sources.publisher import publisher_of

NAME = "suffix"
RESERVED, LISTED = 0.95, 0.75
"""Where the registry's rule was read, and where only the list of suffixes shows that the registry keeps the ending."""

READ_ON = datetime(2026, 11, 24, tzinfo=UTC)
SUFFIX_LIST = "public suffix list, ICANN part (package publicsuffixlist 1.1.2.20261023)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """An ending, the kind of body it is kept for, its country, and how that is known: `where` is empty where only the list of suffixes was read."""

    ending: str
    kind: SourceType
    subtype: str = ""
    country: str = ""
    basis: Basis = Basis.LIST
    where: str = ""
    seen: str = ""


GOVERNMENT, ACADEMIC, IGO = SourceType.GOVERNMENT, SourceType.ACADEMIC, SourceType.IGO

_READ = (
    Ending(
        ending="gov",
        kind=GOVERNMENT,
        country="US",
        basis=Basis.OFFICIAL,
        where="https://2017-2021.state.gov/bureaus-offices/under-secretary-for-civilian-security-democracy-and-human-rights/"
        "bureau-of-democracy-human-rights-and-labor/index.html",
        seen="a .gov website belongs to an official government organization in the United States",
    ),
    Ending(
        ending="edu",
        kind=ACADEMIC,
        subtype="university",
        country="US",
        basis=Basis.OFFICIAL,
        where="https://net.educause.edu/FAQ/General",
        seen="eligibility … is limited to postsecondary U.S. institutions",
    ),
    Ending(
        ending="int",
        kind=IGO,
        country="INT",
        basis=Basis.REFERENCE,
        where="https://www.euclidtreaty.org/about-treaties-int-domains/",
        seen="organizations established by international treaties between or among national governments",
    ),
    Ending(
        ending="gov.uk",
        kind=GOVERNMENT,
        country="GB",
        basis=Basis.OFFICIAL,
        where="https://gov.uk/guidance/check-if-your-organisation-can-get-a-govuk-domain-name",
        seen="only the following organisations can apply for a .gov.uk domain name",
    ),
    Ending(
        ending="ac.uk",
        kind=ACADEMIC,
        subtype="university",
        country="GB",
        basis=Basis.OFFICIAL,
        where="https://community-stg.jisc.ac.uk/library/janet-services-documentation/eligibility-policy",
        seen="core mission is tertiary education and/or public research",
    ),
    Ending(
        ending="gov.au",
        kind=GOVERNMENT,
        country="AU",
        basis=Basis.OFFICIAL,
        where="https://identitydigital.au/newsroom/blog-posts/look-how-closed-second-level-domain-names-are-used-au?page=4",
        seen="restricted to authorised employees from certain Australian government entities",
    ),
    Ending(
        ending="edu.au",
        kind=ACADEMIC,
        country="AU",
        basis=Basis.OFFICIAL,
        where="https://domainname.edu.au/policy.htm",
        seen="must be a recognised education or training entity",
    ),
    Ending(
        ending="gov.kz",
        kind=GOVERNMENT,
        country="KZ",
        basis=Basis.REFERENCE,
        where="http://www.101domain.com/faq/kz/Registration-Requirements-and-Criteria.htm",
        seen="organizations of government sector of Republic Kazakhstan",
    ),
    Ending(
        ending="mil.kz",
        kind=GOVERNMENT,
        subtype="military",
        country="KZ",
        basis=Basis.REFERENCE,
        where="http://www.101domain.com/faq/kz/Registration-Requirements-and-Criteria.htm",
        seen="organizations of Ministry of Defense of Republic Kazakhstan",
    ),
    Ending(
        ending="edu.kz",
        kind=ACADEMIC,
        country="KZ",
        basis=Basis.REFERENCE,
        where="http://www.101domain.com/faq/kz/Registration-Requirements-and-Criteria.htm",
        seen="residents RK, having licenses of educational activity",
    ),
    Ending(
        ending="un.org",
        kind=IGO,
        country="INT",
        where="confirmordeny/supraverden:data/general_list.yaml@59ab4fa#SPRVD0567566",
        seen="United Nations, https://www.un.org/",
    ),
    Ending(
        ending="europa.eu",
        kind=IGO,
        country="INT",
        where="confirmordeny/supraverden:data/general_list.yaml@59ab4fa#SPRVD0688028",
        seen="European Union, https://european-union.europa.eu/",
    ),
    Ending(ending="mil", kind=GOVERNMENT, subtype="military", country="US"),
)

# Second levels that the country's registry keeps, by the countries' top levels. Left out on purpose: go.it and ac.se, which are provinces.
_FORMS = (
    (
        "gov",
        GOVERNMENT,
        "",
        "ae af al ao ar az ba bb bd bf bh bm bn br bs bt bw by bz cd cl cm cn co cy cz dm do dz ec ee eg et fj gd ge gh gi gn gr gu gy "
        "hk ie il in iq ir it jo kg kh ki km kn kp kw la lb lc lk lr ls lt lv ly ma me mg mk ml mn mo mr ms mu mv mw my mz na ng nr om "
        "ph pk pl pn pr ps pt pw py qa rs rw sa sb sc sd sg sh sl so ss sx sy tj tl tm tn to tr tt tw ua ug vc ve vn ws ye za zm zw",
    ),
    ("gob", GOVERNMENT, "", "ar bo cl cu do ec es gt hn mx ni pa pe pk sv ve"),
    ("gouv", GOVERNMENT, "", "ci fr ht km ml sn"),
    ("go", GOVERNMENT, "", "ci cr id jp ke kr th tj tz ug"),
    ("gub", GOVERNMENT, "", "uy"),
    ("gv", GOVERNMENT, "", "ao at"),
    ("govt", GOVERNMENT, "", "nz"),
    ("gc", GOVERNMENT, "", "ca"),
    (
        "mil",
        GOVERNMENT,
        "military",
        "ae al ar az ba bd bo br by cl cn co cy do ec eg fj gh gt hn id in iq jo kg km kr lv mg mv my mz ng ni no nz pe ph pl py qa rw "
        "sh st sy tj tm to tr tt tw tz ug uy vc ve ye za zm zw",
    ),
    (
        "edu",
        ACADEMIC,
        "",
        "af al ao ar az ba bb bd bh bi bj bm bn bo br bs bt bz ci cn co cu cv cw dm do dz ec ee eg es et fj fm gd ge gh gi gl gn gp gr "
        "gt gu gy hk hn ht in iq it jo kg kh ki km kn kp kw ky la lb lc lk lr ls lv ly me mg mk ml mn mo ms mt mv mw mx my mz ng ni nr "
        "om pa pe pf ph pk pl pn pr ps pt py qa rs sa sb sc sd sg sl sn so ss st sv sy tj tm to tr tt tw ua ug uy vc ve vg vn vu ws ye "
        "za zm",
    ),
    (
        "ac",
        ACADEMIC,
        "university",
        "ae at bd be bw ci cn cr cy eg fj gn id il im in ir jp ke kr lk ls ma me ml mu mw mz ni nz pa pk pr rs rw sz th tz ug vn za zm zw",
    ),
)


@cache
def endings() -> Mapping[str, Ending]:
    """The endings of both tables; a top level other than `uk`, which stands in the first one, is its country's ISO code."""
    listed = (
        Ending(ending=f"{label}.{top}", kind=kind, subtype=subtype, country=top.upper())
        for label, kind, subtype, tops in _FORMS
        for top in tops.split()
    )
    return {ending.ending: ending for ending in (*listed, *_READ)}


def judge(found: Traces) -> tuple[Spoken, ...]:
    """The longest ending of the host that is kept for one kind of body."""
    labels = found.host.split(".")
    tails = (".".join(labels[start:]) for start in range(len(labels)))
    ending = next((endings()[tail] for tail in tails if tail in endings()), None)
    if ending is None:
        return ()
    sure = RESERVED if ending.where else LISTED
    evidence = (Evidence(what=ending.seen or f"{ending.ending} is listed", where=ending.where or SUFFIX_LIST, seen_at=READ_ON),)
    who = Identification(
        publisher=publisher_of(found),
        type=Verdict(
            value=ending.kind,
            rule=NAME,
            reason=text("{host} ends in .{ending}, which its registry keeps for this kind of body", host=found.host, ending=ending.ending),
            evidence=evidence,
            confidence=sure,
        ),
        subtype=ending.subtype,
        country=ending.country,
        control=Control(state=ending.country, basis=ending.basis, confidence=sure, evidence=evidence) if ending.kind is GOVERNMENT else None,
        basis=ending.basis,
        matched=ending.ending,
    )
    return (Spoken(strength=Strength.SUFFIX, identification=who),)


RULE = SourceRule(name=NAME, judge=judge)
