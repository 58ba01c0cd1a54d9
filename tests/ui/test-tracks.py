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
                    '-f', 'lavfi', '-i', 'color=0x802020:size=160x90:rate=1:duration=300',
                    '-map', '3', '-map', '0', '-map', '0', '-map', '1', '-map', '2',
                    '-c:v', 'libvpx', '-c:a', 'flac', '-c:s', 'srt',
                    '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=fre',
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


def choose(app, name):
    """By keys alone: the main menu, its entry, the track in it."""
    app.keys('F10')
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
        choose(app, '^French')
        wait(lambda: first_line(app) == other_text(0), 5, 'the other text')
        line = wait(app.line, 5, 'a lit line')
        same(line >= 30, True, 'the line is where the sound is')
        app.wait_line(line + 1, 10)
        app.lit_box()  # in view: the text has followed
    with open_episode(film(), home=home) as app:
        wait(lambda: first_line(app) == other_text(0), 10, 'the text that was chosen')


def group_of(control):
    """The row that a button stands in, at whatever depth."""
    while control.get_parent().get_role_name() not in ('frame', 'page tab list'):
        control = control.get_parent()
    return control


@case
def choices_beside_play():
    """A27, A28: captions, and the choice of sound and text, are buttons in the row of Play."""
    with open_episode(film()) as app:
        wait(lambda: first_line(app) == text_of(0), 10, 'the first text')
        captions = app.find('push button', '^Captions on the picture')
        tracks = app.find('push button', '^Sound and text tracks')
        play = app.find('push button', '^Play$')
        for control in captions, tracks:
            wait(lambda: {'visible', 'sensitive'} <= set(app.states(control)), 5, control.get_name())
            same(group_of(control) == group_of(play), True, '%s beside Play' % control.get_name())
        def on():
            return bool({'checked', 'pressed'} & set(app.states(captions)))
        same(on(), True, 'captions at first')
        app.keys('c')
        wait(lambda: not on(), 5, 'captions off')
        app.act('audio-track', [GLib.Variant('i', 1)])
        app.act('transcript', [GLib.Variant('i', 1)])
        wait(lambda: first_line(app) == other_text(0), 5, 'the other text')
        app.go(start_of(30))
        app.play()
        app.wait_line(31, 10)


main()
