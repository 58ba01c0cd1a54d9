#!/usr/bin/python3
"""What goes wrong while a clip is made: it is said, and nothing half made is left anywhere.

  test-faults.py SOUFFLEUR-CLI
"""
import contextlib
import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))

import clips
from clips import clip, ffmpeg, left_behind, number, path, pictures, probe

SMALL = 300000


def make_recordings():
    ffmpeg(*clips.PICTURES, *clips.NOISE, *clips.FILM, '-c:a', 'aac', '-b:a', '256k', path('film.mp4'))
    ffmpeg(*clips.NOISE, path('sound.wav'))
    with open(path('words.srt'), 'w', encoding='utf-8') as file:
        file.write('1\n00:00:01,000 --> 00:00:10,000\nSome words.\n')


@contextlib.contextmanager
def small_disk():
    """A folder with room for SMALL bytes; None where nobody may mount one."""
    folder = path('small')
    os.mkdir(folder)
    mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=%d' % SMALL, 'none', folder],
                             stderr=subprocess.DEVNULL, check=False).returncode == 0
    try:
        yield folder if mounted else None
    finally:
        if mounted:
            subprocess.run(['umount', folder], check=True)
        os.rmdir(folder)


def full():
    """A disk that is full in the middle ends it with a word, and what was there stays"""
    film, sound = path('film.mp4'), path('sound.wav')
    rows = ((film, 'clip.mp4', '--shape', '16:9', '--size', '1080'), (film, 'clip.webm', '--quality', '0'),
            (sound, 'clip.wav'), (sound, 'clip.flac'), (sound, 'clip.mp3', '--to', '12'), (sound, 'clip.m4a'),
            (sound, 'clip.mp4', '--kind', 'audiogram', '--quality', '0'), (film, 'clip.png', '--size', '2160'))
    with small_disk() as folder:
        if folder is None:
            return 'nothing can be mounted here'
        for media, name, *more in rows:
            target = os.path.join(folder, name)
            with open(target, 'w', encoding='utf-8') as file:
                file.write('before')
            # Little enough room is left for each of them.
            with open(os.path.join(folder, 'stone'), 'wb') as file:
                file.write(bytes(SMALL - (60000 if name in ('clip.mp3', 'clip.m4a', 'clip.png') else 100000)))
            words = [media, *([path('words.srt')] if name == 'clip.png' else []), '--from', '0', '--to', '11', *more]
            err = clip(*words, '-o', target, status=1)
            assert 'room' in err or 'space' in err.lower(), (name, err)
            assert sorted(os.listdir(folder)) == [name, 'stone'], (name, os.listdir(folder))
            with open(target, encoding='utf-8') as file:
                assert file.read() == 'before', name
            os.remove(target)
    return None


def read_only():
    """A folder that may not be written in is told of, and so is one that is not there"""
    folder = path('closed')
    os.mkdir(folder, 0o555)
    as_user = []
    if os.geteuid() == 0:
        # Root may write anywhere: somebody else tries.
        if not shutil.which('setpriv'):
            return 'setpriv is not installed'
        nobody = pwd.getpwnam('nobody')
        as_user = ['setpriv', '--reuid', str(nobody.pw_uid), '--regid', str(nobody.pw_gid), '--clear-groups']
        os.chmod(path('.'), 0o755)
        reached = subprocess.run([*as_user, sys.argv[1], 'clip', '--help'], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, check=False).returncode == 0
        if not reached:
            return 'nobody else may run the program here'
    for target in ('closed/clip.wav', 'absent/clip.wav', 'sound.wav/clip.wav'):
        done = subprocess.run([*as_user, sys.argv[1], 'clip', path('sound.wav'), '--from', '1', '--to', '2', '-o',
                               path(target)], stderr=subprocess.PIPE, check=False, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8', HOME='/nonexistent'))
        assert done.returncode == 1 and done.stderr.startswith('souffleur-cli: '), (target, done)
        assert 'cannot be written' in done.stderr, done.stderr
    assert not os.listdir(folder)
    os.rmdir(folder)
    return None


def a_folder():
    """No folder is replaced by a clip"""
    os.mkdir(path('clip.mp4'))
    clip(path('film.mp4'), '--from', '1', '--to', '2', '-o', path('clip.mp4'), status=1)
    assert stat.S_ISDIR(os.stat(path('clip.mp4')).st_mode)
    os.rmdir(path('clip.mp4'))


def start_long(target):
    return subprocess.Popen([sys.argv[1], 'clip', path('film.mp4'), '--from', '0', '--to', '11', '--shape', '16:9',
                             '--size', '1080', '--progress', 'json', '-o', target], stderr=subprocess.PIPE)


def wait_for(child, progress):
    """Until it has said that it is so far."""
    for line in child.stderr:
        if json.loads(line).get('progress', 0) >= progress:
            return
    raise AssertionError('it ended before')


def killed():
    """Of a clip that is killed nothing has its name, and the next one takes away what is left"""
    with open(path('killed.mp4'), 'w', encoding='utf-8') as file:
        file.write('before')
    for progress in (0, 0.3, 0.6):
        child = start_long(path('killed.mp4'))
        wait_for(child, progress)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stderr.close()
        left = left_behind()
        assert len(left) == 1 and left[0].startswith('.souffleur-clip-'), left
        with open(path('killed.mp4'), encoding='utf-8') as file:
            assert file.read() == 'before'
        clip(path('sound.wav'), '--from', '1', '--to', '2', '-o', path('out.wav'))


def side_by_side():
    """Two clips in one folder leave each other alone"""
    children = [start_long(path('one.mp4')), start_long(path('two.mp4'))]
    for child in children:
        wait_for(child, 0.1)
    clip_left = [name for name in left_behind() if name.startswith('.souffleur-clip-')]
    assert len(clip_left) == 2, clip_left
    subprocess.run([sys.argv[1], 'clip', path('sound.wav'), '--from', '1', '--to', '2', '-o', path('out.wav')],
                   check=True)
    children[0].send_signal(signal.SIGKILL)
    children[0].wait()
    children[0].stderr.close()
    children[1].communicate()
    assert children[1].returncode == 0 and not os.path.exists(path('one.mp4'))
    assert float(probe('two.mp4')['format']['duration']) > 10.9
    clip(path('sound.wav'), '--from', '1', '--to', '2', '-o', path('out.wav'))


PACKAGES = {
    'x264enc': ('mp4', 'gstreamer1.0-plugins-ugly'),
    'avenc_aac': ('m4a', 'gstreamer1.0-libav'),
    'lamemp3enc': ('mp3', 'gstreamer1.0-plugins-good'),
    'opusenc': ('opus', 'gstreamer1.0-plugins-base'),
    'flacenc': ('flac', 'gstreamer1.0-plugins-good'),
    'vp9enc': ('webm', 'gstreamer1.0-plugins-good'),
}


def missing_encoder():
    """Without an encoder it is said which package has it, and the target stays as it was"""
    for element, (form, package) in PACKAGES.items():
        if element == 'avenc_aac':
            # libav gives its encoders no rank at all: without libav itself it is missing.
            continue
        target = path('none.' + form)
        with open(target, 'w', encoding='utf-8') as file:
            file.write('before')
        err = clip(path('film.mp4'), '--from', '1', '--to', '2', '-o', target, status=1,
                   GST_PLUGIN_FEATURE_RANK=element + ':NONE')
        assert package in err and element in err, err
        with open(target, encoding='utf-8') as file:
            assert file.read() == 'before'


def other_encoder():
    """Where H.264 cannot be made VP9 can: the clip is as exact, and in time"""
    clip(path('film.mp4'), '--from', '1', '--to', '1.8', '-o', path('out.webm'), GST_PLUGIN_FEATURE_RANK='x264enc:NONE')
    assert [number(picture) for picture in pictures('out.webm')] == list(range(25, 45))
    assert [stream['codec_name'] for stream in probe('out.webm')['streams']] == ['vp9', 'opus']
    late = clips.delay('out.webm', 1.0, most=400, ends=(2000, -8000))
    assert all(abs(d) <= clips.RATE * 7 // 1000 for d in late), late


def broken():
    """Of a recording that ends in the middle there are clips up to there, and a word beyond"""
    ffmpeg('-i', path('film.mp4'), '-c', 'copy', '-movflags', 'faststart', path('front.mp4'))
    with open(path('front.mp4'), 'rb') as file:
        data = file.read()
    with open(path('broken.mp4'), 'wb') as file:
        file.write(data[:len(data) // 2])
    clip(path('broken.mp4'), '--from', '4', '--to', '4.6', '-o', path('out.mp4'))
    assert [number(picture) for picture in pictures('out.mp4')] == list(range(100, 115))
    err = clip(path('broken.mp4'), '--from', '11', '--to', '11.5', '-o', path('beyond.mp4'), status=1)
    assert 'picture' in err and not os.path.exists(path('beyond.mp4')), err


clips.start('faults', sys.argv[1])
make_recordings()
clips.run([full, read_only, a_folder, killed, side_by_side, missing_encoder, other_encoder, broken])
