#!/usr/bin/python3
"""The text follows the sound, and never fights the reader."""
from case import TINT, Atspi, Grab, case, holds, main, near, open_episode, same, wait
from telling import start_of

HERE = 40


def playing(line=HERE):
    app = open_episode()
    app.go(start_of(line))
    app.play()
    app.wait_line(line)
    app.settle()
    return app


def find_pill(app):
    """The button on the text, while there is one."""
    for button in app.all('push button', '^Back to the playhead'):
        if Atspi.Component.get_extents(button, Atspi.CoordType.WINDOW).width > 0 and 'visible' in app.states(button):
            return button
    return None


def picture_of_text(app):
    """The left part of the text, where neither the pill nor a pointer is."""
    grab = Grab()
    return b''.join(grab.row(y)[4 * 300:4 * 520] for y in range(100, 560))


def scroll_away(app, clicks=12):
    x, y, _, _ = app.lit_box()
    since = app.mark()
    app.wheel(x + 400, y, clicks)
    app.wait_for('follow', since, test=lambda event: event['follow'] == 'free')
    wait(lambda: find_pill(app), 5, 'the way back')


@case
def wheel_frees():
    """A22: the wheel frees: the text stays where the reader put it while lines go on."""
    with playing() as app:
        scroll_away(app)
        still = wait(lambda: picture_of_text(app) == picture_of_text(app) and picture_of_text(app), 5, 'an end of it')
        since = app.mark()
        wait(lambda: len(app.trace('line', since)) >= 2, 10, 'two more lines')
        same(picture_of_text(app) == still, True, 'the text stands still')
        same(app.trace('follow', since), [], 'changes of following')


@case
def pill_returns():
    """A22: the button “Back to the playhead” follows again and goes."""
    with playing() as app:
        scroll_away(app)
        since = app.mark()
        app.click(find_pill(app))
        app.wait_for('follow', since, test=lambda event: event['follow'] == 'follow')
        wait(lambda: find_pill(app) is None, 5, 'the button to go')
        app.lit_box()
        same(app.trace('seek', since), [], 'seeks')


@case
def small_pill():
    """A18: a small window stays small when an episode opens, and the button leaves the text to be read"""
    def area(accessible):
        extents = Atspi.Component.get_extents(accessible, Atspi.CoordType.WINDOW)
        return extents.width * extents.height
    with open_episode(settings={'window-width': '360', 'window-height': '294'}) as app:
        same(Atspi.Component.get_extents(app.find('frame'), Atspi.CoordType.WINDOW).width <= 360, True, 'still narrow')
        app.go(start_of(HERE))
        x, y, _, _ = app.settle()
        since = app.mark()
        app.wheel(x + 100, y, 5)
        app.wait_for('follow', since, test=lambda event: event['follow'] == 'free')
        pill = wait(lambda: find_pill(app), 5, 'the way back')
        same(area(pill) < area(app.view().get_parent()) / 8, True, 'small')


@case
def key_returns():
    """G and Escape return, too."""
    with playing() as app:
        for key in 'g', 'Escape':
            scroll_away(app)
            since = app.mark()
            app.keys(key)
            app.wait_for('follow', since, test=lambda event: event['follow'] == 'follow')
            app.settle()


@case
def small_scroll():
    """A small scroll that keeps the line in view changes nothing."""
    with playing() as app:
        x, y, _, _ = app.lit_box()
        since = app.mark()
        app.wheel(x + 400, y, 1)
        wait(lambda: Grab().find(TINT)[1] != y, 5, 'the text to move')
        app.wait_for('line', since, 6)
        same(app.trace('follow', since), [], 'changes of following')
        same(find_pill(app), None, 'the button')


@case
def keeps_in_band():
    """While following the line stays in its band of the window: no jump of more than 60 %."""
    with playing() as app:
        top, height = 72, 590
        for _ in range(4):
            since = app.mark()
            app.wait_for('line', since, 6)
            _, y, _, _ = app.settle()
            near((y - top) / height, 0.42, 0.24, 'the line\'s place in the window')


@case
def paused_never_scrolls():
    """A paused text never scrolls by itself, but a seek of the user's shows its line."""
    with open_episode() as app:
        app.go(start_of(HERE))
        app.settle()
        before = picture_of_text(app)
        holds(lambda: picture_of_text(app) == before, 1, 'the text standing still')
        app.go(start_of(HERE + 40))
        app.wait_line(HERE + 40)
        app.settle()


@case
def escape_order():
    """Escape closes the find bar, leaves full screen, clears the selection, returns: in this order."""
    with playing() as app:
        scroll_away(app)
        app.mpris_call('Pause')
        wait(lambda: app.status() == 'Paused', 5, 'Paused')
        paused_at = app.position()
        plain = width_of(app)
        app.keys('F11')
        wait(lambda: width_of(app) > plain, 5, 'full screen')
        app.keys('ctrl+f')
        app.wait_focus('^Find in')
        x, y = app.centre(app.view())
        app.click_at(x - 100, y + 60, count=2)
        wait(app.selection, 5, 'a selection')
        app.keys('ctrl+f')
        app.wait_focus('^Find in')

        app.keys('Escape')
        wait(lambda: not app.is_focused('^Find in'), 5, 'the find bar to close')
        holds(lambda: width_of(app) > plain and app.selection(), 0.4, 'full screen and a selection')
        app.keys('Escape')
        wait(lambda: width_of(app) == plain, 5, 'a window again')
        holds(app.selection, 0.4, 'a selection')
        app.keys('Escape')
        wait(lambda: app.selection() is None, 5, 'the selection to go')
        app.keys('Escape')
        wait(lambda: Grab().find(TINT) and find_pill(app) is None, 5, 'the playhead')
        near(app.position(), paused_at, 0.05, 'position')


def width_of(app):
    return Atspi.Component.get_extents(app.find('frame'), Atspi.CoordType.WINDOW).width


main()
