#!/usr/bin/python3
"""What Orca says, and above all what it does not: one Orca and one window for all cases."""
import atexit
import os
import re
import subprocess
import time

from case import PROGRAM, Atspi, GLib, Souffleur, case, main, make, near, same, slow_case, sound, telling, wait
from screenreader import Reader
from telling import end_of, start_of, text_of


INTERVAL = 1.6      # seconds that the announcer leaves between two things, and a bit


def write_vtt(path):
    """With a language, and with speakers."""
    def stamp(seconds):
        return telling.stamp(seconds).replace(',', '.')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('WEBVTT\nLanguage: fr\n\n')
        for i in range(telling.N_LINES):
            file.write('%s --> %s\n<v %s>%s\n\n' % (stamp(start_of(i)), stamp(end_of(i)),
                                                  'Anne' if i < 40 else 'Boris', text_of(i)))


class Scene:
    """Orca and the window, started once and left as they were: paused, at the start, focus on Play."""

    orca = app = None

    @classmethod
    def end(cls):
        if cls.app:
            cls.app.stop()
        if cls.orca:
            cls.orca.stop()
        cls.app = cls.orca = None

    def __enter__(self):
        if not Scene.app:
            Scene.orca = Reader()
            mark = Scene.orca.mark()
            Scene.app = Souffleur([sound(), make('spoken.vtt', write_vtt)])
            Scene.orca.app = Scene.app
            Souffleur.running.remove(Scene.app)     # it goes on to the next case
            Scene.opening = mark
            Scene.app.ready()
            try:
                Scene.orca.wait_for('^Play', mark, 10)
            except AssertionError:      # it may not know a second program of the session
                Scene.orca.meet(Scene.app)
        orca, app = Scene.orca, Scene.app
        app.pause()
        if app.mpris('Rate') != 1:
            app.act('normal-speed')
        app.go(0)
        app.keys('Escape')
        self.focus('^Play$')
        self.rest()
        return orca, app

    def __exit__(self, kind, *_unused):
        if kind:
            print('# Orca said last: %r' % Scene.orca.heard()[-10:], flush=True)
            Scene.end()

    @classmethod
    def focus(cls, name):
        """By F6, from pane to pane."""
        for _ in range(8):
            if cls.app.is_focused(name):
                return
            cls.app.keys('F6')
            cls.orca.settle()
        raise AssertionError('F6 leads nowhere to ' + name)

    @staticmethod
    def rest():
        """Nothing waits to be said: what is said now is said at once."""
        Scene.orca.settle()
        while time.monotonic() < Scene.orca.said_at + INTERVAL:
            time.sleep(0.05)
            Scene.orca.settle()


atexit.register(Scene.end)


def go_to_text(orca, app, line):
    """The reading cursor on a line."""
    Scene.focus('^Transcript')
    start = app.text(app.view()).index(text_of(line))
    Atspi.Text.set_caret_offset(app.view(), start)
    wait(lambda: Atspi.Text.get_caret_offset(app.view()) == start, 5, 'the caret')
    orca.settle()


def once(heard, pattern):
    same([bool(re.search(pattern, text)) for text in heard], [True], 'heard %r, expected once %s' % (heard, pattern))


def count_events(secs):
    """How many object events the whole window sends in a while."""
    events, until = [], time.monotonic() + secs
    listener = Atspi.EventListener.new(lambda event, *_unused: events.append((event.type, event.detail1)))
    listener.register('object:')
    context = GLib.MainContext.default()
    while time.monotonic() < until:
        if not context.iteration(False):
            time.sleep(0.01)
    listener.deregister('object:')
    return events


@case
def opening_is_told():
    """Section 10: opening says the window, Play, and how much there is, each once"""
    with Scene() as (orca, _app):
        orca.wait_for('lines', Scene.opening)
        heard = orca.heard(Scene.opening)
        same([text for text in heard if 'lines' in text], ['5 minutes, 98 lines.'], 'the episode')
        same(len([text for text in heard if text.startswith('Play')]), 1, 'Play in %r' % heard)


def expect_silence(orca, app, place, secs=6):
    """Nothing is said while it plays with the focus on a place."""
    app.play()
    orca.settle()
    first, since = app.line(), orca.mark()
    events = count_events(secs)
    assert app.line() != first, 'no line changed meanwhile'
    same(orca.heard(since), [], 'said with the focus on ' + place)
    assert len(events) <= 2 * secs, '%d events in %d s with the focus on %s: %r' % (len(events), secs, place, events)
    app.pause()
    orca.settle()


@case
def playing_is_silent():
    """A07: while it plays nothing is said of the text, and at most two events a second are sent"""
    with Scene() as (orca, app):
        go_to_text(orca, app, 0)
        expect_silence(orca, app, 'the text')


@slow_case
def playing_is_silent_elsewhere():
    """A07: for a whole minute, and where the focus is on Play or in the search"""
    with Scene() as (orca, app):
        expect_silence(orca, app, 'Play', 60)
        app.keys('ctrl+f')
        app.wait_focus('^Find in')
        expect_silence(orca, app, 'the search', 60)
        app.keys('Escape')
        go_to_text(orca, app, 0)
        expect_silence(orca, app, 'the text', 60)


@case
def lines_are_read_once():
    """A08: Down in the transcript says the line, once and alone"""
    with Scene() as (orca, app):
        go_to_text(orca, app, 0)
        for line in range(1, 3):
            same(orca.listen(lambda: app.keys('Down')), [text_of(line)], 'the line')
        same(orca.listen(lambda: app.keys('Up')), [text_of(1)], 'the line before')


@case
def enter_says_where():
    """A09: Enter on a line goes there and says so; Shift+Enter goes there without playing"""
    with Scene() as (orca, app):
        go_to_text(orca, app, 4)
        since, trace = orca.mark(), app.mark()
        app.keys('shift+Return')
        found = app.wait_for('seek', trace)
        near(found['target_ns'] / 1e9, start_of(4), 0.1, 'the target')
        orca.wait_for('^%d seconds$' % start_of(4), since)
        same(app.status(), 'Paused')
        near(app.position(), start_of(4), 0.1, 'the playhead')
        Scene.rest()
        go_to_text(orca, app, 5)
        since = orca.mark()
        app.keys('Return')
        app.wait_status('Playing')
        orca.wait_for('^Playing from %d seconds$' % start_of(5), since)
        Scene.rest()
        once(orca.heard(since), '^Playing from')


@case
def changes_are_told_once():
    """A10: speed, following, reading mode, captions, copying: told once, the focus stays"""
    with Scene() as (orca, app):
        go_to_text(orca, app, 1)
        mode = [GLib.Variant('s', 'sentences')], [GLib.Variant('s', 'lines')]
        since = orca.mark()
        changes = (
                (lambda: app.keys('greater'), r'^Speed 1\.1$'),
                (lambda: app.keys('g'), '^Following'),
                (lambda: app.act('reading-mode', mode[0]), '^Sentences$'),
                (lambda: app.act('reading-mode', mode[1]), '^Lines'),
                (lambda: app.keys('c'), '^Captions o'),
                (lambda: app.keys('c'), '^Captions o'),
                (lambda: app.keys('ctrl+c'), '^Copied$'),
                (lambda: app.keys('l'), '^[0-9]+ seconds$'))
        for act, pattern in changes:
            mark = orca.mark()
            act()
            orca.wait_for(pattern, mark)
            app.wait_focus('^Transcript')
        Scene.rest()
        heard = orca.heard(since)
        same([bool(re.search(pattern, text)) for text, (_act, pattern) in zip(heard, changes)], [True] * len(changes),
             'heard %r' % heard)
        same(len(heard), len(changes), 'how often something was said, %r' % heard)


@case
def haste_is_one_word():
    """A10: of many changes at once the first and the last are told"""
    with Scene() as (orca, app):
        since = orca.mark()
        app.keys(*['greater'] * 6)
        orca.wait_for(r'^Speed 1\.6$', since)
        Scene.rest()
        heard = orca.heard(since)
        assert len(heard) <= 3 and heard[-1] == 'Speed 1.6', heard


@case
def where_am_i():
    """A12: Ctrl+I says line, speaker and time; what is lit is a run of attributes"""
    with Scene() as (orca, app):
        app.go(start_of(45) + 0.5)
        text = text_of(45)
        wait(lambda: (app.highlight(app.view()) or [0, 0, ''])[2] == text, 5, 'the line to be lit')
        Scene.rest()
        since = orca.mark()
        app.keys('ctrl+i')
        orca.wait_for('.', since)
        same(orca.heard(since), ['Line 46 of 98, Boris, ' + words(start_of(45) + 0.5)])


def words(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    parts = [(minutes, 'minute'), (seconds, 'second')]
    return ' '.join('%d %s%s' % (n, unit, '' if n == 1 else 's') for n, unit in parts if n)


@case
def text_has_its_language():
    """A13: the language of the transcript is an attribute of its text"""
    with Scene() as (_orca, app):
        end = len(app.text(app.view()))
        found = app.runs(app.view(), 'language')
        same([(start, stop, value) for start, stop, value in found], [(0, end, 'fr')], 'the languages')


@case
def caret_stays():
    """A31: caret and selection survive a line change, a seek and a pause"""
    with Scene() as (orca, app):
        go_to_text(orca, app, 2)
        app.keys('shift+ctrl+Right', 'shift+ctrl+Right')
        wait(app.selection, 5, 'a selection')
        caret, selection = Atspi.Text.get_caret_offset(app.view()), app.selection()
        app.play()
        first = app.line()
        wait(lambda: app.line() not in (None, first), 10, 'the next line')
        app.go(60)
        app.pause()
        same(Atspi.Text.get_caret_offset(app.view()), caret, 'the caret')
        same(app.selection(), selection, 'the selection')


@case
def results_are_told():
    """A32: the number of results is told, then each with its line; Escape goes back"""
    with Scene() as (orca, app):
        since = orca.mark()
        app.keys('ctrl+f')
        orca.wait_for('Find in the transcript entry', since)
        since = orca.mark()
        app.type('N01')
        orca.wait_for('^10 results$', since)
        Scene.rest()
        assert len([text for text in orca.heard(since) if 'results' in text]) <= 2, orca.heard(since)
        since = orca.mark()
        app.keys('Return')
        orca.wait_for('^2 of 10, N011 ', since)
        Scene.rest()
        since = orca.mark()
        app.keys('shift+Return')
        orca.wait_for('^1 of 10, N010 ', since)
        app.keys('ctrl+a', 'BackSpace', 'Escape')
        orca.wait_for('^Play', since)
        app.wait_focus('^Play$')


@case
def help_is_read():
    """A39: the help opens with its first page, which is read line by line"""
    with Scene() as (orca, app):
        since = orca.mark()
        app.keys('F1')
        orca.wait_for('^Help dialog', since)
        orca.wait_for('^First Steps', since)
        orca.settle()
        since = orca.mark()
        app.keys('Down')
        orca.wait_for('^Souffleur plays a recording beside its transcript', since)
        app.keys('Escape')
        app.wait_focus('^Play$')


@slow_case
def statement_is_read():
    """A39: each page of the help tells its title, and the last is the statement on access"""
    with Scene() as (orca, app):
        since = orca.mark()
        app.keys('F1')
        orca.wait_for('^First Steps', since)
        while not any(text.startswith('Accessibility Statement') for text in orca.heard(since)):
            mark = orca.mark()
            app.keys('alt+Page_Down')
            orca.wait_for('.', mark)    # there is a next page, and it is told
            orca.settle(0.1)
        since = orca.mark()
        app.keys('Down')
        orca.wait_for('^Souffleur is made to be used', since)
        app.keys('Escape')
        app.wait_focus('^Play$')


@case
def keys_are_read():
    """A39: the list of keys opens in its search, and each row says what it does and by which key"""
    with Scene() as (orca, app):
        since = orca.mark()
        app.keys('ctrl+question')
        orca.wait_for('^Search keys entry', since)
        since = orca.mark()
        app.keys('Tab')
        orca.wait_for('^Play or pause: Space, K', since)
        app.keys('Escape')
        app.wait_focus('^Play$')


DIALOGS = {'preferences': 'Preferences', 'transcript-details': 'Transcript', 'export': 'Save Transcript As',
           'sound-delay': 'Sound Delay', 'paste': 'Paste a Transcript'}


def about(app):
    app.bus.call_sync('io.github.souffleur.Souffleur', '/io/github/souffleur/Souffleur', 'org.gtk.Actions', 'Activate',
                      GLib.Variant('(sava{sv})', ('about', [], {})), None, 0, 3000, None)


@case
def menus_have_names():
    """A01: no class of a toolkit was ever said, in menus and dialogs neither"""
    with Scene() as (orca, app):
        for key in ('F10', 'Down', 'Escape'):
            orca.listen(lambda: app.keys(key))
        orca.listen(lambda: app.act('copy'))    # for the dialog that shows what is pasted
        for action, title in DIALOGS.items():
            heard = orca.listen(lambda: app.act(action))
            assert title + ' dialog' in heard[:-1], '%s says %r: no title, or nothing after it' % (action, heard)
            app.keys('Escape')
            wait(lambda: 'active' in app.states(app.find('frame')), 5, 'the window')
        for act in (lambda: app.act('notes'), lambda: about(app)):
            assert orca.listen(act), 'it opens without a word'
            orca.listen(lambda: app.keys('Escape'))
        bad = [text for text in orca.heard() if re.search(r'\b(Gtk|Adw|Sfl)[A-Z]', text)]
        same(bad, [], 'said')


@case
def errors_can_be_read_again():
    """A38: what went wrong is said in words, stands in the window, and is not lost in haste"""
    with Scene() as (orca, app):
        path = make('broken.srt', lambda path: open(path, 'wb').write(bytes(range(256)) * 40))
        since = orca.mark()
        app.keys('greater', 'greater')
        hand_over(app, path)
        said = orca.wait_for('[Nn]ot|cannot|no ', since, 10)
        assert not re.search(r'0x|Error|GError|error [0-9]', said), said
        wait(lambda: any(said.strip('.') in app.words(a) for a in app.walk(leaves=())), 5, 'it in the window')


def hand_over(app, *files):
    """Gives files to the window that runs, as a file manager does."""
    subprocess.run([PROGRAM, *files], env=dict(os.environ, **app.home.env), check=True, timeout=20)


main()
