#!/usr/bin/python3
"""test-flatpak MANIFEST PERMISSIONS: the sandbox has the holes that were decided on, and no other."""
import json
import sys

with open(sys.argv[1], encoding='utf-8') as file:
    manifest = json.load(file)
with open(sys.argv[2], encoding='utf-8') as file:
    permissions = file.read().split()

print('1..2')
granted = manifest['finish-args']
print('%sok 1 permissions' % ('' if sorted(granted) == sorted(permissions) else 'not '))
print('# granted: %s' % ' '.join(granted))

# A tag can be moved, a commit cannot; our own folder has neither.
sources = [source for module in manifest['modules'] for source in module['sources']]
pinned = all(source['type'] == 'dir' or len(source.get('commit', '')) == 40 for source in sources)
print('%sok 2 pinned-sources' % ('' if pinned else 'not '))
