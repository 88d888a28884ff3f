"""Why a mention makes no event: what is only said, how things were, what was only tried, a noun that says nothing alone."""

from __future__ import annotations

from timeline.mention.clause import is_passive
from timeline.mention.factuality import UNCERTAIN
from timeline.mention.parsed import Token
from timeline.mention.roles.tree import AUXILIARIES
from timeline.mention.subject import find_subject
from timeline.mention.title import Title
from timeline.mention.words import words
from timeline.model import Document, Timex

BARE_NOUN, UNTITLED = "a bare noun: nobody says whose", "no title can be made of it"
UNTOLD = "not told as a fact or a plan"
STATE, ASKED = "how things were, not what was done", f"asked for, {UNTOLD}"
LOST_VERB = "it stands behind an “and” or “but” whose verb was not found"


def reports_news(saying: Token, title: Title) -> bool:
    """Whether a verb of saying in the past introduces what has been done or will be done, and the title contains it."""
    reported = next((c for c in saying.children if c.role == "clause"), None)
    if reported is None or saying.form != "past" or reported.text not in title.text.split():
        return False
    helpers = {c.lower for c in reported.children if c.role in AUXILIARIES}
    done = reported.form == "past_participle" and helpers & {"has", "have", "had"} and not helpers & words()["possible"]
    return bool(done or helpers & {"will", "'ll"}) and not any(c.role == "conjunction" and c.i == reported.left_edge.i for c in reported.children)


def is_below_attempt(verb: Token) -> bool:
    """Whether a verb is an infinitive below another one that was only tried: "tried to force him to disclose it"."""
    steps, t = 0, verb
    while t.form == "base" and t.role in ("open_clause", "clause") and t.head.pos == "VERB":
        steps, t = steps + 1, t.head
        if steps > 1 and t.lemma in words()["attempts"]:
            return True
    return False


def tells_state(verb: Token) -> bool:
    """Whether a verb says how things were: "the rent stood at 890 euros", "the line was faster". That a person was at a place is an event: "the envoy was in Doha"."""
    if verb.lemma in words()["stand"]:
        return any(c.role == "preposition" and any(g.pos == "NUM" or g.entity in ("MONEY", "CARDINAL", "PERCENT") for g in c.subtree) for c in verb.children)
    if verb.lemma in words()["be"] and not any(c.role in ("predicate", "predicate_adjective") for c in verb.children):
        who = find_subject(verb)
        return who is None or not any(t.entity == "PERSON" for t in who.subtree)
    return (verb.lemma in words()["statistics"] | words()["thinking"]) and not is_passive(verb)


def find_reason_unused(trigger: Token, kind: str, status: str, t: Timex, title: Title) -> str:
    """Why a mention makes no event; "" where it makes one."""
    table, word = words(), trigger.lemma
    if status in UNCERTAIN:
        return f"{status}, {UNTOLD}"
    more = word in ("add", "quote") and any(
        c.role in ("object", "preposition") and c.lower not in words()["saying_prepositions"] for c in trigger.children
    )  # "added to the gloom", "quoted at 87 cents"
    said = any(c.role in ("clause", "parataxis", "open_clause") for c in trigger.children) or ((word in words()["plain_saying"] or trigger.role in ("parataxis", "adverbial_clause")) and not more)
    demanded = any(c.role == "clause" and c.form == "base" and not any(g.role == "auxiliary" for g in c.children) for c in trigger.children)  # "insisted that the town accept it"
    newsworthy = word in table["reporting"] and t.granularity in ("day", "time") and not title.needs and reports_news(trigger, title)
    if kind == "verb" and word in table["saying"] - table["telling"] and said and not demanded and not newsworthy:
        return "a bare saying"
    if kind == "verb" and status == "happened" and tells_state(trigger):
        return STATE
    if kind == "verb" and is_below_attempt(trigger):
        return f"possible, {UNTOLD}"
    if kind == "verb" and word in ("end", "begin", "start") and trigger.role == "participle" and trigger.head.lemma in table["which"]:
        return "which period is meant"  # "the quarter ended 31 July"
    if word == "date" and kind == "verb":
        return "the date of a document"
    if word == "do" and any(c.lower in words()["so"] for c in trigger.children):
        return UNTITLED  # "they did so in 1818"
    if (kind == "noun" and title.needs) or (trigger.role == "participle" and trigger.head.lower in words()["that_and_those"]):
        return BARE_NOUN
    if len(title.text.split()) < 2:
        return UNTITLED
    return ""


def is_ahead(t: Timex, document: Document) -> bool:
    """Whether an expression names a day to come, or a limit: "by Friday"."""
    return t.signal in ("by", "until", "before") or (bool(t.first) and t.first > document.published[:10] and t.tense != "past")


def is_over(t: Timex, document: Document) -> bool:
    """Whether all days of an expression lie before the publication day."""
    return bool(t.last) and t.last < document.published[:10]
