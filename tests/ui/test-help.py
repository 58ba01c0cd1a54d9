#!/usr/bin/python3
"""The help: every page in both languages, and read by keyboard."""
import os
import re
import xml.etree.ElementTree as ElementTree

from case import Atspi, GLib, case, main, open_episode, same, wait

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
HELP = os.path.join(ROOT, 'data', 'help')
LANGUAGES = ('en', 'fr')


def read(*path):
    with open(os.path.join(ROOT, *path), encoding='utf-8') as file:
        return file.read()


def pages():
    """In the order of the window."""
    listed = re.search(r'\bpages\[\] = \{(.*?)NULL', read('src', 'ui', 'sfl-help.c'), re.S).group(1)
    return re.findall(r'"([a-z-]+)"', listed)


def page(language, name):
    return read('data', 'help', language, name + '.page')


def titles(language):
    return [page(language, name).split('\n')[0][2:] for name in pages()]


def shown(language, name):
    """The text of a page as the window has it."""
    lines = [re.sub(r'^(##? |! \S+ )', '', line) for line in page(language, name).split('\n') if line]
    return re.sub(r'</?b>', '', '\n'.join(re.sub('^- ', '• ', line) for line in lines)).replace('&amp;', '&')


def translations():
    """What the interface says, in English: in French."""
    unquote = lambda text: ''.join(re.findall(r'"(.*)"', text)).replace('_', '')
    entry = r'msgid ((?:".*"\n)+)(?:msgid_plural (?:".*"\n)+)?msgstr(?:\[0\])? ((?:".*"\n?)+)'
    return {unquote(english): unquote(french) for english, french in re.findall(entry, read('po', 'fr.po'))}


@case
def pages_of_both_languages():
    """Every page is there in both languages, of one shape, well-formed, and packed"""
    packed = re.findall(r'<file>(.*?)</file>', read('data', 'help', 'help.gresource.xml'))
    pictures = set()
    for name in pages():
        shapes = []
        for language in LANGUAGES:
            text = page(language, name)
            same('%s/%s.page' % (language, name) in packed, True, '%s/%s is packed' % (language, name))
            same(text.startswith('# '), True, 'the title of %s/%s' % (language, name))
            for line in text.rstrip('\n').split('\n'):
                tags = {element.tag for element in ElementTree.fromstring('<p>%s</p>' % line).iter()}
                same(tags - {'p', 'b'}, set(), 'markup in %s/%s' % (language, name))
            shapes.append(re.findall(r'^(?:## |- |! \S+|(?=\w))', text, re.M))
            pictures |= set(re.findall(r'^! (\S+)', text, re.M))
        same(shapes[1], shapes[0], 'the shape of the French page ' + name)
    same(sorted(packed), sorted(['%s/%s.page' % (language, name) for language in LANGUAGES for name in pages()] +
                                ['pictures/' + picture for picture in pictures]), 'what is packed')
    size = sum(os.path.getsize(os.path.join(HELP, 'pictures', picture)) for picture in pictures)
    same(size < 500000, True, 'the pictures are small: %d bytes' % size)


@case
def names_of_the_interface():
    """What the help calls a button or a menu is what it says, in both languages"""
    french = translations()
    for name in pages():
        english_names, french_names = (re.findall(r'<b>(.*?)</b>', page(language, name)) for language in LANGUAGES)
        for word in english_names:
            same(word in french, True, '“%s” of %s in the interface' % (word, name))
        same(sorted(french_names), sorted(french[word] for word in english_names), 'names in the French ' + name)


class Focus:
    """What the accessibility bus tells of the focus: the names it comes to."""

    def __enter__(self):
        self.names = []
        self.listener = Atspi.EventListener.new(self.hear)
        self.listener.register('object:state-changed:focused')
        return self

    def hear(self, event):
        if event.detail1:
            self.names.append(event.source.get_name())

    def wait_for(self, name):
        def told():
            while GLib.MainContext.default().iteration(False):
                pass
            return name in self.names
        wait(told, 5, 'the focus to be told on ' + name)

    def __exit__(self, *_unused):
        self.listener.deregister('object:state-changed:focused')


def texts(app):
    return [text for text in app.all('text') if 'showing' in app.states(text)]


def wait_page(app, language, number):
    """The window of the help, with a page."""
    title = titles(language)[number]
    window = app.find('dialog', '^(Help|Aide)$')
    text = app.find('text', '^%s$' % re.escape(title), top=window)
    wait(lambda: app.text(text) == shown(language, pages()[number]), 5, 'the words of ' + title)
    wait(lambda: 'focused' in app.states(text), 5, 'the focus on ' + title)
    same(Atspi.Text.get_caret_offset(text), 0, 'the caret of ' + title)
    return window


def walk(app, language):
    """By keyboard: F1, every page, and Escape."""
    wait(lambda: app.focused(), 5, 'a focus')
    before = app.focused().get_name()
    with Focus() as focus:
        app.keys('F1')
        focus.wait_for(titles(language)[0])
    wait_page(app, language, 0)
    for number in range(1, len(pages())):
        app.keys('alt+Page_Down')
        wait_page(app, language, number)
    app.keys('alt+Page_Down')   # no further
    app.keys('alt+Page_Up')
    window = wait_page(app, language, len(pages()) - 2)
    app.keys('shift+Tab')       # the group of buttons, or the one of the window
    wait(lambda: not any('focused' in app.states(t) for t in texts(app)), 5, 'Tab to leave the text')
    for accessible in app.walk(window, leaves=()):
        states = app.states(accessible)
        if 'focusable' in states and 'showing' in states and not app.passes_on(accessible):
            same(re.search('^(Gtk|Adw|Sfl|$)', accessible.get_name() or ''), None,
                 'a name of what takes the focus, a %s' % accessible.get_role_name())
    app.keys('Escape')
    wait(lambda: app.root.get_child_count() == 1, 5, 'the help to close')
    wait(lambda: app.focused() is not None and app.focused().get_name() == before, 5, 'the focus on ' + before)


@case
def read_by_keyboard():
    """A39: F1 opens the help, every page is read by keyboard, Escape gives the focus back"""
    with open_episode() as app:
        app.wait_focus('^Play$')
        walk(app, 'en')
        # One looks and tries: the window of the episode is not shut off, nor is another help opened.
        app.keys('F1')
        wait_page(app, 'en', 0)
        app.act('help')
        app.mpris_call('Play')
        app.wait_status('Playing')
        same(app.root.get_child_count(), 2, 'windows')


@case
def read_in_french():
    """A39: who has a French interface has a French help"""
    with open_episode(env={'LANGUAGE': 'fr', 'LC_ALL': 'xx_XX.UTF-8'}) as app:
        app.keys('F1')
        wait_page(app, 'fr', 0)


main()
