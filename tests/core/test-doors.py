#!/usr/bin/python3
"""test-doors: a header of a room that is none of its business must not be found there.

  test-doors.py BUILD-FOLDER

Takes the flags with which each room is really compiled and tries to include
what it must not see.  Each door is tried from the other side too, so that a
header which is nowhere to be found does not pass for a closed door.
"""
import json
import os
import shlex
import subprocess
import sys

build = sys.argv[1]

# room: (headers it must not reach, headers it must reach)
ROOMS = {
    'core': (['gst/gst.h', 'gtk/gtk.h', 'sfl-format.h', 'sfl-player.h', 'sfl-library.h', 'sfl-aligner.h', 'sfl-clip-recipe.h', 'sfl-episode.h'], ['sfl-time.h']),
    'formats': (['gst/gst.h', 'gtk/gtk.h', 'sfl-player.h', 'sfl-library.h', 'sfl-aligner.h', 'sfl-clip-recipe.h', 'sfl-episode.h'], ['sfl-format.h', 'sfl-transcript.h']),
    'plugin': (['gtk/gtk.h', 'sfl-player.h', 'sfl-library.h', 'sfl-episode.h'], ['gst/gst.h', 'sfl-format.h', 'sfl-transcript.h']),
    'media': (['gtk/gtk.h', 'sfl-format.h', 'sfl-library.h', 'sfl-aligner.h', 'sfl-episode.h'], ['gst/gst.h', 'sfl-player.h']),
    'library': (['gst/gst.h', 'gtk/gtk.h', 'sfl-format.h', 'sfl-player.h', 'sfl-aligner.h', 'sfl-episode.h'], ['sfl-library.h']),
    'clip': (['gtk/gtk.h', 'sfl-format.h', 'sfl-library.h', 'sfl-aligner.h', 'sfl-episode.h'], ['gst/gst.h', 'pango/pangocairo.h', 'sfl-player.h', 'sfl-clip-recipe.h']),
    'align': (['gst/gst.h', 'gtk/gtk.h', 'sfl-format.h', 'sfl-player.h', 'sfl-library.h', 'sfl-episode.h'], ['sfl-aligner.h', 'sfl-transcript.h']),
    'episode': (['gst/gst.h', 'gtk/gtk.h', 'adwaita.h', 'sfl-window.h'], ['sfl-player.h', 'sfl-library.h', 'sfl-format.h', 'sfl-aligner.h']),
    'cli': (['gst/gst.h', 'gtk/gtk.h', 'sfl-library.h', 'sfl-episode.h', 'sfl-window.h'], ['sfl-format.h', 'sfl-audio-reader.h', 'sfl-aligner.h', 'sfl-clip-renderer.h']),
    'ui': (['gst/gst.h', 'sfl-player.h', 'sfl-library.h', 'sfl-format.h', 'sfl-aligner.h'], ['gtk/gtk.h', 'sfl-episode.h', 'sfl-transcript.h']),
}

def flags(room):
    for entry in json.load(open(os.path.join(build, 'compile_commands.json'))):
        if '/src/%s/' % room in os.path.normpath(os.path.join(entry['directory'], entry['file'])):
            words = shlex.split(entry['command'])
            return entry['directory'], [w for w in words[1:] if w.startswith(('-I', '-D', '-std', '-pthread'))]
    return None, None


def found(room, header):
    directory, words = flags(room)
    run = subprocess.run(['cc', '-E', '-x', 'c', '-o', os.devnull, *words, '-'], cwd=directory,
                         input='#include <%s>\n' % header, text=True, stderr=subprocess.DEVNULL)
    return run.returncode == 0


results = []
for room, (closed, open_) in ROOMS.items():
    if flags(room)[0] is None:
        results.append((True, room, 'not built here'))
        continue
    for header in closed:
        results.append((not found(room, header), '%s cannot see %s' % (room, header), None))
    for header in open_:
        results.append((found(room, header), '%s sees %s' % (room, header), None))

print('1..%d' % len(results))
for n, (passed, name, skip) in enumerate(results, 1):
    print('%s %d - %s%s' % ('ok' if passed else 'not ok', n, name, ' # SKIP ' + skip if skip else ''))
sys.exit(not all(r[0] for r in results))
