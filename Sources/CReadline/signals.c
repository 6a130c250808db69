// What the process does when signals come. Handlers only set flags, write one byte to a pipe, or leave by _exit.
#define _GNU_SOURCE 1
#include "CReadline.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

static volatile int32_t *interrupt_flag;
static volatile sig_atomic_t interrupts, termination, resized, stop_requested;
static int wake[2] = {-1, -1};

static void wake_up(void) {
    int saved = errno;
    if (wake[1] >= 0) (void)!write(wake[1], "!", 1);
    errno = saved;
}

// A second Ctrl-C soon after the first abandons what catches the first; one that comes later is a first one again.
enum { ABANDONS_WITHIN = 2000 };

static void on_interrupt(int number) {
    (void)number;
    static int64_t last = -ABANDONS_WITHIN;
    struct timespec time = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    int64_t now = (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
    int insists = interrupts > 0 && now - last < ABANDONS_WITHIN;
    last = now;
    interrupts++;
    if (interrupt_flag) *interrupt_flag = insists || *interrupt_flag ? 2 : 1;
    wake_up();
}

// The script unwinds as for Ctrl-C so that its files are closed; if it does not within 5 seconds, the process leaves anyway.
static void on_termination(int number) {
    if (termination) {
        unet_terminal_restore();
        _exit(128 + number);
    }
    termination = number;
    if (interrupt_flag) *interrupt_flag = 2;
    alarm(5);
    wake_up();
}

static void on_alarm(int number) {
    (void)number;
    if (!termination) return;
    unet_terminal_restore();
    _exit(128 + termination);
}

static void on_quit(int number) {
    unet_terminal_restore();
    static const char note[] = "\nquit\n";
    (void)!write(STDERR_FILENO, note, sizeof note - 1);
    _exit(128 + number);
}

static void on_resize(int number) {
    (void)number;
    resized = 1;
    wake_up();
}

static void install(int number, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void unet_signals_install(volatile int32_t *flag) {
    interrupt_flag = flag;
    if (wake[0] < 0 && pipe2(wake, O_CLOEXEC | O_NONBLOCK) != 0) wake[0] = wake[1] = -1;
    unet_terminal_remember();
    // A process started in the background of a script has SIGINT ignored, and keeps it so; likewise nohup and SIGHUP.
    struct sigaction old;
    if (sigaction(SIGINT, NULL, &old) == 0 && old.sa_handler != SIG_IGN) install(SIGINT, on_interrupt, SA_RESTART);
    if (sigaction(SIGHUP, NULL, &old) == 0 && old.sa_handler != SIG_IGN) install(SIGHUP, on_termination, SA_RESTART);
    install(SIGTERM, on_termination, SA_RESTART);
    install(SIGALRM, on_alarm, SA_RESTART);
    install(SIGQUIT, on_quit, 0);
    install(SIGWINCH, on_resize, SA_RESTART);
}

void unet_signals_reset(void) {
    interrupts = 0;
    if (interrupt_flag && !termination) *interrupt_flag = 0;
    unet_signals_drain();
}

void unet_signals_settle(void) {
    if (!interrupt_flag || *interrupt_flag == 0) interrupts = 0;
}

int unet_signals_interrupts(void) { return interrupts; }
int unet_signals_termination(void) { return termination; }
int unet_signals_pipe(void) { return wake[0]; }

void unet_signals_drain(void) {
    char bytes[64];
    while (wake[0] >= 0 && read(wake[0], bytes, sizeof bytes) > 0) {}
}

int unet_signals_take_resize(void) {
    int was = resized;
    resized = 0;
    return was;
}

// Ctrl-Z while a line is edited: the terminal must be given back before stopping, so readline's loop asks for the signal.
static void on_stop(int number) {
    (void)number;
    stop_requested = 1;
    wake_up();
}

int unet_signals_take_stop(void) {
    if (stop_requested == 0) {
        // Called at the start of each edit: arm.
        install(SIGTSTP, on_stop, 0);
        return 0;
    }
    stop_requested = 0;
    install(SIGTSTP, SIG_DFL, 0);
    return 1;
}
