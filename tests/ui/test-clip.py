#!/usr/bin/python3
"""Some words become a clip: with keys alone, and judged by what ffprobe and ffmpeg find in the file."""
import json
import os
import subprocess

from case import Home, case, main, near, open_episode, same, wait

SAMPLE = os.environ['SOUFFLEUR_SAMPLE_DIR']
FILES = [os.path.join(SAMPLE, 'sample.' + extension) for extension in ('webm', 'txt')]


def plan(app):
    """Ctrl+E, and the dialog with its picture is there; what is heard there is known."""
    app.keys('ctrl+e')
    dialog = app.find('dialog', '^Make a Clip$', secs=10)
    app.wait_focus('^Save Clip')
    # Its role is another with each GTK.
    strip = wait(lambda: next((a for a in app.walk(dialog) if a.get_name() == 'Sound of the clip'), None), 5, 'the sound')
    wait(lambda: 'busy' not in app.states(strip), 20, 'the sound of the clip')
    return dialog


def close(app):
    app.keys('Escape')
    wait(lambda: not app.all('dialog', '^Make a Clip$'), 5, 'the dialog to close')


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


def end_of(app, dialog, name):
    """Where it begins or ends, as the handle says it."""
    words = app.find('slider', '^%s$' % name, dialog).get_description()
    parts = words.replace('seconds', '').split()
    return float(parts[-1]) + (60 * float(parts[0]) if 'minute' in words else 0)


def length_of(app, dialog):
    return end_of(app, dialog, 'Ends') - end_of(app, dialog, 'Begins')


def wait_length(app, dialog, length):
    wait(lambda: abs(length_of(app, dialog) - length) < 0.06, 5, 'a length of %s seconds' % length)


@case
def upright():
    """A line becomes an upright video of its length, by keys alone; the dialog tells what it has become"""
    path = os.path.join(Home().path, 'clip.mp4')
    with open_episode(*FILES) as app:
        dialog = plan(app)
        length = length_of(app, dialog)
        app.press(app.find('push button', '^End 0.1 s later$', dialog))
        wait_length(app, dialog, length + 0.1)
        app.press(app.find('push button', '^End 0.1 s earlier$', dialog))
        wait_length(app, dialog, length)
        app.press(app.find('push button', '^Save Clip', dialog))
        save(app, path)
        made(app)
        app.find('push button', '^Copy Text for a Post$')
        found = probe(path)
        same(streams(found), [('audio', None, None), ('video', 720, 1280)], 'what is in the clip')
        near(float(found['format']['duration']), length, 0.1, 'its length')
        same(sorted(os.listdir(os.path.dirname(path))).count('clip.mp4'), 1, 'the file')
        close(app)


@case
def other_kinds():
    """The same words as sound alone, and as a picture of them"""
    folder = Home().path
    with open_episode(*FILES) as app:
        for kind, name, wanted in (('Sound', 'clip.m4a', [('audio', None, None)]),
                                   ('Quote', 'clip.png', [('video', 1080, 1080)])):
            dialog = plan(app)
            app.press(app.find('toggle button', '^%s$' % kind, dialog))
            wait(lambda: not app.all('combo box', '^Captions', dialog), 5, 'no captions to choose')
            app.press(app.find('push button', '^Save Clip', dialog))
            save(app, os.path.join(folder, name))
            made(app)
            same(streams(probe(os.path.join(folder, name))), wanted, name)
            close(app)


@case
def ends():
    """Its ends are moved by tenths, pictures and words, and the words are those between them"""
    def press(side, *keys):
        for _ in range(20):
            if app.is_focused('^%s$' % side):
                break
            app.keys('Tab')
        else:
            raise AssertionError('Tab does not reach ' + side)
        app.keys(*keys)

    def words():
        labels = [a.get_name() or app.text(a) for a in app.walk(dialog) if a.get_role_name() == 'label']
        return max(labels, key=len)

    with open_episode(*FILES) as app:
        dialog = plan(app)
        length, said = length_of(app, dialog), words()
        press('Ends', 'Right')
        wait_length(app, dialog, length + 0.1)
        press('Ends', *['shift+Left'] * 25)
        wait_length(app, dialog, length - 0.9)
        press('Begins', *['Left'] * 5)
        wait_length(app, dialog, length - 0.4)
        begin = end_of(app, dialog, 'Begins')
        # From line to line, where words have no times of their own; back, it is the line before that.
        press('Ends', 'ctrl+Right', 'ctrl+Right', 'ctrl+Right')
        wait(lambda: words() != said, 5, 'other words')
        longer = length_of(app, dialog)
        press('Ends', 'ctrl+Left')
        wait(lambda: length_of(app, dialog) < longer - 0.5, 5, 'a line less')
        same(end_of(app, dialog, 'Begins'), begin, 'where it begins')
        # Nothing is turned round.
        press('Begins', *['ctrl+Right'] * 12)
        wait(lambda: 0 < length_of(app, dialog) < 0.35, 5, 'the shortest clip')


@case
def heard_before():
    """It is played again and again as it will be, until it is stopped, and nothing else is"""
    with open_episode(*FILES) as app:
        dialog = plan(app)
        begin, end = end_of(app, dialog, 'Begins'), end_of(app, dialog, 'Ends')
        app.press(app.find('push button', '^Play It$', dialog))
        app.wait_status('Playing')
        seen = []

        def again():
            seen.append(app.position())
            return len(seen) > 1 and seen[-1] < seen[-2]
        wait(again, 20, 'its start once more')
        outside = [at for at in seen if not begin - 0.2 <= at <= end + 0.2]
        same(outside[1:], [], 'what else was played')
        app.press(app.find('push button', '^Stop$', dialog))
        app.wait_status('Paused')
        app.press(app.find('push button', '^Play It$', dialog))
        app.wait_status('Playing')
        close(app)
        app.wait_status('Paused')


@case
def chosen_again():
    """What was chosen is there the next time"""
    with open_episode(*FILES) as app:
        dialog = plan(app)
        app.choose(dialog, 'Loudness', 1)

        def is_loud():
            return 'podcasts' in app.words(app.find('combo box', '^Loudness', dialog))

        def is_square():
            return bool({'pressed', 'checked'} & app.states(app.find('toggle button', '^Square$', dialog)))
        wait(is_loud, 5, 'another loudness')
        app.press(app.find('toggle button', '^Square$', dialog))
        wait(is_square, 5, 'a square')
        close(app)
        dialog = plan(app)
        assert is_square() and is_loud(), 'something else is chosen'


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
