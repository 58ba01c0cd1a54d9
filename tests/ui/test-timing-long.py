#!/usr/bin/python3
"""A25: over 200 lines the highlight changes when the sound says it, at each speed.

Neither side is the program's own word for where it is: a change is the clock time at which the
line was lit, and the sound is what the sound server played, whose tone tells the position.
"""
from case import SCALE, GLib, Recording, case, main, make, note, open_episode, sound, wait
import telling

N_LINES = 420
STARTS = [0.5 + 0.61 * i + 0.2 * (i * 5 % 3) / 3 for i in range(N_LINES)]
WARM_UP = 3     # seconds: a null sink that nobody has used yet takes so long to find its pace
FROM = 5


def dense_transcript():
    ends = STARTS[1:] + [STARTS[-1] + 1]
    return make('dense.srt', telling.write_srt, [(start, end, text) for start, end, text in zip(
        STARTS, ends, map(telling.text_of, range(N_LINES)))])


def rank(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def away(values):
    """How far each is from the middle of them."""
    middle = rank(values, 0.5)
    return [abs(value - middle) for value in values]


def heard_at(track, rate, start):
    """When the recording plays the position `start`, by the windows around that moment."""
    near = sorted(track, key=lambda found: abs(found[1] - start))[:7]
    if len(near) < 7 or abs(near[0][1] - start) > 0.5:
        return None
    return rank([at + (start - position) / rate for at, position in near], 0.5)


def measure(rate, n_lines, limit):
    secs = n_lines * 0.68 / rate
    with open_episode(sound(), dense_transcript()) as app:
        app.mpris_set('Rate', GLib.Variant('d', rate))
        app.go(FROM)
        with Recording(rate=telling.RATE) as recording:
            app.play()
            wait(lambda: app.position() > FROM + WARM_UP * rate, WARM_UP / SCALE + 10, 'the pace')
            since = app.mark()
            end = FROM + (WARM_UP + secs) * rate
            wait(lambda: app.position() > end, secs / SCALE + 20, 'the end of it')
            lines = [event for event in app.trace('line', since) if event['line'] >= 0]
        app.pause()

    track = telling.hear(recording.samples, telling.RATE // 20)
    by_clock, by_sound = [], []
    for event in lines:
        lit, start = event['t_ns'] / 1e9, event['start_ns'] / 1e9
        heard = heard_at(track, rate, start)
        by_clock.append(lit - start / rate)
        if heard is not None:
            by_sound.append(lit - recording.started - heard)
    note('%g×: %d lines lit, %d of them heard' % (rate, len(by_clock), len(by_sound)))
    for what, found in (('the clock', away(by_clock)), ('the sound', away(by_sound))):
        note('by %s: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms' % (
            what, *(rank(found, share) * 1000 for share in (0.5, 0.95, 0.99, 1))))
    if len(by_sound) < n_lines * 0.9:
        raise AssertionError('only %d lines were lit and heard' % len(by_sound))
    for what, found in (('clock', away(by_clock)), ('sound', away(by_sound))):
        if rank(found, 0.99) > limit:
            raise AssertionError('p99 by the %s is %.0f ms, at most %.0f allowed' % (
                what, rank(found, 0.99) * 1000, limit * 1000))


@case
def normal_speed():
    """A25: at normal speed within 40 ms (p99 of 200 lines)."""
    measure(1.0, 200, 0.04)


@case
def twice_the_speed():
    """A25: at twice the speed within 100 ms (p99 of 200 lines)."""
    measure(2.0, 200, 0.1)


@case
def slowest_and_fastest():
    """A25: at half and at three times the speed within 150 ms."""
    measure(0.5, 40, 0.15)
    measure(3.0, 120, 0.15)


main()
