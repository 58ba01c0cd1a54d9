#!/usr/bin/python3
"""Without the recording: the text plays by the clock, or follows another player."""
import time

from case import MS, SECOND, GLib, Souffleur, case, main, near, open_episode, same, transcript, wait
from fakeplayer import FakePlayer


def open_text(**keywords):
    return open_episode(transcript(), **keywords)


def at(app):
    """Seconds, as the window has it: while it follows, we are nobody on the bus."""
    found = app.trace('position')[-1]
    return found['position_ns'] / SECOND


def button(app, name):
    return next((found for role in ('push button', 'toggle button') for found in app.all(role, name)), None)


def wait_button(app, name):
    return wait(lambda: button(app, name), 5, 'the button ' + name)


def follow(app, name):
    """By the hand: the dialog, and the row that has the focus."""
    app.act('follow-player')
    row = wait(lambda: app.find('list item', '^%s$' % name), 5, 'the player in the list')
    wait(lambda: 'focused' in app.states(row), 5, 'the focus on it')
    app.keys('Return')
    app.wait_for('position')
    return row


def toast(app, since, text):
    app.wait_for('message', since)
    wait(lambda: app.find('label', text), 5, 'the words ' + text)


@case
def text_plays_by_the_clock():
    '''Without a recording Space plays the text, and it keeps time'''
    with open_text() as app:
        same(app.status(), 'Stopped')
        app.keys('space')
        app.wait_status('Playing')
        before, place = time.monotonic(), app.position()
        app.wait_for('line', test=lambda e: e['line'] == 0)
        for line in (1, 2):
            event = app.wait_for('line', secs=20, test=lambda e, line=line: e['line'] == line)
            near(event['position_ns'], event['start_ns'], 100 * MS, 'when the line was lit')
        near(app.position() - place, time.monotonic() - before, 0.1, 'what the clock has played')
        app.act('rate', [GLib.Variant('d', 2.0)])
        before, place = time.monotonic(), app.position()
        wait(lambda: app.position() > place + 2, 5, 'twice the speed')
        near(app.position() - place, 2 * (time.monotonic() - before), 0.15, 'twice the speed')
        app.keys('space')
        app.wait_status('Paused')
        place = app.position()
        app.act('play-line', [GLib.Variant('u', 20)])
        app.wait_status('Playing')
        app.wait_line(20)
        # To its end, and no further.
        app.act('seek', [GLib.Variant('x', 10 ** 15)])
        wait(lambda: app.status() == 'Paused', 5, 'the end')
        app.keys('space')
        app.wait_status('Playing')
        wait(lambda: app.position() < 5, 5, 'to begin again')


@case
def follows_another_player():
    '''Another player lights the lines, and a click on a line takes it there'''
    with FakePlayer('Browser', identity='A <b>&amp; Browser', title='A “replay” <i>', position=5.0) as player, \
            open_text() as app:
        follow(app, 'A <b>&amp; Browser')
        wait(lambda: abs(at(app) - player.position()) < 0.3, 5, 'its position')
        event = app.wait_for('line', app.mark(), secs=10)
        near(event['position_ns'], event['start_ns'], 100 * MS, 'when the line was lit')
        near(at(app), player.position(), 0.3, 'where it is then')
        # We are not a second one for the desktop to control.
        same(app.status(), 'Stopped')
        same(app.mpris('CanPlay'), False)
        app.mpris_call('Pause')
        wait_button(app, '^Pause$')
        same(player.status(), 'Playing')

        x, y = app.locate(12)
        since = app.mark()
        app.click_at(x, y)
        app.wait_for('seek', since)
        wait(lambda: 'SetPosition' in ' '.join(player.calls()), 5, 'the call')
        app.wait_line(12)
        app.keys('Escape', 'space')
        wait(lambda: player.status() == 'Paused', 5, 'it to pause')
        wait_button(app, '^Play$')

        # Somebody moves it over there, and it does not say so.
        player.manners(silent=True)
        player.set(position=200.0)
        app.wait_for('seek', test=lambda e: e['reached_ns'] == 200 * SECOND)
        player.manners()
        app.act('play-pause')
        wait(lambda: player.status() == 'Playing', 5, 'it to play')
        app.act('rate', [GLib.Variant('d', 1.5)])
        wait(lambda: 'Rate 1.5' in player.calls(), 5, 'the speed')

        # It plays something else: we wait, and go on with it when it comes back.
        player.set(title='An advertisement', id='/track/2', length=20.0, position=1.0)
        wait(lambda: app.find('label', 'plays something else now: “An advertisement”'), 5, 'the words')
        place = at(app)
        player.set(title='A “replay” <i>', id='/track/1', length=600.0, position=300.0)
        wait(lambda: abs(at(app) - player.position()) < 0.5, 5, 'to go on')
        if abs(place - 1) < 3:
            raise AssertionError('it followed the advertisement to %g' % place)
        player.set(title='Next', id='/track/3', length=100.0, position=10.0)
        app.press(wait_button(app, '^Follow It$'))
        wait(lambda: abs(at(app) - player.position()) < 0.5, 5, 'to follow that')

        since = app.mark()
        player.stop()
        toast(app, since, 'was closed')
        wait_button(app, '^No Recording')
        app.keys('space')   # the text goes on from there
        app.wait_status('Playing')
        wait(lambda: 10 < app.position() < 40, 5, 'from there')


@case
def players_without_manners():
    '''What a player cannot do is said, and none can stop us'''
    with FakePlayer('Rude', position=30.0) as player, open_text() as app:
        follow(app, 'Rude')
        wait(lambda: abs(at(app) - player.position()) < 0.3, 5, 'its position')
        player.manners(no_set_position=True)
        app.act('play-line', [GLib.Variant('u', 20)])
        wait(lambda: any(call.startswith('Seek ') for call in player.calls()), 5, 'Seek instead')
        app.wait_line(20)
        player.manners(no_position=True)
        player.set(position=160.0)
        wait(lambda: abs(at(app) - player.position()) < 0.5, 5, 'the position, asked for by itself')

        since = app.mark()
        player.manners(deaf=True)
        app.act('play-line', [GLib.Variant('u', 5)])
        toast(app, since, '^Rude stayed where it was')
        wait(lambda: abs(at(app) - player.position()) < 0.5, 5, 'to be where it is')
        player.manners(no_seek=True)
        player.set(title='A replay')

        since = app.mark()
        wait(lambda: app.act('play-line', [GLib.Variant('u', 5)]) or app.trace('message', since), 5, 'a message')
        wait(lambda: app.all('label', '^Rude cannot be moved from here'), 10, 'the words, after the last ones')

        since = app.mark()
        player.manners(nonsense=True)
        player.set(title='x')
        app.wait_for('position', since)
        player.manners(hung=True)
        app.wait_for('message', since, secs=15, test=lambda e: e['id'] == 'player-answer')
        started = time.monotonic()
        app.act('play-line', [GLib.Variant('u', 5)])
        same(app.status(), 'Stopped')
        near(time.monotonic() - started, 0, 1.0, 'how long the window was away')
        app.act('leave-player')
        wait_button(app, '^No Recording')
        wait(lambda: not any('showing' in app.states(label) for label in app.all('label', 'does not answer$')),
             5, 'the words to go')
        player.manners()


main()
