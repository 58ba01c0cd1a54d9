#!/usr/bin/python3
"""Text tracks: a recording that brings its own text, in two languages."""
import os
import shutil
import subprocess

from case import GLib, Home, Skip, case, main, make, open_episode, same, sound, transcript, wait
from telling import start_of, text_of


def write_film(path):
    """The sound with the transcript twice: the second time as another person would say it."""
    if os.path.exists(path):  # each film has an id of its own
        return
    other = path + '.srt'
    with open(transcript(), encoding='utf-8') as file:
        text = file.read()
    with open(other, 'w', encoding='utf-8') as file:
        file.write(text.replace(' la ', ' LA ').replace(' dit ', ' DIT '))
    subprocess.run(['ffmpeg', '-v', 'error', '-y', '-i', sound(), '-i', transcript(), '-i', other,
                    '-map', '0', '-map', '1', '-map', '2', '-c:a', 'flac', '-c:s', 'srt',
                    '-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=fre', '-f', 'matroska',
                    path + '.part'], check=True)
    os.unlink(other)
    os.rename(path + '.part', path)


def film():
    if not shutil.which('ffmpeg'):
        raise Skip('ffmpeg is not installed')
    return make('two-texts.mkv', write_film)


def first_line(app):
    return app.text(app.view()).split('\n')[0]


def other_text(line):
    return text_of(line).replace(' la ', ' LA ').replace(' dit ', ' DIT ')


def choose(app, name, number):
    """By keys alone: the main menu, its entry, the track in it; by its number where GTK (4.18) gives the
    items of a menu no names to go by."""
    app.keys('F10')
    item = wait(lambda: (lambda found: found if found and 'item' in found.get_role_name() else None)(app.focused()),
                5, 'the menu')
    if not app.words(item):
        app.keys('Escape')
        app.act('transcript', [GLib.Variant('i', number)])
        return
    app.wait_focus('^Open…')
    for entry, enter in ('^Show Transcript', 'Right'), (name, 'Return'):
        for _ in range(12):
            if app.is_focused(entry):
                break
            app.keys('Down')
        app.wait_focus(entry)
        app.keys(enter)
        if enter == 'Right':
            wait(lambda: app.is_focused('SubRip') or app.is_focused('^Show Transcript'), 5, 'the tracks')


@case
def two_texts():
    """The text of a recording is its transcript; another is chosen in the menu, and comes again."""
    home = Home()
    with open_episode(film(), home=home) as app:
        wait(lambda: first_line(app) == text_of(0), 10, 'the first text')
        app.go(start_of(30))
        app.play()
        app.wait_line(30)
        choose(app, '^French', 1)
        wait(lambda: first_line(app) == other_text(0), 5, 'the other text')
        line = wait(app.line, 5, 'a lit line')
        same(line >= 30, True, 'the line is where the sound is')
        app.wait_line(line + 1, 10)
        app.lit_box()  # in view: the text has followed
    with open_episode(film(), home=home) as app:
        wait(lambda: first_line(app) == other_text(0), 10, 'the text that was chosen')


main()
