#!/usr/bin/python3
"""A piece of the transcript is dragged into another program."""
import ast
import subprocess
import sys
import tempfile

from case import SECOND, case, holds, main, near, open_episode, run, same, wait
from telling import start_of, text_of

HERE, THERE = 40, 42    # lit; somewhere below it, in view
AT = start_of(HERE) + 1

# Another program, with a window at the corner of the screen, beside ours, which prints what is dropped.
TAKER = '''
import gi
gi.require_version('Gtk', '4.0')
gi.require_version('Gdk', '4.0')
from gi.repository import Gdk, GLib, GObject, Gtk
window = Gtk.Window(title='taker', default_width=120, default_height=120, decorated=False)
target = Gtk.DropTarget.new(GObject.TYPE_STRING, Gdk.DragAction.COPY)
target.connect('drop', lambda target, value, x, y: print(repr(value), flush=True) or True)
window.add_controller(target)
window.present()
GLib.MainLoop().run()
'''


class Taker:
    def __enter__(self):
        self.out = tempfile.TemporaryFile('w+')
        self.proc = subprocess.Popen([sys.executable, '-c', TAKER], stdout=self.out)
        window = wait(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '^taker$'],
                                              stdout=subprocess.PIPE, text=True, check=False).stdout.split(), 20,
                       'the other window')[0]
        run('xdotool', 'windowmove', '--sync', window, '0', '0')
        return self

    def __exit__(self, *_unused):
        self.proc.terminate()
        self.proc.wait()
        self.out.close()

    def taken(self):
        self.out.seek(0)
        return [ast.literal_eval(line) for line in self.out]


def said(line, text):
    """As copied with times."""
    return '[%d:%02d] %s\n' % (*divmod(int(start_of(line)), 60), text)


def drag_to(x, y, *path):
    """By steps, as a hand does; a window learns of what comes over it, and answers, between two."""
    moves = ['mousemove', str(x), str(y), 'mousedown', '1']
    for to_x, to_y in ((x - 6, y), (x - 14, y + 2), (x - 30, y + 4), *path):
        moves += ['mousemove', str(to_x), str(to_y), 'sleep', '0.1']
    run('xdotool', *moves, 'mouseup', '1')


def dropped(taker, x, y, count):
    drag_to(x, y, (30, 40), (28, 32), (26, 30))
    return wait(lambda: len(taker.taken()) == count and taker.taken()[-1], 5, 'what is dropped')


@case
def with_its_time():
    """A line dragged by its time, and a selection, drop with their times; nothing is sought or cleared"""
    with open_episode() as app:
        app.go(AT)
        app.wait_line(HERE)
        x, y = app.locate(THERE)
        times = app.lit_box()[0] - 36
        since = app.mark()
        with Taker() as taker:
            same(dropped(taker, times, y, 1), said(THERE, text_of(THERE)), 'dropped')
            same(app.selection(), None, 'selected')

            app.drag(x, y, x + 220, y)
            text = wait(app.selected_text, 5, 'a selection')
            same(dropped(taker, x + 60, y, 2), said(THERE, text), 'dropped')
            same(app.selected_text(), text, 'still selected')
            same(dropped(taker, times, y, 3), said(THERE, text_of(THERE)), 'dropped')
            same(app.selected_text(), text, 'still selected')

            # What is let go of over the window itself is no other transcript.
            drag_to(x + 60, y, (x + 90, y + 60), (x + 92, y + 62))
            holds(lambda: len(app.all('frame')) == 1 and not app.all('dialog'), 0.5, 'one window')
            same(app.selected_text(), text, 'still selected')
            same(len(taker.taken()), 3, 'drops')

        same(app.trace('seek', since), [], 'seeks')
        near(app.position(), AT, 0.001, 'position')
        same(app.status(), 'Paused')
        # The next click is a click.
        app.click_at(times, y)
        near(app.wait_for('seek', since)['target_ns'] / SECOND, start_of(THERE), 0.0005, 'target')


main()
