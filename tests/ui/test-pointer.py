#!/usr/bin/python3
"""What the pointer does in the text: clicks go there, selecting never does."""
import time

from case import HIT_HERE, SECOND, Grab, case, holds, main, near, open_episode, run, same, wait
from telling import HOLE_AFTER, end_of, start_of, text_of

HERE, THERE = 40, 43    # lit; somewhere below it, in view
AT = start_of(HERE) + 1


def opened():
    """Paused in the middle of a line."""
    app = open_episode()
    app.go(AT)
    app.wait_line(HERE)
    app.settle()
    return app


def place_of(app, line):
    """Of a line in view near the lit one; the find bar that finds it moves both."""
    x, y = app.locate(line)
    lit = app.lit_box()[1]
    app.keys('Escape')
    wait(lambda: Grab().find(HIT_HERE) is None, 5, 'the find bar to close')
    return x, y + app.settle()[1] - lit


def stays(app, since, position=AT):
    """Nothing was sought and nothing plays."""
    holds(lambda: app.status() == 'Paused', 0.5, 'paused')
    same(app.trace('seek', since), [], 'seeks')
    near(app.position(), position, 0.001, 'position')


def wait_return(app, since):
    """The second half of a double click takes back what the first did; the position says so at once, the
    picture and the sound a moment later."""
    app.wait_for('seek', since, test=lambda e: abs(e['target_ns'] / SECOND - AT) < 0.0005)
    near(app.position(), AT, 0.001, 'position')


def wait_selected(app, text):
    try:
        wait(lambda: app.selected_text().strip() == text, 3, 'the selection')
    except TimeoutError:
        same(app.selected_text(), text, 'what is selected')


@case
def drag_selects():
    """Selecting by dragging never seeks, neither paused nor playing."""
    with opened() as app:
        x, y = place_of(app, THERE)
        since = app.mark()
        app.drag(x, y, x + 220, y + 40)
        wait(lambda: len(app.selected_text()) > 10, 5, 'a selection')
        stays(app, since)
        app.keys('Escape')
        wait(lambda: app.selection() is None, 5, 'Escape to clear the selection')
        app.play()
        since = app.mark()
        app.drag(x, y, x + 220, y + 40)
        wait(lambda: len(app.selected_text()) > 10, 5, 'a selection')
        holds(lambda: app.status() == 'Playing' and not app.trace('seek', since), 0.5, 'playing on')


@case
def clearing_click():
    """A click that clears a selection does not seek; the next one does."""
    with opened() as app:
        x, y = place_of(app, THERE)
        app.drag(x, y, x + 220, y)
        wait(app.selection, 5, 'a selection')
        since = app.mark()
        app.click_at(x + 60, y + 64)
        wait(lambda: app.selection() is None, 5, 'the selection to go')
        stays(app, since)
        app.click_at(x, y)
        near(app.wait_for('seek', since)['target_ns'] / SECOND, start_of(THERE), 0.0005, 'target')
        app.wait_status('Playing')


@case
def double_click():
    """A double click selects the word, and leaves position and play or pause as they were."""
    with opened() as app:
        x, y = place_of(app, THERE)
        since = app.mark()
        app.click_at(x, y, count=2)
        wait_selected(app, 'N%03d' % THERE)
        wait_return(app, since)
        holds(lambda: app.status() == 'Paused' and abs(app.position() - AT) < 0.001, 0.5, 'paused there')
        same(app.line(), HERE, 'the lit line')

        app.keys('Escape')
        app.play()
        app.click_at(x, y, count=2)
        wait_selected(app, 'N%03d' % THERE)
        wait(lambda: AT < app.position() < AT + 10, 5, 'the position to go on from before')
        same(app.status(), 'Playing', 'status')


@case
def triple_click():
    """A triple click selects the line, likewise."""
    with opened() as app:
        x, y = place_of(app, THERE)
        since = app.mark()
        app.click_at(x, y, count=3)
        wait_selected(app, text_of(THERE))
        wait_return(app, since)
        holds(lambda: app.status() == 'Paused' and abs(app.position() - AT) < 0.001, 0.5, 'paused there')


@case
def shift_click():
    """Shift and click extend the selection and do not seek."""
    with opened() as app:
        x, y = place_of(app, THERE)
        since = app.mark()
        app.click_at(x, y, count=2)
        wait_selected(app, 'N%03d' % THERE)
        wait_return(app, since)
        since = app.mark()
        time.sleep(0.5)     # past GTK's double-click time: what follows is a click of its own
        run('xdotool', 'keydown', 'shift', 'mousemove', str(x + 120), str(y + 32), 'click', '1', 'keyup', 'shift')
        wait(lambda: len(app.selected_text()) > 20, 5, 'a longer selection')
        stays(app, since)


@case
def gutter():
    """A click on the time beside a line seeks, even with a selection."""
    with opened() as app:
        x, y = place_of(app, THERE)
        app.drag(x, y, x + 220, y)
        wait(app.selection, 5, 'a selection')
        since = app.mark()
        app.click_at(app.lit_box()[0] - 36, y)
        near(app.wait_for('seek', since)['target_ns'] / SECOND, start_of(THERE), 0.0005, 'target')
        app.wait_line(THERE)
        app.wait_status('Playing')


@case
def current_line():
    """A click on the current line toggles pause."""
    with opened() as app:
        x, y, _, height = app.lit_box()
        since = app.mark()
        app.click_at(x + 100, y + height // 2)
        app.wait_status('Playing')
        time.sleep(0.5)     # past GTK's double-click time: what follows is a click of its own
        app.click_at(x + 100, y + height // 2)
        app.wait_status('Paused')
        same(app.trace('seek', since), [], 'seeks')


@case
def hole():
    """A click on the room of a hole plays it from its start; nothing is lit there."""
    with open_episode() as app:
        app.go(start_of(HOLE_AFTER))
        app.wait_line(HOLE_AFTER)
        x, y, width, height = app.settle()
        since = app.mark()
        app.click_at(x + width // 2, y + height + 16)
        near(app.wait_for('seek', since)['target_ns'] / SECOND, end_of(HOLE_AFTER), 0.0005, 'target')
        app.wait_status('Playing')
        app.wait_line(None)
        app.press(app.find('push button', '^Skip'))
        app.wait_line(HOLE_AFTER + 1)


main()
