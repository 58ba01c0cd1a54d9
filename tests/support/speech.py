#!/usr/bin/python3
"""speech: a short episode that is spoken by espeak-ng, and when each of its words is.

    speech.py FOLDER

writes there speech.wav, speech.txt (a transcript with whole seconds), speech.plain.txt (the same
without times) and speech.words.tsv (start, end, word; seconds, -1 where nobody says it, -2 where it is
not known).  After two
seconds of music somebody says two lines, then comes music again, then what is left; one line
nobody says.
"""
import array
import ctypes
import ctypes.util
import math
import os
import sys
import wave

CHORDS = ((262, 330, 392), (220, 262, 330), (175, 220, 262), (196, 247, 294))    # Hz
BEAT = 0.5                      # seconds of a chord
INTRO, HOLE, PAUSE = 2, 7, 0.35  # seconds
LINES = (
    ('fr+m3', 'Bonjour à tous et bienvenue dans ce nouvel épisode de notre émission.'),
    ('fr+m3', 'Aujourd’hui nous parlons de la mer, des poissons et des grands voiliers.'),
    (None, HOLE),
    ('fr+f2', 'Les dauphins nagent vite, les tortues avancent lentement vers la plage.'),
    (None, 'Et voici une phrase entière que personne ne prononce à voix haute.'),
    ('fr+f2', 'Chaque année, des milliers de visiteurs viennent les regarder de près.'),
    ('fr+m3', 'Merci de votre attention, et à la semaine prochaine.'),
)
WORD, END = 1, 0     # of espeak_EVENT_TYPE


class Event(ctypes.Structure):
    _fields_ = [('type', ctypes.c_int), ('uid', ctypes.c_uint), ('position', ctypes.c_int),
                ('length', ctypes.c_int), ('time', ctypes.c_int), ('sample', ctypes.c_int),
                ('user', ctypes.c_void_p), ('id', ctypes.c_char * 8)]


class Voice:
    """espeak-ng, as a function from a line to samples and the samples at which its words begin."""

    CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int,
                                ctypes.POINTER(Event))

    def __init__(self):
        self.library = ctypes.CDLL(ctypes.util.find_library('espeak-ng') or 'libespeak-ng.so.1')
        self.rate = self.library.espeak_Initialize(2, 0, None, 0)   # AUDIO_OUTPUT_SYNCHRONOUS
        self.callback = self.CALLBACK(self.take)
        self.library.espeak_SetSynthCallback(self.callback)

    def take(self, samples, n_samples, events):
        if samples and n_samples > 0:
            self.samples.frombytes(ctypes.string_at(samples, 2 * n_samples))
        at = 0
        while events[at].type != END:
            if events[at].type == WORD:
                self.starts[events[at].position - 1] = events[at].sample
            at += 1
        return 0

    def say(self, name, text):
        """Samples, and where in them the word at each character begins."""
        self.samples, self.starts = array.array('h'), {}
        data = text.encode()
        self.library.espeak_SetVoiceByName(name.encode())
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)  # POS_CHARACTER, UTF-8
        self.library.espeak_Synchronize()
        return self.samples, self.starts


def music(rate, seconds):
    n, fade = int(rate * seconds), rate // 4
    samples = array.array('h')
    for i in range(n):
        beat, t = divmod(i / rate, BEAT)
        loudness = 3000 * min(1, i / fade, (n - i) / fade) * math.exp(-2 * t)
        samples.append(int(loudness * sum(math.sin(math.tau * f * i / rate) for f in CHORDS[int(beat) % len(CHORDS)])))
    return samples


def make(folder):
    voice = Voice()
    sound, lines, words = music(voice.rate, INTRO), [], []
    stamp = 0
    for name, text in LINES:
        if name is None and isinstance(text, int):
            sound += music(voice.rate, text)
            continue
        tokens = text.split()
        if name is None:
            lines.append((stamp + 2, text))
            words += [(-1, -1, token) for token in tokens]
            continue
        begins = len(sound)
        samples, starts = voice.say(name, text)
        sound += samples
        places = [sum(len(token) + 1 for token in tokens[:i]) for i in range(len(tokens))]
        # Of a word that is said with the one before it nobody knows.
        times = [(begins + starts[place]) / voice.rate if place in starts else None for place in places]
        ends = times[1:] + [len(sound) / voice.rate]
        for token, start, end in zip(tokens, times, ends):
            words.append((start, end or start, token) if start is not None else (None, None, token))
        stamp = int(times[0])
        lines.append((stamp, text))
        sound += array.array('h', bytes(2 * int(PAUSE * voice.rate)))

    with wave.open(os.path.join(folder, 'speech.wav'), 'wb') as file:
        file.setparams((1, 2, voice.rate, 0, 'NONE', ''))
        file.writeframes(sound.tobytes())
    with open(os.path.join(folder, 'speech.txt'), 'w', encoding='utf-8') as file:
        file.writelines('%02d:%02d%s\n' % (*divmod(stamp, 60), text) for stamp, text in lines)
    with open(os.path.join(folder, 'speech.plain.txt'), 'w', encoding='utf-8') as file:
        file.writelines('%s\n' % text for _stamp, text in lines)
    with open(os.path.join(folder, 'speech.words.tsv'), 'w', encoding='utf-8') as file:
        file.writelines('%.3f\t%.3f\t%s\n' % ((-2, -2, token) if start is None else (start, end, token))
                        for start, end, token in words)


if __name__ == '__main__':
    make(sys.argv[1])
