#!/usr/bin/python3
"""Real players of Debian are followed: Chromium with a page of its own, and VLC."""
import os
import shutil
import subprocess
import tempfile

from case import SECOND, GLib, Skip, case, main, near, open_episode, same, sound, transcript, wait
from gi.repository import Gio

PREFIX = 'org.mpris.MediaPlayer2.'
PAGE = '<!DOCTYPE html><title>A replay</title><audio src="%s" autoplay controls></audio>'


class Player:
    """A program, and what it says of itself on the bus."""

    def __init__(self, command):
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        self.name = wait(self.find, 60, 'the player on the bus')
        wait(lambda: self.get('PlaybackStatus') == 'Playing', 30, 'the player to play')
        return self

    def __exit__(self, *_unused):
        self.process.terminate()
        self.process.wait()

    def call(self, name, path, interface, method, *arguments):
        parameters = GLib.Variant('(%s)' % ('s' * len(arguments)), arguments)
        return self.bus.call_sync(name, path, interface, method, parameters, None, 0, 5000, None).unpack()

    def find(self):
        names = self.call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListNames')[0]
        return next((name for name in names if name.startswith((PREFIX + 'chromium', PREFIX + 'vlc'))), None)

    def get(self, name):
        return self.call(self.name, '/org/mpris/MediaPlayer2', 'org.freedesktop.DBus.Properties', 'Get',
                         PREFIX + 'Player', name)[0]

    def position(self):
        return self.get('Position') / 1e6


def at(app):
    return app.trace('position')[-1]['position_ns'] / SECOND


def check(player):
    with open_episode(transcript()) as app:
        app.act('follow-player')
        row = wait(lambda: app.find('list item', ''), 10, 'the player in the list')
        wait(lambda: 'focused' in app.states(row), 5, 'the focus on it')
        app.keys('Return')
        app.wait_for('position', secs=10)
        wait(lambda: abs(at(app) - player.position()) < 0.5, 10, 'its position')
        event = app.wait_for('line', app.mark(), secs=20)
        near(event['position_ns'] / SECOND, player.position(), 1, 'where it is when a line is lit')

        app.act('play-line', [GLib.Variant('u', 20)])
        app.wait_line(20, secs=10)
        start = app.trace('line')[-1]['start_ns'] / SECOND
        wait(lambda: start - 0.5 < player.position() < start + 5, 10, 'it to be at the line')
        wait(lambda: abs(at(app) - player.position()) < 0.5, 10, 'both to be there')
        app.act('play-pause')
        wait(lambda: player.get('PlaybackStatus') == 'Paused', 10, 'it to pause')
        app.act('play-pause')
        wait(lambda: player.get('PlaybackStatus') == 'Playing', 10, 'it to play')
        same([e for e in app.trace('message') if e['id'].startswith('player')], [])


@case
def chromium():
    '''A page in Chromium lights the lines, and a click on a line takes it there'''
    program = shutil.which('chromium')
    if program is None:
        raise Skip('Chromium is not installed')
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        page = os.path.join(home, 'page.html')
        with open(page, 'w', encoding='utf-8') as file:
            file.write(PAGE % GLib.filename_to_uri(sound(), None))
        with Player([program, '--no-sandbox', '--user-data-dir=' + home, '--no-first-run', '--disable-gpu',
                     '--disable-background-networking', '--autoplay-policy=no-user-gesture-required',
                     GLib.filename_to_uri(page, None)]) as player:
            check(player)


@case
def vlc():
    '''VLC lights the lines, and a click on a line takes it there'''
    program = shutil.which('vlc')
    if program is None:
        raise Skip('VLC is not installed')
    with tempfile.TemporaryDirectory() as home:
        if os.geteuid() == 0:
            # It refuses root; a copy that asks for the parent's number instead does not notice.
            with open(program, 'rb') as file:
                code = file.read().replace(b'geteuid', b'getppid')
            program = os.path.join(home, 'vlc')
            with open(program, 'wb') as file:
                file.write(code)
            os.chmod(program, 0o755)
        with Player([program, '-I', 'dummy', '--extraintf', 'dbus', '--no-video', sound()]) as player:
            check(player)


main()
