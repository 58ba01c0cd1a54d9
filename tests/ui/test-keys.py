#!/usr/bin/python3
"""The keys of the window, the find bar and the desktop's media controls."""
import time

from case import GLib, SECOND, Home, case, holds, main, near, open_episode, same, wait
from telling import LENGTH, start_of

HERE = 40
AT = start_of(HERE) + 1


def opened(**keywords):
    app = open_episode(**keywords)
    app.go(AT)
    app.wait_line(HERE)
    return app


def seek_by(app, target, act, *arguments):
    since = app.mark()
    act(*arguments)
    near(app.wait_for('seek', since)['target_ns'] / SECOND, target, 0.01, 'target of %s' % (arguments,))


@case
def seeking_keys():
    """Keys that seek: J and L 10 s, Ctrl+Up and Ctrl+Down lines, R the line again."""
    with opened() as app:
        app.wait_focus('^Play$')
        at = AT
        for key, away in (('j', -10), ('l', 10)):
            seek_by(app, at + away, app.keys, key)
            at += away
        seek_by(app, start_of(HERE + 1), app.keys, 'ctrl+Down')
        app.wait_line(HERE + 1)
        seek_by(app, start_of(HERE), app.keys, 'ctrl+Up')
        app.wait_line(HERE)
        app.keys('F6')
        seek_by(app, start_of(HERE), app.keys, 'r')
        app.wait_status('Playing')


@case
def play_keys():
    """K plays and pauses anywhere; Space presses the button in focus, and only that."""
    with opened() as app:
        app.keys('k')
        app.wait_status('Playing')
        app.keys('k')
        app.wait_status('Paused')
        app.wait_focus('^Play$')
        app.keys('space')
        app.wait_status('Playing')
        app.keys('space')
        app.wait_status('Paused')
        app.keys('Tab')
        app.wait_focus('^Next line$')
        seek_by(app, start_of(HERE + 1), app.keys, 'space')
        holds(lambda: app.status() == 'Paused', 0.4, 'paused')


@case
def speed_keys():
    """< and > change the speed, Backspace takes it back."""
    with opened() as app:
        for key, rate in (('greater', 1.1), ('greater', 1.2), ('less', 1.1), ('bracketright', 1.2), ('BackSpace', 1.0)):
            app.keys(key)
            wait(lambda: abs(app.mpris('Rate') - rate) < 0.001, 5, '%g after %s' % (rate, key))


@case
def single_keys_off():
    """A35: switched off, single keys do nothing, and those with Ctrl still act."""
    with opened(settings={'single-keys': 'false'}) as app:
        since = app.mark()
        app.keys('k', 'j', 'l', 'r', 'm', 'greater', 'f')
        holds(lambda: app.status() == 'Paused' and not app.trace('seek', since), 0.5, 'nothing')
        same(app.mpris('Rate'), 1.0, 'rate')
        seek_by(app, start_of(HERE + 1), app.keys, 'ctrl+Down')


@case
def find_bar():
    """A32: the find bar counts in words, steps both ways, folds accents and never moves the playhead."""
    with opened() as app:
        app.keys('ctrl+f')
        app.wait_focus('^Find in')
        entry = app.find('entry', '^Find in')
        since = app.mark()
        for query, count in (('N017', '1 result'), ('apres', None), ('revient quand', None), ('zzz', 'Not found')):
            app.keys('ctrl+a')
            app.type(query)
            wait(lambda: (entry.get_description() == count) if count else
                 (entry.get_description() or '').endswith(' results'), 5, 'the count of ' + query)
        app.keys('ctrl+a')
        app.type('N01')     # ten lines
        wait(lambda: entry.get_description() == '10 results', 5, 'the count')
        count = lambda: [a.get_name() for a in app.all('label', r'^\d+ of 10$')]
        first = wait(count, 5, 'which one')[0]
        app.keys('Return')
        wait(lambda: count() and count()[0] != first, 5, 'the next one')
        app.keys('shift+Return')
        wait(lambda: count() == [first], 5, 'the one before')
        same(app.trace('seek', since), [], 'seeks')
        near(app.position(), AT, 0.001, 'position')
        app.keys('Escape')
        app.wait_focus('^Play$')


@case
def phrase_over_lines():
    """A phrase is found over the end of a line."""
    with opened() as app:
        app.keys('ctrl+f')
        app.wait_focus('^Find in')
        entry = app.find('entry', '^Find in')
        app.type('phrase. N001 apres')
        wait(lambda: entry.get_description() == '1 result', 5, 'one result')


@case
def panes():
    """F6 goes from pane to pane, and Shift+F6 back; Enter in the text plays from its line."""
    with opened() as app:
        app.wait_focus('^Play$')
        for _ in range(4):
            if app.is_focused('^Transcript'):
                break
            app.keys('F6')
            time.sleep(0.2)
        app.wait_focus('^Transcript')
        app.keys('ctrl+Home')
        since = app.mark()
        app.keys('Return')
        near(app.wait_for('seek', since)['target_ns'] / SECOND, start_of(0), 0.001, 'target')
        app.wait_status('Playing')
        app.keys('F6')
        app.wait_focus('^Pause$')
        app.keys('shift+F6')
        app.wait_focus('^Transcript')


@case
def mpris():
    """A37: the desktop's controls: play, next and previous line, seek, position, rate, length."""
    with opened() as app:
        app.mpris_call('PlayPause')
        app.wait_status('Playing')
        app.mpris_call('PlayPause')
        app.wait_status('Paused')
        app.go(AT)
        seek_by(app, start_of(HERE + 1), app.mpris_call, 'Next')
        seek_by(app, start_of(HERE), app.mpris_call, 'Previous')
        seek_by(app, start_of(HERE) + 7, app.mpris_call, 'Seek', GLib.Variant('(x)', (7000000,)))
        app.go(100)
        near(app.position(), 100, 0.001, 'position')
        app.mpris_set('Rate', GLib.Variant('d', 1.5))
        wait(lambda: app.mpris('Rate') == 1.5, 5, 'the rate')
        near(app.mpris('Metadata')['mpris:length'] / 1e6, LENGTH, 0.01, 'length')


@case
def comes_back():
    """Closing the window, or being told to end, and opening again comes back to the place."""
    home = Home()
    for how in 'window', 'signal':
        target = start_of(HERE) + (1 if how == 'window' else -20)
        with open_episode(home=home) as app:
            app.go(target)
            if how == 'window':
                app.press(app.find('push button', '^Close$'))
                wait(lambda: app.proc.poll() is not None, 5, 'the end')
        with open_episode(home=home) as app:
            near(app.position(), target, 0.05, 'position after ' + how)
            app.lit_box()
            same(app.status(), 'Paused', 'status')


main()
