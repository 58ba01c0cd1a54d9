#!/usr/bin/python3
"""What souffleur-cli prints and how it ends, asked from outside.

  test-cli.py SOUFFLEUR-CLI
"""
import json
import os
import subprocess
import sys
import tempfile
import traceback

CLI = sys.argv[1]
RECORDINGS = os.path.join(os.path.dirname(__file__), '..', 'fuzz', 'corpus', 'container')
FOLDER = tempfile.mkdtemp(prefix='test-cli-')
SECOND = 10 ** 9

PAGE = """Une émission
Catégorie
NewsTranscription
00:01Bonjour à tous.
00:052026, quelle année !
00:09Fin.
"""
VOICES = """WEBVTT

00:01.000 --> 00:02.500
<v Anne>Bonjour <00:01.750>Luc.

00:03.000 --> 00:04.000
<v Luc>Bonsoir « Anne » \\ "oui".
"""
SRT = '1\n00:00:01,000 --> 00:00:02,000\nžluťoučký\n\n'


def path(name, content=None):
    name = os.path.join(FOLDER, name)
    if content is not None:
        with open(name, 'wb') as file:
            file.write(content if isinstance(content, bytes) else content.encode())
    return name


def run(*words, given=b'', status=0, language='C.UTF-8'):
    """Standard output and standard error; a run that ends otherwise has failed."""
    env = dict(os.environ, LC_ALL=language)
    done = subprocess.run([CLI, *words], input=given, capture_output=True, env=env, timeout=60, check=False)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == status, 'ended with %d, not %d: %s' % (done.returncode, status, err)
    assert status == 0 or err.startswith('souffleur-cli: '), 'no message: %r' % err
    return out, err


def show(*words, **keywords):
    out, _ = run('show', '--json', *words, **keywords)
    return json.loads(out)


def text_is_shown():
    """show prints what was understood, then the lines"""
    out, err = run('show', path('page.txt', PAGE))
    lines = out.splitlines()
    assert lines[0] == 'Text with times, 3 lines', lines[0]
    assert 'title: Une émission' in lines
    assert lines[-3:] == ['0:01  Bonjour à tous.', '0:05  2026, quelle année !', '0:09  Fin.'], lines
    assert err == ''


def json_says_all():
    """show --json has the keys and values of the manual"""
    found = show(path('voices.vtt', VOICES))
    assert list(found) == ['format', 'title', 'language', 'metadata', 'lines', 'chapters', 'warnings'], found
    assert found['format'] == 'vtt' and found['title'] is None and found['language'] is None
    first, second = found['lines']
    assert first == {
        'start_ns': SECOND, 'end_ns': 2500000000, 'end_estimated': False, 'speaker': 'Anne', 'text': 'Bonjour Luc.',
        'words': [{'start_ns': SECOND, 'end_ns': 1750000000, 'text': 'Bonjour', 'confidence': None},
                  {'start_ns': 1750000000, 'end_ns': 2500000000, 'text': 'Luc.', 'confidence': None}]}, first
    assert second['text'] == 'Bonsoir « Anne » \\ "oui".' and second['speaker'] == 'Luc'

    found = show(path('page.txt', PAGE))
    assert found['title'] == 'Une émission' and found['metadata']['category'] == 'News', found
    assert [line['end_estimated'] for line in found['lines']] == [True, True, True]

    found = show(path('words.txt', 'Nothing here has\na time.\n'))
    assert [line['start_ns'] for line in found['lines']] == [None, None], found
    assert [line['end_ns'] for line in found['lines']] == [None, None], found


def several_files():
    """show takes several files, one JSON object a line, and goes on after a bad one"""
    good = path('a.srt', SRT)
    out, err = run('show', '--json', good, path('none.srt'), good, status=1)
    assert len(out.splitlines()) == 2 and all(json.loads(line) for line in out.splitlines())
    assert 'none.srt' in err and len(err.splitlines()) == 1, err


def standard_input():
    """The file - is standard input"""
    found = show('-', given=PAGE.encode())
    assert len(found['lines']) == 3


def reading_options():
    """A charset, a format, a meaning of times, frames and a shift can be asked for"""
    name = path('old.srt', SRT.encode('cp1250'))
    assert show(name)['lines'][0]['text'] != 'žluťoučký'
    assert show('--charset', 'CP1250', name)['lines'][0]['text'] == 'žluťoučký'
    found = show('--shift', '-0.25', name)
    assert found['lines'][0]['start_ns'] == 750000000, found
    found = show('--from', 'plain-text', name)
    assert found['format'] == 'plain-text' and found['lines'][0]['start_ns'] is None
    name = path('clock.txt', '01:30 one\n01:31 two\n01:32 three\n')
    assert show(name)['lines'][0]['start_ns'] == 90 * SECOND
    assert show('--times', 'hours', name)['lines'][0]['start_ns'] == 5400 * SECOND
    name = path('frames.sub', '{50}{75}one\n{100}{125}two\n')
    assert show('--fps', '50', name)['lines'][0]['start_ns'] == SECOND


def converts():
    """convert goes by the name of the file or by --to, and back"""
    source, target = path('in.vtt', VOICES), path('out.srt')
    run('convert', source, target)
    assert '00:00:01,000 --> 00:00:02,500' in open(target, encoding='utf-8').read()
    assert [line['speaker'] for line in show(target)['lines']] == ['Anne', 'Luc']
    out, err = run('convert', '--to', 'vtt', target, '-')
    assert out.startswith('WEBVTT')
    assert err == ''
    _, err = run('convert', source, path('out.txt'), '--to', 'plain-text')
    assert err.startswith('souffleur-cli: '), 'what is lost is not said'
    assert not [name for name in os.listdir(FOLDER) if name.startswith('out.') and name not in ('out.srt', 'out.txt')]


def failing_leaves_all():
    """What cannot be written leaves the file that was there"""
    target = path('kept.srt', 'kept')
    run('convert', path('none.srt'), target, status=1)
    run('convert', path('words.txt', 'no times at all\nin here\n'), target, status=1)
    assert open(target, encoding='utf-8').read() == 'kept'
    run('convert', path('a.srt', SRT), os.path.join(FOLDER, 'no-such-folder', 'a.vtt'), status=1)
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([CLI, 'show', path('a.srt', SRT)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and done.stderr, done


def usage():
    """What is not asked properly ends with 2"""
    name = path('a.srt', SRT)
    for words in ([], ['sing'], ['show'], ['show', '--loud', name], ['show', '--from', 'none', name],
                  ['show', '--charset', 'none', name], ['show', '--fps', 'x', name], ['show', '--fps', 'nan', name],
                  ['show', '--shift', '1e99', name], ['show', '--times', 'days', name], ['convert', name],
                  ['convert', name, path('a.unknown')], ['convert', name, '-'],
                  ['convert', '--to', 'none', name, '-'], ['convert', '--to', 'srt', name], ['formats', 'all']):
        out, _ = run(*words, status=2)
        assert out == '', words
    for words in (['--help'], ['show', '--help'], ['convert', '--help'], ['formats', '--help'], ['--version']):
        assert run(*words)[0]


def recording_is_read():
    """The text and the chapters of a recording are read as those of a file"""
    def inside(name):
        return os.path.join(RECORDINGS, name)

    found = show(inside('ass-with-chapters'))
    assert found['format'] == 'ass' and found['language'] == 'en', found
    assert [line['speaker'] for line in found['lines']] == ['Anna'] and len(found['chapters']) == 1, found
    found = show('--shift', '10', inside('wvtt'))
    assert [(line['start_ns'], line['text']) for line in found['lines']] == [(11 * SECOND, 'Un'), (12 * SECOND, 'Deux')]
    found = show(inside('nero'))
    assert [chapter['title'] for chapter in found['chapters']] == ['Deux'], found

    out, _ = run('show', inside('mov-text'))
    assert out.startswith('Text of a recording, 2 lines\n'), out
    languages = [show('--text-track', str(number), inside('three'))['language'] for number in (1, 2)]
    assert languages == ['fr', 'en'], languages
    assert show(inside('three'))['language'] == 'fr'
    run('convert', inside('no-durations'), path('inside.srt'))
    with open(path('inside.srt'), encoding='utf-8') as file:
        assert '\nDeux\n' in file.read()

    for words in ([inside('pictures')], ['--text-track', '9', inside('three')]):
        _, err = run('show', *words, status=1)
        assert 'text in this recording' in err, err
    run('show', '--text-track', '0', inside('three'), status=2)


def formats_are_listed():
    """formats lists what can be read and written"""
    out, _ = run('formats')
    listed = {line.split()[1]: line[:2] for line in out.splitlines()}
    assert listed['srt'] == listed['vtt'] == 'rw', out
    assert listed['pasted-text'][0] == 'r'


def refused():
    """What is no transcript is refused with a message"""
    for name, content in (('a.zip', b'PK\3\4' + bytes(range(32))), ('a.png', b'\x89PNG\r\n\x1a\n' + bytes(64)),
                          ('a.srt', b'\0\1\2\3' * 100)):
        run('show', path(name, content), status=1)
    run('show', FOLDER, status=1)


def no_display():
    """It needs neither a display nor a bus nor a home"""
    bare = {'PATH': '/usr/bin:/bin', 'LC_ALL': 'C'}
    done = subprocess.run([CLI, 'show', path('page.txt', PAGE)], env=bare, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def first_user():
    """The first user's file has its 430 lines"""
    name = os.path.join(os.environ.get('SOUFFLEUR_CORPUS', ''), 'transcripts', 'dailymotion',
                        'smarttech-2025-01-21.txt')
    if not os.path.exists(name):
        return 'no collection of transcripts in SOUFFLEUR_CORPUS'
    found = show(name)
    assert len(found['lines']) == 430
    assert found['lines'][38]['start_ns'] == 211 * SECOND
    return None


CASES = [text_is_shown, json_says_all, several_files, standard_input, reading_options, converts, failing_leaves_all,
         recording_is_read, usage, formats_are_listed, refused, no_display, first_user]

print('1..%d' % len(CASES))
n_failed = 0
for number, function in enumerate(CASES, 1):
    try:
        why = function()
        print('ok %d - %s%s' % (number, function.__doc__, ' # SKIP ' + why if why else ''))
    except Exception:  # one case must not end the others
        n_failed += 1
        print('# ' + traceback.format_exc().replace('\n', '\n# '))
        print('not ok %d - %s' % (number, function.__doc__))
sys.exit(n_failed > 0)
