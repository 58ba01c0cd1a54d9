#!/usr/bin/python3
"""Chapters: their titles stand in the text, and lead to where they begin."""
from case import Atspi, case, main, near, open_episode, same, wait
from chapters import BELOW, CHAPTERS, TITLES, recording, recording_without_text
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


@case
def panel_by_keys():
    """A03, A33: F9 shows chapters and notes: Return goes to one, Tab leaves the list, Escape goes back"""
    with open_episode(recording()) as app:
        app.go(50)
        app.wait_focus('^Play$')
        app.keys('F9')
        app.wait_focus('^Acte deux, 44 seconds, current chapter$')
        since = app.mark()
        app.keys('Down', 'Return')
        near(app.wait_for('seek', since)['target_ns'] / 1e9, CHAPTERS[3][0], 0.001, 'the chapter')
        app.wait_focus('^La scène .*, 1 minute 39 seconds, current chapter$')
        rows = app.focused().get_parent()
        app.find('list item', '^Acte deux, 44 seconds$', top=rows)
        app.keys('Tab')
        app.wait_focus('^chapters$')    # the title, in the notes
        app.keys('shift+Tab')
        wait(lambda: app.focused().get_role_name() == 'list item', 5, 'the list again')

        # It follows what is played.
        app.mpris_seek(CHAPTERS[4][0] + 5)
        app.find('list item', '^Acte trois, .* current chapter$', top=rows)
        app.keys('Escape')
        app.wait_focus('^Play$')

        # By the window's title.
        wait(lambda: app.is_focused('^chapters, 5 min · 98 lines, Chapters and Notes$') or app.keys('shift+Tab'),
             30, 'the title')
        app.keys('space')
        app.wait_focus('^Acte trois, .* current chapter$')
        app.keys('Escape')
        app.wait_focus('^chapters, 5 min')


@case
def keys_go_from_chapter_to_chapter():
    """Alt+Page Down and Alt+Page Up go to the next and the previous chapter, and say its title"""
    with open_episode(recording()) as app:
        app.go(40)
        for key, chapter in (('Page_Up', 1), ('Page_Up', 0), ('Page_Down', 1), ('Page_Down', 2)):
            since = app.mark()
            app.keys('alt+' + key)
            near(app.wait_for('seek', since)['target_ns'] / 1e9, CHAPTERS[chapter][0], 0.001, TITLES[chapter])
        app.wait_said(TITLES[2])
        same(app.is_focused('^Play$'), True, 'the focus stays')
        app.go(290)
        app.keys('alt+Page_Down')
        app.wait_said('No chapter after this')


@case
def chapters_without_a_transcript():
    """Where there is no transcript, the title tells of chapters, and a button shows them"""
    with open_episode(recording_without_text()) as app:
        app.find('push button', '^only chapters, 5 min · 7 chapters, Chapters and Notes$')
        app.press(app.find('push button', '^Show the Chapters$'))
        app.wait_focus('^Ouverture, 0 seconds, current chapter$')
        app.keys('Escape')


@case
def nothing_without_chapters():
    """Without chapters there is no empty list, and no heading"""
    with open_episode() as app:
        same(app.text(app.view()).split('\n'), [text_of(line) for line in range(N_LINES)], 'the text')
        app.keys('alt+Page_Down')
        app.wait_said('This episode has no chapters')
        app.keys('F9')
        app.wait_focus('^rising$')  # the title, in the notes
        same([a for a in app.walk(leaves=()) if a.get_role_name() in ('list', 'list item')], [], 'lists')
        app.keys('Escape')
        app.wait_focus('^Play$')
        app.keys('F10')

        def entries():
            return [a.get_name() for a in app.walk(leaves=()) if a.get_role_name() == 'menu item']
        wait(lambda: 'About This Episode' in entries(), 5, 'the menu')
        same(entries().count('About This Episode'), 1, 'entries for the notes')


main()
