#if canImport(Glibc)
import Glibc
#endif

/// Slabs on their way from one thread to another, in order. Never holds more than the pipeline has slabs.
///
/// `@unchecked Sendable`: all state is behind the POSIX mutex, which the standard library's `Mutex` cannot replace for
/// want of a condition variable.
final class SlabQueue: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var slabs: [Slab] = []
    private var first = 0
    private var closed = false

    init() {
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        changed = .allocate(capacity: 1)
        changed.initialize(to: pthread_cond_t())
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        changed.deallocate()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func send(_ slab: Slab) {
        pthread_mutex_lock(mutex)
        slabs.append(slab)
        pthread_mutex_unlock(mutex)
        pthread_cond_signal(changed)
    }

    /// Waits for the next slab. `nil` when the queue is closed and empty.
    func receive() -> Slab? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while first == slabs.count && !closed { pthread_cond_wait(changed, mutex) }
        guard first < slabs.count else { return nil }
        let slab = slabs[first]
        first += 1
        if first == slabs.count {
            slabs.removeAll(keepingCapacity: true)
            first = 0
        }
        return slab
    }

    /// No slab follows.
    func close() {
        pthread_mutex_lock(mutex)
        closed = true
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(changed)
    }
}
