#!/usr/bin/python3
"""A text that is early or late is moved until it fits the sound, and stays so."""
from case import Home, case, main, open_episode, sound, transcript, near, same, wait
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


main()
