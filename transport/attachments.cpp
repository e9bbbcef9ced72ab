#include "transport/attachments.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace halfstep {

/// Shared with the subscriptions' callbacks, which may still be running while we are destroyed.
struct Attachments::Signal {
    std::function<void()> wake;
    std::atomic<bool> raised = false;

    void raise() {
        if (!raised.exchange(true)) wake();
    }
};

/// What is being said in a loop and was not pulled yet.
struct Attachments::Words {
    std::mutex mutex;
    std::optional<SpokenWords> latest;

    std::optional<SpokenWords> take() {
        const std::lock_guard lock(mutex);
        return std::exchange(latest, std::nullopt);
    }
};

namespace {

std::shared_ptr<const std::string> words_json(const std::string& loop, const SpokenWords& words) {
    const nlohmann::json params{
        {"loop", loop}, {"seat", words.seat}, {"round", words.round}, {"text", words.text}};
    return std::make_shared<const std::string>(
        params.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

Attachments::Attachments(LoopService& loops, std::function<void()> wake)
    : loops_(loops), signal_(std::make_shared<Signal>()) {
    signal_->wake = std::move(wake);
}

Attachments::~Attachments() = default;

Result<Done> Attachments::attach(const std::string& loop, const Caller& caller,
                                 std::uint64_t after_seq) {
    {
        const std::lock_guard lock(mutex_);
        if (!attached_.contains(loop) && attached_.size() >= kLoopsMax) {
            return Error{ErrorCode::TooLarge, "rpc.120",
                         "a connection follows at most " + std::to_string(kLoopsMax) + " loops",
                         "/loop", "detach from one, or open another connection"};
        }
    }
    // Subscribed before anything is read: an event appended in between is read or wakes us.
    const auto dirty = std::make_shared<std::atomic<bool>>(true);
    std::shared_ptr<void> subscription =
        loops_.subscribe(loop, [signal = signal_, dirty](std::uint64_t) {
            dirty->store(true);
            signal->raise();
        });
    std::shared_ptr<Words> words;
    std::shared_ptr<void> words_subscription;
    // A seat hears its own rounds alone, and those no model conducts.
    if (caller.role != Role::Seat) {
        words = std::make_shared<Words>();
        words_subscription =
            loops_.subscribe_words(loop, [signal = signal_, dirty, words](const SpokenWords& said) {
                {
                    const std::lock_guard inner(words->mutex);
                    words->latest = said;
                }
                dirty->store(true);
                signal->raise();
            });
    }
    const std::lock_guard lock(mutex_);
    attached_[loop] = Attachment{
        caller, after_seq,        generation_next_++,      false,
        dirty,  std::move(words), std::move(subscription), std::move(words_subscription)};
    return Done{};
}

void Attachments::open() {
    bool any = false;
    {
        const std::lock_guard lock(mutex_);
        for (auto& [loop, attachment] : attached_) {
            any = any || !attachment.open;
            attachment.open = true;
        }
    }
    if (any) signal_->raise();
}

void Attachments::detach(const std::string& loop) {
    Attachment gone;
    const std::lock_guard lock(mutex_);
    const auto found = attached_.find(loop);
    if (found == attached_.end()) return;
    gone = std::move(found->second);
    attached_.erase(found);
}

std::vector<Delivery> Attachments::pull(std::size_t limit, std::vector<Error>& failed) {
    signal_->raised.store(false);
    struct Turn {
        std::string loop;
        Attachment attachment;
    };
    std::vector<Turn> turns;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [loop, attachment] : attached_) {
            if (attachment.open && attachment.dirty->load()) turns.push_back({loop, attachment});
        }
    }
    std::vector<Delivery> deliveries;
    if (turns.empty()) return deliveries;
    const std::size_t share = std::max<std::size_t>(1, limit / turns.size());
    bool more = false;
    for (Turn& turn : turns) {
        Attachment& from = turn.attachment;
        // Cleared before reading: an append after the read sets it again.
        from.dirty->store(false);
        std::optional<SpokenWords> words = from.words ? from.words->take() : std::nullopt;
        Result<std::vector<SeenEvent>> events =
            loops_.events_after(turn.loop, from.caller, from.seq_sent, share);
        if (!events) {
            failed.push_back(events.error());
            detach(turn.loop);
            continue;
        }
        if (events->empty()) {
            if (words) {
                deliveries.push_back({turn.loop, from.generation,
                                      SeenEvent{0, words_json(turn.loop, *words)}, true});
            }
            continue;
        }
        // What is said is an event by now, and words that came before it are old.
        if (from.words) from.words->take();
        from.dirty->store(true);
        more = true;
        const std::lock_guard lock(mutex_);
        const auto now = attached_.find(turn.loop);
        if (now == attached_.end() || now->second.generation != from.generation) continue;
        now->second.seq_sent = events->back().seq;
        for (SeenEvent& event : *events) {
            deliveries.push_back({turn.loop, from.generation, std::move(event), false});
        }
    }
    if (more) signal_->raise();
    return deliveries;
}

bool Attachments::current(const Delivery& delivery) const {
    const std::lock_guard lock(mutex_);
    const auto found = attached_.find(delivery.loop);
    return found != attached_.end() && found->second.generation == delivery.generation;
}

}  // namespace halfstep
