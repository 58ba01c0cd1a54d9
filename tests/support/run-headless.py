#!/usr/bin/python3
"""run-headless: show Souffleur to someone who has no display.

  ui-session -- run-headless SCREENSHOT PROGRAM FILE...

Plays FILE... until a line is lit, takes the screenshot in the middle of
playing, and says in words what is to be seen.  Where a FILE is a pasted
transcript, the lit line is compared with the line that its times give for the
position; where exact word times lie beside it, as they do for the sample, also
with the word that is heard.  All must agree before and after the picture was
taken; only then is the exit status 0.
"""
import os
import re
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from uidrive import SCALE, App, wait  # noqa: E402

STAMP = re.compile(r'^(?:(\d+):)?(\d{1,3}):([0-5]\d)(.+)$')
SETTLED = 8     # seconds played before the picture is taken: past the titles
PATIENCE = 30   # seconds in which lit line and heard word must once agree


def plain(text):
    """Without what a view may change for display: kinds of blanks."""
    return ' '.join(text.split())


def clock(seconds):
    return '%d:%02d' % divmod(int(seconds), 60)


class Transcript:
    """The first pasted transcript among the files: its lines, and words if exact times are known."""

    def __init__(self, paths):
        self.lines, self.words = [], []
        for path in (p for p in paths if p.endswith('.txt')):
            with open(path, encoding='utf-8') as file:
                stamps = [STAMP.match(line.strip()) for line in file]
            self.lines = [(int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3]), plain(m[4])) for m in stamps if m]
            if self.lines:
                self.read_words(path[:-len('.txt')] + '.words.tsv')
                break

    def read_words(self, path):
        if os.path.exists(path):
            with open(path, encoding='utf-8') as file:
                rows = [line.rstrip('\n').split('\t') for line in file][1:]
            self.words = [(float(start), float(end), plain(word), int(line)) for start, end, word, line in rows]

    def find_line(self, seconds):
        return next((text for start, text in reversed(self.lines) if start <= seconds), None)

    def find_word(self, seconds):
        """(the word that is heard, the text of its line), or None in a rest between words."""
        return next(((word, self.lines[line][1]) for start, end, word, line in self.words
                     if start <= seconds < end), None)

    def agrees(self, lit, seconds):
        if self.words and (self.find_word(seconds) or ('', None))[1] != lit:
            return False
        return not self.lines or self.find_line(seconds) == lit


def main():
    screenshot, argv = os.path.abspath(sys.argv[1]), sys.argv[2:]
    transcript = Transcript(argv[1:])
    app = App(argv)
    view = app.transcript(secs=30)

    def position():
        return app.mpris('Position') / 1e6

    def lit_line():
        found = app.highlight(view)
        return plain(found[2]) if found else None

    wait(lambda: app.mpris('PlaybackStatus'), 20, 'the player on the bus')
    if app.mpris('PlaybackStatus') != 'Playing':
        app.mpris_call('Play')
    wait(lambda: position() > SETTLED, SETTLED + 60, 'playing to 0:%02d' % SETTLED)

    frame = app.frame()
    agreed, deadline = False, time.monotonic() + PATIENCE * SCALE
    while not agreed and time.monotonic() < deadline:
        lit = wait(lit_line, 60, 'a line to be lit')
        before = position()
        if time.monotonic() < deadline - 5 and not transcript.agrees(lit, before):
            time.sleep(0.02)
            continue
        app.shot(screenshot, frame)
        after = position()
        agreed = lit_line() == lit and transcript.agrees(lit, before) and transcript.agrees(lit, after)

    heard = transcript.find_word(before)
    print('Souffleur is %s at %s of %s.' % (app.mpris('PlaybackStatus').lower(), clock(before),
                                            os.path.basename(argv[1])))
    if heard:
        print('The word being spoken is “%s”.' % heard[0])
    if transcript.lines:
        print('The line being spoken is “%s”.' % transcript.find_line(before))
    print('The highlighted line is  “%s”.' % lit)
    if not transcript.lines:
        print('They were not compared: no pasted transcript is among the files.')
    elif agreed:
        print('They are the same, before and after the screenshot was taken.')
    else:
        print('They are NOT the same.')
    print('Screenshot: %s' % screenshot)
    app.stop()
    return 0 if agreed else 1


if __name__ == '__main__':
    sys.exit(main())
