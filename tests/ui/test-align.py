#!/usr/bin/python3
"""The words of an episode are aligned: seen, stopped, marked where they are said, taken back, kept."""
import random
import re
import wave

from case import (FOLDER, MS, Atspi, Home, Skip, Souffleur, case, main, make, near, note, os, run, same,
                  slow_case, sys, wait)
from spoken import Episode

SPEECH = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support', 'speech.py')
TIMES = 60


def speech(name):
    path = os.path.join(FOLDER, name)
    if not os.path.exists(path):
        run(sys.executable, SPEECH, FOLDER)
    return path


def write_long_sound(path):
    """It is listened to for some seconds at least, so that there is time to stop it."""
    with wave.open(speech('speech.wav'), 'rb') as once, wave.open(path, 'wb') as file:
        file.setparams(once.getparams())
        samples = once.readframes(once.getnframes())
        for _ in range(TIMES):
            file.writeframes(samples)


def write_long_text(path):
    with open(speech('speech.plain.txt'), encoding='utf-8') as once, open(path, 'w', encoding='utf-8') as file:
        file.write(once.read() * TIMES)


def spoken():
    """(start, end, word) of those that are long enough to stop in."""
    with open(speech('speech.words.tsv'), encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file]
    rows = [(float(start), float(end), word) for start, end, word in rows]
    return [row for row in rows if row[0] >= 0 and row[1] - row[0] > 0.25]


def wait_aligned(app):
    wait(lambda: app.all('label', r'^Aligned: \d+ %'), 30, 'the message that it is done')


def marked_word(app, seconds):
    """When the word begins that is marked there."""
    since = app.mark()
    app.go(seconds)
    return app.wait_for('word', since, test=lambda e: e['word'] >= 0)['start_ns'] / 1e9


@case
def aligned():
    """A text is aligned: its words are marked where they are said, until that is undone, and the next day."""
    home = Home()
    with Souffleur([speech('speech.wav'), speech('speech.txt')], home=home) as app:
        app.ready()
        app.act('align-words')
        app.wait_focus('^Align$')
        same(len(app.all('label', '^French$')) > 0, True, 'the language of the text')
        app.keys('Return')
        wait_aligned(app)
        words = spoken()
        same(len(words) > 20, True, 'long words')
        near = [word for start, end, word in words[::5]
                if abs(marked_word(app, (start + end) / 2) - start) < 0.06]
        same(len(near) >= len(words[::5]) - 1, True, 'words marked where they are said: %s' % near)
        app.press(app.find('push button', '^Undo$'))
        since = app.mark()
        app.go(words[3][0] + 0.1)
        app.act('redo-sync')
        app.wait_for('word', since, test=lambda e: abs(e['start_ns'] - words[3][0] * 1e9) < 60 * MS)
    with Souffleur([speech('speech.wav')], home=home) as app:
        app.ready()
        start, end, _word = words[10]
        same(abs(marked_word(app, (start + end) / 2) - start) < 0.06, True, 'kept')
        same(app.all('progress bar', '^Aligning words$'), [], 'nothing listened to again')


def stop(app):
    """Once it goes on, by the button beside the bar."""
    bar = wait(lambda: app.all('progress bar', '^Aligning words$'), 10, 'how far it is')[0]
    wait(lambda: Atspi.Value.get_current_value(bar) > 0, 20, 'that it goes on')
    app.press(app.find('push button', '^Stop aligning words$'))
    app.find('label', '^This text has no times')
    same(app.all('progress bar', '^Aligning words$'), [], 'nothing under way')


@case
def untimed():
    """A text without times is aligned by itself, or in one click; one sees how far it is, and stops it."""
    with Souffleur([make('long.wav', write_long_sound), make('long.txt', write_long_text)],
                   settings={'align-after-opening': 'true'}) as app:
        app.ready()
        stop(app)
        app.press(app.find('push button', '^Align with the Sound$'))
        app.wait_said('Aligning words')
        stop(app)
        app.find('label', '^The times stay as they were$')


def first_users_rows():
    """(stamp, text) of a transcript as it was pasted: whole seconds, no ends, and a hole at 07:25."""
    path = os.path.join(os.environ.get('SOUFFLEUR_CORPUS', ''), 'transcripts/dailymotion/smarttech-2025-01-21.txt')
    if not os.path.exists(path):
        raise Skip('no collection of transcripts in SOUFFLEUR_CORPUS')
    with open(path, encoding='utf-8') as file:
        found = (re.match(r'(\d\d):(\d\d)(.+)$', line.strip()) for line in file)
        return [(60 * int(m[1]) + int(m[2]), m[3]) for m in found if m]


HOLE, HOLE_END, MUSIC = 7 * 60 + 25, 7 * 60 + 38, 7


def say_first_users_episode():
    """Half an hour: music, then each line when its stamp says, and English in the hole."""
    base = os.path.join(FOLDER, 'first-user')
    if os.path.exists(base + '.wav'):
        return base
    rows, episode = first_users_rows(), Episode(5)
    episode.music(MUSIC)
    for number, (stamp, text) in enumerate(rows):
        if episode.now() < stamp:
            episode.wait(stamp - episode.now() + 0.3)
        late = episode.now() - stamp
        episode.say(text, ('fr+m3', 'fr+f2', 'fr+m7', 'fr+f4')[number // 12 % 4],
                    speed=int(min(320, max(165, 150 + 30 * late))))
        while stamp == HOLE and episode.now() < HOLE_END - 1:
            episode.say('So we are going to get back to our roots and focus on reducing mistakes.', 'en-us+m2',
                        written=False, speed=180)
    episode.write(FOLDER, 'first-user')
    with open(base + '.txt', 'w', encoding='utf-8') as file:
        file.writelines('%02d:%02d%s\n' % (*divmod(stamp, 60), text) for stamp, text in rows)
    return base


@slow_case
def first_user():
    """Of the first user's episode what is heard is found first; then words, the first line and the hole are right."""
    base = say_first_users_episode()
    with open(base + '.words.tsv', encoding='utf-8') as file:
        rows = [line.rstrip('\n').split('\t') for line in file]
    exact = [(float(start), float(end), word) for start, end, word, _line, _voice in rows]
    clear = [row for row in exact if row[0] > MUSIC and row[1] - row[0] > 0.25]
    with Souffleur([base + '.wav', base + '.txt']) as app:
        app.ready()
        app.go(600)
        since = app.mark()
        app.act('align-now')
        app.wait_for('word', since, secs=60, test=lambda e: e['word'] >= 0)
        same(len(app.all('progress bar', '^Aligning words$')), 1, 'still under way')
        wait(lambda: app.all('label', r'^Aligned: (9\d|100) %'), 120, 'the message that it is done')
        away = []
        for start, end, word in random.Random(3).sample(clear, 10):
            away.append(abs(marked_word(app, (start + end) / 2) - start))
            note('%s at %.3f: %.0f ms' % (word, start, 1000 * away[-1]))
        same(sum(offset <= 0.05 for offset in away) >= 9, True, 'nine words of ten within 50 ms')
        since = app.mark()
        app.go(MUSIC + 1)
        line = app.wait_for('line', since, test=lambda e: e['line'] == 0)
        near(line['start_ns'] / 1e9, exact[0][0], 0.2, 'where the first line begins')
        since = app.mark()
        app.go((HOLE + HOLE_END) / 2 + 1)
        app.wait_for('line', since, test=lambda e: e['line'] < 0)


main()
