/* sfl-align-machine.h: the same loops for wider and narrower vectors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

/* Has a function compiled for each width of vectors, of which the machine's own is taken when the
 * program starts.  None of these fuses a multiplication with an addition, so that all give the
 * same sums.  Sanitizers start too late for it.
 */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&                             \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SFL_ALIGN_FOR_EACH_MACHINE __attribute__ ((target_clones ("avx2", "default")))
#else
#define SFL_ALIGN_FOR_EACH_MACHINE
#endif
