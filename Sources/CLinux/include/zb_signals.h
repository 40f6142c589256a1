#ifndef ZB_SIGNALS_H
#define ZB_SIGNALS_H

/// Writes every one of these signals as a byte into a pipe; returns its reading end (not blocking), or -1.
int zb_signal_pipe(const int *signals, int count);

/// Installs the handler again for one signal whose default action was used.
void zb_signal_rearm(int signal);

#endif
