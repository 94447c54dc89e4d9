//! A parallel map over a stream that keeps its order and holds little of it.

use std::any::Any;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Items that may be between the stream and `each`, for each thread: one slow item does not stop the others at once.
const WINDOW: usize = 8;

/// Deep trees are walked by recursion in places; the main thread's usual stack is the least that a thread should have.
const STACK: usize = 16 << 20;

/// Calls `each` with `map` of every item, in the order of the items, whatever the number of threads.
///
/// Items are taken one by one, and at most a few for each thread are in flight: a stream longer than memory is fine.
/// Ends early where `each` breaks. A panic in `items` or `map` is passed on once the threads have ended.
pub fn in_order<T, U, B>(
    items: impl Iterator<Item = T> + Send,
    threads: NonZeroUsize,
    map: impl Fn(T) -> U + Sync,
    mut each: impl FnMut(U) -> ControlFlow<B>,
) -> ControlFlow<B>
where
    T: Send,
    U: Send,
{
    if threads.get() == 1 {
        return items.map(map).try_for_each(each);
    }
    let window = threads.get() * WINDOW;
    let numbered = Mutex::new(items.enumerate());
    let permits = Permits::new(window);
    let (sender, receiver) = sync_channel(window);
    thread::scope(|scope| {
        for n in 0..threads.get() {
            let sender = sender.clone();
            let (numbered, permits, map) = (&numbered, &permits, &map);
            let spawned = thread::Builder::new()
                .name(format!("reader-{n}"))
                .stack_size(STACK)
                .spawn_scoped(scope, move || work(numbered, permits, map, &sender));
            // Fewer threads than wished do the same work; none at all cannot.
            if let Err(error) = spawned
                && n == 0
            {
                panic!("the system gives no thread: {error}");
            }
        }
        drop(sender);
        let done = emit(&receiver, &permits, &mut each);
        permits.close();
        // Workers that are about to send find the channel gone and end.
        drop(receiver);
        done.unwrap_or_else(|panic| resume_unwind(panic))
    })
}

type Panic = Box<dyn Any + Send>;

/// What a worker hands over: the item's number and its image, or the panic that ended the worker.
type Parcel<U> = Result<(usize, U), Panic>;

fn work<T, U>(
    numbered: &Mutex<impl Iterator<Item = (usize, T)>>,
    permits: &Permits,
    map: &impl Fn(T) -> U,
    sender: &SyncSender<Parcel<U>>,
) {
    while permits.take() {
        let step = catch_unwind(AssertUnwindSafe(|| {
            let next = lock(numbered).next();
            next.map(|(number, item)| (number, map(item)))
        }));
        let last = !matches!(step, Ok(Some(_)));
        let sent = match step {
            Ok(Some(parcel)) => sender.send(Ok(parcel)),
            Ok(None) => Ok(()),
            Err(panic) => sender.send(Err(panic)),
        };
        if last || sent.is_err() {
            return;
        }
    }
}

fn emit<U, B>(
    receiver: &Receiver<Parcel<U>>,
    permits: &Permits,
    each: &mut impl FnMut(U) -> ControlFlow<B>,
) -> Result<ControlFlow<B>, Panic> {
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    while let Ok(parcel) = receiver.recv() {
        let (number, image) = parcel?;
        waiting.insert(number, image);
        while let Some(image) = waiting.remove(&next) {
            if let ControlFlow::Break(value) = each(image) {
                return Ok(ControlFlow::Break(value));
            }
            next += 1;
            permits.give();
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// How many more items may be taken from the stream; `None` once it is closed.
struct Permits {
    left: Mutex<Option<usize>>,
    changed: Condvar,
}

impl Permits {
    fn new(count: usize) -> Self {
        Self { left: Mutex::new(Some(count)), changed: Condvar::new() }
    }

    /// Waits for a permit; `false` once closed.
    fn take(&self) -> bool {
        let mut left = lock(&self.left);
        loop {
            match left.as_mut() {
                None => return false,
                Some(0) => left = self.changed.wait(left).unwrap_or_else(PoisonError::into_inner),
                Some(count) => {
                    *count -= 1;
                    return true;
                }
            }
        }
    }

    fn give(&self) {
        if let Some(count) = lock(&self.left).as_mut() {
            *count += 1;
        }
        self.changed.notify_one();
    }

    fn close(&self) {
        *lock(&self.left) = None;
        self.changed.notify_all();
    }
}

/// A panic elsewhere is passed on by `emit`; what the lock guards is whole or not used again.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::ops::ControlFlow;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::{WINDOW, in_order};

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).expect("not zero")
    }

    #[test]
    fn order_is_kept_whatever_the_threads() {
        for count in [1, 2, 5] {
            let mut seen = Vec::new();
            let slow = |n: u64| {
                std::thread::sleep(Duration::from_micros(n * 7919 % 300));
                n * n
            };
            let done: ControlFlow<()> = in_order(0..200, threads(count), slow, |n| {
                seen.push(n);
                ControlFlow::Continue(())
            });
            assert!(done.is_continue());
            assert_eq!(seen, (0..200).map(|n| n * n).collect::<Vec<_>>(), "{count} threads");
        }
    }

    #[test]
    fn little_of_the_stream_is_held() {
        let (taken, emitted) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let items = (0..2000).inspect(|_| {
            let held = taken.fetch_add(1, Ordering::SeqCst) + 1 - emitted.load(Ordering::SeqCst);
            assert!(held <= 3 * WINDOW, "{held} are in flight");
        });
        let done: ControlFlow<()> = in_order(
            items,
            threads(3),
            |n| n,
            |_| {
                emitted.fetch_add(1, Ordering::SeqCst);
                ControlFlow::Continue(())
            },
        );
        assert!(done.is_continue());
    }

    #[test]
    fn a_break_ends_an_endless_stream() {
        let done = in_order(
            0..,
            threads(3),
            |n| n,
            |n| if n == 100 { ControlFlow::Break(n) } else { ControlFlow::Continue(()) },
        );
        assert_eq!(done, ControlFlow::Break(100));
    }

    #[test]
    #[should_panic(expected = "item 50")]
    fn a_panic_is_passed_on() {
        let done: ControlFlow<()> =
            in_order(0.., threads(2), |n| assert!(n != 50, "item {n}"), |()| ControlFlow::Continue(()));
        unreachable!("{done:?}");
    }
}
