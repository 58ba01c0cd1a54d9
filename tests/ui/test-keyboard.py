#!/usr/bin/python3
"""The whole window by keyboard, a French one too: keys, tour, dialogs, jumps."""
import subprocess
import time

from case import Grab, SECOND, case, holds, main, near, note, open_episode, same, telling, transcript, video, wait
from telling import start_of

HERE = 40
AT = start_of(HERE) + 1

# Keys of an AZERTY keyboard by their place: signs that US keyboards have elsewhere.
LESS, COMMA, SEMICOLON, A_GRAVE, EQUAL, SIX = '94', '58', '59', '19', '21', '15'
CAPS_LOCK = 'Caps_Lock'


def layout(name):
    """Of the keyboard, for the whole display."""
    subprocess.run(['setxkbmap', name], check=True)
    time.sleep(0.2)     # a program is told at its next event


def seek_target(app, *keys):
    since = app.mark()
    app.keys(*keys)
    return app.wait_for('seek', since)['target_ns'] / SECOND


def row_height(app):
    return app.settle()[3]


def check_letters(app):
    """The same by any layout, and with Caps Lock."""
    for key, status in (('k', 'Playing'), ('k', 'Paused')):
        app.keys(key)
        app.wait_status(status)
    app.go(AT)
    near(seek_target(app, 'j'), AT - 10, 0.01, 'J')
    near(seek_target(app, 'l'), AT, 0.01, 'L')
    near(seek_target(app, 'ctrl+Down'), start_of(HERE + 1), 0.01, 'Ctrl+Down')
    near(seek_target(app, 'ctrl+Up'), start_of(HERE), 0.01, 'Ctrl+Up')
    near(seek_target(app, 'r'), start_of(HERE), 0.01, 'R')
    app.wait_status('Playing')
    app.pause()
    app.keys('ctrl+f')
    app.wait_focus('^Find in')
    app.keys('Escape')
    app.wait_focus('^Play$')


def windows(app):
    return [app.root.get_child_at_index(i) for i in range(app.root.get_child_count())]


@case
def french_keyboard():
    """On a French keyboard every sign is where its key is, and nothing needs AltGr."""
    layout('fr')
    try:
        with open_episode() as app:
            app.go(AT)
            app.wait_focus('^Play$')
            check_letters(app)
            for key, rate in (('shift+' + LESS, 1.1), (LESS, 1.0), ('shift+' + LESS, 1.1), ('BackSpace', 1.0)):
                app.keys(key)
                wait(lambda: abs(app.mpris('Rate') - rate) < 0.001, 5, '%g after %s' % (rate, key))
            app.go(AT)
            app.wait_line(HERE)
            height = row_height(app)
            app.keys('ctrl+' + EQUAL)
            wait(lambda: row_height(app) > height, 5, 'larger text by Ctrl+=')
            app.keys('ctrl+' + A_GRAVE)
            wait(lambda: row_height(app) == height, 5, 'the usual size by Ctrl+à')
            app.keys('ctrl+shift+' + EQUAL)
            wait(lambda: row_height(app) > height, 5, 'larger text by Ctrl++')
            app.keys('ctrl+' + SIX)
            wait(lambda: row_height(app) == height, 5, 'smaller text by Ctrl+-')
            app.keys('ctrl+KP_Add')
            wait(lambda: row_height(app) > height, 5, 'larger text by the keypad')
            app.keys('ctrl+KP_Subtract')
            wait(lambda: row_height(app) == height, 5, 'smaller text by the keypad')
            app.keys('ctrl+' + COMMA)
            wait(lambda: len(windows(app)) == 2, 5, 'the preferences')
            app.keys('Escape')
            wait(lambda: len(windows(app)) == 1, 5, 'the preferences to close')
            app.wait_focus('^Play$')
            app.keys('ctrl+shift+' + COMMA)
            app.wait_focus('^Search keys')
            app.keys('Escape')
            app.wait_focus('^Play$')
            app.keys(CAPS_LOCK)
            try:
                check_letters(app)
            finally:
                app.keys(CAPS_LOCK)
    finally:
        layout('us')


@case
def keypad_and_caps_lock():
    """On a US keyboard, with Caps Lock and by the numeric keypad."""
    with open_episode() as app:
        app.wait_focus('^Play$')
        app.keys(CAPS_LOCK)
        try:
            check_letters(app)
        finally:
            app.keys(CAPS_LOCK)
        app.go(AT)
        near(seek_target(app, 'ctrl+KP_Down'), start_of(HERE + 1), 0.01, 'Ctrl and the keypad')
        app.keys('F6')
        wait(lambda: not app.is_focused('^Play$'), 5, 'another pane')
        while not app.is_focused('^Transcript'):
            app.keys('F6')
            time.sleep(0.1)
        app.keys('ctrl+Home')
        near(seek_target(app, 'KP_Enter'), start_of(0), 0.01, 'Enter of the keypad')


@case
def go_to_time():
    """Ctrl+L understands times as people type them, says what it does not, and gives the focus back."""
    with open_episode() as app:
        app.go(AT)
        app.wait_focus('^Play$')
        app.keys('ctrl+l')
        app.wait_focus('^Go to Time')
        entry = app.focused()
        since = app.mark()
        for text, words in (('abc', 'Type a time such as'), ('1:99', 'Type a time such as'),
                            ('9:00', 'It ends after 5 minutes')):
            app.keys('ctrl+a')
            app.type(text)
            app.keys('Return')
            wait(lambda: (entry.get_description() or '').startswith(words), 5, 'words about ' + text)
        same(app.trace('seek', since), [], 'seeks')
        app.keys('Escape')
        app.wait_focus('^Play$')
        for text, target in (('3:12', 192), ('1 min 2', 62), ('45', 45), ('+30', 75), ('-10', 65)):
            app.keys('ctrl+l')
            app.wait_focus('^Go to Time')
            app.type(text)
            near(seek_target(app, 'Return'), target, 0.01, text)
            app.wait_focus('^Play$')


@case
def jumps():
    """Alt+Left and Alt+Right go back and forward through jumps, and leave out the steps."""
    with open_episode() as app:
        app.wait_focus('^Play$')
        app.go(AT)
        app.keys('j', 'Right')
        wait(lambda: abs(app.position() - (AT - 5)) < 0.01, 5, 'the steps')
        app.go(200)
        near(seek_target(app, 'alt+Left'), AT - 5, 0.01, 'back')
        near(seek_target(app, 'alt+Left'), 0, 0.01, 'back to the beginning')
        since = app.mark()
        app.keys('alt+Left')
        holds(lambda: not app.trace('seek', since), 0.3, 'no further')
        near(seek_target(app, 'alt+Right'), AT - 5, 0.01, 'forward')
        near(seek_target(app, 'alt+Right'), 200, 0.01, 'forward again')


@case
def pictures():
    """Comma and semicolon show the picture before and after, and only that."""
    with open_episode(video(), transcript()) as app:
        app.go(30)
        number = wait(lambda: telling.read_frame(Grab()), 5, 'a picture with a number')
        for key, step in (('semicolon', 1), ('semicolon', 1), ('comma', -1), ('comma', -1), ('comma', -1)):
            app.keys(key)
            number += step
            wait(lambda: telling.read_frame(Grab()) == number, 5, 'the picture %d by %s' % (number, key))
        same(app.status(), 'Paused', 'status')


@case
def follows_or_not():
    """Shift+G keeps the text where it is; G shows the line once; Shift+G follows again."""
    with open_episode() as app:
        app.go(AT)
        app.wait_line(HERE)
        place = app.settle()
        app.keys('shift+g')
        app.wait_focus('^Play$')
        app.mpris_seek(250)
        app.wait_for('seek')
        wait(lambda: Grab().find(0xfff1b8) is None, 5, 'the line to be out of view')
        app.keys('g')
        app.lit_box()
        app.keys('shift+g')
        app.go(AT)
        app.wait_line(HERE)
        wait(lambda: app.lit_box() and abs(app.lit_box()[1] - place[1]) < 400, 5, 'the line in view again')


# Section by section: header, lines and Play, place, seek bar, smaller controls, text.
TOUR = ['Next line', 'Position label', 'Position', 'Speed 1.0×', 'SubRip subtitles', 'Transcript',
        'Back to the start page', 'rising, 5 min', 'Reading settings', 'Previous line', 'Play']


def luminance(pixel):
    parts = [value / 255 for value in pixel]
    red, green, blue = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pixel_pairs(before, after):
    """How many pixels changed from one colour to another: {(before, after): number}."""
    found = {}
    for y in range(before.height):
        old, new = before.row(y), after.row(y)
        if old == new:
            continue
        for x in range(0, 4 * before.width, 4):
            if old[x:x + 3] != new[x:x + 3]:
                pair = (old[x:x + 3][::-1], new[x:x + 3][::-1])
                found[pair] = found.get(pair, 0) + 1
    return found


def steady(app):
    """The screen once nothing moves on it."""
    seen = [None, 0.0]

    def still():
        grab, now = Grab(), time.monotonic()
        if seen[0] is None or grab.bytes != seen[0].bytes:
            seen[:] = grab, now
        return now - seen[1] > 0.3 and seen[0]
    return wait(still, 5, 'the screen to stand still')


@case
def tour():
    """A03, A05: one tour by Tab in its order, back to where it began, with a ring that is seen at each stop."""
    with open_episode() as app:
        app.wait_focus('^Play$')
        app.keys('F6', 'shift+F6')  # a key shows the rings
        app.wait_focus('^Play$')
        before, stops = steady(app), []
        for name in TOUR:
            app.keys('Tab')
            stop = wait(app.focused, 5, 'a focus').get_name()
            stops.append('Position label' if stop.endswith('seconds') else stop)
            after = steady(app)
            if stop != 'Transcript':    # its caret blinks; it has no ring, as texts have none
                pairs = pixel_pairs(before, after)
                seen = sum(n for (old, new), n in pairs.items() if contrast(old, new) >= 3)
                if seen < 60:
                    raise AssertionError('the ring at %s: %d pixels of contrast, of %d' % (stop, seen, sum(pairs.values())))
            before = after
        same([name for name, wanted in zip(stops, TOUR) if not name.startswith(wanted)], [], 'stops out of order')
        app.keys(*['shift+Tab'] * len(TOUR))
        app.wait_focus('^Play$')


@case
def space_and_k():
    """A36: Space presses the button in focus and plays elsewhere; K plays but in an entry."""
    with open_episode(video(), transcript()) as app:
        app.wait_focus('^Play$')
        for way, name, plays in ((('Tab', 'Tab', 'Tab'), '^Position$', True), (('Tab', 'Tab'), '^Transcript', True),
                                 (('shift+F6',), '^Picture', True), (('F6', 'F6', 'Tab'), '^Next line$', False)):
            app.keys(*way)
            app.wait_focus(name)
            app.keys('space')
            if plays:
                app.wait_status('Playing')
                app.keys('k')
            else:
                holds(lambda: app.status() == 'Paused', 0.3, 'paused')
                app.keys('k')
                app.wait_status('Playing')
                app.keys('k')
            app.wait_status('Paused')
        app.keys('ctrl+f')
        app.wait_focus('^Find in')
        entry = app.focused()
        app.type('k l,;')
        wait(lambda: app.text(entry) == 'k l,;', 5, 'letters in the entry')
        same(app.status(), 'Paused', 'status')


@case
def dialogs():
    """A33: every dialog opens with a focus, closes by Escape, and gives the focus back."""
    with open_episode() as app:
        app.wait_focus('^Play$')
        main_window, = windows(app)
        for name in ('preferences', 'shortcuts', 'transcript-details', 'export'):
            app.act(name)
            dialog = wait(lambda: next((w for w in windows(app) if w != main_window), None), 5, name + ' to open')
            wait(lambda: any('focused' in app.states(a) for a in app.walk(dialog, leaves=())), 5, 'a focus in ' + name)
            app.keys('Escape')
            wait(lambda: len(windows(app)) == 1, 5, name + ' to close by Escape')
            app.wait_focus('^Play$')


main()
