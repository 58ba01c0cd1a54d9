#!/usr/bin/python3
"""Lines are lit when they are spoken: the clock times of changes are spaced as the lines are."""
import os

from case import SCALE, case, main, make, note, open_episode, sound
import telling

SECONDS = float(os.environ.get('UI_TIMING_SECONDS', '12'))
WARM_UP = 3
DENSE = [0.5 + 0.61 * i + 0.2 * (i * 5 % 3) / 3 for i in range(420)]


def dense_transcript():
    ends = DENSE[1:] + [DENSE[-1] + 1]
    return make('dense.srt', telling.write_srt, [(start, end, text) for start, end, text in zip(
        DENSE, ends, map(telling.text_of, range(len(DENSE))))])


def measure(rate, margin):
    from case import GLib, wait
    with open_episode(sound(), dense_transcript()) as app:
        app.mpris_set('Rate', GLib.Variant('d', rate))
        app.go(20)
        app.play()
        # A null sink that nobody has used yet renders two seconds at once, and
        # takes as long to find its pace; no real device does.
        wait(lambda: app.position() > 20 + WARM_UP * rate, WARM_UP / SCALE + 10, 'the pace')
        since = app.mark()
        wait(lambda: app.position() > 20 + (WARM_UP + SECONDS) * rate, SECONDS / SCALE + 10, 'the end of it')
        lines = [event for event in app.trace('line', since) if event['line'] >= 0]
    # Against the line through all of them, as a steady clock would have them.
    leads = [event['t_ns'] / 1e9 - event['start_ns'] / 1e9 / rate for event in lines]
    middle = sorted(leads)[len(leads) // 2]
    away = sorted(abs(lead - middle) for lead in leads)
    p95 = away[int(len(away) * 0.95)]
    note('%g×: %d lines, off the even spacing p50 %.1f ms, p95 %.1f ms, most %.1f ms' % (
        rate, len(away), away[len(away) // 2] * 1000, p95 * 1000, away[-1] * 1000))
    if len(away) < SECONDS * rate:
        raise AssertionError('only %d lines were lit' % len(away))
    if p95 > margin:
        raise AssertionError('p95 is %.0f ms, at most %.0f allowed' % (p95 * 1000, margin * 1000))


@case
def normal_speed():
    """At normal speed within 50 ms (p95)."""
    measure(1.0, 0.05)


@case
def twice_the_speed():
    """At twice the speed within 100 ms (p95)."""
    measure(2.0, 0.1)


main()
