"""A title that stands alone: subject, verb in the right form, and the arguments that carry the news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from timeline.mention.names import Names
from timeline.mention.parser import inflect, lemma
from timeline.mention.words import stated_by, words

LONGEST, SHORTEST = 20, 3
DROPPED = ("advcl", "parataxis", "mark", "cc", "meta", "intj", "dep")
ASIDE = {"also", "however", "meanwhile", "then", "later", "earlier", "already", "still", "too", "therefore", "instead", "reportedly", "again", "now", "just", "once", "ago", "soon"}
PRONOUNS = frozenset("he she they it we i you who which that this these those his her their him them one some others both many all another two three".split())


NEAR_DATES = frozenset("late early later earlier just only back about as until long shortly soon immediately right ago before after once exactly nearly almost".split())
OWNED = re.compile(r"^(?:his|her|their|its|whose)\s+", re.IGNORECASE)
CLOSING = (",", ".", ";", ":", ")", "'", "'s", "n't")
SPANS = frozenset("year month week day night morning evening period season decade".split())  # "in the years 1955 to 1957"
RELATIVE = ("that", "which", "who", "whom")
SINGLED_OUT = ("first", "second", "third", "last", "only", "youngest", "oldest")
LITTLE = 2  # words of a predicate that want a purpose or what was said
OPEN_WORD = re.compile(r"\b(?:them|they|he|she|him)\b|^(?:That|It|This|These|Those|His|Her|Their|Its|Whose)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """``how`` is clause, nominal or verbatim; ``needs`` is "subject" or "object" where a person has to name it."""

    text: str
    how: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What a title is made from: the event's token, who does it, and the tokens that tell dates."""

    trigger: Any
    subject: Any
    status: str
    dates: frozenset[int]
    names: Names
    resolved: str = ""  # what a pronoun subject stands for
    owner: str = ""  # whose the subject is, where it says "his" or "whose"
    at: int = 0  # where the event stands in the document


def clause_title(c: Clause) -> Title:
    """The title of an event that a verb names."""
    subject, needs = subject_text(c)
    group = verb_group(c)
    rest = predicate(c)
    for kept in shorter(rest):
        limit, said = len(kept), " ".join(with_article(part, c.dates) for part in kept)
        if limit and rest[0][-1].i < c.trigger.i and lemma(c.trigger) in words()["saying"]:
            said = f"that {said[:1].lower() if rest[0][0].pos_ not in ('PROPN', 'PRON') or (rest[0][0].lower_ != 'i' and rest[0][0].pos_ == 'PRON') else said[:1]}{said[1:]}"
        text = " ".join(x for x in (subject, group, said) if x)
        n = len(text.split())
        if n <= LONGEST or limit == 0 or (n <= LONGEST + 8 and any(t.dep_ in ("xcomp", "ccomp") and t.head.i == c.trigger.i for t in kept[-1]) and "," not in said):
            break
    text = tidy(c.names.country(text, c.at))
    if not subject or bad(text):
        return verbatim(c, needs or ("" if subject else "subject"))
    if c.trigger.dep_ == "relcl" and not rest and not passive(c.trigger):
        needs = needs or "object"  # "the day that Biden named": what he named is left behind
    return Title(text, "clause", needs or ("subject" if OPEN_WORD.search(text) else ""))


def shorter(parts: list[list[Any]]) -> Iterator[list[list[Any]]]:
    """The phrases behind a verb, then ever fewer; an object loses what hangs on its noun before it goes itself."""
    for n in range(len(parts), 0, -1):
        yield parts[:n]
        last = parts[n - 1]
        head = next((t for t in last if t.head.i not in {x.i for x in last}), last[0])
        head = next((c for c in head.children if head.dep_ == "prep" and c.dep_ == "pobj"), head)
        loose = {t.i for c in head.children if c.i > head.i and c.dep_ in ("acl", "prep", "relcl", "appos") for t in c.subtree}
        if loose and (head.dep_ in ("dobj", "attr") or (n == 1 and head.dep_ == "pobj")):
            yield [*parts[: n - 1], [t for t in last if t.i not in loose]]
        comma = next((k for k, t in enumerate(last) if t.text == ","), 0)
        if comma and head.dep_ in ("xcomp", "ccomp"):
            yield [*parts[: n - 1], last[:comma]]
    yield []


def with_article(part: list[Any], dates: frozenset[int]) -> str:
    """A phrase as text; an object that was "Thursday's ruling" is "the ruling"."""
    head = next((t for t in part if t.dep_ == "dobj" and t.tag_ == "NN" and t.head not in part), None)
    lost = head is not None and any(x.dep_ == "poss" and x.i in dates for x in head.children)
    return f"the {join(part)}" if lost else join(part)


def bad(text: str) -> bool:
    """Whether a rendering went wrong: too short, too long, or with half a pair of quotes or brackets."""
    n = len(text.split())
    return n < 2 or n > 32 or text.count('"') % 2 == 1 or text.count("(") != text.count(")") or text.count("“") != text.count("”")


def subject_text(c: Clause) -> tuple[str, str]:
    """The subject in words, and what it needs."""
    s = c.subject
    if s is None:
        return "", "subject"
    if c.resolved:
        return c.resolved, ""
    if s.pos_ == "PRON" or (s.lower_ in PRONOUNS and s.pos_ in ("DET", "NUM")):
        return join(phrase(s, c.dates)), "subject"
    # A date that does something keeps its words: "The late 1960s became a time of …".
    text = join(phrase(s, frozenset() if s.i in c.dates else c.dates, skip=c.trigger))
    if s.tag_ == "NN" and any(x.dep_ == "poss" and x.i in c.dates for x in s.children):
        text = f"the {text}"  # "Thursday's cyclone"
    if c.owner and not OWNED.match(text):
        text = f"{possessive(c.owner)} {text[:1].lower()}{text[1:]}"  # "Revenue rose": whose
    elif c.owner:
        text = OWNED.sub(lambda m: f"{possessive(c.owner)} ", text)
    return c.names.full(text, s, c.at), ""


def possessive(owner: str) -> str:
    """Whose: "the dam’s", "the rebels’", "Lloyd's"."""
    last = owner.split()[-1]
    return owner if owner.endswith(("'s", "’s")) else f"{owner}{'’' if last.endswith('s') and not last[0].isupper() else '’s'}"


def phrase(token: Any, dates: frozenset[int], skip: Any = None) -> list[Any]:
    """A noun phrase without its relative clauses, appositions behind a comma, dates and loose ends."""
    out: list[Any] = []

    def take(t: Any, top: bool) -> None:
        for c in t.children:
            if c.dep_ == "det" and c.i in dates and t.i not in dates:
                out.append(c)  # "the late-November trip"
                continue
            if c.i in dates and t.i not in dates and t.tag_ in ("NNP", "NNPS") and c.dep_ in ("compound", "nmod", "nummod") and c.ent_type_ != "TIME" and not c.text.endswith("day"):
                out.extend(c.subtree)  # "the April 12 Incident", "the 1992 Olympics"
                continue
            if c.i in dates or (skip is not None and c.i == skip.i) or only_date(c, dates):
                continue
            if c.dep_ in ("relcl", "acl") and c.tag_ == "VB" and not comma_before(c) and any(a.lower_ in SINGLED_OUT for a in t.children):
                take(c, False)  # "the first woman to fly in space"
                continue
            if c.dep_ in ("relcl", "advcl", "parataxis") or (c.dep_ == "acl" and (c.i - t.i > 3 or comma_before(c) or (c.tag_ == "VBG" and top))):
                continue
            if (c.dep_ == "appos" or c.lower_ == "including") and comma_before(c):
                continue
            if c.dep_ == "acl" and c.tag_ == "VBN" and list(c.children) and all(only_date(g, dates) for g in c.children):
                continue  # "a service planned for Saturday"
            if c.dep_ == "conj" and ((c.pos_ in ("VERB", "AUX") and c.nbor(-1).text != "-") or any(g.dep_ == "appos" and g.pos_ == "NUM" for g in t.children)):
                continue  # "Slepian, 52, and the father of four boys": one man
            take(c, False)
        out.append(t)

    take(token, True)
    out.sort(key=lambda t: t.i)
    kept = {t.i for t in out}
    out = [t for t in out if t.dep_ != "cc" or {t.i - 1, t.i + 1} <= kept]
    while out and ((mark(out[-1]) and out[-1].text not in "\"')") or out[-1].dep_ == "cc" or (out[-1].pos_ == "ADP" and out[-1].dep_ == "prep" and not list(out[-1].children))):
        out.pop()
    while out and out[0].text in (",", "-", "--", ";", ":"):
        out.pop(0)
    return out


def mark(token: Any) -> bool:
    """Whether a token is a punctuation mark; "%" is a word."""
    return bool(token.is_punct and token.text != "%")


def comma_before(token: Any) -> bool:
    """Whether a phrase is set off by a comma or bracket."""
    left = min(t.i for t in token.subtree)
    return left > 0 and token.doc[left - 1].text in (",", "(", "-", "--", "–", "—")


def closes(token: Any) -> bool:
    """Whether the comma before a phrase ends an apposition or relative clause: "Beira, a port city, from the rest"."""
    at = min(t.i for t in token.subtree) - 2
    return at >= 0 and any(t.dep_ in ("appos", "relcl", "acl") for t in (token.doc[at], *token.doc[at].ancestors) if t.i < token.i and t.i > token.head.i)


def only_date(token: Any, dates: frozenset[int]) -> bool:
    """Whether all that a phrase says is the date (its preposition and article aside)."""
    subtree = list(token.subtree)
    if not any(t.i in dates for t in subtree) or (token.pos_ == "ADV" and token.i not in dates and token.lower_ not in NEAR_DATES):
        return False
    if token.dep_ == "prep" and not any(c.dep_ == "conj" for t in token.children for c in t.children):
        for c in token.children:  # "for the seasonally slow third quarter"; "by the Tuesday deadline"
            if c.dep_ == "pobj" and (c.i in dates or (lemma(c) in words()["bounds"] | SPANS and any(g.i in dates for g in c.children))):
                return True
    return all(t.i in dates or t.pos_ in ("ADP", "DET", "PUNCT", "PART", "ADV", "SCONJ", "CCONJ") or t.lower_ in ("late", "early", "late-") for t in subtree)


def passive(trigger: Any) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a participle that stands with its noun."""
    children = list(trigger.children)
    if any(c.dep_ == "auxpass" for c in children):
        return True
    if trigger.dep_ == "conj" and trigger.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj") for c in children):
        return passive(trigger.head)
    if trigger.dep_ == "advcl" and trigger.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj", "mark") for c in children):
        return True  # "Born in Lisbon in 1911, she …"
    if trigger.dep_ in ("oprd", "xcomp") and trigger.tag_ == "VBN" and lemma(trigger.head) in ("find", "leave", "keep", "get", "see") and not any(c.dep_ in ("aux", "nsubj") for c in children):
        return True  # "was found abandoned"
    if trigger.dep_ == "acl" and trigger.head.dep_ == "ROOT":
        return False  # a noun as root: the parser took the sentence's verb for a participle
    return bool(trigger.tag_ == "VBN" and trigger.dep_ == "acl" and not any(c.dep_ in ("aux", "nsubj") for c in children))


def plural(subject: Any) -> bool:
    """Whether a subject takes "were"."""
    if subject is None:
        return False
    if not any(c.dep_ == "appos" and c.pos_ == "NUM" for c in subject.children) and any(
        c.dep_ == "conj" and any(g.dep_ == "cc" and g.lower_ == "and" for g in subject.children) for c in subject.children
    ):
        return True
    if subject.lower_ in ("percent", "cent", "%", "number", "majority"):  # "20 per cent of the chiefs were killed"; but "the number was small"
        return subject.lower_ != "number" and any(g.tag_ in ("NNS", "NNPS") for c in subject.children if c.lower_ == "of" for g in c.children)
    return (
        subject.tag_ in ("NNS", "NNPS")
        or subject.lower_ in ("taliban", "they", "we", "you", "these", "those", "both", "many", "several", "some", "people", "police", "all")
        or (subject.pos_ == "NUM" and subject.lower_ not in ("one", "1"))
    )


def verb_group(c: Clause) -> str:
    """The verb in the form that the status asks for."""
    t = c.trigger
    children = list(t.children)
    base = lemma(t)
    negative = any(x.dep_ == "neg" for x in children)
    adverbs = [x.text for x in children if x.dep_ == "advmod" and x.i == t.i - 1 and x.tag_ == "RB" and x.lower_.endswith("ly") and x.i not in c.dates and x.lower_ not in ASIDE]
    lead = " ".join(adverbs[-1:])
    be = "were" if plural(c.subject) else "was"
    if passive(t):
        done = t.text.lower() if t.tag_ in ("VBN", "VBD") else inflect(base, "VBN")
        group = {"planned": f"to be {done}", "expected": f"to be {done}", "possible": f"may be {done}", "ongoing": f"{'are' if be == 'were' else 'is'} being {done}"}.get(
            c.status, f"{be} {'not ' if negative else ''}{lead + ' ' if lead else ''}{done}"
        )
        if c.status == "ongoing" and not any(x.lower_ == "being" for x in children):
            group = f"{'have' if be == 'were' else 'has'} been {done}"
        return group
    if base == "be":
        return {"planned": "to be", "expected": "to be"}.get(c.status, f"{be} not" if negative else be)
    if c.status in ("planned", "expected"):
        return f"{'not ' if negative else ''}to {base}"
    if c.status == "possible":
        return f"may {base}"
    if negative and c.status == "denied":
        return f"did not {base}"
    if c.status == "ongoing":
        if any(lemma(x) == "have" for x in children if x.dep_ == "aux"):
            return f"{'have' if be == 'were' else 'has'} {inflect(base, 'VBN') if t.tag_ != 'VBG' else 'been ' + t.lower_}"
        return f"{'are' if be == 'were' else 'is'} {inflect(base, 'VBG')}"
    past = t.lower_ if t.tag_ == "VBD" else inflect(base, "VBD")
    return " ".join(x for x in (lead, past) if x)


def predicate(c: Clause) -> list[list[Any]]:
    """The phrases behind the verb, each a list of tokens, in order; dates and subordinate clauses left out."""
    parts: list[list[Any]] = []
    t = c.trigger
    if (
        t.dep_ == "relcl"
        and c.subject is not None
        and c.subject.i != t.head.i
        and c.subject.dep_ != "expl"
        and not any(x.tag_ == "WP$" for x in c.subject.children)  # "whose owners retire"
        and not any(x.dep_ in ("dobj", "ccomp", "xcomp", "prep") and x.lower_ not in RELATIVE and not only_date(x, c.dates) for x in t.children)
    ):
        noun = t.head
        while noun.i in c.dates and noun.head.i != noun.i:
            noun = noun.head.head if noun.head.pos_ == "ADP" else noun.head
        if noun.pos_ in ("NOUN", "PROPN", "NUM"):
            parts.append(phrase(noun, c.dates, skip=t))  # "the deadline that Biden set": the set thing is the object
    for child in sorted(c.trigger.children, key=lambda t: t.i):
        if child.i in c.dates and child.i > c.trigger.i and child.dep_ in ("dobj", "npadvmod") and any(x.dep_ == "prep" and x.lower_ == "as" for x in c.trigger.children):
            parts.append(list(child.subtree))  # "set 10 November as the deadline"
            continue
        if child.dep_ == "advcl" and child.tag_ == "NN" and child.i > c.trigger.i and child.i - 1 == child.left_edge.i and child.left_edge.lower_ == "to":
            parts.append([child.left_edge, child])  # "brought him to power", which the parser takes for a verb
            continue
        if child.i < c.trigger.i or child.i in c.dates or child.dep_ in DROPPED or mark(child) or only_date(child, c.dates):
            continue
        if child.dep_ in ("conj", "nsubj", "nsubjpass", "neg", "aux", "auxpass", "relcl") or (child.dep_ == "advmod" and child.lower_ in ASIDE):
            continue
        if child.doc[max(child.left_edge.i - 3, 0) : child.left_edge.i].text.lower() == "as well as":
            continue
        if (parts or child.lower_ == "with") and child.dep_ in ("prep", "npadvmod", "advmod", "dobj") and comma_before(child) and not closes(child):
            continue  # what is set off says more than a title needs
        if child.dep_ == "ccomp" and child.left_edge.i and any(t.text == ":" for t in c.trigger.doc[max(child.left_edge.i - 2, 0) : child.left_edge.i + 1]):
            continue  # what stands behind a colon is quoted whole
        if child.dep_ in ("ccomp", "xcomp"):
            tokens = undated(child, c.dates)
        else:
            tokens = phrase(antecedent(child, t), c.dates)
        if tokens:
            parts.append(tokens)
    if sum(len(part) for part in parts) < LITTLE:
        parts += told_or_meant(c)
    return parts


def antecedent(token: Any, verb: Any) -> Any:
    """What "it" or "him" as an object stands for, where the verb before it, in the same sentence, leaves no doubt; the token itself otherwise."""
    if token.dep_ != "dobj" or token.lower_ not in ("it", "them", "him", "her") or verb.dep_ != "conj":
        return token
    shared = not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)  # who does both is not "him"
    roles = ("dobj",) if shared else ("dobj", "nsubj", "nsubjpass")
    before = [x for x in verb.head.children if x.dep_ in roles and x.i < token.i and x.pos_ in ("NOUN", "PROPN")]
    many = token.lower_ == "them"
    if token.lower_ in ("him", "her"):
        fitting = [x for x in before if x.ent_type_ == "PERSON"]
    else:
        fitting = [x for x in before if x.dep_ == "dobj" and x.ent_type_ != "PERSON" and (x.tag_ in ("NNS", "NNPS")) == many]
    return fitting[0] if len(fitting) == 1 else token


def told_or_meant(c: Clause) -> list[list[Any]]:
    """What a verb of saying says where that stands before it, or the purpose of one that says little: "retired to consider their verdict"."""
    t = c.trigger
    for child in t.children:
        if child.dep_ == "ccomp" and child.i < t.i and lemma(t) in words()["saying"]:
            return [[x for x in undated(child, c.dates) if not (x.is_punct and x.text in '"“”')]]
        if child.dep_ == "advcl" and child.i > t.i and child.tag_ == "VB" and any(x.lower_ == "to" for x in child.children) and not comma_before(child):
            return [undated(child, c.dates)]
    return []


def undated(top: Any, dates: frozenset[int]) -> list[Any]:
    """The tokens below one, without dates and what says nothing else."""
    gone = set(dates)
    for t in top.subtree:
        if t.dep_ == "prep" and only_date(t, dates):
            gone |= {x.i for x in t.subtree}
    return [t for t in top.subtree if t.i not in gone]


def join(tokens: Iterable[Any]) -> str:
    """Tokens to text: the blanks of the sentence where they stood together, one blank elsewhere."""
    out, before = "", None
    for t in tokens:
        if before is not None and (before.whitespace_ or (before.i + 1 != t.i and t.text not in CLOSING)) and t.text not in (",", ".", ";", ":", ")", "'s", "n't"):
            out += " "
        out += t.text
        before = t
    return out.strip()


def tidy(text: str) -> str:
    """Mend what deletions left: doubled commas, blanks before stops, a or an, and a capital in front."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:-–—")
    text = re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s*\(\s*\)", "", text))
    text = re.sub(r",\s*(?=,|$)", "", text)
    text = re.sub(r"\b([Aa])n? (?=[aeiouAEIO])(?!(?:one|uni|use|eu)\w*)", r"\1n ", text)
    text = re.sub(r"\b([Aa])n (?=[bcdfghjklmnpqrstvwyzBCDGJKPQTVWYZ][a-z])(?!(?:hour|honest|honour|heir))", r"\1 ", text)
    if text.count('"') == 1:
        text = text.replace('"', "")
    text = re.sub(r"(?:[ ,]+(?:on|in|at|of|by|since|from|to|through|and|the|that|with|until|for|between|during|over|before|after|due))+\.?$", "", text).rstrip(".")
    return text[:1].upper() + text[1:] if text else ""


def verbatim(c: Clause, needs: str) -> Title:
    """The trimmed clause as it stands."""
    tokens = undated(c.trigger, c.dates)
    tokens = [t for t in tokens if not any((a.dep_ in ("advcl", "parataxis", "cc") or (a.dep_ == "conj" and a.pos_ in ("VERB", "AUX"))) and a.i != c.trigger.i for a in up_to(t, c.trigger))]
    while tokens and (tokens[0].is_punct or tokens[0].dep_ in ("mark", "cc")):
        tokens.pop(0)
    text = tidy(join(tokens[:26]).replace('"', ""))
    return Title(text, "verbatim", needs)


def up_to(token: Any, top: Any) -> list[Any]:
    """The tokens from one up to an ancestor."""
    out = []
    while token.i != top.i and token.head.i != token.i:
        out.append(token)
        token = token.head
    return out


def nominal_title(c: Clause, agent: str = "") -> Title:
    """The title of an event that a noun names: its own phrase, with what its light verb adds."""
    t = c.trigger
    table = words()
    if lemma(t) in table["statements"] and agent and t.dep_ == "pobj":
        return Title(tidy(f"{agent} {stated_by().get(lemma(t), 'made')} {article(lemma(t))} {lemma(t)}"), "nominal")
    tokens = [x for x in phrase(t, c.dates) if not (x.dep_ == "poss" and x.i in c.dates) and not (x.dep_ == "case" and x.head.i in c.dates)]
    tokens = [x for x in tokens if not (x.lower_ in ("'s", "’s") and x.i - 1 in c.dates)]
    if c.owner and tokens and tokens[0].tag_ == "PRP$":
        return Title(tidy(f"{possessive(c.owner)} {c.names.country(join(tokens[1:]), c.at)}"), "nominal")
    while tokens and tokens[0].pos_ in ("DET",) and tokens[0].lower_ in ("the", "a", "an", "this", "that"):
        tokens.pop(0)
    stray = [x for x in t.subtree if x.dep_ == "prep" and x.head.i in c.dates and x.i not in c.dates and x.lower_ == "of" and not only_date(x, c.dates)]
    text = " ".join(map(join, [tokens, *(phrase(x, c.dates) for x in stray)]))  # "bombings this month of two embassies"
    head = t.head
    if t.dep_ in ("nsubj", "nsubjpass", "dobj") and head.pos_ in ("VERB", "AUX"):
        extra = [x for x in head.children if x.dep_ == "prep" and x.i > head.i and not only_date(x, c.dates) and x.i not in c.dates]
        if extra and len(text.split()) < 6:
            text += " " + " ".join(join(phrase(x, c.dates)) for x in extra[:2])
    text = tidy(c.names.country(text, c.at))
    n = len(text.split())
    named = n == SHORTEST - 1 and any(x.pos_ == "PROPN" and x.i not in c.dates for x in tokens)  # "NATO summit" says enough
    return Title(text, "nominal", "" if n >= SHORTEST or named else "subject")


def article(noun: str) -> str:
    """a or an."""
    return "an" if noun[0] in "aeiou" else "a"
