#!/usr/bin/python3
"""Text tracks and chapters of files whose content is known: files that ffmpeg has made, files
made here byte by byte with what ffmpeg does not write, the same cut short and damaged, and those
of the collection named by SOUFFLEUR_CORPUS.

  test-tracks.py SHOW-TRACKS
"""

import json
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SHOW = sys.argv[1]

SRT = """1
00:00:01,000 --> 00:00:02,500
Bonjour & bienvenue, a < b.

2
00:00:03,000 --> 00:00:04,000
<i>Deuxième ligne</i>
sur deux rangs
"""

SRT_LINES = [(1000, 2500, "Bonjour & bienvenue, a < b."),
             (3000, 4000, "Deuxième ligne\nsur deux rangs")]

ASS = """[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Sans,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,Hello, {\\i1}you{\\i0}
Dialogue: 0,0:00:03.00,0:00:04.00,Default,Luc,0,0,0,,First row\\Nsecond row
"""

ASS_LINES = [(1000, 2500, "Hello, you"), (3000, 4000, "First row\nsecond row")]

VTT = """WEBVTT

name-1
00:00:01.000 --> 00:00:02.500 align:start position:10%
<v Anna>Bonjour &amp; bienvenue

00:00:03.000 --> 00:00:04.000
Deux\nrangs
"""

VTT_LINES = [(1000, 2500, "Bonjour & bienvenue"), (3000, 4000, "Deux\nrangs")]

CHAPTERS = """;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1500
title=Début
[CHAPTER]
TIMEBASE=1/1000
START=1500
END=5000
title=Milieu & fin
"""

CHAPTER_LIST = [(0, "Début"), (1500, "Milieu & fin")]

VIDEO = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=5"]
SOUND = ["-f", "lavfi", "-i", "sine=duration=5"]


# Matroska, byte by byte.

def ebml_size(n):
    return struct.pack(">Q", n | 1 << 56)


def element(id, content, size=None):
    raw = id.to_bytes((id.bit_length() + 7) // 8, "big")
    if isinstance(content, int):
        content = content.to_bytes(max(1, (content.bit_length() + 7) // 8), "big")
    elif isinstance(content, str):
        content = content.encode()
    return raw + (ebml_size(len(content)) if size is None else size) + content


UNKNOWN_SIZE = b"\x01" + b"\xff" * 7


def mkv_track(number, codec, *more, type=0x11):
    return element(0xAE, element(0xD7, number) + element(0x83, type) + element(0x86, codec) +
                   b"".join(more))


def mkv_block(number, time, data, duration=None, flags=0):
    content = bytes([0x80 | number]) + struct.pack(">hB", time, flags) + data
    if duration is None:
        return element(0xA3, content)
    return element(0xA0, element(0xA1, content) + element(0x9B, duration))


def mkv(tracks, clusters, before=b"", unknown=False, scale=None):
    info = element(0x1549A966, element(0x2AD7B1, scale)) if scale else b""
    size = UNKNOWN_SIZE if unknown else None
    body = info + element(0x1654AE6B, b"".join(tracks)) + before
    for time, blocks in clusters:
        body += element(0x1F43B675, element(0xE7, time) + b"".join(blocks), size)
    return element(0x1A45DFA3, element(0x4282, "matroska")) + element(0x18538067, body, size)


def encoding(algorithm, settings=b""):
    compression = element(0x4254, algorithm) + (element(0x4255, settings) if settings else b"")
    return element(0x6D80, element(0x6240, element(0x5034, compression)))


PICTURE = mkv_block(1, 0, b"\x1f\x43\xb6" * 4000)
LANGUAGE = 0x22B59C

MKV_MADE = [
    ("ended-by-nul", mkv([mkv_track(2, "S_TEXT/UTF8")],
                         [(1000, [PICTURE, mkv_block(2, 0, b"Un\0", 500)]),
                          (2000, [mkv_block(2, 5, b"Deux\0\0", 500)])]),
     [[(1000, 1500, "Un"), (2005, 2505, "Deux")]]),
    ("not-utf-8", mkv([mkv_track(2, "S_TEXT/UTF8")], [(0, [mkv_block(2, 0, b"caf\xe9 \x92", 900)])]),
     [[(0, 900, "café ’")]]),
    ("empty-packets", mkv([mkv_track(2, "S_TEXT/UTF8")],
                          [(0, [mkv_block(2, 100, b"Un", 900), mkv_block(2, 1000, b"", 10),
                                mkv_block(2, 1100, b" \n ", 10), mkv_block(2, 2000, b"Deux", 9)])]),
     [[(100, 1000, "Un"), (2000, 2009, "Deux")]]),
    ("no-durations", mkv([mkv_track(2, "S_TEXT/UTF8")],
                         [(0, [mkv_block(2, 0, b"Un"), mkv_block(2, 2000, b"Deux")])]),
     [[(0, 2000, "Un"), (2000, 7000, "Deux")]]),
    ("webvtt", mkv([mkv_track(2, "S_TEXT/WEBVTT", element(0x63A2, "WEBVTT\n"))],
                   [(0, [mkv_block(2, 0, b"<v Luc>Un\nNOTE deux", 900)])]),
     [[(0, 900, "Un\nNOTE deux")]]),
    ("webvtt-of-webm", mkv([mkv_track(2, "D_WEBVTT/SUBTITLES", type=0x21)],
                           [(0, [mkv_block(2, 0, b"id\nline:0\nUn\nDeux", 900)])]),
     [[(0, 900, "Un\nDeux")]]),
    ("zlib", mkv([mkv_track(2, "S_TEXT/UTF8", encoding(0))],
                 [(0, [mkv_block(2, 0, zlib.compress(b"Un"), 900),
                       mkv_block(2, 1000, b"damaged", 900),
                       mkv_block(2, 2000, zlib.compress(b"x" * 5000000), 900),
                       mkv_block(2, 3000, zlib.compress(b"Trois"), 900)])]),
     [[(0, 900, "Un"), (3000, 3900, "Trois")]]),
    ("stripped", mkv([mkv_track(2, "S_TEXT/UTF8", encoding(3, b"Le "))],
                     [(0, [mkv_block(2, 0, b"chat", 900)])]), [[(0, 900, "Le chat")]]),
    ("of-unknown-size", mkv([mkv_track(2, "S_TEXT/UTF8")],
                            [(0, [mkv_block(2, 0, b"Un", 900)]), (5000, [mkv_block(2, 0, b"Deux", 9)])],
                            unknown=True),
     [[(0, 900, "Un"), (5000, 5009, "Deux")]]),
    ("other-scale", mkv([mkv_track(2, "S_TEXT/UTF8")], [(7, [mkv_block(2, 3, b"Un", 2)])],
                        scale=100000000), [[(1000, 1200, "Un")]]),
    ("three", mkv([mkv_track(2, "S_TEXT/UTF8", element(LANGUAGE, "fre"), element(0x536E, "Tout")),
                   mkv_track(3, "S_TEXT/UTF8", element(0x88, 0), element(0x55AA, 1)),
                   mkv_track(4, "S_HDMV/PGS"), mkv_track(1, "V_VP8", type=1)],
                  [(0, [mkv_block(2, 0, b"Un", 9), mkv_block(3, 0, b"One", 9), mkv_block(4, 0, b"\0")])]),
     [[(0, 9, "Un")], [(0, 9, "One")], []]),
    ("damaged-cluster", mkv([mkv_track(2, "S_TEXT/UTF8")],
                            [(0, [mkv_block(2, 0, b"Un", 9), b"\0\0\0\0rubbish"]),
                             (1000, [mkv_block(2, 0, b"Deux", 9)])]),
     [[(0, 9, "Un"), (1000, 1009, "Deux")]]),
    ("damage-between", mkv([mkv_track(2, "S_TEXT/UTF8")], [(0, [mkv_block(2, 0, b"Un", 9)])], unknown=True)
     .replace(b"\x1f\x43\xb6\x75", b"\x42\x42\x88rubbish\x1f\x43\xb6\x75", 1), [[(0, 9, "Un")]]),
]


# MP4, byte by byte.

def box(type, *content):
    content = b"".join(content)
    return struct.pack(">I", 8 + len(content)) + type + content


def full(type, *content, flags=0):
    return box(type, struct.pack(">I", flags), *content)


def numbers(*values):
    return struct.pack(">%dI" % len(values), *values)


FRENCH = 6 << 10 | 18 << 5 | 1  # five bits a letter


def mp4(entry, samples, handler=b"text", edits=b"", language=FRENCH):
    """@samples: (ticks, bytes) one behind the other in one chunk; 1000 ticks a second."""
    data = b"".join(sample for _, sample in samples)
    head = box(b"ftyp", b"isom", numbers(0), b"isom")
    table = box(b"stbl", full(b"stsd", numbers(1), entry),
                full(b"stts", numbers(len(samples)), *[numbers(1, ticks) for ticks, _ in samples]),
                full(b"stsc", numbers(1, 1, len(samples), 1)),
                full(b"stsz", numbers(0, len(samples)), *[numbers(len(s)) for _, s in samples]),
                full(b"stco", numbers(1, len(head) + 8)))
    media = box(b"mdia", full(b"mdhd", numbers(0, 0, 1000, 0), struct.pack(">HH", language, 0)),
                full(b"hdlr", numbers(0), handler, bytes(12), b"\0"), box(b"minf", table))
    track = box(b"trak", full(b"tkhd", numbers(0, 0, 7, 0, 0), bytes(60), flags=1), edits, media)
    movie = box(b"moov", full(b"mvhd", numbers(0, 0, 1000, 0), bytes(80)), track)
    return head + box(b"mdat", data) + movie


def mov(text):
    return struct.pack(">H", len(text)) + text


def cue(text):
    return box(b"vttc", box(b"sttg", b"line:0"), box(b"payl", text))


TTML = b"""<tt xmlns="http://www.w3.org/ns/ttml"><body><div>
<p begin="00:00:01.000" end="00:00:02.000">Un</p><p begin="3s" end="4s">Deux</p></div></body></tt>"""

MP4_MADE = [
    ("mov-text", mp4(box(b"tx3g", bytes(38)),
                     [(1000, mov(b"")), (1500, mov("Été & co".encode()) + box(b"styl", bytes(14))),
                      (500, mov(b"")), (1000, mov("\ufeffÀ 16".encode("utf-16-be")))]),
     [[(1000, 2500, "Été & co"), (3000, 4000, "À 16")]]),
    ("length-that-lies", mp4(box(b"tx3g", bytes(38)), [(1000, b"\xff\xffUn"), (1000, b"\0")]),
     [[(0, 1000, "Un")]]),
    ("delayed", mp4(box(b"tx3g", bytes(38)), [(1000, mov(b"Un"))],
                    edits=box(b"edts", full(b"elst", numbers(2, 2500, 0xFFFFFFFF, 65536, 1000, 0, 65536)))),
     [[(2500, 3500, "Un")]]),
    # Cues that overlap are cut at each other's ends.
    ("wvtt", mp4(box(b"wvtt", bytes(8)),
                 [(1000, box(b"vtte")), (1000, cue(b"Un")), (1000, cue(b"Un") + cue(b"<v A>Deux")),
                  (1000, cue(b"<v A>Deux"))]),
     [[(1000, 3000, "Un"), (2000, 4000, "Deux")]]),
    ("stpp", mp4(box(b"stpp", bytes(8)), [(9000, TTML)], handler=b"subt"),
     [[(1000, 2000, "Un"), (3000, 4000, "Deux")]]),
    ("pictures", mp4(box(b"mp4s", bytes(8)), [(1000, b"\0")], handler=b"subp"), [[]]),
]


def show(paths):
    result = subprocess.run([SHOW] + paths, check=True, capture_output=True, timeout=120)
    return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]


def lines_of(track):
    return [(line["start"], line["end"], line["text"]) for line in track["lines"]]


def chapters_of(shown):
    return [(chapter["start"], chapter["title"]) for chapter in shown["chapters"]]


def encode(folder, name, *args):
    """The path of what ffmpeg makes, None where it cannot."""
    path = os.path.join(folder, name)
    result = subprocess.run(["ffmpeg", "-v", "error", "-y", *args, path], capture_output=True)
    return path if result.returncode == 0 and os.path.exists(path) else None


def made_by_ffmpeg(folder):
    """Rows of (path or None, name, tracks as (language, codec, lines), chapters)."""
    for name, text in (("a.srt", SRT), ("a.ass", ASS), ("a.vtt", VTT), ("chapters", CHAPTERS)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    srt, ass, vtt = ["-i", folder + "/a.srt"], ["-i", folder + "/a.ass"], ["-i", folder + "/a.vtt"]
    chapters = ["-f", "ffmetadata", "-i", folder + "/chapters"]
    french, english = ["-metadata:s:s:0", "language=fre"], ["-metadata:s:s:1", "language=eng"]

    yield (encode(folder, "two.mkv", *VIDEO, *srt, *ass, *chapters, "-map", "0", "-map", "1",
                  "-map", "2", "-map_metadata", "3", "-c:v", "mpeg4", "-c:s:0", "srt", "-c:s:1", "ass",
                  *french, *english), "SubRip and ASS in Matroska",
           [("fre", "SubRip", SRT_LINES), ("eng", "ASS", ASS_LINES)], CHAPTER_LIST)
    yield (encode(folder, "one.webm", *VIDEO, *vtt, "-map", "0", "-map", "1", "-c:v", "vp8",
                  "-c:s", "webvtt", *french), "WebVTT in WebM", [("fre", "WebVTT", VTT_LINES)], [])
    for name, flags in (("two.mp4", []), ("front.mp4", ["-movflags", "faststart"]), ("two.mov", []),
                        ("pieces.mp4", ["-movflags", "frag_keyframe+empty_moov+default_base_moof"])):
        # The chapters of a file in pieces are written too late for its head, and ffmpeg leaves out
        # where nothing is shown.
        is_whole = name != "pieces.mp4"
        first_end = 2500 if is_whole else 3000
        known = name != "two.mov"  # where it does not write the language
        yield (encode(folder, name, *VIDEO, *srt, *ass, *chapters, "-map", "0", "-map", "1", "-map", "2",
                      *(["-map_metadata", "3"] if is_whole else ["-map_chapters", "-1"]),
                      "-c:v", "mpeg4", "-c:s", "mov_text", *french, *english, *flags),
               "text in " + name, [(known and language or None, "MP4", [(1000, first_end, lines[0][2]), lines[1]])
                                   for language, lines in (("fre", SRT_LINES), ("eng", ASS_LINES))],
               CHAPTER_LIST if is_whole else [])
    for name in ("a.mp3", "a.m4a", "a.mka"):
        yield (encode(folder, name, *SOUND, *chapters, "-map", "0", "-map_metadata", "1"),
               "chapters of " + name, [], CHAPTER_LIST)
    for name in ("a.opus", "a.ogg", "a.flac", "a.oga"):
        comments = []
        for i, (start, title) in enumerate(CHAPTER_LIST, 1):
            comments += ["-metadata", "CHAPTER%03d=00:00:%02d.%03d" % (i, start // 1000, start % 1000),
                         "-metadata", "CHAPTER%03dNAME=%s" % (i, title)]
        yield encode(folder, name, *SOUND, *comments), "chapters of " + name, [], CHAPTER_LIST


def differences(shown, tracks, chapters):
    if shown["error"]:
        yield "refused: " + shown["error"]
        return
    if chapters is not None and chapters_of(shown) != chapters:
        yield "chapters %s, expected %s" % (chapters_of(shown), chapters)
    if len(shown["tracks"]) != len(tracks):
        yield "%d tracks, expected %d" % (len(shown["tracks"]), len(tracks))
    for ours, (language, codec, lines) in zip(shown["tracks"], tracks):
        if language is not None and ours["language"] != language:
            yield "language %s, expected %s" % (ours["language"], language)
        if codec is not None and ours["codec"] != codec:
            yield "codec %s, expected %s" % (ours["codec"], codec)
        if lines_of(ours) != lines:
            yield "lines %s, expected %s (%s)" % (lines_of(ours), lines, ours["error"])


def is_part(lines, whole):
    """Whether @lines begins as @whole; where it ends, an end may be another one."""
    return lines[:-1] == whole[:max(0, len(lines) - 1)] and len(lines) <= len(whole) and (
        not lines or (lines[-1][0], lines[-1][2]) == (whole[len(lines) - 1][0], whole[len(lines) - 1][2]))


def cut_short(folder, path):
    whole = show([path])[0]
    with open(path, "rb") as file:
        data = file.read()
    paths = []
    for i in range(40):
        paths.append(os.path.join(folder, "cut-%d" % i))
        with open(paths[-1], "wb") as file:
            file.write(data[:len(data) * i // 40])
    for shown in show(paths):
        for track in shown.get("tracks", []):
            same = [other for other in whole["tracks"] if other["id"] == track["id"]]
            if same and not is_part(lines_of(track), lines_of(same[0])):
                yield "%s: %s of %s" % (shown["file"], lines_of(track), lines_of(same[0]))


def damaged(folder, name, data, n):
    """Other bytes in up to ten places; nothing is expected but an end."""
    dice = random.Random(name)
    paths = []
    for i in range(n):
        bad = bytearray(data)
        for _ in range(dice.randrange(1, 10)):
            # Heads matter more than pictures.
            place = dice.randrange(min(len(bad), dice.choice([200, 2000, len(bad)])))
            bad[place] = dice.choice([0, 1, 0x7F, 0x80, 0xFF, dice.randrange(256)])
        paths.append(os.path.join(folder, "damaged-%d" % i))
        with open(paths[-1], "wb") as file:
            file.write(bad)
    show(paths)


def of_collection():
    folder = os.path.join(os.environ.get("SOUFFLEUR_CORPUS", ""), "transcripts")
    facts = os.path.join(folder, "facts.json")
    if not os.path.exists(facts):
        return
    with open(facts, encoding="utf-8") as file:
        for fact in json.load(file):
            if fact["file"].startswith("embedded/"):
                yield fact, show([os.path.join(folder, fact["file"])])[0]


def fact_differences(fact, shown):
    if fact["format"].startswith("chapters"):
        if len(shown["chapters"]) not in fact["accept_cues"]:
            yield "%d chapters, expected %s" % (len(shown["chapters"]), fact["accept_cues"])
        return
    lines = lines_of(shown["tracks"][0])
    # The facts count the packets, of which some only say that nothing is shown.
    if not lines or any(line[0] not in fact["starts_ms"] for line in lines):
        yield "starts %s, expected %s" % ([line[0] for line in lines], fact["starts_ms"])
    for start in fact["starts_ms"][1:]:
        if all(start not in line[:2] for line in lines):
            yield "nothing begins or ends at %d" % start
    if fact["last_end_ms"] is not None and lines[-1][1] != fact["last_end_ms"]:
        yield "ends at %d, expected %d" % (lines[-1][1], fact["last_end_ms"])


def main():
    results = []
    folder = tempfile.mkdtemp(prefix="souffleur-tracks-")
    try:
        for name, data, tracks in MKV_MADE + MP4_MADE:
            path = os.path.join(folder, name)
            with open(path, "wb") as file:
                file.write(data)
            shown = show([path])[0]
            found = list(differences(shown, [(None, None, lines) for lines in tracks], None))
            results.append((name, found, None))
            damaged(folder, name, data, 60)
        for number, language in ((FRENCH, "fra"), (1, "fra"), (0, "eng"), (0x7FFF, None), (0x55C4, None)):
            path = os.path.join(folder, "language")
            with open(path, "wb") as file:
                file.write(mp4(box(b"tx3g", bytes(38)), [(9, mov(b"Un"))], language=number))
            found = show([path])[0]["tracks"][0]["language"]
            results.append(("language %#x" % number, [] if found == language else [str(found)], None))
        if shutil.which("ffmpeg") is None:
            results.append(("files of ffmpeg", [], "no ffmpeg"))
        else:
            for path, name, tracks, chapters in made_by_ffmpeg(folder):
                if path is None:
                    results.append((name, [], "this ffmpeg cannot make it"))
                    continue
                results.append((name, list(differences(show([path])[0], tracks, chapters)), None))
                results.append((name + ", cut short", list(cut_short(folder, path)), None))
                with open(path, "rb") as file:
                    damaged(folder, name, file.read(), 60)
        for fact, shown in of_collection():
            results.append((fact["file"], list(fact_differences(fact, shown)), None))
        text = show([os.path.join(folder, "a.srt"), os.path.join(folder, "nothing"), folder])
        results.append(("other files", [] if not text[0]["error"] and not text[0]["tracks"] and
                        text[1]["error"] and text[2]["error"] else [str(text)], None))
    finally:
        shutil.rmtree(folder)

    print("1..%d" % len(results))
    for number, (name, found, skipped) in enumerate(results, 1):
        print("%s %d %s%s" % ("not ok" if found else "ok", number, name,
                              " # SKIP " + skipped if skipped else ""))
        for text in found:
            print("# " + text)
    return any(found for _, found, _ in results)


if __name__ == "__main__":
    sys.exit(main())
