#!/usr/bin/python3
"""bench-formats: reading a million cues, against those who read them too.

  bench-formats.py BUILD-FOLDER [RUNS]

Each reader is a whole command that reads the same file and keeps or drops what
it read: bench-parse --once (ours, which keeps a whole transcript), ffprobe
(demuxes the packets), GStreamer's subparse (drops each buffer), libass
(ass_read_file, keeps the events) and the npm package `subtitle` where Node finds
it.  They take turns, so that a busy moment of the machine meets all of them.
CPU is user and system time and memory the peak of resident memory, both of the
child as the kernel counted them; medians.  The ratios are ours to theirs, so
below 1 we are the faster or the smaller.
"""
import ctypes
import ctypes.util
import os
import shutil
import statistics
import subprocess
import sys

BUILD = os.path.abspath(sys.argv[1])
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 3

LIBASS = """
import ctypes, ctypes.util, sys
ass = ctypes.CDLL(ctypes.util.find_library('ass'))
ass.ass_library_init.restype = ass.ass_read_file.restype = ctypes.c_void_p
ass.ass_read_file.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
ass.ass_set_message_cb.argtypes = [ctypes.c_void_p] * 3
library = ass.ass_library_init()
sys.exit(not ass.ass_read_file(library, sys.argv[1].encode(), None))
"""
SUBTITLE = """
const { parseSync } = require('subtitle');
const text = require('fs').readFileSync(process.argv[1], 'utf8');
process.exit(parseSync(text).length ? 0 : 1);
"""


def has_subtitle():
    return shutil.which('node') and subprocess.run(
        ['node', '-e', "require('subtitle')"], stderr=subprocess.DEVNULL, check=False).returncode == 0


def readers(extension, path):
    """{name: command}, ours first."""
    found = {'souffleur': [os.path.join(BUILD, 'tests', 'bench', 'bench-parse'), '--once', path]}
    if extension in ('srt', 'vtt', 'ass') and shutil.which('ffprobe'):
        found['ffprobe'] = ['ffprobe', '-v', 'error', '-show_entries', 'format=duration', path]
    if extension in ('srt', 'vtt') and shutil.which('gst-launch-1.0'):
        found['subparse'] = ['gst-launch-1.0', '-q', 'filesrc', 'location=' + path, '!', 'subparse', '!', 'fakesink']
    if extension == 'ass' and ctypes.util.find_library('ass'):
        found['libass'] = ['/usr/bin/python3', '-c', LIBASS, path]
    if extension in ('srt', 'vtt') and has_subtitle():
        found['subtitle'] = ['node', '-e', SUBTITLE, path]
    if extension == 'json' and shutil.which('node'):
        found['JSON.parse'] = ['node', '-e', "JSON.parse(require('fs').readFileSync(process.argv[1],'utf8'))", path]
    return found


def measure(command):
    """(CPU seconds, MB) of a run, or None when it fails."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = status
    return (usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000) if status == 0 else None


def main():
    for extension in ('srt', 'vtt', 'txt', 'ass', 'json'):
        path = os.path.join(BUILD, 'bench', 'cues-1000000.' + extension)
        commands = readers(extension, path)
        runs = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                runs[name].append(measure(command))
        size = os.path.getsize(path) / 1e6
        cpu, memory = (statistics.median(run[i] for run in runs['souffleur']) for i in (0, 1))
        print('%s, %.0f MB: %.2f s CPU, %.0f MB = %.2f x the file' % (extension, size, cpu, memory, memory / size))
        for name, found in runs.items():
            if name == 'souffleur':
                continue
            if None in found:
                print('  %-10s fails' % name)
                continue
            other, more = (statistics.median(run[i] for run in found) for i in (0, 1))
            print('  %-10s %6.2f s CPU, ratio %.3f; %5.0f MB, ratio %.2f' % (
                name, other, cpu / other, more, memory / more), flush=True)


if __name__ == '__main__':
    main()
