"""align_corpus: recordings whose words have known times, and what aligning them costs.

The collection in SOUFFLEUR_CORPUS has folders of files with one stem each: the recording,
.txt with the transcript, .words.tsv with the times of its words or .cues.tsv with those of
its lines.  Long episodes are made here of a text of the collection.
"""
import collections
import glob
import os
import random
import re
import subprocess
import tempfile

import align_score
import spoken

# Of the folder, or of the beginning of the name.
LANGUAGES = {'sppas-fra': 'fr', 'sppas-cat': 'ca', 'emu-ae-eng': 'en', 'hyperaudio': 'en', 'fr': 'fr', 'it': 'it',
             'en': 'en', 'cs': 'cs', 'deu': 'de', 'spa': 'es', 'ita': 'it', 'cmn': 'cmn'}
MEDIA = ('flac', 'wav', 'opus', 'mp3', 'm4a')

MEASURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'measure.py')

# GStreamer hears an MP3 as late as its encoder delayed it: 1105 samples.
MP3_DELAY = 1105 / 44100

# The first user's: 24 minutes when it is read at a usual speed.
TEXT = os.path.join('transcripts', 'dailymotion', 'smarttech-2025-01-21.txt')

Recording = collections.namedtuple('Recording', 'name media text reference language has_times delay')
Run = collections.namedtuple('Run', 'rows cpu memory')


class Failed(Exception):
    """The program ended with an error, here in its words."""


def folder():
    """The collection, or None where there is none."""
    path = os.path.join(os.environ.get('SOUFFLEUR_CORPUS', ''), 'align')
    return path if os.path.isdir(path) else None


def language(group, stem):
    for name in (group, stem.split('_')[0], stem.split('-')[0]):
        if name in LANGUAGES:
            return LANGUAGES[name]
    return None


def has_times(text):
    with open(text, encoding='utf-8') as file:
        return file.read(1).isdigit()


def cue_files(cues, scratch):
    """(text, reference) of lines with known starts: only their first words are known."""
    base = os.path.join(scratch, os.path.basename(cues)[:-len('.cues.tsv')])
    rows = [[*line[:2], line[2].lstrip('\ufeff')] for line in align_score.read(cues) if line[2].strip()]
    with open(base + '.plain.txt', 'w', encoding='utf-8') as text, \
            open(base + '.words.tsv', 'w', encoding='utf-8') as words:
        for start, _, line in rows:
            text.write(line + '\n')
            for i, token in enumerate(filter(spoken.counts, line.split())):
                words.write('%s\t-1\t%s\n' % (start if i == 0 else '-1', token))
    return base + '.plain.txt', base + '.words.tsv'


def find(scratch):
    """All of the collection, by name."""
    found = []
    root = folder()
    for reference in sorted(glob.glob(os.path.join(root, '*', '*.words.tsv')) +
                            glob.glob(os.path.join(root, 'sppas-cues', '*.cues.tsv'))):
        base = reference.rsplit('.', 2)[0]
        group, stem = base.split(os.sep)[-2:]
        media = next((base + '.' + kind for kind in MEDIA if os.path.exists(base + '.' + kind)), None)
        code = language(group, stem)
        if media is None or code is None:
            continue
        text = base + '.txt'
        if reference.endswith('.cues.tsv'):
            text, reference = cue_files(reference, scratch)
        found.append(Recording(group + '/' + stem, media, text, reference, code, has_times(text),
                               MP3_DELAY if media.endswith('.mp3') else 0.0))
    return found


def read_lines():
    """The lines of the text, without their times."""
    with open(os.path.join(os.environ['SOUFFLEUR_CORPUS'], TEXT), encoding='utf-8') as file:
        found = [re.match(r'\d\d:\d\d(.+)', line) for line in file]
    return [match.group(1).strip() for match in found if match]


def make(scratch, name, lines, seed):
    """A long episode: three speakers, pauses, music, silence and somebody who is not in the text; the
    stamps are off by up to a second and cut to whole seconds."""
    chance = random.Random(seed)
    episode = spoken.Episode(seed)
    episode.music(8)
    voice, until = 'fr+m7', 0
    gaps = set(chance.sample(range(20, len(lines) - 1), 4))
    for i, line in enumerate(lines):
        if i >= until:
            voice = chance.choice([v for v in ('fr+m7', 'fr+f3', 'fr-be+m1') if v != voice])
            until = i + chance.randint(2, 12)
        if not any(spoken.counts(token) for token in line.split()):
            continue
        episode.say(line, voice, chance.randint(150, 190), chance.randint(35, 60))
        episode.wait(min(2.0, 0.05 + chance.expovariate(3)))
        if i in gaps:
            kind = chance.choice(('music', 'silence', 'speech'))
            if kind == 'music':
                episode.music(7)
            elif kind == 'silence':
                episode.wait(6)
            else:
                episode.say('Good evening and welcome back. We have been talking about this for years, and we '
                            'built a lot of complex systems.', 'en-us+m5', written=False)
    starts = [max(0, start + chance.uniform(-1, 1)) for start, _ in episode.lines]
    for i in range(1, len(starts)):
        starts[i] = max(starts[i - 1], starts[i])
    episode.lines = [(start, text) for start, (_, text) in zip(starts, episode.lines)]
    base = episode.write(scratch, name)
    return Recording('made/' + name, base + '.wav', base + '.txt', base + '.words.tsv', 'fr', True, 0.0)


def measure(command):
    """(standard output, CPU seconds, MB of memory at its peak) of a program and its helpers."""
    with tempfile.NamedTemporaryFile('r') as cost:
        done = subprocess.run(['/usr/bin/python3', '-S', '-E', MEASURE, cost.name, *command], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, check=True)
        user, system, memory, status = cost.read().split()
    if status != '0':
        raise Failed(done.stderr.strip())
    return done.stdout, float(user) + float(system), int(memory) / 1000


def align(cli, recording, times, *words):
    """With its times, or as if it had none."""
    out, cpu, memory = measure([cli, 'align', recording.media, recording.text, '--language', recording.language,
                                '--from', 'pasted-text' if recording.has_times else 'plain-text',
                                *([] if times else ['--no-times']), *words])
    return Run([line.split('\t') for line in out.splitlines()], cpu, memory)


def score(recording, run):
    return align_score.score(align_score.read(recording.reference), run.rows, recording.delay)
