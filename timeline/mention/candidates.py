"""Candidate titles of an event: its own clause word for word, the realiser's title, the article's headline.

:mod:`timeline.mention.gate` decides which may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timeline.mention.clause import is_passive
from timeline.mention.corrections import is_one_harm
from timeline.mention.names import Names
from timeline.mention.parsed import Token
from timeline.mention.phrases import ASIDE, comma_before, drop_dates, is_mark, is_only_date, join, tidy
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.subject import find_subject
from timeline.mention.title import Title, hyphenated
from timeline.mention.words import words
from timeline.model import Timex

LOOSE_LABELS = ("conjunction", "marker", "parataxis", "aside", "interjection", "other", "preconjunction")
GOVERNED_LABELS = ("open_clause", "object_predicate", "preposition_clause")  # clauses that share the subject of the verb above
SHORTEST, LONGEST = 4, 16  # words of a title
LONG_TITLE = 13  # words from which a title is long
MOST_QUOTED = 20  # words of a quotation in place of a title
LONGEST_WORD = 30  # characters of a word that is counted on
INFINITIVE = re.compile(r"\bto [a-z]+")
HEADLINE = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")  # " - The Example Times"
OPEN_END = re.compile(r"(?:[\s,;:–—-]+(?:the|a|an|of|to|and|or|but|with|by|for|in|on|at|from|that|which|who|his|her|their|its|as|than|very|into|including))+$", re.IGNORECASE)
KICKER = re.compile(r"^(?:[^:]{2,40}): (?=[A-Z“\"'‘])")


@dataclass(frozen=True, slots=True)
class Draft:
    """The candidate titles of an event with what each must keep: predicate and subject (lemma and word), whether it
    is denied, and the words behind the verb that it cannot do without.
    """

    titles: tuple[Title, ...]
    predicate: str
    subject: str
    negated: bool = False
    needed: tuple[str, ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()  # each word of the sentence, by its lemma, with the word that it hangs on
    expressions: tuple[str, ...] = ()  # the words of time that no title repeats: the event's own, and other days
    traits: tuple[str, ...] = ()  # what its clause is like, for its importance
    passive: bool = False
    until: bool = False  # not done until the date: without the date that would be false
    beside: str = ""  # the subordinate clause that reports it, with what it hangs on: quoting the whole sentence would give the main clause its date


def find_finite_verb(trigger: Token) -> Token | None:
    """The verb of the finite clause that a word stands in; None where there is none (a bare participle, a noun
    outside a clause).
    """
    verb = trigger
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        if verb.pos in ("VERB", "AUX") and is_finite(verb) and not (verb.role == "clause" and is_attributed_by(verb.head)):
            return verb
        if verb.pos in ("NOUN", "PROPN", "ADJ") and verb.role not in ("subject", "passive_subject", "object", "predicate", "predicate_adjective"):
            return None  # "arrested a man after Monday's attack": the arrest was on another day
        if verb.role == "preposition_clause" and verb.head.head.lemma not in words()["accuse"] | words()["found"]:
            return None  # "was jailed for breaching his bail": another day
        if verb.role in ("participle", "root") or (verb.pos in ("VERB", "AUX") and verb.role in ("adverbial_clause", "relative_clause")):
            return None
        verb = verb.head
    return None


def is_restrictive(noun: Token) -> bool:
    """Whether a participle only says which of many are meant: "a majority of cars sold", "the first game played under
    lights".
    """
    bare = noun.pos == "NOUN" and not any(c.role in ("determiner", "possessor", "number") for c in noun.lefts)
    return bare or any(c.lower in words()["words_of_choice"] or c.form == "superlative" for c in noun.lefts)


def is_authoritative(over: Token) -> bool:
    """Whether what a verb reports comes from somebody who has to know: police, courts, ministries, their spokesmen.

    Other speakers keep their attribution.
    """
    if over.lemma not in words()["saying"]:
        return True
    says = next((c for c in over.children if c.role in SUBJECTS), None)
    return says is not None and any(t.lemma in words()["authorities"] for t in (says, *says.children))


def is_attributed_by(over: Token) -> bool:
    """Whether a governing verb presents its complement only as what somebody denies, claims, thinks, plans or asks
    for: then the title keeps that verb.
    """
    table, word = words(), over.lemma
    refused = any(c.role == "negation" for c in over.children)
    return word in table["deny"] | table["doubt"] | table["opinion"] | table["asking"] | table["plan"] | table["accuse"] | table["claiming"] | table["attempts"] or refused


def is_finite(verb: Token) -> bool:
    """Whether a verb is finite: it or its auxiliary is, and it does not depend on another verb as an infinitive or
    participle.
    """
    auxiliaries = [c for c in verb.children if c.role in AUXILIARIES]
    if verb.role in GOVERNED_LABELS:
        return False
    return verb.form in ("past", "third_person", "present", "modal") or any(a.form in ("past", "third_person", "present", "modal") for a in auxiliaries)


def make_clause_titles(verb: Token, subject: Token | None, named: str, dates: frozenset[int], names: Names, at: int) -> Iterator[str]:
    """Candidate titles from the clause of a finite verb, word for word, without dates, conjuncts and loose adjuncts;
    then ever shorter. ``named`` is the antecedent of its subject, "" for none.
    """
    clause = {t.i for t in verb.subtree}
    who = {t.i for t in subject.subtree} - (clause if subject.is_ancestor(verb) else set()) if subject is not None else set()
    of_subject = {t.i for t in drop_dates(subject, dates)} & who if subject is not None else set()
    kept = (({t.i for t in drop_dates(verb, dates)} - who) | of_subject) - dates
    for t in verb.tree:
        if t.role == "participle" and t.children and all(is_only_date(c, dates) for c in t.children) and not is_set_off(t):
            kept.discard(t.i)  # "a missile launched in July flew"
    harm = {k for c in verb.children if c.role == "conjunct" and is_one_harm(verb, c) for k in (c.i, *(x.i for x in verb.children if x.role == "conjunction" and x.i < c.i))}
    for c in verb.children:
        if c.i in who:
            continue
        joined = (c.role in LOOSE_LABELS and c.i not in harm) or (c.role == "conjunct" and c.pos in ("VERB", "AUX") and c.i not in harm)
        aside = c.role in ("adverbial_clause", "preposition", "noun_adverbial", "adverb", "apposition", "participle", "relative_clause") and is_set_off(c)
        before = c.i < verb.i and c.role in ("preposition", "noun_adverbial", "adverbial_clause", "clause")
        if joined or aside or before or (c.role == "adverb" and c.lower in ASIDE - words()["hedges"]) or is_only_date(c, dates) or c.form in ("relative_determiner", "relative_pronoun"):
            kept -= include_marks(c)
    for t in verb.tree:  # what is set off within says more than a title needs
        if (
            t.i in kept
            and t.i != verb.i
            and (t.role in ("relative_clause", "apposition", "participle", "parataxis") or is_aside(t) or (closes(t, kept) and (t.role == "preposition" or (t.role == "adverb" and t.pos == "NOUN"))))
            and (is_set_off(t) or (t.role == "relative_clause" and t.i in who))
            and not (t.role == "apposition" and t.i > verb.i and any(c.role == "conjunction" for c in t.children))  # "for the young, the old and the dead"
            and not t.is_ancestor(verb)
        ):
            kept -= include_marks(t)
    if named:
        kept -= who
    tokens = [t for t in verb.tree if t.i in kept]
    articles = {
        first.i: f"the {first.text[:1].lower() + first.text[1:] if first.pos != 'PROPN' else first.text}"
        for t in tokens
        if loses_possessor(t, dates)
        for first in [next(x for x in tokens if x.i == t.i or t.is_ancestor(x))]
    }  # "Sunday's race was won": the race
    for n, cut in enumerate(shorten_clause(tokens, verb)):
        text = " ".join(x for x in (named, join(cut, articles)) if x)
        if n == 0 or len(text.split()) >= SHORTEST:
            yield tidy(text)


def loses_possessor(noun: Token, dates: frozenset[int]) -> bool:
    """Whether a noun loses its possessor with the date, and wants an article: "Sunday's race"."""
    return noun.pos == "NOUN" and any(c.role == "possessor" and c.i in dates for c in noun.children)


def closes(t: Token, kept: set[int]) -> bool:
    """Whether a phrase is the end of what is kept of a sentence: nothing stands behind it but marks."""
    inside = {x.i for x in t.subtree}
    return all(i in inside or t.tree[i].is_punct for i in kept if i >= t.left_edge.i)


def include_marks(top: Token) -> set[int]:
    """The tokens of a phrase with the punctuation marks that set it off."""
    inside = {t.i for t in top.subtree}
    left, right = min(inside) - 1, max(inside) + 1
    marks = {i for i in (left, right) if 0 <= i < len(top.tree) and top.tree[i].text in (",", "-", "--", "–", "—", "(", ")")}
    return inside | marks


def is_set_off(token: Token) -> bool:
    """Whether a phrase is set off by a comma, a bracket or a dash between blanks; not by a hyphen."""
    left = min((t.i for t in token.subtree if not t.is_punct), default=token.i)
    return comma_before(token) and not (left and token.tree[left - 1].text in ("-", "–") and not token.tree[left - 1].spaced)


def shorten_clause(tokens: list[Token], verb: Token) -> Iterator[list[Token]]:
    """The tokens of a clause, then the same without one phrase after another at its end; the verb's objects and
    complements stay.
    """
    held = any(c.role in ("object", "predicate", "predicate_adjective", "open_clause", "clause", "agent", "object_predicate") for c in verb.children if c.i > verb.i)
    tokens = strip_marks(tokens)
    yield tokens
    if any(t.role == "negation" or t.lower in words()["negations"] | words()["words_of_choice"] for t in tokens):
        return  # "did not fire missiles into the sea", "the first title in 108 years": with less it would say more
    while tokens:
        last = tokens[-1]
        above = [a for a in (last, *last.ancestors) if a.i > verb.i and verb.is_ancestor(a)]
        long = len(join(tokens).split()) > LONG_TITLE
        tops = [a for a in above if a.role in ("preposition", "adverb", "noun_adverbial", "relative_clause") and is_plain_complement(a, verb, within=long)]
        tops = [a for a in tops if held or a.head.i != verb.i or sum(c.role == "preposition" for c in verb.children) > 1]
        tops = [a for a in above if a in tops or (long and is_further(a))]
        if not tops or tops[0].lower in words()["of"]:
            return
        gone = {t.i for t in tops[0].subtree}
        if tops[0].role == "conjunct":
            gone |= {c.i for c in tops[0].head.children if c.role == "conjunction" and c.i < tops[0].i}
        tokens = strip_marks([t for t in tokens if t.i not in gone])
        yield tokens


def is_further(a: Token) -> bool:
    """Whether a phrase at the end of a clause tells more than its news, and what is left without it is as true: a second verb behind "and", what happened before or
    meanwhile, what is said of a thing already named. Not what a condition, "or" or a choice among many hangs on.
    """
    if a.role == "conjunct":
        joins = [c.lower for c in a.head.children if c.role in ("conjunction", "preconjunction") and c.i < a.i]
        return a.pos == "VERB" and bool(joins) and all(w in words()["and"] for w in joins)
    if a.role == "adverbial_clause":
        return any(c.role == "marker" and c.lower in words()["meanwhile"] for c in a.children) or is_aside(a)
    described = a.head.role == "object" and any(c.role in ("modifier", "number") for c in a.head.lefts)
    return a.role == "participle" and a.head.pos == "NOUN" and a.form == "past_participle" and (described or not is_restrictive(a.head))


def is_aside(t: Token) -> bool:
    """Whether a participle behind a comma says what goes with the clause: "…, reviving an inquiry"."""
    return t.role == "adverbial_clause" and t.form == "present_participle" and is_set_off(t) and not any(c.role == "marker" for c in t.children)


def is_plain_complement(a: Token, verb: Token, within: bool = False) -> bool:
    """Whether a phrase hangs on a verb by objects and prepositions alone: then it can be cut without leaving half a
    clause. ``within``: also below an infinitive, "threatened to fire missiles into the sea".
    """
    over, above = a.head, []
    while a.head.i != verb.i:
        a = a.head
        above.append(a.role)
    if within and over.role == "open_clause" and not any(c.role in ("object", "predicate", "clause", "open_clause") for c in over.children):
        return False  # "agreed to keep working for peace"
    return all(dep in ("preposition", "preposition_object", "object", "predicate", "agent", "object_predicate", "conjunct", *["open_clause"] * within) for dep in above)


def strip_marks(tokens: list[Token]) -> list[Token]:
    """The tokens without punctuation at both ends."""
    first, last = 0, len(tokens)
    while last > first and is_mark(tokens[last - 1]) and tokens[last - 1].text not in "\"')":
        last -= 1
    while first < last and (is_mark(tokens[first]) or tokens[first].role in ("conjunction", "marker")):
        first += 1
    return tokens[first:last]


def make_draft(trigger: Token, realised: Title, subject: Token | None, resolved: str, dates: frozenset[int], names: Names, at: int, t: Timex, others: tuple[str, ...] = ()) -> Draft:
    """The candidate titles for the event that a word names, and what a title must keep."""
    verb = find_finite_verb(trigger)
    titles: list[Title] = []
    if verb is not None:
        who = find_subject(verb)
        pronoun = who is not None and (who.pos == "PRON" or who.form in ("relative_determiner", "relative_pronoun"))
        named = resolved if who is not None and subject is not None and who.i == subject.i and resolved else ""
        open_subject = "subject" if who is not None and not named and is_unnamed(who) else ""
        behind = any(c.role in ("object", "clause", "open_clause", "predicate", "predicate_adjective", "object_predicate") and c.i > verb.i for c in verb.children)
        left_behind = (
            verb.role == "relative_clause" and not behind and any(c.role == "subject" and c.form not in ("relative_determiner", "relative_pronoun") for c in verb.children)
        )  # "the criticism that she leveled"
        if left_behind:
            realised = Title("", "")
        if who is not None and not left_behind and not (pronoun and not named and who.form not in ("relative_determiner", "relative_pronoun")):
            titles.extend(Title(hyphenated(text, verb.tree.text), "verbatim", open_subject) for text in dict.fromkeys(make_clause_titles(verb, who, named, dates, names, at)) if text)
    wanted = verb if verb is not None else trigger
    if realised.how == "nominal" or (trigger.role == "participle" and is_restrictive(trigger.head)):
        realised = Title("", "")
    if verb is not None and verb.role in ("clause", "parataxis") and not is_authoritative(verb.head):
        return Draft((), verb.lemma, "")  # a claim of somebody: it is quoted
    if verb is None and trigger.form == "present_participle" and trigger.role in ("participle", "preposition", "modifier"):
        realised = Title("", "")  # "in the 10th inning beating the visitors": who did is often another
    planned = realised.how == "clause" and INFINITIVE.search(" ".join(realised.text.split()[:8])) and has_infinitive(realised.text)
    if realised.text and not planned and not realised.needs:
        titles.append(realised)
    needed = (
        tuple(c.text for c in wanted.children if c.role in ("object", "predicate", "object_predicate", "predicate_adjective", "agent", "indirect_object") and c.i > wanted.i and c.i not in dates)
        if wanted.pos in ("VERB", "AUX")
        else ()
    )
    if wanted.lemma in words()["sending"] and (doing := [c.text for c in wanted.children if c.role == "adverbial_clause" and c.form == "present_participle" and not is_set_off(c)]):
        needed, titles = (*needed, *doing), [x for x in titles if x.how == "verbatim"]  # "sent the pound falling"
    who = find_subject(wanted) if wanted.pos in ("VERB", "AUX") else None
    word = resolved.split()[-1] if resolved and who is not None and subject is not None and who.i == subject.i else who.text if who is not None and who.pos != "PRON" else ""
    negated = any(c.role == "negation" for c in wanted.children)
    links = frozenset([*((x.lemma, x.head.lemma) for x in trigger.tree), *(("the", x.lemma) for x in trigger.tree if loses_possessor(x, dates))])
    until = negated and t.signal in ("until", "before")
    return Draft(
        tuple(titles), wanted.lemma, word, negated, needed, links, (t.text.lower(), *others), tuple(find_traits(trigger, subject, dates)), is_passive(wanted), until, find_subordinate_clause(trigger)
    )


def is_unnamed(subject: Token) -> bool:
    """Whether a subject is "the company" or the like and nothing more: which one, a person has to add."""
    return subject.lemma in words()["any_body"] and [c.lower in words()["definite"] for c in subject.children if not c.is_punct] == [True]


def find_subordinate_clause(trigger: Token) -> str:
    """The subordinate clause that a word stands in, with the noun that it hangs on; "" where the word stands in the
    main clause.
    """
    top = next((a for a in (trigger, *trigger.ancestors) if a.role in ("relative_clause", "participle", "adverbial_clause")), None)
    if top is None:
        return ""
    noun = top.head
    while noun.role == "preposition_object" and noun.head.lower in words()["of"]:
        noun = noun.head.head  # "the deadline of 31 August that he had set"
    first = min(top.left_edge.i, noun.left_edge.i) if top.role != "adverbial_clause" and noun.pos != "PRON" else top.left_edge.i
    while first > 1 and top.tree[first - 1].text in ("-", "–") and not top.tree[first - 2].spaced:
        first -= 2  # "vice-president": the parser parts it
    return " ".join(top.tree[first : top.right_edge.i + 1].text.split())


def find_traits(trigger: Token, subject: Token | None, dates: frozenset[int]) -> Iterator[str]:
    """Features of an event's clause, for its importance: where its word hangs, its form, its subject, how far away
    the date is.
    """
    yield f"hangs {trigger.role}"
    yield f"form {trigger.form}"
    who = "none" if subject is None else "pronoun" if subject.pos == "PRON" else subject.entity or ("plural" if subject.form == "plural" else "noun")
    yield f"who {who}"
    near = min((abs(trigger.i - i) for i in dates), default=99)
    yield "date " + ("near" if near <= 4 else "far" if near <= 12 else "far off")
    yield f"object {any(c.role in ('object', 'agent', 'indirect_object') for c in trigger.children)}"
    if any(c.role in AUXILIARIES and c.lower in words()["present_auxiliaries"] for c in trigger.children):
        yield "present"
    depth = 0
    while trigger.head.i != trigger.i and depth < 5:
        trigger, depth = trigger.head, depth + 1
    yield f"depth {min(depth, 3)}"


def has_infinitive(text: str) -> bool:
    """Whether the first verb of a title is an infinitive: "The council to vote"."""
    m = INFINITIVE.search(text)
    before = text[: m.start()].split() if m else []
    return bool(before) and not any(w.lower() in words()["finite"] or w.endswith("ed") for w in before)


def clean_headline(title: str) -> str:
    """A headline as a title: without the paper's name behind it and the kicker in front."""
    text = HEADLINE.sub("", " ".join(title.split()))
    shorter = KICKER.sub("", text)
    return tidy(shorter if len(shorter.split()) >= 4 else text)


def quote_sentence(sentence: str, at: int) -> Title:
    """The sentence cut at a clause boundary, in quotation marks: shown where no candidate title may stand.

    ``at`` is where the event's word begins, in characters of the sentence.
    """
    near = range(at - MOST_QUOTED * LONGEST_WORD, at + MOST_QUOTED * LONGEST_WORD)  # so that a list of thousands takes no time
    cuts = [c for c in (0, *(m.end() for m in re.finditer(r"[;:,]\s|\s[–—-]\s", sentence)), len(sentence)) if c in near]
    words_before = {c: len(sentence[cuts[0] : c].split()) for c in cuts}
    spans = [sentence[a:b] for i, a in enumerate(cuts) for b in cuts[i + 1 :] if a <= at < b and 4 <= words_before[b] - words_before[a] <= MOST_QUOTED]
    return quote_words(max(spans, key=len, default="") or OPEN_END.sub("", " ".join(sentence.split()[:MOST_QUOTED])) + " …")


def quote_words(text: str) -> Title:
    """Words of the text in quotation marks, marked as needing a title."""
    inner = re.sub(r"[“”\"]", "", text) if text.count("“") != text.count("”") or text.count('"') % 2 else re.sub(r'"([^"]*)"', r"‘\1’", text.replace("“", "‘").replace("”", "’"))
    return Title("“" + inner.strip(" ,;:-–—") + "”", "quotation", "title")
