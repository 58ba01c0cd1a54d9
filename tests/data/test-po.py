#!/usr/bin/python3
"""test-po MSGFMT ROOT: every text that users see can be and is translated, and every translation holds."""
import os
import re
import subprocess
import sys
import tempfile

MARKED = re.compile(r'\b(?:C_|N_|NC_|_|ngettext|g_dgettext) ?\(|translatable="yes"')

msgfmt, root = sys.argv[1], sys.argv[2]
with open(os.path.join(root, 'po', 'POTFILES'), encoding='utf-8') as file:
    listed = [line.strip() for line in file if line.strip() and not line.startswith('#')]
with open(os.path.join(root, 'po', 'LINGUAS'), encoding='utf-8') as file:
    languages = [line for line in file.read().split('\n') if line and not line.startswith('#')]

marked = set()
for folder, _, names in os.walk(os.path.join(root, 'src')):
    for name in names:
        path = os.path.join(folder, name)
        if name.endswith(('.c', '.ui')):
            with open(path, encoding='utf-8') as file:
                if MARKED.search(file.read()):
                    marked.add(os.path.relpath(path, root))

# As meson's preset "glib" has them.
KEYWORDS = ['_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3', 'g_dpgettext2:2c,3']


def find_untranslated(language):
    """What the sources have and the translation has not."""
    with tempfile.NamedTemporaryFile(suffix='.pot') as texts:
        subprocess.run(['xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES', '--output=' + texts.name,
                        *('--keyword=' + word for word in KEYWORDS)], cwd=root, check=True, stderr=subprocess.DEVNULL)
        done = subprocess.run(['msgcmp', os.path.join(root, 'po', language + '.po'), texts.name],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return done.stdout.splitlines() if done.returncode else []


results = []
missing = [path for path in listed if not os.path.exists(os.path.join(root, path))]
results.append(('listed-files-exist', not missing, missing))
unlisted = sorted(marked - set(listed))
results.append(('every-file-with-texts-is-listed', not unlisted, unlisted))
results.append(('list-is-sorted', listed == sorted(listed), []))
for language in languages:
    done = subprocess.run([msgfmt, '--check', '--output-file=/dev/null',
                           os.path.join(root, 'po', language + '.po')],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    results.append((language, done.returncode == 0, done.stdout.splitlines()))
    untranslated = find_untranslated(language)
    results.append((language + '-is-complete', not untranslated, untranslated))

print('1..%d' % len(results))
for number, (name, good, details) in enumerate(results, 1):
    print('%sok %d %s' % ('' if good else 'not ', number, name))
    for detail in details:
        print('# ' + detail)
