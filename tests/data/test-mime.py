#!/usr/bin/python3
"""test-mime DESKTOP-FILE MIME-FILE: a file manager knows transcripts by their names, and offers us."""
import os
import re
import shutil
import subprocess
import sys
import tempfile

# What a file is called, and what it must then be known as.
NAMES = [
    ('talk.srt', 'application/x-subrip'),
    ('talk.fr.vtt', 'text/vtt'),
    ('talk.ass', 'text/x-ssa'),
    ('talk.ttml', 'application/ttml+xml'),
    ('talk.dfxp', 'application/ttml+xml'),
    ('talk.lrc', 'application/x-lrc'),
    ('talk.TextGrid', 'text/x-textgrid'),
    ('talk.txt', 'text/plain'),
]
SYSTEM = '/usr/share/mime/packages/freedesktop.org.xml'

desktop, ours = sys.argv[1:]
if not shutil.which('update-mime-database') or not os.path.exists(SYSTEM):
    print('1..0 # SKIP shared-mime-info is not installed')
    sys.exit()

with tempfile.TemporaryDirectory() as folder:
    os.makedirs(folder + '/mime/packages')
    shutil.copy(SYSTEM, folder + '/mime/packages')
    shutil.copy(ours, folder + '/mime/packages')
    made = subprocess.run(['update-mime-database', folder + '/mime'], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    with open(folder + '/mime/globs', encoding='utf-8') as file:
        globs = [line.strip().split(':', 1) for line in file if not line.startswith('#')]
    with open(folder + '/mime/types', encoding='utf-8') as file:
        known = set(file.read().split())
with open(desktop, encoding='utf-8') as file:
    offered = set(re.search(r'^MimeType=(.*)$', file.read(), re.M)[1].strip(';').split(';'))

complaints = [line for line in made.stdout.splitlines() if os.path.basename(ours) in line]
results = [('the file is understood', made.returncode == 0 and not complaints, complaints)]
for name, kind in NAMES:
    found = [known_as for known_as, glob in globs if glob == '*.' + name.rsplit('.', 1)[1].lower()]
    results.append((name, kind in found and kind in offered, ['known as %s' % found]))
text = {kind for kind in offered if not kind.startswith(('audio/', 'video/'))} - {'application/ogg'}
text.discard('application/x-matroska')
results.append(('every kind that we open is known', text <= known, sorted(text - known)))

print('1..%d' % len(results))
for number, (name, good, details) in enumerate(results, 1):
    print('%sok %d %s' % ('' if good else 'not ', number, name))
    for detail in [] if good else details:
        print('# ' + detail)
