#include "config.h"
#include "sfl-peaks.h"
