#!/usr/bin/python3
"""make-long-locale: a language whose words are longer than any.

  make-long-locale.py SOURCE-FOLDER OUTPUT.mo

Every string of the program, half as long again and in brackets.  What GTK
gives room for this, has room for French and for German.
"""
import os
import re
import subprocess
import sys

source, output = sys.argv[1:]
# What a printf or a key needs as it is.
KEPT = re.compile(r'(%[-+ #0]*\d*(?:\.\d+)?(?:l|ll|z|j|t)?[a-zA-Z%]|\\.|<[^>]*>|_(?=\w))')
VOWELS = str.maketrans('aeiouAEIOU', 'àéîôùÀÉÎÔÙ')


def lengthen(text):
    if len(re.findall(r'[^\W\d]', KEPT.sub('', text))) < 3:
        return text     # a number with its sign is as long everywhere
    letters = KEPT.split(text)
    longer = ''.join(part if i % 2 else part.translate(VOWELS) for i, part in enumerate(letters))
    extra = max(1, len(KEPT.sub('', text)) * 2 // 5 - 2)
    words = ('lorem ipsum dolor sit amet ' * (extra // 27 + 1))[:extra].strip()
    tail = '\\n' if longer.endswith('\\n') else ''
    start = '\\n' if longer.startswith('\\n') else ''
    return start + '[' + longer[len(start):len(longer) - len(tail)] + ' ' + words + ']' + tail


def main():
    os.makedirs(os.path.dirname(os.path.abspath(output)), exist_ok=True)
    template, long = output + '.pot', output + '.po'
    keywords = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'ngettext:1,2', 'g_dngettext:2,3']
    subprocess.run(['xgettext', '--directory=' + source, '--files-from=' + os.path.join(source, 'po', 'POTFILES'),
                    '--from-code=UTF-8', '--no-wrap', '--output=' + os.path.abspath(template),
                    *('--keyword=' + word for word in keywords)], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(['msgen', '--no-wrap', '--output-file=' + long, template], check=True)
    # A message of several rows is one string first.
    with open(long, encoding='utf-8') as file:
        text = re.sub(r'"\n"', '', file.read())
    head, _, rest = text.partition('\n\n')
    head = head.replace('charset=CHARSET', 'charset=UTF-8')
    head = re.sub(r'Plural-Forms:[^\\]*\\n', r'Plural-Forms: nplurals=2; plural=n != 1;\\n', head)
    rest = re.sub(r'^(msgstr(?:\[\d\])? )"(.+)"$', lambda m: '%s"%s"' % (m[1], lengthen(m[2])), rest, flags=re.M)
    with open(long, 'w', encoding='utf-8') as file:
        file.write(head + '\n\n' + rest)
    subprocess.run(['msgfmt', '--check-format', '--output-file=' + output, long], check=True)


main()
