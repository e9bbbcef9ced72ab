#pragma once

#include <cstdint>
#include <memory>

#include "session/event_store.hpp"

namespace halfstep::testing {

/// How often the store misbehaves, 0 to 1 each; drawn from the seed and a count of appends.
struct StoreFaults {
    std::uint64_t seed = 0;
    double refuse = 0;        ///< append fails, nothing stored
    double lose_answer = 0;   ///< append stores, then reports failure
    double other_writer = 0;  ///< Conflict although nobody was there
};

/// A store that others keep using: services come and go, what is stored stays.
std::unique_ptr<EventStore> make_flaky_event_store(std::shared_ptr<EventStore> under,
                                                   StoreFaults faults);

}  // namespace halfstep::testing
