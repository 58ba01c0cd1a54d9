"""case: what the tests of the real window share.

    from case import case, main, open_episode
    @case
    def space_pauses():
        '''Space plays and pauses.'''           # what TAP calls the case
        with open_episode() as app: ...
    main()

Each program runs in a session of its own (tests/support/ui-session) as

    test-NAME.py SOUFFLEUR FOLDER

where FOLDER keeps what takes a while to make.  `test-NAME.py ... WORD` runs
the cases with the word in their name.
"""
import json
import os
import re
import shutil
import sys
import tempfile
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from uidrive import SCALE, App, Atspi, GLib, Grab, Recording, run, wait  # noqa: E402,F401
import telling  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), 'episodes')

# The palette of the light theme.
TINT, HIT, HIT_HERE = 0xfff1b8, 0xcfe5ff, 0x8fc4ff

MS = 1000 * 1000
SECOND = 1000 * MS


class Skip(Exception):
    """The case cannot run here; the message says why."""


CASES = []


def case(function):
    CASES.append(function)
    return function


def slow_case(function):
    """One that runs only where the file is given the argument “slow”."""
    function.slow = True
    return case(function)


def is_wanted(function, wanted):
    slow = getattr(function, 'slow', False)
    if wanted in ('', 'slow'):
        return slow == (wanted == 'slow')
    return wanted in function.__name__


def note(text):
    print('# ' + str(text).replace('\n', '\n# '), flush=True)


def main():
    wanted = sys.argv[3] if len(sys.argv) > 3 else ''
    cases = [function for function in CASES if is_wanted(function, wanted)]
    lacking = [name for name in ('xdotool', 'pulseaudio', 'parec') if not shutil.which(name)]
    if lacking:
        print('1..0 # SKIP not installed: ' + ', '.join(lacking))
        return
    os.makedirs(FOLDER, exist_ok=True)
    print('1..%d' % len(cases), flush=True)
    for number, function in enumerate(cases):
        what = '%d - %s' % (number + 1, function.__doc__.split('\n')[0].rstrip('.').replace('#', ''))
        started = time.monotonic()
        try:
            function()
            print('ok ' + what, flush=True)
        except Skip as reason:
            print('ok %s # SKIP %s' % (what, reason), flush=True)
        except Exception:   # one case must not end the others
            note(traceback.format_exc())
            print('not ok ' + what, flush=True)
        finally:
            for app in list(Souffleur.running):
                app.stop()
        note('took %.1f s' % (time.monotonic() - started))


def same(found, expected, what=''):
    if found != expected:
        raise AssertionError('%s: %r, expected %r' % (what or 'found', found, expected))


def near(found, expected, margin, what=''):
    if abs(found - expected) > margin:
        raise AssertionError('%s: %g, expected %g, at most %g away' % (what or 'found', found, expected, margin))


def holds(test, secs, what):
    """test() stays true for a while: the one place where waiting is the point."""
    until = time.monotonic() + secs
    while time.monotonic() < until:
        if not test():
            raise AssertionError('no longer: ' + what)
        time.sleep(0.03)


class Home:
    """Where one user's settings and state are; settings: {key: text of a GVariant}."""

    def __init__(self, settings=None):
        self.path = tempfile.mkdtemp(dir=os.environ.get('UI_SESSION_DIR'))
        self.env = {'XDG_%s_HOME' % name: os.path.join(self.path, name.lower())
                    for name in ('CONFIG', 'DATA', 'STATE', 'CACHE')}
        folder = self.env['XDG_CONFIG_HOME'] + '/glib-2.0/settings'
        os.makedirs(folder)
        with open(folder + '/keyfile', 'w', encoding='utf-8') as file:
            file.write('[io/github/souffleur/Souffleur]\n')
            # What listens meanwhile is not what most tests are about.
            settings = {'check-after-opening': 'false', **(settings or {})}
            file.writelines('%s=%s\n' % row for row in settings.items())


class Souffleur(App):
    """The program with its trace; ends with the `with` block."""

    running = []

    def __init__(self, files=(), home=None, env=None, settings=None):
        self.home = home or Home(settings)
        self.trace_path = tempfile.mktemp(dir=os.environ.get('UI_SESSION_DIR'))
        self.events, self._read = [], 0
        super().__init__([PROGRAM, '--trace', self.trace_path, *files], env=dict(self.home.env, **(env or {})),
                         secs=30)
        Souffleur.running.append(self)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_unused):
        if kind and kind is not Skip:
            fd, picture = tempfile.mkstemp('.png', 'failed-', FOLDER)
            os.close(fd)
            self.shot(picture)
            note('The screen then: ' + picture)
            note('The end of the trace:')
            for event in [event for event in self.trace() if event['event'] != 'position'][-12:]:
                note(event)
            try:
                note('%s at %.3f' % (self.status(), self.position()))
            except (GLib.Error, LookupError):
                note('It does not answer.')
        self.stop()

    def stop(self, secs=5):
        if self in Souffleur.running:
            Souffleur.running.remove(self)
        status = super().stop(secs)
        if status not in (0, -15):
            raise AssertionError('Souffleur ended with %s' % status)
        return status

    # -- the trace

    def trace(self, event=None, since=0):
        """The events so far; with a name only those, from the number `since` of all."""
        try:
            with open(self.trace_path, 'rb') as file:
                file.seek(self._read)
                data = file.read()
        except OSError:
            return []
        data = data[:data.rfind(b'\n') + 1]
        self._read += len(data)
        self.events += map(json.loads, data.splitlines())
        return [e for e in self.events[since:] if event in (None, e['event'])]

    def mark(self):
        """A place in the trace, for `since`."""
        self.trace()
        return len(self.events)

    def wait_for(self, event, since=0, secs=5, test=None):
        return wait(lambda: next((e for e in self.trace(event, since) if not test or test(e)), None),
                    secs, 'the event ' + event)

    # -- what it is doing

    def ready(self):
        """What was opened is on the screen, can be played if there is anything to play, and the window
        manager has given the window the keyboard: a popover closes when that comes."""
        self.wait_for('ready', secs=30)
        wait(lambda: 'active' in self.states(self.find('frame')), 10, 'the window to be active')
        return self

    def act(self, name, parameter=None):
        """What a menu or a key does: an action of the window."""
        self.bus.call_sync('io.github.souffleur.Souffleur', '/io/github/souffleur/Souffleur/window/1',
                           'org.gtk.Actions', 'Activate', GLib.Variant('(sava{sv})', (name, parameter or [], {})),
                           None, 0, 3000, None)

    def status(self):
        return self.mpris('PlaybackStatus')

    def position(self):
        """Seconds."""
        return self.mpris('Position') / 1e6

    def wait_status(self, status):
        wait(lambda: self.status() == status, 5, status)

    def line(self):
        """The line that is lit, by its first word: its number, or None."""
        found = self.highlight(self.view())
        return int(found[2][1:4]) if found else None

    def lit_text(self):
        found = self.highlight(self.view())
        return found and found[2]

    def wait_line(self, line, secs=5):
        wait(lambda: self.line() == line, secs, 'line %s to be lit' % line)

    def view(self):
        if not hasattr(self, '_view'):
            self._view = self.transcript()
        return self._view

    def go(self, seconds):
        """There, by the desktop's controls, and lit."""
        since = self.mark()
        self.mpris_seek(seconds)
        self.wait_for('seek', since, test=lambda e: abs(e['target_ns'] - seconds * SECOND) < MS)

    def pause(self):
        self.mpris_call('Pause')
        self.wait_status('Paused')

    def play(self):
        self.mpris_call('Play')
        self.wait_status('Playing')

    def selection(self):
        """(start, end) in characters, or None."""
        if Atspi.Text.get_n_selections(self.view()) == 0:
            return None
        found = Atspi.Text.get_selection(self.view(), 0)
        return (found.start_offset, found.end_offset) if found.end_offset > found.start_offset else None

    def selected_text(self):
        found = self.selection()
        return Atspi.Text.get_text(self.view(), *found) if found else ''

    def is_focused(self, name):
        found = self.focused()
        return found is not None and re.search(name, found.get_name() or self.words(found)) is not None

    def wait_said(self, words):
        """Spoken to who cannot see: GTK 4.18 announces it, before that the focus has it as its description."""
        def said():
            while GLib.MainContext.default().iteration(False):
                pass
            return words in self.announced or self.focused().get_description() == words
        wait(said, 5, '"%s" to be said' % words)
        self.announced.clear()

    def choose(self, dialog, row, steps):
        """Chooses in a row, with the keys alone."""
        box = self.find('combo box', '^' + row, dialog)
        for _ in range(12):
            if 'focused' in self.states(box):
                break
            self.keys('Tab')
        else:
            raise AssertionError('Tab does not reach ' + row)
        self.keys('Return')
        self.keys(*['Down'] * steps, 'Return')

    def wait_focus(self, name):
        wait(lambda: self.is_focused(name), 5, 'the focus on ' + name)

    # -- where things are on the screen

    def lit_box(self):
        """(x, y, width, height) of the line that is lit."""
        return wait(lambda: Grab().find(TINT), 5, 'a tinted line on the screen')

    def settle(self):
        """The lit line's box once nothing scrolls any more."""
        return self.wait_still(TINT)

    def wait_still(self, colour):
        """The box of a colour once it was in one place for a quarter of a second, longer than a
        revealer or the follower pause in their motion.  While the app is too busy to answer, its
        standing still means nothing."""
        seen = [None, 0.0]

        def still():
            asked = time.monotonic()
            Atspi.Text.get_caret_offset(self.view())
            box, now = Grab().find(colour), time.monotonic()
            if box is None or box != seen[0] or now - asked > 0.2:
                seen[:] = box, now
            return box is not None and now - seen[1] > 0.25
        wait(still, 5, 'what moves on the screen to stand still')
        return seen[0]

    def locate(self, line):
        """Where the first word of a line, or else a text, is on the screen, (x, y): looked for by the
        find bar, so that the position does not come from the code that decides what a click means."""
        text = line if isinstance(line, str) else 'N%03d' % line
        self.keys('ctrl+f')
        self.wait_focus('^Find in')
        self.type(text)
        start = self.text(self.view()).index(text)
        wait(lambda: any(s <= start < e for s, e, _ in self.runs(self.view(), start=start, end=start + 4)) and
             Atspi.Text.get_text(self.view(), start, start + 4) and Grab().find(HIT_HERE), 5, 'the hit')
        x, y, width, height = self.wait_still(HIT_HERE)
        return x + width // 2, y + height // 2

    def press_at(self, x, y):
        run('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1')

    def drag(self, x, y, to_x, to_y):
        """By steps, as a hand does."""
        moves = []
        for step in range(1, 9):
            moves += ['mousemove', str(x + (to_x - x) * step // 8), str(y + (to_y - y) * step // 8)]
        run('xdotool', 'mousemove', str(x), str(y), 'mousedown', '1', *moves, 'mouseup', '1')

    def wheel(self, x, y, clicks):
        """Down for positive clicks."""
        run('xdotool', 'mousemove', str(x), str(y), 'click', '--repeat', str(abs(clicks)),
            '--delay', '30', '5' if clicks > 0 else '4')


def make(name, write, *arguments):
    path = os.path.join(FOLDER, name)
    write(path, *arguments)
    return path


def sound():
    return make('rising.wav', telling.write_sound)


def transcript():
    return make('numbered.srt', telling.write_transcript)


def video(name='picture.webm'):
    """Not named as the transcript is, which opened alone would find it."""
    if not shutil.which('ffmpeg'):
        raise Skip('ffmpeg is not installed')
    return make(name, telling.write_video, sound())


def open_episode(*files, **keywords):
    """The sound that tells its position, with its transcript, ready to be played."""
    return Souffleur(files or (sound(), transcript()), **keywords).ready()
