#!/usr/bin/python3
"""A text that is early or late is moved until it fits the sound, and stays so."""
from case import Atspi, Grab, Home, Recording, case, main, near, open_episode, same, sound, transcript, wait
import telling


def wait_says(app, words):
    """The small line above the text."""
    wait(lambda: app.all('label', '^%s$' % words), 5, 'the line "%s"' % words)


@case
def by_keys_and_lines():
    """Z and N move the text, each step is undone, and it is the same the next day."""
    home = Home()
    with open_episode(home=home) as app:
        line_3, line_9 = telling.start_of(3), telling.start_of(9)
        app.go(line_3 + 0.2)
        app.wait_line(3)
        same(app.all('push button', '^Undo the last move'), [], 'a line about nothing')

        app.keys('shift+z', 'shift+z', 'shift+z')
        wait_says(app, 'Text 0.3 s later')
        app.wait_line(2)
        app.press(app.find('push button', '^Undo the last move'))
        wait_says(app, 'Text 0.2 s later')
        app.wait_line(3)
        app.act('redo-sync')
        wait_says(app, 'Text 0.3 s later')
        app.keys('z', 'z', 'z', 'z')
        wait_says(app, 'Text 0.1 s earlier')
        app.press(app.find('push button', '^Reset to the times'))
        wait(lambda: not app.all('label', '^Text 0'), 5, 'no word about it')

        # The line that the reader's caret went to is said now, then the one that is lit.
        app.wait_line(3)
        wait(lambda: app.is_focused('^Transcript$') or app.keys('F6'), 10, 'the focus in the text')
        app.keys('ctrl+Home', 'Down', 'Down', 'Down', 'Down', 'Down', 'n')
        caret = app.text(app.view())[:app.view().get_caret_offset()].count('\n')
        wait(lambda: app.line() not in (3, None), 5, 'another line')
        chosen = app.line()
        note_caret = app.text(app.view()).split('\n')[caret]
        same(note_caret.startswith('N%03d' % chosen), True, 'the line at the caret')
        later = line_3 + 0.2 - telling.start_of(chosen)
        wait_says(app, 'Text %.1f s earlier' % -later)
        app.go(line_9 + later)
        app.wait_line(9)
        app.go(line_9 + later + 1)
        app.wait_line(9)
        app.keys('n')
        wait_says(app, 'Text %.1f s earlier, at its end %.1f s earlier · 2 anchors' % (-later, -later - 1))

        # Between the two it is stretched.
        middle = telling.start_of(7)
        share = (middle - telling.start_of(chosen)) / (line_9 - telling.start_of(chosen))
        since = app.mark()
        app.go(middle + later + share + 0.05)
        app.wait_line(7)
        found = app.wait_for('line', since, test=lambda e: e['line'] == 7)
        near(found['start_ns'] / 1e9, middle + later + share, 0.02, 'the start of line 7')

        # What is saved says so.
        app.act('export')
        app.find('label', '^Times are saved as they are shown')
        app.keys('Escape')
    with open_episode(home=home) as app:
        wait_says(app, 'Text %.1f s earlier, at its end %.1f s earlier · 2 anchors' % (-later, -later - 1))


@case
def by_pointer():
    """A line is said now from its menu; the reader stays where he is, and so does a search."""
    with open_episode(sound(), transcript()) as app:
        app.go(telling.start_of(5))
        app.wait_line(5)
        x, y = app.locate(8)
        app.click_at(x, y, button=3)
        app.press(app.find('menu item', '^This Line Is Said Now$'))
        app.wait_line(8)
        wait_says(app, 'Text %.1f s earlier' % (telling.start_of(8) - telling.start_of(5)))
        same(len(app.all('label', '^1 of 1$')), 1, 'the search goes on')
        app.keys('Escape')


def ticks(samples):
    """When each tick begins, in seconds of the recording: something after a tenth of silence."""
    found, silent = [], telling.RATE
    for at, sample in enumerate(samples):
        if abs(sample) > 2000:
            if silent > telling.RATE // 10:
                found.append(at / telling.RATE)
            silent = 0
        else:
            silent += 1
    return found


def middle_lead(flashes, heard):
    """Seconds from the tick that is heard to the flash: the middle of several."""
    leads = [flash - min(heard, key=lambda tick: abs(tick - flash)) for flash in flashes]
    return sorted(leads)[len(leads) // 2]


@case
def sound_delay():
    """A disc is seen once a second when a tick is heard, later where the sound device is late (A40)."""
    with open_episode() as app:
        app.act('sound-delay')
        app.wait_focus('^Start$')
        app.keys('Return')
        app.find('push button', '^Stop$')
        # It begins its pace: see test-timing.py.
        wait(lambda: len([e for e in app.trace('line') if e['line'] >= 3]) > 0, 15, 'the third flash')
        left, top, width, _ = Grab().find(0x3584e4)     # the button; the disc is above it
        x, y = left + width // 2, top - 60
        wait(lambda: Grab().row(y)[4 * x + 1] < 90, 15, 'the disc')
        wait(lambda: Grab().row(y)[4 * x + 1] > 200, 5, 'the ring')
        spin = app.find('spin button', '^Sound later by')

        def flashes(since, count=3):
            wait(lambda: len([e for e in app.trace('line', since) if e['line'] >= 0]) > count, 20, 'the flashes')
            return [e['t_ns'] / 1e9 for e in app.trace('line', since) if e['line'] >= 0][1:]
        with Recording(rate=telling.RATE) as recording:
            before = flashes(app.mark())
            Atspi.Value.set_current_value(spin, 200)
            after = flashes(app.mark())
        heard = [recording.started + tick for tick in ticks(recording.samples)]
        near(middle_lead(after, heard) - middle_lead(before, heard), 0.2, 0.06, 'later by')
        near(min(b - a for a, b in zip(before, before[1:])), 1, 0.5, 'between two flashes')
        app.keys('Escape')
        wait(lambda: 'active' in app.states(app.find('frame')), 5, 'the window')
        saved = open(app.home.env['XDG_CONFIG_HOME'] + '/glib-2.0/settings/keyfile', encoding='utf-8').read()
        same("sound-delays={'null': 200}" in saved, True, 'kept for this device')


main()
