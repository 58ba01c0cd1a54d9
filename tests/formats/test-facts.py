#!/usr/bin/python3
"""Reads a collection of real transcripts and compares with what other readers found.

  test-facts.py SOUFFLEUR-CLI [PART-OF-A-NAME]
  test-facts.py SOUFFLEUR-CLI --report

The collection is the folder named by SOUFFLEUR_CORPUS; without it the test is skipped.
A report lists each file with the format it was read in, its lines, and what differs.
"""

import json
import os
import re
import subprocess
import sys

FORMATS = ("srt", "vtt", "pasted-text", "plain-text")
TABLES = ("csv-seconds", "tsv-seconds", "whisper-tsv", "audacity-labels", "text start end id",
          "text id start end", "textgrid",
          "html-podcasting2.0", "rtf-parlatype", "chapters", "otranscribe")
SUBTITLES = ("ass", "ssa", "lrc", "sbv", "subviewer2", "microdvd", "sub", "smi", "scc")
JSON = ("json-", "json smil_data", "chapters-podcasting2.0", "chapters-podlove-json", "chapters (")

# What the other readers got wrong, and why.
CORRECTIONS = {
    # Under "Break:" nothing is said.
    "markdown/changelog-news-36.md": {"speakers": ["Jerod Santo", "The Goonies"]},
    # The program it is of counts milliseconds; nobody says so little in an hour.
    "subsrt/sample.json": {
        "first_start_ms": 599, "last_start_ms": 16700, "last_end_ms": 21480,
        "starts_ms": [599, 4160, 6770, 10880, 16700],
    },
}

# Packets of a recording that only clear the screen, which the other readers count.
EMPTY = {
    "embedded/sample_MP4_stz2_compact.mp4": [0, 2500, 4500, 7000, 11000, 15000],
}

# Formats in which the other readers count a cue for each moment that clears the screen.
CLEARING = ("smi", "scc")
INSIDE = ("av",)
XML = ("ttml", "ttml-apple-podcasts", "xml-aeneas", "xml-youtube-srv1", "xml-youtube-srv3", "eaf",
       "smil (ids and clip times, no text)")


def milliseconds(time):
    """Rounded, as other readers do."""
    return None if time is None else (time + 500000) // 1000000


def read(path):
    """What souffleur-cli says of a file, with times in milliseconds."""
    run = subprocess.run([sys.argv[1], "show", "--json", path], capture_output=True, check=False)
    if run.returncode != 0:
        return {"error": run.stderr.decode("utf-8") or "ended with %d" % run.returncode}
    ours = json.loads(run.stdout)
    ours["words"] = [word for line in ours["lines"] for word in line["words"]]
    for piece in ours["lines"] + ours["words"]:
        piece["start"], piece["end"] = milliseconds(piece["start_ns"]), milliseconds(piece["end_ns"])
        piece["estimated"] = piece.get("end_estimated", False)
    for chapter in ours["chapters"]:
        chapter.update(start=milliseconds(chapter["start_ns"]), end=None, estimated=True, text=chapter["title"])
    return dict(ours, error=None)


def same_text(ours, theirs):
    """Readers differ in white space, in how they join rows, and in invisible marks."""
    def clean(text):
        return re.sub(r"[\s\u200b\u200e\u200f\u2028]+", " ", text).strip()

    return clean(ours) == clean(theirs)


def differences(fact, ours):
    if ours["error"]:
        if fact["cues"] or fact["format"] != "vtt":
            yield "refused: " + ours["error"]
        return
    timed = [line for line in ours["lines"] if line["start"] is not None]
    if fact["format"].startswith("chapters"):
        timed = ours["chapters"]
    if fact["format"] in CLEARING:
        yield from clearing_differences(fact, timed)
        return
    accepted = fact["accept_cues"] or [fact["cues"]]
    if fact["format"].startswith("json-") and len(timed) < len(ours["words"]) in accepted:
        # Words are put into lines; they count as they stand in the file.
        timed = ours["words"]
    if len(timed) not in accepted:
        yield "%d lines, expected %s" % (len(timed), accepted)
        return
    if len(timed) == fact["cues"] and timed:
        starts = sorted(fact.get("starts_ms") or [])
        # Times counted in frames are rounded, up or down.
        slack = 1 if fact["format"] == "sub" else 0
        if starts and any(abs(line["start"] - s) > slack for line, s in zip(timed, starts)):
            yield "starts differ: %s, expected %s" % ([l["start"] for l in timed][:8], starts[:8])
        if fact.get("ends_ms") and [line["end"] for line in timed] != fact["ends_ms"]:
            yield "ends differ: %s, expected %s" % ([l["end"] for l in timed][:8], fact["ends_ms"][:8])
        if fact["last_end_ms"] is not None and not timed[-1]["estimated"]:
            last_end = max(line["end"] for line in timed)
            if abs(last_end - fact["last_end_ms"]) > slack:
                yield "ends at %s, expected %s" % (last_end, fact["last_end_ms"])
        first, last = timed[0]["text"], timed[-1]["text"]
        if fact["file"].endswith(".md"):
            # A paragraph without a time goes on with the one above.
            first, last = first.split("\n")[0], last.split("\n")[0]
        if fact["first_text"] is not None and not same_text(first, fact["first_text"]):
            yield "first text %r, expected %r" % (first[:90], fact["first_text"][:90])
        # One of the other readers loses the last label of a tier.
        lost = sum(tier[-1] for tier in fact.get("tiers") or []) < fact["cues"] and fact.get("tiers")
        if fact["last_text"] is not None and not lost and not same_text(last, fact["last_text"]):
            yield "last text %r, expected %r" % (last[:90], fact["last_text"][:90])
    names = sorted({line["speaker"] for line in ours["lines"]} - {None})
    if fact["speakers"] and names != sorted(fact["speakers"]):
        yield "speakers %s, expected %s" % (names, fact["speakers"])
    if not fact["speakers"] and names and fact["format"] in ("srt", "pasted-text"):
        yield "speakers %s, expected none" % names
    if "title" in fact and fact["title"] != ours["title"]:
        yield "title %r, expected %r" % (ours["title"], fact["title"])
    if fact["file"].startswith("dailymotion/"):
        yield from first_user_differences(fact, ours)


def clearing_differences(fact, timed):
    """What they count as an empty cue is an end of ours.  They take frames for thirtieths."""
    known = sorted([line["start"] for line in timed] +
                   [line["end"] for line in timed if not line["estimated"]])
    slack = 1 if fact["format"] == "smi" else 6000
    for start in fact["starts_ms"]:
        if not any(abs(start - time) <= slack for time in known):
            yield "nothing begins or ends at %d" % start
    if not len(timed) <= fact["cues"] <= 2 * len(timed):
        yield "%d lines, expected %d with those that are empty" % (len(timed), fact["cues"])
    if any(not line["text"] for line in timed):
        yield "a line is empty"
    for place, line in (("first", timed[0]), ("last", timed[-1])):
        if fact[place + "_text"] is not None and not same_text(line["text"], fact[place + "_text"]):
            yield "%s text %r, expected %r" % (place, line["text"], fact[place + "_text"])


def first_user_differences(fact, ours):
    lines = ours["lines"]
    wanted = {"category": "News", "date": "2025-01-21", "programme": "SMART TECH"}
    if wanted.items() - ours["metadata"].items():
        yield "metadata: %r" % ours["metadata"]
    if not ours["title"].endswith("DELL Technologies France)") or len(ours["title"]) < 280:
        yield "title is not whole: %r" % ours["title"]
    # Line 43 of the file, below four of its header.
    if lines[38]["start"] != 211000 or not lines[38]["text"].startswith("2026-2027 l'ensemble"):
        yield "line 43 is %r" % lines[38]
    holes = [line["start"] for line, after in zip(lines, lines[1:]) if line["end"] < after["start"]]
    if holes != [445000, 458000]:
        yield "holes after: %r" % holes


def one_text_differences(corpus):
    """One sonnet in 20 forms, four of which hold only names of its lines and their times."""
    folder = os.path.join(corpus, "aeneas")
    forms = {name: read(os.path.join(folder, name)) for name in sorted(os.listdir(folder)) if "_u." not in name}
    texts, nameless = {}, []
    for name, ours in forms.items():
        # To the coarsest of their resolutions, a hundredth of a second.
        lines = tuple((line["start"] // 10, line["end"] // 10, line["text"].strip()) for line in ours["lines"])
        if lines[0][2] == "f000001":
            nameless.append(name)
            if not any("only names" in warning["why"] for warning in ours["warnings"]):
                yield name + " does not say that it has no text"
        else:
            texts.setdefault(lines, []).append(name)
    if len(texts) != 1 or len(nameless) != 4:
        yield "not one text: %s, without text: %s" % (list(texts.values()), nameless)


def report(fact, ours, found):
    print("%-64s %-16s %8d  %s" % (fact["file"][-64:], ours.get("format") or "-",
                                   len(ours.get("lines") or []), "; ".join(found) or "agrees"))


def main():
    wants_report = sys.argv[2:] == ["--report"]
    corpus = os.path.join(os.environ.get("SOUFFLEUR_CORPUS", ""), "transcripts")
    facts_path = os.path.join(corpus, "facts.json")
    if not os.path.exists(facts_path):
        print("1..0 # SKIP no collection of transcripts in SOUFFLEUR_CORPUS")
        return 0
    with open(facts_path, encoding="utf-8") as file:
        facts = [fact for fact in json.load(file)
                 if fact["format"] in FORMATS + TABLES + SUBTITLES + XML + INSIDE
                 or fact["format"].startswith(JSON)]
    for fact in facts:
        fact.update(CORRECTIONS.get(fact["file"], {}))
        if fact["file"] in EMPTY:
            starts = [start for start in fact["starts_ms"] if start not in EMPTY[fact["file"]]]
            fact.update(cues=len(starts), accept_cues=[len(starts)], starts_ms=starts)
    if len(sys.argv) > 2 and not wants_report:
        facts = [fact for fact in facts if sys.argv[2] in fact["file"]]

    if not wants_report:
        print("1..%d" % (len(facts) + 1))
    n_bad = 0
    for number, fact in enumerate(facts, 1):
        ours = read(os.path.join(corpus, fact["file"]))
        found = list(differences(fact, ours))
        n_bad += bool(found)
        if wants_report:
            report(fact, ours, found)
            continue
        print("%s %d %s" % ("not ok" if found else "ok", number, fact["file"]))
        for text in found:
            print("# " + text)
    found = list(one_text_differences(corpus))
    n_bad += bool(found)
    if not wants_report:
        print("%s %d one text in many forms" % ("not ok" if found else "ok", len(facts) + 1))
        for text in found:
            print("# " + text)
    if wants_report:
        print("%d files, %d agree" % (len(facts), len(facts) - n_bad))
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
