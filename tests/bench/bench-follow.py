#!/usr/bin/python3
"""bench-follow: what it costs to keep the line that is spoken lit, in a transcript of 20,000 lines.

  ui-session --wm -- bench-follow.py BUILD-FOLDER [SECONDS]

Three figures, all of processor time, so that other work on the machine counts little:
"moving" is what the highlight's change takes on the main thread, as the program's trace tells
it (limit 1 ms at p95); "playing" is the whole program's share of one core while it plays sound
and follows, as the system counts it (limit 2 %); mpv plays the same sound with the same
subtitles in a window right after it: at the same time they would change each other's sound
server.  Paused, and without a transcript, tell what the window and the playing alone take.
"""
import os
import shutil
import subprocess
import sys
import tempfile
import time

build = os.path.abspath(sys.argv[1])
SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 30
sys.argv[1:] = [os.path.join(build, 'src', 'souffleur'), os.path.join(build, 'tests', 'ui')]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))
from case import FOLDER, make, open_episode, sound  # noqa: E402
import telling  # noqa: E402

N_LINES = 20000
USUAL, DENSE = 2.9, 0.1     # seconds a line
LIMIT_MOVING, LIMIT_PLAYING = 1.0, 2.0      # ms, %
TICKS = os.sysconf('SC_CLK_TCK')


def spent(pid):
    """Seconds of processor time so far, of all threads."""
    with open('/proc/%d/stat' % pid, encoding='utf-8') as file:
        fields = file.read().rpartition(')')[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def shares(pids, secs):
    """Percent of one core that each process takes from now on."""
    before, began = [spent(pid) for pid in pids], time.monotonic()
    time.sleep(secs)
    took = time.monotonic() - began
    return [(spent(pid) - b) / took * 100 for pid, b in zip(pids, before)]


def settle(app):
    """Until the text is laid out and the waveform read: they are of opening, not of following."""
    for _ in range(60):
        if shares([app.proc.pid], 1)[0] < 0.5:
            return
    print('it did not come to rest within a minute', flush=True)


def lines(name, every):
    return make(name, telling.write_srt, [
        (every * i, every * (i + 1), 'Line %d: %s' % (i, telling.text_of(i % 98))) for i in range(N_LINES)])


def moving():
    """Milliseconds for each change of the highlight; 20,000 lines, ten a second."""
    with open_episode(sound(), lines('dense-20000.srt', DENSE)) as app:
        since = app.mark()
        app.play()
        time.sleep(SECONDS / 2)
        app.pause()
        took = sorted(event['took_ns'] / 1e6 for event in app.trace('lit', since))
    p95 = took[int(len(took) * 0.95)]
    print('moving the highlight: %d changes, p50 %.2f ms, p95 %.2f ms, most %.2f ms' % (
        len(took), took[len(took) // 2], p95, took[-1]), flush=True)
    return p95


def start_mpv(transcript):
    home = tempfile.mkdtemp()
    return subprocess.Popen(
        ['mpv', '--no-config', '--really-quiet', '--force-window=immediate', '--sub-file=' + transcript, sound()],
        env=dict(os.environ, HOME=home, XDG_CONFIG_HOME=home), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def playing():
    """Percent of a core, following; then what mpv takes."""
    transcript = lines('usual-20000.srt', USUAL)
    with open_episode(sound(), transcript) as app:
        settle(app)
        paused, = shares([app.proc.pid], SECONDS / 6)
        app.play()
        time.sleep(3)       # the sink finds its pace
        since = app.mark()
        found, = shares([app.proc.pid], SECONDS)
        n_lines = len([event for event in app.trace('line', since) if event['line'] >= 0])
        if app.trace('follow', since):
            raise AssertionError('it does not follow')
    with open_episode(sound()) as app:
        settle(app)
        app.play()
        time.sleep(3)
        alone, = shares([app.proc.pid], SECONDS / 3)
    print('playing and following: %.2f %% of a core over %d lines; paused %.2f %%, without transcript %.2f %%' % (
        found, n_lines, paused, alone), flush=True)
    if shutil.which('mpv'):
        mpv = start_mpv(transcript)
        try:
            time.sleep(5)
            theirs, = shares([mpv.pid], SECONDS)
        finally:
            mpv.terminate()
            mpv.wait()
        print('mpv, the same: %.2f %%; souffleur to mpv: %.2f' % (theirs, found / theirs), flush=True)
    return found


def main():
    os.makedirs(FOLDER, exist_ok=True)
    cost, share = moving(), playing()
    return 0 if cost <= LIMIT_MOVING and share <= LIMIT_PLAYING else 1


if __name__ == '__main__':
    sys.exit(main())
