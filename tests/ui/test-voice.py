#!/usr/bin/python3
"""A line or a word is said aloud, with a recording and without one."""
import subprocess
import time

from case import SECOND, Recording, case, main, make, near, open_episode, same, transcript, wait
from telling import start_of

LINE = 1        # long enough to be cut short
AUDIBLE = 500   # of 32768


def heard(recording):
    """When the first and the last sound was, in seconds of the recording."""
    loud = [at for at, sample in enumerate(recording.samples) if abs(sample) > AUDIBLE]
    return (loud[0] / recording.rate, loud[-1] / recording.rate) if loud else (0, 0)


def wait_voice(app, state, since, secs=20):
    return app.wait_for('voice', since, secs, lambda e: e['state'] == state)


def choose(app, x, y, label):
    app.click_at(x, y, button=3)
    app.press(app.find('menu item', label))


@case
def line_without_recording():
    """A line is said from its menu, then by a key of a French keyboard, which Escape makes silent"""
    with open_episode(transcript()) as app:
        since = app.mark()
        with Recording() as recording:
            choose(app, *app.locate(LINE), '^Speak This Line$')
            wait_voice(app, 'silent', since)
        first, last = heard(recording)
        whole = last - first
        assert whole > 1.5, 'only %.1f s to be heard' % whole
        same(app.status(), 'Stopped')
        same(app.trace('seek', since), [], 'seeks')

        app.keys('Escape')
        subprocess.run(['setxkbmap', 'fr'], check=True)
        try:
            since = app.mark()
            with Recording() as recording:
                app.keys('ctrl+shift+p')
                wait_voice(app, 'speaking', since)
                time.sleep(0.8)     # to be heard
                app.keys('Escape')
                wait_voice(app, 'silent', since)
                time.sleep(0.5)     # not to be heard
                end = time.monotonic() - recording.started
        finally:
            subprocess.run(['setxkbmap', 'us'], check=True)
        first, last = heard(recording)
        assert 0 < last < end - 0.2 and last - first < whole - 0.5, 'heard from %.1f to %.1f s of %.1f' % (first, last, end)
        same(len(app.trace('voice', since)), 2, 'the times it spoke or fell silent')


@case
def word_within_recording():
    """The recording is silent while a word is said, and goes on from there; Play is louder than the voice"""
    with open_episode() as app:
        app.go(start_of(LINE))
        place = app.locate(LINE + 1)
        since = app.mark()
        app.click_at(*place, count=2)
        wait(lambda: app.selected_text() == 'N%03d' % (LINE + 1), 5, 'the word')
        app.wait_for('seek', since, test=lambda e: abs(e['target_ns'] / SECOND - start_of(LINE)) < 0.0005)
        app.keys('Escape')
        near(app.position(), start_of(LINE), 0.01, 'the place')
        app.play()
        since = app.mark()
        app.keys('ctrl+shift+p')
        app.wait_for('state', since, test=lambda e: e['state'] == 'playing')
        found = [e['state'] for e in app.trace(None, since) if e['event'] in ('state', 'voice')]
        same(found, ['paused', 'speaking', 'silent', 'playing'], 'what happened')
        same(app.trace('seek', since), [], 'seeks')

        app.pause()
        since = app.mark()
        app.keys('ctrl+shift+p')
        wait_voice(app, 'speaking', since)
        app.keys('k')
        app.wait_status('Playing')
        wait_voice(app, 'silent', since)
        same([e['state'] for e in app.trace('state', since)], ['playing'], 'what happened')


FRENCH = ('Bonsoir à toutes et à tous, et bienvenue dans cette émission.',
          'Nous sommes avec celle qui souffle le texte aux comédiens depuis le bord de la scène.')


def write_french(path):
    with open(path, 'w', encoding='utf-8') as file:
        for i, text in enumerate(FRENCH):
            file.write('%d\n00:00:%02d,000 --> 00:00:%02d,000\n%s\n\n' % (i + 1, 4 * i + 1, 4 * i + 4, text))


@case
def language_of_the_words():
    """A text that does not say which language it is in is said in that of its words, not of the desktop"""
    with open_episode(make('bonsoir.srt', write_french)) as app:
        since = app.mark()
        app.keys('ctrl+shift+p')
        same(app.wait_for('speak', since)['language'], 'fr', 'the language')
        wait_voice(app, 'speaking', since)
        app.keys('Escape')


main()
