#!/usr/bin/python3
"""The words in a clip, as they are seen in its decoded pictures: when, where, and in which colour.

  test-captions.py SOUFFLEUR-CLI
"""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))

import clips
from clips import FPS, clip, ffmpeg, path, pictures

GROUND = (64, 96, 128)  # red, green and blue
# Where words may be: x and y, from and to, as shares of the picture.
TALL, WIDE, SQUARE = (0.06, 0.83, 0.14, 0.65), (0.16, 0.84, 0.08, 0.92), (0.08, 0.92, 0.08, 0.90)


def make_recordings():
    # A ground in which nothing moves, neither dark nor light, and as wide as a phone's picture is high.
    ffmpeg('-f', 'lavfi', '-i', 'color=0x406080:s=640x360:r=%d:d=12' % FPS, *clips.NOISE, *clips.FILM, '-c:a', 'aac',
           path('film.mp4'))


def stamp(t):
    return '%02d:%02d:%02d.%03d' % (t // 3600, t // 60 % 60, t % 60, round(t * 1000) % 1000)


def vtt(name, *cues):
    """Each cue: from, to, text; or from, to and a list of (word, when)."""
    with open(path(name), 'w', encoding='utf-8') as file:
        file.write('WEBVTT\n')
        for begin, end, text in cues:
            if not isinstance(text, str):
                text = ' '.join('<%s>%s' % (stamp(when), word) for word, when in text)
            file.write('\n%s --> %s\n%s\n' % (stamp(begin), stamp(end), text))
    return path(name)


def over(limit):
    return bytes(value > limit for value in range(256))


def under(limit):
    return bytes(value < limit for value in range(256))


def both(*masks):
    """Where all of them are 1."""
    value = int.from_bytes(masks[0], 'little')
    for mask in masks[1:]:
        value &= int.from_bytes(mask, 'little')
    return value.to_bytes(len(masks[0]), 'little')


class Seen:
    """The pictures of a clip with words on an even ground."""

    def __init__(self, words, begin, end, style, *more, shape='source', size=360):
        clip(path('film.mp4'), words, '--from', str(begin), '--to', str(end), '--shape', shape, '--size', str(size),
             *more, '--style', style, '-o', path('words.mp4'))
        facts = clips.probe('words.mp4')['streams'][0]
        self.width, self.height = facts['width'], facts['height']
        size = self.width * self.height
        # Green, blue and red, one after the other.
        self.planes = [(p[:size], p[size:2 * size], p[2 * size:])
                       for p in pictures('words.mp4', self.width, self.height, 'gbrp', 3)]

    def count(self):
        return len(self.planes)

    def points(self, mask):
        """Where it is 1, as (x, y)."""
        found, at = [], mask.find(1)
        while at >= 0:
            found.append((at % self.width, at // self.width))
            at = mask.find(1, at + 1)
        return found

    def box(self, i):
        """From where to where something is drawn, whose green is not that of the ground; None when nothing is."""
        mask = self.planes[i][0].translate(bytes(abs(value - GROUND[1]) > 35 for value in range(256)))
        if mask.count(1) < 20:
            return None
        rows = [mask[y * self.width:(y + 1) * self.width] for y in range(self.height)]
        ys = [y for y, row in enumerate(rows) if 1 in row]
        return (min(rows[y].find(1) for y in ys), max(rows[y].rfind(1) for y in ys), ys[0], ys[-1])

    def white(self, i):
        return self.points(both(*[plane.translate(over(190)) for plane in self.planes[i]]))

    def dark(self, i):
        return self.points(both(*[plane.translate(under(60)) for plane in self.planes[i]]))

    def yellow(self, i):
        green, blue, red = self.planes[i]
        return self.points(both(red.translate(over(140)), green.translate(over(110)), blue.translate(under(130))))

    def ground(self, i):
        """Of the box around what is drawn, how much is as it was, as a share."""
        left, right, top, bottom = self.box(i)
        near = lambda v: bytes(abs(value - v) < 45 for value in range(256))
        green, blue, red = self.planes[i]
        same = both(red.translate(near(GROUND[0])), green.translate(near(GROUND[1])), blue.translate(near(GROUND[2])))
        inner = sum(left <= x <= right and top <= y <= bottom for x, y in self.points(same))
        return inner / ((right - left + 1) * (bottom - top + 1))

    def lit(self, i):
        """Where the middle is of what has the colour of the word that is said; None when nothing has."""
        found = self.yellow(i)
        return sum(x for x, _ in found) / len(found) if len(found) > 8 else None

    def rows(self, i):
        """How many rows of letters there are."""
        ys = sorted({y for _, y in self.white(i) + self.yellow(i)})
        return sum(b - a > 3 for a, b in zip([-99, *ys], ys))


def inside(seen, i, box):
    found, (left, right, top, bottom) = seen.box(i), box
    assert found, i
    assert found[0] >= left * seen.width - 2 and found[1] <= right * seen.width + 2, (i, found, seen.width)
    assert found[2] >= top * seen.height - 2 and found[3] <= bottom * seen.height + 2, (i, found, seen.height)


def times_of_words():
    """A29: words are seen from their first picture to their last, in each style, and nothing is in a gap"""
    words = vtt('gap.vtt', (1, 2, 'Hello there, world.'), (4, 6, 'One two three four.'), (7, 9, 'Then five.'))
    for style in ('box', 'outline', 'karaoke', 'large'):
        seen = Seen(words, 3, 8, style)
        shown = [seen.box(i) is not None for i in range(seen.count())]
        assert shown == [25 <= i < 75 or i >= 100 for i in range(125)], (style, shown)
    assert Seen(words, 2.2, 3.8, 'box').box(10) is None


def places():
    """Words stay where no platform covers them, in two rows at most, in each shape, style and place"""
    text = ('When somebody speaks for a very long time without any pause, then the words are shown in parts, and each '
            'of them fits, uncharacteristically.')
    words = vtt('long.vtt', (1, 3, text))
    for shape, box in (('9:16', TALL), ('16:9', WIDE), ('1:1', SQUARE), ('4:5', SQUARE)):
        for style in ('box', 'outline', 'large'):
            seen = Seen(words, 1, 3, style, shape=shape, size=270)
            boxes = []
            for i in range(2, 50, 8):
                inside(seen, i, box)
                assert 1 <= seen.rows(i) <= 2, (shape, style, i, seen.rows(i))
                boxes.append(seen.box(i))
            assert len(set(boxes)) > 1, 'no parts'
    middles = []
    for place in ('top', 'middle', 'bottom'):
        seen = Seen(words, 1, 1.5, 'box', '--place', place, shape='9:16', size=270)
        inside(seen, 2, TALL)
        middles.append(sum(seen.box(2)[2:]) / 2 / seen.height)
    assert middles[0] < 0.3 < middles[1] < 0.5 < middles[2], middles


def karaoke():
    """Word k is lit from its first picture to that of the next word, and no other word is"""
    spoken = [('One', 4.0), ('two', 4.52), ('three', 5.0), ('four.', 5.48)]
    seen = Seen(vtt('words.vtt', (4, 6, spoken)), 4, 6, 'karaoke')
    places_of = [seen.lit(i) for i in range(50)]
    assert all(p is not None for p in places_of), places_of
    due = [sum(when <= 4 + i / FPS + 1e-6 for _, when in spoken) - 1 for i in range(50)]
    means = [sum(p for p, k in zip(places_of, due) if k == word) / due.count(word) for word in range(4)]
    assert all(b - a > 15 for a, b in zip(means, means[1:])), means
    assert all(abs(p - means[k]) < 3 for p, k in zip(places_of, due)), list(zip(places_of, due))
    # What is not lit is white: to the right of the first word, to the left of the last one.
    assert max(x for x, _ in seen.white(5)) > means[3] and min(x for x, _ in seen.white(45)) < means[0]
    # Nothing moves when another word is lit.
    assert len({seen.box(i) for i in range(50)}) == 1, {seen.box(i) for i in range(50)}


def large():
    """A few large words at a time, and the one that is said is lit"""
    spoken = [('One', 4.0), ('two', 4.4), ('six', 4.8), ('four', 5.2), ('five.', 5.6)]
    words = vtt('words.vtt', (4, 6, spoken))
    seen, usual = Seen(words, 4, 6, 'large'), Seen(words, 4, 6, 'outline')
    high = lambda s, i: s.box(i)[3] - s.box(i)[2]
    assert seen.rows(5) == usual.rows(5) == 1 and high(seen, 5) > 1.3 * high(usual, 5), (high(seen, 5), high(usual, 5))
    assert seen.lit(5) < seen.lit(15) < seen.lit(25) and usual.lit(5) is None
    assert seen.box(5) == seen.box(25) != seen.box(35), 'the next words'


def outline():
    """Without a box letters have a dark edge, and the ground is seen between them"""
    words = vtt('one.vtt', (1, 3, 'H I'))
    seen, boxed = Seen(words, 1, 1.4, 'outline'), Seen(words, 1, 1.4, 'box')
    assert len(seen.white(4)) > 60 and len(seen.dark(4)) > 60 and seen.ground(4) > 0.12, seen.ground(4)
    # Of the ground below a box only its corners are left.
    assert boxed.ground(4) < 0.05 and len(boxed.white(4)) > 60 and len(boxed.dark(4)) > len(boxed.white(4))


def shape_of(text, shape='source', style='box'):
    """What a text looks like: where it is white, from its left upper corner on."""
    seen = Seen(vtt('text.vtt', (1, 3, text)), 1, 1.5, style, shape=shape, size=360)
    found = set(seen.white(2))
    left, top = min(x for x, _ in found), min(y for _, y in found)
    return {(x - left, y - top) for x, y in found}, seen


def french():
    """French marks stay with their words, their narrow spaces are spaces, and no letter becomes a box"""
    # Were the narrow space missing in the font it would be drawn as a box, and wider.
    width = lambda pixels: max(x for x, _ in pixels)
    with_narrow, seen = shape_of('Oui\u202f!')
    without, _ = shape_of('Oui!')
    wide, _ = shape_of('Oui\u00a0!')
    assert width(without) < width(with_narrow) <= width(wide), (width(without), width(with_narrow), width(wide))
    assert abs(len(with_narrow) - len(without)) < 0.1 * len(without), 'another letter is drawn'
    for a, b in (('œuvre', 'oeuvre'), ('l’ami', 'lami'), ('« oui »', 'oui'), ('É', 'E')):
        one, other = shape_of(a)[0], shape_of(b)[0]
        assert one != other, (a, b)
    # A mark never stands alone in a row, however long its word is: rather is that cut.
    n_broken = 0
    for mark in (' !', '\u202f?', '\u00a0:', ' »'):
        for n in (15, 17, 19):
            _, seen = shape_of('m' + 'o' * n + mark, '9:16')
            rows = {}
            for x, y in seen.white(2):
                rows.setdefault(y, []).append(x)
            if seen.rows(2) == 2:
                n_broken += 1
                last = [x for y in rows if y > max(rows) - 14 for x in rows[y]]
                assert max(last) - min(last) > 17, (mark, n, max(last) - min(last))
    assert n_broken > 4, n_broken


def scripts():
    """Arabic, Hebrew and Chinese are drawn in their order and their place"""
    for text in ('مرحبا بالعالم، هذا اختبار طويل للنص العربي', 'שלום עולם, זה מבחן ארוך של הטקסט',
                 '你好世界，这是一个很长的测试文本，没有空格也要换行。', 'これは日本語の字幕です。とても長いので二行になります。'):
        seen = Seen(vtt('text.vtt', (1, 3, text)), 1, 1.4, 'box', shape='9:16', size=270)
        inside(seen, 2, TALL)
        assert 1 <= seen.rows(2) <= 3 and len(seen.white(2)) > 50, text
    # The first word of Hebrew is on the right.
    spoken = [('שלום', 1.0), ('עולם', 1.4)]
    seen = Seen(vtt('words.vtt', (1, 2, spoken)), 1, 1.8, 'karaoke')
    assert seen.lit(4) > seen.lit(14) + 10, (seen.lit(4), seen.lit(14))


clips.start('captions', sys.argv[1])
make_recordings()
clips.run([times_of_words, places, karaoke, large, outline, french, scripts])
