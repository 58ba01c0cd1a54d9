#!/usr/bin/python3
"""Loops and stops: heard at the sound server, seen beside the controls, ended with one click."""
from case import Recording, case, holds, main, near, note, open_episode, same, wait
import telling

LEAK = 0.05     # seconds heard beyond an edge
LOST = 0.25     # seconds that a busy machine loses at one


def hear(act, until, edges, secs=30):
    """What is heard from act() on: [(where it begins, where it ends)], positions of the episode.

    A busy machine drops some of the sound; what goes on after that is the same stretch, unless it begins
    at one of the edges that somebody wants to know about.
    """
    with Recording(rate=telling.RATE) as recording:
        act()
        wait(until, secs, 'what is to be heard')
    heard = []
    for _, begin, length in telling.listen(recording.samples):
        goes_on = heard and begin > heard[-1][1] - 0.01 and not any(-LEAK / 2 < begin - edge < LOST / 2 for edge in edges)
        heard.append((heard.pop()[0] if goes_on else begin, begin + length))
    note('heard: ' + ', '.join('%.3f to %.3f' % stretch for stretch in heard))
    return heard


def check(heard, wanted):
    """Nothing beyond the edges was ever heard, and up to them where the machine kept up."""
    same(len(heard), len(wanted), 'what was heard')
    away = [(begin - start, stop - end) for (begin, end), (start, stop) in zip(heard, wanted)]
    for late, early in away:
        for lost in (late, early):
            if not -LEAK < lost < LOST:
                raise AssertionError('%.3f s lost at an edge' % lost)
    near(min(abs(late) for late, _ in away), 0, LEAK, 'where it begins')
    near(min(abs(early) for _, early in away), 0, LEAK, 'where it ends')


def shown(app, name):
    """The button that says what is in force, or None."""
    return next(iter(app.all('push button', name)), None)


@case
def loop_of_line():
    """Shift+R: nothing but the line is heard, again and again; a click ends it"""
    line = 5
    start, stop = telling.start_of(line), telling.end_of(line)
    with open_episode() as app:
        app.go(start + 1)
        same(app.status(), 'Paused', 'A30: what was opened')
        since = app.mark()
        rounds = lambda: len([e for e in app.trace('seek', since) if abs(e['target_ns'] / 1e9 - start) < 0.001])
        heard = hear(lambda: app.keys('shift+r'), lambda: rounds() >= 4, [start])
        same(app.status(), 'Playing')
        same(app.line(), line, 'the lit line')
        whole = heard[:-1]      # the last is cut by the end of the recording
        if len(whole) < 2:
            raise AssertionError('heard %d times' % len(whole))
        check(whole, [(start, stop)] * len(whole))
        button = wait(lambda: shown(app, '^Loop: line'), 5, 'what is in force')
        app.click(button)
        wait(lambda: not shown(app, '^Loop: line'), 5, 'the loop to be over')
        wait(lambda: app.position() > stop + 0.5, 10, 'playing on')


@case
def stops():
    """S: it stops after each line, and Space goes on without a word lost or heard too early (A23)"""
    with open_episode() as app:
        first = 7
        app.go(telling.start_of(first))
        app.keys('s')
        wait(lambda: shown(app, '^Stops after each line'), 5, 'what is in force')
        lines = range(first, first + 3)

        def listen():
            for line in lines:
                app.keys('k')
                app.wait_status('Playing')
                app.wait_status('Paused')
                near(app.position(), telling.end_of(line), 0.002, 'where it stops')
                same(app.line(), line, 'the line that was heard')
        heard = hear(listen, lambda: True, [telling.start_of(line) for line in lines])
        check(heard, [(telling.start_of(line), telling.end_of(line)) for line in lines])
        holds(lambda: app.status() == 'Paused', 2, 'waiting to be asked')
        app.keys('s')
        wait(lambda: not shown(app, '^Stops'), 5, 'the stops to be over')


@case
def loop_of_range():
    """B: from here, until here, and no more; with a selection, the lines in it"""
    with open_episode() as app:
        app.go(30)
        app.keys('b')
        wait(lambda: shown(app, '^Loop: from 30 seconds to…'), 5, 'the start')
        app.go(31)
        since = app.mark()
        rounds = lambda: len([e for e in app.trace('seek', since) if abs(e['target_ns'] / 1e9 - 30) < 0.01])
        heard = hear(lambda: app.keys('b'), lambda: rounds() >= 4, [30])
        wait(lambda: shown(app, '^Loop: from 30 seconds to 31 seconds'), 5, 'the loop')
        check(heard[:-1], [(30, 31)] * len(heard[:-1]))
        app.keys('b')
        wait(lambda: not shown(app, '^Loop'), 5, 'the loop to be over')
        app.pause()

        x, y = app.locate(12)
        app.click_at(x, y, count=3)
        wait(lambda: telling.text_of(12)[:4] in app.selected_text(), 5, 'a line to be selected')
        app.keys('b')
        wait(lambda: shown(app, '^Loop: from'), 5, 'the loop')
        app.wait_status('Playing')
        near(app.position(), telling.start_of(12), 1, 'the playhead')
        # Out of it, it is over.
        app.go(60)
        wait(lambda: not shown(app, '^Loop'), 5, 'the loop to be over')


main()
