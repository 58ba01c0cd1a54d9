#!/usr/bin/python3
"""align_score: how well words are timed.

  align_score.py REFERENCE.words.tsv FOUND.words.tsv [--delay SECONDS] [--json]

Both files have a row for each word of the same text: start, end and word, tab-separated,
in seconds.  FOUND may have a fourth column, the confidence; -1 says that nobody says the
word.  In REFERENCE -1 is a time that is not known; where it has a fourth column, the line,
a row without times and without a fifth, the voice, is a word that nobody says.

  n          words that count
  within_50  per cent of them whose start is off by 50 ms at most, and so on; a word that
             was given no time is off by more than any
  median     of the error of starts, ms; bias: with its sign; p99: 99 of 100 are better
  worst      the largest error of a start that was given, s; lost: words without
  end        median of the error of ends, ms
  auc        how likely a start that is off by more than 100 ms has a lower confidence than
             one that is not: 0.5 is a guess, 1 is perfect; bad: how many there are
  recall     per cent of the sentences that nobody says most of whose words are called so;
             alarms: words that somebody says and that are called so, of 1000
  backwards  starts before the start of the word before

--delay: the recording is heard so much later than the reference says, as an MP3 is.
"""
import json
import math
import statistics
import sys

LIMITS = (20, 50, 100, 200, 500)
BAD = 0.1


class Mismatch(Exception):
    """The two files are not about the same words."""


def read(path):
    with open(path, encoding='utf-8') as file:
        return [line.rstrip('\n').split('\t') for line in file]


def is_unspoken(row):
    return float(row[0]) < 0 and float(row[1]) < 0 and len(row) > 4 and row[4] == ''


def quantile(values, share):
    """Of sorted values; math.inf where it lies among those that are lost."""
    return values[min(len(values) - 1, int(share * len(values)))]


def area(bad, good):
    """That one of the bad is below one of the good; ties count half."""
    ranked = sorted([(value, 1) for value in bad] + [(value, 0) for value in good])
    total, i = 0.0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        total += sum(is_bad for _, is_bad in ranked[i:j]) * (i + j + 1) / 2
        i = j
    return 1 - (total - len(bad) * (len(bad) + 1) / 2) / (len(bad) * len(good))


def runs(flags):
    """(first, last + 1) of each run of what is true."""
    found, start = [], None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            found.append((start, i))
            start = None
    return found


def score(reference, found, delay=0.0):
    if len(reference) != len(found):
        raise Mismatch('%d words, %d of them found' % (len(reference), len(found)))
    for i, (row, other) in enumerate(zip(reference, found), 1):
        if row[2].strip() != other[2].strip():
            raise Mismatch('word %d is %r, not %r' % (i, other[2], row[2]))

    starts = [float(row[0]) for row in found]
    known = [i for i, row in enumerate(reference) if float(row[0]) >= 0]
    signed = {i: starts[i] - delay - float(reference[i][0]) if starts[i] >= 0 else math.inf for i in known}
    errors = sorted(abs(error) for error in signed.values())
    timed = [error for error in signed.values() if error != math.inf]
    ends = [abs(float(found[i][1]) - delay - float(reference[i][1])) for i in known
            if float(reference[i][1]) >= 0 and float(found[i][1]) >= 0]
    scores = {'n': len(known)}
    for limit in LIMITS:
        scores['within_%d' % limit] = 100.0 * sum(e <= limit / 1000 for e in errors) / len(errors)
    scores['median'] = 1000 * quantile(errors, 0.5)
    scores['p99'] = 1000 * quantile(errors, 0.99)
    scores['worst'] = max((abs(error) for error in timed), default=math.inf)
    scores['lost'] = len(known) - len(timed)
    scores['bias'] = 1000 * statistics.median(timed) if timed else math.inf
    scores['end'] = 1000 * statistics.median(ends) if ends else math.inf
    scores['backwards'] = sum(b < a for a, b in zip([s for s in starts if s >= 0], [s for s in starts if s >= 0][1:]))

    if all(len(row) > 3 and row[3] != '' for row in found):
        bad = [float(found[i][3]) for i in known if abs(signed[i]) > BAD]
        good = [float(found[i][3]) for i in known if abs(signed[i]) <= BAD]
        scores['bad'] = len(bad)
        if bad and good:
            scores['auc'] = area(bad, good)

    unspoken = [is_unspoken(row) for row in reference]
    sentences = runs(unspoken)
    spoken = [i for i, silent in enumerate(unspoken) if not silent]
    scores['alarms'] = 1000.0 * sum(starts[i] < 0 for i in spoken) / max(1, len(spoken))
    if sentences:
        right = sum(sum(starts[i] < 0 for i in range(*run)) * 2 > run[1] - run[0] for run in sentences)
        scores['recall'] = 100.0 * right / len(sentences)
    return scores


def main():
    words = sys.argv[1:]
    as_json = '--json' in words
    delay = 0.0
    if '--delay' in words:
        delay = float(words.pop(words.index('--delay') + 1))
    paths = [word for word in words if not word.startswith('--')]
    if len(paths) != 2:
        sys.exit(__doc__)
    try:
        scores = score(read(paths[0]), read(paths[1]), delay)
    except Mismatch as mismatch:
        sys.exit('align_score: ' + str(mismatch))
    print(json.dumps(scores) if as_json else ' '.join('%s=%.4g' % item for item in scores.items()))


if __name__ == '__main__':
    main()
