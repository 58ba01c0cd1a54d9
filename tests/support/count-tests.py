#!/usr/bin/python3
"""count-tests: add up what `meson test` reported, for the last line of `./dev test`.

  count-tests [--broken N] BUILD-FOLDER...

A program that speaks TAP counts once for each of its tests, any other program
once.  A program that failed as a whole (a crash after its last test, a leak, a
time-out) counts as a failure even if each of its tests passed.  N is added to
the failures: builds that broke, for example.  The exit status is 0 only if
something passed and nothing failed.
"""
import argparse
import json
import os
import sys
import xml.etree.ElementTree as ElementTree

GOOD = {'OK', 'EXPECTEDFAIL'}
SKIPPED = {'SKIP'}

# Told of each failure.
MAX_LINES = 40


def read_tap(folder):
    """From test name to (passed, failed, skipped) of its TAP tests."""
    counts = {}
    path = os.path.join(folder, 'meson-logs', 'testlog.junit.xml')
    for suite in ElementTree.parse(path).getroot().iter('testsuite'):
        project, _, name = suite.get('name', '').partition('.')
        if not name:
            continue
        passed = failed = skipped = 0
        for case in suite.iter('testcase'):
            if case.find('failure') is not None or case.find('error') is not None:
                failed += 1
            elif case.find('skipped') is not None:
                skipped += 1
            else:
                passed += 1
        counts[name] = (passed, failed, skipped)
    return counts


def tell(program, folder):
    """What failed is told again at the end: a log may be long, or only its end be kept."""
    said = []
    blocks = ['']       # what was said up to each result
    for line in program.get('stdout', '').splitlines():
        blocks[-1] += line + '\n'
        if line.startswith(('ok ', 'not ok ')):
            if line.startswith('not ok '):
                said += blocks[-1].splitlines()[-MAX_LINES:]
            blocks.append('')
    said = said or (program.get('stdout', '') + program.get('stderr', '')).splitlines()[-MAX_LINES:]
    print('\n'.join(['failed: %s (%s)' % (program['name'], os.path.basename(folder))] +
                    ['  ' + line for line in said]), file=sys.stderr)


def read_folder(folder):
    passed = failed = skipped = 0
    if not os.path.exists(os.path.join(folder, 'meson-logs', 'testlog.json')):
        return 0, 0, 0  # no test was chosen in this folder
    try:
        tap = read_tap(folder)
        with open(os.path.join(folder, 'meson-logs', 'testlog.json'), encoding='utf-8') as log:
            programs = [json.loads(line) for line in log]
    except (OSError, ValueError, ElementTree.ParseError) as error:
        print('%s: no readable report: %s' % (folder, error), file=sys.stderr)
        return 0, 1, 0

    for program in programs:
        name = program['name']
        p, f, s = tap.get(name) or tap.get(name.rpartition(' / ')[2], (0, 0, 0))
        if p + f + s == 0:
            p = program['result'] in GOOD
            s = program['result'] in SKIPPED
        if f == 0 and program['result'] not in GOOD | SKIPPED:
            f = 1
        passed, failed, skipped = passed + p, failed + f, skipped + s
        if f:
            tell(program, folder)
    return passed, failed, skipped


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--broken', type=int, default=0)
    parser.add_argument('folders', nargs='*')
    arguments = parser.parse_args()

    passed, failed, skipped = 0, arguments.broken, 0
    for folder in arguments.folders:
        p, f, s = read_folder(folder)
        passed, failed, skipped = passed + p, failed + f, skipped + s
    sys.stderr.flush()
    print('%d passed, %d failed, %d skipped' % (passed, failed, skipped))
    return 0 if passed and not failed else 1


if __name__ == '__main__':
    sys.exit(main())
