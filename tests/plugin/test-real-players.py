#!/usr/bin/python3
"""test-real-players: a pasted transcript over a playing picture in Totem and Clapper.

The file is chosen as a user chooses it, in the players' own dialogs; what is judged is the
screen: white letters on a blue picture.  Runs inside ui-session.
"""
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from uidrive import Grab, run, wait  # noqa: E402

TRANSCRIPT = ('An evening at the theatre\nCultureTranscript\n' +
              ''.join('%02d:%02dGood evening, and welcome to line %d.\n' % (s // 60, s % 60, s)
                      for s in range(0, 120, 4)))
MIN_LETTERS = 300       # pixels


def count_letters():
    """White pixels with the picture's blue on both sides of them."""
    grab, count = Grab(), 0
    for y in range(0, grab.height, 2):
        row = grab.row(y)
        blue = [x for x in range(0, grab.width)
                if row[4 * x] > 180 and row[4 * x + 1] < 80 and row[4 * x + 2] < 80]
        if len(blue) > 200:
            count += 2 * sum(min(row[4 * x:4 * x + 3]) > 200 for x in range(blue[0], blue[-1]))
    return count


def shows_picture():
    grab = Grab()
    row = grab.row(grab.height // 2)
    return sum(row[4 * x] > 180 and row[4 * x + 1] < 80 for x in range(grab.width)) > 200


def keys(*names):
    run('xdotool', 'key', '--delay', '40', *names)


def choose(path):
    """Types a path into the file chooser that is open."""
    run('xdotool', 'type', '--delay', '20', path)
    keys('Return')


def wait_for_window(n_before):
    wait(lambda: len(windows()) > n_before, 15, 'the file chooser')


def windows():
    done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], stdout=subprocess.PIPE,
                          text=True, check=False)
    return done.stdout.split()


def choose_in_totem(folder):
    """The menu of subtitles is the second of the buttons at the right; it covers the picture."""
    def menu_row():
        return Grab().row(168)[4 * 1010:4 * 1170]
    without_menu = menu_row()
    run('xdotool', 'mousemove', '1088', '22', 'click', '1')
    wait(lambda: menu_row() != without_menu, 10, 'the menu')
    before = len(windows())
    run('xdotool', 'mousemove', '1088', '168', 'click', '1')
    wait_for_window(before)
    choose(os.path.join(folder, 'transcript.txt'))


def choose_in_clapper(folder):
    """It offers as subtitles only what is named so."""
    before = len(windows())
    keys('ctrl+o')
    wait_for_window(before)
    choose(os.path.join(folder, 'transcript.srt'))


PLAYERS = [('totem', choose_in_totem), ('clapper', choose_in_clapper)]


def make_files(folder):
    for name in ('transcript.txt', 'transcript.srt'):
        with open(os.path.join(folder, name), 'w', encoding='utf-8') as file:
            file.write(TRANSCRIPT)
    episode = os.path.join(folder, 'episode.mkv')
    subprocess.run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'color=c=0x0000ff:s=640x360:r=10:d=120', '-f',
                    'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-shortest', '-c:v', 'mjpeg', '-c:a', 'pcm_s16le',
                    episode], check=True)
    return episode


def play(player, choose_file, folder, episode):
    environment = dict(os.environ, GST_PLUGIN_PATH=os.path.dirname(os.environ['SOUFFLEUR_PLUGIN']),
                       GST_REGISTRY=os.path.join(folder, 'registry.bin'))
    environment.pop('G_DEBUG', None)    # the criticals of others are not ours
    process = subprocess.Popen([player, episode], env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        wait(shows_picture, 30, 'the picture')
        before = count_letters()
        print('# %s: %d white pixels before' % (player, before))
        choose_file(folder)
        shown = wait(lambda: max(0, count_letters() - MIN_LETTERS), 30, 'the line')
        print('# %s: %d with the transcript' % (player, shown + MIN_LETTERS))
        return before < MIN_LETTERS
    finally:
        if os.environ.get('SOUFFLEUR_SHOTS'):
            run('import', '-window', 'root', os.path.join(os.environ['SOUFFLEUR_SHOTS'], player + '.png'))
        process.terminate()
        process.wait()


def main():
    missing = [name for name in ('ffmpeg', 'xdotool', 'import') if not shutil.which(name)]
    print('1..%d' % len(PLAYERS))
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        episode = None if missing else make_files(folder)
        for number, (player, choose_file) in enumerate(PLAYERS, 1):
            if missing or not shutil.which(player):
                print('ok %d - %s # SKIP without %s' % (number, player, ' '.join(missing) or player))
                continue
            try:
                passed = play(player, choose_file, folder, episode)
            except TimeoutError as error:
                print('#', error)
                passed = False
            failed = failed or not passed
            print('%s %d - %s shows a pasted transcript' % ('ok' if passed else 'not ok', number, player), flush=True)
    return failed


if __name__ == '__main__':
    sys.exit(main())
