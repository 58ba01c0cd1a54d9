"""clips: recordings whose every moment can be told, and what is found of them in a clip.

Every picture has its number drawn in it as bars, and every stretch of the sound is another noise:
what was taken from where is seen and heard in the clip itself.  ffmpeg makes and decodes all.

  import clips
  clips.start('name', sys.argv[1])        # a folder of our own, and the program
  clips.ffmpeg(*clips.PICTURES, *clips.NOISE, *clips.FILM, '-c:a', 'aac', clips.path('film.mp4'))
  clips.clip(clips.path('film.mp4'), '--from', '1', '--to', '2', '-o', clips.path('out.mp4'))
  clips.run([case, ...])                  # as TAP; each case is called by its first line
"""
import array
import json
import operator
import os
import random
import subprocess
import sys
import tempfile
import traceback

WIDTH, HEIGHT, FPS, SECONDS, BITS, RATE = 320, 180, 25, 12, 12, 48000
FRAME = 1 / FPS

FILM = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '250', '-bf', '3', '-pix_fmt', 'yuv420p', '-threads', '2']
PICTURES, NOISE, SOUND = [], [], array.array('h')
_started = {}


def path(name):
    return os.path.join(_started['folder'].name, name)


def ffmpeg(*words):
    return subprocess.run(['ffmpeg', '-v', 'error', '-y', '-nostdin', *words], stdout=subprocess.PIPE,
                          check=True).stdout


def start(name, program):
    """Makes the numbers and the noise; PICTURES and NOISE are inputs for ffmpeg then, SOUND the samples."""
    _started.update(folder=tempfile.TemporaryDirectory(prefix='test-%s-' % name), program=program)
    noise = random.Random(7)
    white = [noise.randint(-9000, 9000) for _ in range(SECONDS * RATE + 8)]
    # What coders keep of a noise are its lower tones.
    SOUND.extend(sum(white[i:i + 8]) // 3 for i in range(SECONDS * RATE))
    with open(path('noise.s16'), 'wb') as file:
        file.write(SOUND.tobytes())
    with open(path('numbers.gray'), 'wb') as file:
        for value in range(SECONDS * FPS):
            file.write(bytes(220 if value >> (x * BITS // WIDTH) & 1 else 30 for x in range(WIDTH)) * HEIGHT)
    PICTURES[:] = ['-f', 'rawvideo', '-pix_fmt', 'gray', '-s', '%dx%d' % (WIDTH, HEIGHT), '-r', str(FPS), '-i',
                   path('numbers.gray')]
    NOISE[:] = ['-f', 's16le', '-ar', str(RATE), '-ac', '1', '-i', path('noise.s16')]


def left_behind(folder=None):
    """What no clip may leave in the folder of its target or of temporary files."""
    folders = [folder or _started['folder'].name, tempfile.gettempdir()]
    return [name for place in folders for name in os.listdir(place)
            if name.startswith('.souffleur') or name.startswith('qtmux')]


def clip(*words, status=0, **more):
    """Makes one; returns what is said on standard error."""
    done = subprocess.run([_started['program'], 'clip', *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=600, check=False, env=dict(os.environ, LC_ALL='C.UTF-8', **more))
    err = done.stderr.decode()
    assert done.returncode == status, 'ended with %d, not %d: %s' % (done.returncode, status, err)
    assert status == 0 or err.startswith('souffleur-cli: '), 'no message: %r' % err
    assert not left_behind(), left_behind()
    return err


def probe(name):
    out = subprocess.run(['ffprobe', '-v', 'error', '-of', 'json', '-show_format', '-show_streams', path(name)],
                         stdout=subprocess.PIPE, check=True).stdout
    return json.loads(out)


def pictures(name, width=WIDTH, height=HEIGHT, form='gray', depth=1):
    """Each as its bytes, of light unless told."""
    data = ffmpeg('-i', path(name), '-f', 'rawvideo', '-fps_mode', 'passthrough', '-pix_fmt', form, '-')
    size = width * height * depth
    assert len(data) % size == 0, (name, len(data))
    return [data[i:i + size] for i in range(0, len(data), size)]


def times(name):
    """When each picture is seen, in seconds."""
    out = subprocess.run(['ffprobe', '-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=pts_time', '-of',
                          'csv=p=0', path(name)], stdout=subprocess.PIPE, check=True, text=True).stdout
    return [float(line.strip(',')) for line in out.split()]


def number(picture, y=10, left=0, width=WIDTH, stride=WIDTH):
    """What is drawn in the row y of a picture."""
    value = 0
    for bit in range(BITS):
        x = left + (2 * bit + 1) * width // (2 * BITS)
        value |= (picture[y * stride + x] > 128) << bit
    return value


def samples(name, track=0):
    return array.array('h', ffmpeg('-i', path(name), '-map', '0:a:%d' % track, '-f', 's16le', '-ar', str(RATE), '-ac',
                                   '1', '-'))


def likeness(sound, at, source, first, n=3000):
    part, other = sound[at:at + n], source[first:first + n]
    if len(part) < n or len(other) < n:
        return 0
    product = lambda x, y: sum(map(operator.mul, x, y))
    return product(part, other) / (product(part, part) * product(other, other) or 1) ** 0.5


def delay(name, begin, most=30, least=0.8, ends=(2000, -8000)):
    """How many samples the sound of a clip that begins at begin seconds is late, at its beginning and its end."""
    sound, found = samples(name), []
    for at in ends:
        at %= len(sound)
        expected = round(begin * RATE) + at
        found.append(max((likeness(sound, at + d, SOUND, expected), d) for d in range(-most, most + 1)))
    assert all(like > least for like, _ in found), found
    return [d for _, d in found]


def run(cases):
    """All of them, or those that are named on the command line after the program."""
    cases = [case for case in cases if case.__name__ in sys.argv[2:]] or cases
    print('1..%d' % len(cases))
    n_failed = 0
    for n, function in enumerate(cases, 1):
        try:
            skipped = function()
            print('ok %d - %s%s' % (n, function.__doc__, ' # SKIP ' + skipped if skipped else ''))
        except Exception:  # one case must not end the others
            n_failed += 1
            print('# ' + traceback.format_exc().replace('\n', '\n# '))
            print('not ok %d - %s' % (n, function.__doc__))
        sys.stdout.flush()
    _started.pop('folder').cleanup()
    sys.exit(n_failed > 0)
