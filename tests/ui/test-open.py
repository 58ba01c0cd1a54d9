#!/usr/bin/python3
"""Opening: what is named on the command line, what is on the clipboard, what was open before."""
import os
import subprocess
import sys

from case import Home, Skip, Souffleur, case, main, note, open_episode, same, sound, transcript, wait
from telling import start_of, text_of

PASTED = 'Une page, le 3 mars 2025\nCatégorie\nNewsTranscription\n' + ''.join(
    '%02d:%02d%s\n' % (seconds // 60, seconds % 60, 'Phrase %d de la page.' % i)
    for i, seconds in enumerate(range(3, 120, 4)))


def names(app):
    return [name for name in (accessible.get_name() for accessible in app.walk()) if name]


@case
def either_order():
    """Recording and transcript open in either order."""
    for files in (sound(), transcript()), (transcript(), sound()):
        with open_episode(*files) as app:
            same(app.text(app.view()).split('\n')[0], text_of(0), 'first line')
            app.play()
            wait(lambda: app.position() > 0.3, 5, 'playing')


@case
def transcript_alone():
    """A transcript without a recording can be read, searched and walked through."""
    with open_episode(transcript()) as app:
        same(app.text(app.view()).split('\n')[0], text_of(0), 'first line')
        app.keys('ctrl+Down', 'ctrl+Down')
        wait(lambda: app.line() is not None, 5, 'a lit line')


@case
def recording_alone():
    """A recording without a transcript plays, and says how to add one."""
    with Home_copy() as path, open_episode(path) as app:
        app.play()
        wait(lambda: app.position() > 0.3, 5, 'playing')
        app.find('label', '^No Transcript Yet')


class Home_copy:
    """The sound in a folder where no transcript is beside it."""

    def __enter__(self):
        self.path = os.path.join(Home().path, 'alone.wav')
        os.symlink(sound(), self.path)
        return self.path

    def __exit__(self, *_unused):
        os.unlink(self.path)


@case
def start_page():
    """Without files there is the start page; what was open is in its list."""
    home = Home()
    with open_episode(home=home) as app:
        app.go(start_of(10))
    with Souffleur(home=home) as app:
        for name in 'Open an Episode', 'Paste a Transcript', 'Try the Sample Episode':
            app.find('push button', '^' + name)
        app.find('list', '^Recent')
        wait(lambda: any('rising' in name for name in names(app)), 5, 'the episode in the list')


OWNER = '''
import gi, sys
gi.require_version('Gtk', '3.0'); gi.require_version('Gdk', '3.0')
from gi.repository import Gdk, Gtk
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_text(sys.stdin.read(), -1)
print('owned', flush=True)
Gtk.main()
'''


@case
def paste():
    """Ctrl+V shows what a copied page would be read as, and uses it when told to."""
    owner = subprocess.Popen([sys.executable, '-c', OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL, text=True)
    try:
        owner.stdin.write(PASTED)
        owner.stdin.close()
        if owner.stdout.readline() != 'owned\n':
            raise Skip('the clipboard needs GTK 3 for Python')
        home = Home()
        with Souffleur(home=home) as app:
            app.find('push button', '^Paste')
            app.keys('ctrl+v')
            use = app.find('push button', '^Use This Text')
            wait(lambda: any('30 lines' in name for name in names(app)), 5, 'the number of lines')
            app.press(use)
            wait(lambda: app.text(app.view()).startswith('Phrase 0 de la page.'), 5, 'the text')
        with Souffleur(home=home) as app:
            wait(lambda: any('Une page' in name for name in names(app)), 5, 'the pasted text in the list')
    finally:
        owner.terminate()
        owner.wait()


@case
def names_of_focusable():
    """A tour by Tab has at most 20 stops, each with a name that is no type's."""
    with open_episode() as app:
        app.wait_focus('^Play$')
        stops = []
        for _ in range(24):
            app.keys('Tab')
            focused = wait(app.focused, 5, 'a focus')
            stop = '%s %s' % (focused.get_role_name(), focused.get_name())
            if stops and stop == stops[0]:
                break
            stops.append(stop)
        note(' | '.join(stops))
        same([stop for stop in stops if stop.split(' ')[-1].startswith(('Gtk', 'Adw', 'Sfl')) or
              stop.endswith(' ')], [], 'stops without a name')
        same(len(stops) <= 20, True, 'at most 20 stops')


main()
