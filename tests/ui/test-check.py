#!/usr/bin/python3
"""A text that does not fit the sound: said once, made right, undone; one that fits is left alone."""
from case import FOLDER, Home, Souffleur, case, main, os, same, wait
import spoken

TEXT = """Bonjour à tous et bienvenue dans cette nouvelle émission.
Nous parlons ce soir de la mer et des grandes tempêtes d’hiver.
Notre invitée a passé douze ans sur un phare de Bretagne.
Elle raconte comment les gardiens allumaient la lampe chaque nuit.
Le vent soufflait si fort que la porte ne s’ouvrait plus.
Quand le brouillard tombait, on entendait les cargos.
Un matin, une barque sans personne a touché les rochers.
À l’intérieur il y avait du pain et trois lettres.
Personne dans le village ne reconnaissait cette écriture.
Merci de votre attention, et à la semaine prochaine.
""".splitlines()
ON = {'check-after-opening': 'true'}
PROPOSAL = r'^The text is 8 s early\.$'


def make_episode():
    os.makedirs(FOLDER, exist_ok=True)
    episode = spoken.Episode()
    episode.wait(9)
    for i, line in enumerate(TEXT):
        episode.say(line, ('fr+m7', 'fr+f3')[i // 3 % 2])
        episode.wait(0.3)
    episode.write(FOLDER, 'checked')
    return episode.lines


LINES = make_episode()


def subtitles(name, shift):
    path = os.path.join(FOLDER, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write('WEBVTT\n')
        for start, text in LINES:
            file.write('\n00:%06.3f --> 00:%06.3f\n%s\n' % (start + shift, start + shift + 2, text))
    return path


def opened(text, home):
    return Souffleur([os.path.join(FOLDER, 'checked.wav'), text], home=home)


def verdict(app):
    return app.wait_for('check', secs=40)['verdict']


@case
def early():
    """What is wrong is said above the text; a button makes it right, and it is asked once."""
    home, text = Home(ON), subtitles('early.vtt', -8)
    with opened(text, home) as app:
        app.ready()
        same(verdict(app), 'shifted', 'what was found out')
        wait(lambda: app.all('label', PROPOSAL), 10, 'the proposal')
        app.press(app.find('push button', '^Correct the times'))
        wait(lambda: app.all('label', r'^Text (8|7\.9|8\.1) s later$'), 10, 'the text in its place')
        same(app.all('label', PROPOSAL), [], 'a proposal that was accepted')
        since = app.mark()
        app.go(LINES[4][0] + 0.5)
        app.wait_for('line', since, test=lambda e: e['line'] == 4)
        app.press(app.find('push button', '^Undo the last move'))
        wait(lambda: not app.all('label', '^Text .* later$'), 5, 'the times of the file')
        same(app.all('label', PROPOSAL), [], 'a proposal that was answered')
    with opened(text, home) as app:
        app.ready()
        same(app.trace('check'), [], 'a second check')


@case
def dismissed():
    """Who leaves the times as they are is not asked again."""
    home, text = Home(ON), subtitles('left.vtt', -8)
    with opened(text, home) as app:
        app.ready()
        wait(lambda: app.all('label', PROPOSAL), 40, 'the proposal')
        app.press(app.find('push button', '^Leave the times'))
        wait(lambda: not app.all('label', PROPOSAL), 5, 'no proposal')
        same(app.all('label', '^Text .* later$'), [], 'times that were changed')


@case
def right():
    """Of a text that fits nothing is said."""
    with opened(subtitles('right.vtt', 0), Home(ON)) as app:
        app.ready()
        same(verdict(app), 'fits', 'what was found out')
        same(app.all('push button', '^Correct the times'), [], 'a proposal')


main()
