#!/usr/bin/python3
"""Some words become a clip: with keys alone, and judged by what ffprobe and ffmpeg find in the file."""
import json
import os
import subprocess

from case import Home, case, main, near, open_episode, same, wait

SAMPLE = os.environ['SOUFFLEUR_SAMPLE_DIR']
FILES = [os.path.join(SAMPLE, 'sample.' + extension) for extension in ('webm', 'txt')]


def plan(app):
    """Ctrl+E, and the dialog with its picture is there."""
    app.keys('ctrl+e')
    dialog = app.find('dialog', '^Make a Clip$', secs=10)
    app.wait_focus('^Save Clip')
    return dialog


def save(app, path):
    wait(lambda: (lambda found: found and found.get_role_name() in ('entry', 'text'))(app.focused()), 10, 'the name')
    app.keys('ctrl+a')
    app.type(path)
    app.keys('Return')


def made(app):
    """It is there when the focus is on what shows it."""
    button = app.find('push button', '^Show in Folder$')
    wait(lambda: 'focused' in app.states(button), 60, 'the clip')


def probe(path):
    shown = subprocess.run(['ffprobe', '-v', 'error', '-of', 'json', '-show_streams', '-show_format', path],
                           check=True, capture_output=True).stdout
    return json.loads(shown)


def streams(found):
    return sorted((s['codec_type'], s.get('width'), s.get('height')) for s in found['streams'])


def length_of(app, dialog):
    """As the dialog says it."""
    words = app.words(app.find('list item', '^Length', dialog))
    return float(words.split('seconds')[0].split()[-1])


@case
def upright():
    """A line becomes an upright video of its length, by keys alone; the dialog tells what it has become"""
    path = os.path.join(Home().path, 'clip.mp4')
    with open_episode(*FILES) as app:
        dialog = plan(app)
        length = length_of(app, dialog)
        app.press(app.find('push button', '^End 0.1 s later$', dialog))
        wait(lambda: abs(length_of(app, dialog) - length - 0.1) < 0.01, 5, 'another end')
        app.press(app.find('push button', '^End 0.1 s earlier$', dialog))
        wait(lambda: abs(length_of(app, dialog) - length) < 0.01, 5, 'the old end')
        app.press(app.find('push button', '^Save Clip', dialog))
        save(app, path)
        made(app)
        app.find('push button', '^Copy Text for a Post$')
        found = probe(path)
        same(streams(found), [('audio', None, None), ('video', 720, 1280)], 'what is in the clip')
        near(float(found['format']['duration']), length, 0.1, 'its length')
        same(sorted(os.listdir(os.path.dirname(path))).count('clip.mp4'), 1, 'the file')
        app.keys('Escape')
        wait(lambda: not app.all('dialog', '^Make a Clip$'), 5, 'the dialog to close')


@case
def other_kinds():
    """The same words as sound alone, and as a picture of them"""
    folder = Home().path
    with open_episode(*FILES) as app:
        for steps, name, wanted in ((3, 'clip.m4a', [('audio', None, None)]), (4, 'clip.png', [('video', 1080, 1080)])):
            dialog = plan(app)
            app.choose(dialog, 'Shape', steps)
            wait(lambda: not app.all('combo box', '^Captions', dialog), 5, 'no captions to choose')
            app.press(app.find('push button', '^Save Clip', dialog))
            save(app, os.path.join(folder, name))
            made(app)
            same(streams(probe(os.path.join(folder, name))), wanted, name)
            app.keys('Escape')
            wait(lambda: not app.all('dialog', '^Make a Clip$'), 5, 'the dialog to close')


@case
def cancelled():
    """What is cancelled leaves nothing"""
    folder = Home().path
    with open_episode(*FILES) as app:
        while not app.is_focused('^Transcript'):
            app.keys('F6')
        app.keys('ctrl+a')
        wait(app.selection, 5, 'the selection')
        plan(app)
        before = sorted(os.listdir(folder))
        app.keys('Return')
        save(app, os.path.join(folder, 'long.mp4'))
        wait(lambda: app.is_focused('^Cancel$') and sorted(os.listdir(folder)) != before, 10, 'something to cancel')
        app.keys('Return')
        app.wait_focus('^Save Clip')
        same(sorted(os.listdir(folder)), before, 'what is left')


main()
