#!/usr/bin/python3
"""bench-align: how well words are timed, and at what cost, beside those who do it too.

  bench-align.py BUILD-FOLDER [NAME...]

Aligns each recording of the collection in SOUFFLEUR_CORPUS, and two long ones that are
made of a text of the collection, with the times of their lines and as if there were none.
NAME: only those whose name has it in it.

  <50 <100 <200   per cent of the words whose start is off by so many ms at most
  median  worst   error of the starts, ms and s; lost: words that are said and got no time
  auc             how well the confidence tells starts that are off by more than 100 ms
  found alarms    per cent of the unspoken sentences that are found; per 1000 spoken words
                  those that are called unspoken
  cpu  MB         seconds of one core and peak of memory, of the whole program, its helpers
                  and its decoder; "sound" is what reading the sound alone takes of both

The figures of aeneas and echogarden were measured for this project on Debian 12 with the
same kind of recordings; they take no times of lines.  Where a set was longer then, its name
says so.  Ours and theirs are per cent within 50, 100 and 200 ms, and the worst error.
"""
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import align_corpus
import align_score

BUILD = os.path.abspath(sys.argv[1])
WANTED = sys.argv[2:]
CLI = os.path.join(BUILD, 'src', 'cli', 'souffleur-cli')
SOUND = os.path.join(BUILD, 'tests', 'media', 'test-audio-reader')

# {name: (what was measured, {who: (within 50, 100, 200 ms, worst in s)})}
PEERS = {
    'sppas-fra/joined-dev': ('the same', {
        'aeneas 1.7': (51, 65, 77, 3.0), 'echogarden 2.10': (53, 73, 84, 2.5)}),
    'emu-ae-eng/msajc012': ('19 s of it', {
        'aeneas 1.7': (78, 89, 94, 0.7), 'echogarden 2.10': (65, 85, 91, 0.9)}),
    'synth/it-festival': ('441 s of such', {
        'aeneas 1.7': (79, 90, 93, 9.5), 'echogarden 2.10': (73, 88, 91, 10)}),
    'synth/en-festival': ('419 s of such', {
        'aeneas 1.7': (68, 81, 87, 7.0), 'echogarden 2.10': (63, 80, 88, 6.6)}),
    'synth/fr-espeak-4min': ('27 min of such', {
        'aeneas 1.7': (95, 97, 98, 11), 'echogarden 2.10': (89, 95, 97, 12)}),
    'synth/fr-espeak-noisy-4min': ('419 s of such, in English', {
        'aeneas 1.7': (38, 48, 57, 14), 'echogarden 2.10': (60, 70, 73, 16)}),
    'made/fr-half-hour': ('28 min of such', {
        'aeneas 1.7': (79, 84, 89, 24), 'echogarden 2.10': (84, 92, 93, 23)}),
}
# CPU seconds and MB for 28 minutes.
PEER_COSTS = {'aeneas 1.7': (77, 1100), 'echogarden 2.10': (40, 2200)}

HEAD = '%-34s %-5s %5s %6s %6s %6s %7s %7s %4s %6s %6s %6s %7s %6s' % (
    'recording', 'times', 'words', '<50', '<100', '<200', 'median', 'worst', 'lost', 'auc', 'found', 'alarms', 'cpu',
    'MB')


def optional(scores, key, shape):
    return shape % scores[key] if key in scores else '-'


def print_row(name, times, run, scores):
    print('%-34s %-5s %5d %6.1f %6.1f %6.1f %7.1f %7.2f %4d %6s %6s %6.1f %7.2f %6.0f' % (
        name, 'yes' if times else 'no', scores['n'], scores['within_50'], scores['within_100'], scores['within_200'],
        scores['median'], scores['worst'], scores['lost'], optional(scores, 'auc', '%.2f'),
        optional(scores, 'recall', '%.0f'), scores['alarms'], run.cpu, run.memory), flush=True)


def print_sound(recording):
    _, cpu, memory = align_corpus.measure([SOUND, recording.media])
    print('  %-73s %36.2f %6.0f' % ('sound', cpu, memory))


def print_peers(name):
    for prefix, (what, peers) in PEERS.items():
        if not name.startswith(prefix):
            continue
        for who, figures in peers.items():
            print('  %-44s %6.0f %6.0f %6.0f %7s %7.1f' % ('%s, %s' % (who, what), *figures[:3], '', figures[3]))


def bench(recording):
    for times in ([True, False] if recording.has_times else [False]):
        try:
            run = align_corpus.align(CLI, recording, times)
            print_row(recording.name, times, run, align_corpus.score(recording, run))
        except (align_corpus.Failed, align_score.Mismatch) as failure:
            print('%-34s %-5s %s' % (recording.name, 'yes' if times else 'no', failure), flush=True)
    if recording.name.startswith('made/'):
        print_sound(recording)
    print_peers(recording.name)


def is_wanted(name):
    return not WANTED or any(word in name for word in WANTED)


def main():
    if align_corpus.folder() is None:
        sys.exit('bench-align: no collection of recordings in SOUFFLEUR_CORPUS')
    with tempfile.TemporaryDirectory(prefix='bench-align-') as scratch:
        print(HEAD)
        for recording in align_corpus.find(scratch):
            if is_wanted(recording.name):
                bench(recording)
        lines = align_corpus.read_lines()
        for name, times in (('fr-half-hour', 1), ('fr-three-hours', 7)):
            if is_wanted('made/' + name):
                bench(align_corpus.make(scratch, name, lines * times, seed=7))
        for who, (cpu, memory) in PEER_COSTS.items():
            print('  %-73s %36.0f %6.0f' % (who + ', 28 min', cpu, memory))


if __name__ == '__main__':
    main()
