"""A sentence and its expressions -> Mentions: which event each date dates, and which of them make no event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline import edtf
from timeline.mention.attach import Attachment, attach, find_codated
from timeline.mention.build import build_mention, make_unused_mention
from timeline.mention.candidates import Draft
from timeline.mention.constructions import find_coordinated, find_gathering_verb, find_when_verb
from timeline.mention.corrections import PUT_OFF, DatedExpression, apply_corrections, is_moving
from timeline.mention.names import Names
from timeline.mention.parsed import Span, Token
from timeline.mention.phrases import comma_before
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject, is_present_passive
from timeline.mention.unused import BARE_NOUN, UNTITLED, is_over
from timeline.mention.weigh import LIKELY, rank_triggers
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

COMPARISON = re.compile(
    r"\bthan (?:(?:in|at|on|during|for|any time since|at any time since|the|a|it was|they were) ?)*(?:the )?$"
    r"|(?:\b(?:per cent|percent|third|quarter|fifth|tenth|half|twice|double)\b|%)[^.,;]{0,30}\b(?:(?P<on>on)|from|against|above|below|that of|what (?:it|they) had been in)\s+(?:the )?$"
    r"|\bfrom (?:about |around |nearly |some |just |fewer than |more than |a \w+ of (?:about |approximately )?)?[$#£€C]*\d(?:(?!\b(?:to|until|through)\b)[^.;:]|\.\d){0,45}$"
    r"|\b(?:compared (?:with|to)|as against|versus)\b[^.,;]{0,25}$",
    re.IGNORECASE,
)
CITED, CITED_BEFORE = re.compile(r"\((?:[A-Z][^\W\d_]+(?:(?: and| &|,|;| et al\.,?)? )*)*$"), 60  # a bracket and names in it, before a year; characters in which they stand
PAYMENT_DUE = re.compile(r"(?:(?:,|notes|bonds|debentures) due|, payable|stock of record|holders of record) (?:on |in )?$")
SURE_ENOUGH = 0.4  # probability from which another word dated by the expression replaces one that makes no event
SURE, UNSURE = 0.6, 0.15  # a word that the date dates this surely takes the place of one that it dates this little
SAME_EVENT, FINER_EXPRESSION = "told together with the word beside it", "told more finely by another expression"
REPLACEABLE = (BARE_NOUN, UNTITLED, FINER_EXPRESSION)  # why the first word may make no event though the expression dates one
NEGATED = re.compile(r"\b(?:[Nn]o|[Nn]obody|[Nn]one|not|never)\b")
SUPERLATIVE = re.compile(r"\b(?:\w+est|first|most|least|only|record|lowest|best|worst)\b", re.IGNORECASE)


def find_sentence_mentions(document: Document, s: Sentence, names: Names) -> list[Mention]:
    """The mentions of one sentence, in order; those that make no event say why in ``unused``."""
    dates = find_date_tokens(s)
    return use_likeliest(drop_repeats([m for t in s.timexes for m in find_expression_mentions(document, s, t, dates, names)]))


def is_citation(t: Timex, text: str) -> bool:
    """Whether a year stands in a bracket alone or behind names: "(1971)", "(Hale and Marsh 1971)". It dates a work, not what the sentence tells."""
    return t.granularity == "year" and CITED.search(text, max(0, t.start - CITED_BEFORE), t.start) is not None and text[t.end : t.end + 1] in (")", ":", ",", ";", *"abcde")


def can_date(t: Timex, text: str) -> bool:
    """Whether an expression can date an event: it names days, or it is the length of the noun right behind it ("the
    20-year war").
    """
    if t.edtf or t.type != "DURATION" or not t.length or "X" in t.length:
        return bool(t.edtf)
    behind = text[t.end : t.end + 40].lower().split()[:3]
    return any(w.strip(".,;:'’\"”)") in words()["durative"] for w in behind)


def find_date_tokens(s: Sentence) -> frozenset[int]:
    """Token numbers of all expressions that name a day or a time, with a possessive mark behind them."""
    out: set[int] = set()
    for t in s.timexes:
        span = s.tokens(t)
        if span is not None and t.edtf:
            out.update(tok.i for tok in span)
            after = span.end
            if after < len(s.tree) and s.tree[after].lower in words()["possessive"]:
                out.add(after)
    return frozenset(out)


def find_expression_mentions(document: Document, s: Sentence, t: Timex, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """The mentions that one expression dates: its event, the verbs coordinated with it, and the verb of a "when"
    clause behind the date.
    """
    made = list(find_dated_events(document, s, t, dates, names))
    then = find_when_verb(s, t) if made else None
    known = then is not None and not t.edtf.endswith("/..") and any(m.trigger[0] == s.start + then.at and not m.unused for m in made)
    yield from (m for m in made if known or then is None or m.trigger[0] != s.start + then.at)
    if then is not None and not known:
        day = replace(t, edtf=t.edtf.removesuffix("/.."), signal="")  # "since December, when he promised": he did it in December
        yield build_mention(document, s, day, Attachment(then, certain=False), dates, names)


def find_dated_events(document: Document, s: Sentence, t: Timex, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """The event that one expression dates, the verbs coordinated with it, and other words that the learned weights
    find likely.
    """
    span = s.tokens(t) if can_date(t, document.text) else None
    if span is None or len(span) == 0:
        return
    if not t.edtf:
        yield from find_lasting_event(document, s, t, span, dates, names)
        return
    found, ranked = choose_trigger(document, t, span, dates)
    if found is None or (found.trigger.i < span.start and s.tree[span.end : span.end + 1].text == ":"):
        return  # "January 23, 2013: …": a label of what follows
    if found.unused:
        yield make_unused_mention(document, s, t, Attachment(found.trigger), found.unused)
        return
    mover = found.trigger if found.kind == "verb" else found.trigger.head
    if is_moving(mover) and (bounds := [x for x in t.edtf.split("/") if x not in ("", "..")])[1:]:
        if t.signal == "from":
            yield make_unused_mention(document, s, t, found, PUT_OFF)
            return
        t = replace(t, edtf=bounds[0] if found.kind == "verb" else bounds[-1])  # "the match was postponed on Sunday until 14 March"
    clause = find_gathering_verb(found)
    host = found if clause is not None else move_to_hosted_event(found)
    if why := find_reason_no_event(document, s, t, span, host):
        yield make_unused_mention(document, s, t, host, why)
        return
    if clause is not None:
        yield build_mention(document, s, t, Attachment(clause), dates, names, gathering=host.trigger)
        return
    if host.kind == "noun" and host.trigger.head.lower in words()["word_since"] and t.edtf.endswith("/.."):
        t = replace(t, edtf=t.edtf.removesuffix("/.."), signal="")  # "since the bombing in January": it is over
    yield build_mention(document, s, t, host, dates, names)
    if host.kind == "verb":
        for other in find_coordinated(host.trigger, dates):
            yield build_mention(document, s, t, Attachment(other, certain=False), dates, names)
    done = {host.trigger.i}
    within = host.kind == "noun" and span.root.head.i == host.trigger.i and span.root.role in ("possessor", "name_part", "noun_modifier", "modifier")
    for p, other in ranked:
        if p < LIKELY:
            break
        recalled = host.kind == "noun" and other.i == host.trigger.head.i and is_present_passive(other)  # "the charge of 3 July is recalled"
        if other.i not in done and not recalled:
            done.add(other.i)
            kind = "noun" if other.pos in ("NOUN", "PROPN", "ADJ") else "verb"
            m = build_mention(document, s, t, Attachment(other, kind=kind, certain=False), dates, names)
            likely_too = p >= SURE_ENOUGH and not within and not (other.role == "relative_clause" and comma_before(other))  # "Tuesday's blast", "the attacks of 11 September, which brought troops"
            yield mark_unused(m, SAME_EVENT if likely_too else f"perhaps {SAME_EVENT}")


def choose_trigger(document: Document, t: Timex, span: Span, dates: frozenset[int]) -> tuple[Attachment | None, list[tuple[float, Token]]]:
    """The word that an expression dates, by rule, weight and correction, None where none does; and all words with the probability that it
    dates them, the likeliest first.
    """
    found = attach(span, t.signal)
    ranked = rank_triggers(span, t, dates, found.trigger if found else None, find_codated(found) if found else [])
    if found is None or not found.unused:
        found = prefer_likelier(found, ranked)
    if found is None:
        return None, ranked
    return apply_corrections(DatedExpression(t, span, found, is_over(t, document), document.published[:10])), ranked


def move_to_hosted_event(found: Attachment) -> Attachment:
    """From a meeting or speech to what was said or done there: "said at a conference on Wednesday that ..."."""
    if found.kind == "noun" and found.trigger.lemma in words()["gatherings"] | words()["statements"] and found.trigger.role == "preposition_object":
        host, actor = climb_to_verb(found.trigger.head), found.trigger.head.head
        if host.lemma in words()["saying"] and any(c.role == "clause" for c in host.children):
            return Attachment(host)  # "said at a conference on Wednesday that …"
        if found.trigger.lemma in words()["statements"] and found.trigger.head.lower in words()["in"] and host.lemma in words()["plan"] | words()["telling"] and host.form == "past":
            return Attachment(host)  # "in a speech on Monday she proposed more schools"
        if actor.role == "subject" and found.trigger.head.role == "preposition" and actor.head.pos == "VERB":
            return Attachment(actor.head)  # "the partners at a meeting last week agreed"
    return found


def find_reason_no_event(document: Document, s: Sentence, t: Timex, span: Span, found: Attachment) -> str:
    """Why what an expression dates makes no event (a deadline, a comparison, a boundary); "" where it may make one."""
    before = max(s.start, t.start - 60)
    if document.text.endswith(("post-", "pre-"), 0, t.start):
        return "a boundary, not the date of an event"  # "the post-1959 governments"
    if PAYMENT_DUE.search(document.text, max(s.start, t.start - 24), t.start) and found.trigger.lower not in words()["due"]:
        return "the day that a payment goes by"
    if is_citation(t, document.text):
        return "the year of a work, not the date of an event"
    limit = t.signal == "until" and found.trigger.lemma in words()["allotting"] and any(x.lower in words()["to"] for x in span.tree[span.end : span.end + 1])
    moved = t.signal in ("until", "to") and any(c.role == "object" and c.lemma in words()["bounds"] for c in found.trigger.children)
    named = span.root.role == "object" and any(g.lemma in words()["bounds"] for c in found.trigger.children if c.lower in words()["as"] for g in c.children)
    if limit or moved or named:  # "extended its deadline until Tuesday", "set Friday as the deadline"
        return "a deadline, not the day of the event"  # "gave them until Tuesday to sign"
    compared = COMPARISON.search(document.text, before, t.start)
    day = t.granularity in ("day", "time") and document.text[before : t.start].endswith((" on ", "On "))
    if compared and not (day and (compared["on"] or len(s.timexes) == 1)):  # "up 5 per cent on 1998", but "lost a third on Monday", "cut its rate from 2 to 1 per cent on Monday"
        return "a comparison"
    which = span.root.i < found.trigger.i and span.root.head.i == found.trigger.i  # "after the 1985 earthquake"
    if (t.signal == "since" and SUPERLATIVE.search(document.text, s.start if t.granularity == "year" else before, t.start)) or (
        t.signal in ("before", "after") and t.granularity == "year" and not which
    ):
        return "a boundary, not the date of an event"
    if t.edtf.endswith("/..") and any(a.lower in words()["without"] and a.i < span.start for a in span.root.ancestors):
        return "a boundary, not the date of an event"  # "the team, without a title since 1908, played on"
    if t.granularity in ("century", "decade") and found.trigger.role in ("participle", "relative_clause"):
        return "the date says which one, not when"  # "the strictest rule placed on any nation in the 21st century"
    if t.edtf.endswith("/..") and found.kind == "verb" and NEGATED.search(clause_text(found.trigger, span)):
        return "nothing of the kind happened since"
    return ""


def clause_text(verb: Token, span: Span) -> str:
    """The text from the subject of a verb to the verb or the expression, whichever comes last."""
    subject = find_subject(verb)
    first, last = min(span.start, verb.i, *([subject.left_edge.i] if subject is not None else [])), max(span.end, verb.i + 1)
    return str(verb.tree[first:last].text)


def prefer_likelier(found: Attachment | None, ranked: Sequence[tuple[float, Token]]) -> Attachment | None:
    """The attachment by rule, unless the learned weights find another word far more likely: then that word, as a
    guess.
    """
    p, top = ranked[0] if ranked else (0.0, None)
    own = next((q for q, c in ranked if found is not None and c.i == found.trigger.i), 0.0)
    opens = (
        top is not None
        and top.form == "present_participle"
        and top.role in ("preposition", "adverbial_clause")
        and top.lemma in words()["aspect"]
        and not any(c.role in ("subject", "object") for c in top.children)
    )
    if top is None or p < SURE or own > UNSURE or opens:  # "beginning in May, prices have risen"
        return found
    return Attachment(top, kind="noun" if top.pos in ("NOUN", "PROPN") else "verb", certain=False)


def find_lasting_event(document: Document, s: Sentence, t: Timex, span: Span, dates: frozenset[int], names: Names) -> Iterator[Mention]:
    """An event that is known only by its length.

    Pattern: length, noun of the list ``durative``. Example: "the 20-year war".
    """
    noun = span.root.head if span.root.head.i not in {x.i for x in span} else None
    if noun is None or noun.pos not in ("NOUN", "PROPN") or noun.lemma not in words()["durative"] or span.start > noun.i:
        return
    yield build_mention(document, s, t, Attachment(noun, kind="noun"), frozenset(x.i for x in span) | dates, names)


def drop_repeats(mentions: list[Mention]) -> list[Mention]:
    """The mentions with each event and date used once.

    Of two expressions for one trigger the finer one, or the range, is used; two objects with a date each stay two
    events.
    """
    out: list[Mention] = []
    for m in mentions:
        twin = next((i for i, o in enumerate(out) if o.trigger == m.trigger and o.date and m.date and not o.unused and not m.unused and (o.title == m.title or o.status != m.status)), None)
        if twin is None:
            out.append(m)
            continue
        o = out[twin]
        if o.date == m.date:
            out.append(mark_unused(m, "the other end of the same range"))
        elif count_open_days(m) < count_open_days(o):
            out[twin] = mark_unused(o, FINER_EXPRESSION)
            out.append(m)
        else:
            out.append(mark_unused(m, FINER_EXPRESSION))
    return out


def use_likeliest(mentions: list[Mention]) -> list[Mention]:
    """The mentions; where the word that an expression dates makes no event, the likeliest other word dated by it is
    used instead.
    """
    out = list(mentions)
    used = {m.trigger for m in mentions if not m.unused}
    for t in dict.fromkeys(m.timex for m in mentions):
        of = [i for i, m in enumerate(mentions) if m.timex == t]
        bare = not mentions[of[0]].unused and is_loose_noun(mentions[of[0]]) and len([i for i in of if not mentions[i].unused]) == 1
        if not bare and (mentions[of[0]].unused not in REPLACEABLE or any(not mentions[i].unused for i in of)):
            continue
        other = next((i for i in of if mentions[i].unused == SAME_EVENT and mentions[i].trigger not in used and names_event_alone(mentions[i])), None)
        if other is not None and not (bare and has_no_title(mentions[other])):
            out[of[0]] = mark_unused(mentions[of[0]], SAME_EVENT)
            out[other] = replace(mentions[other], unused="")
            used.add(mentions[other].trigger)
    return out


def has_no_title(m: Mention) -> bool:
    """Whether no words of its own clause were found as a candidate title of a mention: its sentence would be quoted."""
    return isinstance(m.draft, Draft) and not any(t.how == "verbatim" for t in m.draft.titles)


def is_loose_noun(m: Mention) -> bool:
    """Whether a mention is of an event noun that no finite verb goes with, and has no title: "wounded in a shooting at a concert on Sunday"."""
    return isinstance(m.draft, Draft) and m.draft.predicate == m.lemma and m.lemma in words()["events"] and has_no_title(m)


def names_event_alone(m: Mention) -> bool:
    """Whether the trigger names an event without more words: a verb does, a noun where the table of events has it."""
    return m.how != "nominal" or m.lemma in words()["events"]


def mark_unused(m: Mention, why: str) -> Mention:
    """The mention marked as unused, with the first reason that was given."""
    return replace(m, unused=m.unused or why)


def count_open_days(m: Mention) -> int:
    """How many days a mention's date leaves open."""
    d = edtf.parse(m.date)
    return (d.latest or 10**7) - (d.earliest or 0)
