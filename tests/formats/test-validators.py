#!/usr/bin/python3
"""Shows what we write to programs that did not come from us.

  test-validators.py WRITE-TRANSCRIPT

ffprobe counts and times the cues, epubcheck reads the book, npm's webvtt-parser (where
NODE_PATH leads to it) and a checker written from the specification read WebVTT to the letter.
What is not installed is skipped.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

TEXTS = [
    "Bonjour.", "a --> b & <b>c</b> {\\an8} \\N", "Deux\nrangées\n\n- et une", "42", "[0:05] x",
    "00:00:01,000 --> 00:00:02,000", "שלום (مرحبا)", "👩‍👩‍👧 日本語", "“Quoted” 'text' C:\\new",
    "NOTE this", "WEBVTT", "1:23 x", "trois mots ici",
]
NAMES = ["Anne", "Dr. O'Neil", "B & <C>", None]


def make_transcript(path):
    """Lines at odd times, some with words: what our JSON can hold, all can be written from."""
    segments = []
    for i in range(1000):
        start = i * 2.5 + i * 0.0371
        text = TEXTS[i % len(TEXTS)]
        segment = {"startTime": start, "endTime": start + (4.0 if i % 7 == 0 else 2.2),
                   "body": text, "words": []}
        if NAMES[i % len(NAMES)]:
            segment["speaker"] = NAMES[i % len(NAMES)]
        if text.startswith("trois"):
            segment["words"] = [
                {"startTime": start + k * 0.5, "endTime": start + k * 0.5 + 0.3, "body": word}
                for k, word in enumerate(text.split())]
        segments.append(segment)
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"version": "1.0.0", "title": "One & <two> --> \"three\"", "language": "fr",
                   "segments": segments,
                   "chapters": [{"startTime": k * 500.0, "title": "Part <%d>" % k}
                                for k in range(5)]}, file)
    return segments


def starts_by_ffprobe(path):
    shown = subprocess.run(["ffprobe", "-v", "error", "-of", "json", "-show_packets", path],
                           check=True, capture_output=True)
    if shown.stderr:
        raise AssertionError(shown.stderr.decode("utf-8", "replace")[:500])
    return [float(packet["pts_time"]) for packet in json.loads(shown.stdout)["packets"]]


def check_starts(path, segments, resolution):
    starts = starts_by_ffprobe(path)
    if len(starts) != len(segments):
        raise AssertionError("%d cues, expected %d" % (len(starts), len(segments)))
    for number, (start, segment) in enumerate(zip(starts, segments)):
        if abs(start - segment["startTime"]) > resolution / 2 + 1e-6:
            raise AssertionError("cue %d starts at %s, expected %s"
                                 % (number, start, segment["startTime"]))


TIMESTAMP = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
TIMING = re.compile(r"^(%s)[ \t]+-->[ \t]+(%s)$" % (TIMESTAMP, TIMESTAMP))
# Cue text: text without & < >, character references, and tags that are closed in order.
TOKEN = re.compile(r"(?P<text>[^&<>]+)|(?P<entity>&(?:amp|lt|gt|lrm|rlm|nbsp|#\d+|#x[0-9A-Fa-f]+);)"
                   r"|<(?P<stamp>%s)>|<(?P<open>(?:[cbiu]|ruby|rt)(?:\.[^\s.<>&]+)*)>"
                   r"|<(?P<voice>v(?:\.[^\s.<>&]+)*[ \t][^<>\n]*[^<>\s][^<>\n]*)>"
                   r"|</(?P<close>[a-z]+)>" % TIMESTAMP)


def seconds(text):
    parts = text.split(":")
    return sum(float(part) * 60 ** power for power, part in enumerate(reversed(parts)))


def check_cue_text(text, start, end):
    """https://www.w3.org/TR/webvtt1/#webvtt-cue-text"""
    stack, last, at = [], start, 0
    while at < len(text):
        token = TOKEN.match(text, at)
        if not token:
            raise AssertionError("no cue text at %r" % text[at:at + 40])
        at = token.end()
        if token["stamp"]:
            if not last < seconds(token["stamp"]) < end:
                raise AssertionError("time %s out of order" % token["stamp"])
            last = seconds(token["stamp"])
        elif token["open"]:
            stack.append(token["open"].split(".")[0])
        elif token["voice"]:
            # Its end may be left out when it is all there is.
            if token.start() > 0:
                raise AssertionError("a voice in the middle needs an end")
        elif token["close"] and (not stack or stack.pop() != token["close"]):
            raise AssertionError("</%s> was not open" % token["close"])
    if stack:
        raise AssertionError("<%s> is not closed" % stack[-1])


def check_vtt(path, segments):
    """https://www.w3.org/TR/webvtt1/#file-structure"""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if "\r" in text or "\0" in text or not re.match(r"WEBVTT(?:[ \t][^\n]*)?\n\n", text):
        raise AssertionError("no WebVTT signature and blank line")
    last, n_cues = -1.0, 0
    for block in re.split(r"\n{2,}", text.split("\n\n", 1)[1].strip("\n")):
        lines = block.split("\n")
        if re.match(r"NOTE(?:[ \t]|$)", lines[0]):
            if "-->" in block:
                raise AssertionError("an arrow in a comment")
            continue
        if "-->" not in lines[0]:
            lines = lines[1:]
        timing = TIMING.match(lines[0])
        if not timing or any("-->" in line for line in lines[1:]):
            raise AssertionError("no cue: %r" % block[:80])
        start, end = seconds(timing[1]), seconds(timing[2])
        if not (last <= start < end):
            raise AssertionError("times out of order: %s" % lines[0])
        check_cue_text("\n".join(lines[1:]), start, end)
        last = start
        n_cues += 1
    if n_cues != len(segments):
        raise AssertionError("%d cues, expected %d" % (n_cues, len(segments)))


def check_vtt_text(path):
    """A few cues that a reader must give back to the letter."""
    with open(path, encoding="utf-8") as file:
        text = html.unescape(re.sub(r"<[^>]*>", "", file.read()))
    for wanted in ("a --> b & <b>c</b> {\\an8} \\N\n", "Deux\nrangées\n- et une\n", "\nWEBVTT\n"):
        if wanted not in text:
            raise AssertionError("%r is not there" % wanted)


# The W3C's own validator is made of it.
BY_NPM = """
const { WebVTTParser } = require('webvtt-parser');
const text = require('fs').readFileSync(process.argv[1], 'utf8');
const { cues, errors } = new WebVTTParser().parse(text, 'subtitles');
console.log(JSON.stringify({ errors, starts: cues.map(cue => cue.startTime) }));
"""


def has_npm_parser():
    node = shutil.which("node")
    return node is not None and subprocess.run(
        [node, "-e", "require('webvtt-parser')"], check=False, capture_output=True).returncode == 0


def check_vtt_by_npm(path, segments):
    shown = json.loads(subprocess.run(["node", "-e", BY_NPM, path], check=True,
                                      capture_output=True).stdout)
    if shown["errors"]:
        raise AssertionError("%d errors, the first: %s" % (len(shown["errors"]), shown["errors"][0]))
    if len(shown["starts"]) != len(segments):
        raise AssertionError("%d cues, expected %d" % (len(shown["starts"]), len(segments)))
    for start, segment in zip(shown["starts"], segments):
        if abs(start - segment["startTime"]) > 0.0005 + 1e-6:
            raise AssertionError("%s, expected %s" % (start, segment["startTime"]))


def check_epub(path):
    # Debian's is an archive that only a kernel with binfmt_misc runs.
    done = subprocess.run(["java", "-jar", shutil.which("epubcheck"), path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    if done.returncode != 0 or b"WARNING" in done.stdout:
        raise AssertionError(done.stdout.decode("utf-8", "replace")[-2000:])


def main():
    write = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "source.json")
        segments = make_transcript(source)

        def path(form, extension):
            output = os.path.join(folder, "a." + extension)
            subprocess.run([write, source, form, output], check=True)
            return output

        tests = [
            ("srt-by-ffprobe", "ffprobe", lambda: check_starts(path("srt", "srt"), segments, 0.001)),
            ("ass-by-ffprobe", "ffprobe", lambda: check_starts(path("ass", "ass"), segments, 0.01)),
            ("vtt-by-ffprobe", "ffprobe", lambda: check_starts(path("vtt", "vtt"), segments, 0.001)),
            ("vtt-by-the-specification", None, lambda: check_vtt(path("vtt", "vtt"), segments)),
            ("vtt-by-npm", has_npm_parser, lambda: check_vtt_by_npm(path("vtt", "vtt"), segments)),
            ("vtt-text", None, lambda: check_vtt_text(path("vtt", "vtt"))),
            ("epub-by-epubcheck", "epubcheck", lambda: check_epub(path("epub", "epub"))),
        ]
        n_bad = 0
        print("1..%d" % len(tests))
        for number, (name, needed, check) in enumerate(tests, 1):
            if needed and not (needed() if callable(needed) else shutil.which(needed)):
                print("ok %d %s # SKIP not installed" % (number, name))
                continue
            try:
                check()
                print("ok %d %s" % (number, name), flush=True)
            except AssertionError as error:
                n_bad += 1
                print("not ok %d %s" % (number, name))
                for line in str(error).splitlines():
                    print("# " + line, flush=True)
        return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
