#include "transport/net.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <memory>

#include "transport/worker_pool.hpp"

namespace halfstep {

Task<> on_worker(WorkerPool& pool, std::function<void()> work) {
    co_await asio::async_initiate<const asio::use_awaitable_t<Strand>&, void()>(
        [&pool](auto handler, std::function<void()> blocking) {
            const auto executor = asio::get_associated_executor(handler);
            // The pool takes copyable functions, and a coroutine's handler only moves.
            auto resume = std::make_shared<decltype(handler)>(std::move(handler));
            pool.post([blocking = std::move(blocking), resume = std::move(resume), executor,
                       alive = asio::make_work_guard(executor)]() mutable {
                blocking();
                asio::post(executor, [resume = std::move(resume)] { std::move (*resume)(); });
            });
        },
        kTask, std::move(work));
}

}  // namespace halfstep
