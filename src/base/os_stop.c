/* The same on every POSIX system. */
#include <signal.h>
#include <unistd.h>

#include "os.h"

/* SIGSTOP would also stop a program that no shell waits for; the system spares it that with SIGTSTP. */
void os_stop(void)
{
    struct sigaction before, stop = {.sa_handler = SIG_DFL};
    sigset_t only, mask;
    sigemptyset(&only);
    sigaddset(&only, SIGTSTP);
    sigaction(SIGTSTP, &stop, &before);
    kill(getpid(), SIGTSTP);
    pthread_sigmask(SIG_UNBLOCK, &only, &mask); /* here it stops */
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGTSTP, &before, NULL);
}
