// A two-way generator as it is written with C++20's coroutines: a sent value, an exception at the yield, delegation that
// costs the same at every depth (the root knows its innermost).
#pragma once
#include <coroutine>
#include <exception>
#include <utility>

template <class Yield, class Send>
class Generator {
public:
    struct promise_type;
    using Handle = std::coroutine_handle<promise_type>;

    struct promise_type {
        Yield current{};
        Send sent{};
        std::exception_ptr error;
        promise_type* root = this;       // of an inner one: who is advanced
        promise_type* innermost = this;  // of a root: who is resumed
        Handle delegator;

        Generator get_return_object() { return Generator(Handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }

        struct Final {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(Handle ended) noexcept {
                promise_type& promise = ended.promise();
                if (!promise.delegator) return std::noop_coroutine();
                promise.root->innermost = &promise.delegator.promise();
                return promise.delegator;
            }
            void await_resume() noexcept {}
        };
        Final final_suspend() noexcept { return {}; }

        struct Pause {
            promise_type& promise;
            bool await_ready() noexcept { return false; }
            void await_suspend(Handle) noexcept {}
            Send await_resume() {
                promise_type& root = *promise.root;
                if (root.error) std::rethrow_exception(std::exchange(root.error, nullptr));
                return root.sent;
            }
        };
        Pause yield_value(Yield value) noexcept {
            root->current = value;
            return {*this};
        }

        struct From {
            Generator inner;
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(Handle outer) noexcept {
                promise_type& promise = inner._handle.promise();
                promise.root = outer.promise().root;
                promise.delegator = outer;
                promise.root->innermost = &promise;
                return inner._handle;
            }
            void await_resume() {
                promise_type& promise = inner._handle.promise();
                if (promise.error) std::rethrow_exception(std::exchange(promise.error, nullptr));
            }
        };
        From yield_value(Generator inner) noexcept { return {std::move(inner)}; }

        void unhandled_exception() { error = std::current_exception(); }
        void return_void() noexcept {}
    };

    Generator(Generator&& other) noexcept : _handle(std::exchange(other._handle, nullptr)) {}
    Generator& operator=(Generator&&) = delete;
    ~Generator() { if (_handle) _handle.destroy(); }

    bool next() { return send(Send{}); }

    bool send(Send value) {
        promise_type& promise = _handle.promise();
        promise.sent = value;
        Handle::from_promise(*promise.innermost).resume();
        if (!_handle.done()) return true;
        if (promise.error) std::rethrow_exception(std::exchange(promise.error, nullptr));
        return false;
    }

    bool raise(std::exception_ptr error) {
        _handle.promise().error = std::move(error);
        return next();
    }

    Yield current() const { return _handle.promise().current; }

private:
    explicit Generator(Handle handle) : _handle(handle) {}
    Handle _handle;
};
