"""The direction of the clause around an expression: whether it speaks of the past or of the future."""

from __future__ import annotations

import re

from timeline.timex.lexicon import Lexicon
from timeline.timex.token_pattern import OTHER_CAPITALS

CUE_WORD = re.compile(r"(?<![\w-])[^\W\d_]+|['’](?:ll|d)\b|[,;:()]|[.!?]['\"”’)]*(?=\s+[A-Z\"“'‘]|\s*$)|[.!?…]['\"”’)»]*(?=\s+[„«]?[" + OTHER_CAPITALS + r"])|\n\s*\n")
BE = ("is", "are", "was", "were", "be", "been")
ORDINAL = re.compile(r"(?<![0-9])[0-9]{1,2}\.(?=\s)")  # "am 3. Oktober", in languages that write ordinal numbers so
REACH = 320  # characters that are looked through for a cue on either side


def find_tense(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """``past``, ``future``, ``near`` (a plan in the past, whose day may be either) or ``""``, from the nearest cue
    before the expression in its clause, else behind it.

    The second value is how many words lie between cue and expression; :data:`REACH` for a cue behind it.
    """
    before = find_cue_words(text, max(0, start - REACH), start, lexicon)
    words: list[str] = []
    for w in reversed(before):
        if w[0] in ".!?;\n":
            break
        words.append("" if w == "May" else w.lower())
    if "," in lexicon.settings["clause_bounds"] and (inside := find_tense_in_clause(words, text, end, lexicon)):
        return inside
    leads = next((i for i, w in enumerate(words) if w not in lexicon.settings["leads"]), len(words))
    if leads < len(words) and words[leads] in lexicon.settings["that"] and (own := find_tense_behind(text, end, lexicon)):
        return own, REACH  # "said that by Friday it would open": its own verb is behind it
    for i, w in enumerate(words):
        found = find_direction(words[i + 1] if i + 1 < len(words) else "", w, words[i - 1] if i else "", lexicon)
        noun = w in lexicon.settings["scheduled"] or (w in lexicon.settings["nouns"] and words[i - 1 : i] != ["to"])
        if found == "future" and noun and is_past_before(words, i, lexicon):
            return "past", i  # "counted the votes on Tuesday", "approved the harbour bridge plan on Tuesday"
        if found:
            return found, i
    return find_tense_behind(text, end, lexicon), REACH


def find_tense_in_clause(words: list[str], text: str, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """The direction and distance that a cue between the commas around an expression gives, in a language that ends its clauses with the verb;
    ``words`` count backwards from the expression. None where no such cue is."""
    own, behind = words[: words.index(",")] if "," in words else words, text[end : end + REACH].partition(",")[0]
    for i, w in enumerate(own):
        if found := find_direction(own[i + 1] if i + 1 < len(own) else "", w, own[i - 1] if i else "", lexicon):
            break
    else:
        i, found = REACH, find_tense_behind(behind, 0, lexicon)
    after = words_of_clause(behind, lexicon)
    if found == "future" and is_hearsay(own, after, lexicon):
        found = "past"
    if not found and is_announced(own, after, lexicon):
        found = "future"
    return (found, i) if found else None


def words_of_clause(behind: str, lexicon: Lexicon) -> list[str]:
    """The words behind an expression to the end of its clause."""
    after: list[str] = []
    for w in find_cue_words(behind, 0, len(behind), lexicon):
        if w[0] in ".!?;:\n":
            break
        after.append(w)
    return after


def is_announced(words: list[str], after: list[str], lexicon: Lexicon) -> bool:
    """Whether a clause says what is on a day, and not what has happened: "Treffpunkt ist am Samstag", but "ist am Samstag verunglückt"."""
    if not words or words[0] not in lexicon.settings["copula_before"] or lexicon.settings["copula"].isdisjoint((*words, *after)):
        return False
    last = next((w for w in reversed(after) if w not in lexicon.settings["copula"]), "")
    return not is_participle(last)


def is_hearsay(words: list[str], after: list[str], lexicon: Lexicon) -> bool:
    """Whether a clause with a modal verb ends in a perfect: "soll ihn am Freitag bestohlen haben"."""
    if len(after) < 2 or lexicon.settings["hearsay"].isdisjoint((*words, *after)):
        return False
    return after[-2] in lexicon.settings["perfect_participle"] or (after[-1] in lexicon.settings["perfect_infinitive"] and is_participle(after[-2]))


def is_participle(word: str) -> bool:
    """Whether a word looks like a participle of the past: "bestohlen", "verunglückt"."""
    return word.islower() and word.endswith(("t", "en"))


def find_tense_behind(text: str, end: int, lexicon: Lexicon) -> str:
    """The direction that the first cue behind an expression in its sentence gives; "" where there is none."""
    after = []
    for w in find_cue_words(text, end, end + REACH, lexicon):
        if w[0] in ".!?;\n":
            break
        after.append("" if w == "May" else w.lower())
    for i, w in enumerate(after):
        found = find_direction(after[i - 1] if i else "", w, after[i + 1] if i + 1 < len(after) else "", lexicon)
        if found:  # "On Friday the government planned to pay": the planning was on Friday
            return "past" if found == "future" and w.endswith("ed") and (after[i - 1] if i else "") not in BE else found
    return ""


def is_past_before(words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether the nearest cue before word ``i`` speaks of the past. ``words`` count backwards from the expression."""
    for k in range(i + 1, len(words)):
        if words[k] in (",", ":", "(", ")") or words[k] in lexicon.settings["conjunctions"]:
            return False
        if found := find_direction(words[k + 1] if k + 1 < len(words) else "", words[k], words[k - 1], lexicon):
            return found == "past"
    return False


def find_cue_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """The words and punctuation marks of ``text[start:end]``, without the full stops of abbreviations."""
    if "." in lexicon.settings["ordinal_sign"]:
        found = CUE_WORD.findall(ORDINAL.sub("", text[start:end]))
    else:
        found = CUE_WORD.findall(text, start, end)
    short = lexicon.settings["abbreviations"]
    return [w for i, w in enumerate(found) if w[0] != "." or not i or not (len(found[i - 1]) == 1 or found[i - 1].lower() in short)]


def find_direction(before: str, word: str, after: str, lexicon: Lexicon) -> str:
    """The direction that one word gives, with its neighbours in the order of the text; "" for none."""
    found = lexicon.cues.get(word, "")
    if found == "past" and before in lexicon.settings["auxiliaries"]:
        found = ""  # "shops will shut on Friday"
    if found == "future" and before in lexicon.settings["was"]:
        return "near"  # "deliveries that were due on Wednesday"
    if found == "future" and after == "on" and word in lexicon.settings["promises"]:
        return "past"  # "a truce proposed on Monday"
    if found == "future" and after != "to" and before in lexicon.settings["determiners"]:
        return ""  # "approved the plan on Tuesday"
    if found == "future" and word in lexicon.settings["promises"] and after not in ("to", "for", "by") and before not in BE and before not in lexicon.settings["auxiliaries"]:
        return "past"  # "pledged £4m in January"
    if (after in ("to", "for") and word in lexicon.settings[f"future_before_{after}"]) or (word == "to" and before in ("is", "are", "be")) or (word == "be" and before == "to"):
        return "near" if before == "been" else "future"  # "had been due to start on Monday": the plan is past, the day need not be
    if word == "to" and before in lexicon.settings["was"]:
        return "near"  # "was to leave on Monday"
    if word in lexicon.settings["scheduled"] and before not in lexicon.settings["auxiliaries"] and before not in lexicon.settings["determiners"]:
        return "future"  # "voters go to the polls on Sunday"
    if word == "to" and not after and (before in ("forward", "back") or before in lexicon.settings["moved"]):
        return "future"  # "the vote was moved to Tuesday"
    if (word in BE[:2] and after in ("at", "on")) or (word in lexicon.settings["hours"] and after == "at"):
        return "future"  # "kick-off is at 3pm", "polls close at 10"
    if word == "couldn" or (word == "could" and after == "not"):
        return "past"  # "could not fly on Monday"
    if word == "have" and before in lexicon.settings["scheduled"]:
        return ""  # "must have the pumps running"
    if before in ("is", "are", "'s") and found == "past" and word not in ("said", "told"):
        return ""  # "the case is heard in May"
    if before in ("be", "being", "get", "getting") or (before == "been" and found == "future"):
        return "past" if before == "been" else ""
    if not found and len(word) > 4 and word not in lexicon.settings["no_verbs"] and before not in lexicon.settings["passive"] and not word.startswith("un"):
        return next((side for side, endings in lexicon.endings if word.endswith(endings)), "")
    return found
