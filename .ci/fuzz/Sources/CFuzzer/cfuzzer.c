#include "cfuzzer.h"

/// The globals of Swift are no leaks but look like some; a small quarantine keeps the memory limit meaningful.
const char *__asan_default_options(void) { return "detect_leaks=0:quarantine_size_mb=8"; }
