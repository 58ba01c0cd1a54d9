#!/usr/bin/python3
"""measure: runs a program and tells what it cost, helpers included.

  measure.py FILE PROGRAM [ARGUMENT...]

Writes user and system seconds, the peak of memory in kilobytes and the status to FILE.  A
program of its own, and a small one: the kernel counts the memory of who starts a program as
the program's.
"""
import os
import sys

child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], 'w') as file:
    print(usage.ru_utime, usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status), file=file)
