#!/usr/bin/python3
"""What souffleur-cli clip makes, judged by what ffmpeg decodes of it.

  test-clip.py SOUFFLEUR-CLI
"""
import os
import struct
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))

import clips
from clips import (BITS, FRAME, HEIGHT, RATE, WIDTH, clip, delay, ffmpeg, number, path, pictures, probe,
                   samples)


def make_recordings():
    ffmpeg(*clips.PICTURES, *clips.NOISE, *clips.FILM, '-c:a', 'aac', '-b:a', '256k', path('film.mp4'))
    ffmpeg('-i', path('film.mp4'), '-c', 'copy', '-an', path('mute.mp4'))
    ffmpeg(*clips.PICTURES, *clips.NOISE, *clips.FILM, '-c:a', 'flac', path('film.mkv'))
    ffmpeg(*clips.NOISE, path('sound.wav'))
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=4,noise=alls=60:allf=t:all_seed=3', *clips.FILM, '-crf',
           '1', path('hard.mp4'))


def cue(start, end, text):
    clock = lambda t: '%02d:%02d:%02d,%03d' % (t // 3600, t // 60 % 60, t % 60, round(t * 1000) % 1000)
    return '%s --> %s\n%s\n\n' % (clock(start), clock(end), text)


def make_transcripts():
    with open(path('words.srt'), 'w', encoding='utf-8') as file:
        file.write('1\n' + cue(1, 2, 'Hello there, world.') +
                   '2\n' + cue(4, 6, 'One two three four.') + '3\n' + cue(7, 9, 'a & <b> « œuvre »'))
    with open(path('words.vtt'), 'w', encoding='utf-8') as file:
        file.write('WEBVTT\n\n00:04.000 --> 00:06.000\n'
                   '<00:04.000>One <00:04.500>two <00:05.000>three <00:05.500>four.\n')


def first_picture():
    """Picture and sound begin together, with the picture that is seen there, and none is missing"""
    # On a picture, between two, near the beginning, in the middle of a group, and up to the end.
    for name, start, end in (('film.mp4', 4.0, 5.0), ('film.mp4', 3.17, 4.5), ('film.mp4', 0.05, 1.0),
                             ('film.mp4', 9.99, 11.9), ('film.mkv', 5.55, 6.5)):
        clip(path(name), '--from', str(start), '--to', str(end), '-o', path('out.mp4'))
        first = int(start / FRAME + 1e-6)
        count = -(-round((end - first * FRAME) * 1000) // round(FRAME * 1000))
        seen = [number(picture) for picture in pictures('out.mp4')]
        assert seen == list(range(first, first + count)), (name, start, seen[:3], len(seen), count)
        assert all(abs(d) <= 1 for d in delay('out.mp4', first * FRAME)), (name, delay('out.mp4', first * FRAME))
        for stream in probe('out.mp4')['streams']:
            assert abs(float(stream['start_time'])) < 1e-6, stream
            assert abs(float(stream['duration']) - count * FRAME) < 1e-4, stream
        assert abs(float(probe('out.mp4')['format']['duration']) - count * FRAME) < 1e-3


def sound_alone():
    """A clip of the sound begins and ends with the sample, in each form"""
    for form, exact in (('wav', True), ('flac', True), ('opus', True), ('m4a', False), ('mp3', True)):
        name = 'out.' + form
        clip(path('sound.wav'), '--from', '2.3456', '--to', '4.5678', '-o', path(name))
        assert all(abs(d) <= 1 for d in delay(name, 2.3456)), (form, delay(name, 2.3456))
        length, wanted = len(samples(name)), round(2.2222 * RATE)
        # ffmpeg plays the last AAC block to its end.
        assert length == wanted if exact else wanted <= length < wanted + 1024, (form, length, wanted)


def nothing_told():
    """A clip tells its title and nothing else, and begins with what a player needs"""
    clip(path('film.mp4'), '--from', '1', '--to', '2', '--title', 'Œuvre & fils', '-o', path('out.mp4'))
    facts = probe('out.mp4')
    known = {'title', 'major_brand', 'minor_version', 'compatible_brands'}
    assert set(facts['format']['tags']) == known, facts['format']['tags']
    assert facts['format']['tags']['title'] == 'Œuvre & fils'
    for stream in facts['streams']:
        assert set(stream.get('tags', {})) <= {'language', 'handler_name', 'vendor_id'}, stream['tags']
    with open(path('out.mp4'), 'rb') as file:
        data = file.read()
    order, at = [], 0
    while at < len(data):
        size, kind = struct.unpack('>I4s', data[at:at + 8])
        order.append(kind)
        at += size
    assert order.index(b'moov') < order.index(b'mdat'), order
    clip(path('film.mp4'), '--from', '1', '--to', '2', '--title', 'Œuvre & fils', '-o', path('again.mp4'))
    with open(path('again.mp4'), 'rb') as file:
        assert file.read() == data, 'the same recipe gives other bytes'
    clip(path('sound.wav'), '--from', '1', '--to', '2', '--title', 'Œuvre', '-o', path('out.mp3'))
    assert probe('out.mp3')['format']['tags']['title'] == 'Œuvre'


def shapes():
    """A picture is cut, has bars, or a ground of its own, in each shape"""
    for shape, size in (('9:16', (180, 320)), ('1:1', (180, 180)), ('4:5', (180, 224)), ('16:9', (320, 180))):
        for fit in ('crop', 'blur', 'bars'):
            clip(path('film.mp4'), '--from', '2', '--to', '2.1', '--shape', shape, '--size', '180', '--fit', fit,
                 '-o', path('out.mp4'))
            width, height = size
            seen = pictures('out.mp4', width, height)[0]
            middle, corner = height // 2, seen[4 * width + width // 2]
            if shape == '16:9' or fit != 'crop':
                assert number(seen, middle, 0, width, width) == 50, (shape, fit)
            if shape != '16:9' and fit == 'bars':
                assert corner < 20, (shape, corner)
            if fit == 'crop':
                # Of the columns the middle ones are left: each as wide as it is high.
                kept = WIDTH * width * HEIGHT / height / WIDTH
                for x in range(0, width, 9):
                    bit = int(((WIDTH - kept) / 2 + (x + 0.5) * kept / width) * BITS / WIDTH)
                    near = ((WIDTH - kept) / 2 + x * kept / width) * BITS / WIDTH % 1
                    if 0.2 < near < 0.8:
                        assert (seen[middle * width + x] > 128) == (50 >> bit & 1), (shape, x)


def without_sound():
    """A film without sound gives a clip without, and sound without a film no video"""
    clip(path('mute.mp4'), '--from', '2', '--to', '3', '-o', path('out.mp4'))
    assert [stream['codec_type'] for stream in probe('out.mp4')['streams']] == ['video']
    assert 'picture' in clip(path('sound.wav'), '--from', '2', '--to', '3', '-o', path('none.mp4'), status=1)
    assert 'sound' in clip(path('mute.mp4'), '--from', '2', '--to', '3', '-o', path('none.m4a'), status=1)
    assert not os.path.exists(path('none.mp4')) and not os.path.exists(path('none.m4a'))


def size_limit():
    """A clip is no larger than it may be"""
    words = [path('hard.mp4'), '--from', '0.5', '--to', '3.5', '--quality', '10']
    clip(*words, '-o', path('large.mp4'))
    limit = os.path.getsize(path('large.mp4')) // 2
    clip(*words, '--max-size', '%.6f' % (limit / 1e6), '-o', path('small.mp4'))
    assert limit / 4 < os.path.getsize(path('small.mp4')) <= limit, (os.path.getsize(path('small.mp4')), limit)


def words_to_clip():
    """Lines and words of the transcript say where the clip begins and ends"""
    for which in (['--lines', '2'], ['--quote', 'two three']):
        clip(path('film.mp4'), path('words.vtt' if 'two three' in which else 'words.srt'), *which, '-o',
             path('out.wav'))
    assert len(samples('out.wav')) / RATE < 1.6
    clip(path('film.mp4'), path('words.srt'), '--from', '4.5', '--to', '8', '-o', path('out.srt'))
    with open(path('out.srt'), encoding='utf-8') as file:
        text = file.read()
    assert '00:00:00,000 --> 00:00:01,500\nOne two three four.' in text, text
    assert '00:00:02,500 --> 00:00:03,500' in text, text


def loudness():
    """A clip is as loud as it should be, and no peak is too high, not even between samples"""
    source = ('aevalsrc=0.02*random(0)+0.9*gt(mod(n\\,9000)\\,8997)*sin(n*2)+0.05*sin(n/9)*sin(n/40000):s=48000:d=8')
    ffmpeg('-f', 'lavfi', '-i', source, path('clicks.wav'))
    for target, name in ((-16, 'out.wav'), (-14, 'out.m4a')):
        clip(path('clicks.wav'), '--from', '0.5', '--to', '7.5', '--lufs', str(target), '-o', path(name))
        told = subprocess.run(['ffmpeg', '-nostats', '-i', path(name), '-af', 'ebur128=peak=true', '-f', 'null', '-'],
                              stderr=subprocess.PIPE, check=True, text=True).stderr.split('Summary:')[1]
        words = told.split()
        loud, peak = float(words[words.index('I:') + 1]), float(words[words.index('Peak:') + 1])
        assert abs(loud - target) <= 0.35 and peak <= -1.0, (target, loud, peak)


def audiogram():
    """Sound gets pictures: a wave that moves, and the words; to the sample, too"""
    clip(path('sound.wav'), path('words.srt'), '--from', '3', '--to', '5', '--kind', 'audiogram', '--shape', '1:1',
         '--size', '180', '--title', 'Title', '-o', path('out.mp4'))
    seen = pictures('out.mp4', 180, 180)
    assert len(seen) == 60, len(seen)
    assert all(abs(d) <= 1 for d in delay('out.mp4', 3)), delay('out.mp4', 3)
    region = lambda i, top, bottom: seen[i][top * 180:bottom * 180]
    moved = sum(abs(a - b) > 40 for a, b in zip(region(5, 55, 97), region(25, 55, 97)))
    assert moved > 50, moved
    box = lambda i: min(region(i, 125, 160)) < 30
    assert not box(28) and box(32), (min(region(28, 125, 160)), min(region(32, 125, 160)))
    assert sum(a != b for a, b in zip(region(20, 10, 40), region(21, 10, 40))) < 200, 'the title moves'


def card():
    """A card is a picture in its shape with the words, which are as large as there is room"""
    sizes = {}
    for which in ('1', '2-3'):
        clip(path('film.mp4'), path('words.srt'), '--lines', which, '--shape', '4:5', '--size', '360', '-o',
             path('card.png'))
        seen = pictures('card.png', 360, 450)
        assert len(seen) == 1
        rows = [y for y in range(450) if max(seen[0][y * 360:(y + 1) * 360]) > 200]
        assert rows and rows[0] > 40 and rows[-1] < 360, rows
        sizes[which] = len(rows)
    assert sizes['2-3'] > sizes['1'], sizes


def not_over_the_source():
    """No clip replaces its recording, by whatever name"""
    os.link(path('sound.wav'), path('link.wav'))
    os.symlink(path('sound.wav'), path('way.wav'))
    before = os.stat(path('sound.wav'))
    for name in ('sound.wav', 'link.wav', 'way.wav'):
        assert 'replace' in clip(path('sound.wav'), '--from', '1', '--to', '2', '-o', path(name), status=1)
    assert os.stat(path('sound.wav')).st_mtime_ns == before.st_mtime_ns


def words_beside():
    """The words can stand beside the clip, with its times and the names of who speaks on its pictures"""
    clip(path('film.mp4'), path('words.srt'), '--lines', '2', '-o', path('beside.mp4'), '--sidecar', 'srt')
    with open(path('beside.srt'), encoding='utf-8') as file:
        rows = file.read().split('\n')
    assert rows[2] == 'One two three four.', rows
    begin, end = (sum(float(part.replace(',', '.')) * unit for part, unit in zip(clock.split(':'), (3600, 60, 1)))
                  for clock in rows[1].split(' --> '))
    assert 0 <= begin < 0.3 and 1.7 < end <= float(probe('beside.mp4')['format']['duration']) + 0.001, rows[1]
    with open(path('said.vtt'), 'w', encoding='utf-8') as file:
        file.write('WEBVTT\n\n00:04.000 --> 00:06.000\n<v Bartholomew>Yes.\n')
    seen = []
    for words in ([], ['--speakers']):
        clip(path('film.mp4'), path('said.vtt'), '--lines', '1', '--style', 'box', *words, '-o', path('said.mp4'))
        seen.append(sum(value > 225 for value in pictures('said.mp4')[25]))
    assert seen[1] > 1.5 * seen[0] > 0, seen


def kept():
    """What a clip is made from is kept, and the same clip is made of it again"""
    asked = [path('film.mp4'), path('words.srt'), '--lines', '2-3', '--shape', '1:1', '--size', '180', '--save-recipe',
             path('kept.clip')]
    clip(*asked, '-o', path('kept.mp4'))
    clip('--recipe', path('kept.clip'), '-o', path('again.mp4'))
    assert pictures('kept.mp4', 180, 180) == pictures('again.mp4', 180, 180)
    os.remove(path('kept.clip'))
    os.remove(path('kept.mp4'))
    clip(*asked)
    assert os.path.exists(path('kept.clip')) and not os.path.exists(path('kept.mp4'))
    clip('--recipe', path('kept.clip'), '-o', path('kept.png'), status=1)
    clip('--recipe', path('words.srt'), '-o', path('kept.mp4'), status=1)


def many():
    """Of many clips those that can be made are made, and what fails is told with its line"""
    with open(path('many.txt'), 'w', encoding='utf-8') as file:
        file.write('# a comment\n\n%s --from 1 --to 2 -o "%s"\n' % (path('film.mp4'), path('a b.m4a')))
        file.write('%s --from 3 --to 2 -o %s\n' % (path('film.mp4'), path('none.m4a')))
        file.write('%s %s --quote "three four" -o %s\n--batch x\n"\n' % (path('film.mp4'), path('words.vtt'), path('q.png')))
    said = clip('--batch', path('many.txt'), status=1)
    for line in (4, 6, 7):
        assert 'Line %d was not done' % line in said, said
    assert '3 of 5' in said, said
    assert all(os.path.exists(path(name)) for name in ('a b.m4a', 'q.png')) and not os.path.exists(path('none.m4a'))
    clip('--batch', path('absent.txt'), status=1)


def usage():
    """What is not asked properly ends with 2"""
    film = path('film.mp4')
    for words in ([], [film], [film, '-o', path('a.mp4')], [film, '--from', '1', '-o', path('a.mp4')],
                  [film, '--from', '1', '--to', '2', '--shape', '3:2', '-o', path('a.mp4')],
                  [film, '--from', 'x', '--to', '2', '-o', path('a.mp4')],
                  [film, '--lines', '1', '-o', path('a.mp4')],
                  [film, path('words.srt'), '--lines', '9', '-o', path('a.mp4')],
                  [film, path('words.srt'), '--quote', 'absent', '-o', path('a.mp4')],
                  [film, '--from', '1', '--to', '2', '-o', path('a.unknown')],
                  [film, '--from', '1', '--to', '2', '-o', path('a.mp4'), '--sidecar', 'unknown'],
                  [film, '--recipe', path('x'), '-o', path('a.mp4')]):
        clip(*words, status=2)
    clip(film, '--from', '2', '--to', '1', '-o', path('a.mp4'), status=1)
    assert not os.path.exists(path('a.mp4'))


clips.start('clip', sys.argv[1])
make_recordings()
make_transcripts()
clips.run([first_picture, sound_alone, nothing_told, shapes, without_sound, size_limit, words_to_clip, loudness,
           audiogram, card, not_over_the_source, words_beside, kept, many, usage])
