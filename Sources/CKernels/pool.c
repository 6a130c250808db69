// Threads, the interrupt flag and memory.
//
// The pool is a set of pthreads that never end. A parallel region publishes one job (function, context, count) and
// every thread, the caller included, takes indices from one atomic counter. The caller waits only for workers that have
// entered, so a worker the system has not scheduled yet costs nothing: that is what keeps a loaded machine usable.
//
// An idle worker spins for about half a millisecond, which covers the gaps between the kernels of one training step
// (measured 0.6 µs to start a region), and then sleeps in a futex (20 µs).

#define _GNU_SOURCE
#include "internal.h"

#include <linux/futex.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_THREADS = 256, SPINS_BEFORE_SLEEP = 20000 };

static struct {
    pthread_mutex_t region;   // held by the thread whose region runs
    atomic_uint generation;   // bumped when a job opens; workers wait on it
    atomic_int open;          // may workers still enter?
    atomic_int inside;        // workers between entering and leaving
    atomic_int sleepers;
    atomic_llong next;        // next index to hand out
    unet_task task;
    void *context;
    int64_t count;
    int threads;              // 0 until first asked
    int started;              // workers created
} pool = {.region = PTHREAD_MUTEX_INITIALIZER};

static _Thread_local int inside_region = 0;
static int interrupt_flag = 0;
static int interrupt_holds = 0;

int *unet_interrupt_flag(void) { return &interrupt_flag; }
void unet_hold_interrupts(int change) { __atomic_fetch_add(&interrupt_holds, change, __ATOMIC_RELAXED); }

int unet_interrupted(void) {
    return __atomic_load_n(&interrupt_flag, __ATOMIC_RELAXED) && !__atomic_load_n(&interrupt_holds, __ATOMIC_RELAXED);
}

/// A flag set at any time counts, even after the last index: a task may have stopped half-way because of it.
static int interrupted(void) { return unet_interrupted() ? UNET_INTERRUPTED : UNET_OK; }

static inline void pause_cpu(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void run_indices(int thread) {
    for (;;) {
        long long index = atomic_fetch_add_explicit(&pool.next, 1, memory_order_relaxed);
        if (index >= pool.count) return;
        if (interrupted()) return;
        pool.task(pool.context, index, thread);
    }
}

static void *worker(void *argument) {
    int thread = (int)(intptr_t)argument;
    unsigned seen = 0;
    inside_region = 1; // whatever a task calls runs serially
    for (;;) {
        for (int spin = 0; atomic_load(&pool.generation) == seen; spin++) {
            if (spin < SPINS_BEFORE_SLEEP) {
                pause_cpu();
            } else {
                atomic_fetch_add(&pool.sleepers, 1);
                syscall(SYS_futex, &pool.generation, FUTEX_WAIT_PRIVATE, seen, NULL, NULL, 0);
                atomic_fetch_sub(&pool.sleepers, 1);
            }
        }
        seen = atomic_load(&pool.generation);
        // Announce first, then look: the caller closes first, then counts. One of the two must see the other.
        atomic_fetch_add(&pool.inside, 1);
        if (atomic_load(&pool.open) && thread < pool.threads) run_indices(thread);
        atomic_fetch_sub(&pool.inside, 1);
    }
    return NULL;
}

static void start_workers(void) {
    sigset_t all, old;
    sigfillset(&all); // signals, above all SIGINT, belong to the program's own threads
    pthread_sigmask(SIG_SETMASK, &all, &old);
    while (pool.started < pool.threads - 1) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, worker, (void *)(intptr_t)(pool.started + 1)) != 0) break;
        pthread_detach(thread);
        pool.started++;
    }
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static int default_threads(void) {
    const char *text = getenv("UNETREPL_THREADS");
    long asked = text ? strtol(text, NULL, 10) : 0;
    if (asked >= 1) return asked > MAX_THREADS ? MAX_THREADS : (int)asked;
    cpu_set_t mask;
    int count = sched_getaffinity(0, sizeof mask, &mask) == 0 ? CPU_COUNT(&mask) : 1;
    return count < 1 ? 1 : count > MAX_THREADS ? MAX_THREADS : count;
}

int unet_thread_count(void) {
    int threads = __atomic_load_n(&pool.threads, __ATOMIC_RELAXED);
    if (threads == 0) {
        threads = default_threads();
        __atomic_store_n(&pool.threads, threads, __ATOMIC_RELAXED);
    }
    return threads;
}

int unet_workers(void) { return inside_region ? 1 : unet_thread_count(); }

void unet_set_threads(int count) {
    pthread_mutex_lock(&pool.region);
    __atomic_store_n(&pool.threads, count < 1 ? 1 : count > MAX_THREADS ? MAX_THREADS : count, __ATOMIC_RELAXED);
    pthread_mutex_unlock(&pool.region);
}

int unet_parallel_for(int64_t count, unet_task task, void *context) {
    if (count <= 1 || unet_thread_count() == 1 || inside_region || pthread_mutex_trylock(&pool.region) != 0) {
        for (int64_t index = 0; index < count; index++) {
            if (interrupted()) return UNET_INTERRUPTED;
            task(context, index, 0);
        }
        return interrupted();
    }
    inside_region = 1;
    start_workers();
    pool.task = task;
    pool.context = context;
    pool.count = count;
    atomic_store(&pool.next, 0);
    atomic_store(&pool.open, 1);
    atomic_fetch_add(&pool.generation, 1);
    if (atomic_load(&pool.sleepers) > 0)
        syscall(SYS_futex, &pool.generation, FUTEX_WAKE_PRIVATE, MAX_THREADS, NULL, NULL, 0);
    run_indices(0);
    atomic_store(&pool.open, 0);
    for (int spin = 0; atomic_load(&pool.inside) != 0; spin++) {
        if (spin < 1000) pause_cpu();
        else sched_yield(); // the worker we wait for may need this very CPU
    }
    inside_region = 0;
    pthread_mutex_unlock(&pool.region);
    return interrupted();
}

// MARK: - Memory

void *unet_alloc(size_t bytes) {
    const size_t huge = 2u << 20;
    if (bytes > SIZE_MAX - huge) return NULL;
    void *pointer = NULL;
    int is_big = bytes >= huge;
    if (posix_memalign(&pointer, is_big ? huge : 64, bytes ? bytes : 64) != 0) return NULL;
#ifdef MADV_HUGEPAGE
    if (is_big) madvise(pointer, bytes, MADV_HUGEPAGE); // best effort
#endif
    return pointer;
}

void unet_free(void *pointer) { free(pointer); }

void unet_trim(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

static struct {
    pthread_mutex_t lock;
    void *buffer;
    size_t bytes;
    int in_use;
} scratch = {.lock = PTHREAD_MUTEX_INITIALIZER};

void *unet_scratch_take(size_t bytes) {
    void *result = NULL;
    pthread_mutex_lock(&scratch.lock);
    if (!scratch.in_use) {
        if (scratch.bytes < bytes) {
            unet_free(scratch.buffer);
            scratch.buffer = unet_alloc(bytes);
            scratch.bytes = scratch.buffer ? bytes : 0;
        }
        result = scratch.buffer;
        scratch.in_use = result != NULL;
    }
    pthread_mutex_unlock(&scratch.lock);
    return result ? result : unet_alloc(bytes);
}

void unet_scratch_give(void *pointer) {
    pthread_mutex_lock(&scratch.lock);
    int is_kept = pointer != NULL && pointer == scratch.buffer;
    if (is_kept) scratch.in_use = 0;
    pthread_mutex_unlock(&scratch.lock);
    if (!is_kept) unet_free(pointer);
}

void unet_release_scratch(void) {
    pthread_mutex_lock(&scratch.lock);
    if (!scratch.in_use) {
        unet_free(scratch.buffer);
        scratch.buffer = NULL;
        scratch.bytes = 0;
    }
    pthread_mutex_unlock(&scratch.lock);
}
