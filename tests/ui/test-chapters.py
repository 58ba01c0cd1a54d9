#!/usr/bin/python3
"""Chapters: their titles stand in the text, and lead to where they begin."""
from case import Atspi, case, main, near, open_episode, same, wait
from chapters import BELOW, CHAPTERS, TITLES, recording
from telling import N_LINES, text_of


def expected():
    rows = []
    for line in range(N_LINES):
        rows += [title for title, below in zip(TITLES, BELOW) if below == line]
        rows.append(text_of(line))
    return rows


def copied(app):
    """What Ctrl+C takes, as pasted into the entry of the find bar."""
    app.keys('ctrl+c', 'ctrl+f')
    app.wait_focus('^Find in')
    entry = app.focused()
    app.keys('ctrl+a', 'ctrl+v')
    found = wait(lambda: '\n' in app.text(entry) and app.text(entry), 5, 'the text on the clipboard')
    app.keys('Escape')
    return found


def is_heading(app, start):
    attributes, _, _ = Atspi.Text.get_attribute_run(app.view(), start, False)
    return attributes.get('weight') == '700' and float(attributes.get('scale', 1)) > 1


@case
def titles_stand_in_the_text():
    """The titles stand above the lines that begin the chapters, as headings; a click on one goes there"""
    with open_episode(recording()) as app:
        text = app.text(app.view())
        same(text.split('\n'), expected(), 'the text')
        for title in TITLES:
            assert is_heading(app, text.index(title)), title
        assert not is_heading(app, text.index(text_of(10)))

        app.go(31)
        app.wait_line(10)
        same(app.highlight(app.view())[2], text_of(10), 'lit')
        x, y, _, height = app.settle()
        since = app.mark()
        app.click_at(x + 40, y - height)
        near(app.wait_for('seek', since)['target_ns'] / 1e9, CHAPTERS[1][0], 0.001, 'the chapter')
        app.pause()

        # What is copied is what was said.
        app.keys('Home', 'Up', *['shift+Down'] * 2, *['shift+Right'] * 4)
        same(app.selected_text(), '\n'.join([text_of(9), TITLES[1], 'N010']), 'selected')
        same(copied(app), text_of(9) + '\nN010', 'copied')


main()
