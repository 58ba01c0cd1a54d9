#!/usr/bin/python3
"""bench-clips: making clips, against ffmpeg doing the same work.

  bench-clips.py BUILD-FOLDER [NAME...]

Both take turns, so that a busy moment of the machine meets both.  CPU is user and system time of
the whole program, memory its peak, both as the kernel counted them; the ratios are ours to
ffmpeg's, so below 1 we are the faster or the smaller.  The same encoder makes both clips: libx264,
veryfast, quality 20, a key picture every 2 s, AAC with 128 kbit/s.  NAME: only those rows whose
name has it in it.

  captions      12 s of 1080p from the middle of 3 hours, each word lit when it is said (ass)
  plain         the same without words
  blur          8 s of it upright, on a blurred ground of its own (gblur)
  audiogram     20 s of sound from the middle of 3 hours, with a wave and words (showwaves, ass)
  sound         60 s of it, made as loud as others; and how loud it is then (ebur128)
  waveform      the outline of 3 hours of MP3; ffmpeg only decodes it
  first         how long a clip from the middle of 3 hours takes to its first picture

The recordings are made once, and stay in the build folder: 3 GB.
"""
import json
import os
import statistics
import subprocess
import sys
import time

BUILD = os.path.abspath(sys.argv[1])
WANTED = sys.argv[2:]
RUNS = 3
CLI = os.path.join(BUILD, 'src', 'cli', 'souffleur-cli')
PEAKS = os.path.join(BUILD, 'tests', 'bench', 'bench-peaks')
MEASURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support', 'measure.py')
FOLDER = os.path.join(BUILD, 'bench-clips')
X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-g', '60']
AAC = ['-c:a', 'aac', '-b:a', '128k']
FRONT = ['-movflags', '+faststart']
MIDDLE = 5400.5  # where the clips begin, in seconds
WORDS = 'bigger is not better and we have seen that what is short and clear is what people listen to until the end'


def path(name):
    return os.path.join(FOLDER, name)


def ffmpeg(*words):
    return ['ffmpeg', '-v', 'error', '-y', '-nostdin', *words]


def make(name, *words):
    """Unless it is there; whole or not at all."""
    if os.path.exists(path(name)):
        return
    print('# making ' + name, file=sys.stderr)
    part = path('part.' + name)
    subprocess.run(ffmpeg(*words, part), check=True)
    os.rename(part, path(name))


def make_recordings():
    os.makedirs(FOLDER, exist_ok=True)
    make('minute.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=1920x1080:r=30:d=60,noise=alls=8:allf=t:all_seed=1,'
         'format=yuv420p', '-f', 'lavfi', '-i', 'anoisesrc=d=60:c=pink:a=0.4:r=48000:seed=1,tremolo=f=4:d=0.8',
         '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '30', '-g', '250', '-bf', '3', *AAC)
    make('film.mp4', '-stream_loop', '179', '-i', path('minute.mp4'), '-c', 'copy')
    make('ten.mp3', '-f', 'lavfi', '-i', 'anoisesrc=d=600:c=pink:a=0.4:r=44100:seed=2,tremolo=f=4:d=0.8,'
         'aformat=channel_layouts=stereo', '-c:a', 'libmp3lame', '-q:a', '4')
    make('sound.mp3', '-stream_loop', '17', '-i', path('ten.mp3'), '-c', 'copy')


def spoken():
    """(word, when it begins, when the next does), three a second, in lines of eight."""
    words, rows = WORDS.split() * 4, []
    for i, word in enumerate(words):
        rows.append((word, i / 3, (i + 1) / 3))
    return [rows[i:i + 8] for i in range(0, len(rows), 8)]


def clock(t, digits=3):
    return '%d:%02d:%0*.*f' % (t // 3600, t // 60 % 60, 3 + digits, digits, t % 60)


def make_words(height):
    """The same words for both: lines whose words are lit in turn, in a box."""
    vtt, ass = ['WEBVTT\n'], [
        '[Script Info]\nScriptType: v4.00+\nPlayResX: 1920\nPlayResY: %d\n\n[V4+ Styles]\n'
        'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, '
        'Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, '
        'MarginR, MarginV, Encoding\n'
        'Style: D,Cantarell,76,&H00FFFFFF,&H00FFFFFF,&H48000000,&H48000000,1,0,0,0,100,100,0,0,3,16,0,2,300,300,90,1'
        '\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text' % height]
    for line in spoken():
        text = ' '.join('<0%s>%s' % (clock(MIDDLE + begin), word) for word, begin, _ in line)
        vtt.append('0%s --> 0%s\n%s\n' % (clock(MIDDLE + line[0][1]), clock(MIDDLE + line[-1][2]), text))
        for word, begin, end in line:
            lit = ' '.join('{\\c&H4DD7FF&}%s{\\c}' % w if b == begin else w for w, b, _ in line)
            ass.append('Dialogue: 0,%s,%s,D,,0,0,0,,%s' % (clock(begin, 2), clock(end, 2), lit))
    for name, rows in (('words.vtt', vtt), ('words.ass', ass)):
        with open(path(name), 'w', encoding='utf-8') as file:
            file.write('\n'.join(rows) + '\n')


def measure(command):
    """(CPU seconds, MB, seconds) of a run."""
    begin = time.monotonic()
    subprocess.run([sys.executable, '-S', '-E', MEASURE, path('cost'), *command], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - begin
    with open(path('cost'), encoding='ascii') as file:
        user, system, peak, status = file.read().split()
    assert status == '0', command
    return float(user) + float(system), float(peak) / 1000, wall


def compare(name, ours, theirs, cpu_bar, memory_bar=1.1):
    runs = {'ours': [], 'theirs': []}
    for _ in range(RUNS):
        runs['ours'].append(measure(ours))
        runs['theirs'].append(measure(theirs))
    mine, other = ([statistics.median(run[i] for run in runs[who]) for i in range(3)] for who in ('ours', 'theirs'))
    pairs = ' '.join('%.3f' % (a[0] / b[0]) for a, b in zip(runs['ours'], runs['theirs']))
    print('%-12s %6.2f s CPU, ffmpeg %6.2f, ratio %.3f (%s; wanted %.2f); %4.0f MB, ffmpeg %4.0f, ratio %.2f (wanted '
          '%.2f); %.1f s, ffmpeg %.1f' % (name, mine[0], other[0], mine[0] / other[0], pairs, cpu_bar, mine[1], other[1],
                                          mine[1] / other[1], memory_bar, mine[2], other[2]), flush=True)


def ours(media, length, target, *more):
    return [CLI, 'clip', path(media), *more, '--from', clock(MIDDLE), '--to', clock(MIDDLE + length), '-o',
            path(target)]


def theirs(media, length, target, *more):
    return ffmpeg('-ss', str(MIDDLE), '-t', str(length), '-i', path(media), *more, path(target))


def captions():
    compare('captions', ours('film.mp4', 12, 'ours.mp4', path('words.vtt'), '--style', 'karaoke'),
            theirs('film.mp4', 12, 'theirs.mp4', '-vf', 'ass=' + path('words.ass'), *X264, *AAC, *FRONT), 0.92)


def plain():
    compare('plain', ours('film.mp4', 12, 'ours.mp4'),
            theirs('film.mp4', 12, 'theirs.mp4', *X264, *AAC, *FRONT), 0.98)


def blur():
    graph = ('split[a][b];[a]scale=1080:1920:force_original_aspect_ratio=increase,crop=1080:1920,gblur=sigma=20[c];'
             '[b]scale=1080:-2[d];[c][d]overlay=(W-w)/2:(H-h)/2')
    compare('blur', ours('film.mp4', 8, 'ours.mp4', '--shape', '9:16', '--fit', 'blur'),
            theirs('film.mp4', 8, 'theirs.mp4', '-vf', graph, *X264, *AAC, *FRONT), 0.75)


def audiogram():
    graph = ('color=0x202040:s=1080x1080:r=30[g];[0:a]showwaves=s=880x240:mode=cline:rate=30:colors=white[w];'
             '[g][w]overlay=100:330:shortest=1,ass=%s,format=yuv420p[v]' % path('words.ass'))
    compare('audiogram', ours('sound.mp3', 20, 'ours.mp4', path('words.vtt'), '--kind', 'audiogram', '--shape', '1:1',
                              '--style', 'karaoke', '--title', 'Title'),
            theirs('sound.mp3', 20, 'theirs.mp4', '-filter_complex', graph, '-map', '[v]', '-map', '0:a', *X264, *AAC,
                   *FRONT), 0.40)


def sound():
    costs = [measure(ours('sound.mp3', 60, 'ours.m4a', '--lufs', '-16')) for _ in range(RUNS)]
    print('%-12s %6.2f s CPU (wanted 2.00); %4.0f MB' % ('sound', statistics.median(c[0] for c in costs),
                                                       statistics.median(c[1] for c in costs)))
    for name, target in (('ours.m4a', -16), ('ours.mp3', -14), ('ours.opus', -16)):
        subprocess.run(ours('sound.mp3', 60, name, '--lufs', str(target)), check=True)
        told = subprocess.run(['ffmpeg', '-nostats', '-i', path(name), '-af', 'ebur128=peak=true', '-f', 'null', '-'],
                              stderr=subprocess.PIPE, check=True, text=True).stderr.split('Summary:')[1].split()
        loud, peak = float(told[told.index('I:') + 1]), float(told[told.index('Peak:') + 1])
        print('  %-10s %6.1f LUFS, off by %+.1f (wanted 0.3); true peak %+.1f dB (wanted -1.0)' %
              (name, loud, loud - target, peak), flush=True)


def waveform():
    compare('waveform', [PEAKS, path('sound.mp3')], ffmpeg('-threads', '1', '-i', path('sound.mp3'), '-f', 'null', '-'),
            0.85, 1.0)


def first():
    for media in ('film.mp4', 'sound.mp3'):
        seconds = []
        for _ in range(RUNS):
            begin = time.monotonic()
            name = 'ours.mp4' if media == 'film.mp4' else 'ours.m4a'
            child = subprocess.Popen([*ours(media, 10, name), '--progress', 'json'], stderr=subprocess.PIPE)
            for line in child.stderr:
                # Beyond the 5 per cent that reading the sound of a video is.
                if json.loads(line).get('progress', 0) > 0.05:
                    seconds.append(time.monotonic() - begin)
                    break
            child.communicate()
        print('first        %.2f s to the first progress of a clip of %s (wanted 1.00)' % (statistics.median(seconds),
                                                                                       media), flush=True)


make_recordings()
make_words(1080)
for function in (captions, plain, blur, audiogram, sound, waveform, first):
    if not WANTED or any(name in function.__name__ for name in WANTED):
        function()
