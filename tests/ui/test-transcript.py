#!/usr/bin/python3
"""What was understood of a transcript, another reading of it, and its way into other files."""
import os
import re
import subprocess
import sys

from case import SECOND, Atspi, GLib, Home, Skip, Souffleur, case, main, open_episode, run, same, sound, wait
from telling import text_of

CUES = [(1.0, 2.5, 'Alice: Bonjour à tous.'), (3.0, 4.25, 'Bob: Bienvenue.'), (5.0, 6.5, 'Alice: Merci & au revoir.')]


def clock(seconds, separator):
    ms = round(seconds * 1000)
    return '%02d:%02d:%02d%s%03d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, separator, ms % 1000)


def make_srt(cues=CUES):
    return ''.join('%d\n%s --> %s\n%s\n\n' % (i + 1, clock(start, ','), clock(end, ','), text)
                   for i, (start, end, text) in enumerate(cues))


VTT = 'WEBVTT\n\nNOTE from a page\n\n' + ''.join(
    '%s --> %s align:start\n<v %s>%s</v>\n\n' % (clock(s, '.'), clock(e, '.'), *t.replace('&', '&amp;').split(': '))
    for s, e, t in CUES)

ASS = '''[Script Info]
Title: Essai

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
''' + ''.join('Dialogue: 0,0:00:0%.2f,0:00:0%.2f,Default,%s,0,0,0,,%s\n' % (s, e, *t.split(': ')) for s, e, t in CUES)

JSON = '{"segments": [%s]}' % ', '.join(
    '{"start": %g, "end": %g, "text": " %s", "speaker": "%s"}' % (s, e, *reversed(t.split(': '))) for s, e, t in CUES)


def write(name, text, encoding='utf-8', folder=None):
    path = os.path.join(folder or Home().path, name)
    with open(path, 'w', encoding=encoding) as file:
        file.write(text)
    return path


def windows(app, name):
    found = [app.root.get_child_at_index(i) for i in range(app.root.get_child_count())]
    return [a for a in found if a and re.search(name, a.get_name() or '')]


def window(app, name):
    return wait(lambda: windows(app, name), 5, 'the window ' + name)[0]


def details(app):
    """The dialog, as the menu opens it."""
    app.act('transcript-details')
    dialog = window(app, '^Transcript$')
    app.wait_focus('^Read As')
    return dialog


def shown(app):
    return [line for line in app.text(app.view()).split('\n') if line]


def facts(app, dialog):
    return [a.get_name() for a in app.all('list item', r'^\w+: ', dialog)]


def first_time(app):
    """Where a click on the first line goes, in seconds."""
    since = app.mark()
    app.mpris_seek(0)
    app.keys('ctrl+Down')
    event = app.wait_for('seek', since, test=lambda e: e['target_ns'] > 0)
    return event['target_ns'] / SECOND


def names_missing(app, top):
    """What can have the focus and has no name of its own.  What scrolls, and the box in a row that opens,
    can have it in GTK 4.18, but give it to what they hold."""
    def passes_on(a):
        return a.get_role_name() == 'scroll pane' or (
            a.get_role_name() == 'panel' and any(a.get_child_at_index(i).get_role_name() == 'list item'
                                                 for i in range(a.get_child_count())))
    return ['%s %r' % (a.get_role_name(), a.get_name()) for a in app.walk(top, leaves=())
            if 'focusable' in app.states(a) and not passes_on(a) and re.match('$|Gtk|Adw|Sfl', a.get_name() or '')]


@case
def small_line():
    """A line under the notes says format, lines, speakers and what was mended, and leads to the details."""
    path = write('talk.srt', make_srt() + '4\n00:00:09,000 --> 00:00:08,000\nBob: À bientôt.\n\n')
    with open_episode(sound(), path) as app:
        line = app.find('push button', r'^SubRip subtitles · 4 lines, times like 0:01 · 2 speakers · 1 place repaired$')
        same('understood' in line.get_description(), True, 'a description')
        app.find('push button', '^Details$')    # of the toast that says it once
        app.press(line)
        dialog = window(app, '^Transcript$')
        wait(lambda: len(facts(app, dialog)) >= 3, 5, 'the facts')
        same(facts(app, dialog)[:2], ['Format: SubRip subtitles', 'Lines: 4 lines, times like 0:01'], 'facts')
        app.find('list item', '^1 place repaired', dialog)
        wait(lambda: 'Line 14 of the file: 00:00:09,000 --> 00:00:08,000' in app.words(dialog), 5,
             'the line of the file')
        same(names_missing(app, dialog), [], 'without names')
        app.keys('Escape')
        wait(lambda: not windows(app, '^Transcript$'), 5, 'the dialog to close')


@case
def from_the_notes():
    """The notes lead to the details as well, by keys, and the focus is where it was before."""
    with open_episode(sound(), write('talk.srt', make_srt())) as app:
        app.wait_focus('^Play$')
        app.keys('F9')
        app.wait_focus('^rising$')      # the title, in the notes
        for _ in range(4):
            if app.is_focused('^SubRip subtitles'):
                break
            app.keys('Tab')
        app.wait_focus('^SubRip subtitles')
        app.keys('Return')
        window(app, '^Transcript$')
        app.wait_focus('^Read As')
        app.keys('Escape')
        wait(lambda: not windows(app, '^Transcript$'), 5, 'the details to close')
        wait(lambda: 'active' in app.states(app.find('frame')), 5, 'the window to be active')
        app.wait_focus('^Play$')


@case
def shift():
    """Times are shifted by the keyboard, seen at once, taken back, and the same the next day."""
    home = Home()
    path = write('talk.srt', make_srt())
    with open_episode(sound(), path, home=home) as app:
        same(first_time(app), 1.0, 'as the file says')
        app.go(3.5)
        dialog = details(app)
        spin = app.find('spin button', '^All times later by', dialog)
        for _ in range(12):
            if 'focused' in app.states(spin):
                break
            app.keys('Tab')
        app.keys('Up', 'Up', 'Up')
        app.find('label', '^1 second', dialog)
        app.keys('ctrl+a')
        app.type('2.5')
        app.keys('Return')
        wait(lambda: Atspi.Value.get_current_value(spin) == 2.5, 5, 'the number typed')
        app.find('push button', '^As It Was$', dialog)
        wait(lambda: app.all('label', '^7 seconds', dialog), 5, 'the shift in the preview')
        app.keys('Escape')
        wait(lambda: abs(app.position() - 3.5) < 0.05, 5, 'the playhead where it was')
        undo = app.find('push button', '^Undo$')
        same(first_time(app), 3.5, 'shifted')
        app.press(undo)
        wait(lambda: first_time(app) == 1.0, 5, 'as it was')

        dialog = details(app)
        spin = app.find('spin button', '^All times later by', dialog)
        Atspi.Value.set_current_value(spin, -0.5)
        app.press(app.find('push button', '^As It Was$', dialog))
        wait(lambda: Atspi.Value.get_current_value(spin) == 0, 5, 'the row as it was')
        Atspi.Value.set_current_value(spin, -0.5)
        app.find('push button', '^As It Was$', dialog)
        app.keys('Escape')
    with open_episode(sound(), home=home) as app:
        same(first_time(app), 0.5, 'the next day')


@case
def place():
    """Who reads elsewhere stays there when the text is read in another way."""
    with open_episode() as app:
        app.go(5)
        x, y, width, height = app.settle()
        app.wheel(x + width // 2, y + 100, 30)
        app.wait_for('follow', test=lambda e: e['follow'] == 'free')
        dialog = details(app)
        since = app.mark()
        Atspi.Value.set_current_value(app.find('spin button', '^All times', dialog), 0.1)
        app.wait_for('parsed', since)
        app.find('push button', '^As It Was$', dialog)
        app.keys('Escape')
        wait(lambda: not windows(app, '^Transcript$'), 5, 'the dialog to close')
        wait(lambda: app.trace('follow')[-1]['follow'] == 'free', 5, 'the reader to be left alone')
        same(app.line(), 1, 'the lit line')


@case
def charset():
    """A Polish file of Windows-1250 is read right once its encoding is chosen, with the keyboard alone."""
    path = write('talk.srt', make_srt([(1, 2, 'Zażółć gęślą jaźń.'), (3, 4, 'Dziękuję.')]), 'cp1250')
    with open_episode(path) as app:
        same(shown(app)[1] == 'Dziękuję.', False, 'nobody can know')
        dialog = details(app)
        for _ in range(16):
            if shown(app) == ['Zażółć gęślą jaźń.', 'Dziękuję.']:
                break
            since = app.mark()
            app.choose(dialog, 'Text Encoding', 1)
            app.wait_for('parsed', since)
        wait(lambda: shown(app) == ['Zażółć gęślą jaźń.', 'Dziękuję.'], 5, 'the right letters')
        app.press(app.find('push button', '^As It Was$', dialog))
        wait(lambda: shown(app)[1] != 'Dziękuję.', 5, 'as it was')


def save(app, form, path):
    """Saves in a form, as who chose it from the list does."""
    app.act('export-as', [GLib.Variant('s', form)])
    window(app, '^Save Transcript As$')
    wait(lambda: (lambda found: found and found.get_role_name() in ('entry', 'text'))(app.focused()), 10, 'the name')
    app.keys('ctrl+a')
    app.type(path)
    app.keys('Return')
    app.find('push button', '^Show in Folder$', secs=10)


@case
def export():
    """The list of forms says what is lost; what is saved as SubRip is what is shown, shift and all."""
    folder = Home().path
    with open_episode(write('talk.vtt', VTT)) as app:
        app.keys('ctrl+s')
        dialog = window(app, '^Save Transcript As$')
        rows = app.all('list item', None, dialog)
        if not rows:
            raise Skip('nothing is written yet')
        same(rows[0].get_name(), 'SubRip subtitles', 'the first form')
        app.wait_focus('^SubRip subtitles')
        plain = app.find('list item', '^Plain text', dialog)
        same('Times are not kept' in app.words(plain), True, app.words(plain))
        same(names_missing(app, dialog), [], 'without names')
        app.keys('Escape')

        dialog = details(app)
        Atspi.Value.set_current_value(app.find('spin button', '^All times', dialog), 1.5)
        app.find('push button', '^As It Was$', dialog)
        app.keys('Escape')
        path = os.path.join(folder, 'saved.srt')
        save(app, 'srt', path)
        before = shown(app)
    with open(path, encoding='utf-8') as file:
        times = re.findall(r'^(\S+) --> (\S+)', file.read(), re.M)
    same(times, [(clock(s + 1.5, ','), clock(e + 1.5, ',')) for s, e, _ in CUES], 'the times saved')
    same([name for name in os.listdir(folder) if name.startswith('saved')], ['saved.srt'], 'what is left')
    with open_episode(path) as app:
        same(shown(app), before, 'read back')


OWNER = '''
import gi, sys
gi.require_version('Gtk', '3.0'); gi.require_version('Gdk', '3.0')
from gi.repository import Gdk, Gtk
Gtk.Clipboard.get(Gdk.SELECTION_CLIPBOARD).set_text(sys.stdin.read(), -1)
print('ready', flush=True)
Gtk.main()
'''

DRAGGED = '''
import gi, sys
gi.require_version('Gtk', '3.0'); gi.require_version('Gdk', '3.0')
from gi.repository import Gdk, Gtk
uri = sys.stdin.read()
window = Gtk.Window(type=Gtk.WindowType.POPUP)
window.add(Gtk.EventBox())
window.get_child().set_size_request(40, 40)
box = window.get_child()
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect('drag-data-get', lambda box, context, data, info, time: data.set_uris([uri]))
window.move(0, 0)
window.show_all()
window.connect('map-event', lambda *_: print('ready', flush=True))
Gtk.main()
'''


class Other:
    """Another program, in GTK 3, given a text."""

    def __init__(self, program, text):
        self.proc = subprocess.Popen([sys.executable, '-c', program], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.proc.stdin.write(text)
        self.proc.stdin.close()
        if self.proc.stdout.readline() != 'ready\n':
            self.proc.wait()
            raise Skip('the other program needs GTK 3 for Python')

    def __enter__(self):
        return self

    def __exit__(self, *_unused):
        self.proc.terminate()
        self.proc.wait()


def drop(app, path):
    """A file from another program, onto the middle of the window, as a hand does it."""
    x, y, width, height = app.frame()
    with Other(DRAGGED, 'file://' + path):
        moves = []
        for step in range(1, 9):
            moves += ['mousemove', str(20 + (x + width // 2 - 20) * step // 8),
                      str(20 + (y + height // 2 - 20) * step // 8), 'sleep', '0.05']
        since = app.mark()
        run('xdotool', 'mousemove', '20', '20', 'mousedown', '1', *moves, 'sleep', '0.2', 'mouseup', '1')
        app.wait_for('parsed', since, secs=10)


@case
def drops():
    """A transcript of any form that is dropped joins the recording."""
    wanted = [text.split(': ')[1] for _, _, text in CUES]
    with open_episode(sound(), write('talk.srt', make_srt([(1, 2, 'Un autre texte.')]))) as app:
        for name, text in ('talk.json', JSON), ('talk.ass', ASS):
            drop(app, write(name, text))
            wait(lambda: [line for line in shown(app) if line in wanted] == wanted, 5, name)
            same(app.all('label', '^Bob$') != [] or 'Bob' in app.text(app.view()), True, 'speakers of ' + name)


@case
def paste():
    """A whole WebVTT file that is pasted is read as one."""
    with Other(OWNER, VTT), Souffleur() as app:
        app.find('push button', '^Paste')
        app.keys('ctrl+v')
        use = app.find('push button', '^Use This Text')
        wait(lambda: 'sensitive' in app.states(use), 5, 'the text to be read')
        app.press(use)
        view = app.transcript()
        wait(lambda: 'Merci & au revoir.' in app.text(view), 5, 'the text')
        same('-->' in app.text(view), False, 'times are not text')
        same('Alice' in app.text(view), True, 'speakers')


main()
