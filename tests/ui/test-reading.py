#!/usr/bin/python3
"""One transcript in three readings: lines, sentences and paragraphs, and back, without losing anything."""
from case import case, main, make, near, open_episode, same, sound, telling, wait

# Sentences that lines cut, and lines in which one ends: (start, end, text).
LINES = [
    (2, 4, 'S000 Le souffleur lit la pièce'),
    (4, 6, 'en même temps que les comédiens. S001 Il'),
    (6, 8, 'parle tout bas. S002 Personne'),
    (8, 10, 'ne l’entend.'),
    (24, 26, 'S003 Après le trou'),
    (26, 28, 'vient la suite.'),
]
SENTENCES = ['S000 Le souffleur lit la pièce en même temps que les comédiens.', 'S001 Il parle tout bas.',
             'S002 Personne ne l’entend.', 'S003 Après le trou vient la suite.']
MORE = [(30 + 3 * i, 33 + 3 * i, 'T%03d Une phrase de plus pour faire défiler le texte.' % i) for i in range(80)]


def write(path):
    telling.write_srt(path, LINES + MORE)


def open_here():
    return open_episode(sound(), make('sentences.srt', write))


def open_settings(app):
    wait(lambda: app.is_focused('^Reading settings$') or app.keys('shift+Tab'), 30, 'the button')
    app.keys('space')
    app.wait_focus('^Smaller text')


def read_by(app, name, *steps):
    """By the popover beside the text, with the keyboard: steps from the one that is chosen."""
    # With the keyboard all the way: a popover that a click opens needs to grab the pointer, which the
    # window manager may hold on to just then.
    open_settings(app)
    app.keys('Tab', 'Tab', 'Tab', *steps)
    app.wait_focus(name)
    app.keys('space', 'Escape')
    app.wait_focus('^Reading settings')


def lit(app):
    found = app.highlight(app.view())
    return found[2] if found else None


@case
def sentences_are_units():
    """In sentences, what lines cut is one paragraph and is lit whole; back in lines nothing is lost"""
    with open_here() as app:
        app.go(5)
        wait(lambda: lit(app) == LINES[1][2], 5, 'the line to be lit')
        read_by(app, '^Sentences$', 'Down')
        wait(lambda: app.text(app.view()).startswith('\n'.join(SENTENCES)), 5, 'sentences')
        # The line says the end of one and the beginning of another.
        same(lit(app), '\n'.join(SENTENCES[:2]), 'lit')
        app.go(9)
        wait(lambda: lit(app) == SENTENCES[2], 5, 'the third sentence')
        near(app.position(), 9, 0.05, 'the playhead')
        read_by(app, '^Lines', 'Up')
        wait(lambda: lit(app) == LINES[3][2], 5, 'the line')
        near(app.position(), 9, 0.05, 'the playhead')


@case
def paragraphs_flow():
    """In paragraphs the text flows, and the line is lit inside it"""
    with open_here() as app:
        app.go(7)
        read_by(app, '^Paragraphs$', 'Down', 'Down')
        wait(lambda: app.text(app.view()).startswith(' '.join(SENTENCES[:3]) + '\n'), 5, 'a paragraph up to the hole')
        wait(lambda: lit(app) == LINES[2][2], 5, 'the line')


@case
def selection_and_place_stay():
    """A selection, the caret and what is in view stay in another reading"""
    with open_here() as app:
        app.click_at(*app.locate(MORE[50][2][:4]), count=2)
        wait(lambda: app.selected_text() == 'T050', 5, 'the selection')
        app.keys('Escape')
        for name, *steps in ('^Sentences$', 'Down'), ('^Paragraphs$', 'Down'), ('^Plain', 'Down'), ('^Lines', 'Up', 'Up', 'Up'):
            read_by(app, name, *steps)
            wait(lambda: app.selected_text() == 'T050', 5, 'the selection in ' + name)


@case
def click_goes_to_line_under_it():
    """A click into the middle of a sentence goes to the line that says it"""
    with open_here() as app:
        read_by(app, '^Sentences$', 'Down')
        wait(lambda: app.text(app.view()).startswith(SENTENCES[0] + '\n'), 5, 'sentences')
        place = app.locate('temps')
        since = app.mark()
        app.click_at(*place)
        seek = app.wait_for('seek', since)
        near(seek['target_ns'] / 1e9, 4, 0.001, 'the line with the word')


@case
def plain_text_stands_still():
    """As plain text nothing is lit and nothing scrolls, and the playhead goes on"""
    with open_here() as app:
        read_by(app, '^Plain', 'Down', 'Down', 'Down')
        wait(lambda: app.text(app.view()).startswith(' '.join(SENTENCES[:3]) + '\n'), 5, 'paragraphs')
        app.go(120)
        near(app.position(), 120, 0.05, 'the playhead')
        same(lit(app), None, 'lit')
        # What was at the top still is: the end of the text has not come into view.
        same(app.trace('follow')[-1]['follow'], 'free', 'the state')
        read_by(app, '^Lines', 'Up', 'Up', 'Up')
        wait(lambda: lit(app) == MORE[30][2], 5, 'the line of the playhead')


@case
def page_of_its_own():
    """Font and spacing are a page of the reading settings: a key leads there, another back, a third out"""
    with open_here() as app:
        open_settings(app)
        app.keys('Tab', 'Tab', 'Tab', 'Tab')
        app.wait_focus('^Font and Spacing$')
        app.keys('space')
        app.wait_focus('^Back to the reading settings$')
        app.keys('space')
        app.wait_focus('^Font and Spacing$')
        app.keys('space')
        app.wait_focus('^Back to the reading settings$')
        app.keys('Tab', 'Tab', 'Tab')
        app.wait_focus('^Between Rows$')
        slider = app.focused()
        same(slider.get_description(), '1.5', 'what it says')
        app.keys('Right')
        wait(lambda: slider.get_description() == '1.6', 5, 'more room')
        app.keys('shift+Tab', 'shift+Tab', 'shift+Tab', 'shift+Tab')
        app.wait_focus('^Reset')
        app.keys('space')
        wait(lambda: slider.get_description() == '1.5', 5, 'the room as it was')
        app.keys('Escape')
        app.wait_focus('^Reading settings')


main()
