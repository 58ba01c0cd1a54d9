#!/usr/bin/python3
"""bench-startup: how long from exec to the window, and to the picture in it.

  ui-session -- bench-startup.py BUILD-FOLDER [RUNS]

Opens the sample's video in Souffleur and in the players that are installed,
by turns, so that a busy moment of the machine meets all of them.  "window" is
a viewable window, "picture" the sample's red curtain seen on the screen by a
grab of it, both from outside and alike for all; "ready" is what Souffleur's
own trace calls so: text and first picture shown.  Medians in milliseconds; the
ratios are ours to theirs, so below 1 we are the faster.
"""
import ctypes
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

LIMIT = 20.0  # seconds for a player to show something
x11 = ctypes.CDLL('libX11.so.6')


class Attributes(ctypes.Structure):
    """XWindowAttributes."""
    _fields_ = [(name, ctypes.c_int) for name in ('x', 'y', 'width', 'height', 'border', 'depth')] + [
        ('visual', ctypes.c_void_p), ('root', ctypes.c_ulong)] + [
        (name, ctypes.c_int) for name in ('kind', 'bit_gravity', 'win_gravity', 'backing_store')] + [
        ('planes', ctypes.c_ulong), ('pixel', ctypes.c_ulong), ('save_under', ctypes.c_int),
        ('colormap', ctypes.c_ulong), ('map_installed', ctypes.c_int), ('map_state', ctypes.c_int),
        ('all_events', ctypes.c_long), ('your_events', ctypes.c_long), ('no_events', ctypes.c_long),
        ('override_redirect', ctypes.c_int), ('screen', ctypes.c_void_p)]


class Image(ctypes.Structure):
    """The start of XImage."""
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int),
                ('unit', ctypes.c_int), ('bit_order', ctypes.c_int), ('pad', ctypes.c_int),
                ('depth', ctypes.c_int), ('stride', ctypes.c_int)]


class Screen:
    def __init__(self):
        for name in ('XOpenDisplay', 'XGetImage'):
            getattr(x11, name).restype = ctypes.c_void_p
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        # A window may go away between two questions; that is no reason to exit.
        self.handler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        x11.XSetErrorHandler(self.handler)
        self.display = ctypes.c_void_p(x11.XOpenDisplay(None))
        self.root = ctypes.c_ulong(x11.XDefaultRootWindow(self.display))

    def has_window(self):
        parent, children, n = ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        x11.XQueryTree(self.display, self.root, ctypes.byref(ctypes.c_ulong()), ctypes.byref(parent),
                       ctypes.byref(children), ctypes.byref(n))
        found = False
        for i in range(n.value):
            a = Attributes()
            if x11.XGetWindowAttributes(self.display, ctypes.c_ulong(children[i]), ctypes.byref(a)):
                found = found or (a.map_state == 2 and a.width >= 200 and a.height >= 150)
        if n.value:
            x11.XFree(children)
        return found

    def has_curtain(self):
        """Many dark red points on a grid: nothing else on this screen has that colour."""
        address = x11.XGetImage(self.display, self.root, 0, 0, 1280, 800, ctypes.c_ulong(0xffffffff), 2)
        if not address:
            return False
        image = Image.from_address(address)
        red = 0
        for y in range(8, image.height, 16):
            row = ctypes.string_at(image.data + y * image.stride, image.stride)
            red += sum(r > 70 and g < 50 and b < 60 and r > 2 * g + 20
                       for b, g, r in zip(row[0::64], row[1::64], row[2::64]))
        x11.XDestroyImage(ctypes.c_void_p(address))
        return red > 100


def find_ready(trace):
    try:
        with open(trace, encoding='utf-8') as file:
            return next((event['t_ns'] for event in map(json.loads, file) if event['event'] == 'ready'), None)
    except (OSError, ValueError):
        return None


def measure(screen, argv, environment, trace):
    """Milliseconds to (window, picture, ready); None for what did not come."""
    started = time.monotonic()
    process = subprocess.Popen(argv, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    window = picture = ready = None
    while time.monotonic() - started < LIMIT and process.poll() is None:
        if window is None and screen.has_window():
            window = (time.monotonic() - started) * 1000
        if window is not None and screen.has_curtain():
            picture = (time.monotonic() - started) * 1000
            break
        time.sleep(0.002)
    while trace and ready is None and time.monotonic() - started < LIMIT and process.poll() is None:
        t = find_ready(trace)
        ready = t and t / 1e6 - started * 1000
        time.sleep(0.01)
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    while screen.has_window() and time.monotonic() - started < LIMIT:
        time.sleep(0.01)
    return window, picture, ready


def main():
    build = os.path.abspath(sys.argv[1])
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    sample = os.path.join(build, 'data', 'sample', 'sample.webm')
    transcript = os.path.join(build, 'data', 'sample', 'sample.txt')
    trace = os.path.join(tempfile.mkdtemp(), 'trace')
    # All with the renderer that they take by themselves; then ours again as it runs in the tests.
    usual = {key: value for key, value in os.environ.items() if key not in ('GSK_RENDERER', 'GTK_A11Y')}
    ours = [os.path.join(build, 'src', 'souffleur'), '--trace', trace, sample, transcript]
    players = [('souffleur', ours, usual), ('souffleur, cairo', ours, dict(usual, GSK_RENDERER='cairo'))]
    players = [player for player in players if os.path.exists(player[1][0])]
    players += [(name, [name, sample], usual) for name in ('totem', 'clapper') if shutil.which(name)]

    screen = Screen()
    times = {name: [] for name, _, _ in players}
    for run in range(runs + 1):
        for name, argv, environment in players:
            if os.path.exists(trace):
                os.unlink(trace)
            result = measure(screen, argv, environment, trace if argv is ours else None)
            if run > 0:     # the first round warms the caches
                times[name].append(result)

    medians = {}
    print('%-18s %9s %9s %9s   (ms, medians of %d)' % ('', 'window', 'picture', 'ready', runs))
    for name, results in times.items():
        columns = [[value for value in column if value is not None] for column in zip(*results)]
        medians[name] = [statistics.median(column) if column else None for column in columns]
        print('%-18s %9s %9s %9s' % (name, *('%.0f' % m if m is not None else '-' for m in medians[name])))
    for name in times:
        if name.startswith('souffleur') or 'souffleur' not in medians:
            continue
        ratios = ['%s %.2f' % (what, our / their) for what, our, their in
                  zip(('window', 'picture'), medians['souffleur'], medians[name]) if our and their]
        print('souffleur to %s: %s' % (name, ', '.join(ratios) or 'nothing to compare'))
    return 0


if __name__ == '__main__':
    sys.exit(main())
