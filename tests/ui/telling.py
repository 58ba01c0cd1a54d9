"""telling: episodes whose sound and picture tell the position.

The sound is a tone that rises evenly, so its frequency is the position, at any
volume and at any speed that keeps the pitch.  The picture shows the number of
its frame as a row of black and white blocks.  What the sound server played and
what the screen shows can then be compared with the times of a transcript,
without asking the program.
"""
import array
import math
import operator
import os
import subprocess
import wave

RATE = 44100            # of the null sink too, so that nothing is resampled on the way
LENGTH = 300            # seconds
LOW, RISE = 1000.0, 20.0    # Hz at the start, and more of them each second
WINDOW, HOP = 882, 441      # samples: 20 ms, 10 ms

FRAME_RATE, BITS, BLOCK = 25, 12, 16
VIDEO_LENGTH = 90
WIDTH, HEIGHT = (BITS + 2) * BLOCK, 128     # a green block at each side

N_LINES = 98
HOLE_AFTER = 20         # this line ends early: 11 s without transcript
WORDS = ('la voix dit une phrase après une autre et le texte la suit pas à pas tandis que chacun '
         'lit à son rythme puis revient quand il veut').split()


def start_of(line):
    """Seconds; uneven, so that a line cannot be taken for its neighbour, with the hole after HOLE_AFTER."""
    return round(1.5 + 2.9 * line + 0.6 * (line * 7 % 5) / 5 + (11 if line > HOLE_AFTER else 0), 3)


def end_of(line):
    return start_of(line) + 2 if line in (HOLE_AFTER, N_LINES - 1) else start_of(line + 1)


def text_of(line):
    """Begins with a word that no other line has; every fourth line takes two rows."""
    count = 16 if line % 4 == 3 else 5 + line % 4
    words = (WORDS[(line * 5 + i) % len(WORDS)] for i in range(count))
    return 'N%03d %s.' % (line, ' '.join(words))


def stamp(seconds):
    ms = round(seconds * 1000)
    return '%02d:%02d:%02d,%03d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, ms % 1000)


def write_srt(path, lines):
    """lines: (start, end, text)."""
    with open(path, 'w', encoding='utf-8') as file:
        for i, (start, end, text) in enumerate(lines):
            file.write('%d\n%s --> %s\n%s\n\n' % (i + 1, stamp(start), stamp(end), text))


def write_transcript(path, n_lines=N_LINES):
    write_srt(path, ((start_of(i), end_of(i), text_of(i)) for i in range(n_lines)))


def write_sound(path):
    if os.path.exists(path):
        return
    with wave.open('%s.%d.part' % (path, os.getpid()), 'wb') as file:
        file.setparams((1, 2, RATE, 0, 'NONE', None))
        low, rise = 2 * math.pi * LOW / RATE, math.pi * RISE / RATE / RATE
        for second in range(LENGTH):
            n = range(second * RATE, (second + 1) * RATE)
            file.writeframes(array.array('h', [int(16000 * math.sin((low + rise * i) * i)) for i in n]).tobytes())
    os.rename('%s.%d.part' % (path, os.getpid()), path)


# Both with frames that only others tell how to draw; H.264 has some that come before those.
CODECS = {
    '.webm': ['-c:v', 'libvpx', '-b:v', '500k', '-g', '75', '-deadline', 'realtime', '-cpu-used', '8',
              '-c:a', 'libvorbis', '-f', 'webm'],
    '.mp4': ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-g', '250', '-pix_fmt', 'yuv420p',
             '-c:a', 'aac', '-f', 'mp4'],
}


def write_video(path, sound):
    """Needs ffmpeg: frames with their number, and the sound of the same stretch."""
    if os.path.exists(path):
        return
    encoder = subprocess.Popen([
        'ffmpeg', '-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '%dx%d' % (WIDTH, HEIGHT),
        '-r', str(FRAME_RATE), '-i', '-', '-t', str(VIDEO_LENGTH), '-i', sound, *CODECS[os.path.splitext(path)[1]],
        '%s.%d.part' % (path, os.getpid())],
        stdin=subprocess.PIPE)
    white, black, green = (bytes(colour) * BLOCK for colour in ((255, 255, 255), (0, 0, 0), (0, 200, 0)))
    for number in range(VIDEO_LENGTH * FRAME_RATE):
        bits = [number >> (BITS - 1 - bit) & 1 for bit in range(BITS)]
        row = green + b''.join(white if bit else black for bit in bits) + green
        # Below the number its negative, so that a misread is noticed.
        negative = green + b''.join(black if bit else white for bit in bits) + green
        encoder.stdin.write(row * (HEIGHT // 4) + negative * (HEIGHT // 4) + row * (HEIGHT // 2))
    encoder.stdin.close()
    if encoder.wait() != 0:
        raise RuntimeError('ffmpeg failed')
    os.rename('%s.%d.part' % (path, os.getpid()), path)


# -- reading them back


def hear(samples, hop=HOP):
    """The position that each stretch of 20 ms tells: [(middle of it in the recording, position)] in
    seconds, at any speed."""
    heard = []
    for at in range(1, len(samples) - WINDOW - 1, hop):
        here = samples[at:at + WINDOW]
        power = sum(map(operator.mul, here, here))
        if power < WINDOW * 1000 * 1000:
            continue
        # Of a pure tone x[n-1] + x[n+1] is 2 cos(w) x[n].
        around = list(map(operator.add, samples[at - 1:at + WINDOW - 1], samples[at + 1:at + WINDOW + 1]))
        cosine = sum(map(operator.mul, here, around)) / power / 2
        if not -1 < cosine < 1:
            continue
        error = sum((b - 2 * cosine * a) ** 2 for a, b in zip(here[::8], around[::8]))
        if error > power / 8 * 1e-4:
            continue    # a seam, or no tone
        position = (math.acos(cosine) * RATE / 2 / math.pi - LOW) / RISE
        heard.append(((at + WINDOW / 2) / RATE, position))
    return heard


def listen(samples):
    """What was played at normal speed: [(start, position, length)] in seconds, one for each stretch
    that goes on evenly.  start is in the recording, position the one of the episode at that moment."""
    stretches = []
    for middle, position in hear(samples):
        at, lead = round(middle * RATE - WINDOW / 2), position - middle
        if stretches and abs(lead - stretches[-1][-1][1]) < 0.035 and at - stretches[-1][-1][0] <= 4 * HOP:
            stretches[-1].append((at, lead))
        else:
            stretches.append([(at, lead)])

    found = []
    for stretch in stretches:
        if len(stretch) < 5:
            continue
        lead = sorted(lead for _, lead in stretch)[len(stretch) // 2]
        first = find_onset(samples, stretch[0][0], (LOW + RISE * (lead + stretch[0][0] / RATE)) / RATE)
        found.append((first / RATE, lead + first / RATE, (stretch[-1][0] + WINDOW - first) / RATE))
    return found


def find_onset(samples, at, frequency):
    """Back from at to the sample at which the tone begins, after silence or after another tone."""
    cosine = 2 * math.cos(2 * math.pi * frequency)
    while (at > 1 and abs(samples[at - 1] + samples[at + 1] - cosine * samples[at]) < 400 and
           any(abs(sample) > 100 for sample in samples[at - 2:at + 1])):
        at -= 1
    return at


def read_frame(grab):
    """The number of the frame that a grab of the screen shows; None where there is none, or none
    that agrees with its negative."""
    rows = []
    for y in range(0, grab.height, 4):
        row = grab.row(y)
        green = [x for x in range(0, grab.width, 2) if row[4 * x + 1] > 150 and row[4 * x] < 90 and row[4 * x + 2] < 90]
        if not green or green[-1] - green[0] < WIDTH // 2:
            continue
        block = (green[-1] - green[0]) / (BITS + 2)
        levels = [row[4 * int(green[0] + block * (bit + 1.5)) + 1] for bit in range(BITS)]
        if all(level < 60 or level > 195 for level in levels):
            rows.append(sum((level > 127) << (BITS - 1 - bit) for bit, level in enumerate(levels)))
    for number in rows[:1]:
        if (1 << BITS) - 1 - number in rows:
            return number
    return None
