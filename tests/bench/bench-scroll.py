#!/usr/bin/python3
"""bench-scroll: does the window answer while an episode of 10,000 lines scrolls, follows and seeks?

  ui-session --wm -- bench-scroll.py BUILD-FOLDER

A second thread asks for the position over the session bus again and again, so
each answer took at least as long as the main loop was busy.  The limit is 50 ms.
"""
import os
import sys
import threading
import time

build = os.path.abspath(sys.argv[1])
sys.argv[1:] = [os.path.join(build, 'src', 'souffleur'), os.path.join(build, 'tests', 'ui')]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'ui'))
from case import FOLDER, make, open_episode, sound  # noqa: E402
from uidrive import Gio, GLib  # noqa: E402
import telling  # noqa: E402

N_LINES = 10000
LIMIT = 50      # ms


class Watch(threading.Thread):
    """Milliseconds that each answer took."""

    def __init__(self, app):
        super().__init__(daemon=True)
        self.took, self.going = [], True
        self.name_on_bus = app.mpris_name()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def run(self):
        question = GLib.Variant('(ss)', ('org.mpris.MediaPlayer2.Player', 'CanControl'))
        while self.going:
            asked = time.monotonic()
            self.bus.call_sync(self.name_on_bus, '/org/mpris/MediaPlayer2', 'org.freedesktop.DBus.Properties', 'Get',
                               question, None, 0, 10000, None)
            self.took.append((time.monotonic() - asked) * 1000)
            time.sleep(0.002)


def measure(app, what, act):
    watch = Watch(app)
    watch.start()
    act()
    watch.going = False
    watch.join()
    took = sorted(watch.took)
    print('%-8s %5d answers, p50 %5.1f  p99 %5.1f  longest %5.1f ms, %d over %d ms' % (
        what, len(took), took[len(took) // 2], took[int(len(took) * 0.99)], took[-1],
        sum(value > LIMIT for value in took), LIMIT), flush=True)
    return took[-1]


def main():
    os.makedirs(FOLDER, exist_ok=True)
    lines = make('long.srt', telling.write_srt, [
        (0.03 * i, 0.03 * i + 0.03, 'Line %d: %s' % (i, telling.text_of(i % 100))) for i in range(N_LINES)])
    with open_episode(sound(), lines) as app:
        x, y = app.centre(app.view())

        def scroll():
            for _ in range(6):
                app.wheel(x, y, 40)
            app.keys('g')

        def follow():
            app.play()
            time.sleep(4)
            app.pause()

        def seek():
            for i in range(40):
                app.go((i * 131) % 290 + 1)
        longest = [measure(app, 'follow', follow), measure(app, 'seek', seek), measure(app, 'scroll', scroll)]
    return 0 if max(longest) <= LIMIT else 1


if __name__ == '__main__':
    sys.exit(main())
