#!/usr/bin/python3
"""Clips of recordings of every kind: their pictures, their sound, and that both are in time.

  test-sources.py SOUFFLEUR-CLI
"""
import math
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))

import clips
from clips import FRAME, HEIGHT, RATE, SOUND, WIDTH, clip, delay, ffmpeg, number, path, pictures, probe, samples, times

AAC = ['-c:a', 'aac', '-b:a', '256k']
FLAC = ['-c:a', 'flac']


def make(name, *words, pictures_in=None):
    ffmpeg(*(pictures_in or clips.PICTURES), *clips.NOISE, *words, path(name))


def film(*more):
    return [*clips.FILM, *more]


def cut(name, begin, end, out='out.mp4', *more):
    clip(path(name), '--from', '%.6f' % begin, '--to', '%.6f' % end, *more, '-o', path(out))


def shown(name, rate=1 / FRAME):
    """The numbers of a clip that has them all; that it begins at 0 and its pictures come evenly is seen to."""
    when = times(name)
    assert all(abs(t - i / rate) < 0.0011 for i, t in enumerate(when)), (name, when[:5])
    video = probe(name)['streams'][0]
    return [number(p, video['height'] // 2, 0, video['width'], video['width'])
            for p in pictures(name, video['width'], video['height'])]


def check(name, begin, end, first=None, most=1, rate=1 / FRAME, **more):
    """A clip has the pictures from the one that is seen at begin to the last before end, and their sound."""
    cut(name, begin, end)
    first = math.floor(begin * rate + 1e-4) if first is None else first
    count = math.ceil((end - first / rate) * rate - 1e-4)
    seen = shown('out.mp4', rate)
    assert seen == list(range(first, first + count)), (name, begin, seen[:3], seen[-3:], first, count)
    late = delay('out.mp4', first / rate, most=max(most + 30, 40), **more)
    assert all(abs(d) <= most for d in late), (name, begin, late)


def places():
    """On a picture and between two, near both ends, on a key picture and before one: in each container"""
    make('film.mp4', *film(*AAC))
    make('keys.mkv', *clips.FILM, '-g', '25', *FLAC)
    for name in ('film.mp4', 'keys.mkv'):
        for begin, end in ((4.0, 5.0), (3.17, 4.5), (0.05, 0.9), (10.9, 11.99), (5.0, 5.1), (4.98, 5.5)):
            # So short a clip has no place for two comparisons that are apart.
            check(name, begin, end, ends=(2000, -4000) if end - begin < 0.5 else (2000, -8000))


def web():
    """Of a WebM the sound is in time, as far as its whole milliseconds tell"""
    make('film.webm', '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-cpu-used', '8', '-g', '240', '-b:v', '1M',
         '-c:a', 'libopus', '-b:a', '128k')
    # Its first picture comes 7 ms late, so that no sound has a time below zero.
    assert times('film.webm')[0] == 0.007
    for begin, end in ((3.17, 4.5), (9.02, 10.0)):
        # It tells that its sound begins 6.5 ms before it does.
        check('film.webm', begin, end, most=RATE * 7 // 1000, least=0.7)


def rates():
    """Of 29.97, 24, 50 and 60 pictures a second none is lost or seen twice"""
    for words, rate in (('30000/1001', 30000 / 1001), ('24', 24.0), ('50', 50.0), ('60', 60.0)):
        numbers = [words if word == str(clips.FPS) else word for word in clips.PICTURES]
        make('rate.mp4', *clips.FILM, '-g', '600', *AAC, '-t', '5', pictures_in=numbers)
        check('rate.mp4', 2.3456, 3.4567, rate=rate)


def uneven():
    """Of pictures that come unevenly each is seen when it is due"""
    # Some are left out, as recorders of meetings do.
    make('uneven.mp4', '-vf', "select='lt(mod(n\\,7)\\,3)+eq(mod(n\\,11)\\,5)'", '-fps_mode', 'vfr', *film(*AAC), '-t', '9')
    kept = [n for n in range(clips.SECONDS * clips.FPS) if n % 7 < 3 or n % 11 == 5]
    for begin, end in ((3.17, 5.0), (6.0, 7.3)):
        cut('uneven.mp4', begin, end)
        start = max(n for n in kept if n * FRAME <= begin + 1e-6) * FRAME
        when, seen = times('out.mp4'), [number(p) for p in pictures('out.mp4')]
        half = (when[1] - when[0]) / 2 + 0.001
        assert half < 0.0215 and len(when) == len(seen)
        for t, value in zip(when, seen):
            due = {max(n for n in kept if n * FRAME <= start + t + d + 1e-6) for d in (-half, half)}
            assert value in range(min(due), max(due) + 1), (begin, t, value, due)
        assert all(abs(d) <= 1 for d in delay('out.mp4', start)), delay('out.mp4', start)
        assert abs(start + when[-1] + 2 * half - end) < 2 * half + 0.002, (when[-1], end)


def turned():
    """What a phone recorded lying on its side, or upside down, stands upright"""
    if not os.path.exists(path('film.mp4')):
        make('film.mp4', *film(*AAC))
    for degrees in (90, 180, 270):
        ffmpeg('-i', path('film.mp4'), '-c', 'copy', '-metadata:s:v', 'rotate=%d' % degrees, path('turned.mp4'))
        cut('turned.mp4', 2.0, 2.4)
        video = probe('out.mp4')['streams'][0]
        size = (WIDTH, HEIGHT) if degrees == 180 else (HEIGHT, WIDTH)
        assert (video['width'], video['height']) == size and 'side_data_list' not in video, video
        ours = pictures('out.mp4', *size)
        # ffmpeg turns what says so, too.
        theirs = pictures('turned.mp4', *size)[50:60]
        for a, b in zip(ours, theirs, strict=True):
            assert sum(abs(x - y) > 60 for x, y in zip(a[::7], b[::7])) < len(a) / 7 / 50, degrees


def deep():
    """Of ten bits the picture has eight, and is the same"""
    make('deep.mp4', *[word if word != 'yuv420p' else 'yuv420p10le' for word in film(*AAC)], '-t', '6')
    assert probe('deep.mp4')['streams'][0]['pix_fmt'] == 'yuv420p10le'
    check('deep.mp4', 3.17, 4.5)
    video = probe('out.mp4')['streams'][0]
    assert video['pix_fmt'] == 'yuv420p' and 'High 10' not in video['profile'], video


def finer():
    """Of 4:2:2 and 4:4:4 becomes what everything plays"""
    for form in ('yuv422p', 'yuv444p'):
        make('fine.mp4', *[word if word != 'yuv420p' else form for word in film(*AAC)], '-t', '5')
        check('fine.mp4', 3.17, 4.0, ends=(2000, -6000))
        video = probe('out.mp4')['streams'][0]
        assert video['pix_fmt'] == 'yuv420p', video


def wide_pixels():
    """Pixels that are no squares become squares, and the picture is as wide as it was"""
    for ratio, width in (('4/3', 426), ('8/9', 284)):
        make('wide.mp4', '-vf', 'setsar=' + ratio, *film(*AAC), '-t', '5')
        check('wide.mp4', 3.17, 4.0, ends=(2000, -6000))
        video = probe('out.mp4')['streams'][0]
        assert abs(video['width'] - width) <= 2 and video['height'] == HEIGHT, video
        assert video.get('sample_aspect_ratio', '1:1') == '1:1', video


def interlaced():
    """Of what was recorded in half pictures no combs are left"""
    # Odd rows come later: what moves is seen twice, in every second row, below the numbers.
    comb = "geq=lum='if(gt(Y\\,90)\\,if(mod(Y\\,2)\\,if(mod(N\\,2)\\,200\\,40)\\,if(mod(N\\,2)\\,40\\,200))\\,lum(X\\,Y))'"
    make('half.mp4', '-vf', comb + ',setfield=tff', *clips.FILM, '-flags', '+ildct+ilme', '-x264-params', 'tff=1',
         '-t', '6', *AAC)
    cut('half.mp4', 2.0, 3.0)
    seen = pictures('out.mp4')
    assert [number(p) for p in seen] == list(range(50, 75)), [number(p) for p in seen]
    assert all(abs(d) <= 1 for d in delay('out.mp4', 2.0))
    for p in seen:
        column = [p[y * WIDTH + 160] for y in range(110, 170)]
        jumps = sum(abs(a - b) > 60 for a, b in zip(column, column[1:]))
        assert jumps < 6, jumps


def channels():
    """Of one channel, of six and of 44.1 kHz becomes the same sound, all of it, in two channels"""
    rows = {
        'mono.wav': ['-ac', '1'],
        'low.m4a': ['-ar', '44100', *AAC],
        'low.wav': ['-ar', '44100'],
        'narrow.wav': ['-ar', '16000'],
        'centre.flac': ['-af', 'pan=5.1|c2=c0'],
        'around.flac': ['-af', 'pan=5.1|c4=c0|c5=c0'],
        'six.mp4': ['-af', 'pan=5.1|c0=c0|c1=c0|c2=c0', '-c:a', 'aac', '-b:a', '640k'],
        'byte.wav': ['-c:a', 'pcm_u8'],
        'fine.wav': ['-c:a', 'pcm_f32le'],
    }
    for name, words in rows.items():
        ffmpeg(*clips.NOISE, *words, path(name))
        cut(name, 2.3456, 3.5678, 'out.wav')
        assert probe('out.wav')['streams'][0]['channels'] == 2
        assert all(abs(d) <= 1 for d in delay('out.wav', 2.3456, least=0.6 if name == 'narrow.wav' else 0.8)), name
        assert len(samples('out.wav')) == round(1.2222 * RATE), name
        for side in (0, 1):
            ffmpeg('-i', path('out.wav'), '-af', 'pan=mono|c0=c%d' % side, path('side.wav'))
            # What is in one of six channels is a seventh of the whole, should all be as loud.
            assert max(abs(v) for v in samples('side.wav')) > max(SOUND) / 7, (name, side)


def unequal():
    """Where one track ends before the other the sound is silent or the last picture stays, and nothing moves"""
    make('short-sound.mkv', *film('-af', 'atrim=end=6', *FLAC))
    cut('short-sound.mkv', 5.0, 7.0)
    assert shown('out.mp4') == list(range(125, 175))
    sound = samples('out.mp4')
    assert all(abs(d) <= 1 for d in delay('out.mp4', 5.0, ends=(2000, 30000)))
    # The last millisecond before the end is AAC's.
    assert len(sound) >= 2 * RATE and max(abs(v) for v in sound[RATE + 2048:]) < 40

    make('short-film.mkv', *film('-vf', 'trim=end=6', *FLAC))
    cut('short-film.mkv', 5.0, 7.0)
    seen = shown('out.mp4')
    assert seen == list(range(125, 150)) + [149] * 25, seen
    assert all(abs(d) <= 1 for d in delay('out.mp4', 5.0))

    for wrap in ('mp4', 'mkv'):
        coder = AAC if wrap == 'mp4' else FLAC
        name = 'late-sound.' + wrap
        ffmpeg(*clips.PICTURES, '-itsoffset', '1.5', *clips.NOISE, *film(*coder), '-t', '6', path(name))
        cut(name, 1.0, 3.0)
        assert shown('out.mp4') == list(range(25, 75)), name
        sound = samples('out.mp4')
        assert max(abs(v) for v in sound[:RATE // 2 - 2048]) < 40, name
        late = delay('out.mp4', -0.5, most=60, ends=(30000, 80000))
        # In MP4 it begins at a whole millisecond.
        assert all(abs(d) <= (48 if wrap == 'mp4' else 1) for d in late), (name, late)

        name = 'late-film.' + wrap
        make(name, '-vf', 'setpts=PTS+1.52/TB', '-fps_mode', 'vfr', *film(*coder), '-t', '6')
        cut(name, 2.0, 3.0)
        seen = shown('out.mp4')
        assert seen == list(range(12, 37)), (name, seen)
        late = delay('out.mp4', 2.0)
        assert all(abs(d) <= 1 for d in late), (name, late)
        # Nothing is seen yet where the clip begins: the first picture is.
        cut(name, 0.5, 2.5)
        seen = shown('out.mp4')
        assert seen == [max(n - 25, 0) for n in range(50)] or seen == [max(n - 26, 0) for n in range(50)], (name, seen)
        assert all(abs(d) <= 1 for d in delay('out.mp4', 0.5)), name


def beyond():
    """A clip that goes on after the end of its recording is silent there, and its last picture stays"""
    if not os.path.exists(path('film.mp4')):
        make('film.mp4', *film(*AAC))
    cut('film.mp4', 11.5, 12.5)
    seen = shown('out.mp4')
    assert seen == [min(n, 299) for n in range(287, 313)], seen
    assert 'picture' in clip(path('film.mp4'), '--from', '13', '--to', '14', '-o', path('none.mp4'), status=1)


def cover():
    """Of a recording with a cover the sound is exact, and the cover is no film"""
    ffmpeg('-f', 'lavfi', '-i', 'color=red:s=64x64:d=0.04', '-frames:v', '1', path('cover.jpg'))
    ffmpeg(*clips.NOISE, '-i', path('cover.jpg'), '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v',
           'attached_pic', '-b:a', '256k', path('cover.m4a'))
    ffmpeg(*clips.NOISE, '-i', path('cover.jpg'), '-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-b:a', '256k',
           path('cover.mp3'))
    for name in ('cover.m4a', 'cover.mp3'):
        cut(name, 2.3456, 3.5678, 'out.wav')
        # GStreamer begins an MP3 with what its encoder needed before the first sample.
        late = delay('out.wav', 2.3456, most=1200 if name == 'cover.mp3' else 30, ends=(2000,))
        assert abs(late[0] - (1105 if name == 'cover.mp3' and late[0] > 1000 else 0)) <= 1, (name, late)
        err = clip(path(name), '--from', '2', '--to', '3', '-o', path('none.mp4'), status=1)
        assert 'picture' in err, err


def noise_of(sound, at, n, first):
    """How far from the source a stretch of a sound is, in dB below it."""
    part, other = sound[at:at + n], SOUND[first:first + n]
    gain = sum(a * b for a, b in zip(part, other)) / sum(b * b for b in other)
    error = sum((a - gain * b) ** 2 for a, b in zip(part, other)) or 1
    return 10 * math.log10(gain * gain * sum(b * b for b in other) / error)


def first_sound():
    """The first 20 ms of a clip sound as good as its middle, whatever decoder had to begin in the middle"""
    ffmpeg(*clips.NOISE, *AAC, path('sound.m4a'))
    ffmpeg(*clips.NOISE, '-c:a', 'libopus', '-b:a', '160k', path('sound.opus'))
    ffmpeg(*clips.NOISE, '-c:a', 'libvorbis', '-q:a', '7', path('sound.ogg'))
    ffmpeg(*clips.NOISE, '-c:a', 'libmp3lame', '-b:a', '192k', '-write_xing', '0', path('sound.mp3'))
    for name in ('sound.m4a', 'sound.opus', 'sound.ogg', 'sound.mp3'):
        cut(name, 5.4321, 7.0, 'out.wav')
        late = delay('out.wav', 5.4321, most=1300 if name == 'sound.mp3' else 30, ends=(2000,))[0]
        assert name == 'sound.mp3' or abs(late) <= 1, (name, late)
        sound, origin = samples('out.wav'), round(5.4321 * RATE) - late
        # After the fade.
        begin = noise_of(sound, 150, 810, origin + 150)
        middle = sorted(noise_of(sound, at, 810, origin + at) for at in range(20000, 50000, 3000))[5]
        assert begin > middle - 3, (name, begin, middle)


def tracks():
    """Of two tracks of sound the first is taken"""
    ffmpeg(*clips.PICTURES, *clips.NOISE, '-f', 'lavfi', '-i', 'sine=f=400:r=48000:d=12', '-map', '0:v', '-map', '1:a',
           '-map', '2:a', *film(*FLAC), path('two.mkv'))
    check('two.mkv', 3.17, 4.5)
    assert len(probe('out.mp4')['streams']) == 2


clips.start('sources', sys.argv[1])
clips.run([places, web, rates, uneven, turned, deep, finer, wide_pixels, interlaced, channels, unequal, beyond, cover,
           first_sound, tracks])
