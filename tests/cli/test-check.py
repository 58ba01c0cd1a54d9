#!/usr/bin/python3
"""What souffleur-cli check says of texts that fit and of others, and how it ends.

  test-check.py SOUFFLEUR-CLI
"""
import json
import os
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import spoken

CLI = sys.argv[1]
SCRATCH = tempfile.TemporaryDirectory(prefix='test-check-')
FOLDER = SCRATCH.name
SOUND = os.path.join(FOLDER, 'episode.wav')
FITS, NO_FIT, UNKNOWN, BAD_INPUT, BAD_USAGE = 0, 3, 4, 1, 2
TEXT = """Bonjour à tous et bienvenue dans cette nouvelle émission de radio.
Nous parlons ce soir de la mer, des bateaux et des grandes tempêtes d’hiver.
Notre invitée a passé douze ans sur un phare, au large de la Bretagne.
Elle raconte comment les gardiens allumaient la lampe chaque nuit.
Le vent soufflait si fort que la porte ne s’ouvrait plus du dehors.
Quand le brouillard tombait, on entendait les sirènes des cargos.
Un matin, une barque sans personne est venue toucher les rochers.
À l’intérieur il y avait du pain, une boussole et trois lettres.
Personne dans le village ne reconnaissait cette écriture penchée.
On a fini par comprendre que le marin venait d’une île voisine.
Il avait nagé toute la nuit pour prévenir les autres pêcheurs.
Depuis ce jour, une petite chapelle rappelle son courage aux passants.
Les enfants y déposent des coquillages au début de chaque printemps.
Aujourd’hui la lumière du phare s’allume toute seule, sans gardien.
Les oiseaux se posent sur la rambarde et regardent passer les voiliers.
Pourtant, certains soirs, on croit voir une ombre derrière la vitre.
Les vieux du port disent que c’est le marin qui surveille encore.
Les plus jeunes sourient, mais personne ne monte vérifier la nuit.
Il reste de cette histoire un cahier, des photographies et une chanson.
Nous allons l’écouter ensemble avant de nous quitter jusqu’à demain.
""".splitlines()


def make_episode():
    """A minute and a half of three voices, with music in between."""
    episode = spoken.Episode()
    episode.wait(13.5)
    for i, line in enumerate(TEXT):
        if i == 10:
            episode.music(4)
        episode.say(line, ('fr+m7', 'fr+f3', 'fr+m2')[i // 3 % 3])
        episode.wait(0.4)
    episode.write(FOLDER, 'episode')
    return episode.lines


def path(name, content):
    name = os.path.join(FOLDER, name)
    with open(name, 'w', encoding='utf-8') as file:
        file.write(content)
    return name


def stamped(lines):
    return path('lines.txt', ''.join('%s%s\n' % (spoken.stamp(time), text) for time, text in lines))


def exact(lines):
    def clock(time):
        return '%02d:%02d:%06.3f' % (time // 3600, time // 60 % 60, time % 60)
    return path('lines.vtt', 'WEBVTT\n\n' + ''.join(
        '%s --> %s\n%s\n\n' % (clock(time), clock(time + 2), text) for time, text in lines))


def run(*words, status):
    """Standard output; a run that ends otherwise has failed."""
    done = subprocess.run([CLI, 'check', *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=100, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, 'ended with %d, not %d: %s%s' % (done.returncode, status, out, err)
    assert status in (FITS, NO_FIT, UNKNOWN) or err.startswith('souffleur-cli: '), 'no message: %r' % err
    return out


def numbers(text, status, sound=SOUND):
    said = json.loads(run('--json', '--language', 'fr', sound, text, status=status))
    print('# ' + json.dumps(said))
    return said


def right():
    """A text that fits is called right, with whole seconds and with exact times"""
    said = numbers(stamped(LINES), FITS)
    assert said['verdict'] == 'fits' and said['agreeing'] >= 14, said
    out = run('-l', 'fr', SOUND, exact(LINES), status=FITS)
    assert out == 'The text fits the sound.\n', out


def shifted():
    """One that is early or late is found to be so, by how much"""
    out = run('-l', 'fr', SOUND, exact([(time - 12.4, text) for time, text in LINES]), status=NO_FIT)
    assert out in ['The text is 12.%d s early.\n' % tenth for tenth in (3, 4, 5)], out
    said = numbers(stamped([(time + 3, text) for time, text in LINES]), NO_FIT)
    assert said['verdict'] == 'shifted' and len(said['pieces']) == 1, said
    assert abs(said['pieces'][0]['offset'] + 3) < 0.3 and said['confidence'] > 0.7, said


def stretched():
    """One that was made for another speed drifts"""
    said = numbers(exact([(time * 25 / 23.976, text) for time, text in LINES]), NO_FIT)
    assert said['verdict'] == 'stretched' and abs(said['rate'] - 0.959) < 0.003, said


def of_another_cut():
    """Half a minute that the recording does not have is found, and where"""
    begin = LINES[10][0]
    said = numbers(exact([(time if time < begin else time + 30, text) for time, text in LINES]), NO_FIT)
    assert said['verdict'] == 'cut', said
    assert abs(said['pieces'][0]['offset']) < 0.3 and abs(said['pieces'][1]['offset'] + 30) < 0.3, said
    assert abs(said['pieces'][1]['from'] - begin - 30) < 12, said


def nobody_can_tell():
    """Of music nothing is said"""
    music = spoken.Episode()
    music.music(100)
    music.write(FOLDER, 'music')
    numbers(stamped(LINES), UNKNOWN, os.path.join(FOLDER, 'music.wav'))


def is_told():
    """What cannot be checked is said"""
    plain = path('plain.txt', '\n'.join(TEXT) + '\n')
    run('-l', 'fr', SOUND, plain, status=BAD_INPUT)
    run('-l', 'fr', os.path.join(FOLDER, 'nothing.wav'), stamped(LINES), status=BAD_INPUT)
    run('-l', 'tlh', SOUND, stamped(LINES), status=BAD_USAGE)
    run(SOUND, status=BAD_USAGE)


LINES = make_episode()
CASES = [right, shifted, stretched, of_another_cut, nobody_can_tell, is_told]

print('1..%d' % len(CASES))
failed = 0
for number, test in enumerate(CASES, 1):
    try:
        test()
    except Exception:  # pylint: disable=broad-except
        print('# ' + traceback.format_exc().replace('\n', '\n# '))
        failed += 1
        print('not ', end='')
    print('ok %d %s' % (number, test.__doc__.split('\n')[0]), flush=True)
SCRATCH.cleanup()
sys.exit(failed > 0)
