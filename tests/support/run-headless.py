#!/usr/bin/python3
"""run-headless: show Souffleur to someone who has no display.

  ui-session -- run-headless SCREENSHOT PROGRAM FILE...

Plays FILE... until a line is lit, takes the screenshot in the middle of
playing, and says in words what is to be seen.  Where a FILE is a pasted
transcript (the sample is), the lit line is compared with the line that its
times give for the position; they must agree before and after the picture was
taken.  The exit status is 0 only then.
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from uidrive import App, wait  # noqa: E402

STAMP = re.compile(r'^(?:(\d+):)?(\d{1,3}):([0-5]\d)(.+)$')
SETTLED = 8     # seconds played before the picture is taken: past the titles


def read_lines(paths):
    """(start in seconds, text) of the first pasted transcript among the files."""
    for path in paths:
        if not path.endswith('.txt'):
            continue
        with open(path, encoding='utf-8') as file:
            found = [STAMP.match(line.strip()) for line in file]
        lines = [(int(m[1] or 0) * 3600 + int(m[2]) * 60 + int(m[3]), plain(m[4])) for m in found if m]
        if lines:
            return lines
    return []


def plain(text):
    """Without what a view may change for display: kinds of blanks."""
    return ' '.join(text.split())


def line_at(lines, seconds):
    return next((text for start, text in reversed(lines) if start <= seconds), None)


def clock(seconds):
    return '%d:%02d' % divmod(int(seconds), 60)


def main():
    screenshot, argv = os.path.abspath(sys.argv[1]), sys.argv[2:]
    lines = read_lines(argv[1:])
    app = App(argv)
    text = app.transcript(secs=30)

    def position():
        return app.mpris('Position') / 1e6

    wait(lambda: app.mpris('PlaybackStatus'), 20, 'the player on the bus')
    if app.mpris('PlaybackStatus') != 'Playing':
        app.mpris_call('Play')
    wait(lambda: position() > SETTLED, SETTLED + 60, 'playing to 0:%02d' % SETTLED)

    agreed = False
    for _ in range(10):
        lit = wait(lambda: app.highlight(text), 60, 'a line to be lit')
        before = position()
        app.shot(screenshot)
        after = position()
        steady = app.highlight(text) == lit
        shown = plain(lit[2])
        expected = line_at(lines, before) if lines else shown
        agreed = steady and shown == expected and (not lines or line_at(lines, after) == expected)
        if agreed:
            break

    status = app.mpris('PlaybackStatus').lower()
    print('Souffleur is %s at %s of %s.' % (status, clock(before), os.path.basename(argv[1])))
    print('The line being spoken at %s is: %s' % (clock(before), expected))
    print('The line that is highlighted is: %s' % shown)
    if not lines:
        print('They were not compared: the transcript is not a pasted text.')
    elif agreed:
        print('They are the same line, before and after the screenshot was taken.')
    else:
        print('They are NOT the same line.')
    print('Screenshot: %s' % screenshot)
    app.stop()
    return 0 if agreed else 1


if __name__ == '__main__':
    sys.exit(main())
