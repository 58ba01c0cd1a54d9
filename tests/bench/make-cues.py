#!/usr/bin/python3
"""make-cues: write a transcript of N cues in each format, for measurements.

  make-cues FOLDER N

Writes FOLDER/cues-N.srt, .vtt, .txt (pasted text), .ass and .json (Whisper's),
always the same, unless they are there.  A cue has 4 to 12 words and lasts 2.4 of each 2.5 seconds.
"""
import os
import sys

WORDS = ('les représentants du peuple français constitués en assemblée nationale considérant que '
         "l'ignorance l'oubli ou le mépris des droits de l'homme sont les seules causes des malheurs "
         "publics ont résolu d'exposer").split()


def text(i):
    count = 4 + i * 7919 % 9
    return ' '.join(WORDS[(i * 31 + j * 7) % len(WORDS)] for j in range(count)).capitalize() + '.'


def stamp(ms, mark):
    return '%02d:%02d:%02d%s%03d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, mark, ms % 1000)


def srt(i):
    start = 2500 * i
    return '%d\n%s --> %s\n%s\n\n' % (i + 1, stamp(start, ','), stamp(start + 2400, ','), text(i))


def vtt(i):
    start = 2500 * i
    return '%s%s --> %s\n%s%s\n\n' % ('WEBVTT\n\n' if i == 0 else '', stamp(start, '.'),
                                      stamp(start + 2400, '.'), '<v Speaker %d>' % (i % 4) if i % 2 else '',
                                      text(i))


def pasted(i):
    seconds = 5 * i // 2
    hours = '%d:' % (seconds // 3600) if seconds >= 3600 else ''
    return '%s%02d:%02d%s\n' % (hours, seconds // 60 % 60, seconds % 60, text(i))


def ass(i):
    header = ('[Script Info]\nTitle: Bench\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n'
              'Style: Default,Sans,20\n\n[Events]\n'
              'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n')
    def short(ms):
        return '%d:%02d:%02d.%02d' % (ms // 3600000, ms // 60000 % 60, ms // 1000 % 60, ms // 10 % 100)
    return '%sDialogue: 0,%s,%s,Default,,0,0,0,,%s\n' % (
        '' if i else header, short(2500 * i), short(2500 * i + 2400), text(i))


def whisper(i):
    return '%s{"id": %d, "start": %.3f, "end": %.3f, "text": " %s"}' % (
        ',\n' if i else '{"language": "fr", "segments": [\n', i, 2.5 * i, 2.5 * i + 2.4, text(i))


ENDS = {'json': '\n]}\n'}


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    os.makedirs(folder, exist_ok=True)
    for extension, write in (('srt', srt), ('vtt', vtt), ('txt', pasted), ('ass', ass), ('json', whisper)):
        path = os.path.join(folder, 'cues-%d.%s' % (count, extension))
        if not os.path.exists(path):
            with open(path + '.part', 'w', encoding='utf-8') as file:
                file.writelines(map(write, range(count)))
                file.write(ENDS.get(extension, ''))
            os.rename(path + '.part', path)


if __name__ == '__main__':
    main()
