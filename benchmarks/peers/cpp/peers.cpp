// peers [ITEM...]: prints one line an item, "item<TAB>number".
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <memory>
#include <string>
#include <vector>

#include "generator.hpp"

using Clock = std::chrono::steady_clock;
using TwoWay = Generator<int, int>;

struct Failure {};

struct Node {
    std::unique_ptr<Node> left;
    int value;
    std::unique_ptr<Node> right;
};

constexpr int Nodes = 1 << 17;
constexpr int Deep = 1'000'000;

static long finished;

struct Guard {
    ~Guard() { finished++; }
};

static TwoWay sum() {
    int total = 0;
    while (true) total += co_yield total;
}

static TwoWay count(int n) {
    for (int i = 0; i < n; i++) co_yield i;
}

static TwoWay one(int value) { co_yield value; }

static TwoWay guarded(int value) {
    Guard guard;
    co_yield value;
}

static TwoWay catcher() {
    int caught = 0;
    while (true) {
        try {
            co_yield caught;
        } catch (const Failure&) {
            caught++;
        }
    }
}

static TwoWay nested(int depth) {
    if (depth > 0) {
        co_yield nested(depth - 1);
        co_return;
    }
    int total = 0, sent;
    while ((sent = co_yield total) >= 0) total += sent;
}

static TwoWay walk(const Node& node) {
    if (node.left) co_yield walk(*node.left);
    co_yield node.value;
    if (node.right) co_yield walk(*node.right);
}

static std::unique_ptr<Node> build(int from, int to) {
    if (from == to) return nullptr;
    int middle = (from + to) / 2;
    return std::make_unique<Node>(build(from, middle), middle, build(middle + 1, to));
}

static void expect(long expected, long actual) {
    if (expected == actual) return;
    std::fprintf(stderr, "expected %ld, got %ld\n", expected, actual);
    std::exit(1);
}

static long triangle(long n) { return n * (n - 1) / 2; }

static double once(const std::function<void(int)>& work, int n) {
    auto start = Clock::now();
    work(n);
    return std::chrono::duration<double, std::nano>(Clock::now() - start).count();
}

// Nanoseconds an operation, the least of the repetitions, each 20 ms or longer.
static double time(const std::function<void(int)>& work) {
    int n = 1;
    double ns;
    while ((ns = once(work, n)) < 20e6) n = ns < 1e5 ? n * 10 : static_cast<int>(n * std::min(22e6 / ns, 10.0)) + 1;
    for (int i = 0; i < 14; i++) ns = std::min(ns, once(work, n));
    return ns / n;
}

static void print(const char* item, double value) { std::printf("%s\t%.4f\n", item, value); }

static void delegate(const char* item, int depth) {
    TwoWay g = nested(depth);
    g.next();
    long sent = 0;
    print(item, time([&](int n) {
        for (int i = 0; i < n; i++) g.send(1);
        expect(sent += n, g.current());
    }));
    g.send(-1);  // a paused chain would be destroyed recursively: a million deep overflows the stack
}

static void deep() {
    double enter = 1e18, leave = 1e18;
    for (int i = 0; i < 4; i++) {
        TwoWay g = nested(Deep);
        enter = std::min(enter, once([&](int) { g.next(); }, Deep));
        leave = std::min(leave, once([&](int) { expect(0, g.send(-1)); }, Deep));
    }
    print("deep_enter", enter / Deep);
    print("deep_leave", leave / Deep);
}

static void memory() {
    std::vector<TwoWay> all;
    all.reserve(1'000'000);
    auto before = mallinfo2();
    for (int i = 0; i < 1'000'000; i++) all.push_back(sum()), all.back().next();
    auto after = mallinfo2();
    print("mem", static_cast<double>(after.uordblks - before.uordblks) / 1e6);
}

int main(int argc, char** argv) {
    const std::vector<std::pair<std::string, std::function<void()>>> items = {
        {"send", [] {
            print("send", time([](int n) {
                TwoWay g = sum();
                g.next();
                for (int i = 0; i < n; i++) g.send(1);
                expect(n, g.current());
            }));
        }},
        {"iterate", [] {
            print("iterate", time([](int n) {
                long total = 0;
                TwoWay g = count(n);
                while (g.next()) total += g.current();
                expect(triangle(n), total);
            }));
        }},
        {"create_finish", [] {
            print("create_finish", time([](int n) {
                long total = 0;
                for (int i = 0; i < n; i++) {
                    TwoWay g = one(i);
                    g.next();
                    total += g.current();
                    g.next();
                }
                expect(triangle(n), total);
            }));
        }},
        {"close_notry", [] {
            print("close_notry", time([](int n) {
                long total = 0;
                for (int i = 0; i < n; i++) {
                    TwoWay g = one(i);
                    g.next();
                    total += g.current();
                }
                expect(triangle(n), total);
            }));
        }},
        {"close_try", [] {
            print("close_try", time([](int n) {
                finished = 0;
                for (int i = 0; i < n; i++) guarded(i).next();
                expect(n, finished);
            }));
        }},
        {"throw_caught", [] {
            print("throw_caught", time([](int n) {
                TwoWay g = catcher();
                g.next();
                for (int i = 0; i < n; i++) g.raise(std::make_exception_ptr(Failure{}));
                expect(n, g.current());
            }));
        }},
        {"throw_leaves", [] {
            print("throw_leaves", time([](int n) {
                long caught = 0;
                for (int i = 0; i < n; i++) {
                    TwoWay g = one(i);
                    g.next();
                    try {
                        g.raise(std::make_exception_ptr(Failure{}));
                    } catch (const Failure&) {
                        caught++;
                    }
                }
                expect(n, caught);
            }));
        }},
        {"throw_leaves_try", [] {
            print("throw_leaves_try", time([](int n) {
                finished = 0;
                long caught = 0;
                for (int i = 0; i < n; i++) {
                    TwoWay g = guarded(i);
                    g.next();
                    try {
                        g.raise(std::make_exception_ptr(Failure{}));
                    } catch (const Failure&) {
                        caught++;
                    }
                }
                expect(2L * n, caught + finished);
            }));
        }},
        {"deleg_1", [] { delegate("deleg_1", 1); }},
        {"deleg_10", [] { delegate("deleg_10", 10); }},
        {"deleg_100", [] { delegate("deleg_100", 100); }},
        {"deleg_1000", [] { delegate("deleg_1000", 1000); }},
        {"deleg_1000000", [] { delegate("deleg_1000000", Deep); }},
        {"deep", deep},
        {"tree", [] {
            auto tree = build(0, Nodes);
            print("tree", time([&](int n) {
                long total = 0;
                for (int i = 0; i < n; i++) {
                    TwoWay g = walk(*tree);
                    while (g.next()) total += g.current();
                }
                expect(n * triangle(Nodes), total);
            }) / Nodes);
        }},
        {"mem", memory},
    };

    for (const auto& [name, run] : items) {
        bool wanted = argc == 1;
        for (int i = 1; i < argc; i++) wanted |= name == argv[i];
        if (wanted) run();
    }
}
