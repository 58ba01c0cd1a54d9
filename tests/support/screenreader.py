"""screenreader: Orca without sound, and what it says, inside ui-session.

    with Reader() as orca:          # before the program is started
        with open_episode() as app:
            orca.meet(app)          # the first focus event of a program is lost on Orca
            mark = orca.mark()
            app.keys('Tab')
            orca.wait_for(r'^Pause button', mark)
            orca.settle()           # whatever is to come has come
            orca.heard(mark)        # everything said since, one string an utterance

Orca writes what it says to its debug file before it looks for a speech server,
so neither sound nor speech-dispatcher is needed.  Debian package: orca.
"""
import importlib.machinery
import importlib.util
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from gi.repository import GLib

from uidrive import SCALE, wait

ORCA = shutil.which('orca')
SAID = re.compile(r"^(?:\d\d:\d\d:\d\d[.\d]* - )?SPEECH OUTPUT: '(.*?)'(?: voice=\w+)?(?:\{| ACSS|\s*$)", re.DOTALL)
QUIET = 0.3     # seconds for which it has nothing to do, when it has nothing left to do


class Reader:
    def __init__(self):
        if not ORCA:
            raise RuntimeError('Orca is not installed; ./dev test does it')
        self.folder = tempfile.mkdtemp(prefix='orca.', dir=os.environ.get('UI_SESSION_DIR'))
        self.path = os.path.join(self.folder, 'debug')
        self.app = None
        self._read = 0
        self.said_at = time.monotonic()     # or a little later
        env = dict(os.environ, SPEECHD_CMD='/bin/false', SPEECHD_ADDRESS='unix_socket:' + self.folder + '/none',
                   PYTHONDONTWRITEBYTECODE='1')
        env.pop('G_DEBUG', None)    # it may complain, and live on
        env.update(('XDG_%s_HOME' % name, self.folder) for name in ('CONFIG', 'DATA', 'CACHE', 'STATE'))
        with open(os.path.join(self.folder, 'stderr'), 'wb') as errors:
            self.proc = subprocess.Popen(['/usr/bin/python3', os.path.abspath(__file__), '--disable', 'key-echo',
                                          '--debug-file', self.path], env=env, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=errors, bufsize=0)
        self._ask()     # it is listening by then

    def _check(self):
        if self.proc.poll() is not None:
            with open(os.path.join(self.folder, 'stderr'), encoding='utf-8', errors='replace') as errors:
                raise RuntimeError('Orca ended with %s: %s' % (self.proc.returncode, errors.read()[-2000:]))

    def _ask(self):
        """Waits until Orca has nothing else to do: that is when it answers."""
        try:
            self.proc.stdin.write(b'?')
            if not select.select([self.proc.stdout], [], [], 30 * SCALE)[0]:
                raise TimeoutError('Orca comes to no rest, or hangs')
            if not self.proc.stdout.read(1):
                raise BrokenPipeError
        except BrokenPipeError:
            self.proc.wait()
            self._check()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_unused):
        if kind:
            print('# Orca said last: %r' % self.heard()[-8:], flush=True)
        self.stop()

    def stop(self):
        """Orca unregisters on SIGTERM, unless it hangs in a program that is gone."""
        if self.proc.poll() is None:
            self.proc.send_signal(signal.SIGTERM)
        try:
            self.proc.wait(5 * SCALE)
        except subprocess.TimeoutExpired:
            self.proc.kill()
            self.proc.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def read(self, since=0):
        """What Orca wrote, from a mark on."""
        try:
            with open(self.path, 'rb') as file:
                file.seek(since)
                return file.read().decode('utf-8', 'replace')
        except OSError:
            return ''

    def mark(self):
        """A place in what Orca says: now."""
        try:
            return os.path.getsize(self.path)
        except OSError:
            return 0

    def heard(self, since=0):
        """What was said since a mark, one string an utterance; the last may still come."""
        found, text = [], self.read(since)
        for piece in re.split(r'(?m)^(?=(?:\d\d:\d\d:\d\d[.\d]* - )?[A-Z])', text):
            match = SAID.match(piece)
            if match:
                found.append(match.group(1))
        return found

    def wait_for(self, pattern, since, secs=5):
        """The first utterance since a mark that a regular expression is found in."""
        def find():
            return next((text for text in self.heard(since) if re.search(pattern, text)), None)
        try:
            return wait(find, secs, 'Orca to say %s' % pattern)
        except TimeoutError as error:
            raise AssertionError('%s; it said %r' % (error, self.heard(since))) from None

    def _has_rested(self):
        """Whether Orca had nothing left to do just now, and has written nothing since this was last asked."""
        if self.app:
            self.app.root.get_name()    # what the program had to tell is on its way
        self._ask()
        with open(self.path, 'rb') as file:
            file.seek(self._read)
            data = file.read()
        self._read += len(data)
        if b'SPEECH OUTPUT' in data:
            self.said_at = time.monotonic()
        return not data

    def settle(self, quiet=QUIET):
        """Until the program has told Orca what there is to tell, and Orca has worked it off."""
        until = [time.monotonic() + quiet]

        def still():
            if not self._has_rested():
                until[0] = time.monotonic() + quiet
            return time.monotonic() > until[0]
        wait(still, 60, 'Orca to come to rest')

    def listen(self, act, quiet=QUIET):
        """What is said because of act(), once Orca is at rest again."""
        since = self.mark()
        act()
        self.settle(quiet)
        return self.heard(since)

    def meet(self, app):
        """Orca does not hear the first focus event of a program."""
        self.app = app
        since = self.mark()
        app.keys('Tab', 'shift+Tab')
        self.wait_for('.', since, 10)
        self.settle()


def answer(*_unused):
    """Comes last in Orca's main loop: what came before the question has been worked off."""
    asked = os.read(0, 1)
    os.write(1, asked)
    return bool(asked)


def launch():
    """Runs Orca, and lets it be the only one: it looks for others on the whole machine, not in its session."""
    loader = importlib.machinery.SourceFileLoader('orca_program', ORCA)
    program = importlib.util.module_from_spec(importlib.util.spec_from_loader(loader.name, loader))
    loader.exec_module(program)
    # What it says comes line by line, not a buffer at a time.
    program.open = lambda *args, **keywords: open(*args, buffering=1, **keywords)
    for name in ('otherOrcas', 'other_orcas'):
        if hasattr(program, name):
            setattr(program, name, lambda *_unused: [])
    GLib.io_add_watch(0, 2 * GLib.PRIORITY_LOW, GLib.IO_IN | GLib.IO_HUP, answer)
    return program.main()


if __name__ == '__main__':
    sys.exit(launch())
