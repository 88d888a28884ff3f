"""Tokens of a parse -> words of a title: noun phrases without dates and loose ends, joined and tidied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from timeline.mention.parsed import Token
from timeline.mention.subject import find_misattached_subject
from timeline.mention.words import words

NEAR_DATES = frozenset("late early later earlier just only back about as until long shortly soon immediately right ago before after once exactly nearly almost".split())
SHORT_CLAUSE = 6  # tokens of a participle with what hangs on it that an object keeps
MOST_RESTRICTIVE = 10  # tokens of a clause that says which one is meant
CLOSING = (",", ".", ";", ":", ")", "'", "'s", "n't")
PERIOD_NOUNS = frozenset("year month week day night morning evening period season decade".split())  # "in the years 1955 to 1957"


ASIDE = frozenset("also however meanwhile then later earlier already still too therefore instead reportedly again now just once ago soon sometime here".split())


def possessive(owner: str) -> str:
    """The possessive of a noun: "the dam’s", "the rebels’", "Lloyd's"."""
    last = owner.split()[-1]
    return owner if owner.endswith(("'s", "’s")) else f"{owner}{'’' if last.endswith('s') and not last[0].isupper() else '’s'}"


def trim_phrase(token: Token, dates: frozenset[int], skip: Token | None = None) -> list[Token]:
    """The tokens of a noun phrase without relative clauses, appositions behind a comma, dates and loose ends, and
    without the branch that holds ``skip``.

    A restrictive clause stays: "the price wars flaring up in the east".
    """
    out: list[Token] = []
    above = {skip.i, *(a.i for a in skip.ancestors if a.i != token.i and a.is_ancestor(skip) and token.is_ancestor(a))} if skip is not None else set()
    first = token.left_edge.i

    def take(t: Token, top: bool) -> None:
        for c in t.children:
            if c.role == "determiner" and c.i in dates and t.i not in dates:
                out.append(c)  # "the late-November trip"
            elif is_part_of_name(c, t, dates):
                out.extend(c.subtree)  # "the April 12 Incident", "the 1992 Olympics"
            else:
                if c.i in dates and c.i > t.i:  # "the attacks on 7 August at two embassies": the place hangs on the date
                    for place in find_hung_on_date(c, dates):
                        take(place, False)
                if c.i in dates or c.i in above or is_only_date(c, dates) or (top and c.i == first and c.role == "adverb" and c.lower in ASIDE and t.pos != "ADV"):
                    continue
                if (content := find_restrictive_clause(c, t, dates)) and (top or (t.role == "preposition_object" and t.head.i == token.i)):
                    out.extend(content)
                elif c.role in ("relative_clause", "participle") and c.form == "base" and not comma_before(c) and any(a.lower in words()["singled_out"] for a in t.children):
                    take(c, False)  # "the first woman to fly in space"
                elif c.role in ("relative_clause", "participle") and c.lemma in words()["setting"] and any(g.lower in words()["to"] for g in c.children):
                    for place in (g for g in c.children if g.role == "preposition" and not is_only_date(g, dates)):
                        take(place, False)  # "a referendum to be held on the bill"
                elif not is_left_out(c, t, token, dates):
                    take(c, False)
        if t.role != "preposition" or not any(c.role == "preposition_object" and c.i in dates for c in t.children):
            out.append(t)

    take(token, True)
    out.sort(key=lambda t: t.i)
    kept = {t.i for t in out}
    out = [t for t in out if t.role != "conjunction" or {t.i - 1, t.i + 1} <= kept]
    while out and ((is_mark(out[-1]) and out[-1].text not in "\"')") or out[-1].role == "conjunction" or (out[-1].pos == "ADP" and out[-1].role == "preposition" and not list(out[-1].children))):
        out.pop()
    if sum(t.text == '"' for t in out) % 2 and out[-1].text == '"':
        out.pop()
        while out and is_mark(out[-1]):
            out.pop()
    while out and out[0].text in (",", "-", "--", ";", ":"):
        out.pop(0)
    return out


def find_hung_on_date(token: Token, dates: frozenset[int]) -> list[Token]:
    """Phrases that the parser attached to a date below a token, though they belong to what stands before it."""
    return [g for x in token.subtree if x.i in dates for g in x.children if g.role == "preposition" and g.i not in dates and not is_only_date(g, dates)]


def is_part_of_name(c: Token, t: Token, dates: frozenset[int]) -> bool:
    """Whether a date in front of a name belongs to it: "the 1992 Olympics"."""
    before = c.i in dates and t.i not in dates and t.form in ("name", "plural_name") and c.role in ("name_part", "noun_modifier", "number")
    return before and c.entity != "TIME" and not c.text.endswith("day") and not (c.left_edge.i and c.tree[c.left_edge.i - 1].pos == "ADP")


def find_restrictive_clause(c: Token, t: Token, dates: frozenset[int]) -> list[Token]:
    """The tokens of a clause behind a noun that identifies it: "the likelihood that they knew", "the blasts that
    killed them". [] for a clause that only adds to it.
    """
    if c.role not in ("participle", "relative_clause") or comma_before(c):
        return []
    if c.role == "participle" and t.role == "object" and any(g.role == "marker" and g.lower in words()["that"] for g in c.children):
        loose = {x.i for g in c.children if g.role in ("adverbial_clause", "parataxis") and comma_before(g) for x in g.subtree}
        return [x for x in drop_dates(c, dates) if x.i not in loose]
    plain = [x.lower in words()["definite"] for x in t.lefts if x.role != "name_part"] == [True] and all(x.i == c.i or x.is_punct for x in t.rights)
    behind = t.role in ("object", "preposition_object", "predicate") and not any(x.form == "pronoun" for x in c.subtree)  # "a brief arguing that …"
    said = list(c.subtree)
    fits = t.pos == "NOUN" and (plain or behind) and c.form != "base" and len(said) <= MOST_RESTRICTIVE
    return said if fits and not any(x.i in dates or x.is_punct for x in said) else []


def is_left_out(c: Token, t: Token, top: Token, dates: frozenset[int]) -> bool:
    """Whether a child of a word only adds to a phrase and is left out of a title."""
    at_top = t.i == top.i
    if c.role in ("relative_clause", "adverbial_clause", "parataxis"):
        return True
    if c.role == "participle" and (c.i - t.i > 3 or comma_before(c) or (c.form == "present_participle" and at_top and not (t.role == "object" and c.right_edge.i - c.i < SHORT_CLAUSE))):
        return True
    inner = c.role == "apposition" and not at_top and t.i < top.i  # "the Beira, Mozambique, plant"
    if ((c.role == "apposition" and not inner) or c.lower in words()["including"] or (at_top and c.role in ("preposition", "modifier", "adverb") and c.i > t.i)) and comma_before(c):
        return True
    if c.role == "participle" and c.form == "past_participle" and list(c.children) and all(is_only_date(g, dates) for g in c.children):
        return True  # "a service planned for Saturday"
    if c.role == "conjunct" and c.right_edge.i + 1 < len(c.tree) and find_misattached_subject(c.tree[c.right_edge.i + 1]) is not None:
        return True  # "bombed the cities and troops overran the coast"
    # "Mills, 52, and the father of four boys": one man
    return c.role == "conjunct" and ((c.pos in ("VERB", "AUX") and c.tree[max(c.i - 1, 0)].text != "-") or any(g.role == "apposition" and g.pos == "NUM" for g in t.children))


def is_mark(token: Token) -> bool:
    """Whether a token is a punctuation mark; "%" counts as a word."""
    return bool(token.is_punct and token.text != "%")


def comma_before(token: Token) -> bool:
    """Whether a phrase is set off by a comma, bracket or dash in front of it."""
    left = min((t.i for t in token.subtree if not t.is_punct), default=token.i)
    if left > 1 and token.tree[left - 1].text in ("''", '"'):
        left -= 1  # a comma within the quotes
    return left > 0 and token.tree[left - 1].text in (",", "(", "-", "--", "–", "—")


def closes_apposition(token: Token) -> bool:
    """Whether the comma before a phrase ends an apposition or relative clause: "Beira, a port city, from the rest"."""
    at = min(t.i for t in token.subtree) - 2
    return at >= 0 and any(t.role in ("apposition", "relative_clause", "participle") for t in (token.tree[at], *token.tree[at].ancestors) if t.i < token.i and t.i > token.head.i)


def is_only_date(token: Token, dates: frozenset[int]) -> bool:
    """Whether a phrase says nothing but a date (its preposition and article aside)."""
    first, last = token.left_edge.i, token.right_edge.i
    if not any(first <= i <= last for i in dates):
        return False
    if token.role == "preposition" and token.i + 1 in dates and next((t.role for t in token.tree[token.i + 1 : last + 1] if t.i not in dates), "") == "conjunction":
        return True  # "on Tuesday and cargo was unloaded", which the parser takes for one phrase
    subtree = list(token.subtree)
    if not any(t.i in dates for t in subtree) or (token.pos == "ADV" and token.i not in dates and token.lower not in NEAR_DATES):
        return False
    if token.role == "preposition" and not any(c.role == "conjunct" for t in token.children for c in t.children):
        for c in token.children:  # "for the seasonally slow third quarter"; "by the Tuesday deadline"
            if c.role == "preposition_object" and (c.i in dates or (c.lemma in words()["bounds"] | PERIOD_NOUNS and any(g.i in dates for g in c.children))):
                return True
    return all(t.i in dates or t.pos in ("ADP", "DET", "PUNCT", "PART", "ADV", "SCONJ", "CCONJ") or t.lower in words()["date_words"] for t in subtree)


def drop_dates(top: Token, dates: frozenset[int]) -> list[Token]:
    """The tokens below ``top``, without dates and the prepositions that lead to them."""
    gone = set(dates)
    for t in top.subtree:
        if t.role == "preposition" and is_only_date(t, dates):
            gone |= {x.i for x in t.subtree}
    return [t for t in top.subtree if t.i not in gone or (t.role == "determiner" and t.head.i not in gone)]  # "the 23 October killing"


def join(tokens: Iterable[Token], instead: Mapping[int, str] = {}) -> str:
    """Tokens to text: blanks as in the sentence where tokens stood together, one blank elsewhere.

    ``instead`` replaces tokens, by their number, with other words.
    """
    out, before = "", None
    for t in tokens:
        if before is not None and (before.spaced or (before.i + 1 != t.i and t.text not in CLOSING)) and t.text not in (",", ".", ";", ":", ")", "'s", "n't"):
            out += " "
        out += instead.get(t.i, t.text)
        before = t
    return out.strip()


def tidy(text: str) -> str:
    """The text with the traces of deletions repaired: doubled commas, blanks before stops, "a" or "an", a capital in
    front.
    """
    text = re.sub(r"\s*(?:` ?`|'')\s*", lambda m: ' "' if "`" in m.group() else '" ', text)
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—")
    text = re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s*\(\s*\)", "", text))
    text = re.sub(r",\s*(?=[,;:]|$)", "", text)
    text = re.sub(r"\b([Aa])n? (?=[aeiouAEIO])(?!(?:one|once|uni|use|eu)\w*)", r"\1n ", text)
    text = re.sub(r"\b([Aa])n (?=[bcdfghjklmnpqrstvwyzBCDGJKPQTVWYZ][a-z])(?!(?:hour|honest|honour|heir))", r"\1 ", text)
    if text.count('"') == 1:
        text = text.replace('"', "")
    text = re.sub(
        r"(?:[ ,]+(?:on|in|at|of|by|since|from|to|through|and|the|that|with|until|for|between|during|before|after|due|but|or|as|than|while|because|which|who|when|if|and again))+\.?$", "", text
    ).rstrip(".")
    return text[:1].upper() + text[1:] if text else ""


def article(noun: str) -> str:
    """a or an."""
    return "an" if noun[0] in "aeiou" else "a"
