#!/usr/bin/python3
"""test-accessibility: each requirement of accessibility has a test, or a reason why not.

  test-accessibility.py SOURCE-FOLDER

Reads the table of tests/ui/README.md: A01 to A41 in order, each with test
files that name the requirement, or with words instead.
"""
import os
import re
import sys

tests = os.path.join(sys.argv[1], 'tests')
with open(os.path.join(tests, 'ui', 'README.md'), encoding='utf-8') as file:
    rows = re.findall(r'^\| (A\d\d) \|([^|]*)\|([^|]*)\|$', file.read(), re.M)

faults = []
if [row[0] for row in rows] != ['A%02d' % i for i in range(1, 42)]:
    faults.append('not A01 to A41, once and in order: %s' % ' '.join(row[0] for row in rows))
n_tested = 0
for requirement, _what, where in rows:
    files = re.findall(r'`([^`]+)`', where)
    n_tested += bool(files)
    if not files and len(where.split()) < 4:
        faults.append('%s has neither test nor reason' % requirement)
    for name in files:
        path = os.path.join(tests, name)
        if not os.path.exists(path):
            faults.append('%s: there is no tests/%s' % (requirement, name))
        elif requirement not in open(path, encoding='utf-8').read():
            faults.append('%s: tests/%s does not name it' % (requirement, name))

print('1..1')
for fault in faults:
    print('# ' + fault)
print('%s 1 - %d of %d requirements have a test' % ('not ok' if faults else 'ok', n_tested, len(rows)))
sys.exit(bool(faults))
