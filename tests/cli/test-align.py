#!/usr/bin/python3
"""What souffleur-cli align writes and how it ends, asked from outside.

  test-align.py SOUFFLEUR-CLI
"""
import json
import os
import subprocess
import sys
import tempfile
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import align_score
import spoken

CLI = sys.argv[1]
SCRATCH = tempfile.TemporaryDirectory(prefix='test-align-')
FOLDER = SCRATCH.name
SOUND = os.path.join(FOLDER, 'episode.wav')
STAMPED = os.path.join(FOLDER, 'episode.txt')
PLAIN = os.path.join(FOLDER, 'episode.plain.txt')
UNSPOKEN = ('Personne ne dira jamais ces quelques mots devant ce micro, car ils ne sont écrits que pour savoir si le '
            'programme remarque leur absence, et le dit franchement.')


def make_episode():
    """17 seconds: two speakers, and music between them."""
    episode = spoken.Episode()
    episode.wait(0.7)
    episode.say('Bonjour à tous et bienvenue dans cette nouvelle émission.', 'fr+m7')
    episode.wait(0.4)
    episode.say('Nous parlons ce soir de la mer, des bateaux et des grandes tempêtes d’hiver.', 'fr+m7')
    episode.music(3)
    episode.say('Il était une fois, en 2025, un petit navire qui n’avait jamais navigué !', 'fr+f3')
    episode.wait(0.5)
    episode.say('Merci beaucoup, et à la semaine prochaine.', 'fr+f3')
    episode.wait(0.6)
    episode.write(FOLDER, 'episode')


def path(name, content=None):
    name = os.path.join(FOLDER, name)
    if content is not None:
        with open(name, 'w', encoding='utf-8') as file:
            file.write(content)
    return name


def run(*words, given=None, status=0):
    """Standard output and standard error; a run that ends otherwise has failed."""
    done = subprocess.run([CLI, 'align', *words], input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, LC_ALL='C.UTF-8'), timeout=100, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, 'ended with %d, not %d: %s' % (done.returncode, status, err)
    assert status == 0 or err.startswith('souffleur-cli: '), 'no message: %r' % err
    return out, err


def rows(table):
    return [line.split('\t') for line in table.splitlines()]


def reference():
    return align_score.read(os.path.join(FOLDER, 'episode.words.tsv'))


def check_times(table, delay=0.0):
    scores = align_score.score(reference(), rows(table), delay)
    print('# ' + ' '.join('%s=%.4g' % item for item in scores.items()))
    assert scores['within_100'] >= 93 and scores['worst'] < 0.5, scores
    assert scores['backwards'] == 0 and scores['lost'] == 0, scores


def words_are_timed():
    """With times, without, and as if there were none, each word is where it was said"""
    for words in ([STAMPED], [PLAIN], [STAMPED, '--no-times']):
        out, _ = run('--language', 'fr', SOUND, *words)
        check_times(out)


def wrong_times():
    """Times of another cut of the recording lead nowhere, and are not believed then"""
    with open(STAMPED, encoding='utf-8') as file:
        lines = [(int(line[:2]) * 60 + int(line[3:5]), line[5:]) for line in file]
    for far in (lambda seconds: 60 + seconds, lambda seconds: 5 * seconds):
        text = ''.join(spoken.stamp(far(seconds)) + line for seconds, line in lines)
        check_times(run('--language', 'fr', SOUND, path('far.txt', text))[0])


def table_is_exact():
    """A row is start, end, word and confidence, in seconds; -1 is a word that nobody says"""
    text = open(PLAIN, encoding='utf-8').read()
    out, _ = run('--language', 'fr', SOUND, path('more.txt', text + UNSPOKEN + '\n'))
    found, n_unspoken = rows(out), 0
    for start, end, word, confidence in found:
        assert 0 <= float(confidence) <= 1, (word, confidence)
        if '-1' in (start, end):
            assert start == end, (word, start, end)
            n_unspoken += 1
            continue
        assert 0 <= float(start) <= float(end) <= 30, (word, start, end)
        assert len(start.split('.')[1]) == len(end.split('.')[1]) == 3, (start, end)
    assert [row[2] for row in found] == tokens(text + UNSPOKEN), found
    assert n_unspoken > 0, out


def same_bytes():
    """The same files give the same bytes"""
    target = path('again.words.tsv')
    out, _ = run('--language', 'fr', SOUND, PLAIN)
    nothing, _ = run('--language', 'fr', '--output', target, SOUND, PLAIN)
    with open(target, encoding='utf-8') as file:
        assert file.read() == out
    assert nothing == ''


def formats_are_written():
    """A file's name says the format, and a plain text has become one with times"""
    vtt, data = path('out.vtt'), path('out.json')
    run('-l', 'fr', '-o', vtt, SOUND, PLAIN)
    with open(vtt, encoding='utf-8') as file:
        text = file.read()
    assert text.startswith('WEBVTT') and '<00:00:0' in text, text
    run('-l', 'fr', '-o', data, SOUND, PLAIN)
    with open(data, encoding='utf-8') as file:
        segments = json.load(file)['segments']
    words = [word for segment in segments for word in segment['words']]
    first = reference()[0]
    assert words[0]['body'] == 'Bonjour' and abs(words[0]['startTime'] - float(first[0])) < 0.1, words[0]
    assert all(0 <= word['confidence'] <= 1 for word in words)
    out, _ = run('-l', 'fr', '--to', 'srt', SOUND, PLAIN)
    assert out.startswith('1\n00:00:0'), out


def ranges():
    """Of a text with times the lines of the range are aligned, a plain one is said in it"""
    lines = speech_lines()
    start = lines[1][0]
    out, _ = run('-l', 'fr', '--range', '%d-%d' % (int(start), int(start) + 1), SOUND, STAMPED)
    assert [row[2] for row in rows(out)] == tokens(lines[1][1]), out
    check_against(rows(out), 1)
    part = path('part.txt', lines[2][1] + '\n' + lines[3][1] + '\n')
    out, _ = run('-l', 'fr', '--range', '%.1f-' % (lines[2][0] - 1), SOUND, part)
    check_against(rows(out), 2)


def speech_lines():
    found = {}
    for row in reference():
        found.setdefault(int(row[3]), []).append(row)
    texts = open(PLAIN, encoding='utf-8').read().splitlines()
    return [(float(found[i][0][0]), text) for i, text in enumerate(texts)]


def tokens(text):
    return [token for token in text.split() if spoken.counts(token)]


def check_against(found, line):
    """All of these words, the first of which begins the line."""
    expected = [row for row in reference() if int(row[3]) >= line][:len(found)]
    for row, other in zip(expected, found):
        assert row[2] == other[2], (row, other)
        if float(row[0]) >= 0:
            assert abs(float(row[0]) - float(other[0])) < 0.2, (row, other)


def progress():
    """--progress json tells how far it is, and never goes back"""
    _, err = run('-l', 'fr', '--progress', 'json', SOUND, STAMPED)
    reports = [json.loads(line) for line in err.splitlines()]
    values = [report['progress'] for report in reports]
    assert values == sorted(values) and values[-1] > 0.8 and values[-1] <= 1, values
    assert [report['stage'] for report in reports] == sorted((r['stage'] for r in reports), reverse=True), reports


def language_is_guessed():
    """What is not said is guessed from the text, and nothing is assumed of what cannot be"""
    out, _ = run(SOUND, PLAIN)
    assert out == run('-l', 'fr', SOUND, PLAIN)[0]
    _, err = run(SOUND, path('numbers.txt', '1 2 3\n4 5 6\n'), status=2)
    assert '--language' in err, err
    out, _ = run('--list-languages')
    assert 'fr' in out.split() and 'en' in out.split(), out


def wrong_pairs():
    """A text of something else is not believed"""
    longer = spoken.Episode()
    for voice in ('fr+m7', 'fr+f3', 'fr-be+m1'):
        for line in speech_lines():
            longer.say(line[1], voice)
            longer.wait(0.4)
    longer.write(FOLDER, 'longer')
    other = path('other.txt', 'Le chat dort sur le canapé rouge depuis ce matin.\n'
                              'Les enfants mangent une pomme verte dans la cuisine.\n'
                              'Demain nous irons acheter du pain et du fromage frais.\n'
                              'Le professeur explique longuement une équation difficile.\n'
                              'Mon voisin répare sa vieille bicyclette au fond du jardin.\n'
                              'Il faudra tailler les rosiers avant le retour du printemps.\n'
                              'La bibliothèque du quartier ferme tôt pendant les vacances.\n'
                              'Quelqu’un a oublié son parapluie dans le train de huit heures.\n'
                              'Ma grand-mère préparait chaque dimanche un gâteau aux noix.\n')
    out, err = run('-l', 'fr', path('longer.wav'), other)
    sure = [row for row in rows(out) if float(row[3]) >= 0.5]
    assert len(sure) < len(rows(out)) / 3, out
    assert 'not heard' in err, err


def wrong_language():
    """A text that is not in the language said is less sure than in its own, and no surer than it is right"""
    means = []
    for language in ('fr', 'it'):
        out = rows(run('-l', language, SOUND, PLAIN)[0])
        means.append(sum(float(row[3]) for row in out) / len(out))
    right = align_score.score(reference(), out)['within_100'] / 100
    assert means[1] < means[0] - 0.05, means
    assert means[1] <= right, (means, right)


def two_at_once():
    """Two that run side by side write what each writes alone"""
    alone = [run('-l', 'fr', SOUND, text)[0] for text in (STAMPED, PLAIN)]
    running = [subprocess.Popen([CLI, 'align', '-l', 'fr', SOUND, text], stdout=subprocess.PIPE)
               for text in (STAMPED, PLAIN)]
    assert [child.communicate()[0].decode() for child in running] == alone


def hopeless():
    """What cannot be read is said in words, and leaves what was there"""
    kept = path('kept.vtt', 'kept')
    run('-l', 'fr', '-o', kept, path('none.wav'), PLAIN, status=1)
    run('-l', 'fr', '-o', kept, SOUND, path('none.txt'), status=1)
    _, err = run('-l', 'fr', '-o', kept, PLAIN, PLAIN, status=1)
    assert 'neither audio nor video' in err, err
    _, err = run('-l', 'fr', '-o', kept, 'http://127.0.0.1:9/a.mp3', PLAIN, status=1)
    assert 'this computer' in err, err
    film = path('film.webm')
    subprocess.run(['ffmpeg', '-v', 'error', '-f', 'lavfi', '-i', 'color=d=2:s=64x64', '-c:v', 'libvpx', film],
                   check=True)
    _, err = run('-l', 'fr', '-o', kept, film, PLAIN, status=1)
    assert 'no sound' in err, err
    silence = spoken.Episode()
    silence.wait(5)
    silence.say('Bonjour à tous.', spoken=False)
    silence.write(FOLDER, 'silence')
    run('-l', 'fr', '-o', kept, path('silence.wav'), path('silence.plain.txt'), status=1)
    with open(kept, encoding='utf-8') as file:
        assert file.read() == 'kept'


def usage():
    """What is not asked properly ends with 2"""
    for words in ([], [SOUND], [SOUND, PLAIN, PLAIN], ['--language', 'none', SOUND, PLAIN],
                  ['--range', '9', SOUND, PLAIN], ['--range', '9-8', SOUND, PLAIN], ['--range', 'a-b', SOUND, PLAIN],
                  ['--progress', 'loud', SOUND, PLAIN], ['--to', 'none', SOUND, PLAIN],
                  ['-o', path('a.unknown'), SOUND, PLAIN], ['--loud', SOUND, PLAIN]):
        out, _ = run(*words, status=2)
        assert out == '', words
    assert run('--help')[0]


CASES = [words_are_timed, wrong_times, table_is_exact, same_bytes, formats_are_written, ranges, progress, language_is_guessed,
         wrong_pairs, wrong_language, two_at_once, hopeless, usage]

make_episode()
print('1..%d' % len(CASES))
n_failed = 0
for number, function in enumerate(CASES, 1):
    try:
        function()
        print('ok %d - %s' % (number, function.__doc__))
    except Exception:  # one case must not end the others
        n_failed += 1
        print('# ' + traceback.format_exc().replace('\n', '\n# '))
        print('not ok %d - %s' % (number, function.__doc__))
sys.exit(n_failed > 0)
