#!/usr/bin/python3
"""Everything that can have the focus has a name: in each page, menu, popover and dialog, in two languages.

Nothing is listed here: the dialogs are what the actions of the window open, the popovers what its
menu buttons open, so what is added to the window is looked at without a word in this file.
"""
import re

from case import Atspi, GLib, Souffleur, case, main, note, open_episode, same, slow_case, wait
from case import sound, transcript, video

# Actions that end something, or lead to a dialog that is not ours.
NOT_TRIED = {'close-episode', 'open', 'attach', 'fullscreen', 'open-sample', 'paste', 'show-file', 'escape',
             'play-pause', 'menu', 'print'}
CLASS_NAME = re.compile(r'^(Gtk|Adw|Sfl)[A-Z]')
DIGITS = re.compile(r'\b\d+:\d\d\b')
# These say how times are written, in the file or by hand: digits and all.
ABOUT_TIMES = re.compile(r'times like|minutage du type|\+30\b')
# A menu shows them beside the name.
ACCELERATOR = re.compile(r'^((Ctrl|Alt|Shift|Super|Maj)\+.|F\d+$)')
LABELLED = {'push button', 'button', 'toggle button', 'menu item', 'check box', 'radio button', 'check menu item',
            'radio menu item', 'link'}
# What is in the text is the text.
TEXT = {'text'}


def is_shown(accessible):
    """GTK calls visible what no page shows; it has no size, however.  The page itself is nothing to see."""
    try:
        if accessible.get_component_iface() is None:
            return True
        extents = Atspi.Component.get_extents(accessible, Atspi.CoordType.WINDOW)
    except GLib.Error:
        return False
    return extents.width > 0 and extents.height > 0


def every(app, top=None):
    """top, a window or a part of one, or all windows, and what is shown below, breadth first."""
    todo = [top] if top else windows(app)
    while todo:
        accessible = todo.pop(0)
        if not is_shown(accessible):
            continue
        yield accessible
        try:
            if accessible.get_role_name() not in TEXT:
                todo += [accessible.get_child_at_index(i) for i in range(accessible.get_child_count())]
        except GLib.Error:      # it went meanwhile
            pass


def focused_in(app, top):
    """As app.focused(), which asks everything there is."""
    return next((a for a in every(app, top) if 'focused' in app.states(a)), None)


def look(app, top, where, faults):
    """Adds to faults what is not as it should be in top and below."""
    n_focusable = 0
    for accessible in every(app, top):
        try:
            role, name, states = accessible.get_role_name(), accessible.get_name() or '', app.states(accessible)
            description = accessible.get_description() or ''
        except GLib.Error:      # it went meanwhile
            continue
        what = '%s: %s %r' % (where, role, name)
        if 'focusable' in states:
            n_focusable += 1
            if not name.strip() and not app.words(accessible).strip() and not app.passes_on(accessible):
                parent = accessible.get_parent()
                faults.append('A01 %s has no name, in %s %r' % (what, parent.get_role_name(), parent.get_name()))
            if CLASS_NAME.match(name):
                faults.append('A01 %s is called after its class' % what)
        if ('focusable' in states or role == 'label') and not ABOUT_TIMES.search(name + description):
            for text in (name, description):
                if DIGITS.search(text):
                    faults.append('A11 %s has a time in digits: %r' % (what, text))
        if role in LABELLED and 'focusable' in states and name:
            for label in every(app, accessible):
                shown = (label.get_name() or '').strip() if label.get_role_name() == 'label' else ''
                if shown and shown not in name + description and not ACCELERATOR.match(shown):
                    faults.append('A02 %s shows %r' % (what, shown))
    return n_focusable


def windows(app):
    return [app.root.get_child_at_index(i) for i in range(app.root.get_child_count())]


def opens_popover(app, button):
    """GTK 4.8 has a button of the same name in a menu button; later it says what it has."""
    if {'expandable', 'has-popup'} & app.states(button):
        return True
    parent = button.get_parent()
    return button.get_role_name() == parent.get_role_name() == 'push button' and button.get_name() == parent.get_name()


def leads_to_page(accessible):
    """A row with words and an arrow."""
    if accessible.get_role_name() not in ('push button', 'button'):
        return False
    roles = {a.get_role_name() for a in Souffleur.walk(None, accessible)}
    return 'label' in roles and bool(roles & {'icon', 'image'})


def look_at_pages(app, popover, where, faults):
    """Turns to each page of a popover, and back by what has the focus there."""
    seen = []
    for row in [a for a in every(app, popover) if a != popover and leads_to_page(a)]:
        name, before = row.get_name(), focused_in(app, popover)
        app.press(row)
        wait(lambda: len(windows(app)) > 1 or focused_in(app, popover) not in (None, before, row), 5, 'the page ' + name)
        if len(windows(app)) > 1:       # a dialog, which its action opens, too
            close(app, windows(app)[1])
            break
        back = focused_in(app, popover)
        assert look(app, popover, '%s, %s' % (where, name), faults), name + ' has nothing to focus'
        seen.append(name)
        app.press(back)
        wait(lambda: 'focused' in app.states(row), 5, 'the way back from ' + name)
    return seen


def look_at_popovers(app, where, faults):
    """Opens each menu button of the window that is shown."""
    seen = []
    for button in [a for a in every(app) if opens_popover(app, a)]:
        name, popover = button.get_name(), button.get_parent()
        try:
            app.press(button)
        except (GLib.Error, RuntimeError):
            continue
        try:
            wait(lambda: focused_in(app, popover) not in (None, button), 2)
        except TimeoutError:
            continue
        if look(app, popover, '%s, %s' % (where, name), faults):
            seen.append(name)
        seen += look_at_pages(app, popover, '%s, %s' % (where, name), faults)
        app.keys('Escape')
    return seen


def close(app, window):
    """By its button: Escape goes to the window that has the keyboard, which the window manager may not
    give to one that no key has opened."""
    for accessible in every(app, window):
        if accessible.get_role_name() in ('push button', 'button') and re.search(
                '^(Close|Fermer|Cancel|Annuler)$', accessible.get_name()):
            app.press(accessible)
            return
    app.keys('Escape')


def look_at_dialogs(app, where, faults):
    """Activates what takes no parameter, and looks at the window that comes of it."""
    names = app.bus.call_sync('io.github.souffleur.Souffleur', '/io/github/souffleur/Souffleur/window/1',
                              'org.gtk.Actions', 'DescribeAll', None, None, 0, 3000, None).unpack()[0]
    seen = []
    for name, (enabled, parameter, _state) in sorted(names.items()):
        if not enabled or parameter or name in NOT_TRIED:
            continue
        app.act(name)
        try:
            wait(lambda: len(windows(app)) > 1, 0.1)
        except TimeoutError:
            if name == 'find':      # a bar of the window itself
                seen.append(name)
                look(app, None, '%s, %s' % (where, name), faults)
            app.keys('Escape')      # it may be a popover
            continue
        seen.append(name)
        for window in windows(app)[1:]:
            if window.get_role_name() != 'file chooser':
                assert look(app, window, '%s, %s' % (where, name), faults), name + ' has nothing to focus'
            close(app, window)
        wait(lambda: len(windows(app)) == 1, 5, name + ' to be closed')
    return seen


def look_everywhere(env):
    faults = []
    with Souffleur(env=env) as app:
        app.find('push button', secs=30)
        look(app, None, 'start', faults)
    with open_episode(video(), transcript(), env=env) as app:
        n = look(app, None, 'episode', faults)
        assert n > 12, 'only %d can have the focus' % n
        popovers = look_at_popovers(app, 'episode', faults)
        note('popovers: ' + ', '.join(popovers))
        assert len(popovers) >= 8, popovers
        dialogs = look_at_dialogs(app, 'episode', faults)
        note('dialogs: ' + ' '.join(dialogs))
        for wanted in ('find', 'preferences', 'transcript-details', 'export', 'clip'):
            assert wanted in dialogs, wanted + ' opens no window'
    for fault in sorted(set(faults)):
        note(fault)
    same(len(set(faults)), 0, 'faults')


@case
def english():
    """A01, A02, A11: names in English, that hold what is shown, with times in words"""
    look_everywhere({})


@slow_case
def french():
    """A01, A02, A11: and in French"""
    look_everywhere({'LC_ALL': 'xx_XX.UTF-8', 'LANGUAGE': 'fr'})


main()
