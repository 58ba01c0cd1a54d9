"""spoken: episodes said by espeak-ng, with the exact time of each word.

  episode = Episode()
  episode.say('Bonjour à tous.', 'fr+m3')     # said, and in the transcript
  episode.say('Personne.', spoken=False)      # in the transcript alone
  episode.say('Entre nous.', written=False)   # said, and not in the transcript
  episode.wait(0.5)
  episode.music(3)
  episode.write(folder, 'name')               # name.wav, .txt, .plain.txt and .words.tsv

Each say() is a line.  The stamps of name.txt are whole seconds, as people write them.
Rows of name.words.tsv: start, end, word, line, voice; -1 where nobody says it, or where
espeak-ng said two words as one and does not tell where the second begins.
"""
import array
import ctypes
import ctypes.util
import math
import os
import random
import wave

RATE = 22050
EVENT_END, EVENT_WORD, EVENT_PHONEME = 0, 1, 7
PAUSE, PHONE = 'pause', 'phone'


class _Id(ctypes.Union):
    _fields_ = [('number', ctypes.c_int), ('name', ctypes.c_char_p), ('string', ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [('type', ctypes.c_int), ('unique', ctypes.c_uint), ('position', ctypes.c_int),
                ('length', ctypes.c_int), ('ms', ctypes.c_int), ('sample', ctypes.c_int),
                ('user', ctypes.c_void_p), ('id', _Id)]


class Espeak:
    """libespeak-ng, as it is installed."""

    RATE_PARAMETER, PITCH_PARAMETER = 1, 3

    def __init__(self):
        self.library = ctypes.CDLL(ctypes.util.find_library('espeak-ng') or 'libespeak-ng.so.1')
        # Synchronous, with events for phonemes, in IPA.
        assert self.library.espeak_Initialize(2, 0, None, 3) == RATE, 'espeak-ng cannot be used'
        self.callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int,
                                         ctypes.POINTER(_Event))(self._take)
        self.library.espeak_SetSynthCallback(self.callback)
        self.samples, self.events = bytearray(), []

    def _take(self, samples, n, events):
        if samples and n > 0:
            self.samples += ctypes.string_at(samples, 2 * n)
        i = 0
        while events[i].type != EVENT_END:
            if events[i].type == EVENT_WORD:
                self.events.append((events[i].sample, events[i].position))
            elif events[i].type == EVENT_PHONEME:
                is_pause = not events[i].id.string.strip(b'\0')
                self.events.append((events[i].sample, PAUSE if is_pause else PHONE))
            i += 1
        return 0

    def say(self, words, voice, speed, pitch):
        """(samples, [[start, end] of each word]), in samples; None: not known."""
        begins, length = [], 0
        for word in words:
            begins.append(length)
            length += len(word) + 1
        assert self.library.espeak_SetVoiceByName(voice.encode()) == 0, 'espeak-ng has no voice ' + voice
        self.library.espeak_SetParameter(self.RATE_PARAMETER, speed, 0)
        self.library.espeak_SetParameter(self.PITCH_PARAMETER, pitch, 0)
        self.samples, self.events = bytearray(), []
        text = ' '.join(words).encode() + b'\0'
        self.library.espeak_Synth(text, len(text), 0, 1, 0, 1, None, None)

        times = [[None, None] for _ in words]
        current = -1
        for sample, position in self.events:
            if position in (PAUSE, PHONE):
                if current >= 0 and position is PHONE:
                    times[current][1] = None
                elif current >= 0 and times[current][1] is None:
                    times[current][1] = sample
                continue
            index = max(i for i, begin in enumerate(begins) if begin <= max(0, position - 1))
            if index > current:
                if current >= 0 and times[current][1] is None:
                    times[current][1] = sample
                current = index
                times[current][0] = sample
        if current >= 0 and times[current][1] is None:
            times[current][1] = len(self.samples) // 2
        for before, after in zip(times, times[1:]):
            if after[0] is None:
                before[1] = None  # the two were said as one
        return array.array('h', bytes(self.samples)), times


def counts(token):
    return any(letter.isalnum() for letter in token)


def stamp(seconds):
    minutes, seconds = divmod(int(seconds), 60)
    return '%d:%02d:%02d' % (*divmod(minutes, 60), seconds) if minutes >= 60 else '%02d:%02d' % (minutes, seconds)


class Episode:
    espeak = None

    def __init__(self, seed=1):
        if Episode.espeak is None:
            Episode.espeak = Espeak()
        self.random = random.Random(seed)
        self.samples = array.array('h')
        self.lines = []  # (start, text)
        self.words = []  # (start, end, word, line, voice), seconds

    def now(self):
        return len(self.samples) / RATE

    def say(self, text, voice='fr+m7', speed=165, pitch=45, written=True, spoken=True):
        # A token without a letter, as in "Oui !", is said with the one before it.
        words = []
        for token in text.split():
            if counts(token):
                words.append(token)
            elif words:
                words[-1] += ' ' + token
        times = [[None, None]] * len(words)
        start = self.now()
        if spoken:
            samples, times = self.espeak.say(words, voice, speed, pitch)
            self.samples.extend(samples)
        if not written:
            return
        for word, (begin, end) in zip(words, times):
            self.words.append((-1 if begin is None else start + begin / RATE,
                               -1 if end is None else start + end / RATE,
                               word.split()[0], len(self.lines), voice if spoken else ''))
        self.lines.append((start, text))

    def wait(self, seconds):
        self.samples.extend([0] * int(seconds * RATE))

    def music(self, seconds):
        notes = [self.random.choice((110.0, 130.8, 146.8, 164.8, 196.0)) for _ in range(int(seconds * 2) + 1)]
        for i in range(int(seconds * RATE)):
            note, t = notes[2 * i // RATE], i / RATE
            fade = math.exp(-3 * (t % 0.5))
            self.samples.append(int(6000 * fade * sum(math.sin(2 * math.pi * note * k * t) / k for k in (1, 2, 3))))

    def write(self, folder, name):
        base = os.path.join(folder, name)
        with wave.open(base + '.wav', 'wb') as file:
            file.setparams((1, 2, RATE, 0, 'NONE', ''))
            file.writeframes(self.samples.tobytes())
        with open(base + '.txt', 'w', encoding='utf-8') as file:
            file.writelines('%s%s\n' % (stamp(start), text) for start, text in self.lines)
        with open(base + '.plain.txt', 'w', encoding='utf-8') as file:
            file.writelines(text + '\n' for _, text in self.lines)
        with open(base + '.words.tsv', 'w', encoding='utf-8') as file:
            file.writelines('%.3f\t%.3f\t%s\t%d\t%s\n' % word for word in self.words)
        return base
