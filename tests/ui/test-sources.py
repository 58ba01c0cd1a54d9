#!/usr/bin/python3
"""Without the recording: the text plays by the clock, or follows another player.

What only the clock and players without manners do is in tests/media (test-text-clock.c and
test-remote.c): here is what needs the window.
"""
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
    '''Without a recording Space plays the text'''
    with open_text() as app:
        same(app.status(), 'Stopped')
        app.keys('space')
        app.wait_status('Playing')
        app.act('rate', [GLib.Variant('d', 2.0)])
        event = app.wait_for('line', secs=10, test=lambda e: e['line'] == 1)
        near(event['position_ns'], event['start_ns'], 100 * MS, 'when the line was lit')
        app.keys('space')
        app.wait_status('Paused')
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

        app.act('play-pause')
        wait(lambda: player.status() == 'Playing', 5, 'it to play')

        # It plays something else: we wait, until somebody wants that.
        player.set(title='An advertisement', id='/track/2', length=20.0, position=1.0)
        wait(lambda: app.find('label', 'plays something else now: “An advertisement”'), 5, 'the words')
        place = at(app)
        if abs(place - 1) < 3:
            raise AssertionError('it followed the advertisement to %g' % place)
        app.press(wait_button(app, '^Follow It$'))
        wait(lambda: abs(at(app) - player.position()) < 0.5, 5, 'to follow that')

        # It hangs, and we do not.
        since = app.mark()
        player.manners(hung=True)
        app.wait_for('message', since, secs=15, test=lambda e: e['id'] == 'player-answer')
        app.find('label', 'does not answer$')
        player.manners()
        wait(lambda: not any('showing' in app.states(label) for label in app.all('label', 'does not answer$')),
             5, 'the words to go')

        since = app.mark()
        player.stop()
        toast(app, since, 'was closed')
        wait_button(app, '^No Recording')
        app.keys('space')   # the text goes on from there
        app.wait_status('Playing')
        wait(lambda: 1 < app.position() < 40, 5, 'from there')


main()
