#!/usr/bin/python3
"""Reads a collection of real transcripts and compares with what other readers found.

  test-facts.py SHOW-TRANSCRIPT [PART-OF-A-NAME]
  test-facts.py SHOW-TRANSCRIPT --report

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
JSON = ("json-", "json smil_data", "chapters-podcasting2.0", "chapters-podlove-json")

# What the other readers got wrong, and why.
CORRECTIONS = {
    # It asks for one of its chapters, which has no title, not to be listed.
    "chapters/pc20-exampleComplex.json": {
        "accept_cues": [10], "cues": 10,
        "starts_ms": [0, 168000, 260000, 410000, 3990000, 4200000, 4600000, 5510000, 5854000, 6089000],
    },
    # The program it is of counts milliseconds; nobody says so little in an hour.
    "subsrt/sample.json": {
        "first_start_ms": 599, "last_start_ms": 16700, "last_end_ms": 21480,
        "starts_ms": [599, 4160, 6770, 10880, 16700],
    },
}

# Formats in which the other readers count a cue for each moment that clears the screen.
CLEARING = ("smi", "scc")
XML = ("ttml", "ttml-apple-podcasts", "xml-aeneas", "xml-youtube-srv1", "xml-youtube-srv3", "eaf",
       "smil (ids and clip times, no text)")


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
        last_end = max(line["end"] for line in timed)
        if fact["last_end_ms"] is not None and not timed[-1]["estimated"] and \
                abs(last_end - fact["last_end_ms"]) > slack:
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
    names = sorted(speaker["name"] for speaker in ours["speakers"])
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
    if ours["category"] != "News" or ours["date"] != "2025-01-21" or ours["programme"] != "SMART TECH":
        yield "metadata: %r %r %r" % (ours["category"], ours["date"], ours["programme"])
    if not ours["title"].endswith("DELL Technologies France)") or len(ours["title"]) < 280:
        yield "title is not whole: %r" % ours["title"]
    # Line 43 of the file, below four of its header.
    if lines[38]["start"] != 211000 or not lines[38]["text"].startswith("2026-2027 l'ensemble"):
        yield "line 43 is %r" % lines[38]
    if [lines[hole[0]]["start"] for hole in ours["holes"]] != [445000, 458000]:
        yield "holes: %r" % ours["holes"]


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
                 if fact["format"] in FORMATS + TABLES + SUBTITLES + XML
                 or fact["format"].startswith(JSON)]
    for fact in facts:
        fact.update(CORRECTIONS.get(fact["file"], {}))
    if len(sys.argv) > 2 and not wants_report:
        facts = [fact for fact in facts if sys.argv[2] in fact["file"]]

    shown = subprocess.run([sys.argv[1]] + [os.path.join(corpus, fact["file"]) for fact in facts],
                           check=True, capture_output=True).stdout.decode("utf-8").splitlines()
    if not wants_report:
        print("1..%d" % len(facts))
    n_bad = 0
    for number, (fact, line) in enumerate(zip(facts, shown, strict=True), 1):
        found = list(differences(fact, json.loads(line)))
        n_bad += bool(found)
        if wants_report:
            report(fact, json.loads(line), found)
            continue
        print("%s %d %s" % ("not ok" if found else "ok", number, fact["file"]))
        for text in found:
            print("# " + text)
    if wants_report:
        print("%d files, %d agree" % (len(facts), len(facts) - n_bad))
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
