#!/usr/bin/python3
"""test-lint: calls that are forbidden in our sources, and why.

  test-lint.py SOURCE-FOLDER
"""
import os
import re
import sys

source = sys.argv[1]

FORBIDDEN = [
    (r'set_markup\b|tooltip_markup|set_text_markup|pango_parse_markup', 'text from files is never markup'),
    (r'\bsscanf\b|\bstrtok\b|\bstrcpy\b|\bstrcat\b|\bsprintf\b|\bgets\b', 'works on strings without a length'),
    (r'\bstrtod\b|\batof\b|\batoi\b', 'depends on the locale or hides errors'),
    (r'\bsystem \(|\bpopen\b|g_spawn_command_line', 'no shell'),
    (r'gst_parse_launch', 'no pipeline is made from text'),
    (r'GTK_CHECK_VERSION|-Wno-deprecated', 'the base is pinned; newer calls are looked up at run time'),
    (r'\bg_usleep\b|\busleep\b|\bsleep \(', 'nobody waits by sleeping'),
]


def files():
    for folder, _, names in os.walk(os.path.join(source, 'src')):
        for name in sorted(names):
            if name.endswith(('.c', '.h')):
                yield os.path.join(folder, name)


found = []
n_files = 0
for path in files():
    n_files += 1
    # Comments may name what the code must not do.
    text = re.sub(r'/\*.*?\*/', lambda m: '\n' * m.group().count('\n'), open(path).read(), flags=re.S)
    for number, line in enumerate(text.split('\n'), 1):
        for pattern, why in FORBIDDEN:
            if re.search(pattern, line):
                found.append('%s:%d: %s: %s' % (os.path.relpath(path, source), number, line.strip(), why))

print('1..1')
for line in found:
    print('# ' + line)
print('%s 1 - %d files without a forbidden call' % ('not ok' if found or n_files < 20 else 'ok', n_files))
sys.exit(bool(found))
