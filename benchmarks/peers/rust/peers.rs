// peers [ITEM...]: prints one line an item, "item<TAB>number". Rust's coroutines are unstable, and each has a type of its
// own: they stand behind `dyn` here, as those of the other languages do. There are no exceptions, and no delegation but a loop.
#![feature(coroutines, coroutine_trait, stmt_expr_attributes)]
use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::ops::{Coroutine, CoroutineState};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

type TwoWay = Pin<Box<dyn Coroutine<i32, Yield = i32, Return = ()>>>;

const NODES: i32 = 1 << 17;

struct Node {
    left: Option<Box<Node>>,
    value: i32,
    right: Option<Box<Node>>,
}

static FINISHED: AtomicU64 = AtomicU64::new(0);
static ALLOCATED: AtomicU64 = AtomicU64::new(0);

/// Counts what is in use, as glibc rounds it: 8 bytes of its own a block, in steps of 16.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn block(layout: Layout) -> u64 {
    ((layout.size() as u64 + 8 + 15) & !15).max(32)
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATED.store(ALLOCATED.load(Relaxed) + block(layout), Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        ALLOCATED.store(ALLOCATED.load(Relaxed) - block(layout), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        FINISHED.store(FINISHED.load(Relaxed) + 1, Relaxed);
    }
}

/// Hidden from the optimizer, which would else see through `dyn` and leave nothing of the loop.
fn boxed(body: impl Coroutine<i32, Yield = i32, Return = ()> + 'static) -> TwoWay {
    black_box(Box::pin(body))
}

fn sum() -> TwoWay {
    boxed(#[coroutine] |_: i32| {
        let mut total = 0i32;
        loop {
            total = total.wrapping_add(yield total);
        }
    })
}

fn count(n: i32) -> TwoWay {
    boxed(#[coroutine] move |_: i32| {
        for i in 0..n {
            yield i;
        }
    })
}

fn one(value: i32) -> TwoWay {
    boxed(#[coroutine] move |_: i32| {
        yield value;
    })
}

fn guarded(value: i32) -> TwoWay {
    boxed(#[coroutine] move |_: i32| {
        let _guard = Guard;
        yield value;
    })
}

fn nested(depth: i32) -> TwoWay {
    boxed(#[coroutine] move |mut sent: i32| {
        if depth > 0 {
            let mut inner = nested(depth - 1);
            while let CoroutineState::Yielded(value) = inner.as_mut().resume(sent) {
                sent = yield value;
            }
        } else {
            let mut total = 0i32;
            loop {
                sent = yield total;
                if sent < 0 {
                    return;
                }
                total = total.wrapping_add(sent);
            }
        }
    })
}

fn walk(node: &'static Node) -> TwoWay {
    boxed(#[coroutine] move |_: i32| {
        if let Some(left) = &node.left {
            let mut inner = walk(left);
            while let CoroutineState::Yielded(value) = inner.as_mut().resume(0) {
                yield value;
            }
        }
        yield node.value;
        if let Some(right) = &node.right {
            let mut inner = walk(right);
            while let CoroutineState::Yielded(value) = inner.as_mut().resume(0) {
                yield value;
            }
        }
    })
}

fn build(from: i32, to: i32) -> Option<Box<Node>> {
    if from == to {
        return None;
    }
    let middle = (from + to) / 2;
    Some(Box::new(Node { left: build(from, middle), value: middle, right: build(middle + 1, to) }))
}

fn send(g: &mut TwoWay, value: i32) -> Option<i32> {
    match g.as_mut().resume(value) {
        CoroutineState::Yielded(value) => Some(value),
        CoroutineState::Complete(()) => None,
    }
}

fn triangle(n: i64) -> i64 {
    n * (n - 1) / 2
}

fn once(work: &mut dyn FnMut(i32), n: i32) -> f64 {
    let start = Instant::now();
    work(n);
    start.elapsed().as_nanos() as f64
}

/// Nanoseconds an operation, the least of the repetitions, each 20 ms or longer.
fn time(mut work: impl FnMut(i32)) -> f64 {
    let mut n = 1;
    let mut ns = once(&mut work, n);
    while ns < 20e6 {
        n = if ns < 1e5 { n * 10 } else { (n as f64 * (22e6 / ns).min(10.0)) as i32 + 1 };
        ns = once(&mut work, n);
    }
    for _ in 0..14 {
        ns = ns.min(once(&mut work, n));
    }
    ns / n as f64
}

fn delegate(depth: i32) -> f64 {
    let mut g = nested(depth);
    send(&mut g, 0);
    let mut sent = 0;
    time(|n| {
        let mut last = 0;
        for _ in 0..n {
            last = send(&mut g, 1).unwrap();
        }
        sent += n;
        assert_eq!(sent, last);
    })
}

fn memory() -> f64 {
    const COUNT: usize = 1_000_000;
    let mut all = Vec::with_capacity(COUNT);
    let before = ALLOCATED.load(Relaxed);
    for _ in 0..COUNT {
        let mut g = sum();
        send(&mut g, 0);
        all.push(g);
    }
    (ALLOCATED.load(Relaxed) - before) as f64 / COUNT as f64
}

fn run(item: &str) -> f64 {
    match item {
        "send" => time(|n| {
            let mut g = sum();
            let mut last = send(&mut g, 0).unwrap();
            for _ in 0..n {
                last = send(&mut g, 1).unwrap();
            }
            assert_eq!(n, last);
        }),
        "iterate" => time(|n| {
            let mut g = count(n);
            let mut total = 0i64;
            while let Some(value) = send(&mut g, 0) {
                total += value as i64;
            }
            assert_eq!(triangle(n as i64), total);
        }),
        "create_finish" => time(|n| {
            let mut total = 0i64;
            for i in 0..n {
                let mut g = one(i);
                total += send(&mut g, 0).unwrap() as i64;
                assert!(send(&mut g, 0).is_none());
            }
            assert_eq!(triangle(n as i64), total);
        }),
        "close_notry" => time(|n| {
            let mut total = 0i64;
            for i in 0..n {
                total += send(&mut one(i), 0).unwrap() as i64;
            }
            assert_eq!(triangle(n as i64), total);
        }),
        "close_try" => time(|n| {
            FINISHED.store(0, Relaxed);
            for i in 0..n {
                send(&mut guarded(i), 0);
            }
            assert_eq!(n as u64, FINISHED.load(Relaxed));
        }),
        "tree" => {
            let tree: &'static Node = Box::leak(build(0, NODES).unwrap());
            time(|n| {
                let mut total = 0i64;
                for _ in 0..n {
                    let mut g = walk(tree);
                    while let Some(value) = send(&mut g, 0) {
                        total += value as i64;
                    }
                }
                assert_eq!(n as i64 * triangle(NODES as i64), total);
            }) / NODES as f64
        }
        "mem" => memory(),
        _ => delegate(item.strip_prefix("deleg_").expect("an item").parse().unwrap()),
    }
}

fn main() {
    const ITEMS: [&str; 11] = [
        "send", "iterate", "create_finish", "close_notry", "close_try", "deleg_1", "deleg_10", "deleg_100", "deleg_1000",
        "tree", "mem",
    ];
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for item in ITEMS {
        if wanted.is_empty() || wanted.iter().any(|name| name == item) {
            println!("{item}\t{:.4}", run(item));
        }
    }
}
