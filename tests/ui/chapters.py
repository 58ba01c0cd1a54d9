"""chapters: a recording with a text track and chapters of its own, as ffmpeg makes it."""
import os
import shutil
import subprocess

from case import Skip, make, sound, transcript
from telling import start_of

# Where a line begins, a little before and a little after that, and amid a line; the last two with
# nothing said between.
CHAPTERS = [
    (0.0, 'Ouverture'),
    (start_of(10), 'Le souffleur entre en scène'),
    (start_of(15) - 0.6, 'Acte deux'),
    (start_of(30) + 0.4, 'La scène du balcon, dite deux fois parce que le premier comédien l’avait oubliée'),
    (start_of(60) + 1.4, 'Acte trois'),
    (start_of(80) - 0.2, 'Entracte'),
    (start_of(80) - 0.1, 'Épilogue'),
]
TITLES = [title for _, title in CHAPTERS]
# The first line below each title.
BELOW = [0, 10, 15, 30, 61, 80, 80]


def write_list(path, chapters=CHAPTERS):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(';FFMETADATA1\n')
        ends = [start for start, _ in chapters[1:]] + [299.0]
        for (start, title), end in zip(chapters, ends):
            file.write('[CHAPTER]\nTIMEBASE=1/1000\nSTART=%d\nEND=%d\ntitle=%s\n' % (start * 1000, end * 1000, title))


def write_recording(path, *text_track):
    if os.path.exists(path):  # each has an id of its own
        return
    write_list(path + '.txt')
    subprocess.run(['ffmpeg', '-v', 'error', '-y', '-i', sound(), '-i', transcript(), '-i', path + '.txt',
                    '-map', '0', *text_track, '-map_chapters', '2', '-c:a', 'flac', '-f', 'matroska',
                    path + '.part'], check=True)
    os.unlink(path + '.txt')
    os.rename(path + '.part', path)


def recording():
    if not shutil.which('ffmpeg'):
        raise Skip('ffmpeg is not installed')
    return make('chapters.mkv', write_recording, '-map', '1', '-c:s', 'srt')


def recording_without_text():
    if not shutil.which('ffmpeg'):
        raise Skip('ffmpeg is not installed')
    return make('only chapters.mkv', write_recording)
