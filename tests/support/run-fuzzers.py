#!/usr/bin/python3
"""run-fuzzers: give each fuzz target its share of the time, two at once.

  run-fuzzers PROGRAMS SOURCES SECONDS [NAME]

PROGRAMS is the folder of the built fuzz-NAME, SOURCES holds corpus/NAME and
NAME.dict where there are any.  New inputs go into PROGRAMS/found-NAME, never
into the sources; an input that broke something is left in PROGRAMS and named.
With a NAME only that target runs, and always the same way, as befits a test.
"""
import concurrent.futures
import glob
import os
import subprocess
import sys


def run(program, sources, seconds):
    folder = os.path.dirname(program)
    name = os.path.basename(program).removeprefix('fuzz-')
    found = os.path.join(folder, 'found-' + name)
    os.makedirs(found, exist_ok=True)
    argv = [program, '-max_total_time=%d' % seconds, '-timeout=10', '-rss_limit_mb=1024',
            '-max_len=65536', '-print_final_stats=1', '-verbosity=0',
            '-artifact_prefix=%s/broke-%s-' % (folder, name), found]
    corpus = os.path.join(sources, 'corpus', name)
    if os.path.isdir(corpus):
        argv.append(corpus)
    dictionary = os.path.join(sources, name + '.dict')
    if os.path.exists(dictionary):
        argv.insert(1, '-dict=' + dictionary)
    if len(sys.argv) > 4:
        argv.insert(1, '-seed=1')
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
    runs = next((line.split()[-1] for line in done.stdout.splitlines()
                 if line.startswith('stat::number_of_executed_units')), 'unknown')
    return name, done.returncode, runs, done.stdout


def main():
    if len(sys.argv) not in (4, 5):
        print(__doc__)
        return 2
    programs, sources, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    wanted = 'fuzz-' + (sys.argv[4] if len(sys.argv) > 4 else '*')
    targets = sorted(path for path in glob.glob(os.path.join(os.path.abspath(programs), wanted))
                     if os.path.isfile(path) and os.access(path, os.X_OK))
    if not targets:
        print('no fuzz targets in', programs)
        return 1

    at_once = min(2, len(targets))
    share = max(1, seconds * at_once // len(targets))
    findings = 0
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for name, status, runs, log in pool.map(lambda path: run(path, sources, share), targets):
            print('%s: %s inputs in %d s%s' % (name, runs, share, ', BROKE' if status else ''))
            if status:
                findings += 1
                print('\n'.join(log.splitlines()[-40:]))
    print('%d of %d targets broke' % (findings, len(targets)))
    return 1 if findings else 0


if __name__ == '__main__':
    sys.exit(main())
