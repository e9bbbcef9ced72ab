#include <curl/curl.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>

#include "base/check.hpp"
#include "interviewers/model/http_client.hpp"

namespace halfstep {
namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr milliseconds kConnectMax{10'000};
constexpr milliseconds kPollMax{1'000};

/// One request under way. The caller waits on `changed`; the client's thread fills in the rest.
struct Transfer {
    Transfer(const HttpRequest& asked, bool to_sink)
        : request(asked), streams(to_sink), began(SteadyClock::now()), heard(began) {}
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(headers);
        curl_mime_free(mime);
    }

    const HttpRequest& request;
    const bool streams;
    const SteadyClock::time_point began;

    // Of the client's thread alone.
    CURL* easy = nullptr;
    curl_slist* headers = nullptr;
    curl_mime* mime = nullptr;
    SteadyClock::time_point heard;
    bool any_byte = false;
    std::size_t bytes = 0;
    HttpFailure ended_by = HttpFailure::None;  ///< by us, where curl only knows "aborted"

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::string> chunks;  ///< for the sink
    HttpReply reply;
    bool done = false;
    bool abandoned = false;  ///< the caller wants no more of it

    SteadyClock::time_point due() const {
        const auto quiet = any_byte ? heard + request.stall_max : began + request.first_byte_max;
        return std::min(quiet, began + request.total_max);
    }

    HttpFailure overdue(SteadyClock::time_point now) const {
        if (now >= began + request.total_max) return HttpFailure::Total;
        if (now < due()) return HttpFailure::None;
        return any_byte ? HttpFailure::Stall : HttpFailure::FirstByte;
    }
};

using TransferPtr = std::shared_ptr<Transfer>;

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.bytes += size;
    if (transfer.bytes > transfer.request.answer_bytes_max) {
        transfer.ended_by = HttpFailure::TooLarge;
        return CURL_WRITEFUNC_ERROR;
    }
    transfer.heard = SteadyClock::now();
    transfer.any_byte = true;
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    const std::lock_guard lock(transfer.mutex);
    if (transfer.streams && status == 200) {
        transfer.reply.status = 200;
        transfer.chunks.emplace_back(data, size);
        transfer.changed.notify_one();
    } else {
        transfer.reply.body.append(data, size);
    }
    return size;
}

bool is_loopback(const std::string& url) {
    const std::size_t begin = url.find("://");
    if (begin == std::string::npos) return false;
    const std::string rest = url.substr(begin + 3);
    return std::ranges::any_of(std::array{"127.0.0.1", "localhost", "[::1]"},
                               [&](const char* host) { return rest.starts_with(host); });
}

HttpFailure failure_of(CURLcode code, const Transfer& transfer) {
    if (transfer.ended_by != HttpFailure::None) return transfer.ended_by;
    switch (code) {
        case CURLE_OK:
            return HttpFailure::None;
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return HttpFailure::BadUrl;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return HttpFailure::Tls;
        case CURLE_OPERATION_TIMEDOUT:  // ours are noticed before; this is the connect timeout
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return HttpFailure::Connect;
        default:
            return transfer.any_byte ? HttpFailure::Cut : HttpFailure::Connect;
    }
}

class CurlHttpClient : public HttpClient {
public:
    explicit CurlHttpClient(std::size_t transfers_max) : transfers_max_(transfers_max) {
        static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
        HALFSTEP_CHECK(started == CURLE_OK, "libcurl starts");
        multi_ = curl_multi_init();
        HALFSTEP_CHECK(multi_, "libcurl has memory");
        curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(transfers_max));
        thread_ = std::thread([this] { run(); });
    }

    ~CurlHttpClient() override {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        curl_multi_wakeup(multi_);
        thread_.join();
        curl_multi_cleanup(multi_);
    }

    HttpReply send(const HttpRequest& request, const ByteSink& sink,
                   std::stop_token stop) override {
        const auto transfer = std::make_shared<Transfer>(request, sink != nullptr);
        {
            const std::lock_guard lock(mutex_);
            waiting_.push_back(transfer);
        }
        curl_multi_wakeup(multi_);
        const std::stop_callback cancel(stop, [&] { abandon(*transfer); });
        return await(*transfer, sink);
    }

private:
    /// Hands chunks to the sink on this, the caller's, thread until the transfer is over. Returns
    /// only then, as the client's thread reads the caller's request.
    HttpReply await(Transfer& transfer, const ByteSink& sink) {
        std::unique_lock lock(transfer.mutex);
        while (true) {
            transfer.changed.wait(lock, [&] { return transfer.done || !transfer.chunks.empty(); });
            while (!transfer.chunks.empty()) {
                const std::string chunk = std::move(transfer.chunks.front());
                transfer.chunks.pop_front();
                if (transfer.abandoned) continue;
                lock.unlock();
                const bool more = sink(chunk);
                if (!more) abandon(transfer);
                lock.lock();
            }
            if (transfer.done) return std::move(transfer.reply);
        }
    }

    void abandon(Transfer& transfer) {
        {
            const std::lock_guard lock(transfer.mutex);
            transfer.abandoned = true;
        }
        curl_multi_wakeup(multi_);
    }

    void run() {
        while (true) {
            int running = 0;
            curl_multi_perform(multi_, &running);
            finish_done();
            end_overdue();
            if (!start_waiting()) break;
            curl_multi_poll(multi_, nullptr, 0, static_cast<int>(until_due().count()), nullptr);
        }
        while (!active_.empty()) end(active_.front(), HttpFailure::Cancelled);
    }

    /// False when the client ends.
    bool start_waiting() {
        std::unique_lock lock(mutex_);
        while (!waiting_.empty() && active_.size() < transfers_max_ && !ending_) {
            const TransferPtr transfer = waiting_.front();
            waiting_.pop_front();
            lock.unlock();
            start(transfer);
            lock.lock();
        }
        if (!ending_) return true;
        std::deque<TransferPtr> left = std::move(waiting_);
        lock.unlock();
        for (const TransferPtr& transfer : left) finish(*transfer, HttpFailure::Cancelled, "");
        return false;
    }

    void start(const TransferPtr& transfer) {
        transfer->easy = curl_easy_init();
        HALFSTEP_CHECK(transfer->easy, "libcurl has memory");
        CURL* easy = transfer->easy;
        const HttpRequest& request = transfer->request;
        curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer.get());
        curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
        curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(kConnectMax.count()));
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer.get());
        if (is_loopback(request.url)) curl_easy_setopt(easy, CURLOPT_PROXY, "");
        // "Expect: 100-continue" would cost a second where a server does not know it.
        transfer->headers = curl_slist_append(transfer->headers, "Expect:");
        for (const auto& [name, value] : request.headers) {
            transfer->headers = curl_slist_append(transfer->headers, (name + ": " + value).c_str());
        }
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
        set_body(*transfer);
        if (const CURLMcode added = curl_multi_add_handle(multi_, easy); added != CURLM_OK) {
            finish(*transfer, HttpFailure::Connect, curl_multi_strerror(added));
            return;
        }
        active_.push_back(transfer);
    }

    static void set_body(Transfer& transfer) {
        const HttpRequest& request = transfer.request;
        if (request.parts.empty()) {
            curl_easy_setopt(transfer.easy, CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(request.body.size()));
            curl_easy_setopt(transfer.easy, CURLOPT_POSTFIELDS, request.body.c_str());
            return;
        }
        transfer.mime = curl_mime_init(transfer.easy);
        for (const FormPart& part : request.parts) {
            curl_mimepart* added = curl_mime_addpart(transfer.mime);
            curl_mime_name(added, part.name.c_str());
            curl_mime_data(added, part.data.data(), part.data.size());
            if (!part.filename.empty()) curl_mime_filename(added, part.filename.c_str());
            if (!part.content_type.empty()) curl_mime_type(added, part.content_type.c_str());
        }
        curl_easy_setopt(transfer.easy, CURLOPT_MIMEPOST, transfer.mime);
    }

    void finish_done() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            const CURLcode code = message->data.result;
            Transfer* done = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &done);
            const auto found = std::ranges::find(active_, done, &TransferPtr::get);
            const TransferPtr transfer = *found;
            active_.erase(found);
            read_head(*transfer);
            curl_multi_remove_handle(multi_, transfer->easy);
            const HttpFailure failure = failure_of(code, *transfer);
            finish(*transfer, failure,
                   failure == HttpFailure::None ? "" : curl_easy_strerror(code));
        }
    }

    static void read_head(Transfer& transfer) {
        long status = 0;
        char* type = nullptr;
        curl_off_t wait_s = 0;
        curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
        curl_easy_getinfo(transfer.easy, CURLINFO_CONTENT_TYPE, &type);
        curl_easy_getinfo(transfer.easy, CURLINFO_RETRY_AFTER, &wait_s);
        const std::lock_guard lock(transfer.mutex);
        transfer.reply.status = static_cast<int>(status);
        if (type) transfer.reply.content_type = type;
        if (wait_s > 0) transfer.reply.retry_after = std::chrono::seconds(wait_s);
    }

    void end_overdue() {
        const auto now = SteadyClock::now();
        for (const TransferPtr& transfer : std::vector(active_.begin(), active_.end())) {
            HttpFailure failure = transfer->overdue(now);
            {
                const std::lock_guard lock(transfer->mutex);
                if (transfer->abandoned) failure = HttpFailure::Cancelled;
            }
            if (failure != HttpFailure::None) end(transfer, failure);
        }
        std::vector<std::pair<TransferPtr, HttpFailure>> never_begun;
        {
            const std::lock_guard lock(mutex_);
            std::erase_if(waiting_, [&](const TransferPtr& transfer) {
                HttpFailure failure = transfer->overdue(now);
                const std::lock_guard inner(transfer->mutex);
                if (transfer->abandoned) failure = HttpFailure::Cancelled;
                if (failure != HttpFailure::None) never_begun.emplace_back(transfer, failure);
                return failure != HttpFailure::None;
            });
        }
        for (const auto& [transfer, failure] : never_begun) {
            finish(*transfer, failure, "while it waited for a place");
        }
    }

    void end(TransferPtr transfer, HttpFailure failure) {
        std::erase(active_, transfer);
        curl_multi_remove_handle(multi_, transfer->easy);
        finish(*transfer, failure, "");
    }

    static void finish(Transfer& transfer, HttpFailure failure, const char* detail) {
        const std::lock_guard lock(transfer.mutex);
        transfer.reply.failure = failure;
        transfer.reply.detail = detail;
        transfer.done = true;
        transfer.changed.notify_one();
    }

    milliseconds until_due() {
        const auto now = SteadyClock::now();
        auto due = now + kPollMax;
        for (const TransferPtr& transfer : active_) due = std::min(due, transfer->due());
        const std::lock_guard lock(mutex_);
        for (const TransferPtr& transfer : waiting_) due = std::min(due, transfer->due());
        return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(due - now));
    }

    const std::size_t transfers_max_;
    CURLM* multi_ = nullptr;
    std::list<TransferPtr> active_;  ///< of the client's thread alone
    std::mutex mutex_;               ///< of the two below
    std::deque<TransferPtr> waiting_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<HttpClient> make_curl_http_client(std::size_t transfers_max) {
    return std::make_unique<CurlHttpClient>(transfers_max);
}

}  // namespace halfstep
